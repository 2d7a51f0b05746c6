"""More of one thing than any page has: siblings, links, cells, attributes, signs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import Case, encoded, on_page
from stories import STORY, page


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "floods"
    yield from on_page(
        group,
        {
            "300,000 empty siblings": lambda: "<i></i>" * 300_000,
            "100,000 br": lambda: "<br>" * 100_000,
            "200,000 links": lambda: "".join(
                f'<a href="/p/{number}">Page {number}</a> ' for number in range(200_000)
            ),
            "100,000 list items with links": lambda: (
                "<ul>"
                + "".join(f'<li><a href="/t/{n}">Topic {n}</a>' for n in range(100_000))
                + "</ul>"
            ),
            "50,000 short paragraphs": lambda: "<div>" + "<p>x</p>" * 50_000 + "</div>",
            "100,000 images": lambda: '<img src="a.png" alt="lake">' * 100_000,
            "50,000 headings": lambda: "".join(f"<h2>Heading {n}</h2>" for n in range(50_000)),
            "100,000 table cells": lambda: (
                "<table>" + "<tr><td>1<td>2<td>3<td>4" * 25_000 + "</table>"
            ),
            "30,000 rows of one cell": lambda: (
                "<table>" + "<tr><td>Score</td></tr>" * 30_000 + "</table>"
            ),
            "one row of 60,000 cells": lambda: (
                "<table><tr>" + "<td>7</td>" * 60_000 + "</tr></table>"
            ),
            "50,000 options": lambda: "<select>" + "<option>Town" * 50_000 + "</select>",
            "30,000 inputs in forms": lambda: (
                "<form><input name=a><button>Go</button></form>" * 30_000
            ),
            "40,000 iframes": lambda: "<iframe src=x></iframe>" * 40_000,
            "100,000 spans in one line": lambda: "<p>" + "<span>word</span> " * 100_000 + "</p>",
            "60,000 hidden elements": lambda: "<div hidden>secret</div>" * 60_000,
            "60,000 elements hidden by style": lambda: (
                '<p style="display:none">secret words</p>' * 60_000
            ),
            "20,000 comments of readers": lambda: (
                '<div class="comment"><p>I do not think so.</p></div>' * 20_000
            ),
            "50,000 figures": lambda: (
                "<figure><img src=a><figcaption>A lake</figcaption></figure>" * 30_000
            ),
            "50,000 definition items": lambda: "<dl>" + "<dt>a<dd>b" * 50_000 + "</dl>",
        },
    )
    yield Case(
        group,
        "100,000 attributes on one element",
        lambda: page(
            before="<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</div>"
        ).encode(),
    )
    yield Case(
        group,
        "20,000 links with 40,000 unclosed elements behind the story",
        lambda: page(after="<a href=x><p>" * 20_000).encode(),
    )
    for name, value in (("every", "'>'"), ("each fiftieth", "1")):
        many = " ".join(
            f"a{n}={value if n % 50 else chr(34) + '<>' + chr(34)}" for n in range(150_000)
        )
        yield Case(
            group,
            f"150,000 attributes of which {name} hides where the tag ends",
            partial(encoded, page(after=f"<i {many}>x</i>")),
        )
    yield Case(
        group,
        "200 elements of 3,000 attributes",
        lambda: page(
            before=("<i " + " ".join(f"a{n}='>'" for n in range(3_000)) + ">x</i>") * 20
            + ("<i " + " ".join(f"a{n}='x'" for n in range(3_000)) + ">x</i>") * 200
        ).encode(),
    )
    yield Case(
        group,
        "100,000 attributes of one name",
        lambda: page(before="<div " + "class=a " * 100_000 + ">x</div>").encode(),
    )
    yield Case(
        group,
        "10,000 elements of 100 attributes",
        lambda: page(
            after=("<i " + " ".join(f"data-a{n}=v" for n in range(100)) + "></i>") * 10_000
        ).encode(),
    )
    yield Case(
        group,
        "an attribute of 10 MB",
        lambda: page(before=f'<div title="{"word " * 2_000_000}">x</div>').encode(),
    )
    yield Case(
        group,
        "a class attribute of 200,000 names",
        lambda: page(
            before=f'<div class="{" ".join(f"c{n}" for n in range(200_000))}">x</div>'
        ).encode(),
    )
    yield Case(
        group,
        "50,000 elements, each of another class and id",
        lambda: page(
            after="".join(f'<i class="c{n} d{n}" id="i{n}">x</i>' for n in range(50_000))
        ).encode(),
    )
    yield Case(
        group,
        "30,000 elements of the same 30 classes",
        lambda: page(
            after=f'<i class="{" ".join(f"c{n}" for n in range(30))}">x</i>' * 30_000
        ).encode(),
    )
    yield Case(
        group,
        "the classes of a story wherever one looks",
        lambda: page(
            after='<div class="article-body story content"><p>Read more.</p></div>' * 20_000
        ).encode(),
    )
    yield Case(
        group,
        "a data URI of 15 MB in an image",
        lambda: page(
            between=f'<img src="data:image/png;base64,{"iVBORw0K" * 1_875_000}">'
        ).encode(),
    )
    yield Case(
        group,
        "a data URI of 10 MB in a link",
        lambda: page(before=f'<a href="data:text/html;base64,{"PGI+" * 2_500_000}">x</a>').encode(),
    )
    yield Case(
        group,
        "3,000 stories on one page",
        lambda: page(
            after="".join(
                f"<article><h2>Story {n}</h2><p>{' '.join(STORY[:1])} No. {n}</p></article>"
                for n in range(3_000)
            )
        ).encode(),
    )
    yield Case(
        group,
        "a story of 40,000 paragraphs",
        lambda: page(
            between="".join(
                f"<p>In year {n} the boat was painted again and the keel was scraped clean.</p>"
                for n in range(40_000)
            )
        ).encode(),
        story=(STORY[0], STORY[-1]),
    )
    yield Case(
        group,
        "one paragraph of 5 MB in the story",
        lambda: page(
            between="<p>" + "The lake was calm and the boat went on. " * 125_000 + "</p>"
        ).encode(),
    )
    yield Case(
        group,
        "the same paragraph 20,000 times",
        lambda: page(after=f"<div><p>{STORY[1]}</p></div>" * 20_000).encode(),
    )
    yield Case(
        group,
        "100,000 custom elements of other names",
        lambda: page(after="".join(f"<x-{n}>y</x-{n}>" for n in range(100_000))).encode(),
    )
