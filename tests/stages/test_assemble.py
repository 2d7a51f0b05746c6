from __future__ import annotations

import pytest

from normalizer.model import (
    Article,
    BodyBlock,
    Category,
    Head,
    Kind,
    Metadata,
    Outcome,
    Page,
    Problem,
    Removal,
    Role,
    Ruled,
)
from normalizer.stages.assemble import Account, assemble, fingerprint


def _article(
    text: str,
    *codes: str,
    url: str | None = None,
    removed: tuple[Removal, ...] = (),
    has_paywall: bool = False,
) -> Article:
    """Return the article of a text at confidence 0.8, with problems of these codes."""
    body = (BodyBlock(0, Role.PARAGRAPH, text),) if text else ()
    problems = tuple(Problem(code, "what a rule did") for code in codes)
    account = Account(body, removed, (), "test", 0.8, problems)
    page = Page(Kind.HTML, "", None, Head(), url, problems=(Problem("encoding", "of the page"),))
    return assemble(page, account, Metadata(), ruled=Ruled(has_paywall=has_paywall))


def _outcome(text: str, head: Head) -> Outcome:
    body = (BodyBlock(0, Role.PARAGRAPH, text),) if text else ()
    account = Account(body, (), (), "test", 0.8, ())
    page = Page(Kind.HTML, "", None, head)
    return assemble(page, account, Metadata(), ruled=Ruled()).outcome


def test_outcomes() -> None:
    """No text is empty; little text on a page that says it is not free is a stub."""
    closed = Head(ld=({"@type": "NewsArticle", "isAccessibleForFree": "False"},))
    assert _outcome("", Head()) is Outcome.EMPTY
    assert _outcome("A teaser of a few words.", closed) is Outcome.STUB
    assert _outcome("A teaser of a few words.", Head()) is Outcome.ARTICLE
    assert _outcome("word " * 500, closed) is Outcome.ARTICLE


def test_fingerprints_ignore_what_does_not_count() -> None:
    """Case, white space and punctuation do not change a fingerprint, words do."""
    assert fingerprint("The river, rose.") == fingerprint("the  RIVER rose")
    assert fingerprint("The river rose.") != fingerprint("The river fell.")


@pytest.mark.parametrize(
    ("text", "url", "outcome"),
    [
        ("A teaser.", None, Outcome.STUB),
        ("word " * 5000, None, Outcome.STUB),
        ("A teaser.", "https://mill.example/a", Outcome.STUB),
        ("A teaser.", "https://mill.example/", Outcome.INDEX),
        ("", None, Outcome.EMPTY),
    ],
)
def test_a_publishers_paywall_makes_a_stub(text: str, url: str | None, outcome: Outcome) -> None:
    """What the publisher's rule says of its paywall holds for texts of any length."""
    assert _article(text, url=url, has_paywall=True).outcome is outcome


def test_a_removed_paywall_makes_a_stub_of_short_text() -> None:
    """Packs know the words of paywalls, and those stand below whole stories too."""
    wall = Removal(1, 0, 9, Category.PAYWALL, "common/paywall.yaml:9", "Subscribe")
    assert _article("A teaser.", removed=(wall,)).outcome is Outcome.STUB
    assert _article("word " * 500, removed=(wall,)).outcome is Outcome.ARTICLE


@pytest.mark.parametrize(
    ("codes", "confidence"),
    [
        ((), 0.8),
        (("body_refused",), 0.64),
        (("body_refused", "body_refused", "body_refused"), 0.64),
        (("body_refused", "rule_over_budget"), 0.512),
        (("body_refused", "rule_over_budget", "rule_outdated", "body_refused"), 0.41),
    ],
)
def test_each_kind_of_problem_costs_confidence(codes: tuple[str, ...], confidence: float) -> None:
    """A fifth for each kind, however often; those of the page itself cost nothing."""
    article = _article("The wheel turns.", *codes)
    assert article.confidence == confidence
    assert [one.code for one in article.problems] == ["encoding", *codes]


def test_no_text_is_no_confidence() -> None:
    """Of an empty text nothing is sure, whoever chose it."""
    assert _article("", "body_refused").confidence == 0.0
