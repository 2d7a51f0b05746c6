"""A small corpus of invented pages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

STORY = (
    "The ferry to the northern island will run twice a day from the first of May, the harbour "
    "board said on Tuesday after a vote that had been put off three times.",
    "Fishermen had asked for a later start: their boats leave at dawn and the quay is narrow. "
    "The board promised to mark a lane for them and to look at the timetable again in autumn.",
    "Tickets cost the same as last year. Bicycles travel free, and so do children under six.",
)
TITLE = "Ferry to run twice a day from May"
PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE}</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2026-03-10T08:00:00+01:00"></head><body>
<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article><h1>{TITLE}</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in STORY)}</article>
<footer>Imprint and contact</footer></body></html>"""
TRUTH = {
    "text": "\n\n".join(STORY),
    "title": TITLE,
    "date": "2026-03-10",
    "outlet": "The Harbour Post",
    "with": ["Bicycles travel free"],
    "without": ["Imprint and contact"],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with three pages, one of them no page at all, and a dump."""
    folder = tmp_path / "corpus"
    (folder / "html").mkdir(parents=True)
    url = "https://harbour.example/ferry"
    rows = []
    for name, page in (("one", PAGE), ("two", PAGE.replace("Post", "Mail")), ("pdf", "%PDF-1.7")):
        (folder / "html" / f"{name}.gz").write_bytes(gzip.compress(page.encode()))
        known = TRUTH if name != "pdf" else {"page_type": "document"}
        place = {"id": name, "set": f"set-{name}", "url": url, "html": f"html/{name}.gz"}
        rows.append(place | known)
    dump = {"id": "one#main", "set": "dumps", "url": url, "dump": "\n".join((TITLE, *STORY))}
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    packed = gzip.compress(json.dumps(dump | TRUTH).encode())
    (folder / "dumps.jsonl.gz").write_bytes(packed)
    return folder
