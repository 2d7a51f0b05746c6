"""How far long work has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import rich.progress

#: Work is long from so many seconds or inputs on.
_SECONDS = 1.0
_INPUTS = 20


class Progress:
    """A bar on standard error while the work is long.

    Nothing is shown, and rich stays unloaded, where standard error is no terminal.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._lock = Lock()
        self._bar: rich.progress.Progress | None = None
        self._timer: Timer | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._timer = Timer(_SECONDS if self._total <= _INPUTS else 0, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()
        if self._bar:
            self._bar.stop()

    def advance(self) -> None:
        """Count one input as done."""
        with self._lock:
            self._done += 1
            if self._bar:
                self._bar.update(self._bar.task_ids[0], completed=self._done)

    @contextmanager
    def aside(self, *, needed: bool) -> Iterator[None]:
        """Keep the bar, where ``needed``, out of the way of what is written to the terminal."""
        if not needed:
            yield
            return
        with self._lock:
            if self._bar:
                self._bar.stop()
            try:
                yield
            finally:
                if self._bar:
                    self._bar.start()

    def _show(self) -> None:
        from rich import progress
        from rich.console import Console

        with self._lock:
            self._bar = progress.Progress(
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                # rich would send what is printed to the console of the bar: standard error.
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._bar.add_task("", total=self._total, completed=self._done)
            self._bar.start()
