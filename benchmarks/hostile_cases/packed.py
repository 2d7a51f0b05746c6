"""Bodies that are still packed."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Iterator
from functools import partial

from hostile_cases.case import INPUT, LIMIT, MB, Case, given
from stories import page


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "packed"
    plain = page().encode()
    bodies = {
        "gzip": gzip.compress(plain, mtime=0),
        "gzip, cut": gzip.compress(plain, mtime=0)[:-20],
        "zlib": zlib.compress(plain),
        "deflate": zlib.compress(plain, wbits=-15),
        "bzip2": b"BZh91AY&SY" + random.Random(1).randbytes(2_000),
        "xz": b"\xfd7zXZ\x00" + random.Random(2).randbytes(2_000),
        "zstd": b"\x28\xb5\x2f\xfd" + random.Random(3).randbytes(2_000),
        "brotli": bytes.fromhex("1bff0f") + random.Random(4).randbytes(2_000),
        "7z": b"7z\xbc\xaf\x27\x1c" + random.Random(5).randbytes(2_000),
        "RAR": b"Rar!\x1a\x07\x00" + random.Random(6).randbytes(2_000),
    }
    yield Case(group, "a body in gzip of 1 GB of zeros", _bomb, story=(), errors=INPUT | LIMIT)
    for name, data in bodies.items():
        yield Case(group, f"a body in {name}", partial(given, data), story=(), errors=INPUT | LIMIT)


def _bomb() -> bytes:
    """Return a gzip file of 1 MB whose content is a thousand times as large."""
    packer = zlib.compressobj(9, wbits=31)
    chunk = bytes(10 * MB)
    return b"".join(packer.compress(chunk) for _ in range(100)) + packer.flush()
