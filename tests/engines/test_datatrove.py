"""datatrove's own executor with two workers: its documents are the rows of ``normalize``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from normalizer.engines.datatrove import FIELDS, ArticleExtractor, Articles
from normalizer.engines.worker import Columns
from normalizer.rows import ROW_FIELDS

from .pages import Row, as_texts, expected, pages, plain, run_program

_NESTED = tuple(name for name in ROW_FIELDS if name != "text")


def _given(folder: Path) -> list[dict[str, object]]:
    """Write the pages as the reader wants them, a file for each worker, and return those it reads."""
    rows = [row for row in as_texts(pages()) if row["text"]]
    folder.mkdir()
    for at in range(2):
        lines = (json.dumps(row) for row in rows[at::2])
        (folder / f"{at}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return rows


def _written(folder: Path) -> dict[str, Mapping[str, object]]:
    """Return id → document of all files that the writer made, one for each worker."""
    files = sorted(folder.glob("*.jsonl"))
    assert len(files) == 2
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return {one["id"]: one for one in map(json.loads, lines)}


def _carried(document: Mapping[str, object], fields: tuple[str, ...]) -> dict[str, object]:
    metadata = document["metadata"]
    assert isinstance(metadata, dict)
    # The writer leaves out a text that is empty.
    return plain({**metadata, "text": document.get("text", "")}, ("text", *fields))


def _part(row: Row, fields: tuple[str, ...]) -> dict[str, object]:
    return {"text": row["text"] or "", **{name: row[name] for name in fields}}


def test_the_program_gives_the_rows_of_normalize(
    tmp_path: Path, ran: Callable[[str], None]
) -> None:
    """The program of docs/engines/datatrove.md writes text and fields that ``normalize`` gives."""
    given = _given(tmp_path / "pages")
    run_program("datatrove", tmp_path)
    made = _written(tmp_path / "articles")
    rows = expected(given)
    assert {name: _carried(one, FIELDS) for name, one in made.items()} == {
        name: _part(row, FIELDS) for name, row in rows.items()
    }
    assert any(row["error"] for row in rows.values())
    words = f"datatrove {version('datatrove')}, 2 workers"
    ran(f"{words}: {len(made)} documents as normalize gives them")


def test_the_extractor_gives_the_same_and_drops_what_has_no_text(
    tmp_path: Path, ran: Callable[[str], None]
) -> None:
    """As datatrove's extractors, it passes on documents with a text; nested fields where asked for."""
    given = _given(tmp_path / "pages")
    LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(tmp_path / "pages")),
            ArticleExtractor(fields=_NESTED),
            JsonlWriter(str(tmp_path / "articles"), compression=None),
        ],
        tasks=2,
        workers=2,
        logging_dir=str(tmp_path / "logs"),
    ).run()
    made = _written(tmp_path / "articles")
    assert {name: _carried(one, _NESTED) for name, one in made.items()} == {
        name: _part(row, _NESTED) for name, row in expected(given).items() if row["text"]
    }
    ran(f"datatrove {version('datatrove')}, 2 extractors: {len(made)} documents as normalize gives")


def test_what_metadata_have_already_is_kept() -> None:
    """The reader's ``date`` may be the time of the crawl; the article's does not overwrite it."""
    page = "<html lang=en><title>Ferry</title><h1>Ferry to sail again</h1><p>The ferry sails again.</p>"
    document = Document(page, "1", metadata={"date": "2026-01-28T10:00:00Z", "warc": "a.warc.gz"})
    [made] = Articles(columns=Columns(crawled="date")).run(iter([document]))
    assert made.metadata["input_date"] == "2026-01-28T10:00:00Z"
    assert made.metadata["date"] is None
    assert made.metadata["warc"] == "a.warc.gz"
    assert made.metadata["title"] == "Ferry to sail again"


def test_a_page_that_takes_too_long_is_dropped_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that hangs, or ends its process, costs itself; the next one has a new process."""
    slow, deadly, page = "hang", "die", "<p>The ferry sails again in spring, the office said."
    monkeypatch.setattr("normalizer.engines.datatrove.article_row", _trapped)
    extractor = ArticleExtractor(timeout=2)
    documents = (Document(text, text) for text in (slow, page, deadly, page))
    assert [one.text for one in extractor.run(documents)] == [page, page]
    stats = extractor.stats.stats
    assert stats["timeout"].total == stats["broken_process"].total == 1


def _trapped(_: object, text: str, **__: object) -> dict[str, object]:
    """Hang, die, or give the text back: in place of the normalizer."""
    import os
    import time

    if text == "hang":
        time.sleep(60)
    if text == "die":
        os._exit(1)
    return dict.fromkeys(ROW_FIELDS) | {"text": text, "outcome": "article"}
