"""What holds no story at all: nothing, binary files, other formats."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from functools import partial

from hostile_cases.case import INPUT, Case, Data, given
from stories import STORY


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "no text"
    noise = random.Random(5).randbytes(200_000)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("story.txt", "\n".join(STORY))
    items: dict[str, Data] = {
        "nothing": b"",
        "an empty str": "",
        "white space": b" \r\n\t" * 10_000,
        "only a BOM": b"\xef\xbb\xbf",
        "only a UTF-16 BOM": b"\xff\xfe",
        "only a UTF-32 BOM": b"\xff\xfe\x00\x00",
        "half a UTF-16 character": b"\xff\xfea",
        "one byte": b"\xff",
        "one NUL": b"\x00",
        "NUL bytes": bytes(1_000_000),
        "zero-width spaces": "\u200b" * 1_000,
        "random bytes": noise,
        "15 MB of random bytes": noise * 75,
        "random bytes behind an html tag": b"<html><body>" + noise,
        "a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + noise,
        "a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + noise,
        "a GIF": b"GIF89a" + noise,
        "a WebP": b"RIFF\x00\x00\x00\x00WEBPVP8 " + noise,
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + noise,
        "a PDF behind a line break": b"\n%PDF-1.4\n" + noise,
        "a ZIP": archive.getvalue(),
        "an ELF program": b"\x7fELF\x02\x01\x01" + bytes(1_000) + noise,
        "a Windows program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(100) + noise,
        "an MP3": b"ID3\x04\x00\x00" + noise,
        "an MP4": b"\x00\x00\x00\x18ftypmp42" + noise,
        "a WOFF font": b"wOF2\x00\x01" + noise,
        "an SQLite database": b"SQLite format 3\x00" + noise,
        "a tar": b"story.txt" + bytes(91) + b"0000644\x00" + bytes(400) + noise,
        "a Java class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + noise,
        "a Python pickle": b"\x80\x04\x95\x10\x00\x00\x00cos\nsystem\n(S'id'\ntR." + bytes(100),
        "a WebAssembly module": b"\x00asm\x01\x00\x00\x00" + noise,
        "a Parquet file": b"PAR1\x15\x04" + noise + b"PAR1",
        "a TIFF": b"II*\x00" + noise,
        "a BMP": b"BM\x36\x00\x0c\x00" + bytes(20) + noise,
        "an Ogg": b"OggS\x00\x02" + noise,
        "a Mach-O program": b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" + noise,
        "a memory dump with pages in it": (bytes(500) + b"<html><p>Rain</p>" + noise[:3_000]) * 50,
        "the C0 controls": bytes(range(32)) * 1_000,
        "the C1 controls": bytes(range(128, 160)) * 1_000,
        "U+FFFD": "\ufffd" * 10_000,
    }
    for name, data in items.items():
        yield Case(
            group,
            name,
            partial(given, data),
            story=(),
            errors=INPUT,
            absent=("IHDR", "ELF", "cos\n"),
        )
    for name in ("a PNG", "a ZIP", "an ELF program", "a PDF"):
        yield Case(
            group,
            f"{name} sent as text/html",
            partial(given, items[name]),
            story=(),
            errors=INPUT,
            content_type="text/html; charset=utf-8",
        )
