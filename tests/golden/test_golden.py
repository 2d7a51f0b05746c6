"""The comparison itself: it must see what differs, and nothing else."""

from __future__ import annotations

import pytest

from normalizer import Article, normalize

from .golden import KEYS, difference, observed

DUMP = "date 2026-03-10\nThe ferry has sailed.\nNobody waved."


@pytest.fixture
def article() -> Article:
    """Return the article of a small dump."""
    return normalize(DUMP)


def test_an_article_is_what_it_was_seen_to_be(article: Article) -> None:
    """What is observed of an article has every key, and the article does not differ from it."""
    assert tuple(observed(article)) == KEYS
    assert difference(observed(article), observed(article)) == ""


@pytest.mark.parametrize("key", KEYS)
def test_every_key_counts(article: Article, key: str) -> None:
    """A value that is not the article's shows in the diff, whichever key it stands under."""
    other: dict[str, object] = {
        "text": ["The ferry has sailed. Nobody waved."],
        "removed": [{"category": "credit", "text": "date 2026-03-10"}],
        "problems": ["rule_over_budget"],
    }
    shown = difference({key: other.get(key, "another")}, observed(article))
    assert any(line.startswith("-") for line in shown.splitlines()[2:])


def test_a_key_left_out_is_not_compared(article: Article) -> None:
    """An expectation speaks of what it names only."""
    assert difference({"date": "2026-03-10"}, observed(article)) == ""


def removed(*pieces: tuple[str, str]) -> dict[str, object]:
    """Return what is expected or observed of removals."""
    return {"removed": [{"category": category, "text": text} for category, text in pieces]}


def test_splitting_a_run_does_not_count() -> None:
    """Neighbours of one category are one run, however they are split; their order counts."""
    whole = removed(("share", "Tweet Pin it"), ("other", "Shop"))
    assert (
        difference(whole, removed(("share", "Tweet"), ("share", "Pin it"), ("other", "Shop"))) == ""
    )
    assert difference(whole, removed(("share", "Pin it"), ("share", "Tweet"), ("other", "Shop")))
    assert difference(whole, removed(("share", "Tweet"), ("other", "Shop"), ("share", "Pin it")))
