"""WARC and WET: what is read agrees with warcio, a reader that shares no code with ours."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from backports import zstd
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from normalizer import InputError, Normalizer
from normalizer.batch.documents import Document, FieldNames
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.readers import Reading, read

from .conftest import Batch, address, page, row_alone, rows_of

RECORDS = 2_000
FEW = 200
DATE = "2026-01-28T09:30:00Z"
MAX_BYTES = 20_000_000
CHARSETS = ("utf-8", "iso-8859-2", "windows-1251", "euc-kr", "shift_jis", "utf-16")
GREETINGS = ("Grüße", "zażółć gęślą", "паром на озере", "호수의 배", "湖の船", "žluťoučký")
TYPES = ("", "text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True)
class Record:
    """A record to write: an HTTP response, or what has another type."""

    number: int
    kind: str
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes = b""
    decoded: bytes | None = None

    @property
    def id(self) -> str:
        return f"<urn:uuid:00000000-0000-0000-0000-{self.number:012}>"

    def block(self) -> bytes:
        """Return what stands in the record, HTTP head included."""
        if self.kind not in ("response", "request"):
            return self.payload
        first = "GET / HTTP/1.1" if self.kind == "request" else f"HTTP/1.1 {self.status}"
        lines = [first, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode() + self.payload


def _chunked(data: bytes) -> bytes:
    parts = (data[at : at + 700] for at in range(0, len(data), 700))
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _response(number: int, chance: random.Random) -> Record:
    at = chance.randrange(len(CHARSETS))
    text = f"<title>{GREETINGS[at]}</title><p>{GREETINGS[at]} {number}</p>" * chance.randint(1, 30)
    payload = text.encode(CHARSETS[at], "replace")
    headers = [("Content-Type", f"text/html; charset={CHARSETS[at]}")]
    status, decoded = "200 OK", None
    match chance.randrange(12):
        case 0:
            status, headers = "301 Moved Permanently", [("Location", address(number))]
        case 1:
            status = chance.choice(["404 Not Found", "503 Busy", "206 Partial"])
        case 2:
            headers = [("Content-Type", chance.choice(["image/png", "application/json"]))]
        case 3:
            decoded = payload
            headers, payload = [*headers, ("Content-Encoding", "gzip")], gzip.compress(payload)
        case 4:
            decoded = payload
            headers, payload = [*headers, ("Transfer-Encoding", "chunked")], _chunked(payload)
        case 5:  # decoded by the crawler, which kept the head
            headers = [*headers, ("Content-Encoding", chance.choice(["gzip", "deflate"]))]
        case 6:
            headers, payload = [("Content-Type", "text/plain")], b"" if number % 2 else payload
        case 7:
            status = "what? this is no status"
        case 8:
            headers = []
    return Record(number, "response", status, tuple(headers), payload, decoded)


def _records(count: int = RECORDS) -> Iterator[Record]:
    chance = random.Random(7)
    yield Record(0, "warcinfo", payload=b"software: tests\r\n")
    for number in range(1, count):
        match chance.randrange(8):
            case 0 | 1:
                yield Record(number, "request", headers=(("Host", "news.example"),))
            case 2 if number % 2:
                yield Record(number, "metadata", payload=b"fetchTimeMs: 7")
            case 2:
                yield Record(number, "revisit")  # without a block: warcio would not write it
            case 3:
                kind = chance.choice(["resource", "conversion"])
                yield Record(number, kind, payload=GREETINGS[number % 6].encode())
            case _:
                yield _response(number, chance)


def _type_of(record: Record) -> str:
    match record.kind:
        case "response":
            return "application/http; msgtype=response"
        case "request":
            return "application/http; msgtype=request"
        case "resource":
            return "text/html" if record.number % 2 else "image/gif"
        case "warcinfo":
            return "application/warc-fields"
    return "text/plain"


def _by_warcio(records: Iterable[Record], *, packed: bool) -> bytes:
    """Return records as warcio writes them."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for record in records:
        kind, block = _type_of(record), record.block()
        head = StatusAndHeaders(
            "",
            [
                ("WARC-Type", record.kind),
                ("WARC-Record-ID", record.id),
                ("WARC-Date", DATE),
                ("WARC-Target-URI", address(record.number)),
                ("Content-Type", kind),
                ("Content-Length", str(len(block))),
            ],
            protocol="WARC/1.0",
        )
        stream = io.BytesIO(block)
        writer.write_record(
            ArcWarcRecord("warc", record.kind, head, stream, None, kind, len(block))
        )
    return file.getvalue()


def _by_fastwarc(records: Iterable[Record], *, packed: bool) -> bytes:
    """Return records as FastWARC writes them."""
    parts = []
    for record in records:
        made = WarcRecord()
        made.init_headers(record_type=getattr(WarcRecordType, record.kind))
        made.headers["WARC-Record-ID"] = record.id
        made.headers["WARC-Date"] = DATE
        made.headers["WARC-Target-URI"] = address(record.number)
        made.headers["Content-Type"] = _type_of(record)
        made.set_bytes_content(record.block())
        file = io.BytesIO()
        made.write(file)
        parts.append(gzip.compress(file.getvalue()) if packed else file.getvalue())
    return b"".join(parts)


FILES: dict[str, Callable[[Iterable[Record]], bytes]] = {
    "warcio.warc": lambda records: _by_warcio(records, packed=False),
    "warcio.warc.gz": lambda records: _by_warcio(records, packed=True),
    "warcio.warc.zst": lambda records: zstd.compress(_by_warcio(records, packed=False)),
    "fastwarc.warc": lambda records: _by_fastwarc(records, packed=False),
    "fastwarc.warc.gz": lambda records: _by_fastwarc(records, packed=True),
}


@pytest.fixture(scope="module", params=FILES)
def crawl(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of 2,000 records."""
    path = tmp_path_factory.mktemp("crawl") / str(request.param)
    path.write_bytes(FILES[request.param](_records()))
    return path


def _read(path: Path) -> tuple[list[Document], Counter[str], str]:
    """Return the documents of a file, what was left out, and why it could not be read further."""
    (given,) = batch_inputs([str(path)], without=path.parent / "out")
    reading = Reading(FieldNames(), MAX_BYTES)
    found: list[Document] = []
    try:
        for document in read(given, reading):
            found.append(document)
    except InputError as error:
        return found, reading.left_out, str(error)
    return found, reading.left_out, ""


def _by_oracle(data: bytes) -> tuple[list[str], Counter[str]]:
    """Return the id of each page in a file as warcio reads it, and how many other records there are."""
    pages: list[str] = []
    others: Counter[str] = Counter()
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            head = record.http_headers
            status = head.get_statuscode() if head else ""
            kind = (head or record.rec_headers).get_header("Content-Type") or ""
            is_kept = record.rec_type in ("response", "resource", "conversion")
            if is_kept and status.isdecimal() and not 200 <= int(status) < 300:
                is_kept = False
            elif is_kept and not (head and not status.isdecimal()):
                is_kept = kind.partition(";")[0] in TYPES
            if is_kept:
                pages.append(record.rec_headers.get_header("WARC-Record-ID"))
            else:
                others[record.rec_type] += 1
    except (ArchiveLoadFailed, AttributeError):
        pass  # the second where the head of a record is cut off
    return pages, others


def _plain(path: Path) -> bytes:
    data = path.read_bytes()
    return zstd.decompress(data) if path.suffix == ".zst" else data


def test_ids_are_those_of_another_reader(crawl: Path) -> None:
    """Each page comes once, in order, with its id, and what was left out is counted."""
    documents, left_out, fault = _read(crawl)
    pages, others = _by_oracle(_plain(crawl))
    assert fault == ""
    assert [document.id for document in documents] == pages
    assert sum(left_out.values()) == sum(others.values())
    assert len(documents) + sum(left_out.values()) == RECORDS
    assert left_out["request records"] == others["request"]


def test_what_is_known_of_a_page_comes_from_its_record(crawl: Path) -> None:
    """Its bytes, decoded, address, time and Content-Type; a response without a status has a fault."""
    documents, _, _ = _read(crawl)
    records = {record.id: record for record in _records()}
    for document in documents:
        record = records[document.id]
        assert document.url == address(record.number)
        assert document.crawled == "2026-01-28T09:30:00+00:00"
        if not document.fault:
            assert document.data == (record.payload if record.decoded is None else record.decoded)
        if record.kind == "response" and not document.fault:
            assert document.content_type == dict(record.headers).get("Content-Type")
        assert (document.fault is not None) == record.status.startswith("what?")


@pytest.mark.parametrize("name", ["warcio.warc", "warcio.warc.gz", "fastwarc.warc.gz"])
def test_what_stands_before_a_cut_is_kept(name: str, tmp_path: Path) -> None:
    """Of a file that is cut off all whole records are read, and the message says where it ends."""
    whole = FILES[name](_records(FEW))
    chance = random.Random(3)
    for _ in range(20):
        cut = whole[: chance.randrange(len(whole) // 2, len(whole))]
        path = tmp_path / name
        path.write_bytes(cut)
        documents, _, fault = _read(path)
        pages, _ = _by_oracle(cut)
        ids = [document.id for document in documents]
        # What the record is in which the cut is, they may see differently: half a page is a fault here.
        common = min(len(ids), len(pages))
        assert ids[:common] == pages[:common]
        assert max(len(ids), len(pages)) <= common + 1
        assert all(document.fault for document in documents[common:])
        assert "cut off" in fault or "damaged" in fault or _is_whole(cut)


def _is_whole(packed: bytes) -> bool:
    """Return whether gzip members stand one behind the other to the end: a cut between two hides itself."""
    rest = packed
    while rest:
        member = zlib.decompressobj(wbits=31)
        try:
            member.decompress(rest)
        except zlib.error:
            return False
        if not member.eof:
            return False
        rest = member.unused_data
    return True


def test_what_stands_before_a_broken_record_is_kept(tmp_path: Path) -> None:
    """Where a record is no record the file ends, as for the other reader, and the message says so."""
    whole = FILES["warcio.warc"](_records(FEW))
    at = whole.index(b"WARC/1.0", len(whole) // 2)
    broken = whole[:at] + b"HTML/4.0" + whole[at + 8 :]
    path = tmp_path / "broken.warc"
    path.write_bytes(broken)
    documents, _, fault = _read(path)
    pages, _ = _by_oracle(broken)
    assert [document.id for document in documents] == pages
    assert "is damaged: Invalid WARC header" in fault


def test_a_large_record_is_refused_by_its_size(tmp_path: Path) -> None:
    """A page larger than allowed is read no further than to know it, and the next one is there."""
    sizes = (30_000_000, 10)
    records = [Record(at, "conversion", payload=b"x" * size) for at, size in enumerate(sizes)]
    path = tmp_path / "large.wet"
    path.write_bytes(_by_fastwarc(records, packed=False))
    documents, _, _ = _read(path)
    assert [len(document.data) for document in documents] == [MAX_BYTES + 1, 10]


@pytest.mark.usefixtures("here")
def test_rows_of_a_crawl_are_those_of_its_pages(
    tmp_path: Path, batch: Batch, normalizer: Normalizer
) -> None:
    """A WARC's rows are the articles of its pages with address, type and time of the crawl given."""
    kind = "text/html; charset=latin-1"
    payloads = [page(number).replace("The", "Thé").encode("latin-1") for number in range(3)]
    records = [
        Record(number, "response", headers=(("Content-Type", kind),), payload=payload)
        for number, payload in enumerate(payloads)
    ]
    path = tmp_path / "CC-MAIN.warc.gz"
    path.write_bytes(_by_warcio(records, packed=True))
    batch(path)
    rows = rows_of(tmp_path / "out")
    for number, row in enumerate(rows):
        known = {"url": address(number), "content_type": kind, "crawled": DATE}
        alone = row_alone(normalizer, payloads[number], **known)
        assert {name: row[name] for name in alone} == alone
    assert {row["crawled"] for row in rows} == {"2026-01-28T09:30:00+00:00"}
