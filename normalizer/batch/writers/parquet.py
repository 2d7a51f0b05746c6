"""Parquet, in the schema of ``normalizer.engines.arrow`` with columns around it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from normalizer.batch.output import EXTRA, GIVEN, OutputRow, split
from normalizer.batch.writers import Style
from normalizer.extras import needed

#: A row group is written from so many rows, or bytes of their articles as JSON, on.
_GROUP_ROWS = 1_000
_GROUP_BYTES = 64_000_000


class ParquetWriter:
    """The document's id, the fields of its article, and the columns passed through in their types.

    What an input without columns (JSONL) has beside its text is a JSON object in the column ``extra``.
    """

    def __init__(self, path: Path, style: Style) -> None:
        with needed("Parquet"):
            import pyarrow as pa
            import pyarrow.parquet as pq

        from normalizer.engines.arrow import article_schema

        schema = article_schema()
        columns = [
            *(pa.field(name, pa.string()) for name in GIVEN),
            *schema,
            *(pa.field(name, kind or pa.string()) for name, kind in style.columns.items()),
            pa.field(EXTRA, pa.string()),
        ]
        self._columns = style.columns
        self._schema = pa.schema(columns, metadata=schema.metadata)
        self._file = path.open("wb")
        self._writer = pq.ParquetWriter(
            self._file, self._schema, compression=style.compression or "snappy"
        )
        self._rows: list[dict[str, object]] = []
        self._bytes = 0

    def add(self, row: OutputRow) -> None:
        """Write a row, or keep it until there are enough of them."""
        declared, extra = split(row, self._columns)
        self._rows.append({**row.fields, **declared, EXTRA: extra})
        self._bytes += row.size
        if len(self._rows) >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._write()

    def close(self) -> None:
        """Write the rows that were kept, and end the file."""
        self._write()
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close the file, whatever became of it."""
        for file in (self._writer, self._file):
            with contextlib.suppress(OSError, ValueError):
                file.close()

    def _write(self) -> None:
        if not self._rows:
            return
        from normalizer.engines.arrow import record_batch

        self._writer.write_batch(record_batch(self._rows, self._schema))
        self._rows.clear()
        self._bytes = 0
