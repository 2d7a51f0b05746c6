"""WARC and WET files, as Common Crawl has them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizer.batch import streams
from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.errors import InputError
from normalizer.extras import needed

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

#: Types of records that may hold a page or dump.
_KINDS = frozenset({"response", "resource", "conversion"})
#: What the Content-Type of a page or dump says; one that says nothing is read too.
_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_CONTENT_TYPE = "Content-Type"
#: How much of a record is read beyond the largest document: the HTTP head stands before it.
_HEAD_BYTES = 1_000_000


def read_warc(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each page in the records of the types response, resource and conversion.

    A response is a page where its status is 2xx and its type HTML or plain text; the others are
    counted as left out, and so are records of other types. The id is that of the record, the crawl
    time its WARC-Date. Transfer and content encodings are undone. A response without a status, or
    cut off, is a document with a fault. Raises InputError where the file is cut off, and where a
    record is broken: nothing says where the next one would begin.
    """
    with needed("WARC"):
        from fastwarc.warc import ArchiveIterator
    most = reading.max_bytes + _HEAD_BYTES
    number = 0
    with streams.reading(given.path) as stream, _reading(given.name, stream.data) as data:
        for record in ArchiveIterator(data, parse_http=False, fsspec_args=False):
            number += 1
            wanted = record.headers.get("Content-Length") or ""
            if not wanted.isdecimal():
                raise InputError(f"{given.name} is cut off or damaged in record {number}")
            kind = (record.headers.get("WARC-Type") or "unknown").lower()
            is_text = kind in _KINDS
            raw = record.reader.read(most) if record.reader and is_text else b""
            length = len(raw) + (record.reader.consume() if record.reader else 0)
            place, is_whole = f"{given.name}:{number}", length >= int(wanted)
            one = _Record(record, raw, place, stream.offset, is_whole)
            if is_text:
                yield from _documents(one, reading)
            else:
                reading.left_out[f"{kind} records"] += 1
            if not one.is_whole:
                raise InputError(f"{given.name} is cut off in record {number}, its last")


@contextmanager
def _reading(name: str, data: io.BufferedIOBase) -> Iterator[_Available]:
    """Give the data to be read as records; what is wrong with it is raised behind the last of them."""
    available = _Available(data)
    try:
        yield available
    except OSError as error:
        raise available.fault or InputError(f"{name} is damaged: {error}") from error
    if available.fault:
        raise available.fault


class _Available(io.RawIOBase):
    """A stream that gives what there is: a file that is cut off just ends there.

    ``fault`` is what stopped it, if anything did.
    """

    def __init__(self, data: io.BufferedIOBase) -> None:
        self._data, self._at = data, 0
        self.fault: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, empty at the end."""
        try:
            found = self._data.read1(size)
        except Exception as error:  # raised when the records before it were read
            self.fault = error
            found = b""
        self._at += len(found)
        return found

    def tell(self) -> int:
        """Return how many bytes were given."""
        return self._at


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of the file, its block as it was read, and whether that is all of it."""

    record: WarcRecord
    raw: bytes
    place: str
    offset: int
    is_whole: bool

    def document(
        self, data: bytes = b"", content_type: str | None = None, fault: str | None = None
    ) -> Document:
        """Return the document of the record."""
        date = self.record.record_date
        url = (self.record.headers.get("WARC-Target-URI") or "").strip("<>")
        return Document(
            id=self.record.record_id or self.place,
            data=data,
            url=url or None,
            content_type=content_type or None,
            crawled=date.isoformat() if date else None,
            fault=fault,
            offset=self.offset,
        )


def _documents(one: _Record, reading: Reading) -> Iterator[Document]:
    """Yield the document of a record, or nothing where it is none."""
    if not one.is_whole:
        length = one.record.headers["Content-Length"]
        yield one.document(fault=f"the record is cut off: it should have {length} bytes")
    elif one.record.is_http:
        yield from _response(one, reading)
    else:
        content_type = one.record.headers.get(_CONTENT_TYPE) or ""
        yield from _text(one, one.raw[: reading.max_bytes + 1], content_type, reading)


def _response(one: _Record, reading: Reading) -> Iterator[Document]:
    response = _parsed(one, reading)
    if response is None:
        yield one.document(fault="the HTTP response in the record is broken")
    elif not 200 <= response.status < 300:
        reading.left_out[f"responses with status {response.status // 100}xx"] += 1
    else:
        yield from _text(one, response.data, response.content_type, reading)


def _text(one: _Record, data: bytes, content_type: str, reading: Reading) -> Iterator[Document]:
    if content_type.partition(";")[0].strip().lower() in _TYPES:
        yield one.document(data, content_type)
    else:
        reading.left_out["records that are no text"] += 1


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    content_type: str
    data: bytes


def _parsed(one: _Record, reading: Reading) -> _Response | None:
    """Return the HTTP response in a record, or None where it has no status.

    A payload that is not encoded as its head says stays as it is: crawlers decode, and keep the head.
    """
    from fastwarc.warc import WarcRecord

    for decode in ("all", "none"):
        # A record of its own: what goes wrong in it does not disturb the reading of the file.
        inner = WarcRecord()
        inner.record_type = one.record.record_type
        inner.is_http = True
        inner.set_bytes_content(one.raw)
        try:
            inner.parse_http(auto_decode=decode, quirks_mode=True)
            data = inner.reader.read(reading.max_bytes + 1) if inner.reader else b""
        except OSError:
            continue
        head = inner.http_headers
        if head is None or head.status_code is None:
            return None
        return _Response(head.status_code, head.get(_CONTENT_TYPE) or "", data)
    return None
