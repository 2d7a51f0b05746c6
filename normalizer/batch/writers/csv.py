"""CSV for spreadsheets: lists and objects are JSON in their cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import msgspec

from normalizer.batch.output import EXTRA, GIVEN, OutputRow, split
from normalizer.batch.writers import Style
from normalizer.batch.writers.packed import PackedFile
from normalizer.rows import ROW_FIELDS

#: What makes a spreadsheet take a cell for a formula; where people write full-width signs, those too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvWriter:
    """The names at the head, then a line for each row, UTF-8; null is an empty cell.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """

    def __init__(self, path: Path, style: Style) -> None:
        self._columns = style.columns
        self._file = PackedFile(path, style.compression)
        self._write(map(_cell, (*GIVEN, *ROW_FIELDS, *style.columns, EXTRA)))

    def add(self, row: OutputRow) -> None:
        """Write a row."""
        declared, extra = split(row, self._columns)
        values = [
            *(row.fields.get(name) for name in (*GIVEN, *ROW_FIELDS)),
            *(declared.get(name) for name in self._columns),
            extra,
        ]
        self._write(map(_cell, values))

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def abandon(self) -> None:
        """Close the file, whatever became of it."""
        self._file.abandon()

    def _write(self, cells: Iterable[str]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\n").writerow(cells)
        self._file.write(line.getvalue().encode())


def _cell(value: object) -> str:
    """Return a value as a cell.

    >>> _cell("=HYPERLINK(1)"), _cell(["a", "b"]), _cell(-1.5), _cell(None)
    ("'=HYPERLINK(1)", '["a","b"]', '-1.5', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return msgspec.json.encode(value).decode().strip('"')
    return f"'{value}" if value.startswith(_FORMULA) else value
