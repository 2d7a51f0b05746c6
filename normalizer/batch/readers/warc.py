"""WARC and WET files, as Common Crawl has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.errors import InputError
from normalizer.extras import needed

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

#: What the Content-Type of a page or dump says; one that says nothing is read too.
_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_CONTENT_TYPE = "Content-Type"


def read_warc(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each page in the records of the types response, resource and conversion.

    A response is a page where its status is 2xx and its type HTML or plain text; the others are
    counted as left out, and so are records of other types. The id is that of the record, the crawl
    time its WARC-Date. Transfer and content encodings are undone. A record with a broken HTTP head,
    or cut off, is a document with a fault. Raises InputError where the file is cut off, and where a
    record is broken: nothing says where the next one would begin.
    """
    with needed("WARC"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    names = {
        WarcRecordType.response: "response",
        WarcRecordType.resource: "resource",
        WarcRecordType.conversion: "conversion",
    }
    number = 0
    try:
        for record in ArchiveIterator(
            str(given.path),
            record_types=WarcRecordType.any_type,
            parse_http=False,
            fsspec_args=False,
        ):
            number += 1
            kind = names.get(record.record_type)
            raw = record.reader.read(reading.max_bytes + 1) if record.reader and kind else b""
            length = len(raw) + (record.reader.consume() if record.reader else 0)
            if "Content-Length" not in record.headers:
                raise InputError(f"{given.name} is cut off or damaged in record {number}")
            is_whole = length >= int(record.headers["Content-Length"])
            if kind:
                place = f"{given.name}:{number}"
                yield from _documents(_Record(record, raw, place, is_whole=is_whole), reading)
            else:
                what = record.headers.get("WARC-Type", "unknown")
                reading.left_out[f"{what} records"] += 1
            if not is_whole:
                raise InputError(f"{given.name} is cut off in record {number}, its last")
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{given.name} cannot be read behind record {number}: {reason}") from error


@dataclass(frozen=True, slots=True)
class _Record:
    record: WarcRecord
    raw: bytes
    place: str
    is_whole: bool = field(kw_only=True)

    def document(
        self, data: bytes = b"", content_type: str | None = None, fault: str | None = None
    ) -> Document:
        date = self.record.record_date
        url = (self.record.headers.get("WARC-Target-URI") or "").strip("<>")
        return Document(
            id=self.record.record_id or self.place,
            data=data,
            url=url or None,
            content_type=content_type or None,
            crawled=date.isoformat() if date else None,
            fault=fault,
            offset=self.record.stream_pos,
        )


def _documents(one: _Record, reading: Reading) -> Iterator[Document]:
    """Yield the document of a record, or nothing where it is none."""
    if not one.is_whole:
        length = one.record.headers["Content-Length"]
        yield one.document(fault=f"the record is cut off: it should have {length} bytes")
        return
    one.record.set_bytes_content(one.raw)
    try:
        one.record.parse_http(auto_decode="all")
        head = one.record.http_headers
        data = one.record.reader.read(reading.max_bytes + 1) if one.record.reader else b""
    except OSError as error:
        yield one.document(fault=f"the HTTP response in the record is broken: {error}")
        return
    status = head.status_code if head else None
    content_type = (head or one.record.headers).get(_CONTENT_TYPE) or ""
    if status is not None and not 200 <= status < 300:
        reading.left_out[f"responses with status {status // 100}xx"] += 1
    elif content_type.partition(";")[0].strip().lower() not in _TYPES:
        reading.left_out["records that are no text"] += 1
    else:
        yield one.document(data, content_type)
