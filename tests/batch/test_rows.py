"""Rows of a batch are what ``normalize`` gives, row for row, in every format."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from backports import zstd

from normalizer import BatchError, Normalizer, NormalizerError
from normalizer.batch.documents import FieldNames
from normalizer.batch.shards import Bounds
from normalizer.batch.writers import BatchFormat, Compression
from normalizer.batch.writers.csv import _cell
from normalizer.rows import ARTICLE_FIELDS, ROW_FIELDS, failure_of, row_of

from .conftest import Batch, address, page, records, rows_of, write_jsonl

COUNT = 12
#: Pages, a dump with a dateline, damaged characters, and what is no page.
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
DATA: list[bytes] = [
    *(page(number).encode() for number in range(COUNT)),
    *(path.read_bytes() for path in SEEDS),
    b"=cmd|' /C calc'!A0 is what the page says, and it says it twice in a longer sentence.",
    b"%PDF-1.4 binary",
    b"",
]


def _alone(normalizer: Normalizer, data: bytes, url: str) -> dict[str, Any]:
    try:
        row = row_of(normalizer.normalize(data, url=url))
    except NormalizerError as error:
        row = row_of(failure_of(error))
    plain: dict[str, Any] = json.loads(json.dumps(row))
    return plain


@pytest.fixture(scope="module")
def expected(normalizer: Normalizer) -> list[dict[str, Any]]:
    """Return the row of each page without a batch."""
    return [_alone(normalizer, data, address(at)) for at, data in enumerate(DATA)]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages as Parquet, with columns of their own in types of their own."""
    path = tmp_path_factory.mktemp("given") / "a.parquet"
    table = pa.table(
        {
            "id": pa.array(range(len(DATA)), pa.int64()),
            "url": [address(at) for at in range(len(DATA))],
            "html": pa.array(DATA, pa.binary()),
            "day": pa.array([dt.date(2026, 1, 1 + at) for at in range(len(DATA))]),
            "title": [f"theirs {at}" for at in range(len(DATA))],
            "scores": pa.array([[at / 2] for at in range(len(DATA))], pa.list_(pa.float32())),
        }
    )
    pq.write_table(table, path)
    return path


NAMES = FieldNames(text="html")


def _as_json(out: Path) -> Iterator[dict[str, Any]]:
    yield from rows_of(out)


def _as_parquet(out: Path) -> Iterator[dict[str, Any]]:
    for shard in sorted(out.glob("*.parquet")):
        for row in pq.read_table(shard).to_pylist():
            if row["removed"] is not None:
                for removal in row["removed"]:
                    removal["captured"] = dict(removal["captured"])
            yield row


@pytest.mark.parametrize(
    ("form", "rows"), [(BatchFormat.JSONL, _as_json), (BatchFormat.PARQUET, _as_parquet)]
)
def test_rows_are_those_of_normalize(
    form: BatchFormat,
    rows: Any,
    given: Path,
    expected: list[dict[str, Any]],
    batch: Batch,
    tmp_path: Path,
) -> None:
    """With two workers and small shards each row is that of its page alone, in order, none missing."""
    batch(given, format=form, names=NAMES, workers=2, bounds=Bounds(rows=5))
    found = list(rows(tmp_path / "out"))
    assert [row["id"] for row in found] == [str(at) for at in range(len(DATA))]
    assert [{name: row[name] for name in ROW_FIELDS} for row in found] == expected
    assert [row["input_url"] for row in found] == [address(at) for at in range(len(DATA))]
    assert {row["error"] for row in found[-2:]} == {"input"}
    assert [row["input_title"] for row in found] == [f"theirs {at}" for at in range(len(DATA))]
    assert len(list((tmp_path / "out").glob("part-*"))) == -(-len(DATA) // 5)


@pytest.mark.usefixtures("here")
def test_parquet_keeps_the_types_of_columns(given: Path, batch: Batch, tmp_path: Path) -> None:
    """Columns that are passed through from Parquet to Parquet are the same as before."""
    batch(given, format=BatchFormat.PARQUET, names=NAMES)
    before, after = pq.read_table(given), pq.read_table(tmp_path / "out" / "part-00000.parquet")
    for name in ("day", "scores"):
        assert after.column(name).equals(before.column(name))
    assert set(after.column("extra").to_pylist()) == {None}
    assert after.schema.metadata[b"article_normalizer_schema"] == b"1"
    assert pq.read_table(tmp_path / "out").num_rows == len(DATA)  # the folder is a data set


@pytest.mark.usefixtures("here")
def test_columns_without_a_schema_are_kept_as_json(batch: Batch, tmp_path: Path) -> None:
    """What JSON Lines have beside the text stands in the column ``extra`` of Parquet."""
    batch(write_jsonl(tmp_path / "a.jsonl", records(2)), format=BatchFormat.PARQUET)
    (table,) = (pq.read_table(path) for path in (tmp_path / "out").glob("*.parquet"))
    kept = [json.loads(one) for one in table.column("extra").to_pylist()]
    assert kept == [{"rank": at, "input_title": "theirs"} for at in range(2)]


@pytest.mark.usefixtures("here")
def test_a_column_without_a_schema_does_not_have_to_fit_one(batch: Batch, tmp_path: Path) -> None:
    """JSON Lines beside Parquet may have a column of the same name and another type."""
    given = pa.table({"text": [page(0)], "rank": [7]})
    pq.write_table(given, tmp_path / "a.parquet")
    lines = write_jsonl(tmp_path / "b.jsonl", [{"text": page(1), "rank": "first"}])
    batch(tmp_path / "a.parquet", lines, format=BatchFormat.PARQUET)
    table = pq.read_table(tmp_path / "out" / "part-00000.parquet")
    assert table.column("rank").to_pylist() == [7, None]
    assert table.column("extra").to_pylist() == [None, '{"rank":"first"}']


@pytest.mark.usefixtures("here")
def test_names_of_columns_are_no_formulas_either(batch: Batch, tmp_path: Path) -> None:
    """The head of a CSV is as harmless as its cells."""
    path = tmp_path / "a.csv"
    path.write_text("text,=1+1,n\nRain fell all day,+2,3\n", encoding="utf-8")
    batch(path, format=BatchFormat.CSV)
    with (tmp_path / "out" / "part-00000.csv").open(encoding="utf-8", newline="") as file:
        head, row = csv.reader(file)
    assert head[-3:] == ["'=1+1", "n", "extra"]
    assert row[-3:] == ["'+2", "3", ""]


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_cells_that_spreadsheets_obey_begin_with_an_apostrophe(sign: str) -> None:
    """Whatever sign makes a formula, in half width or full: the cell is a text."""
    assert _cell(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.usefixtures("here")
def test_csv_holds_every_field_and_no_formula(
    given: Path, expected: list[dict[str, Any]], batch: Batch, tmp_path: Path
) -> None:
    """Lists are JSON; a text that a spreadsheet would obey begins with an apostrophe."""
    batch(given, format=BatchFormat.CSV, names=NAMES)
    with (tmp_path / "out" / "part-00000.csv").open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(10_000_000)
        found = list(csv.DictReader(file))
    assert len(found) == len(DATA)
    for row, alone in zip(found, expected, strict=True):
        for name in ROW_FIELDS:
            value, cell = alone[name], row[name]
            if isinstance(value, str):
                assert cell.removeprefix("'") == value.removeprefix("'")
            else:
                assert (json.loads(cell) if cell else None) == value
        assert not row["text"].startswith(("=", "+", "-", "@"))
    assert found[-3]["text"].startswith("'=cmd|")
    assert [row["day"] for row in found[:2]] == ["2026-01-01", "2026-01-02"]


@pytest.mark.usefixtures("here")
def test_markdown_has_a_file_for_each_document(
    given: Path, normalizer: Normalizer, batch: Batch, tmp_path: Path
) -> None:
    """Its head is YAML, its text that of the article; a document without an article says why."""
    batch(given, format=BatchFormat.MARKDOWN, names=NAMES, bounds=Bounds(rows=10))
    files = sorted((tmp_path / "out").glob("part-*/*.md"))
    assert [path.name for path in files] == [f"{at:08}-{at}.md" for at in range(len(DATA))]
    for at, path in enumerate(files[:-2]):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        article = normalizer.normalize(DATA[at], url=address(at))
        assert body.strip() == article.to_markdown().strip()
        known = yaml.safe_load(head)
        assert (known["id"], known["input_title"]) == (str(at), f"theirs {at}")
        assert known.get("outlet") == article.outlet
    assert (
        yaml.safe_load(files[-1].read_text(encoding="utf-8").split("---\n")[1])["error"] == "input"
    )


@pytest.mark.usefixtures("here")
def test_names_of_files_do_not_leave_the_folder(batch: Batch, tmp_path: Path) -> None:
    """Ids may say what they like: each document is a file of its own, in the shard's folder."""
    ids = [
        "../../evil",
        "/etc/passwd",
        "a" * 500,
        "..",
        "",
        "눈" * 300,
        "a\0b",
        "con",
        "../../evil",
    ]
    given = [{"id": one, "text": page(at)} for at, one in enumerate(ids)]
    batch(write_jsonl(tmp_path / "a.jsonl", given), format=BatchFormat.MARKDOWN)
    files = list((tmp_path / "out" / "part-00000").iterdir())
    assert len(files) == len(ids)
    assert {path.parent for path in (tmp_path).rglob("*.md")} == {tmp_path / "out" / "part-00000"}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", [BatchFormat.JSONL, BatchFormat.CSV])
def test_shards_are_packed_on_request(form: BatchFormat, batch: Batch, tmp_path: Path) -> None:
    """Unpacked they are the bytes of a batch that was not packed; packed twice they are the same."""
    given = write_jsonl(tmp_path / "a.jsonl", records(3))
    batch(given, format=form, out=tmp_path / "plain")
    plain = (tmp_path / "plain" / f"part-00000.{form}").read_bytes()
    packed = {}
    for packing, ending, unpack in (
        (Compression.GZIP, "gz", gzip.decompress),
        (Compression.ZSTD, "zst", zstd.decompress),
    ):
        for out in ("a", "b"):
            batch(given, format=form, compression=packing, out=tmp_path / f"{out}{ending}")
            path = tmp_path / f"{out}{ending}" / f"part-00000.{form}.{ending}"
            packed[out] = path.read_bytes()
            assert unpack(packed[out]) == plain
        assert packed["a"] == packed["b"]


@pytest.mark.usefixtures("here")
def test_a_shard_is_bounded_by_size(batch: Batch, tmp_path: Path) -> None:
    """A shard ends before the row that would make it too large; a larger row has one of its own."""
    line = "Line {} of a long dump says what it says, and says it again" + ", and again" * 30 + "."
    long = "\n\n".join(line.format(number) for number in range(1_500))
    texts = [page(0), long, page(1), page(2)]
    given = write_jsonl(tmp_path / "a.jsonl", [{"text": text} for text in texts])
    batch(given, bounds=Bounds(megabytes=1))
    shards = sorted((tmp_path / "out").glob("part-*"))
    assert [len(shard.read_bytes().splitlines()) for shard in shards] == [1, 1, 2]


@pytest.mark.usefixtures("here")
def test_columns_of_different_types_are_refused(batch: Batch, tmp_path: Path) -> None:
    """Two files whose column of the same name has two types make no table, and the message says which."""
    for name, values in (("a", [1]), ("b", ["x"])):
        pq.write_table(pa.table({"text": ["Rain"], "rank": values}), tmp_path / f"{name}.parquet")
    with pytest.raises(BatchError, match=r"'rank' of .*b\.parquet is string, before it was int64"):
        batch(tmp_path / "a.parquet", tmp_path / "b.parquet")


def test_a_row_has_all_fields_of_an_article(normalizer: Normalizer) -> None:
    """A field that Article gains is a column of rows, of Arrow and of CSV by itself."""
    from normalizer.engines.arrow import article_schema

    article = normalizer.normalize(page(0))
    assert tuple(article.to_dict()) == ARTICLE_FIELDS
    assert tuple(row_of(article)) == ROW_FIELDS == tuple(article_schema().names)
    assert msgspec.json.decode(msgspec.json.encode(row_of(article)))["error"] is None
