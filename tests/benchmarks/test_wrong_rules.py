"""The benchmark of wrong rules: how it breaks a draft, and what it measures."""

from __future__ import annotations

from pathlib import Path

import pytest

import wrong_rules
from corpus import read_pages
from wrong_rules import Scored, Way


def test_a_draft_is_broken_in_every_way(corpus: Path) -> None:
    """A page with a story and a footer gives a rule for each way, which hits what its name says."""
    rules = wrong_rules.drafts_of(read_pages(corpus)[:1])
    assert set(rules) == set(Way)
    assert rules[Way.DRAFT].rule.body == ()
    assert rules[Way.BODY_IS_FOOTER].rule.body == ("footer",)
    assert rules[Way.STRIPS_CONTAINER_ALONE].rule.body == ()
    assert rules[Way.STRIPS_CONTAINER].rule.strip[0].select == "article"


def test_what_is_no_page_has_no_draft(corpus: Path) -> None:
    """A page that is refused gives no rules, and no error."""
    assert wrong_rules.drafts_of(read_pages(corpus)[2:]) == {}


def test_a_page_is_scored_under_each_rule(corpus: Path, tmp_path: Path) -> None:
    """Without a rule and with the draft the story is whole; each rule that hits something is tried."""
    page = read_pages(corpus)[0]
    rules = wrong_rules.drafts_of([page])
    folders = wrong_rules.write(tmp_path / "rules", {wrong_rules.host_of(page): rules})
    scored = wrong_rules.score(page, rules, folders)
    assert scored.without == 1.0
    assert scored.under[Way.DRAFT] == 1.0
    assert set(scored.under) == set(Way)
    assert "rule_over_budget" in scored.problems[Way.STRIPS_PARAGRAPHS]


def test_means_are_over_the_pages_concerned() -> None:
    """A way that hits nothing on a page does not count there; one that hits nowhere has no mean."""
    pages = [
        Scored("a", 1.0, {Way.DRAFT: 0.5, Way.STRIPS_PARAGRAPHS: 0.9}, {}, {}),
        Scored("b", 0.8, {Way.DRAFT: 1.0}, {}, {}),
    ]
    means = wrong_rules.means_of(pages)
    assert means == {Way.DRAFT: pytest.approx(-0.15), Way.STRIPS_PARAGRAPHS: pytest.approx(-0.1)}
