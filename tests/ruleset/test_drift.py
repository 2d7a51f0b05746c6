"""``drift``: what of a publisher's file hits on its pages, counted from Articles of real runs."""

from __future__ import annotations

import datetime as dt

import pytest

from normalizer import Normalizer, RuleSet
from normalizer.ruleset.drift import PacksAlone, Report, Row, Visit, reports, visit

from .conftest import Files, Folder

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
        "match: {hosts: [riverpost.example], site_names: [River Post]}\n"
        "extends: [platforms/weir]\n"
        "body: ['#story']\n"
        "rewrite: [{find: ferri, to: ferry}, {find: boot, to: boat}]\n"
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


@pytest.fixture
def check(folder: Folder) -> object:
    """Return a function that gives the reports about pages and dumps."""
    rules = RuleSet([folder(FILES)])
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


def test_entries_are_counted(check) -> None:  # type: ignore[no-untyped-def]
    """An entry's hits are the pages on which it took something; one without any has drifted."""
    (report,) = check(
        page(story("<p>Tide table</p>", "<div class=box>Old ferries</div>")),
        page(story("<p>Tide table</p>")),
    )
    assert row(report, "line: Tide table") == Row(
        "strip", "line: Tide table", f"{FILE}.yaml:9", hits=2, tried=2
    )
    assert (row(report, "select: .box").hits, row(report, "select: .box").tried) == (1, 2)
    ebb = row(report, "line: Ebb table")
    assert (ebb.hits, ebb.tried, ebb.has_drifted) == (0, 2, True)
    assert report.has_drifted


def test_rewrites_are_counted(check) -> None:  # type: ignore[no-untyped-def]
    """An entry that mends text counts by its repairs."""
    (report,) = check(page(story("<p>Another ferri was sold last year, for want of a crew.</p>")))
    assert row(report, "find: ferri").hits == 1
    assert row(report, "find: boot").has_drifted


def test_sources_are_counted_as_far_as_they_are_tried(check) -> None:  # type: ignore[no-untyped-def]
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


def test_a_body_that_is_not_found(check) -> None:  # type: ignore[no-untyped-def]
    """Pages without the body element are counted; it has drifted where none has it."""
    (report,) = check(page(story()), page(story(id_="tale")))
    body = row(report, "#story")
    assert (body.hits, body.tried, body.has_drifted) == (1, 2, False)
    assert report.count("body_not_found") == 1
    (report,) = check(page(story(id_="tale")))
    assert row(report, "#story").has_drifted


def test_a_dump_does_not_try_selectors(check) -> None:  # type: ignore[no-untyped-def]
    """In a dump there are no elements: what needs them is not blamed for hitting nothing."""
    (report,) = check(page(story()), page(story()), f" date 2026-01-28 Ebb table\n\n{STORY}\n")[:1]
    assert row(report, "select: .crate").tried == 2


def test_an_entry_over_its_budget_is_told(check) -> None:  # type: ignore[no-untyped-def]
    """An entry that would take the story is stopped on each page, and so has drifted."""
    (report,) = check(page(story()), page(story("<p>Tide table</p>")))
    stopped = row(report, "line: (?:The ferry|Forty people) .+")
    assert (stopped.stopped, stopped.has_drifted) == (2, True)


def test_layouts_are_told_apart(check) -> None:  # type: ignore[no-untyped-def]
    """Pages of an old layout are told of by themselves, with its entries."""
    today, old = check(
        page(story("<p>Flood table</p>"), day="2019-05-01"), page(story("<p>Tide table</p>"))
    )[::-1]
    assert (today.until, old.until) == (None, dt.date(2020, 12, 31))
    flood = row(old, "line: Flood table")
    assert (flood.hits, flood.place) == (1, f"{FILE}.yaml:13")
    assert "line: Flood table" not in {one.text for one in today.rows}


def test_the_text_without_the_rules_is_compared(check) -> None:  # type: ignore[no-untyped-def]
    """Words with and without the publisher's rules, and the pages that differ most, are told."""
    ebb = "The same ebb was seen by the keeper of the lock on the other shore, who was not amused."
    (report,) = check(page(story()), page(story(f"<p class=box>{ebb}</p>")))
    with_, without = report.words
    assert without - with_ == len(ebb.split())
    assert [one.name for one in report.most_other] == ["p1"]
    assert 0.8 < report.most_other[0].common < report.common < 1


def test_packs_alone_know_no_publisher(folder: Folder) -> None:
    """No address, site name or signature puts a publisher's rules in force; the packs act."""
    bare = Normalizer(PacksAlone([folder(FILES)]))
    url = "https://riverpost.example/ferry"
    article = bare.normalize(page(story("<p>Tide table</p>", "<p>Share this</p>")), url=url)
    assert article.publisher is None
    assert "Tide table" in article.text
    assert "Share this" not in article.text
