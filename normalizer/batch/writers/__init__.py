"""Writers: one file for each format. A writer makes one shard, under a name that is not yet its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from normalizer.batch.output import OutputRow
from normalizer.batch.streams import zstd
from normalizer.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa


class BatchFormat(StrEnum):
    """How a batch is written."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"
    MARKDOWN = "markdown"


class Compression(StrEnum):
    """How shards are packed."""

    GZIP = "gzip"
    ZSTD = "zstd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How shards are written. ``columns`` are those that tables have beside the fields of rows."""

    format: BatchFormat
    compression: Compression | None = None
    columns: Mapping[str, pa.DataType | None] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """Return what the names of shards end in; that of a folder ends in nothing."""
        match self.format:
            case BatchFormat.MARKDOWN:
                return ""
            case BatchFormat.PARQUET:
                return ".parquet"
        packed = {None: "", Compression.GZIP: ".gz", Compression.ZSTD: ".zst"}
        return f".{self.format}{packed[self.compression]}"


def require(style: Style) -> None:
    """Raise BatchError where a library that the style needs is missing."""
    if style.format is BatchFormat.PARQUET:
        with needed("Parquet"):
            import pyarrow.parquet  # noqa: F401 - whether it is there
    elif style.compression is Compression.ZSTD:
        zstd()


class Writer(Protocol):
    """Writes one shard."""

    def add(self, row: OutputRow) -> None:
        """Write a row. Raises OSError."""

    def close(self) -> None:
        """Write what is still to be written, and make sure that it is on disk. Raises OSError."""

    def abandon(self) -> None:
        """Close what is open, whatever became of it."""


def writer(path: Path, style: Style) -> Writer:
    """Return the writer of a shard at ``path``. Raises OSError, and BatchError for a missing library."""
    match style.format:
        case BatchFormat.JSONL:
            from normalizer.batch.writers.jsonl import JsonlWriter

            return JsonlWriter(path, style)
        case BatchFormat.CSV:
            from normalizer.batch.writers.csv import CsvWriter

            return CsvWriter(path, style)
        case BatchFormat.PARQUET:
            from normalizer.batch.writers.parquet import ParquetWriter

            return ParquetWriter(path, style)
        case BatchFormat.MARKDOWN:
            from normalizer.batch.writers.markdown import MarkdownWriter

            return MarkdownWriter(path)
