"""A corpus folder read into samples: inputs with what is known of their truth.

The folder holds ``pages.jsonl`` (a row per page, its HTML in a gzip file that the row names) and,
where there are any, ``dumps.jsonl.gz`` (a row per plain-text dump). What a row lacks is not known.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Truth:
    """What an input must become; None or empty where nobody has said."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    #: whether the page is one story; lists, shops and forums are not
    is_article: bool | None = None
    #: snippets that the body must hold, and those it must not hold
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """An input of the corpus: ``source`` is the gzip file of a page, or the text of a dump.

    ``origin`` is where it came from; ``url``, what the normalizer is told of that, is None for a dump: who
    has only the text mostly has no URL either.
    """

    id: str
    set: str
    source: Path | str
    truth: Truth
    url: str | None = None
    origin: str | None = None

    def read(self) -> bytes | str:
        """Return the page's bytes or the dump's text."""
        if isinstance(self.source, str):
            return self.source
        return gzip.decompress(self.source.read_bytes())


class _Row(msgspec.Struct, rename={"required": "with", "forbidden": "without"}):
    id: str
    set: str
    url: str
    html: str = ""
    dump: str = ""
    text: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] | None = None
    page_type: str | None = None
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    def truth(self) -> Truth:
        is_article = None if self.text is None and self.page_type is None else self.text is not None
        return Truth(
            text=self.text,
            title=self.title,
            date=self.date,
            outlet=self.outlet,
            authors=self.authors or (),
            is_article=is_article,
            required=self.required,
            forbidden=self.forbidden,
        )


def read_pages(folder: Path) -> list[Sample]:
    """Return the pages of the corpus in ``folder``, in the order of its rows."""
    return [
        Sample(row.id, row.set, folder / row.html, row.truth(), row.url, row.url)
        for row in _rows((folder / "pages.jsonl").read_bytes())
    ]


def read_dumps(folder: Path) -> list[Sample]:
    """Return the dumps of the corpus in ``folder``, in the order of its rows."""
    return [
        Sample(row.id, row.set, row.dump, row.truth(), origin=row.url)
        for row in _rows(gzip.decompress((folder / "dumps.jsonl.gz").read_bytes()))
    ]


def fingerprint(folder: Path) -> str:
    """Return a hash of the corpus's page rows: floors hold for the pages they were measured on."""
    return hashlib.sha256((folder / "pages.jsonl").read_bytes()).hexdigest()[:16]


def _rows(jsonl: bytes) -> list[_Row]:
    return msgspec.json.Decoder(_Row).decode_lines(jsonl)
