"""What a person sees of a batch: a line while it runs, a summary at its end."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from normalizer.batch.summary import Summary, Topic
from normalizer.cli.inputs import one_line

if TYPE_CHECKING:
    import rich.live

    from normalizer.batch.runner import State

#: Lines of a table that are shown; the report has more of them.
_LINES = 10
_SECONDS_BETWEEN = 0.2
_TITLES = {
    Topic.OUTCOME: "Outcome",
    Topic.ERROR: "No article",
    Topic.OUTLET: "Outlet",
    Topic.CATEGORY: "Pieces removed",
    Topic.PROBLEM: "Problems survived",
}


class Live:
    """A line on standard error while a batch runs: documents, pages a second, failures, time left.

    Nothing is shown, and rich stays unloaded, where standard error is no terminal.
    """

    def __init__(self) -> None:
        self._live: rich.live.Live | None = None
        self._start = self._shown = time.monotonic()
        self._first: State | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live as RichLive

            console = Console(stderr=True)
            self._live = RichLive(
                "reading …",
                console=console,
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def watch(self, state: State) -> None:
        """Show how far the batch is."""
        self._first = self._first or state
        now = time.monotonic()
        if self._live and now - self._shown > _SECONDS_BETWEEN:
            self._shown = now
            self._live.update(line(self._first, state, now - self._start), refresh=True)


def line(first: State, state: State, seconds: float) -> str:
    """Return how far a batch is, in a line; what earlier runs did speeds nothing up."""
    rate = state.made / seconds if seconds else 0.0
    read, whole = state.read_bytes - first.read_bytes, state.all_bytes - first.read_bytes
    left = f"{_clock(seconds * (whole - read) / read)} left" if read > 0 else "time left unknown"
    return f"{state.documents:,} documents, {rate:,.1f}/s, {state.failed:,} without article, {left}"


def show(summary: Summary) -> None:
    """Say on standard error what a batch has done."""
    rate = summary.made / summary.seconds if summary.seconds else 0.0
    click.echo(
        f"{summary.documents:,} documents, {summary.made:,} of them in this run, "
        f"{_clock(summary.seconds)}, {rate:,.1f}/s",
        err=True,
    )
    for topic, title in _TITLES.items():
        _table(title, summary.by(topic))
    _table(
        "Rules that no longer fit (see: normalizer rules check)",
        [
            (one.publisher, f"{one.share:.0%} of {one.pages:,} pages: {', '.join(one.problems)}")
            for one in summary.drift()
        ],
    )
    _table("Left out, being no documents", list(summary.left_out.items()))
    _table("Inputs that could not be read to their end", list(summary.faults.items()))


def _table(title: str, rows: Sequence[tuple[str, int | str]]) -> None:
    """Say a title and the first rows below it; nothing where there are none."""
    if not rows:
        return
    click.echo(f"\n{title}:", err=True)
    shown = [(f"{what:,}" if isinstance(what, int) else what, name) for name, what in rows[:_LINES]]
    for value, name in shown:
        click.echo(f"  {one_line(value):>9}  {one_line(name) or '(unknown)'}", err=True)
    if len(rows) > _LINES:
        click.echo(f"  and {len(rows) - _LINES:,} more", err=True)


def _clock(seconds: float) -> str:
    """Return a time as people write it.

    >>> _clock(3725)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
