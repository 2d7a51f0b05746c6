"""What each publisher's rule does for its own pages: ``python benchmarks/publishers.py --corpus DIR``.

Writes ``benchmarks/publishers.json``: for each rule file the pages of a corpus that it is for, and the mean
word-F1 of their bodies with the file and without any publisher's (both by the models of the
cross-validation that have not seen the host). ``make docs`` shows it in docs/publishers.md.

Prints beside it what a file is worth on pages that it was not made from: of each publisher with several
pages, one file is drafted from each page alone, as ``normalizer rules new`` does it, and measured on the
others. And how many dumps are known by their text alone: of those that hold their outlet's name or host.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from corpus import Sample, read_dumps, read_pages
from normalizer import Normalizer, NormalizerError, RuleSet, Settings
from normalizer.drafting import samples as drafting
from normalizer.drafting.draft import draft
from normalizer.ruleset.drift import NoPublishers
from peers import of_article
from scoring import Metric, mark
from setup import Setup

_CHUNK = 4
_TODAY = dt.date(2026, 1, 1)
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
    _print_means(table)
    by_publisher = _by_publisher(samples, rules)
    drafted = [one for some in by_publisher.values() for one in _second_pages(some, folds)]
    if drafted:
        ruled, generic = (mean(numbers) for numbers in zip(*drafted, strict=True))
        report.console().print(
            f"{len(drafted)} pages with a file drafted from another page of their publisher:"
            f" {ruled:.3f}, {generic:.3f} without"
        )
    known = _known_dumps(read_dumps(corpus), rules)
    report.console().print(
        f"{known['named']} dumps hold the name or host of their outlet: {known['right']} are known;"
        f" {known['wrong']} of all dumps are taken for a publisher that they are not of"
    )


def _print_means(table: Mapping[str, Score]) -> None:
    several = [one for one in table.values() if one.pages > 1]
    for what, some in (("publishers", list(table.values())), ("with several pages", several)):
        ruled = sum(one.ruled for one in some) / max(1, len(some))
        generic = sum(one.generic for one in some) / max(1, len(some))
        report.console().print(
            f"{len(some)} {what}: {ruled:.3f} with their files, {generic:.3f} without"
        )


def _by_publisher(samples: Iterable[Sample], rules: RuleSet) -> dict[str, list[Sample]]:
    """Return the pages of each publisher that has a file."""
    found: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        if publisher := _publisher(sample, rules):
            found[publisher].append(sample)
    return found


def _publisher(sample: Sample, rules: RuleSet) -> str | None:
    parts = urlsplit(sample.origin or "")
    return rules.by_address(parts.hostname or "", parts.path or "/")


def _second_pages(pages: Sequence[Sample], folds: Path | None) -> Iterator[tuple[float, float]]:
    """Yield for each page the word-F1 under a file drafted from another one, and without a file."""
    bare = Setup(folds=folds, publisher_rules=False)
    for first in pages:
        others = [page for page in pages if page is not first]
        if not others:
            continue
        plain = Normalizer(NoPublishers())
        try:
            seen = drafting.examine(first.read(), name=first.id, url=first.url, normalizer=plain)
            made = draft([seen], today=_TODAY, normalizer=plain)
        except NormalizerError:
            continue
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "publishers").mkdir()
            (Path(folder) / "publishers" / "drafted.yaml").write_text(made.text, encoding="utf-8")
            for page in others:
                generic = bare.normalizer(page.origin)
                weights = generic.settings.weights
                ruled = Normalizer(RuleSet(folder, cached=False), Settings(weights=weights))
                yield _f1(page, ruled), _f1(page, generic)


def _f1(page: Sample, normalizer: Normalizer) -> float:
    article = normalizer.normalize(page.read(), url=page.url)
    return mark(page.truth, of_article(article)).values[Metric.F1][0]


def _known_dumps(dumps: Iterable[Sample], rules: RuleSet) -> Counter[str]:
    """Return how many dumps name their outlet, of how many of these it is known, and how many errors."""
    counts: Counter[str] = Counter()
    normalizer = Normalizer(rules)
    for dump in dumps:
        text = dump.read()
        assert isinstance(text, str)
        try:
            publisher = normalizer.normalize(text).publisher
        except NormalizerError:
            continue
        is_right = publisher == _publisher(dump, rules)
        host = (urlsplit(dump.origin or "").hostname or "").removeprefix("www.")
        is_named = dump.truth.outlet and (dump.truth.outlet in text or host in text)
        counts["named"] += bool(is_named)
        counts["right"] += bool(is_named and publisher and is_right)
        counts["wrong"] += bool(publisher and not is_right)
    return counts


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
