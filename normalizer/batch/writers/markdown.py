"""A folder of Markdown: a file for each document, what is known of it at its head."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec

from normalizer.batch.output import OutputRow
from normalizer.model import Article
from normalizer.rows import ARTICLE_FIELDS

#: Fields that the head leaves out: what the text below shows, and long accounts.
_LONG = frozenset({"text", "blocks", "fields", "removed", "repairs"})
_NOT_NAME = re.compile(r"[^\w.]+")
#: Characters of a file's name that come from its document: file systems allow 255 bytes in all, and
#: a character may have four.
_NAME_CHARS = 50


class MarkdownWriter:
    """A file for each row; of a document without an article it says why there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir()

    def add(self, row: OutputRow) -> None:
        """Write the file of a row."""
        path = self._path / file_name(row.number, str(row.fields["id"]))
        path.write_text(_text(row), encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Make sure that all files are on disk."""
        for path in (*self._path.iterdir(), self._path):
            file = os.open(path, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)

    def abandon(self) -> None:
        """Do nothing: no file is open."""


def file_name(number: int, name: str) -> str:
    """Return the name of the file of a document; it cannot leave its folder.

    >>> file_name(7, "../pages/a.html")
    '00000007-pages_a.html.md'
    """
    readable = _NOT_NAME.sub("_", name)[-_NAME_CHARS:].strip("_.")
    return f"{number:08}-{readable or 'document'}.md"


def _text(row: OutputRow) -> str:
    known = {**row.fields, **row.columns}
    head = (
        # JSON is YAML, whatever stands in it.
        f"{name if name in row.fields else _json(name)}: {_json(value)}"
        for name, value in known.items()
        if name not in _LONG and value not in (None, "", [])
    )
    body = "" if row.fields["error"] else _article(row).to_markdown()
    return "\n".join(("---", *head, "---", "", body, ""))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _article(row: OutputRow) -> Article:
    fields = {name: row.fields[name] for name in ARTICLE_FIELDS}
    # Their pairs are an object in JSON; Markdown does not show them.
    return msgspec.convert(fields | {"removed": ()}, Article)
