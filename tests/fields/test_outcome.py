"""What a page turns out to be: lists are told from stories by several signs, never by one."""

from __future__ import annotations

import datetime as dt

import pytest

from normalizer.fields.outcome import outcome_of
from normalizer.model import Head, Kind, Metadata, Outcome, Page

STORY = {"@type": "NewsArticle"}
PRODUCT = {"@type": ["Thing", "https://schema.org/Product"]}
THREAD = {"@type": "DiscussionForumPosting"}
HOST = "https://harbour.example"


def outcome(
    path: str | None = None,
    *ld: dict[str, object],
    og: str = "",
    confidence: float = 0.9,
    authors: int = 0,
    kind: Kind = Kind.HTML,
) -> Outcome:
    """Return what a page of some words is taken for."""
    url = None if path is None else path if path.startswith("http") else f"{HOST}{path}"
    page = Page(
        kind, "", None, Head({"og:type": (og,)} if og else {}, ld), url, dt.datetime.now(dt.UTC)
    )
    metadata = Metadata(authors=tuple("abcdefgh"[:authors]))
    return outcome_of(
        page, "Some words.", metadata, confidence=confidence, removed=(), has_paywall=False
    )


@pytest.mark.parametrize(
    "told",
    [
        outcome("/products/lamp", PRODUCT, og="product", confidence=0.9),
        outcome("/t/who-mends-nets", THREAD, authors=6),
        outcome("https://forum.harbour.example/a", THREAD),
        outcome("/category/boats", confidence=0.6),
        outcome("/boats", confidence=0.5),
        outcome("/"),
    ],
)
def test_lists_are_told(told: Outcome) -> None:
    """Shops, threads, sections and front pages say so in their types, addresses and muddle."""
    assert told is Outcome.INDEX


@pytest.mark.parametrize(
    "told",
    [
        outcome("/news/old-ferry-sails-again-in-spring", STORY, og="article", confidence=0.6),
        outcome("/topics/old-ferry-sails-again", STORY, og="article"),
        outcome("/news/the-best-lamps-of-the-year", STORY, PRODUCT, og="article", confidence=0.95),
        outcome("/category/boats", STORY, og="article", confidence=0.97),
        outcome(None, confidence=0.8),
        outcome("/category/boats", confidence=0.1, kind=Kind.DUMP),
    ],
)
def test_stories_are_stories(told: Outcome) -> None:
    """One odd sign makes no list of a story; of a dump, or a page that says nothing, none is made."""
    assert told is Outcome.ARTICLE
