"""One process over the corpus again and again, and over dumps of any length: memory and time.

    python benchmarks/endurance.py --corpus DIR [--passes N]

Prints the memory of the process (resident, MB) after each pass over all pages, then dumps, whether each
pass gave what the first gave, the time per dump of flavour ``main``, and time and memory of dumps of 2 to
20 MB and of a million lines, made by repeating the corpus's own.
"""

from __future__ import annotations

import gc
import hashlib
import itertools
import os
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import click
from rich.progress import track

import options
import report
from corpus import Sample, read_dumps, read_pages
from normalizer import Normalizer, NormalizerError

_MAIN = "-main"
_MB = 1_000_000
#: Sizes of the long dumps, in MB: each twice the one before.
_SIZES = (2.5, 5, 10, 20)
_MILLION = 1_000_000


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--passes", type=click.IntRange(min=1), default=5, help="Passes over the corpus.")
def main(*, corpus: Path, passes: int) -> None:
    """Run the passes, then the long dumps, and print what they cost."""
    pages, dumps = read_pages(corpus), read_dumps(corpus)
    screen = report.console()
    normalizer = Normalizer()
    first: list[str] = []
    for number in range(1, passes + 1):
        told: list[str] = []
        memory: list[float] = []
        for what, samples in (("pages", pages), ("dumps", dumps)):
            told.append(_digest(normalizer, samples, f"pass {number}, {what}"))
            gc.collect()
            memory.append(_resident())
        first = first or told
        same = "as in the first pass" if told == first else "NOT as in the first pass"
        screen.print(
            f"pass {number}: {memory[0]:.0f} MB resident behind the pages, {memory[1]:.0f} behind the "
            f"dumps, articles {same}"
        )
    seconds = _seconds(normalizer, [one for one in dumps if one.set.endswith(_MAIN)])
    screen.print(
        f"{len(seconds)} dumps of flavour main: {len(seconds) / sum(seconds):.0f}/s, "
        f"median {1000 * median(seconds):.2f} ms (CPU time)"
    )
    for name, text in long_dumps([str(one.source) for one in dumps]):
        # In a process of its own, so that its peak is that of this dump.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            taken, peak = pool.submit(_alone, text).result()
        screen.print(f"{name}: {taken:.1f} s CPU time, {peak:.0f} MB at most")


def _digest(normalizer: Normalizer, samples: Sequence[Sample], what: str) -> str:
    """Return a hash of all articles of a pass."""
    screen = report.console(stderr=True)
    found = hashlib.sha256()
    for sample in track(samples, what, console=screen, disable=not screen.is_terminal):
        try:
            told = repr(normalizer.normalize(sample.read(), url=sample.url))
        except NormalizerError as error:
            told = error.code
        found.update(told.encode("utf-8", "replace"))
    return found.hexdigest()


def _seconds(normalizer: Normalizer, samples: Sequence[Sample]) -> list[float]:
    """Return the CPU time of each dump that makes an article."""
    taken = []
    for sample in samples:
        start = time.process_time()
        try:
            normalizer.normalize(sample.read())
        except NormalizerError:
            continue
        taken.append(time.process_time() - start)
    return taken


def long_dumps(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield long dumps by their names."""
    whole = "\n\n".join(itertools.islice(itertools.cycle(texts), 2 * len(texts)))
    while len(whole) < max(_SIZES) * _MB:
        whole += whole
    for size in _SIZES:
        yield f"dump of {size:g} MB", whole.encode()[: int(size * _MB)].decode("utf-8", "ignore")
    lines = itertools.cycle(f"Log, line {number}." for number in range(1000))
    yield "dump of a million lines", "\n".join(itertools.islice(lines, _MILLION))


def _alone(text: str) -> tuple[float, float]:
    """Return CPU seconds and peak memory (MB) of a process that normalizes a text."""
    normalizer = Normalizer()
    start = time.process_time()
    try:
        normalizer.normalize(text)
    except NormalizerError as error:
        print(error)
    return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident() -> float:
    """Return the memory that this process has now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    main()
