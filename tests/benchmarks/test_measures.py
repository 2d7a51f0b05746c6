"""The smaller benchmarks as they are run, on a small corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import endurance
import laws
import publishers
import start


def test_publishers_are_measured_with_and_without_their_files(corpus: Path, tmp_path: Path) -> None:
    """Only pages of sites that have a file count; the table holds both scores of each."""
    rows = [json.loads(line) for line in (corpus / "pages.jsonl").read_text().splitlines()]
    rows[0]["url"] = "https://www.waz.de/ferry"
    (corpus / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)))
    out = tmp_path / "publishers.json"
    arguments = ["--corpus", str(corpus), "--out", str(out), "--workers", "1"]
    assert CliRunner().invoke(publishers.main, arguments).exit_code == 0
    table = json.loads(out.read_text())
    assert list(table) == ["publishers/de/waz"]
    assert table["publishers/de/waz"]["pages"] == 1
    assert 0 <= table["publishers/de/waz"]["generic"] <= 1


def test_a_cold_start_is_timed_beside_the_peers(corpus: Path) -> None:
    """The line that is printed has both commands' ratio."""
    set_of = (corpus / "pages.jsonl").read_text().replace('"set-one"', '"aeb"')
    (corpus / "pages.jsonl").write_text(set_of)
    done = CliRunner().invoke(start.main, ["--corpus", str(corpus), "--pages", "1"])
    assert done.exit_code == 0, done.output
    assert "times trafilatura's time" in " ".join(done.output.split())


def test_long_dumps_are_as_long_as_they_say() -> None:
    """Each is twice the one before, and one has a million lines."""
    made = dict(endurance.long_dumps(["The ferry sails again. é\n"]))
    assert [len(made[f"dump of {size} MB"].encode()) for size in ("2.5", "5", "10", "20")] == [
        pytest.approx(size * 1_000_000, abs=4) for size in (2.5, 5, 10, 20)
    ]
    assert made["dump of a million lines"].count("\n") == 999_999


def test_laws_hold_on_a_small_corpus(corpus: Path) -> None:
    """The exit status is 0 where no law is broken."""
    done = CliRunner().invoke(laws.main, ["--corpus", str(corpus), "--workers", "1"])
    assert done.exit_code == 0, done.output
