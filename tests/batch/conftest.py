"""Pages of invented prose, and a batch run in this process or in one of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from normalizer import Normalizer
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.runner import Plan, run_batch
from normalizer.batch.summary import Summary
from normalizer.rows import row_of

_WORDS = """ferry harbour winter engine island office fishermen mayor storm school bridge market council
river valley library budget train village orchard lantern clock museum bakery""".split()
_PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="2026-01-{day:02}T08:00:00+00:00">
</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>{title}</h1>
{body}</article><footer>© 2026 {outlet}</footer></body></html>"""


def page(number: int) -> str:
    """Return a page of its own, always the same for a number."""
    chance = random.Random(number)

    def sentence() -> str:
        words = " ".join(chance.choices(_WORDS, k=12))
        return f"The {words} was {number} years old, said the {chance.choice(_WORDS)}."

    return _PAGE.format(
        title=f"The {chance.choice(_WORDS)} of the {chance.choice(_WORDS)}",
        outlet=chance.choice(["River Post", "Lakeside Courier", "Hill Gazette"]),
        day=chance.randint(1, 28),
        body="".join(f"<p>{sentence()} {sentence()}</p>\n" for _ in range(chance.randint(1, 4))),
    )


def address(number: int) -> str:
    """Return the address of a page."""
    return f"https://news.example/{number}"


def write_jsonl(path: Path, records: Sequence[Mapping[str, object]]) -> Path:
    """Write records into a file of JSON Lines, and return it."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def records(count: int) -> list[dict[str, object]]:
    """Return records of pages with columns of their own."""
    return [
        {"id": f"n{at}", "url": address(at), "text": page(at), "rank": at, "title": "theirs"}
        for at in range(count)
    ]


def row_alone(normalizer: Normalizer, data: bytes | str, **known: Any) -> dict[str, Any]:
    """Return the row of a page without a batch, as it is in JSON."""
    row: dict[str, Any] = json.loads(json.dumps(row_of(normalizer.normalize(data, **known))))
    return row


def rows_of(out: Path) -> list[dict[str, Any]]:
    """Return all rows of a batch in JSON Lines, in order."""
    shards = sorted(out.glob("part-*.jsonl"))
    return [json.loads(line) for shard in shards for line in shard.read_bytes().splitlines()]


def contents(out: Path) -> dict[str, bytes]:
    """Return the bytes of each file of the output, the ledger aside."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith("_ledger")
    }


@pytest.fixture(scope="session")
def normalizer() -> Normalizer:
    """Return a normalizer on the shipped rules."""
    return Normalizer()


Batch = Callable[..., Summary]


@pytest.fixture
def batch(normalizer: Normalizer, tmp_path: Path) -> Batch:
    """Return a function that runs a batch over inputs into ``tmp_path / "out"``."""

    def run(*inputs: Path | str, fresh: bool = False, **plan: Any) -> Summary:
        out = plan.pop("out", tmp_path / "out")
        found = batch_inputs([str(one) for one in inputs], without=out)
        return run_batch(Plan(inputs=found, out=out, **plan), normalizer, fresh=fresh)

    return run


class _Here:
    """Workers that work in this process: for tests of all that workers are not part of."""

    def __init__(self, normalizer: Normalizer, **_: object) -> None:
        from normalizer.batch import workers

        self._workers = workers
        workers._Worker.normalizer = normalizer

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, document: Any) -> Any:
        work = self._workers
        if document.fault is not None:
            failure = work.failure_of(work.InputError(document.fault))
            return work.Known(work.encoded(failure))
        return work.Known(
            work._row(document.data, document.url, document.content_type, document.crawled)
        )


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let batches work in this process."""
    monkeypatch.setattr("normalizer.batch.runner.Workers", _Here)
