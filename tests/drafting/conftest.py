"""Pages of an invented site, and what a draft makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer import Normalizer
from normalizer.drafting.draft import Draft, draft
from normalizer.drafting.samples import Sample, examine

PAGES = Path(__file__).parent / "pages"
FERRY = (PAGES / "ferry.html").read_text(encoding="utf-8")
WEIR = (PAGES / "weir.html").read_text(encoding="utf-8")

#: Returns a page or dump, with a name and perhaps an address, as a Sample.
Look = Callable[..., Sample]
#: Returns the draft for several pages or dumps.
Drafting = Callable[..., Draft]


@pytest.fixture(scope="session")
def normalizer() -> Normalizer:
    """Return a Normalizer on the shipped rules alone."""
    return Normalizer()


@pytest.fixture(scope="session")
def look(normalizer: Normalizer) -> Look:
    """Return a function that examines text."""

    def sample(text: str, *, name: str = "page", url: str | None = None) -> Sample:
        return examine(text, name=name, url=url, normalizer=normalizer)

    return sample


@pytest.fixture(scope="session")
def drafted(normalizer: Normalizer, look: Look) -> Drafting:
    """Return a function that drafts from texts, which are called 1, 2 and so on."""

    def from_texts(*texts: str, urls: tuple[str, ...] = ()) -> Draft:
        addresses = urls or (None,) * len(texts)
        samples = [
            look(text, name=str(number), url=url)
            for number, (text, url) in enumerate(zip(texts, addresses, strict=True), 1)
        ]
        return draft(samples, today=dt.date(2026, 1, 30), normalizer=normalizer)

    return from_texts
