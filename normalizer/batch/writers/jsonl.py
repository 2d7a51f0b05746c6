"""JSON Lines: a row is one object."""

from __future__ import annotations

from pathlib import Path

import msgspec

from normalizer.batch.output import OutputRow
from normalizer.batch.writers import Style
from normalizer.batch.writers.packed import PackedFile


class JsonlWriter:
    """A row is an object: the document's id, the fields of its article, the columns passed through."""

    def __init__(self, path: Path, style: Style) -> None:
        self._file = PackedFile(path, style.compression)

    def add(self, row: OutputRow) -> None:
        """Write a row."""
        self._file.write(msgspec.json.encode({**row.fields, **row.columns}) + b"\n")

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def abandon(self) -> None:
        """Close the file, whatever became of it."""
        self._file.abandon()
