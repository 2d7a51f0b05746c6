"""Files, JSONL, CSV, Parquet and archives: every document comes once, with its id; damage costs little."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd

from normalizer import InputError
from normalizer.batch.documents import Document, FieldNames
from normalizer.batch.inputs import InputKind, batch_inputs, kind_of
from normalizer.batch.readers import Reading, read

MAX_BYTES = 1_000
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstd.compress,
}


def _read(
    path: Path, names: FieldNames | None = None
) -> tuple[list[Document], Counter[str], str | None]:
    """Return the documents of a file, what was left out, and why the rest could not be read."""
    (given,) = batch_inputs([str(path)], without=path.parent / "out")
    reading = Reading(names or FieldNames(), MAX_BYTES)
    found: list[Document] = []
    try:
        for document in read(given, reading):
            found.append(document)
    except InputError as error:
        return found, reading.left_out, str(error)
    return found, reading.left_out, None


def _faults(documents: Sequence[Document]) -> list[str | None]:
    return [document.fault for document in documents]


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.HTML", InputKind.PAGE),
        ("a.txt.gz", InputKind.PAGE),
        ("a.ndjson.zst", InputKind.JSONL),
        ("CC-MAIN-2026.warc.gz", InputKind.WARC),
        ("CC-MAIN-2026.warc.wet.gz", InputKind.WARC),
        ("a.tgz", InputKind.TAR),
        ("a.tar.zst", InputKind.TAR),
        ("a.pdf", None),
        ("warc", None),
    ],
)
def test_a_file_is_known_by_its_name(name: str, kind: InputKind | None) -> None:
    """Its ending says what it is, with or without packing."""
    assert kind_of(name) is kind


def test_folders_and_patterns_stand_for_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder gives what can be read, sorted, without hidden files and without the output."""
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.html", "in/a/c.txt", "in/.hid/d.txt", "in/out/part-00000.jsonl", "in/e.pdf"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"x")

    def found(*names: str) -> list[str]:
        return [one.name for one in batch_inputs(names, without=Path("in/out"))]

    assert found("in") == ["in/a/c.txt", "in/b.html"]
    assert found("in/**/*.txt", "in/b.html") == ["in/a/c.txt", "in/b.html"]
    assert found("in/e.pdf") == ["in/e.pdf"]
    for name, said in (("in/*.csv", "nothing matches"), ("no", "No such file"), ("", "is empty")):
        with pytest.raises(InputError, match=said):
            found(name)
    Path("void").mkdir()
    with pytest.raises(InputError, match="holds no file"):
        found("void")


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_page_is_one_document(suffix: str, tmp_path: Path) -> None:
    """Its id is its path; it is unpacked, and read no further than to know that it is too large."""
    path = tmp_path / f"a.html{suffix}"
    path.write_bytes(PACKERS[suffix](b"<p>Rain</p>"))
    assert [(one.id, one.data) for one in _read(path)[0]] == [(str(path), b"<p>Rain</p>")]
    path.write_bytes(PACKERS[suffix](bytes(10_000_000)))
    assert len(_read(path)[0][0].data) == MAX_BYTES + 1


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_packed_page_that_is_cut_off_keeps_its_row(suffix: str, tmp_path: Path) -> None:
    """It is a document with a fault, not half a page."""
    path = tmp_path / f"a.html{suffix}"
    path.write_bytes(PACKERS[suffix](b"<p>Rain</p>")[:-5])
    documents, _, fault = _read(path)
    assert (len(documents), fault) == (1, None)
    assert str(documents[0].fault) == f"{path} is cut off: its packed data ends too early"


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_line_of_json_is_a_document(suffix: str, tmp_path: Path) -> None:
    """Fields are taken by the names given, all others are passed through, a broken line keeps its row."""
    lines = [
        json.dumps({"key": 7, "html": "<p>Rain</p>", "link": "https://a.example", "n": [1]}),
        "",
        "{broken",
        '["no object"]',
        json.dumps({"html": 3}),
        json.dumps({"html": None, "big": 2**70, "nan": float("nan")}),
        '{"html": "caf\\ud83d", "x": ["\\ud83d"]}',
        json.dumps({"html": "x" * 20_000_000}),
        json.dumps({"html": "last", "when": "2026-01-28"}),
    ]
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix]("\n".join(lines).encode()))
    names = FieldNames(text="html", url="link", id="key", crawled="when")
    documents, _, fault = _read(path, names)
    assert fault is None
    first = documents[0]
    assert (first.id, first.data, first.url) == ("7", "<p>Rain</p>", "https://a.example")
    assert first.columns == {"n": [1]}
    assert [one.id for one in documents[1:]] == [f"{path}:{line}" for line in (3, 4, 5, 6, 7, 8, 9)]
    said = [str(one).split(":")[0] for one in _faults(documents)]
    assert said == [
        "None",
        "the line is no JSON",
        "the line is no JSON object",
        "the field 'html' holds no text, but int",
        "the field 'html' is null",
        "None",
        "the line has more than 10,006,000 bytes",
        "None",
    ]
    assert documents[4].columns == {"big": str(2**70), "nan": None}
    assert documents[5].columns == {"x": ["\ufffd"]}
    assert (documents[-1].data, documents[-1].crawled) == ("last", "2026-01-28")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_lines_before_a_cut_are_kept(suffix: str, tmp_path: Path) -> None:
    """Of a packed file that is cut off the lines before are read, and the message names the file."""
    text = "".join(
        json.dumps({"text": f"{number} {number**40}"}) + "\n" for number in range(20_000)
    )
    path = tmp_path / f"a.jsonl{suffix}"
    packed = PACKERS[suffix](text.encode())
    path.write_bytes(packed[: len(packed) * 3 // 4])
    documents, _, fault = _read(path)
    assert len(documents) > 10_000
    assert fault == f"{path} is cut off: its packed data ends too early"


def test_damaged_packing_is_said(tmp_path: Path) -> None:
    """A packed file whose middle is overwritten is read up to there."""
    for suffix in (".gz", ".zst"):
        path = tmp_path / f"a.jsonl{suffix}"
        packed = bytearray(PACKERS[suffix]("".join(f"{n**9}\n" for n in range(9_000)).encode()))
        packed[len(packed) // 2 :] = random.Random(5).randbytes(1_000)
        path.write_bytes(packed)
        _, _, fault = _read(path)
        # What random bytes claim to be goes beyond the end of the file now and then.
        assert str(fault).startswith((f"{path} is damaged: ", f"{path} is cut off: "))


def test_a_row_of_csv_is_a_document(tmp_path: Path) -> None:
    """Cells with line breaks, another encoding, too few cells: each row keeps its place."""
    rows = [
        ["id", "text", "lang"],
        ["1", 'Rain, and "wind"\nover two lines', "en"],
        ["2", "short"],
        ["", "no id", ""],
    ]
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf" + _csv(rows) + "3,café,fr\r\n".encode("latin-1"))
    documents, _, fault = _read(path)
    assert fault is None
    assert [one.id for one in documents] == ["1", "2", f"{path}:3", "3"]
    assert documents[0].data == rows[1][1]
    assert documents[0].columns == {"lang": "en"}
    assert _faults(documents) == [None, "the row has 2 cells, the head 3", None, None]
    assert documents[3].data == "café".encode("latin-1")


def test_csv_without_the_field_of_the_text_is_refused(tmp_path: Path) -> None:
    """The message says which names there are, and by which option to name one."""
    path = tmp_path / "a.csv"
    path.write_bytes(_csv([["id", "body"], ["1", "x"]]))
    _, _, fault = _read(path)
    assert fault == f"{path} has no field 'text' (--text-field); it has: id, body"


def test_csv_that_breaks_off_inside_quotes_is_said(tmp_path: Path) -> None:
    """The rows before it are kept."""
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,ok\n2,"never closed\n')
    documents, _, fault = _read(path)
    assert [one.id for one in documents] == ["1"]
    assert str(fault).startswith(f"{path} is no CSV from here on: ")


def test_a_row_of_parquet_is_a_document(tmp_path: Path) -> None:
    """Text or bytes, ids of any type, times as such; null text keeps its row."""
    import datetime as dt

    moment = dt.datetime(2026, 1, 28, 9, 30, tzinfo=dt.UTC)
    table = pa.table(
        {
            "id": pa.array([1, 2, None]),
            "text": pa.array([b"one", None, b"three"]),
            "crawled": pa.array([moment, None, None]),
            "score": pa.array([0.5, None, 1.5]),
        }
    )
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    documents, _, fault = _read(path)
    assert fault is None
    assert [(one.id, one.data) for one in documents] == [
        ("1", b"one"),
        ("2", b""),
        (f"{path}:3", b"three"),
    ]
    assert documents[0].crawled == "2026-01-28T09:30:00+00:00"
    assert _faults(documents) == [None, "the field 'text' is null", None]
    assert documents[2].columns == {"score": 1.5}


def test_parquet_that_is_no_utf_8_is_read(tmp_path: Path) -> None:
    """A text is given as its bytes, of another column what can be read is passed through."""
    latin = pa.array(["caf\xe9".encode("latin-1"), b"tea"]).view(pa.string())
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": latin, "note": latin}), path)
    documents, _, fault = _read(path)
    assert fault is None
    assert [one.data for one in documents] == [b"caf\xe9", b"tea"]
    assert [one.columns for one in documents] == [{"note": "caf\ufffd"}, {"note": "tea"}]


def test_a_table_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    """One of the two columns would be lost; the message says which to rename."""
    (tmp_path / "a.csv").write_bytes(b"text,n,n\nx,1,2\n")
    array = pa.array(["x"])
    table = pa.Table.from_arrays([array, array, array], ["text", "n", "n"])
    pq.write_table(table, tmp_path / "a.parquet")
    for name in ("a.csv", "a.parquet"):
        path = tmp_path / name
        assert _read(path)[2] == f"{path} has the field 'n' more than once: rename one"


def test_a_damaged_parquet_is_said(tmp_path: Path) -> None:
    """One that is cut off, and one that is none."""
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x"] * 100}), path)
    for data in (path.read_bytes()[:-20], b"no parquet at all", b""):
        path.write_bytes(data)
        documents, _, fault = _read(path)
        assert documents == []
        assert str(fault).startswith(f"{path} is damaged, or no Parquet: ")


def test_a_member_of_a_zip_is_a_document(tmp_path: Path) -> None:
    """Pages only, in order, packed ones unpacked; a damaged one costs itself alone."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.html", "<p>Rain</p>")
        archive.writestr("../../evil.txt", "wind")
        archive.writestr("c.txt", "DAMAGED HERE")
        archive.writestr("d.html.gz", gzip.compress(b"snow"))
        archive.writestr("e.html.gz", gzip.compress(b"snow")[:-6])
        archive.writestr("f.jpg", b"\xff")
    path.write_bytes(path.read_bytes().replace(b"DAMAGED HERE", b"DAMAGED there"[:12], 1))
    documents, left_out, fault = _read(path)
    assert fault is None
    names = ("b.html", "../../evil.txt", "c.txt", "d.html.gz", "e.html.gz")
    assert [one.id for one in documents] == [f"{path}/{name}" for name in names]
    assert [one.data for one in documents] == [b"<p>Rain</p>", b"wind", b"", b"snow", b""]
    assert "Bad CRC-32" in str(documents[2].fault)
    assert "is cut off" in str(documents[4].fault)
    assert left_out == {"files that are no pages": 1}


def _tar(mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in (
            ("a.html", b"x" * 900),
            ("b.jpg", b"x"),
            ("c.txt.gz", gzip.compress(b"y")),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("d.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


@pytest.mark.parametrize("ending", ["tar", "tar.gz", "tgz", "tar.bz2", "tar.xz", "tar.zst"])
def test_a_member_of_a_tar_is_a_document(ending: str, tmp_path: Path) -> None:
    """However it is packed: pages only, no links."""
    mode = {"tar": "w", "tar.zst": "w", "tgz": "w:gz"}.get(ending, f"w:{ending[-2:].strip('.')}")
    data = _tar({"tar.bz2": "w:bz2"}.get(ending, mode))
    path = tmp_path / f"a.{ending}"
    path.write_bytes(zstd.compress(data) if ending == "tar.zst" else data)
    documents, left_out, fault = _read(path)
    assert fault is None
    assert [(one.id, one.data) for one in documents] == [
        (f"{path}/a.html", b"x" * 900),
        (f"{path}/c.txt.gz", b"y"),
    ]
    assert left_out == {"files that are no pages": 2}


def test_members_before_a_cut_are_kept(tmp_path: Path) -> None:
    """Of a tar that is cut off the members before are read, and so is what stands before damage."""
    path = tmp_path / "a.tar"
    whole = _tar("w")
    path.write_bytes(whole[:1_000])
    documents, _, fault = _read(path)
    assert (documents, "cut off" in str(fault)) == ([], True)
    path.write_bytes(whole[: 512 * 5 + 10])
    documents, _, fault = _read(path)
    assert [one.id for one in documents] == [f"{path}/a.html"]
    assert "cut off" in str(fault)
    path.write_bytes(b"no tar at all" * 100)
    assert "no tar" in str(_read(path)[2])
    zipped = tmp_path / "a.zip"
    zipped.write_bytes(b"no zip at all")
    assert "no zip" in str(_read(zipped)[2])
