"""A document and its row → one row of output, and the columns that all rows have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from normalizer.batch.documents import Document, FieldNames
from normalizer.batch.inputs import BatchInput, InputKind
from normalizer.errors import BatchError, InputError
from normalizer.rows import ROW_FIELDS, free_name

if TYPE_CHECKING:
    import pyarrow as pa

#: What stands before the fields of an article: of the document, as it was given.
GIVEN = ("id", "input_url", "crawled")
#: Where tables keep, as one JSON object, what an input has beside its columns.
EXTRA = "extra"
_TAKEN = frozenset((*GIVEN, *ROW_FIELDS, EXTRA))


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A row of the output.

    ``number`` counts the documents of the batch from 0. ``fields`` are GIVEN and those of rows,
    ``columns`` what is passed through; ``is_table``: they have the types that their file declares.
    ``size`` is that of the article as JSON, in bytes.
    """

    number: int
    fields: Mapping[str, object]
    columns: Mapping[str, object]
    is_table: bool
    size: int


def output_row(number: int, document: Document, row: bytes) -> OutputRow:
    """Return the output of a document, of its row as JSON."""
    given = dict(zip(GIVEN, (document.id, document.url, document.crawled), strict=True))
    columns = {free_name(name, _TAKEN): value for name, value in document.columns.items()}
    fields = given | msgspec.json.decode(row)
    return OutputRow(number, fields, columns, document.is_table, len(row))


def columns_of(inputs: Iterable[BatchInput], names: FieldNames) -> Mapping[str, pa.DataType | None]:
    """Return the columns that CSV and Parquet files say they have and that are passed through.

    By the name in the output, with the type of Parquet; None is text. A file that cannot be read has
    none: why, is said when its turn comes. Raises BatchError where two files have the same column
    with different types.
    """
    known = (names.text, names.url, names.id, names.crawled)
    found: dict[str, pa.DataType | None] = {}
    for given in inputs:
        for name, kind in _columns(given):
            if name in known:
                continue
            there = found.setdefault(free_name(name, _TAKEN), kind)
            if there != kind:
                raise BatchError(
                    f"the column {name!r} of {given.name} is {kind or 'text'}, before it was "
                    f"{there or 'text'}: make them the same, or two batches"
                )
    return found


def _columns(given: BatchInput) -> Sequence[tuple[str, pa.DataType | None]]:
    try:
        if given.kind is InputKind.CSV:
            from normalizer.batch.readers.csv import csv_names

            return [(name, None) for name in csv_names(given)]
        if given.kind is InputKind.PARQUET:
            from normalizer.batch.readers.parquet import parquet_schema

            return [(field.name, field.type) for field in parquet_schema(given)]
    except InputError:
        pass
    return []


def split(
    row: OutputRow, declared: Mapping[str, object]
) -> tuple[Mapping[str, object], str | None]:
    """Return the columns of a row that were declared, and the others as JSON or None.

    What comes from no table (JSONL) is among the others, whatever its name: its type may be another.
    """
    if not row.columns:
        return {}, None
    known = {
        name: value for name, value in row.columns.items() if row.is_table and name in declared
    }
    others = {name: value for name, value in row.columns.items() if name not in known}
    return known, msgspec.json.encode(others).decode() if others else None
