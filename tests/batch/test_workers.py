"""Workers survive what a page does to them: here by a normalizer that obeys its pages."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from normalizer import Article, BatchError, Normalizer
from normalizer.batch.documents import Document
from normalizer.batch.workers import Limits, Workers

from .conftest import Batch, page, row_alone, rows_of, write_jsonl

#: Enough for a page, less than the greedy one asks for.
MEMORY_MB = 300
GREEDY_MB = 1_000
SECONDS = 2.0


@dataclass(frozen=True)
class Obedient(Normalizer):
    """A normalizer that crashes, hangs or takes memory where a page says so."""

    marks: Path
    inner: Normalizer = field(default_factory=Normalizer)

    def __reduce__(self) -> tuple[type[Obedient], tuple[Path]]:  # type: ignore[override]
        return Obedient, (self.marks,)

    def normalize(self, data: bytes | str, **known: Any) -> Article:
        match str(data):
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "crash once":
                if not self.marks.exists():
                    self.marks.touch()
                    os._exit(3)
            case "hang":
                time.sleep(3600)
            case "memory":
                bytearray(GREEDY_MB * 1_000_000)
            case "fault":
                raise ZeroDivisionError("nobody foresaw this")
            case "recursion":
                return self.normalize(data)
        return self.inner.normalize(page(1) if data == "crash once" else data, **known)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the rows of bad pages among good ones, by the page, of two workers."""
    folder = tmp_path_factory.mktemp("workers")
    bad = ["crash", "memory", "hang", "fault", "recursion", "crash once"]
    good = [page(number) for number in range(10)]
    texts: Sequence[str] = [*good[:3], *bad[:3], *good[3:6], *bad[3:], *good[6:]]
    limits = Limits(seconds=SECONDS, memory=MEMORY_MB)
    with Workers(Obedient(folder / "crashed"), number=2, limits=limits) as workers:
        pending = [workers.submit(Document(id="", data=text)) for text in texts]
        rows = [msgspec.json.decode(one.row()) for one in pending]
    return dict(zip(texts, rows, strict=True))


def test_every_other_row_is_there(ran: dict[str, dict[str, Any]], normalizer: Normalizer) -> None:
    """Good pages around bad ones have the rows that they have alone."""
    for number in range(10):
        assert ran[page(number)] == row_alone(normalizer, page(number))


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("crash", "crash", "Segmentation fault"),
        ("hang", "timeout", "not done after 2 s (--timeout)"),
        ("fault", "fault", "ZeroDivisionError: nobody foresaw this"),
        ("recursion", "fault", "RecursionError"),
    ],
)
def test_a_bad_page_has_a_row_that_says_why(
    text: str, code: str, said: str, ran: dict[str, dict[str, Any]]
) -> None:
    """A crash, a hang and a fault cost the page's own article, and its row says what happened."""
    row = ran[text]
    assert (row["error"], row["text"], row["outcome"]) == (code, None, None)
    assert said in row["error_message"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_greedy_page_has_a_row_that_says_so(ran: dict[str, dict[str, Any]]) -> None:
    """A page that takes more memory than allowed is given up."""
    row = ran["memory"]
    assert row["error"] == "memory"
    assert "more than 300 MB of memory (--memory)" in row["error_message"]


def test_a_page_whose_worker_ended_by_chance_has_its_article(
    ran: dict[str, dict[str, Any]],
) -> None:
    """Tried again in a fresh process it comes out: its row does not hang on what happened before."""
    assert (ran["crash once"]["error"], ran["crash once"]["outcome"]) == (None, "article")


class Unstartable(Normalizer):
    """A normalizer that no worker can begin with."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:  # type: ignore[override]
        return os._exit, (5,)


def test_workers_that_cannot_begin_end_the_batch() -> None:
    """Where no process lives to work there is a message, and no endless wait."""
    with (
        Workers(Unstartable(), number=1, limits=Limits()) as workers,
        pytest.raises(BatchError, match="no worker lives"),
    ):
        workers.submit(Document(id="", data="Rain")).row()


def test_a_document_that_could_not_be_read_has_its_row(tmp_path: Path, batch: Batch) -> None:
    """A fault of reading becomes the error of a row between the others, under its id."""
    records = [{"id": 1, "text": page(1)}, {"id": 2, "txt": "x"}, {"id": 3, "text": page(3)}]
    summary = batch(write_jsonl(tmp_path / "a.jsonl", records))
    rows = rows_of(tmp_path / "out")
    assert [(row["id"], row["error"]) for row in rows] == [("1", None), ("2", "input"), ("3", None)]
    assert rows[1]["error_message"] == "there is no field 'text' (--text-field); there are: id, txt"
    assert summary.counts["error", "input"] == 1
