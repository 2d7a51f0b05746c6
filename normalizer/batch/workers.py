"""Processes that normalize, and survive what a page may do to them.

A page that crashes its worker, hangs, or takes too much memory costs its own article alone: its row
says what happened, and another process takes the worker's place. So that such a verdict does not
hang on what the worker did before, a page that crashed or took too much memory is tried once more,
in a fresh process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import msgspec

from normalizer.batch.documents import Document
from normalizer.errors import BatchError, InputError
from normalizer.extras import needed
from normalizer.rows import Failure, failure_of, row_of

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

    from normalizer.api import Normalizer

#: What a worker that ran out of memory ends with; no library of ours uses this status.
_OUT_OF_MEMORY = 77
_MB = 1_000_000
_STATM = Path("/proc/self/statm")


class Fate(StrEnum):
    """Error codes of rows whose worker did not live to give an answer."""

    CRASH = "crash"
    TIMEOUT = "timeout"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost.

    ``seconds`` by the clock; ``memory`` in MB beyond what a worker has before its first page, where
    the system can limit it: on Linux.
    """

    seconds: float = 60.0
    memory: int = 2000


class Pending(Protocol):
    """A row that may not be there yet."""

    def row(self) -> bytes:
        """Return the row as JSON, waiting for it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is there."""

    known: bytes

    def row(self) -> bytes:
        """Return the row."""
        return self.known


class Workers:
    """``number`` processes that turn documents into rows. A context manager: its end ends them."""

    def __init__(self, normalizer: Normalizer, *, number: int, limits: Limits) -> None:
        self._normalizer, self._limits = normalizer, limits
        self._pool = self._processes(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _end(self._pool)

    def submit(self, document: Document) -> Pending:
        """Return the row to come of a document; at once where its reader found a fault."""
        if document.fault is not None:
            return Known(encoded(failure_of(InputError(document.fault))))
        future = self._schedule(self._pool, document)
        return _Running(future, partial(self._again, document), self._limits)

    def _again(self, document: Document) -> bytes:
        """Return the row of a document from a process that has done nothing before."""
        pool = self._processes(1)
        try:
            return self._schedule(pool, document).result()
        finally:
            _end(pool)

    def _schedule(self, pool: ProcessPool, document: Document) -> ProcessFuture[bytes]:
        words = (document.data, document.url, document.content_type, document.crawled)
        try:
            with _uninterrupted():  # the first call starts processes, and threads that start others
                return pool.schedule(_row, args=words, timeout=self._limits.seconds)
        except RuntimeError as error:  # the pool has given up
            raise _no_workers(error) from error

    def _processes(self, number: int) -> ProcessPool:
        with needed("a batch"):
            from pebble import ProcessPool
        return ProcessPool(
            max_workers=number,
            # A fork of this process would copy its threads' locks as they are.
            context=get_context("spawn"),
            initializer=_start,
            initargs=(self._normalizer, self._limits.memory),
        )


@dataclass(frozen=True, slots=True)
class _Running:
    """A page in the hands of a worker; ``again`` tries it once more."""

    future: ProcessFuture[bytes]
    again: Callable[[], bytes]
    limits: Limits

    def row(self) -> bytes:
        """Return the row, or that of the page's fate."""
        from pebble import ProcessExpired

        try:
            try:
                return self.future.result()
            except ProcessExpired:
                return self.again()
        except ProcessExpired as error:
            return encoded(_fate(error.exitcode, self.limits))
        except TimeoutError:
            message = f"the page was not done after {self.limits.seconds:g} s (--timeout)"
            return encoded(Failure(Fate.TIMEOUT, message))
        except BrokenExecutor as error:
            raise _no_workers(error) from error


def _fate(status: int | None, limits: Limits) -> Failure:
    """Return what is said of a page whose workers ended with a status; negative ones are signals."""
    if status == _OUT_OF_MEMORY:
        message = f"the page needs more than {limits.memory:,} MB of memory (--memory)"
        return Failure(Fate.MEMORY, message)
    how = f"status {status}"
    if status and status < 0:
        how = signal.strsignal(-status) or f"signal {-status}"
    return Failure(Fate.CRASH, f"the page ended its worker ({how}), and a second one as well")


def _end(pool: ProcessPool) -> None:
    """End the processes of a pool, whatever they do."""
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _no_workers(error: Exception) -> BatchError:
    return BatchError(
        f"no worker lives ({error}): start the command again, with fewer --workers where memory is "
        f"short"
    )


def encoded(failure: Failure) -> bytes:
    """Return the row of a failure as JSON."""
    return msgspec.json.encode(row_of(failure))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C from the processes and threads that are started: it is for the one that leads."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # where it is started later, it lets the signal in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What a worker process keeps between pages."""

    normalizer: Normalizer


def _start(normalizer: Normalizer, memory: int) -> None:
    """Make a process a worker."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a page that hangs runs no handler
    # The first page loads what all need: models, compiled rules. It counts as no page's memory.
    normalizer.normalize("<h1>Rain</h1><p>It rained all day in the valley.</p>")
    _Worker.normalizer = normalizer
    _limit_memory(memory * _MB)


def _limit_memory(more: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    now = int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + more
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _row(
    data: bytes | str, url: str | None, content_type: str | None, crawled: str | None
) -> bytes:
    """Return the row of a page as JSON."""
    try:
        article = _Worker.normalizer.normalize(
            data, url=url, content_type=content_type, crawled=crawled
        )
        return msgspec.json.encode(row_of(article))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:  # a fault in one of a million pages must not cost the others
        return encoded(failure_of(error))
