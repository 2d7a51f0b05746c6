"""Hostile inputs: an invented story among things that break readers of pages, and what may come out.

Each case builds its bytes when asked to. Sizes are such that a reader whose cost grows with the square
of its input is caught, and one that is linear needs a second or two.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from stories import STORIES, STORY, TITLE, dump, page, paragraphs

_MB = 1_000_000
Data = bytes | str
Text = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Case:
    """One input and what may become of it.

    story: paragraphs that have to stand in the text; empty where only an error is right, or nothing.
    errors: codes of the NormalizerError that may come instead of the story.
    absent: texts that must not stand in the article.
    """

    group: str
    name: str
    build: Callable[[], Data]
    story: tuple[str, ...] = STORY
    errors: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()
    url: str | None = "https://courier.example/news/old-ferry-returns"
    content_type: str | None = None


#: Errors that are right for what is no text, and for what is too large.
_INPUT = frozenset({"input"})
_LIMIT = frozenset({"limit"})


def cases() -> list[Case]:
    """Return all cases; a name stands for one alone."""
    groups = (
        _nesting,
        _floods,
        _markup,
        _scripts,
        _documents,
        _outside,
        _charsets,
        _characters,
        _dumps,
        _patterns,
        _metadata,
        _addresses,
        _no_text,
        _packed,
        _limits,
    )
    return [case for group in groups for case in group()]


def _on_page(group: str, texts: dict[str, Text]) -> Iterator[Case]:
    """Yield a case for each text, put on a page before the story, in it and after it in turn."""
    for at, (name, text) in enumerate(texts.items()):
        place = ("before", "between", "after")[at % 3]
        yield Case(group, f"{name}, {place} the story", partial(_put, page, place, text))


def _put(into: Callable[..., str], place: str, text: Text) -> bytes:
    """Return a page or dump that has a text in some place."""
    return into(**{place: text()}).encode()


def _nested(names: list[str], count: int, place: str) -> bytes:
    opening = "".join(f"<{name}>" for name in names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    return _put(page, place, lambda: opening * count + "deep" + closing * count)


def _encoded(text: str, codec: str = "utf-8") -> bytes:
    return text.encode(codec, "ignore")


def _given(data: Data) -> Data:
    return data


def _nesting() -> Iterator[Case]:
    group = "nesting"
    deep = 100_000
    for tag in ("div", "span", "b", "font", "blockquote", "ul><li", "section", "p><a"):
        names = tag.split("><")
        build = partial(_nested, names, deep // len(names), "before")
        yield Case(group, f"{tag} {deep:,} deep, before", build)
    for tag in ("table><tr><td", "table", "form", "button", "select", "noscript", "svg", "math"):
        names = tag.split("><")
        build = partial(_nested, names, 30_000 // len(names), "after")
        yield Case(group, f"{tag} 30,000 deep, after", build)
    yield Case(
        group,
        "the story 3,000 levels deep",
        lambda: (
            f"<html><body>{'<div>' * 3000}{paragraphs()}{'</div>' * 3000}</body></html>".encode()
        ),
    )
    yield Case(
        group,
        "the story 100,000 levels deep",
        lambda: f"<html><body>{'<div>' * deep}{paragraphs()}</body></html>".encode(),
    )
    yield Case(
        group,
        "a paragraph at each of many depths",
        lambda: (
            "<html><body>"
            + "".join("<div>" * 700 + f"<p>{text}</p>" for text in STORY)
            + "</body></html>"
        ).encode(),
    )
    yield Case(
        group,
        "100,000 unclosed elements behind the story",
        lambda: page(after="<div><i>" * 50_000).encode(),
    )
    yield Case(
        group,
        "100,000 closing tags of nothing",
        lambda: page(before="</div></p></td></b>" * 25_000).encode(),
    )
    yield Case(
        group,
        "tables in tables around the story",
        lambda: (
            f"<html><body>{'<table><tr><td>' * 60}{paragraphs()}{'</td></tr></table>' * 60}"
            "</body></html>"
        ).encode(),
    )
    yield Case(
        group,
        "formatting elements that overlap",
        lambda: page(between="<b><i><u><a href=x><font>" * 400 + "x" + "</b></i>" * 400).encode(),
    )
    yield Case(
        group,
        "unclosed b and i at each paragraph",
        lambda: page(after="<p><b><i><u><em>x" * 3_000).encode(),
    )
    yield Case(
        group,
        "100,000 paragraphs 1,900 levels deep",
        lambda: page(after="<div>" * 1_900 + "<p>x</p>" * 100_000).encode(),
    )
    yield Case(
        group,
        "20,000 links 1,900 levels deep",
        lambda: page(
            before="<b>" * 1_900 + "<a href=x>x</a> <br>" * 20_000 + "</b>" * 1_900
        ).encode(),
    )
    yield Case(
        group,
        "300 lists of a class, each in the other, with 100,000 items",
        lambda: page(
            after='<ul class="menu nav related comments">' * 300 + "<li>x</li>" * 100_000
        ).encode(),
    )
    yield Case(
        group,
        "2,000 paragraphs in an element with a name of 1 MB",
        lambda: page(after=f"<{'a' * _MB}>" + "<p>The lake.</p>" * 2_000).encode(),
    )
    soup: dict[str, Text] = {
        "closing tags of nothing": lambda: "</i></p></x>" * 50_000,
        "comments between texts": lambda: "x<!-- -->" * 100_000,
        "comments that never end": lambda: "<!-- x" * 100_000,
        "tags that never end": lambda: "<a " * 100_000,
        "quotes that never end": lambda: "<a b='\"" * 100_000,
        "equals signs": lambda: "<a " + "=" * 100_000 + " =" * 100_000 + ">",
        "declarations that never end": lambda: "<!x <?y" * 100_000,
        "huge references": lambda: (
            "&#" + "9" * 100_000 + ";&#x" + "f" * 100_000 + ";&#1;&#xb;&#xFFFF;" * 99
        ),
        "ampersands": lambda: "&a" * 100_000,
        "scripts that never end": lambda: "<textarea><title><xmp>" * 30_000,
        "formatting that overlaps": lambda: "<b><i></b></i>" * 50_000,
        "spaces in a tag": lambda: "<a" + " " * 1_000_000 + "b" + " " * 1_000_000 + ">",
        "white space between all": lambda: "<b> </b>\n" * 50_000,
    }
    for name, text in soup.items():
        build = partial(_put, lambda after: page(after="<div>" * 3_000 + after), "after", text)
        yield Case(group, f"3,000 levels, and then {name}", build)
    yield Case(
        group,
        "svg with 50,000 nested groups",
        lambda: page(between="<svg>" + "<g>" * 50_000 + "</g>" * 50_000 + "</svg>").encode(),
    )
    yield Case(
        group,
        "MathML with 20,000 nested rows",
        lambda: page(between="<math>" + "<mrow>" * 20_000 + "<mi>x</mi>").encode(),
    )


def _floods() -> Iterator[Case]:
    group = "floods"
    yield from _on_page(
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


def _markup() -> Iterator[Case]:
    group = "markup"
    yield from _on_page(
        group,
        {
            "an unclosed comment of dashes": lambda: "<!-- " + "- - " * 1000 + "-->",
            "comments that are none": lambda: "<!-><!--><!--->" * 5_000,
            "100,000 comments": lambda: "<!-- x -->" * 100_000,
            "a comment of 10 MB": lambda: "<!--" + "-x " * 3_300_000 + "-->",
            "conditional comments": lambda: (
                "<!--[if lt IE 9]><p>Old browser</p><![endif]-->" * 2_000
                + "<![if !IE]><p>Not IE</p><![endif]>"
            ),
            "CDATA sections": lambda: "<![CDATA[ <p>hidden</p> ]]>" * 2_000,
            "processing instructions": lambda: (
                "<?php echo '<p>x</p>'; ?><?xml version='1.0'?>" * 2_000
            ),
            "100,000 opening angle brackets": lambda: "<" * 100_000,
            "opening brackets with spaces": lambda: "< " * 100_000,
            "100,000 closing angle brackets": lambda: ">" * 100_000,
            "half tags": lambda: "<p <p <p <p <div <a <b" * 5_000 + ">",
            "tags of signs": lambda: "<@><$><1><_a><:b><é>" * 5_000,
            "attributes without values or quotes": lambda: "<a ='x' \"=y = = >x</a>" * 5_000,
            "quotes in attribute names": lambda: "<p a\"b'c=`d`>x</p>" * 5_000,
            "a tag name of 1 MB": lambda: f"<{'a' * _MB}>x</{'a' * _MB}>",
            "an attribute name of 1 MB": lambda: f"<div {'a' * _MB}=1>x</div>",
            "an id with NUL and controls": lambda: (
                '<div id="a\x00b\x01c" class="\x00">x</div>' * 2_000
            ),
            "names with colons": lambda: '<a:b c:d="e" xmlns:c="f"><o:p>x</o:p></a:b>' * 5_000,
            "doctypes everywhere": lambda: "<!DOCTYPE html PUBLIC 'a' 'b'>" * 5_000,
            "bodies everywhere": lambda: "<body class=a><body id=b></body>" * 5_000,
            "html and head everywhere": lambda: (
                "<html lang=xx><head><title>No</title></head></html>" * 3_000
            ),
            "closed body and html again and again": lambda: "</body></html>" * 20_000,
            "titles in the body": lambda: "<title>Another title</title>" * 10_000,
            "self-closed elements": lambda: "<div/><p/><span/><b/>" * 5_000,
            "unknown references": lambda: (
                "&nosuch; &#xZZ; &#99999999999999; &amp &lt &#0; &#xD800;" * 5_000
            ),
            "100,000 ampersands": lambda: "&" * 100_000,
            "an entity name of 1 MB": lambda: f"&{'a' * _MB};",
            "a number reference of 1 MB": lambda: f"&#{'9' * _MB};",
            "a hexadecimal reference of 1 MB": lambda: f"&#x{'f' * _MB};",
            "number references with leading zeros": lambda: f"&#{'0' * 200_000}65;" * 5,
            "entities encoded many times": lambda: "<p>&" + "amp;" * 100_000 + "lt;b&gt;</p>",
            "templates": lambda: "<template><p>Not shown</p></template>" * 10_000,
            "template in template": lambda: "<template>" * 5_000 + "x" + "</template>" * 5_000,
            "slots and shadow roots": lambda: (
                "<x-a><template shadowrootmode=open><slot></slot></template></x-a>" * 5_000
            ),
            "audio, video and objects": lambda: (
                "<object><param><embed><video><source><track></video></object>" * 5_000
            ),
            "maps and areas": lambda: "<map name=a><area href=b></map>" * 10_000,
            "details and dialogs": lambda: (
                "<details><summary>x</summary>y</details><dialog>z</dialog>" * 5_000
            ),
            "marquee, blink, keygen": lambda: "<marquee><blink>x</blink><keygen></marquee>" * 5_000,
            "ruby": lambda: "<ruby>漢<rt>かん</rt></ruby>" * 10_000,
            "contenteditable and aria": lambda: (
                '<div aria-hidden="true" contenteditable>x</div>' * 10_000
            ),
            "style of a megabyte": lambda: f'<p style="{"color:red;" * 100_000}">x</p>',
            "style of half a rule": lambda: f'<p style="{"display " * 100_000}">x</p>',
            "base and refresh": lambda: (
                '<base href="javascript:x"><meta http-equiv=refresh '
                'content="0;url=file:///etc/passwd">' * 500
            ),
        },
    )
    for tag in ("title", "textarea", "select", "plaintext", "xmp", "noscript", "button", "style"):
        behind = page(after=f"<{tag}>never closed <p>x</p>")
        yield Case(group, f"an unclosed {tag} behind the story", partial(_encoded, behind))
    for tag in ("select", "button", "noscript", "form", "table", "a", "center"):
        build = partial(_encoded, page(before=f"<{tag}>"))
        yield Case(group, f"an unclosed {tag} before the story", build)
    for text in ("<!-- never closed", "<script>var a = 1;", "<style>p {", "<!doctype", "<![CDATA["):
        build = partial(_encoded, page(after=text + " x" * 100_000))
        yield Case(group, f"never closed behind the story: {text}", build)
    yield Case(
        group, "the page ends inside a tag", lambda: page(after="<div class='").encode()[:-90]
    )
    yield Case(group, "the page ends inside a comment", lambda: page(after="<!-- a -- >").encode())
    yield Case(
        group,
        "an attribute that is never closed behind the story",
        lambda: page(after='<a title="' + "word " * 200_000).encode(),
    )
    yield Case(
        group,
        "paragraphs without any element around",
        lambda: "\n".join(f"<p>{text}" for text in STORY).encode(),
    )
    yield Case(
        group,
        "the story in br-parted text",
        lambda: f"<html><body><div>{'<br><br>'.join(STORY)}</div></body></html>".encode(),
    )
    yield Case(
        group,
        "the story in font and center",
        lambda: (
            "<HTML><BODY><CENTER><FONT SIZE=2>"
            + "".join(f"<P ALIGN=left><FONT FACE=Arial>{text}</FONT>" for text in STORY)
            + "</FONT></CENTER></BODY></HTML>"
        ).encode(),
    )
    yield Case(
        group,
        "each word of the story in its own span",
        lambda: page(
            story=tuple(" ".join(f"<span>{word}</span>" for word in text.split()) for text in STORY)
        ).encode(),
    )
    yield Case(
        group,
        "the story with references for letters",
        lambda: page(
            story=tuple("".join(f"&#{ord(letter)};" for letter in text) for text in STORY)
        ).encode(),
    )
    yield Case(
        group,
        "tag soup at random",
        lambda: page(after=_soup(200_000)).encode(),
    )
    yield Case(
        group, "tag soup before the story", lambda: page(before=_soup(20_000) + "</a></b>").encode()
    )
    yield Case(
        group,
        "the story behind </html>",
        lambda: f"<html><body><p>Menu</p></body></html>{paragraphs()}".encode(),
    )
    yield Case(
        group,
        "the story in an article inside p inside a",
        lambda: f"<html><body><p><a name=top><article>{paragraphs()}</article></a></body>".encode(),
    )
    yield Case(
        group,
        "two bodies, the story in the second",
        lambda: f"<html><body><p>One</p></body><body>{paragraphs()}</body></html>".encode(),
    )
    yield Case(
        group,
        "the story in a hidden element that a script shows",
        lambda: f"<html><body><div hidden>{paragraphs()}</div></body></html>".encode(),
    )
    yield Case(
        group,
        "upper case, no quotes, no closing tags",
        lambda: (
            "<HTML><HEAD><TITLE>X</TITLE><BODY BGCOLOR=white>"
            + "".join(f"<P CLASS=Story>{text}" for text in STORY)
        ).encode(),
    )


def _soup(count: int) -> str:
    """Return tags of many kinds in no order."""
    chosen = random.Random(7)
    names = "a b i p div td tr table ul li em h1 span form center font dl dt".split()
    return "".join(
        f"<{'/' if chosen.random() < 0.5 else ''}{chosen.choice(names)}>" for _ in range(count)
    )


def _scripts() -> Iterator[Case]:
    group = "scripts"
    yield from _on_page(
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
    for name, text in linked.items():
        yield Case(group, name, partial(_put, _with_linked, "source", text))
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


def _documents() -> Iterator[Case]:
    group = "documents"
    noise = (
        ("a frameset without a story", "<frameset cols=*><frame src=a></frameset>"),
        ("an empty page", "<!doctype html><html><head></head><body></body></html>"),
        ("only a head", "<html><head><title>Rain</title>"),
        ("only a doctype", "<!doctype html>"),
        ("only a comment", "<html><!-- nothing here -->"),
        ("only scripts", "<html><body><script>load()</script></body></html>"),
        ("only an unclosed script", "<html><body><script>load(" + "x" * 100_000),
        ("only an unclosed comment", "<html><body><!-- " + "x" * 100_000),
        ("only an unclosed tag", "<html><body><p " + "x" * 100_000),
        ("only links", "<html><body>" + "<a href=x>Go there</a> " * 5_000),
        ("only images", "<html><body>" + "<img src=x>" * 5_000),
        ("a page of white space", "<html><body>" + " \n\t" * 1_000_000),
        ("a page of no-break spaces", "<html><body>" + "&nbsp;" * 500_000),
    )
    for name, text in noise:
        yield Case(group, name, partial(_encoded, text), story=(), errors=_INPUT)
    yield Case(
        group,
        "a frameset with the story in noframes",
        lambda: (
            "<html><head><title>Frames</title></head><frameset cols='20%,*'><frame src=a>"
            f"<noframes><body>{paragraphs()}</body></noframes></frameset></html>"
        ).encode(),
    )
    yield Case(
        group,
        "a frameset around the page's body",
        lambda: (
            f"<html><frameset><frame src=a></frameset><body>{paragraphs()}</body></html>".encode()
        ),
    )
    rss = "".join(
        f"<item><title>Story {n}</title><description>{escape(text)}</description></item>"
        for n, text in enumerate(STORY)
    )
    feeds = (
        ("an RSS feed", f'<?xml version="1.0"?><rss version="2.0"><channel>{rss}</channel></rss>'),
        (
            "an Atom feed",
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
            + "".join(f"<entry><summary>{text}</summary></entry>" for text in STORY)
            + "</feed>",
        ),
        ("a JSON document", json.dumps({"text": list(STORY)}, indent=1)),
        ("a JavaScript file", "".join(f"say({text!r});\n" for text in STORY)),
        ("a style sheet", ".a { color: red }\n" * 500),
        ("a robots.txt", "User-agent: *\nDisallow: /a\n" * 100),
        ("a sitemap", "<?xml version='1.0'?><urlset>" + "<url><loc>https://a</loc></url>" * 9_000),
        ("a CSV file", "id,title,views\n" + "1,Ferry,12\n" * 50_000),
        ("an SQL dump", "INSERT INTO a VALUES (1, 'x', NULL);\n" * 20_000),
        ("a mail", "From: a@b.example\nSubject: Ferry\n\n" + "\n\n".join(STORY)),
    )
    for name, text in feeds:
        yield Case(group, name, partial(_encoded, text), story=(), errors=_INPUT)
    yield Case(
        group,
        "XHTML with an XML declaration",
        lambda: (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 '
            'Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html '
            f'xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs()}</body></html>'
        ).encode(),
        content_type="application/xhtml+xml",
    )
    yield Case(
        group,
        "XHTML with a prefix for every element",
        lambda: (
            '<html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
            + "".join(f"<h:p>{text}</h:p>" for text in STORY)
            + "</h:body></html>"
        ).encode(),
    )
    yield Case(
        group,
        "a page sent as text/plain",
        lambda: "\n\n".join(STORY).encode(),
        content_type="text/plain; charset=nonsense",
    )
    yield Case(
        group,
        "a dump sent as text/html",
        lambda: dump().encode(),
        content_type="text/html; charset=utf-8",
    )
    for kind in (
        "image/png",
        "application/octet-stream",
        ";;;=",
        "text/html; charset=" + "x" * 100_000,
        'text/html; charset="utf-8',
        "text/html;" * 20_000,
        "text/html; charset*=utf-8''%00",
        "\r\nX: y",
        "text/html; charset=\udcff",
        "текст/хтмл; charset=юникод",
        "text/html; charset=utf-7",
        "text/html; charset=base64",
        "text/html; charset=rot13",
        "text/html; charset=idna",
        "text/html; charset=unicode_escape",
        "text/html; charset=utf-16",
        "text/html; charset=hex; charset=zlib",
    ):
        yield Case(
            group,
            f"a page with the Content-Type {kind[:40]!r}",
            lambda: page().encode(),
            content_type=kind,
        )


def _outside() -> Iterator[Case]:
    """Yield pages that ask their reader for files, the network, or endless text."""
    group = "reaching out"
    declared = {
        "an entity of a file": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "a parameter entity": '<!DOCTYPE html [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        "an entity of an address": '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        "a DTD of a file": '<!DOCTYPE html SYSTEM "file:///etc/passwd">',
        "a billion laughs": '<!DOCTYPE html [<!ENTITY x0 "laugh">'
        + "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(12))
        + '<!ENTITY x "&x12;">]>',
        "a quadratic blow-up": f'<!DOCTYPE html [<!ENTITY x "{"a" * 100_000}">]>',
    }
    for name, head in declared.items():
        text = "&x;" * (20_000 if "quadratic" in name else 3)
        body = f"<html><body><p>{text}</p>{paragraphs()}</body></html>"
        for start in ("", '<?xml version="1.0"?>\n'):
            yield Case(
                group,
                f"{name}{' in XML' if start else ''}",
                partial(_encoded, f"{start}{head}\n{body}"),
                absent=("root:x:0", "laughlaugh"),
            )
    yield Case(
        group,
        "an XInclude of a file",
        lambda: page(
            before='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
            'href="file:///etc/passwd"/>'
        ).encode(),
        absent=("root:x:0",),
    )
    yield Case(
        group,
        "a style sheet of XSLT",
        lambda: (
            '<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>\n' + page()
        ).encode(),
        absent=("root:x:0",),
    )
    yield Case(
        group,
        "objects, frames and pictures of files",
        lambda: page(
            between="".join(
                f'<{tag} src="file:///etc/passwd" data="file:///etc/passwd"></{tag}>'
                for tag in ("iframe", "object", "embed", "img", "script", "link")
            )
        ).encode(),
        absent=("root:x:0",),
    )


_CHARSETS = (
    ("ja", "shift_jis"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("ko", "euc_kr"),
    ("ko", "cp949"),
    ("zh", "gb18030"),
    ("zh", "gbk"),
    ("zh", "gb2312"),
    ("zh-hant", "big5"),
    ("pl", "cp1250"),
    ("pl", "iso8859_2"),
    ("ru", "cp1251"),
    ("ru", "koi8_r"),
    ("ru", "iso8859_5"),
    ("de", "cp1252"),
    ("el", "cp1253"),
    ("tr", "cp1254"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("th", "cp874"),
)
_LABELS = {
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp874": "windows-874",
    "euc_kr": "euc-kr",
    "cp949": "ks_c_5601-1987",
    "iso2022_jp": "iso-2022-jp",
}


def _charsets() -> Iterator[Case]:
    group = "charsets"
    for language, codec in _CHARSETS:
        story = STORIES[language]
        label = _LABELS.get(codec, codec.replace("_", "-"))
        yield Case(
            group,
            f"{codec}, said in a meta tag",
            partial(_encoded, _in(language, head=f'<meta charset="{label}">'), codec),
            story=_encodable(story, codec),
        )
        yield Case(
            group,
            f"{codec}, said in the header",
            partial(_encoded, _in(language), codec),
            story=_encodable(story, codec),
            content_type=f"text/html; charset={label}",
        )
    for language, codec in (
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("ko", "euc_kr"),
        ("zh", "gb18030"),
        ("zh-hant", "big5"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("de", "cp1252"),
    ):
        story = STORIES[language]
        yield Case(
            group,
            f"{codec}, said nowhere",
            partial(_encoded, _in(language), codec),
            story=_encodable(story, codec),
        )
        yield Case(
            group,
            f"{codec} that says it is UTF-8",
            partial(_encoded, _in(language, head="<meta charset=utf-8>"), codec),
            story=_encodable(story, codec),
        )
    wide = page(story=STORIES["ru"], language="ru", head="<meta charset=utf-8>")
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        yield Case(
            group,
            f"{codec} {'with' if codec[-2].isdigit() else 'without'} a BOM",
            partial(_encoded, wide, codec),
            story=STORIES["ru"],
        )
        yield Case(
            group,
            f"a dump in {codec}",
            partial(_encoded, dump(), codec),
            url=None,
        )
    yield Case(
        group,
        "UTF-16 with a BOM in Japanese, a dump",
        lambda: "\n\n".join(STORIES["ja"]).encode("utf-16"),
        story=STORIES["ja"],
    )
    yield Case(group, "UTF-8 with a BOM", lambda: page().encode("utf-8-sig"))
    yield Case(group, "three BOMs at the start", lambda: ("\ufeff" * 3 + page()).encode())
    yield Case(group, "BOMs in the middle", lambda: page(between="\ufeff" * 1_000).encode())
    yield Case(group, "a UTF-16 BOM before UTF-8", lambda: b"\xff\xfe" + page().encode())
    yield Case(
        group,
        "ten charsets declared, all wrong",
        lambda: page(
            head="".join(
                f"<meta charset={name}>"
                for name in "koi8-r utf-16 big5 x-user-defined none utf-7 cp037 a b c".split()
            ),
            story=STORIES["de"],
        ).encode(),
        story=STORIES["de"],
    )
    for name in ("x-unknown", "utf-7", "cp037", "base64_codec", "undefined", "utf-16", "a\x00b"):
        yield Case(
            group,
            f"windows-1252 that says it is {name!r}",
            partial(
                _encoded,
                _in(
                    "de", head=f'<meta http-equiv=Content-Type content="text/html; charset={name}">'
                ),
                "cp1252",
            ),
            story=STORIES["de"],
        )
    yield Case(
        group,
        "UTF-8 with another charset pasted in",
        lambda: page(between="<p>X</p>").encode().replace(b"<p>X</p>", b"<p>caf\xe9 \x93a\x94</p>"),
    )
    yield Case(
        group,
        "UTF-8 with broken bytes throughout",
        lambda: (
            page(story=STORIES["ru"], after="<p>X</p>")
            .encode()
            .replace(b"<p>X</p>", b"\xff\xfe\xc0\x80\xed\xa0\x80\xf5" * 500)
        ),
        story=STORIES["ru"],
        errors=_INPUT,
    )
    yield Case(
        group,
        "UTF-8 cut in the middle of a character",
        lambda: (dump() + "я").encode()[:-1],
    )
    yield Case(
        group,
        "overlong UTF-8",
        lambda: page(after="X").encode().replace(b"X\n", b"\xc0\xaf\xe0\x80\xaf" * 20),
    )
    yield Case(
        group,
        "UTF-8 read as windows-1252 and saved again",
        lambda: page(between="<p>It’s late</p>".encode().decode("cp1252")).encode(),
    )
    yield Case(
        group,
        "UTF-7",
        lambda: page(head="<meta charset=utf-7>", before="+ADw-script+AD4-").encode(),
    )
    yield Case(
        group,
        "ISO-2022 escapes without end",
        lambda: page(after="\x1b$B\x1b(B" * 50_000).encode(),
    )
    yield Case(
        group,
        "a charset declared in a comment",
        lambda: ("<!-- <meta charset=utf-16> -->" + page()).encode(),
    )


def _in(language: str, head: str = "") -> str:
    """Return a page with the story of a language."""
    story = STORIES[language]
    return page(story=story, language=language, title=story[0][:20], head=head)


def _encodable(story: tuple[str, ...], codec: str) -> tuple[str, ...]:
    """Return the paragraphs that a charset can hold: those that others would mean are left out."""
    return tuple(text for text in story if text.encode(codec, "ignore").decode(codec) == text)


def _characters() -> Iterator[Case]:
    group = "characters"
    places = {
        "NUL bytes": lambda: "\x00" * 100_000,
        "NUL bytes in every tag": lambda: "<p\x00><b\x00>x</b></p\x00>" * 2_000,
        "control characters": lambda: "".join(map(chr, range(1, 32))) * 500,
        "megabytes of combining marks": lambda: "<p>a" + "\u0301\u0328" * 1_000_000 + "</p>",
        "combining marks behind each other's order": lambda: (
            "<p>" + ("a" + "\u0315\u0300" * 5_000) * 20
        ),
        "zero-width flood": lambda: "<p>" + "\u200b\u200d\ufeff\u2060" * 250_000 + "</p>",
        "RTL overrides": lambda: "<p>" + "\u202e\u202d\u2066\u2069abc" * 50_000 + "</p>",
        "private use and unassigned": lambda: (
            "<p>" + "\ue000\uf8ff\U000f0000\u0378" * 50_000 + "</p>"
        ),
        "non-characters": lambda: "<p>" + "\ufffe\uffff\ufdd0\U0001ffff" * 50_000 + "</p>",
        "emoji with joiners": lambda: "<p>" + "👨‍👩‍👧‍👦" * 50_000 + "</p>",
        "soft hyphens": lambda: "<p>" + "\u00ad" * 500_000 + "</p>",
        "every kind of white space": lambda: (
            "<p>" + "\u00a0\u2003\u3000\u2028\u2029\x85\x0b\x0c" * 50_000
        ),
        "mojibake without end": lambda: "<p>" + "â€™Ã©Ã¼" * 50_000 + "</p>",
        "characters that grow when folded": lambda: "<p>" + "ﷺ" * 100_000 + "</p>",
        "ligatures and full width": lambda: "<p>" + "ﬁｆｕｌｌ" * 50_000 + "</p>",
        "one word of 5 MB": lambda: "<p>" + "a" * 5_000_000 + "</p>",
        "one word of 1 MB in Chinese": lambda: "<p>" + "船" * 400_000 + "</p>",
        "one number of 1 MB": lambda: "<p>" + "7" * 1_000_000 + "</p>",
        "tabs and carriage returns": lambda: "\t\r\r\n" * 300_000,
    }
    yield from _on_page(group, places)
    surrogates = "".join(map(chr, (0xD800, 0xDFFF, 0xDC00, 0xDBFF)))
    yield Case(group, "broken surrogates in a str page", lambda: page(between=surrogates * 1_000))
    yield Case(group, "broken surrogates in a str dump", lambda: dump(before=surrogates * 10))
    yield Case(
        group,
        "surrogates in UTF-16",
        lambda: page(between="X").encode("utf-16").replace(b"X\x00", b"\x00\xd8" * 100),
    )
    yield Case(
        group,
        "CESU-8 surrogates",
        lambda: page(between="<p>X</p>").encode().replace(b"X", b"\xed\xa0\xbd\xed\xb8\x80" * 10),
        errors=_INPUT,
    )
    yield Case(
        group,
        "marks on every letter of the story",
        lambda: page(after="<p>" + "".join(f"{c}\u0336" for c in STORY[0] * 200)).encode(),
    )
    yield Case(
        group,
        "soft hyphens in the story's words",
        lambda: page(
            between="<p>" + "\u00ad".join("The boat went on and on." * 100) + "</p>"
        ).encode(),
    )


def _dumps() -> Iterator[Case]:
    group = "dumps"
    texts: dict[str, tuple[Text, str]] = {
        "999,000 short lines": (lambda: "x\n" * 999_000, "after"),
        "200,000 lines of a log": (
            lambda: "".join(f"Line {n} done.\n" for n in range(200_000)),
            "after",
        ),
        "300,000 empty lines": (lambda: "\n" * 300_000, "between"),
        "a line of 10 MB without spaces": (lambda: "x" * 10_000_000, "after"),
        "a line of 5 MB of words": (lambda: "word " * 1_000_000, "before"),
        "100,000 times the same line": (lambda: "Read more\n" * 100_000, "after"),
        "100,000 menu items": (lambda: "".join(f"Item {n}\n" for n in range(100_000)), "before"),
        "50,000 bullets": (lambda: "• item of a list\n" * 50_000, "after"),
        "carriage returns only": (lambda: "a\rb\r" * 50_000, "after"),
        "form feeds and vertical tabs": (lambda: "a\x0cb\x0b" * 50_000, "after"),
        "line separators": (lambda: "a\u2028b\u2029c\x85d" * 30_000, "after"),
        "100,000 dates": (lambda: "12.03.2024 10:15\n" * 100_000, "after"),
        "50,000 addresses": (lambda: "https://a.example/b?c=d#e\n" * 50_000, "after"),
        "HTML in a text about HTML": (lambda: "Use <b> and <div>, not <table>.\n" * 5_000, "after"),
        "a page's source in a text": (lambda: "    <p>Hello</p>\n" * 100, "after"),
        "Markdown": (lambda: "# A\n\n* b **c** [d](e)\n> f\n```\ng\n```\n" * 10_000, "after"),
        "spaces at every line's head": (lambda: " " * 200 + "x\n" + " " * 100_000 + "y\n", "after"),
        "20,000 lines of 80": (lambda: ("The boat " * 9)[:79] + "\n", "after"),
    }
    for name, (text, place) in texts.items():
        yield Case(
            group,
            name,
            partial(_put, dump, place, text),
            url=None,
        )
    yield Case(
        group,
        "the story 500 times",
        lambda: "\n\n".join(text for _ in range(500) for text in STORY).encode(),
        url=None,
    )
    yield Case(
        group,
        "the story wrapped at 70",
        lambda: "\n\n".join(STORY).encode(),
        url=None,
    )


def _patterns() -> Iterator[Case]:
    """Yield texts that make patterns with nested repeats go back and forth."""
    group = "patterns"
    texts: dict[str, Text] = {
        "datelines": lambda: "LONDON, Jan. 5 (Reuters) - " * 100_000,
        "commas": lambda: "," * 100_000,
        "spaces and commas": lambda: " , " * 100_000,
        "opening brackets": lambda: "(" * 100_000,
        "brackets of all kinds": lambda: "([{<" * 50_000 + ">}])" * 50_000,
        "quotes": lambda: "\"'“‘«" * 50_000,
        "By By By": lambda: "By " * 100_000,
        "By with commas": lambda: "By Ann Lee, " * 50_000,
        "names with initials": lambda: "A. B. C. " * 50_000,
        "a@ without end": lambda: "a@" * 100_000,
        "dots": lambda: "." * 200_000,
        "ellipses and dashes": lambda: "… – — - " * 50_000,
        "digits and dashes": lambda: "2024-01-" * 50_000,
        "digits and colons": lambda: "10:15:" * 50_000,
        "digits and slashes": lambda: "1/2/" * 50_000,
        "http:// again and again": lambda: "http://" * 50_000,
        "www. again and again": lambda: "www." * 50_000,
        "© again and again": lambda: "© 2024 " * 50_000,
        "(c) (c) (c)": lambda: "(c) " * 50_000,
        "Photo: Photo:": lambda: "Photo: " * 50_000,
        "Read more: Read more:": lambda: "Read more: " * 50_000,
        "Updated: Updated:": lambda: "Updated: " * 50_000,
        "pipes": lambda: " | " * 100_000,
        "months": lambda: "January February March " * 30_000,
        "ago ago ago": lambda: "5 minutes ago " * 50_000,
        "ampersands and letters": lambda: "&a" * 100_000,
        "glued sentences": lambda: "End.Begin" * 50_000,
        "stars and underscores": lambda: "*_" * 100_000,
        "hashes": lambda: "#" * 100_000,
        "backslashes": lambda: "\\" * 100_000,
        "question marks": lambda: "?!" * 100_000,
        "tildes and backticks": lambda: "`~" * 100_000,
        "closing quotes behind a stop": lambda: "." + "”" * 100_000 + "x",
        "spaces within a line": lambda: "a" + "\u00a0" * 200_000 + "b",
    }
    for at, (name, text) in enumerate(texts.items()):
        as_dump = at % 2
        yield Case(
            group,
            f"{name}, {'a line of a dump' if as_dump else 'a paragraph of a page'}",
            partial(_put, dump if as_dump else _in_paragraph, "after", text),
        )
    every = "\n".join(text()[:20_000] for text in texts.values())
    yield Case(group, "all of them as lines of a dump", lambda: dump(after=every).encode())
    yield Case(
        group,
        "all of them as titles",
        lambda: page(
            title=escape(every[:400_000]), head="<meta property=og:title content=x>"
        ).encode(),
    )
    for kind in ("author", "article:published_time", "og:site_name", "keywords", "og:title"):
        value = escape("".join(text()[:2_000] for text in texts.values()))
        yield Case(
            group,
            f"all of them as {kind}",
            partial(_encoded, page(head=f'<meta property="{kind}" content="{value}">' * 20)),
        )
    yield Case(
        group,
        "all of them in elements that name authors and dates",
        lambda: page(
            before="".join(
                f'<p class="byline author">{escape(text()[:30_000])}</p>'
                f'<time class="date published">{escape(text()[:30_000])}</time>'
                for text in texts.values()
            )
        ).encode(),
    )


def _in_paragraph(after: str) -> str:
    return page(after=f"<p>{escape(after)}</p>")


def _metadata() -> Iterator[Case]:
    group = "metadata"
    heads: dict[str, Text] = {
        "100,000 meta tags": lambda: '<meta name="a" content="b">' * 100_000,
        "50,000 meta tags of other names": lambda: "".join(
            f'<meta name="n{n}" content="b">' for n in range(50_000)
        ),
        "20,000 authors": lambda: "".join(
            f'<meta name="author" content="Ann Lee {n}">' for n in range(20_000)
        ),
        "20,000 dates": lambda: '<meta name="date" content="2024-02-30T99:99">' * 20_000,
        "20,000 titles": lambda: (
            '<meta property="og:title" content="Another title of it">' * 20_000
        ),
        "20,000 sites": lambda: "".join(
            f'<meta property="og:site_name" content="Site {n}">' for n in range(20_000)
        ),
        "20,000 canonical links": lambda: (
            '<link rel=canonical href="https://x.example/a">' * 20_000
        ),
        "a title of 2 MB": lambda: (
            '<meta property="og:title" content="' + "Rain and wind " * 140_000 + '">'
        ),
        "a description of 5 MB": lambda: (
            '<meta name="description" content="' + "Rain and wind " * 350_000 + '">'
        ),
        "an author of 1 MB": lambda: '<meta name="author" content="' + "Ann Lee, " * 110_000 + '">',
        "a date of 1 MB": lambda: (
            '<meta property="article:published_time" content="' + "2024-01-01 " * 90_000 + '">'
        ),
        "keywords of 2 MB": lambda: '<meta name="keywords" content="' + "lake, " * 330_000 + '">',
        "a canonical of 2 MB": lambda: (
            '<link rel="canonical" href="https://x.example/' + "a/" * _MB + '">'
        ),
        "a language of 1 MB": lambda: (
            '<meta http-equiv="content-language" content="' + "en-" * 330_000 + '">'
        ),
        "dates out of range": lambda: "".join(
            f'<meta property="article:published_time" content="{value}">'
            for value in (
                "99999-12-31",
                "0000-00-00",
                "2024-13-45T25:61:61+99:99",
                "-0001-01-01",
                "9" * 400,
                "1e400",
                "NaN",
                "9999-12-31T23:59:59-14:00",
                "0001-01-01T00:00:00+14:00",
                "99999999999999",
                "253402300800000",
                "٢٠٢٤-٠١-٠١",
                "２０２４年１月１日",
                "²⁰²⁴-01-01",
            )
        ),
    }
    for name, head in heads.items():
        yield Case(group, name, partial(_put, page, "head", head))
    times = (
        "99999-01-01",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "P1D",
        "9" * 99,
    )
    yield Case(
        group,
        "time elements out of range",
        lambda: page(
            before="".join(f"<time datetime='{value}'>{value}</time>" for value in times * 2_000)
        ).encode(),
    )
    yield Case(
        group,
        "30,000 dates on the page",
        lambda: page(
            after="".join(
                f"<p class=date>{n % 28 + 1} March {2000 + n % 30}, 10:15</p>"
                for n in range(30_000)
            )
        ).encode(),
    )
    yield Case(
        group,
        "30,000 relative dates",
        lambda: page(
            after="".join(f"<span class=time>{n} minutes ago</span>" for n in range(30_000))
        ).encode(),
    )
    yield Case(
        group,
        "30,000 bylines",
        lambda: page(
            before="".join(f"<p class=byline>By Ann Lee {n}</p>" for n in range(30_000))
        ).encode(),
    )
    yield Case(
        group,
        "a title that stands 30,000 times",
        lambda: page(before=f"<h1>{TITLE}</h1>" * 30_000).encode(),
    )
    yield Case(
        group,
        "microdata without end",
        lambda: page(
            after='<div itemscope itemtype="https://schema.org/NewsArticle" itemprop=author>'
            "<span itemprop=name>Ann</span></div>" * 20_000
        ).encode(),
    )


def _addresses() -> Iterator[Case]:
    group = "addresses"
    for url in (
        "",
        " ",
        "http://",
        "http://[::1",
        "http://[v1.x]/",
        "https://[fe80::1%25eth0]:99999/a",
        "http://a:b@c:d@e:f/",
        "http://a.example:port/",
        "http://\x00/",
        "http://a\nb/\r\n",
        "http://ex ample/a b",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<p>x",
        "//courier.example/x",
        "courier.example",
        "http://" + "a" * _MB,
        "http://" + "a." * 500_000,
        "http://courier.example/" + "a/" * _MB,
        "http://courier.example/?" + "a=b&" * 500_000,
        "http://courier.example/" + "2024/01/" * 100_000,
        "http://courier.example/" + "%2e%2e/" * 100_000,
        "http://xn--" + "z" * 300 + "/",
        "http://bücher.example/ä",
        "http://\udcff\ud800/\udfff",
        "http://．example／x",
        "http://ﷺ.example/",
        "http://1.2.3.4.5/",
        "http://0x7f.1/",
        "HTTP://COURIER.EXAMPLE/2024/13/99/x",
    ):
        yield Case(group, f"{url[:40]!r} of {len(url):,} characters", page_bytes, url=url)
    for name, markup in {
        "base": '<base href="{}">',
        "canonical": '<link rel=canonical href="{}">',
        "og:url": '<meta property=og:url content="{}">',
    }.items():
        for url in (
            "http://[::1",
            "http://a:b/",
            "//" + "x" * 100_000,
            "http://\x01\x7f/",
            "\\\\x\\y",
        ):
            yield Case(
                group,
                f"{url[:20]!r} as {name}",
                partial(
                    _encoded,
                    page(head=markup.format(url) + "<meta name=og:image content=../a.png>"),
                ),
                url=None,
            )


def page_bytes() -> bytes:
    """Return a page with nothing hostile in it."""
    return page().encode()


def _no_text() -> Iterator[Case]:
    group = "no text"
    noise = random.Random(5).randbytes(200_000)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("story.txt", "\n".join(STORY))
    items: dict[str, Data] = {
        "nothing": b"",
        "an empty str": "",
        "white space": b" \r\n\t" * 10_000,
        "only a BOM": b"\xef\xbb\xbf",
        "only a UTF-16 BOM": b"\xff\xfe",
        "only a UTF-32 BOM": b"\xff\xfe\x00\x00",
        "half a UTF-16 character": b"\xff\xfea",
        "one byte": b"\xff",
        "one NUL": b"\x00",
        "NUL bytes": bytes(1_000_000),
        "zero-width spaces": "\u200b" * 1_000,
        "random bytes": noise,
        "15 MB of random bytes": noise * 75,
        "random bytes behind an html tag": b"<html><body>" + noise,
        "a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + noise,
        "a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + noise,
        "a GIF": b"GIF89a" + noise,
        "a WebP": b"RIFF\x00\x00\x00\x00WEBPVP8 " + noise,
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + noise,
        "a PDF behind a line break": b"\n%PDF-1.4\n" + noise,
        "a ZIP": archive.getvalue(),
        "an ELF program": b"\x7fELF\x02\x01\x01" + bytes(1_000) + noise,
        "a Windows program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(100) + noise,
        "an MP3": b"ID3\x04\x00\x00" + noise,
        "an MP4": b"\x00\x00\x00\x18ftypmp42" + noise,
        "a WOFF font": b"wOF2\x00\x01" + noise,
        "an SQLite database": b"SQLite format 3\x00" + noise,
        "a tar": b"story.txt" + bytes(91) + b"0000644\x00" + bytes(400) + noise,
        "a Java class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + noise,
        "a Python pickle": b"\x80\x04\x95\x10\x00\x00\x00cos\nsystem\n(S'id'\ntR." + bytes(100),
        "the C0 controls": bytes(range(32)) * 1_000,
        "the C1 controls": bytes(range(128, 160)) * 1_000,
        "U+FFFD": "\ufffd" * 10_000,
    }
    for name, data in items.items():
        yield Case(
            group,
            name,
            partial(_given, data),
            story=(),
            errors=_INPUT,
            absent=("IHDR", "ELF", "cos\n"),
        )
    for name in ("a PNG", "a ZIP", "an ELF program", "a PDF"):
        yield Case(
            group,
            f"{name} sent as text/html",
            partial(_given, items[name]),
            story=(),
            errors=_INPUT,
            content_type="text/html; charset=utf-8",
        )


def _packed() -> Iterator[Case]:
    group = "packed"
    plain = page().encode()
    bodies = {
        "gzip": gzip.compress(plain, mtime=0),
        "gzip, cut": gzip.compress(plain, mtime=0)[:-20],
        "zlib": zlib.compress(plain),
        "deflate": zlib.compress(plain, wbits=-15),
        "bzip2": b"BZh91AY&SY" + random.Random(1).randbytes(2_000),
        "xz": b"\xfd7zXZ\x00" + random.Random(2).randbytes(2_000),
        "zstd": b"\x28\xb5\x2f\xfd" + random.Random(3).randbytes(2_000),
        "brotli": bytes.fromhex("1bff0f") + random.Random(4).randbytes(2_000),
        "7z": b"7z\xbc\xaf\x27\x1c" + random.Random(5).randbytes(2_000),
        "RAR": b"Rar!\x1a\x07\x00" + random.Random(6).randbytes(2_000),
    }
    yield Case(group, "a body in gzip of 1 GB of zeros", _bomb, story=(), errors=_INPUT | _LIMIT)
    for name, data in bodies.items():
        yield Case(
            group, f"a body in {name}", partial(_given, data), story=(), errors=_INPUT | _LIMIT
        )


def _bomb() -> bytes:
    """Return a gzip file of 1 MB whose content is a thousand times as large."""
    packer = zlib.compressobj(9, wbits=31)
    chunk = bytes(10 * _MB)
    return b"".join(packer.compress(chunk) for _ in range(100)) + packer.flush()


def _limits() -> Iterator[Case]:
    """Yield inputs past what the settings allow, and just below."""
    group = "limits"
    yield Case(
        group,
        "a page of 19 MB",
        lambda: page(after="<p>The lake is calm.</p>\n" * 760_000).encode()[: 19 * _MB],
        errors=_LIMIT,
    )
    yield Case(
        group,
        "a page of 19 MB of text in one element",
        lambda: page(after="<div>" + "The lake is calm. " * 1_040_000 + "</div>").encode(),
        errors=_LIMIT,
    )
    yield Case(
        group,
        "a dump of 19 MB",
        lambda: dump(after="The lake is calm today.\n" * 790_000).encode(),
        errors=_LIMIT,
        url=None,
    )
    yield Case(
        group,
        "a page of 30 MB",
        lambda: page(after="x" * 30 * _MB).encode(),
        story=(),
        errors=_LIMIT,
    )
    yield Case(
        group,
        "2,500,000 elements",
        lambda: page(after="<b><i></b>" * 1_250_000).encode(),
        story=(),
        errors=_LIMIT,
    )
    yield Case(
        group,
        "900,000 elements",
        lambda: page(after="<i>x</i>" * 900_000).encode(),
        errors=_LIMIT,
    )
    yield Case(
        group,
        "1,000,000 nested elements",
        lambda: page(after="<b>" * 1_000_000).encode(),
        errors=_LIMIT,
    )
    yield Case(
        group,
        "1,000,000 attributes on one element",
        lambda: page(after="<b " + " ".join(f"a{n}" for n in range(1_000_000)) + ">x</b>").encode(),
        errors=_LIMIT,
    )
