"""One process over the corpus again and again, and over dumps of any length: memory and time.

    python benchmarks/endurance.py --corpus DIR [--passes N] [--words N] [--no-long]

Prints the memory of the process (resident, MB) after each pass over all pages, then dumps, the words that
its articles have so far, whether each pass gave what the first gave, the time per dump of flavour ``main``,
and time and memory of dumps of 2 to 20 MB and of a million lines, made by repeating the corpus's own.
"""

from __future__ import annotations

import ctypes
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
@click.option("--passes", type=click.IntRange(min=1), default=5, help="Passes at least.")
@click.option("--words", default=10_000_000, help="Words of articles at least, over all passes.")
@click.option("--long/--no-long", default=True, help="Time single dumps, and long ones.")
def main(*, corpus: Path, passes: int, words: int, long: bool) -> None:
    """Run the passes, then the long dumps, and print what they cost."""
    pages, dumps = read_pages(corpus), read_dumps(corpus)
    screen = report.console()
    normalizer = Normalizer()
    first: list[str] = []
    number = so_far = 0
    while number < passes or so_far < words:
        number += 1
        told: list[str] = []
        memory: list[float] = []
        for what, samples in (("pages", pages), ("dumps", dumps)):
            digest, some = _digest(normalizer, samples, f"pass {number}, {what}")
            told.append(digest)
            so_far += some
            gc.collect()
            memory.append(_resident())
        first = first or told
        same = "as in the first pass" if told == first else "NOT as in the first pass"
        screen.print(
            f"pass {number}: {memory[0]:.1f} MB resident behind the pages, {memory[1]:.1f} behind the "
            f"dumps, {so_far:,} words so far, articles {same}"
        )
    if long:
        _long(normalizer, dumps)


def _long(normalizer: Normalizer, dumps: Sequence[Sample]) -> None:
    """Print what single dumps cost, and long ones."""
    screen = report.console()
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


def _digest(normalizer: Normalizer, samples: Sequence[Sample], what: str) -> tuple[str, int]:
    """Return a hash of all articles of a pass, and how many words they have."""
    screen = report.console(stderr=True)
    found = hashlib.sha256()
    words = 0
    for sample in track(samples, what, console=screen, disable=not screen.is_terminal):
        try:
            article = normalizer.normalize(sample.read(), url=sample.url)
            told = repr(article)
            words += len(article.text.split())
        except NormalizerError as error:
            told = error.code
        found.update(told.encode("utf-8", "replace"))
    return found.hexdigest(), words


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
    """Return the memory that this process has now, in MB (Linux).

    What was freed, and lies in holes between what is in use, is first given back to the system: else
    luck with the holes would look like growth.
    """
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    main()
