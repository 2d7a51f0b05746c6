"""Texts that make a careless pattern take the square of their length, or worse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from hostile_cases.case import Case, Text, encoded, put
from stories import dump, page


def cases() -> Iterator[Case]:
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
            partial(put, dump if as_dump else _in_paragraph, "after", text),
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
            partial(encoded, page(head=f'<meta property="{kind}" content="{value}">' * 20)),
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
