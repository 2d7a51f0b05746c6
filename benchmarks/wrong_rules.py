"""What does a wrong rule do? ``python benchmarks/wrong_rules.py --corpus DIR``.

Each publisher of a set gets a draft, as ``normalizer rules new`` makes it, and the same draft broken
in the ways of ``Way``. Measured is the word F1 of the body on its pages: without a rule, with the
draft, and with each broken one, over the pages on which what was broken hits something. The exit
status is 1 where a way costs more than ``--allowed`` on average.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import click
from click.exceptions import Exit
from msgspec.structs import replace
from rich.progress import track
from rich.table import Table

import corpus as corpora
import options
import report
from normalizer import Category, Normalizer, NormalizerError
from normalizer.drafting.body import find_body, story_of
from normalizer.drafting.draft import draft
from normalizer.drafting.samples import Sample, examine
from normalizer.drafting.writing import to_yaml
from normalizer.elements import Element
from normalizer.ruleset.drift import NoPublishers
from normalizer.ruleset.model import RuleFile, Strip
from normalizer.ruleset.selector import Selector
from scoring import Metric, Prediction, mark

_T = TypeVar("_T")
_NOTHING = ".no-such-class-xyz"
_TODAY = dt.date(2026, 1, 1)
#: Pages shown of each way, those that lost most first.
_SHOWN = 10


class Way(StrEnum):
    """How a rule may be wrong; ``draft`` is not known to be."""

    DRAFT = "draft"
    HITS_NOTHING = "body, title, date hit nothing"
    BODY_IS_FOOTER = "body hits the footer"
    BODY_IS_PARAGRAPH = "body hits the first paragraph"
    STRIPS_PARAGRAPHS = "strip hits p"
    STRIPS_CONTAINER = "strip hits the container"
    STRIPS_CONTAINER_ALONE = "strip hits the container, no body"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule, and the selector that decides which pages it concerns; None: all of them."""

    rule: RuleFile
    selector: str | None


@dataclass(frozen=True, slots=True)
class Scored:
    """One page: its F1 without a rule, and with each rule that concerns it; what the guards said."""

    id: str
    without: float
    under: Mapping[Way, float]
    selectors: Mapping[Way, str]
    problems: Mapping[Way, tuple[str, ...]]

    def change(self, way: Way) -> float:
        """Return what a way gains, or loses where it is below 0."""
        return self.under[way] - self.without


def host_of(sample: corpora.Sample) -> str:
    """Return the host of a page without ``www.``: what a publisher is here."""
    return (urlsplit(sample.url or "").hostname or "").removeprefix("www.")


def broken(rule: RuleFile, sample: Sample) -> Iterator[tuple[Way, Broken]]:
    """Yield the rule broken in every way that the page has an element for."""
    yield Way.DRAFT, Broken(rule, None)
    nothing = (_NOTHING,)
    yield (
        Way.HITS_NOTHING,
        Broken(replace(rule, body=nothing, title=nothing, date=nothing), None),
    )
    if footer := _footer(sample):
        yield Way.BODY_IS_FOOTER, Broken(replace(rule, body=(footer,)), footer)
    if first := _first_paragraph(sample):
        yield Way.BODY_IS_PARAGRAPH, Broken(replace(rule, body=(first,)), first)
    yield Way.STRIPS_PARAGRAPHS, Broken(_stripping(rule, "p"), "p")
    if container := next(reversed(find_body([sample])), None):
        yield Way.STRIPS_CONTAINER, Broken(_stripping(rule, container), container)
        alone = replace(_stripping(rule, container), body=())
        yield Way.STRIPS_CONTAINER_ALONE, Broken(alone, container)


def _stripping(rule: RuleFile, selector: str) -> RuleFile:
    return replace(rule, strip=(Strip(select=selector, as_=Category.OTHER), *rule.strip))


def _footer(sample: Sample) -> str | None:
    """Return what hits the footer, or the last element with text that holds nothing of the story."""
    for selector in ("footer", '[class*="footer"], [id*="footer"]'):
        if sample.hits(selector):
            return selector
    outside = [
        element
        for element in sample.segmented.spans
        if element.tag == "div" and not sample.body.intersection(sample.blocks_of(element))
    ]
    return _path(outside[-1]) if outside else None


def _first_paragraph(sample: Sample) -> str | None:
    first = min(story_of(sample), default=None)
    for element in sample.segmented.spans:
        blocks = sample.blocks_of(element)
        if element.tag == "p" and len(blocks) == 1 and blocks[0] == first:
            return _path(element)
    return None


def _path(element: Element) -> str:
    path: str = element.getroottree().getpath(element)
    return path


@cache
def _normalizer(folder: Path | None) -> Normalizer:
    # Without a rule is what a site gets of which nothing is known, though it may have a shipped one.
    return Normalizer((folder,) if folder else NoPublishers())


def drafts_of(pages: Sequence[corpora.Sample]) -> dict[Way, Broken]:
    """Return the draft for the pages of one publisher, and the draft broken; empty where none is made."""
    normalizer = _normalizer(None)
    try:
        samples = [
            examine(page.read(), name=page.id, url=page.url, normalizer=normalizer)
            for page in pages
        ]
        made = draft(samples, today=_TODAY, normalizer=normalizer)
    except NormalizerError:
        return {}
    # The example is proven; without it the file is read faster.
    return dict(broken(replace(made.rule, examples=()), samples[0]))


def score(page: corpora.Sample, rules: Mapping[Way, Broken], folders: Mapping[Way, Path]) -> Scored:
    """Return the scores of one page; ``rules`` are its publisher's, ``folders`` hold those of all."""
    bare = _normalizer(None)
    sample = examine(page.read(), name=page.id, url=page.url, normalizer=bare)
    under: dict[Way, float] = {}
    problems: dict[Way, tuple[str, ...]] = {}
    for way, one in rules.items():
        hits = Selector(one.selector)(sample.page.tree) if one.selector else ()
        if one.selector and not any(hit in sample.segmented.spans for hit in hits):
            continue
        article = _normalizer(folders[way]).normalize(page.read(), url=page.url)
        under[way] = _f1(page, article.text)
        problems[way] = tuple(problem.code for problem in article.problems)
    selectors = {way: one.selector or ", ".join(one.rule.body) for way, one in rules.items()}
    return Scored(page.id, _f1(page, sample.article.text), under, selectors, problems)


def _f1(page: corpora.Sample, text: str) -> float:
    return mark(page.truth, Prediction(text)).values[Metric.F1][0]


def write(folder: Path, rules: Mapping[str, Mapping[Way, Broken]]) -> dict[Way, Path]:
    """Write all rules, by host and way, into a folder of rules for each way; return these."""
    folders = {way: folder / way.name.lower() for way in Way}
    for way, place in folders.items():
        files = place / "publishers" / "xx"
        files.mkdir(parents=True)
        for host, broken_rules in rules.items():
            if way in broken_rules:
                text = to_yaml(broken_rules[way].rule, {})
                (files / f"{host}.yaml").write_text(text, encoding="utf-8")
    return folders


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--set", "set_", default="fundus", help="The set whose pages are taken.")
@options.workers
@click.option("--allowed", default=0.005, help="What a way may cost on average, in F1.")
def main(*, corpus: Path, set_: str, workers: int, allowed: float) -> None:
    """Draft rules for the publishers of a set, break them, and print what that costs."""
    pages = [
        page
        for page in corpora.read_pages(corpus)
        if page.set == set_ and page.truth.text and host_of(page)
    ]
    by_host = {host: list(some) for host, some in groupby(sorted(pages, key=host_of), key=host_of)}
    with (
        ProcessPoolExecutor(workers, get_context("spawn")) as pool,
        tempfile.TemporaryDirectory() as folder,
    ):
        made = _tracked(pool.map(drafts_of, by_host.values()), len(by_host), "drafts")
        rules = {host: one for host, one in zip(by_host, made, strict=True) if one}
        folders = write(Path(folder), rules)
        concerned = [page for page in pages if host_of(page) in rules]
        jobs = pool.map(
            score,
            concerned,
            [rules[host_of(page)] for page in concerned],
            [folders] * len(concerned),
        )
        scored = _tracked(jobs, len(concerned), "pages")
    screen = report.console()
    screen.print(f"{len(rules)} drafts of {len(by_host)} publishers, {len(concerned)} pages")
    means = means_of(scored)
    screen.print(_summary(scored, means))
    for way in Way:
        if losing := _losing(way, scored):
            screen.print(_worst(way, losing))
    costly = [
        f"{way}: {-mean:.4f} lost on average, {allowed} allowed"
        for way, mean in means.items()
        if mean < -allowed
    ]
    screen.print(report.verdict(costly, f"no way costs more than {allowed}"))
    raise Exit(1 if costly else 0)


def _tracked(results: Iterator[_T], total: int, what: str) -> list[_T]:
    screen = report.console(stderr=True)
    shown = track(
        results, description=what, total=total, console=screen, disable=not screen.is_terminal
    )
    return list(shown)


def means_of(scored: Sequence[Scored]) -> dict[Way, float]:
    """Return for each way what its rules change on average over the pages that they concern."""
    changes = {way: [one.change(way) for one in scored if way in one.under] for way in Way}
    return {way: sum(some) / len(some) for way, some in changes.items() if some}


def _summary(scored: Sequence[Scored], means: Mapping[Way, float]) -> Table:
    title = "word F1: without a rule, with the draft, with the way's rule"
    lines = report.table(title, "way", "n", "without", "draft", "with", "change")
    for way, mean in means.items():
        concerned = [one for one in scored if way in one.under]
        without = sum(one.without for one in concerned) / len(concerned)
        draft_ = sum(one.under[Way.DRAFT] for one in concerned) / len(concerned)
        numbers = (f"{without:.4f}", f"{draft_:.4f}", f"{without + mean:.4f}", f"{mean:+.4f}")
        lines.add_row(way, str(len(concerned)), *numbers)
    return lines


def _losing(way: Way, scored: Sequence[Scored]) -> list[Scored]:
    """Return the pages that a way costs something, those that it costs most first."""
    losing = (one for one in scored if way in one.under and one.change(way) < 0)
    return sorted(losing, key=lambda one: one.change(way))


def _worst(way: Way, losing: Sequence[Scored]) -> Table:
    """Return the pages that a way costs most, with what it hit and what the guards said."""
    lines = report.table(f"most is lost: {way}", "page", "without", "with", "", "")
    for one in losing[:_SHOWN]:
        numbers = (f"{one.without:.4f}", f"{one.under[way]:.4f}")
        lines.add_row(one.id, *numbers, one.selectors[way][-50:], ", ".join(one.problems[way]))
    return lines


if __name__ == "__main__":
    main()
