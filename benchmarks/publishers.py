"""What each publisher's rule does for its own pages: ``python benchmarks/publishers.py --corpus DIR``.

Writes ``benchmarks/publishers.json``: for each rule file the pages of a corpus that it is for, and the mean
word-F1 of their bodies with the file and without any publisher's (both by the models of the
cross-validation that have not seen the host). ``make docs`` shows it in docs/publishers.md.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import mean
from urllib.parse import urlsplit

import click
import msgspec
from rich.progress import track

import options
import report
from corpus import Sample, read_pages
from normalizer import NormalizerError, RuleSet
from peers import of_article
from scoring import Metric, mark
from setup import Setup

_CHUNK = 4
#: A publisher's id, and the word-F1 of a page with and without its file.
_Found = tuple[str, float, float]


class Score(msgspec.Struct, frozen=True):
    """The mean word-F1 on some pages, with the publisher's file and without."""

    pages: int
    ruled: float
    generic: float


@click.command(context_settings={"show_default": True})
@options.corpus
@options.folds
@click.option("--out", type=click.Path(path_type=Path), default=Path("benchmarks/publishers.json"))
@options.workers
def main(*, corpus: Path, folds: Path | None, out: Path, workers: int) -> None:
    """Measure every page with a known body whose publisher has a file."""
    rules = RuleSet()
    samples = [
        one
        for one in read_pages(corpus)
        if one.truth.text and rules.by_address(urlsplit(one.url or "").hostname or "")
    ]
    screen = report.console(stderr=True)
    scores: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    with ProcessPoolExecutor(workers) as pool:
        each = pool.map(partial(_measured, folds=folds), samples, chunksize=_CHUNK)
        shown = track(
            each, "publishers", total=len(samples), console=screen, disable=not screen.is_terminal
        )
        for found in shown:
            if found:
                scores[found[0]].append(found[1:])
    table = {
        name: Score(
            len(some),
            round(mean(ruled for ruled, _ in some), 3),
            round(mean(generic for _, generic in some), 3),
        )
        for name, some in sorted(scores.items())
    }
    out.write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n")
    several = [one for one in table.values() if one.pages > 1]
    for what, some in (("publishers", list(table.values())), ("with several pages", several)):
        ruled = sum(one.ruled for one in some) / max(1, len(some))
        generic = sum(one.generic for one in some) / max(1, len(some))
        report.console().print(
            f"{len(some)} {what}: {ruled:.3f} with their files, {generic:.3f} without"
        )


def _measured(sample: Sample, folds: Path | None) -> _Found | None:
    """Return what a page's publisher has of its file; None for a page without one."""
    try:
        ruled, generic = (
            Setup(folds=folds, publisher_rules=with_rules)
            .normalizer(sample.origin)
            .normalize(sample.read(), url=sample.url)
            for with_rules in (True, False)
        )
    except NormalizerError:
        return None
    if ruled.publisher is None:
        return None
    first, second = (
        mark(sample.truth, of_article(one)).values[Metric.F1][0] for one in (ruled, generic)
    )
    return ruled.publisher, first, second


if __name__ == "__main__":
    main()
