"""Dumps, as long or as broken as crawlers leave them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import Case, Text, put
from stories import STORY, dump


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
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
            partial(put, dump, place, text),
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
