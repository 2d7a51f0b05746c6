"""One hostile input and what may become of it, and how inputs are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from stories import STORY, page

MB = 1_000_000
Data = bytes | str
Text = Callable[[], str]
#: Errors that are right for what is no text, and for what is too large.
INPUT = frozenset({"input"})
LIMIT = frozenset({"limit"})


@dataclass(frozen=True, slots=True)
class Case:
    """One input and what may become of it.

    story: paragraphs that have to stand in the text; empty where only an error is right, or nothing.
    errors: codes of the NormalizerError that may come instead of the story.
    absent: texts that must not stand in the article.
    """

    group: str
    name: str
    build: Callable[[], Data]
    story: tuple[str, ...] = STORY
    errors: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()
    url: str | None = "https://courier.example/news/old-ferry-returns"
    content_type: str | None = None


def on_page(group: str, texts: dict[str, Text]) -> Iterator[Case]:
    """Yield a case for each text, put on a page before the story, in it and after it in turn."""
    for at, (name, text) in enumerate(texts.items()):
        place = ("before", "between", "after")[at % 3]
        yield Case(group, f"{name}, {place} the story", partial(put, page, place, text))


def put(into: Callable[..., str], place: str, text: Text) -> bytes:
    """Return a page or dump that has a text in some place."""
    return into(**{place: text()}).encode()


def encoded(text: str, codec: str = "utf-8") -> bytes:
    return text.encode(codec, "ignore")


def given(data: Data) -> Data:
    return data
