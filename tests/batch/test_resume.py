"""A batch that was killed goes on, and nobody can tell from its output."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from normalizer import BatchError, Category, Normalizer, Settings
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.runner import Plan, run_batch
from normalizer.batch.shards import Bounds
from normalizer.batch.writers import BatchFormat, Compression

from .conftest import Batch, contents, page, records, rows_of, write_jsonl

KILLS = 20
DOCUMENTS = 120
#: A process that runs a batch and says on standard output how many documents are done.
PROGRAM = """
import sys
from pathlib import Path
from normalizer import Normalizer
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.runner import Plan, run_batch
from normalizer.batch.shards import Bounds
from normalizer.batch.writers import BatchFormat, Compression

if __name__ == "__main__":
    out, workers, *inputs = sys.argv[1:]
    plan = Plan(
        inputs=batch_inputs(inputs, without=Path(out)),
        out=Path(out),
        compression=Compression.GZIP,
        bounds=Bounds(rows=7),
        workers=int(workers),
    )
    run_batch(plan, Normalizer(), watch=lambda state: print(state.documents, flush=True))
"""


def _inputs(folder: Path) -> list[Path]:
    """Return inputs of several kinds, DOCUMENTS in all, some of which fail."""
    half = records(DOCUMENTS // 2)
    half[10] = {"id": "none"}
    first = write_jsonl(folder / "a.jsonl", half)
    pages = folder / "pages"
    pages.mkdir()
    for number in range(DOCUMENTS // 2):
        (pages / f"{number:03}.html").write_text(page(1000 + number), encoding="utf-8")
    (pages / "007.html").write_bytes(b"%PDF-1.4 no page")
    return [first, pages]


def _killed(program: Path, out: Path, inputs: list[Path], *, behind: int, wait: float) -> bool:
    """Kill a batch ``wait`` seconds after ``behind`` documents; return whether it lived to be killed."""
    workers = str(1 + behind % 2)
    with subprocess.Popen(
        [sys.executable, program, out, workers, *inputs],
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= behind:
                break
        time.sleep(wait)
        is_alive = process.poll() is None
        if is_alive:
            os.killpg(process.pid, signal.SIGKILL)
    return is_alive


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups")
def test_killed_at_any_moment_it_gives_the_same_bytes(tmp_path: Path, batch: Batch) -> None:
    """Killed with all its processes at 20 random moments, a batch ends with an undisturbed one's bytes."""
    inputs = _inputs(tmp_path)
    plain = tmp_path / "plain"
    batch(*inputs, out=plain, compression=Compression.GZIP, bounds=Bounds(rows=7))
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    chance = random.Random(20)
    out = tmp_path / "killed"
    moments = sorted(chance.randint(1, DOCUMENTS * 2 // 3) for _ in range(KILLS))
    killed = [
        _killed(program, out, inputs, behind=behind, wait=chance.uniform(0, 0.05))
        for behind in moments
    ]
    # A busy machine may be done before the signal is there, but hardly with a third of the documents.
    assert sum(killed) >= KILLS - 2
    summary = batch(*inputs, out=out, compression=Compression.GZIP, bounds=Bounds(rows=7))
    assert contents(out) == contents(plain)
    assert summary.documents == DOCUMENTS
    assert sum(summary.counts[key] for key in summary.counts if key[0] == "outcome") == 118


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", BatchFormat)
def test_a_kill_between_move_and_note_changes_nothing(
    form: BatchFormat, tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shard that is in its place, but not in the ledger, is written again to the same bytes."""
    given = write_jsonl(tmp_path / "a.jsonl", records(5))
    plan = {"format": form, "bounds": Bounds(rows=2)}
    batch(given, out=tmp_path / "plain", **plan)

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("normalizer.batch.ledger.Ledger.add_shard", kill)
        with pytest.raises(KeyboardInterrupt):
            batch(given, **plan)
    assert len(list((tmp_path / "out").glob("part-*"))) == 1
    batch(given, **plan)
    assert contents(tmp_path / "out") == contents(tmp_path / "plain")


@pytest.mark.usefixtures("here")
def test_a_finished_batch_does_nothing_more(tmp_path: Path, batch: Batch) -> None:
    """Started again, it says what was done, and touches no shard."""
    given = write_jsonl(tmp_path / "a.jsonl", records(3))
    first = batch(given)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*")}
    again = batch(given)
    assert (again.documents, again.made, again.counts) == (3, 0, first.counts)
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*")}


@pytest.mark.usefixtures("here")
def test_changed_settings_are_refused_by_name(tmp_path: Path, batch: Batch) -> None:
    """A batch does not go on with other options; the message says which, before and now."""
    given = write_jsonl(tmp_path / "a.jsonl", records(3))
    batch(given, bounds=Bounds(rows=2))
    before = contents(tmp_path / "out")
    with pytest.raises(BatchError, match=r"--shard-rows was 2, is 3.*--fresh"):
        batch(given, bounds=Bounds(rows=3))
    assert contents(tmp_path / "out") == before


@pytest.mark.usefixtures("here")
def test_changed_rules_are_refused(tmp_path: Path, batch: Batch) -> None:
    """Rows by two sets of rules do not stand in one output."""
    given = write_jsonl(tmp_path / "a.jsonl", records(3))
    batch(given)
    rule = tmp_path / "rules" / "publishers" / "xx" / "news.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("outlet: News\nmatch: {hosts: [news.example]}\n", encoding="utf-8")
    plan = Plan(inputs=batch_inputs([str(given)], without=tmp_path / "out"), out=tmp_path / "out")
    with pytest.raises(BatchError, match="the rules changed"):
        run_batch(plan, Normalizer([tmp_path / "rules"]))
    settings = Settings(keep=frozenset({Category.CAPTION}))
    with pytest.raises(BatchError, match="--keep was , is caption"):
        run_batch(plan, Normalizer(settings=settings))


@pytest.mark.usefixtures("here")
def test_changed_inputs_are_refused(tmp_path: Path, batch: Batch) -> None:
    """An input with other bytes, or one more, is no longer the same batch."""
    given = write_jsonl(tmp_path / "a.jsonl", records(3))
    batch(given)
    other = write_jsonl(tmp_path / "b.jsonl", records(1))
    with pytest.raises(BatchError, match="it had 1 inputs, now there are 2"):
        batch(given, other)
    write_jsonl(given, records(4))
    with pytest.raises(BatchError, match=r"a\.jsonl is new or changed"):
        batch(given)


@pytest.mark.usefixtures("here")
def test_fresh_begins_again(tmp_path: Path, batch: Batch) -> None:
    """On request all shards of the earlier batch go, and nothing else."""
    given = write_jsonl(tmp_path / "a.jsonl", records(5))
    batch(given, bounds=Bounds(rows=1))
    (tmp_path / "out" / "notes.md").write_text("mine", encoding="utf-8")
    write_jsonl(given, records(2))
    batch(given, fresh=True)
    assert sorted(contents(tmp_path / "out")) == ["notes.md", "part-00000.jsonl"]
    assert [row["id"] for row in rows_of(tmp_path / "out")] == ["n0", "n1"]


@pytest.mark.usefixtures("here")
def test_a_folder_of_something_else_is_refused(tmp_path: Path, batch: Batch) -> None:
    """A folder without a ledger that holds files is left alone, with --fresh too."""
    given = write_jsonl(tmp_path / "a.jsonl", records(1))
    out = tmp_path / "out"
    out.mkdir()
    (out / "part-00000.jsonl").write_text("precious", encoding="utf-8")
    for fresh in (False, True):
        with pytest.raises(BatchError, match="no ledger of a batch"):
            batch(given, fresh=fresh)
    assert (out / "part-00000.jsonl").read_text(encoding="utf-8") == "precious"
