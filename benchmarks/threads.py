"""Whether many threads that share one Normalizer give the rows that one thread gives.

    python benchmarks/threads.py --corpus DIR [--threads N]

All pages and dumps go through the threads first, in a process that has compiled nothing yet, and with a
switch between threads every few microseconds; then through one. Prints how many rows differ, and is 1
where any does.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

import options
import report
from corpus import Sample, read_dumps, read_pages
from normalizer import Normalizer, NormalizerError

#: How long a thread may run until another one takes over, in seconds; Python's own choice is 5 ms.
_SWITCH = 1e-5


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--threads", type=click.IntRange(min=2), default=16, help="Threads at once.")
def main(*, corpus: Path, threads: int) -> None:
    """Normalize the corpus in many threads and in one, and compare."""
    screen = report.console()
    samples = [*read_pages(corpus), *read_dumps(corpus)]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    start = time.perf_counter()
    shared = Normalizer()
    with ThreadPoolExecutor(threads) as pool:
        many = list(pool.map(lambda sample: row(shared, sample), samples))
    screen.print(f"{len(many)} rows of {threads} threads: {time.perf_counter() - start:.0f} s")
    sys.setswitchinterval(usual)
    start = time.perf_counter()
    alone = Normalizer()
    one = [row(alone, sample) for sample in samples]
    screen.print(f"{len(one)} rows of one thread: {time.perf_counter() - start:.0f} s")
    other = [sample.id for sample, a, b in zip(samples, many, one, strict=True) if a != b]
    screen.print(f"{len(other)} rows differ: {', '.join(other[:20]) or 'none'}")
    sys.exit(bool(other))


def row(normalizer: Normalizer, sample: Sample) -> str:
    """Return all that comes of a sample, an error too."""
    try:
        return repr(normalizer.normalize(sample.read(), url=sample.url))
    except NormalizerError as error:
        return f"{error.code}: {error}"


if __name__ == "__main__":
    main()
