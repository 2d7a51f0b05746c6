"""A file that is written packed or not, always to the same bytes."""

from __future__ import annotations

import contextlib
import gzip
import os
from pathlib import Path
from typing import IO, cast

from normalizer.batch.streams import zstd
from normalizer.batch.writers import Compression


class PackedFile:
    """A new file at ``path``. Raises OSError."""

    def __init__(self, path: Path, compression: Compression | None) -> None:
        self._raw = path.open("wb")
        self._file: IO[bytes] = self._raw
        match compression:
            case Compression.GZIP:
                # Without a name and a time in its head, the same rows are the same bytes.
                packed = gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, mtime=0)
                self._file = cast("IO[bytes]", packed)
            case Compression.ZSTD:
                self._file = zstd().open(self._raw, "wb")

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        self._file.write(data)

    def close(self) -> None:
        """Make sure that all is on disk."""
        if self._file is not self._raw:
            self._file.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()

    def abandon(self) -> None:
        """Close the file, whatever became of it."""
        for file in (self._file, self._raw):
            with contextlib.suppress(OSError, ValueError):
                file.close()
