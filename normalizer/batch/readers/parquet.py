"""Parquet: a row is a document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.batch.records import document_of
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
        names = file.schema_arrow.names
        if reading.names.text not in names:
            raise InputError(
                f"{given.name} has no field {reading.names.text!r} (--text-field); "
                f"it has: {', '.join(names)}"
            )
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS):
            for record in batch.to_pylist():
                number += 1
                offset = given.size * number // file.metadata.num_rows
                place = f"{given.name}:{number}"
                yield document_of(record, reading.names, place=place, offset=offset)


def parquet_schema(given: BatchInput) -> pa.Schema:
    """Return the schema of a file. Raises InputError where it cannot be read."""
    with _opened(given) as file:
        return file.schema_arrow


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
