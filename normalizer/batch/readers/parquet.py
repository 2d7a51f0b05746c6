"""Parquet: a row is a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.batch.records import check_names, document_of
from normalizer.batch.streams import said
from normalizer.errors import InputError
from normalizer.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

#: Rows that are unpacked at a time: pages may have megabytes.
_ROWS = 64


def read_parquet(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each row; where it has no id it is called by file and row.

    Raises InputError where there is no column for the text, or the file cannot be read any further.
    """
    with _opened(given) as file:
        check_names(file.schema_arrow.names, reading.names, file=given.name)
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS):
            for record in _records(batch, reading.names.text):
                number += 1
                offset = given.size * number // file.metadata.num_rows
                place = f"{given.name}:{number}"
                yield document_of(record, reading.names, place=place, offset=offset, is_table=True)


def parquet_schema(given: BatchInput) -> pa.Schema:
    """Return the schema of a file. Raises InputError where it cannot be read."""
    with _opened(given) as file:
        return file.schema_arrow


def _records(batch: pa.RecordBatch, text: str) -> Iterator[Mapping[str, object]]:
    """Yield the rows of a batch. Parquet does not hold strings to be UTF-8, and Python does.

    A text that is none is given as its bytes, of which the normalizer finds out the encoding; in
    other columns what is no UTF-8 is replaced.
    """
    from normalizer.engines.arrow import is_string, values

    names = batch.schema.names
    for row in zip(*(values(column) for column in batch.columns), strict=True):
        record = dict(zip(names, row, strict=True))
        for name, kind in zip(names, batch.schema.types, strict=True):
            value = record[name]
            if name != text and isinstance(value, bytes) and is_string(kind):
                record[name] = value.decode("utf-8", "replace")
        yield record


@contextmanager
def _opened(given: BatchInput) -> Iterator[pq.ParquetFile]:
    with needed("Parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq
    try:
        with said(given.name), pq.ParquetFile(given.path) as file:
            yield file
    except pa.ArrowException as error:
        raise InputError(f"{given.name} is damaged, or no Parquet: {error}") from error
