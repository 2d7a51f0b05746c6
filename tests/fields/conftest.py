"""What the tests of fields are made of: clues from a piece of HTML or from removals."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from normalizer.model import (
    Category,
    Clues,
    Evidence,
    Found,
    Head,
    Kind,
    Location,
    Page,
    Removal,
    Ruled,
)
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.parse import parse

NOWHERE = Location(0, -1, frozenset(), frozenset())
UNRULED = Ruled()
URL = "https://www.harbourpost.example/story"


@pytest.fixture
def of_html() -> Callable[..., Clues]:
    """Return a function that makes the clues of an HTML page."""

    def make(
        html: str,
        *,
        url: str | None = URL,
        crawled: dt.datetime | None = None,
        ruled: Ruled = UNRULED,
        removed: tuple[Removal, ...] = (),
    ) -> Clues:
        settings = Settings()
        decoded = decode(html, content_type="text/html", settings=settings)
        page = parse(decoded, url=url, crawled=crawled, settings=settings)
        return Clues(page, (), NOWHERE, removed, ruled)

    return make


@pytest.fixture
def of_dump() -> Callable[..., Clues]:
    """Return a function that makes the clues of a dump from what was removed of it."""

    def make(*removed: Removal, ruled: Ruled = UNRULED, url: str | None = None) -> Clues:
        page = Page(Kind.DUMP, "The ferry has sailed.", None, Head(), url)
        return Clues(page, (), NOWHERE, removed, ruled)

    return make


@pytest.fixture
def removal() -> Callable[..., Removal]:
    """Return a function that makes a removal of a category, with what its pattern captured."""

    def make(category: str, text: str = "", *, block: int = 0, **captured: str) -> Removal:
        groups = tuple(captured.items())
        return Removal(block, 0, len(text), Category(category), "common/x.yaml:1", text, groups)

    return make


@pytest.fixture
def said() -> Callable[[str], Found[str]]:
    """Return a function that makes a value as a publisher's rule gives it."""
    return lambda value: Found(value, Evidence("rule:h1.headline", 0.95))


@pytest.fixture
def ld() -> Callable[..., str]:
    """Return a function that writes a JSON-LD script of an object."""

    def make(kind: str = "NewsArticle", **keys: object) -> str:
        thing = json.dumps({"@type": kind, **keys})
        return f'<script type="application/ld+json">{thing}</script>'

    return make
