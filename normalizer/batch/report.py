"""The summary of a batch as one HTML page with charts: it loads nothing and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from normalizer.batch.summary import Summary, Topic

#: Bars of a chart; what is beyond them is one more.
_BARS = 40
_HEADINGS = {
    Topic.OUTCOME: "What the documents are",
    Topic.ERROR: "Why there is no article",
    Topic.OUTLET: "Outlets",
    Topic.CATEGORY: "Pieces removed, by category",
    Topic.PROBLEM: "Problems that were survived",
}
_STYLE = """
:root { color-scheme: light dark; --bar: #3b7dd8; --soft: #8883; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .15rem .5rem; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: normal; width: 35%; }
td.number { text-align: right; width: 12%; white-space: nowrap; }
tr:nth-child(even) { background: var(--soft); }
svg { display: block; width: 100%; height: 1rem; margin-top: .25rem; } rect { fill: var(--bar); }
"""


def report(summary: Summary) -> str:
    """Return the page. What comes from documents is shown as text, whatever stands in it."""
    parts = [_head(summary)]
    for topic, heading in _HEADINGS.items():
        parts.append(_chart(heading, summary.by(topic)))
    drift = [
        (one.publisher, f"{one.share:.0%} of {one.pages:,} pages", problem, f"{number:,}")
        for one in summary.drift()
        for problem, number in one.problems.items()
    ]
    parts += [
        _table("Rules that no longer fit, by publisher", drift),
        _chart("Left out, being no documents", list(summary.left_out.items())),
        _table("Inputs that could not be read to their end", list(summary.faults.items())),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Batch of {summary.documents:,} documents</title>\n<style>{_STYLE}</style>\n"
        f"{''.join(parts)}</html>\n"
    )


def _head(summary: Summary) -> str:
    failed = summary.number(Topic.ERROR)
    rate = summary.made / summary.seconds if summary.seconds else 0.0
    return (
        f"<h1>{summary.documents:,} documents, {failed:,} of them without an article</h1>\n"
        f"<p>The last run made {summary.made:,} of them in {summary.seconds:,.0f} s: "
        f"{rate:,.1f} a second.</p>\n"
    )


def _chart(heading: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return names with numbers and bars; nothing where there are none."""
    rest = sum(number for _, number in rows[_BARS:])
    shown = [*rows[:_BARS], (f"{len(rows) - _BARS:,} more", rest)] if rest else rows
    longest = max((number for _, number in shown), default=1)
    cells = (
        f'<tr><th>{_text(name)}</th><td class="number">{number:,}</td>'
        f'<td><svg><rect width="{100 * number / longest:.1f}%" height="100%"/></svg></td></tr>\n'
        for name, number in shown
    )
    return _section(heading, cells) if rows else ""


def _table(heading: str, rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows of text; nothing where there are none."""
    cells = (
        f"<tr><th>{_text(row[0])}</th>"
        + "".join(f"<td>{_text(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in rows
    )
    return _section(heading, cells) if rows else ""


def _section(heading: str, rows: Iterator[str]) -> str:
    return f"<h2>{escape(heading)}</h2>\n<table>\n{''.join(rows)}</table>\n"


def _text(text: str) -> str:
    return escape(text) if text else "<i>unknown</i>"
