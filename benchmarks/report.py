"""What the benchmarks print: tables on standard output, in colour on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import mean

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scoring import ALL, Metric, Row

#: Columns that the table of scores takes; a file or a narrow terminal gets them all the same.
_WIDTH = 130
#: A difference that is worth a colour.
_NOTABLE = 0.002
#: Samples from which on a language counts, and how far it may be below the mean of all.
_MANY, _FAR_BELOW = 10, 0.04


def console(*, stderr: bool = False) -> Console:
    """Return a console at least as wide as the tables."""
    plain = Console(stderr=stderr)
    return plain if plain.width >= _WIDTH else Console(stderr=stderr, width=_WIDTH)


def table(title: str, *headers: str) -> Table:
    """Return an empty table; all but the first column and nameless ones hold numbers."""
    empty = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    for number, header in enumerate(headers):
        empty.add_column(header, justify="right" if header and number else "left", no_wrap=True)
    return empty


def scores(
    title: str, ours: Mapping[str, Row], theirs: Mapping[str, Row], names: tuple[str, str]
) -> Table:
    """Return both tables as one: our scores, the peer's and the difference for each scored set."""
    shown = [metric for metric in Metric if metric in ours[ALL].scores]
    lines = table(title, "set", "n", "", *shown)
    for name, row in ours.items():
        other = theirs[name].scores
        if not row.scores:
            continue
        lines.add_row(name, str(row.n), names[0], *(_number(row.scores.get(m)) for m in shown))
        lines.add_row("", "", names[1], *(_number(other.get(m)) for m in shown))
        gains = (_gain(row.scores.get(m), other.get(m)) for m in shown)
        lines.add_row("", "", "difference", *gains, end_section=True)
    return lines


def languages(title: str, scored: Iterable[tuple[str | None, float]]) -> Table:
    """Return the mean score of each language, the commonest first, and of all.

    A language with enough samples that is far below the mean of all is in red.
    """
    by_language: dict[str | None, list[float]] = {}
    for language, score in scored:
        by_language.setdefault(language, []).append(score)
    everything = [score for some in by_language.values() for score in some]
    lines = table(title, "language", "n", "f1")
    if not everything:
        return lines
    least = mean(everything) - _FAR_BELOW
    for language, some in sorted(by_language.items(), key=lambda one: -len(one[1])):
        is_behind = len(some) >= _MANY and mean(some) < least
        shown = Text(_number(mean(some)), style="bold red" if is_behind else "")
        lines.add_row(language or "unknown", str(len(some)), shown)
    lines.add_row(ALL, str(len(everything)), _number(mean(everything)))
    return lines


def endings(title: str, ended: Iterable[tuple[str, str]]) -> Table:
    """Return how often the samples of each set ended in an outcome, an error or a crash."""
    counts = Counter(ended)
    sets = list(dict.fromkeys(name for name, _ in counts))
    ways = sorted({way for _, way in counts}, key=_severity)
    lines = table(title, "set", *ways)
    for name in sets:
        lines.add_row(name, *(_count(way, counts[name, way]) for way in ways))
    totals = (sum(counts[name, way] for name in sets) for way in ways)
    lines.add_row(ALL, *(_count(way, total) for way, total in zip(ways, totals, strict=True)))
    return lines


def verdict(misses: Iterable[str], held: str) -> Text:
    """Return the misses, one a line, or the sentence that says what was held."""
    lines = list(misses)
    if lines:
        return Text("\n".join(f"✗ {line}" for line in lines), style="bold red")
    return Text(f"✓ {held}", style="green")


def _number(score: float | None) -> str:
    return "–" if score is None else f"{score:.4f}"


def _gain(ours: float | None, theirs: float | None) -> Text:
    if ours is None or theirs is None:
        return Text("–", style="dim")
    gain = ours - theirs
    if abs(gain) <= _NOTABLE:
        return Text(_signed(gain), style="dim")
    return Text(_signed(gain), style="bold green" if gain > 0 else "bold red")


def _signed(gain: float) -> str:
    """Return a difference of scores as wide as a score: ``+.0021``."""
    return f"{gain:+.4f}".replace("0.", ".", 1)


def _severity(way: str) -> tuple[bool, bool, str]:
    return (way.startswith("crash"), way.startswith("error"), way)


def _count(way: str, count: int) -> Text:
    return Text(str(count or "·"), style="bold red" if count and way.startswith("crash") else "")
