"""CSV with a line of names at its head."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from normalizer.batch import streams
from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.batch.records import check_names, document_of
from normalizer.errors import InputError

#: How much longer a cell may be than the largest document: quotes are doubled.
_CELL_FACTOR = 2


def read_csv(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each row below the names; rows without a cell are none.

    A row with more or fewer cells than names is a document with a fault. Text that is not UTF-8 is
    handed on as its bytes, of which the normalizer finds out the encoding. Raises InputError where
    there is no field for the text, or the file cannot be read any further.
    """
    # One limit for all of the module; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), reading.max_bytes * _CELL_FACTOR))
    with streams.reading(given.path) as stream, _said(given.name):
        text = io.TextIOWrapper(stream.data, "utf-8-sig", errors="surrogateescape", newline="")
        rows = csv.reader(text, strict=True)
        names = [_sound(name) for name in next(rows, [])]
        if names:
            check_names(names, reading.names, file=given.name)
        for number, cells in enumerate(filter(None, rows), 1):
            record: dict[str, object] = dict(zip(names, map(_sound, cells), strict=False))
            if reading.names.text in record:
                whole = cells[names.index(reading.names.text)]
                record[reading.names.text] = _bytes(whole)
            place = f"{given.name}:{number}"
            document = document_of(
                record, reading.names, place=place, offset=stream.offset, is_table=True
            )
            if len(cells) != len(names):
                fault = f"the row has {len(cells)} cells, the head {len(names)}"
                document = replace(document, data=b"", fault=fault)
            yield document


def csv_names(given: BatchInput) -> tuple[str, ...]:
    """Return the names at the head of a file. Raises InputError where it cannot be read."""
    with streams.reading(given.path) as stream, _said(given.name):
        text = io.TextIOWrapper(stream.data, "utf-8-sig", errors="surrogateescape", newline="")
        return tuple(map(_sound, next(csv.reader(text, strict=True), [])))


@contextmanager
def _said(name: str) -> Iterator[None]:
    try:
        yield
    except csv.Error as error:
        raise InputError(f"{name} is no CSV from here on: {error}") from error


def _sound(text: str) -> str:
    """Return text in which bytes that are no UTF-8 are replaced."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _bytes(text: str) -> str | bytes:
    """Return the text, or the bytes that it was read from where they are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")
    return text
