"""Pages and dumps for the engines, the rows that ``normalize`` gives of them, and the programs of docs/."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from normalizer import Normalizer
from normalizer.rows import ROW_FIELDS, Failure, failure_of, row_of

ROOT = Path(__file__).parents[2]
#: Every so many of the fixtures: pages and dumps of many languages.
_EVERY = 6
#: What is no page: nothing, nothing written, a PDF.
_BROKEN = (None, b"", b"%PDF-1.4 \x00\x01")
_TIMES = ("published", "modified")

Row = Mapping[str, object]


def pages() -> list[dict[str, object]]:
    """Return rows of pages as a crawler leaves them: id, url, crawled, text (bytes or null), shelf."""
    folders = sorted(path for path in (ROOT / "fixtures").iterdir() if path.is_dir())[::_EVERY]
    found = [_page(folder) for folder in folders]
    broken = [{"id": f"broken-{at}", "text": data} for at, data in enumerate(_BROKEN)]
    unknown = {"url": None, "crawled": None}
    return [unknown | row | {"shelf": at} for at, row in enumerate([*found, *broken])]


def _page(folder: Path) -> dict[str, object]:
    [source] = (path for name in ("page.html", "dump.txt") if (path := folder / name).exists())
    meta = folder / "meta.json"
    known = json.loads(meta.read_text("utf-8")) if meta.exists() else {}
    page = {"id": folder.name, "text": source.read_bytes()}
    return page | {key: known[key] for key in ("url", "crawled") if key in known}


def as_texts(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Return the rows with characters for bytes, as where crawlers have decoded them."""
    return [
        dict(row) | {"text": text.decode("utf-8", "replace") if isinstance(text, bytes) else ""}
        for row in rows
        for text in (row["text"],)
    ]


def as_table(rows: Iterable[Row]) -> pa.Table:
    """Return the rows as a table; the text is binary."""
    kinds = {"id": pa.string(), "url": pa.string(), "crawled": pa.string(), "shelf": pa.int16()}
    schema = pa.schema({**kinds, "text": pa.binary()}.items())
    return pa.Table.from_pylist(list(rows), schema=schema)


def expected(rows: Iterable[Row], normalizer: Normalizer | None = None) -> dict[str, Row]:
    """Return the row that ``normalize`` gives of each page, as JSON has it, by its id."""
    made_by = normalizer or Normalizer()
    return {str(row["id"]): plain(_row(made_by, row)) for row in rows}


def _row(normalizer: Normalizer, row: Row) -> dict[str, object]:
    data, url, crawled = row["text"], row["url"], row["crawled"]
    if data is None:
        return row_of(Failure("input", "there is no text: the value is null"))
    try:
        article = normalizer.normalize(data, url=url, crawled=crawled)  # type: ignore[arg-type]
    except Exception as error:
        return row_of(failure_of(error))
    return row_of(article)


def plain(row: Row, fields: Iterable[str] = ROW_FIELDS) -> dict[str, object]:
    """Return the fields of an article as they are in JSON, whatever an engine made of maps and lists."""
    plain: dict[str, object] = json.loads(
        json.dumps({name: row[name] for name in fields}, default=_plain)
    )
    for removal in plain.get("removed") or ():
        removal["captured"] = _map(removal["captured"])
    return plain


def _plain(value: object) -> object:
    """Return what engines have for lists and structs as such."""
    as_dict: Callable[..., object] | None = getattr(value, "asDict", None)
    return as_dict() if as_dict else value.tolist()  # type: ignore[attr-defined]


def _map(captured: object) -> dict[str, object]:
    """Return a map: itself, pairs, or {key, value}."""
    if isinstance(captured, dict):
        return captured
    assert isinstance(captured, list)
    return dict(one.values() if isinstance(one, dict) else one for one in captured)


def run_program(engine: str, folder: Path) -> None:
    """Run the program of an engine's page in docs/ with ``folder`` as the working directory."""
    text = (ROOT / "docs" / "engines" / f"{engine}.md").read_text("utf-8")
    [program] = re.findall(r"^```py\n# the whole program\n(.*?)^```$", text, re.S | re.M)
    with contextlib.chdir(folder):
        exec(compile(program, f"docs/engines/{engine}.md", "exec"), {"__name__": "__main__"})
