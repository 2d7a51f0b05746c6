"""``drift``: what of a publisher's file hits on its pages, counted from Articles of real runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer import Normalizer, RuleSet
from normalizer.ruleset.drift import PacksAlone, Report, Row, Visit, reports, visit

from .conftest import Files

STORY = (
    "The ferry that links the two shores of the lake will run again from Monday, its owner said, "
    "after a winter in which the old engine was taken out and a new one was put in."
)
SECOND = (
    "Forty people can cross at a time, and a bicycle travels for free, as it did last summer when "
    "the boat carried more than nine thousand of them between May and the first storms."
)
FILE = "publishers/river"
FILES: Files = {
    "platforms/weir": "title: [h1.weir, h1.wheel, 'meta:og:title']\n",
    FILE: (
        "outlet: River Post\n"
        "match: {hosts: [riverpost.example], signature: {all: [The River Post]}}\n"
        "extends: [platforms/weir]\n"
        "body: ['#story']\n"
        "rewrite: [{find: ferri, to: ferry},\n"
        "  {find: boot, to: boat}]\n"
        "strip:\n"
        "  - {select: .box, as: related}\n"
        "  - {select: .crate, as: related}\n"
        "  - {line: 'Tide table', as: navigation}\n"
        "  - {line: 'Ebb table', as: navigation}\n"
        "  - {line: '(?:The ferry|Forty people) .+', as: promo}\n"
        "versions:\n"
        "  - {valid_until: 2020-12-31, strip: [{line: 'Flood table', as: navigation}]}\n"
    ),
}


def page(body: str, *, title: str = "", day: str = "2026-01-28", url: str = "") -> str:
    """Return a page of the River Post."""
    address = url or "https://riverpost.example/ferry"
    return (
        f'<html><head><meta property="og:url" content="{address}"><meta property="og:title" '
        f'content="Ferry returns"><meta property="article:published_time" content="{day}"></head>'
        f"<body>{title}{body}</body></html>"
    )


def story(*extra: str, id_: str = "story") -> str:
    """Return the element that holds the story, with more at its end."""
    return f"<div id={id_}><p>{STORY}</p><p>{SECOND}</p>{''.join(extra)}</div>"


Check = Callable[..., list[Report]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with FILES."""
    root = tmp_path_factory.mktemp("rules")
    for name, content in FILES.items():
        path = root / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(content, "utf-8")
    return root


@pytest.fixture(scope="module")
def check(files: Path) -> Check:
    """Return a function that gives the reports about pages and dumps."""
    rules = RuleSet(files)
    by_id = {rule.id: rule for rule in rules}
    normalizer, bare = Normalizer(rules), Normalizer(PacksAlone(rules.folders))

    def of(*inputs: str) -> list[Report]:
        visits: list[Visit] = []
        for number, text in enumerate(inputs):
            article = normalizer.normalize(text)
            assert article.publisher
            without = bare.normalize(text)
            visits.append(visit(f"p{number}", article, without, by_id[article.publisher]))
        return reports(visits, rules)

    return of


def row(report: Report, text: str) -> Row:
    """Return the row of the entry or source that is written so."""
    (found,) = (one for one in report.rows if one.text == text)
    return found


def test_entries_are_counted(check: Check) -> None:
    """An entry's hits are the pages on which it took something; one without any has drifted."""
    (report,) = check(
        page(story("<p>Tide table</p>", "<div class=box>Old ferries</div>")),
        page(story("<p>Tide table</p>")),
    )
    assert row(report, "line: Tide table") == Row(
        "strip", "line: Tide table", f"{FILE}.yaml:10", hits=2, tried=2
    )
    assert (row(report, "select: .box").hits, row(report, "select: .box").tried) == (1, 2)
    ebb = row(report, "line: Ebb table")
    assert (ebb.hits, ebb.tried, ebb.has_drifted) == (0, 2, True)
    assert report.has_drifted


def test_rewrites_are_counted(check: Check) -> None:
    """An entry that mends text counts by its repairs."""
    (report,) = check(page(story("<p>Another ferri was sold last year, for want of a crew.</p>")))
    assert row(report, "find: ferri").hits == 1
    assert row(report, "find: boot").has_drifted


def test_sources_are_counted_as_far_as_they_are_tried(check: Check) -> None:
    """The first source that gives wins: those behind it are not tried, those before it in vain."""
    (report,) = check(
        page(story(), title="<h1 class=wheel>Ferry returns</h1>"),
        page(story(), title="<h1 class=wheel>Ferry returns</h1>"),
    )
    first, second, third = (row(report, text) for text in ("h1.weir", "h1.wheel", "meta:og:title"))
    assert (first.hits, first.tried, first.has_drifted) == (0, 2, True)
    assert (second.hits, second.tried, second.has_drifted) == (2, 2, False)
    assert (third.hits, third.tried, third.has_drifted) == (0, 0, False)
    assert first.place == "platforms/weir.yaml:1"


def test_a_body_that_is_not_found(check: Check) -> None:
    """Pages without the body element are counted; it has drifted where none has it."""
    (report,) = check(page(story()), page(story(id_="tale")))
    body = row(report, "#story")
    assert (body.hits, body.tried, body.has_drifted) == (1, 2, False)
    assert report.count("body_not_found") == 1
    (report,) = check(page(story(id_="tale")))
    assert row(report, "#story").has_drifted


def test_a_dump_does_not_try_selectors(check: Check) -> None:
    """In a dump there are no elements: what needs them is not blamed for hitting nothing."""
    dump = f"The River Post\n\n{STORY}\n\nTide table\n"
    (report,) = check(page(story()), page(story()), dump)
    assert len(report.visits) == 3
    assert row(report, "select: .crate").tried == 2
    assert row(report, "#story").tried == 2
    assert row(report, "h1.weir").tried == 2
    assert (row(report, "line: Tide table").hits, row(report, "line: Tide table").tried) == (1, 3)


def test_an_entry_over_its_budget_is_told(check: Check) -> None:
    """An entry that would take the story is stopped on each page, and so has drifted."""
    (report,) = check(page(story()), page(story("<p>Tide table</p>")))
    stopped = row(report, "line: (?:The ferry|Forty people) .+")
    assert (stopped.stopped, stopped.has_drifted) == (2, True)


def test_layouts_are_told_apart(check: Check) -> None:
    """Pages of an old layout are told of by themselves, with its entries."""
    today, old = check(
        page(story("<p>Flood table</p>"), day="2019-05-01"), page(story("<p>Tide table</p>"))
    )
    assert (today.until, old.until) == (None, dt.date(2020, 12, 31))
    flood = row(old, "line: Flood table")
    assert (flood.hits, flood.place) == (1, f"{FILE}.yaml:14")
    assert "line: Flood table" not in {one.text for one in today.rows}


def test_the_text_without_the_rules_is_compared(check: Check) -> None:
    """Words with and without the publisher's rules, and the pages that differ most, are told."""
    ebb = "The same ebb was seen by the keeper of the lock on the other shore, who was not amused."
    (report,) = check(page(story()), page(story(f"<p class=box>{ebb}</p>")))
    with_, without = report.words
    assert without - with_ == len(ebb.split())
    assert [one.name for one in report.most_other] == ["p1"]
    assert 0.8 < report.most_other[0].common < report.common < 1


def test_packs_alone_know_no_publisher(files: Path) -> None:
    """No address, site name or signature puts a publisher's rules in force; the packs act."""
    bare = Normalizer(PacksAlone(files))
    url = "https://riverpost.example/ferry"
    article = bare.normalize(page(story("<p>Share this</p>")), url=url)
    assert article.publisher is None
    assert (STORY in article.text, "Share this" in article.text) == (True, False)
