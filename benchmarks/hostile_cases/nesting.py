"""Elements in each other, thousands deep, and tags that never close."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import MB, Case, Text, put
from stories import STORY, page, paragraphs


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
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
        lambda: page(after=f"<{'a' * MB}>" + "<p>The lake.</p>" * 2_000).encode(),
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
        build = partial(put, lambda after: page(after="<div>" * 3_000 + after), "after", text)
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


def _nested(names: list[str], count: int, place: str) -> bytes:
    opening = "".join(f"<{name}>" for name in names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    return put(page, place, lambda: opening * count + "deep" + closing * count)
