"""Inputs that cannot be read and disks that are full: what was read is kept, nothing half written."""

from __future__ import annotations

import errno
import gzip
import json
import sqlite3
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from normalizer import BatchError
from normalizer.batch.documents import Document
from normalizer.batch.output import OutputRow
from normalizer.batch.runner import LEDGER
from normalizer.batch.shards import Bounds
from normalizer.batch.writers import BatchFormat, Writer

from .conftest import Batch, contents, records, rows_of, write_jsonl

pytestmark = pytest.mark.usefixtures("here")


def test_an_input_that_is_cut_off_costs_no_other(tmp_path: Path, batch: Batch) -> None:
    """Its rows up to the cut are written, the next input too, and the summary says what happened."""
    lines = "".join(json.dumps(record) + "\n" for record in records(40)).encode()
    packed = gzip.compress(lines)
    first = tmp_path / "a.jsonl.gz"
    first.write_bytes(packed[: len(packed) // 2])
    second = write_jsonl(tmp_path / "b.jsonl", [{"id": "last", "text": "Rain fell all day."}])
    none = tmp_path / "c.parquet"
    none.write_bytes(b"no parquet")
    summary = batch(first, second, none)
    ids = [row["id"] for row in rows_of(tmp_path / "out")]
    assert 3 < len(ids) < 40
    assert ids == [f"n{at}" for at in range(len(ids) - 1)] + ["last"]
    assert list(summary.faults) == [str(first), str(none)]
    assert summary.faults[str(first)] == f"{first} is cut off: its packed data ends too early"
    again = batch(first, second, none)
    assert (again.faults, again.documents) == (summary.faults, summary.documents)


def _fill_disk(patch: pytest.MonkeyPatch, form: BatchFormat, *, at: int) -> None:
    """Let the disk be full when the row of that number is written."""
    name = {"jsonl": "JsonlWriter", "csv": "CsvWriter"}.get(form, f"{form.capitalize()}Writer")
    writer = getattr(import_module(f"normalizer.batch.writers.{form}"), name)
    add = writer.add

    def add_or_fail(self: Writer, row: OutputRow) -> None:
        if row.number == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        add(self, row)

    patch.setattr(writer, "add", add_or_fail)


@pytest.mark.parametrize("form", BatchFormat)
def test_a_full_disk_ends_the_batch_with_all_that_is_whole(
    form: BatchFormat, tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only whole shards are in place, the message says what to do, and the batch goes on with room."""
    given = write_jsonl(tmp_path / "a.jsonl", records(7))
    plan: dict[str, Any] = {"format": form, "bounds": Bounds(rows=2)}
    batch(given, out=tmp_path / "plain", **plan)
    whole = contents(tmp_path / "plain")
    with monkeypatch.context() as patch:
        _fill_disk(patch, form, at=4)
        with pytest.raises(BatchError, match=r"No space left on device\. Make room"):
            batch(given, **plan)
    first = {name: data for name, data in whole.items() if name < "part-00002"}
    assert contents(tmp_path / "out") == first
    batch(given, **plan)
    assert contents(tmp_path / "out") == whole


def test_a_full_disk_under_the_ledger_is_said(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What SQLite cannot write ends the batch with a message, and it goes on from what it knows."""
    given = write_jsonl(tmp_path / "a.jsonl", records(60))

    def connect(*words: Any, **known: Any) -> sqlite3.Connection:
        base = sqlite3.Connection(*words, **known)
        base.execute("PRAGMA max_page_count = 40")
        return base

    with monkeypatch.context() as patch:
        patch.setattr("normalizer.batch.ledger.sqlite3.connect", connect)
        with pytest.raises(BatchError, match=r"disk is full\. Make room"):
            batch(given)
    assert contents(tmp_path / "out") == {}
    batch(given)
    assert [row["id"] for row in rows_of(tmp_path / "out")] == [f"n{at}" for at in range(60)]


def test_an_input_that_gives_other_documents_than_before_is_refused(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that were made never go to other documents than those that they were made of."""
    given = write_jsonl(tmp_path / "a.jsonl", records(7))
    with monkeypatch.context() as patch:
        patch.setattr("normalizer.batch.ledger._SECONDS", 0.0)
        _fill_disk(patch, BatchFormat.JSONL, at=5)
        with pytest.raises(BatchError):
            batch(given, bounds=Bounds(rows=2))
    monkeypatch.setattr("normalizer.batch.runner.read", lambda *_: iter([Document(id="other")]))
    with pytest.raises(BatchError, match="had 7 documents when it was read before, now 1"):
        batch(given, bounds=Bounds(rows=2))
    documents = [Document(id=f"other {at}") for at in range(7)]
    monkeypatch.setattr("normalizer.batch.runner.read", lambda *_: iter(documents))
    with pytest.raises(BatchError, match="document 4 of the inputs was n4, is other 4"):
        batch(given, bounds=Bounds(rows=2))


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path, batch: Batch) -> None:
    """The second says that the folder is in use, and disturbs nothing; --fresh does not either."""
    given = write_jsonl(tmp_path / "a.jsonl", records(2))
    batch(given)
    before = contents(tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / LEDGER, isolation_level=None) as base:
        base.execute("BEGIN EXCLUSIVE")
        for fresh in (False, True):
            with pytest.raises(BatchError, match="another batch is writing there"):
                batch(given, fresh=fresh)
    base.close()
    assert contents(tmp_path / "out") == before


def test_a_ledger_that_is_none_is_said(tmp_path: Path, batch: Batch) -> None:
    """A file of that name that is no ledger is left alone."""
    given = write_jsonl(tmp_path / "a.jsonl", records(1))
    out = tmp_path / "out"
    out.mkdir()
    (out / LEDGER).write_bytes(b"something else entirely, and longer than a head" * 50)
    with pytest.raises(BatchError, match="file is not a database"):
        batch(given)


def test_an_output_that_cannot_be_made_is_said(tmp_path: Path, batch: Batch) -> None:
    """A file in the way is named."""
    given = write_jsonl(tmp_path / "a.jsonl", records(1))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BatchError, match="file/out cannot be written: Not a directory"):
        batch(given, out=tmp_path / "file" / "out")
