"""What a golden case compares, and how it shows what differs."""

from __future__ import annotations

import difflib
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from normalizer import Article

#: Keys of an expectation that are compared where they are given; the last three have a shape of
#: their own.
FIELDS = (
    "title",
    "date",
    "outlet",
    "authors",
    "agency",
    "dateline",
    "language",
    "outcome",
    "publisher",
)
KEYS = (*FIELDS, "text", "removed", "problems")
#: Those that every expectation has.
REQUIRED = ("text", "removed")
#: Width at which paragraphs are folded, so that a difference shows its line. In characters.
_WIDTH = 96

#: A removal as an expectation writes it: category and text.
Piece = tuple[str, str]


def observed(article: Article) -> dict[str, object]:
    """Return the article in the shape of an expectation."""
    values: dict[str, object] = {key: getattr(article, key) for key in FIELDS}
    return values | {
        "authors": list(article.authors),
        "outcome": article.outcome.value,
        "text": article.text.split("\n\n") if article.text else [],
        "removed": [
            {"category": removal.category.value, "text": removal.text}
            for removal in article.removed
        ],
        "problems": [problem.code for problem in article.problems],
    }


def difference(expected: Mapping[str, object], got: Mapping[str, object]) -> str:
    """Return what differs in the keys of ``expected``, as a diff for people; "" where nothing."""
    if "removed" in expected and _alike(expected["removed"], got["removed"]):
        got = {**got, "removed": expected["removed"]}
    wanted = [line for key in KEYS if key in expected for line in _lines(key, expected[key])]
    given = [line for key in KEYS if key in expected for line in _lines(key, got[key])]
    return "\n".join(difflib.unified_diff(wanted, given, "expected", "got", lineterm=""))


def runs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield neighbours of one category as one: how a run of like blocks is split does not count."""
    for category, run in groupby(pieces, key=lambda piece: piece[0]):
        yield category, " ".join(text for _, text in run)


def _alike(one: object, other: object) -> bool:
    """Return whether two lists of removals are the same but for the splitting of runs."""
    first, second = (
        [(category, "".join(text.split())) for category, text in runs(_pieces(value))]
        for value in (one, other)
    )
    return first == second


def _pieces(value: object) -> Iterator[Piece]:
    assert isinstance(value, list)
    yield from ((piece["category"], piece["text"]) for piece in value)


def _lines(key: str, value: object) -> Iterator[str]:
    """Yield the lines that show a value; equal values, and they alone, give equal lines."""
    if key == "text" and isinstance(value, list):
        yield "text:"
        for paragraph in value:
            yield from _folded(paragraph)
    elif key == "removed":
        yield "removed:"
        for category, text in runs(_pieces(value)):
            yield f"  {category}"
            yield from _folded(text)
    else:
        yield f"{key}: {json.dumps(value, ensure_ascii=False)}"


def _folded(text: str) -> Iterator[str]:
    lines = textwrap.wrap(text, _WIDTH, drop_whitespace=False, replace_whitespace=False)
    yield from (f"  | {line}" for line in lines)
    yield ""
