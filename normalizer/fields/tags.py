"""The keywords that the site gives the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizer.fields._clean import clean, found
from normalizer.fields._linked import label, names, story
from normalizer.model import Clues, Found, Head
from normalizer.text import fold

_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "keywords")
_PARTED = re.compile(r"\s*[,;،、]\s*")
#: Longer pieces are sentences, more pieces a heap for search engines.
_MOST_CHARS = 80
_MOST_TAGS = 50


def find_tags(clues: Clues) -> Found[tuple[str, ...]] | None:
    """Return the story's tags in the site's order, each once, None where it has none.

    The first source that yields wins: the publisher's rule, article:tag, JSON-LD, metas for news,
    keywords.
    """
    if (ruled := clues.ruled.tags) and (tags := _parted(ruled.value)):
        return Found(tags, ruled.evidence)
    for source, values in _stated(clues.page.head):
        if tags := _parted(values):
            return found(tags, source, 0.85)
    return None


def _parted(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags in lists of them, each once."""
    tags: dict[str, str] = {}
    for value in values:
        for tag in _PARTED.split(clean(value)):
            if 0 < len(tag) <= _MOST_CHARS:
                tags.setdefault(fold(tag), tag)
    return tuple(tags.values())[:_MOST_TAGS]


def _stated(head: Head) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in _METAS[:2]:
        yield f"meta:{name}", head.metas.get(name, ())
    thing = story(head)
    yield label(thing, "keywords"), tuple(names(head, thing.get("keywords")))
    for name in _METAS[2:]:
        yield f"meta:{name}", head.metas.get(name, ())
