"""One batch: inputs are read, workers normalize, shards are written, the ledger knows what is done."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from normalizer.api import Normalizer
from normalizer.batch.documents import Document, FieldNames
from normalizer.batch.inputs import BatchInput
from normalizer.batch.ledger import Ledger, Read, check_free
from normalizer.batch.output import columns_of, output_row
from normalizer.batch.readers import Reading, read
from normalizer.batch.shards import Bounds, Shards, remove_shards
from normalizer.batch.summary import Summary, Topic, counted, summary_of
from normalizer.batch.workers import Known, Limits, Pending, Workers
from normalizer.batch.writers import BatchFormat, Compression, Style, require
from normalizer.errors import BatchError, InputError
from normalizer.made_by import made_by

#: The ledger's file. Readers of folders leave out what begins like this.
LEDGER = "_ledger.sqlite"
_LEDGER_FILES = (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}-journal")
#: Documents that are read ahead of the one whose row is written next: a page that takes long must
#: not stop the others. Fewer where they are large, but never less than each worker needs.
_AHEAD = 1_000
_AHEAD_BYTES = 64_000_000
_AHEAD_PER_WORKER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch is to do. All but ``workers`` decides on the bytes of its output.

    ``crawled`` is for documents that do not say themselves when they were fetched.
    """

    inputs: tuple[BatchInput, ...]
    out: Path
    names: FieldNames = field(default_factory=FieldNames)
    crawled: str | None = None
    format: BatchFormat = BatchFormat.JSONL
    compression: Compression | None = None
    bounds: Bounds = field(default_factory=Bounds)
    limits: Limits = field(default_factory=Limits)
    workers: int = 1


@dataclass(frozen=True, slots=True)
class State:
    """How far a batch is: documents done, those of them without an article, bytes read of all bytes.

    ``made`` are the documents of this run.
    """

    documents: int
    made: int
    failed: int
    read_bytes: int
    all_bytes: int


def run_batch(
    plan: Plan,
    normalizer: Normalizer,
    *,
    fresh: bool = False,
    watch: Callable[[State], None] = lambda _: None,
) -> Summary:
    """Run a batch, or what an earlier run left of it, and return what it has done.

    fresh: remove what an earlier batch left in the output, and begin again.
    watch: told after each document how far the batch is.

    Raises BatchError where it cannot begin or go on: the output holds something else, settings or
    inputs are others than before, the disk is full. What is whole is then kept, and the same call
    goes on from there.
    """
    try:
        _prepare(plan.out, fresh=fresh)
        columns = columns_of(plan.inputs, plan.names)
        style = Style(format=plan.format, compression=plan.compression, columns=columns)
        require(style)
        settings = _settings(plan, normalizer, style)
        ledger = Ledger(plan.out / LEDGER, settings=settings, inputs=plan.inputs)
        try:
            summary = _Run(plan, normalizer, style, ledger, watch).run()
        except BaseException:
            ledger.abandon()
            raise
        ledger.close()
    except OSError as error:
        where = error.filename or plan.out
        raise BatchError(
            f"{where} cannot be written: {error.strerror or error}. Make room, or mend what is "
            f"wrong there, and start the same command again: it goes on where it stopped"
        ) from error
    return summary


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A document that was read ahead; ``is_known``: an earlier run made its row."""

    number: int
    document: Document
    pending: Pending
    read_bytes: int
    is_known: bool


class _Run:
    def __init__(
        self,
        plan: Plan,
        normalizer: Normalizer,
        style: Style,
        ledger: Ledger,
        watch: Callable[[State], None],
    ) -> None:
        self._plan, self._normalizer, self._style = plan, normalizer, style
        self._ledger, self._watch = ledger, watch
        self._reading = Reading(plan.names, normalizer.settings.max_bytes)
        self._start = time.monotonic()
        self._first = ledger.done
        self._made = 0
        self._failed = sum(n for (topic, _), n in ledger.counts().items() if topic == Topic.ERROR)
        self._all_bytes = sum(given.size for given in plan.inputs)

    def run(self) -> Summary:
        """Do what is left to do."""
        shards = Shards(
            self._plan.out,
            self._style,
            self._plan.bounds,
            first=self._ledger.shards,
            in_place=self._ledger.add_shard,
        )
        try:
            with closing(self._rows()) as rows:
                for one in rows:
                    self._write(one, shards)
            shards.close()
        except BaseException:
            shards.abandon()
            raise
        seconds = time.monotonic() - self._start
        return summary_of(self._ledger, made=self._made, seconds=seconds)

    def _write(self, one: _Ahead, shards: Shards) -> None:
        row = one.pending.row()
        output = output_row(one.number, one.document, row)
        shards.add(output)
        if not one.is_known:
            self._made += 1
            self._failed += output.fields["error"] is not None
            self._ledger.add(one.number, one.document.id, row, counted(output.fields))
        read_bytes, all_bytes = one.read_bytes, self._all_bytes
        self._watch(State(one.number + 1, self._made, self._failed, read_bytes, all_bytes))

    def _rows(self) -> Generator[_Ahead, None, None]:
        """Yield the documents that have no shard yet, in order, each with its row to come."""
        waiting: deque[_Ahead] = deque()
        size = 0
        least = self._plan.workers * _AHEAD_PER_WORKER
        with self._workers() as workers, closing(self._documents()) as documents:
            for number, document, read_bytes in documents:
                known = self._ledger.row(number, document.id)
                pending = Known(known) if known else workers.submit(document)
                waiting.append(_Ahead(number, document, pending, read_bytes, bool(known)))
                size += len(document.data)
                while len(waiting) >= _AHEAD or (size >= _AHEAD_BYTES and len(waiting) >= least):
                    size -= len(waiting[0].document.data)
                    yield waiting.popleft()
            yield from waiting

    def _workers(self) -> Workers:
        plan = self._plan
        return Workers(self._normalizer, number=plan.workers, limits=plan.limits)

    def _documents(self) -> Generator[tuple[int, Document, int], None, None]:
        """Yield number and document of what has no shard yet, and how many bytes were read by then.

        Inputs all of whose documents are in shards are not opened again.
        """
        number = read_bytes = 0
        for at, given in enumerate(self._plan.inputs):
            before = self._ledger.read(at)
            if before and number + before.documents <= self._first:
                number += before.documents
            else:
                first = number
                for document in self._read(at, given, before):
                    if number >= self._first:
                        yield number, document, read_bytes + document.offset
                    number += 1
                self._check(given, before, number - first)
            read_bytes += given.size

    def _read(self, at: int, given: BatchInput, before: Read | None) -> Iterator[Document]:
        """Yield the documents of an input, and note what became of it."""
        documents, fault = 0, None
        self._reading.left_out.clear()
        try:
            for document in read(given, self._reading):
                documents += 1
                crawled = document.crawled or self._plan.crawled
                yield replace(document, crawled=crawled) if crawled else document
        except InputError as error:
            fault = str(error)
        if before is None:
            self._ledger.set_read(at, Read(documents, fault, dict(self._reading.left_out)))

    def _check(self, given: BatchInput, before: Read | None, documents: int) -> None:
        if before and before.documents != documents:
            raise BatchError(
                f"{given.name} had {before.documents} documents when it was read before, now "
                f"{documents}: begin afresh with --fresh"
            )


def _prepare(out: Path, *, fresh: bool) -> None:
    """Make the output folder, and refuse one that holds something else than a batch."""
    out.mkdir(parents=True, exist_ok=True)
    others = [path.name for path in out.iterdir() if path.name not in _LEDGER_FILES]
    if others and not (out / LEDGER).exists():
        raise BatchError(
            f"{out} holds {sorted(others)[0]}, but no ledger of a batch: give a folder that is new "
            f"or empty"
        )
    if fresh and (out / LEDGER).exists():
        check_free(out / LEDGER)
        remove_shards(out)
        for name in _LEDGER_FILES:
            (out / name).unlink(missing_ok=True)


def _settings(plan: Plan, normalizer: Normalizer, style: Style) -> Mapping[str, str]:
    """Return all that decides on the bytes of the output, inputs aside, by names that people know."""
    return {
        **made_by(normalizer),
        "the names of fields": ", ".join(
            getattr(plan.names, one.name) for one in fields(plan.names)
        ),
        "--crawled": str(plan.crawled),
        "--format": plan.format,
        "--compress": str(plan.compression),
        "--shard-rows": str(plan.bounds.rows),
        "--shard-mb": str(plan.bounds.megabytes),
        "--timeout": f"{plan.limits.seconds:g}",
        "--memory": str(plan.limits.memory),
        "the columns of the inputs": repr(
            {name: str(kind) for name, kind in style.columns.items()}
        ),
    }
