"""What a batch costs: one worker beside a bare loop, two workers beside one, and memory over time.

    python benchmarks/batch.py --corpus DIR [--pages N] [--rounds N] [--documents N]

The loop calls ``normalize`` on each page and writes its row as JSON, in this process; the batch reads the
same pages from Parquet and writes JSON Lines with its ledger. Starting its workers is part of its time.
Beside the times by the clock, which others on the machine lengthen, stands the CPU time of a page in the
process that leads and in the workers: what two processors could do is told from it.

Memory is that of two workers over ``--documents``: pages and dumps of the corpus, again and again.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

import options
import report
from corpus import Sample, read_dumps, read_pages
from normalizer import Normalizer
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.runner import Plan, State, run_batch
from normalizer.rows import failure_of, row_of
from speed import spread

_MB = 1024**2
#: Documents between two looks at the memory of the workers.
_LOOK = 50
#: Points of time at which memory is shown.
_SHOWN = 10
#: Workers whose memory is watched.
_WATCHED = 2


@dataclass(frozen=True, slots=True)
class _Cost:
    """Seconds by the clock and CPU seconds: of this process, and of the workers."""

    clock: float
    own: float
    workers: float


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--pages", type=click.IntRange(min=1), default=600, help="How many pages, and dumps.")
@click.option(
    "--rounds",
    type=click.IntRange(min=0),
    default=3,
    help="Medians of so many rounds; 0 leaves the comparison out.",
)
@click.option(
    "--documents", type=click.IntRange(min=1), default=2000, help="How many, to watch the memory."
)
def main(*, corpus: Path, pages: int, rounds: int, documents: int) -> None:
    """Run the loop, then batches with one and two workers, and print how they compare."""
    screen = report.console()
    normalizer = Normalizer()
    everything = {"pages": read_pages(corpus), "dumps": read_dumps(corpus)}
    for what, samples in everything.items() if rounds else ():
        chosen = spread(samples, min(pages, len(samples)))
        with TemporaryDirectory() as folder:
            given = _written(chosen, Path(folder))
            _compare(what, normalizer, chosen, [given], rounds, screen.print)
    with TemporaryDirectory() as folder:
        both = [sample for samples in everything.values() for sample in samples]
        _memory(normalizer, _repeated(both, documents, Path(folder)), documents, screen.print)


def _compare(
    what: str,
    normalizer: Normalizer,
    samples: Sequence[Sample],
    given: Sequence[Path],
    rounds: int,
    say: Callable[[str], None],
) -> None:
    costs: dict[int, list[_Cost]] = {0: [], 1: [], 2: []}
    for _ in range(rounds):  # in turns, so that a busy minute of the machine hits all of them
        for workers, found in costs.items():
            found.append(
                _batch(normalizer, given, workers) if workers else _loop(normalizer, samples)
            )
    loop, one, two = (median(cost.clock for cost in costs[workers]) for workers in (0, 1, 2))
    say(
        f"{len(samples)} {what}: loop {len(samples) / loop:.1f}/s, 1 worker {len(samples) / one:.1f}/s "
        f"({loop / one:.2f} of the loop), 2 workers {len(samples) / two:.1f}/s ({one / two:.2f} of 1)"
    )
    own, theirs = (
        1000 * median(getattr(cost, part) for cost in costs[2]) / len(samples)
        for part in ("own", "workers")
    )
    alone = 1000 * median(cost.own for cost in costs[0]) / len(samples)
    say(
        f"  CPU time of one, ms: loop {alone:.2f}; batch {theirs:.2f} in the workers, start included, "
        f"and {own:.2f} in the process that leads: two processors of its own would give a batch "
        f"{2 * theirs / (own + theirs):.2f} times one worker"
    )


def _written(samples: Sequence[Sample], folder: Path) -> Path:
    """Return a Parquet file of the samples."""
    data = [sample.read() for sample in samples]
    columns = {
        "id": [str(at) for at in range(len(samples))],
        "url": [sample.url for sample in samples],
        "text": pa.array([one.encode() if isinstance(one, str) else one for one in data]),
    }
    path = folder / "given.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def _loop(normalizer: Normalizer, samples: Sequence[Sample]) -> _Cost:
    data = [(sample.read(), sample.url) for sample in samples]
    start, own = time.perf_counter(), time.process_time()
    for one, url in data:
        try:
            row = row_of(normalizer.normalize(one, url=url))
        except Exception as error:
            row = row_of(failure_of(error))
        msgspec.json.encode(row)
    return _Cost(time.perf_counter() - start, time.process_time() - own, 0.0)


def _batch(
    normalizer: Normalizer,
    given: Sequence[Path],
    workers: int,
    watch: Callable[[State], None] = lambda _: None,
) -> _Cost:
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        plan = Plan(inputs=batch_inputs([*map(str, given)], without=out), out=out, workers=workers)
        start, own, theirs = time.perf_counter(), time.process_time(), seconds_of_children()
        run_batch(plan, normalizer, watch=watch)
        return _Cost(
            time.perf_counter() - start, time.process_time() - own, seconds_of_children() - theirs
        )


def seconds_of_children() -> float:
    """Return the CPU time of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(
    normalizer: Normalizer, given: Sequence[Path], documents: int, say: Callable[[str], None]
) -> None:
    """Say what two workers hold while they work, the larger first, and the most of all."""
    start, most = time.perf_counter(), 0.0

    def watch(state: State) -> None:
        nonlocal most
        if state.documents % _LOOK:
            return
        sizes = sorted(map(_resident, _children()), reverse=True)[:_WATCHED]
        most = max(most, *sizes)
        if state.documents % max(_LOOK, documents // _SHOWN // _LOOK * _LOOK) == 0:
            seconds = time.perf_counter() - start
            shown = " and ".join(f"{size:.0f}" for size in sizes)
            say(
                f"{state.documents:>7,} documents, {seconds:,.0f} s, {state.failed} of them without "
                f"an article: {shown} MB"
            )

    cost = _batch(normalizer, given, _WATCHED, watch)
    say(
        f"two workers held {most:.0f} MB (resident) at most; {cost.clock:,.0f} s by the clock, CPU "
        f"time {cost.workers:,.0f} s in the workers, {cost.own:,.0f} s in the process that leads"
    )


def _repeated(samples: Sequence[Sample], documents: int, folder: Path) -> list[Path]:
    """Return Parquet files of as many documents: the samples again and again, spread where fewer."""
    first = _written(spread(samples, min(documents, len(samples))), folder)
    files = [first]
    for number in range(1, -(-documents // len(samples))):
        files.append(folder / f"given-{number:05}.parquet")
        files[-1].hardlink_to(first)
    return files


def _children() -> list[int]:
    """Return the processes that this one has started (Linux)."""
    threads = Path("/proc/self/task").glob("*/children")
    return [int(one) for thread in threads for one in thread.read_text("ascii").split()]


def _resident(process: int) -> float:
    """Return the memory of a process, in MB; none of one that is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


if __name__ == "__main__":
    main()
