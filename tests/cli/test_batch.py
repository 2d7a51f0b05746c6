"""``normalizer batch``: what it writes, says and ends with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from normalizer.batch.runner import State
from normalizer.cli.batch_view import line

from .conftest import DUMP, PAGE, Run


def _rows(out: Path) -> list[dict[str, object]]:
    shards = sorted(out.glob("part-*.jsonl"))
    return [json.loads(one) for shard in shards for one in shard.read_bytes().splitlines()]


def test_a_folder_becomes_rows(folder: Path, run: Run) -> None:
    """Each page has its row, in order; the summary says what they are, and the report is written."""
    (folder / "bad.html").write_bytes(b"%PDF-1.4")
    ran = run("batch", "pages", "bad.html", "-o", "out", "--workers", 1, "--report", "report.html")
    assert (ran.status, ran.out) == (0, "")
    rows = _rows(folder / "out")
    assert [row["id"] for row in rows] == [
        "pages/b.HTML",
        "pages/c.xhtml.gz",
        "pages/deep/a.txt",
        "bad.html",
    ]
    assert [row["error"] for row in rows] == [None, None, None, "input"]
    assert "4 documents, 4 of them in this run" in ran.err
    assert "\nNo article:\n          1  input\n" in ran.err
    assert "\nOutlet:\n          2  Lakeside Courier\n          1  (unknown)\n" in ran.err
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "<h1>4 documents, 1 of them without an article</h1>" in report


def test_options_decide_on_fields_and_shards(folder: Path, run: Run) -> None:
    """Names of fields, rows of a shard, packing and format come from the command line."""
    lines = [
        {"page": PAGE, "link": "https://a.example/1", "key": "k1", "seen": "2026-01-29", "n": 1},
        {"page": DUMP, "key": "k2"},
    ]
    given = folder / "a.jsonl"
    given.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    fields = ("--text-field", "page", "--url-field", "link", "--id-field", "key")
    more = ("--crawled-field", "seen", "--crawled", "2026-02-01", "--shard-rows", 1, "--workers", 1)
    ran = run("batch", given, "-o", "out", *fields, *more)
    assert ran.status == 0
    first, second = _rows(folder / "out")
    assert (first["id"], first["input_url"], first["crawled"], first["n"]) == (
        "k1", "https://a.example/1", "2026-01-29", 1,
    )  # fmt: skip
    assert (second["id"], second["crawled"]) == ("k2", "2026-02-01")
    assert {path.name for path in (folder / "out").glob("part-*")} == {
        "part-00000.jsonl",
        "part-00001.jsonl",
    }
    ran = run("batch", given, "-o", "out", *fields, *more, "--shard-mb", 9)
    assert (ran.status, "--shard-mb was 256, is 9" in ran.err) == (1, True)


def test_an_input_that_cannot_be_read_to_its_end_is_status_1(folder: Path, run: Run) -> None:
    """The rest is written, and the summary names the input and the reason."""
    (folder / "a.jsonl.gz").write_bytes((folder / "pages" / "c.xhtml.gz").read_bytes()[:-9])
    ran = run("batch", "pages/b.HTML", "a.jsonl.gz", "-o", "out", "--workers", 1)
    assert ran.status == 1
    assert _rows(folder / "out")[0]["outcome"] == "article"
    assert "could not be read to their end:" in ran.err
    assert "a.jsonl.gz is cut off" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no.html", "-o", "out"), "no.html cannot be read: No such file"),
        (("*.warc", "-o", "out"), "nothing matches the pattern *.warc"),
        (("pages",), "Missing option '-o'"),
        (
            ("pages", "-o", "out", "--format", "markdown", "--compress", "gzip"),
            "is written as it is",
        ),
        (("pages", "-o", "out", "--report", "no/report.html"), "there is no folder no"),
        (("pages", "-o", "pages/b.HTML"), "is a file"),
    ],
)
def test_wrong_usage_is_said_before_any_work(
    words: tuple[str, ...], said: str, folder: Path, run: Run
) -> None:
    """Status 2, a message, and no output."""
    ran = run("batch", *words)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
    assert not (folder / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_interrupted_it_says_how_to_go_on(folder: Path) -> None:
    """Ctrl-C ends it with status 130 and no half shard; the same command ends the work."""
    pages = folder / "many.jsonl"
    pages.write_text((json.dumps({"text": PAGE}) + "\n") * 600, encoding="utf-8")
    words = ("batch", str(pages), "-o", "out", "--workers", "1", "--shard-rows", "20")
    command = [sys.executable, "-m", "normalizer", *words]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Shells have what they run in the background ignore it, and so would this process.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        while not list(folder.glob("out/part-*")) and process.poll() is None:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all processes
        _, said = process.communicate()
    assert (process.returncode, said) == (130, "stopped; the same command goes on from here\n")
    assert not list(folder.glob("out/_part-*"))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "600 documents" in done.stderr
    assert len(_rows(folder / "out")) == 600


def test_the_live_line_says_how_far_it_is() -> None:
    """Documents, those a second of this run, failures, and the time left by the bytes that are left."""
    first = State(documents=1_001, made=1, failed=10, read_bytes=500, all_bytes=1_500)
    now = State(documents=1_400, made=400, failed=12, read_bytes=750, all_bytes=1_500)
    assert line(first, now, 100.0) == ("1,400 documents, 4.0/s, 12 without article, 0:05:00 left")
    assert line(first, first, 0.0).endswith("time left unknown")
