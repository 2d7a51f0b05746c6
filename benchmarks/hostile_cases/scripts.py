"""Scripts, style sheets and JSON-LD around the story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from hostile_cases.case import Case, Text, on_page, put
from stories import page


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "scripts"
    yield from on_page(
        group,
        {
            "a script of 10 MB": lambda: "<script>" + "var a=[1,2];" * 830_000 + "</script>",
            "100,000 scripts": lambda: "<script>a()</script>" * 100_000,
            "a script with closing tags in strings": lambda: (
                "<script>x='<p>no</p>' + '<\\/script>';</script>" * 1_000
            ),
            "a script with a comment in it": lambda: (
                "<script><!-- document.write('<p>x') //--></script>" * 1_000
            ),
            "a style sheet of 5 MB": lambda: "<style>" + ".a>b{color:red}" * 330_000 + "</style>",
            "JSON state of 5 MB": lambda: (
                "<script type=application/json>"
                + json.dumps({"items": [{"text": "No story"}] * 200_000})
                + "</script>"
            ),
            "pages in noscript": lambda: (
                "<noscript><p>Please enable it.</p><img src=x></noscript>" * 5_000
            ),
        },
    )
    linked: dict[str, Text] = {
        "deep JSON-LD objects": lambda: '{"a":' * 100_000 + "1" + "}" * 100_000,
        "deep JSON-LD lists": lambda: "[" * 500_000,
        "JSON-LD with huge numbers": lambda: (
            '{"@type":"NewsArticle","datePublished":' + "9" * 100_000 + ',"headline":1e999999}'
        ),
        "JSON-LD of many keys": lambda: "{" + ",".join(f'"k{n}":{n}' for n in range(200_000)) + "}",
        "JSON-LD of 200,000 objects": lambda: json.dumps([{"@type": "Thing"}] * 200_000),
        "JSON-LD that is no JSON": lambda: '{"@type": NewsArticle, ' * 50_000,
        "JSON-LD of commas": lambda: "[" + "1, " * 100_000 + "]",
        "JSON-LD of commas and spaces": lambda: "[" + "," + " " * 100_000 + "x" + ", " * 50_000,
        "JSON-LD with a string of 5 MB": lambda: json.dumps({"headline": "a " * 2_500_000}),
        "JSON-LD with broken surrogates": lambda: (
            '{"headline":"\\ud800 \\udc00 a","author":"\\udfff"}'
        ),
        "JSON-LD with wrong types": lambda: json.dumps(
            {
                "@type": [1, None, {}],
                "@graph": {"a": []},
                "headline": [[["x"]]],
                "author": [{"name": {"name": []}}, 5, None, True],
                "datePublished": {"@value": []},
                "image": [{"url": {"url": 1}}],
                "publisher": [[]],
                "keywords": {"a": 1},
                "articleSection": 5,
                "isAccessibleForFree": [],
                "inLanguage": {"name": []},
                "mainEntityOfPage": [{}],
            }
        ),
        "JSON-LD of open comments": lambda: "/*<![CDATA[*/" * 20_000,
        "JSON-LD of an end and spaces": lambda: "{}-->" + " " * 100_000 + "x",
        "JSON-LD of closing comments": lambda: "{}" + "//]]>   " * 20_000 + "x",
        "JSON-LD with NaN and Infinity": lambda: '{"@type":"NewsArticle","a":NaN,"b":-Infinity}',
        "JSON-LD with 100,000 authors": lambda: json.dumps(
            {"@type": "NewsArticle", "author": [{"name": f"Ann Lee {n}"} for n in range(100_000)]}
        ),
    }
    linked |= {
        "JSON-LD whose objects name each other in a circle": lambda: json.dumps(
            {
                "@graph": [
                    {"@id": f"#{n}", "@type": "NewsArticle", "author": {"@id": f"#{(n + 1) % 300}"}}
                    for n in range(300)
                ]
            }
        ),
        "JSON-LD that names itself": lambda: (
            '{"@id":"#a","@type":"NewsArticle","mainEntityOfPage":{"@id":"#a"},"publisher":"#a"}'
        ),
        "JSON-LD that says each key 50,000 times": lambda: (
            '{"@type":"NewsArticle"' + ',"headline":"Rain","datePublished":0' * 50_000 + "}"
        ),
        "JSON-LD with numbers beyond all": lambda: (
            '{"@type":"NewsArticle","datePublished":-1e308,"wordCount":'
            + "1" * 5_000
            + ',"dateModified":0.'
            + "0" * 5_000
            + '1,"headline":-0,"author":1E+999,"image":[[[[1e5]]]]}'
        ),
        "JSON-LD with years beyond all": lambda: json.dumps(
            [
                {"@type": "NewsArticle", "datePublished": date}
                for date in ("99999-01-01", "-0044-03-15", "+275760-09-13", "2024-02-30T24:61:61Z")
            ]
            * 500
        ),
        "JSON-LD with a BOM, NULs and line separators": lambda: (
            '\ufeff{"@type":"NewsArticle",\u2028"headline":"a\\u0000\x00\u2029b"}\x00'
        ),
        "JSON-LD with types of megabytes": lambda: json.dumps(
            {"@type": ["NewsArticle" + "e" * 1_000_000] * 3, "@context": "x" * 1_000_000}
        ),
        "JSON-LD of markup": lambda: json.dumps(
            {"@type": "NewsArticle", "headline": "<b>" * 50_000, "articleBody": "<p>x" * 50_000}
        ),
    }
    for name, text in linked.items():
        yield Case(group, name, partial(put, _with_linked, "source", text))
    yield Case(
        group,
        "10,000 JSON-LD scripts",
        lambda: page(
            head='<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 10_000
        ).encode(),
    )
    yield Case(
        group,
        "1,000 faulty JSON-LD scripts of 5 kB",
        lambda: page(
            head=f'<script type="application/ld+json">{{"a": {"[1, " * 1_250}</script>' * 1_000
        ).encode(),
    )


def _with_linked(source: str) -> str:
    return page(head=f'<script type="application/ld+json">{source}</script>')
