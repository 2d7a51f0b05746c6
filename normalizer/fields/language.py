"""The language of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pycld2  # type: ignore[import-untyped]

from normalizer.fields._clean import found
from normalizer.fields._linked import label, story, strings
from normalizer.model import Clues, Found, Head

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.I)
#: As much of a story is enough to hear its language; of less than the second, hearing does not overrule
#: what the page says. In characters.
_ENOUGH, _LEAST = 600, 200
#: Share of the text, in per cent, that has to be in the language heard.
_MOSTLY = 90
#: What cld2 does not read.
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Codes that cld2 has from older lists, and what it calls no language.
_TODAY = {"iw": "he", "jw": "jv", "mo": "ro", "sh": "sr"}
_UNKNOWN = frozenset(("un", "xxx"))
#: Languages that are taken for each other: there a page knows better which one it is in.
_KIN = (frozenset("no nb nn da".split()), frozenset("hr sr bs".split()), frozenset(("id", "ms")))


def find_language(clues: Clues) -> Found[str] | None:
    """Return the primary subtag of the story's language, ``en`` for ``en-US``, or None.

    What the publisher's rule says goes first, then the root element, metas, JSON-LD, and at last what
    the text is heard to be in (cld2). Where a longer text is plainly in another language than is said
    of it, the text is right: templates and rules are written for sites, which have guests.
    """
    heard = hear(clues)
    said = _said(clues)
    if heard is None:
        return said
    language, is_plain = heard
    if said is None:
        return found(language, "text", 0.9 if is_plain else 0.7)
    is_kin = any({language, said.value} <= kin for kin in _KIN)
    return (
        said if language == said.value or is_kin or not is_plain else found(language, "text", 0.9)
    )


def hear(clues: Clues) -> tuple[str, bool] | None:
    """Return the language of the story's text and whether it is plain; None where it is not to be heard."""
    blocks = clues.location.body or range(len(clues.blocks))
    texts: list[str] = []
    size = 0
    for at in sorted(blocks):
        texts.append(clues.blocks[at].text)
        size += len(texts[-1])
        if size > _ENOUGH:
            break
    text = _UNREADABLE.sub(" ", " ".join(texts)[:_ENOUGH])
    try:
        is_reliable, _, ((_, code, share, _), *_) = pycld2.detect(text)
    except pycld2.error:
        return None
    code = code.partition("-")[0]
    if code[:3] in _UNKNOWN or not is_reliable:
        return None
    return _TODAY.get(code, code), share >= _MOSTLY and size >= _LEAST


def _said(clues: Clues) -> Found[str] | None:
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
