"""The language of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizer.fields._clean import found
from normalizer.fields._linked import label, story, strings
from normalizer.model import Clues, Found, Head

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.I)


def find_language(clues: Clues) -> Found[str] | None:
    """Return the primary subtag of the story's language, ``en`` for ``en-US``, or None.

    What the publisher's rule says goes first, then the root element, metas, JSON-LD. Left alone:
    the text itself; a dump whose publisher is unknown has no language.
    """
    if clues.ruled.language:
        return found(clues.ruled.language, "rule:language", 0.95)
    for source, text, confidence in _stated(clues.page.head):
        if tag := _TAG.fullmatch(text.strip()):
            return found(tag[1].lower(), source, confidence)
    return None


def _stated(head: Head) -> Iterator[tuple[str, str, float]]:
    yield "html:lang", head.language or "", 0.9
    for name in ("content-language", "og:locale", "dc.language", "language"):
        yield f"meta:{name}", head.meta(name) or "", 0.8
    thing = story(head)
    for text in strings(thing.get("inLanguage")):
        yield label(thing, "inLanguage"), text, 0.8
