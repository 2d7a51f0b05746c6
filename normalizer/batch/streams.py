"""A file → its bytes, unpacked, and how far it was read."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import IO

from normalizer.errors import InputError
from normalizer.extras import needed

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Stream:
    """``data`` is read; ``raw`` is the file below it."""

    raw: IO[bytes]
    data: io.BufferedReader | gzip.GzipFile

    @property
    def offset(self) -> int:
        """Return how much of the file was read, in bytes of the file."""
        return self.raw.tell()


@contextmanager
def reading(path: Path) -> Iterator[Stream]:
    """Open a file; what is wrong with it is raised from the block as InputError.

    gzip and zstd are known by their first bytes and unpacked: names lie.
    """
    with said(str(path)), path.open("rb") as raw, unpacked(raw) as data:
        yield Stream(raw, data)


@contextmanager
def said(name: str) -> Iterator[None]:
    """Raise what is wrong with the input ``name``, in words, as InputError."""
    try:
        yield
    except EOFError as error:
        raise InputError(f"{name} is cut off: its packed data ends too early") from error
    except gzip.BadGzipFile as error:
        raise InputError(f"{name} is damaged: {error}") from error
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}") from error
    except _unpacking_errors() as error:
        raise InputError(f"{name} is damaged: {error}") from error


def unpacked(file: io.BufferedReader) -> io.BufferedReader | gzip.GzipFile:
    """Return what the packed ``file`` holds, or the file itself where it is not packed."""
    start = file.peek(len(_ZSTD_MAGIC))
    if start.startswith(_GZIP_MAGIC):
        return gzip.open(file)
    if start.startswith(_ZSTD_MAGIC):
        return io.BufferedReader(zstd().open(file))
    return file


def zstd() -> ModuleType:
    """Return the module for zstd: Python's own from 3.14 on, before it its backport."""
    with needed("zstd"):
        if sys.version_info >= (3, 14):
            from compression import zstd as module
        else:
            from backports import zstd as module
    found: ModuleType = module
    return found


def _unpacking_errors() -> tuple[type[Exception], ...]:
    loaded = [sys.modules.get(name) for name in ("compression.zstd", "backports.zstd")]
    return zlib.error, *(module.ZstdError for module in loaded if module)
