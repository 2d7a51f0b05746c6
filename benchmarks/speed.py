"""What a page costs: the whole of ``normalize`` beside trafilatura, resiliparse and lxml's parser.

    python benchmarks/speed.py --corpus DIR [--pages N] [--check benchmarks/floors.json]

All run in one process, page by page, in an order that rotates, so that what the machine does
meanwhile, and caches that one fills for the next, fall on all alike. Times are CPU times: each runs
in one thread, and other processes do not count.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from click.exceptions import Exit
from rich.progress import track
from rich.table import Table

import options
import report
from corpus import Sample, read_pages
from floors import read_floors
from peers import parse_with_lxml, run_normalizer, run_resiliparse, run_trafilatura

Extractor = Callable[[bytes, str | None], object]

CONTENDERS: dict[str, Extractor] = {
    "normalizer": run_normalizer,
    "trafilatura": run_trafilatura,
    "resiliparse": run_resiliparse,
    "lxml": parse_with_lxml,
}
#: Pages of any set, other than those timed, run before the clock starts: imports, rules compiled,
#: and what trafilatura loads at the first date of a rare kind (1.1 s, met on 1 of 100 pages).
_WARM_UP = 100


@dataclass(frozen=True, slots=True)
class Timing:
    """What one contender took: seconds of each page, all contenders' pages in the same order."""

    seconds: tuple[float, ...]
    #: bytes of all pages together
    size: int

    @property
    def total(self) -> float:
        """Return the seconds of all pages together."""
        return sum(self.seconds)

    def percentile(self, share: float) -> float:
        """Return the seconds under which ``share`` (0–1) of the pages stay."""
        return sorted(self.seconds)[min(int(share * len(self.seconds)), len(self.seconds) - 1)]

    def times(self, other: Timing) -> float:
        """Return how many times the other's time all pages took."""
        return self.total / other.total

    def median_times(self, other: Timing) -> float:
        """Return how many times the other's time the middle one of the pages took."""
        pairs = zip(self.seconds, other.seconds, strict=True)
        return median(ours / theirs for ours, theirs in pairs)


def spread(samples: Sequence[Sample], count: int) -> list[Sample]:
    """Return ``count`` of the samples, evenly spread over them; all where there are fewer."""
    count = min(count, len(samples))
    return [samples[number * len(samples) // count] for number in range(count)]


def measure(
    samples: Sequence[Sample],
    contenders: Mapping[str, Extractor],
    *,
    warm_up: Sequence[Sample] = (),
) -> dict[str, Timing]:
    """Return what each contender took on the samples, interleaved page by page.

    On ``warm_up`` they run first, without a clock.
    """
    for sample in warm_up:
        _round(sample, list(contenders.items()))
    gc.collect()
    gc.freeze()
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    size = 0
    screen = report.console(stderr=True)
    shown = track(samples, "speed", console=screen, disable=not screen.is_terminal)
    for number, sample in enumerate(shown):
        names = list(contenders.items())
        first = number % len(names)
        taken, length = _round(sample, names[first:] + names[:first])
        size += length
        for name, value in taken.items():
            seconds[name].append(value)
    return {name: Timing(tuple(values), size) for name, values in seconds.items()}


def tabulate(title: str, timings: Mapping[str, Timing]) -> Table:
    """Return a line for each contender: its speed, and its time as a multiple of trafilatura's."""
    headers = ("pages/s", "ms/page", "median", "p99", "MB/s", "× trafilatura", "× (median page)")
    lines = report.table(title, "", *headers)
    peer = timings["trafilatura"]
    for name, one in timings.items():
        pages = len(one.seconds)
        seconds = (one.total / pages, one.percentile(0.5), one.percentile(0.99))
        lines.add_row(
            name,
            f"{pages / one.total:.1f}",
            *(f"{1000 * value:.2f}" for value in seconds),
            f"{one.size / 1e6 / one.total:.1f}",
            f"{one.times(peer):.3f}",
            f"{one.median_times(peer):.3f}",
        )
    return lines


def _round(
    sample: Sample, contenders: Sequence[tuple[str, Extractor]]
) -> tuple[dict[str, float], int]:
    data = sample.read()
    assert isinstance(data, bytes)
    taken = {}
    for name, extract in contenders:
        start = time.process_time()
        extract(data, sample.url)
        taken[name] = time.process_time() - start
    return taken, len(data)


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--sets", default="aeb,fundus,wcxb", help="Sets to take pages from.")
@click.option("--pages", type=click.IntRange(min=1), default=300, help="How many pages.")
@options.check
def main(*, corpus: Path, sets: str, pages: int, check: Path | None) -> None:
    """Time the normalizer beside its peers."""
    everything = read_pages(corpus)
    samples = spread([one for one in everything if one.set in sets.split(",")], pages)
    if not samples:
        raise click.BadParameter(f"{corpus} has no pages of the sets {sets}", param_hint="--sets")
    timed = {sample.id for sample in samples}
    others = [sample for sample in everything if sample.id not in timed]
    timings = measure(samples, CONTENDERS, warm_up=spread(others or samples, _WARM_UP))
    screen = report.console()
    screen.print(tabulate(f"speed: {len(samples)} pages of {sets}, CPU time", timings))
    if check is None:
        return
    allowed = read_floors(check).times_trafilatura
    ratio = timings["normalizer"].times(timings["trafilatura"])
    said = f"normalizer takes {ratio:.2f} times trafilatura's time, allowed {allowed:.2f}"
    screen.print(report.verdict([said] if ratio > allowed else [], said))
    raise Exit(1 if ratio > allowed else 0)


if __name__ == "__main__":
    main()
