"""The accuracy benchmark as it is run, on a small corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import accuracy
import floors
from corpus import Sample, Truth
from normalizer import Normalizer
from scoring import Metric
from setup import Setup

HELD = floors.Floors(
    corpus="another", behind_trafilatura=0.002, times_trafilatura=1.4, pages={}, dumps={}
)


def run(*arguments: str | Path) -> tuple[int, str]:
    """Return the exit status and what the benchmark prints."""
    done = CliRunner().invoke(accuracy.main, [str(argument) for argument in arguments])
    return done.exit_code, done.output


@pytest.mark.parametrize("workers", ["1", "2"])
def test_predictions_are_written_and_tables_printed(
    corpus: Path, tmp_path: Path, workers: str
) -> None:
    """One prediction per page and dump; the table has both tools and what refused a page."""
    out = tmp_path / "out"
    status, printed = run("--corpus", corpus, "--dumps", "--out", out, "--workers", workers)
    assert status == 0, printed
    rows = [json.loads(line) for line in (out / "pages-normalizer.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["one", "two", "pdf"]
    assert rows[0]["title"] == "Ferry to run twice a day from May"
    assert len((out / "pages-trafilatura.jsonl").read_text().splitlines()) == 3
    assert len((out / "dumps-normalizer.jsonl").read_text().splitlines()) == 1
    for word in (
        "set-one",
        "difference",
        "trafilatura",
        "as it comes",
        "error input",
        "language",
    ):
        assert word in printed


def test_a_crash_is_counted_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that is no NormalizerError is named with its type and traceback."""

    def broken(self: object, data: object, *, url: object) -> None:
        raise ZeroDivisionError("nobody divides here")

    monkeypatch.setattr(Normalizer, "normalize", broken)
    measured = accuracy.measure(Sample("x", "a", "A dump.", Truth(text="A dump.")), Setup())
    assert measured.ended == "crash ZeroDivisionError"
    assert "nobody divides here" in str(measured.crash)
    assert measured.our_marks.values[Metric.F1] == (0.0,)
    assert measured.their_marks.values[Metric.F1] == (1.0,)


def test_floors_of_the_corpus_are_held(corpus: Path, tmp_path: Path) -> None:
    """--raise fills the floors; a floor above what is measured fails the next run by name."""
    check = tmp_path / "floors.json"
    floors.write_floors(check, HELD)
    arguments = ("--corpus", corpus, "--out", tmp_path / "out", "--workers", "1", "--check", check)
    assert run(*arguments, "--raise")[0] == 0
    held = floors.read_floors(check)
    assert held.pages["set-one"][Metric.TITLE] == 0.999
    assert run(*arguments)[0] == 0

    floors.write_floors(
        check,
        floors.Floors(
            corpus=held.corpus,
            behind_trafilatura=0.002,
            times_trafilatura=1.4,
            pages={"set-one": {Metric.TITLE: 1.1}},
            dumps={},
        ),
    )
    status, printed = run(*arguments)
    assert status == 1
    assert "set-one title: 1.0000, floor 1.1000" in printed


def test_floors_of_another_corpus_are_not_held(corpus: Path, tmp_path: Path) -> None:
    """Their numbers mean nothing here: the run is held against trafilatura, and says so."""
    check = tmp_path / "floors.json"
    floors.write_floors(check, HELD)
    place = ("--corpus", corpus, "--out", tmp_path / "out", "--workers", "1")
    status, printed = run(*place, "--check", check)
    assert status == 0, printed
    assert "another corpus" in printed
