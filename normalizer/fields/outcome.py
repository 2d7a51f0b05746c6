"""What the input turned out to be: a story, a teaser of one, a list of many things, or nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from normalizer.fields._linked import kinds, story
from normalizer.fields._sites import host_of
from normalizer.fields._urls import parts_of
from normalizer.model import Category, Kind, Metadata, Outcome, Page, Removal

#: Words below which text in front of a paywall is a teaser, not the story.
_STUB_WORDS = 120
#: From this confidence on doubt alone makes no list of a page: one that says nothing of itself is a story.
_SURE = 0.8
#: The least doubt there is.
_LEAST_DOUBT = 0.01
_PRODUCTS = frozenset(("Product", "ProductGroup"))
_FORUMS = frozenset(("DiscussionForumPosting", "QAPage"))
#: Parts of addresses under which sites have lists, shops and forums.
_LISTS = frozenset(
    "forum forums board boards thread threads t topic topics discussion discussions community questions "
    "category categories tag tags product products shop store collection collections search catalog c w "
    "p browse list listing listings all archive issues shows".split()
)
_LIST_HOSTS = frozenset(
    "forum forums board boards shop store community discuss discussion discussions".split()
)
_PART = re.compile(r"[^/._?=]+")
_WORD = re.compile(r"[a-z0-9]+")
#: A part of an address with so many words is a story's headline; a page with so many authors is a thread.
_SLUG_WORDS, _CROWD_AUTHORS = 4, 4


class Sign(StrEnum):
    """What speaks for a page's being a list of many things (a front page, section, shop, forum), or not."""

    SAID_TO_BE_A_STORY = "its JSON-LD says that it is a story"
    SHARED_AS_A_STORY = "og:type is article"
    SLUG = "a part of its address reads like a headline"
    PRODUCT = "its JSON-LD says that it is a product"
    SHARED_AS_A_PRODUCT = "og:type is product"
    FORUM = "its JSON-LD says that it is a thread"
    ADDRESS = "a part of its address is a list's"
    HOST = "its host is a forum's or a shop's"
    CROWD = "many have written it"
    #: counted by its natural logarithm; all others count once
    DOUBT = "the chooser's doubt"


#: What each sign counts, and the sum from which on a page is a list: the coefficients of a logistic
#: regression over 894 stories and 118 lists, rounded (``python -m training.outcome``).
POINTS: Mapping[Sign, float] = {
    Sign.SAID_TO_BE_A_STORY: -1.7,
    Sign.SHARED_AS_A_STORY: -1.2,
    Sign.SLUG: -1.3,
    Sign.PRODUCT: 4.0,
    Sign.SHARED_AS_A_PRODUCT: 2.4,
    Sign.FORUM: 2.9,
    Sign.ADDRESS: 2.0,
    Sign.HOST: 2.9,
    Sign.CROWD: 2.0,
    Sign.DOUBT: 1.4,
}
ENOUGH = -2.7


def outcome_of(
    page: Page,
    text: str,
    metadata: Metadata,
    *,
    confidence: float,
    removed: Iterable[Removal],
    has_paywall: bool,
) -> Outcome:
    """Return what the input turned out to be; ``confidence`` is the body's.

    Of a dump it is known whether there is text; what it was cut from is not to be seen.
    """
    if not text:
        return Outcome.EMPTY
    address = parts_of(page.url)
    if address and address.path in ("", "/"):
        return Outcome.INDEX
    if has_paywall:
        return Outcome.STUB
    behind_wall = any(removal.category is Category.PAYWALL for removal in removed) or any(
        str(item.get("isAccessibleForFree")).lower() == "false" for item in page.head.ld
    )
    if behind_wall and len(text.split()) < _STUB_WORDS:
        return Outcome.STUB
    if page.kind is Kind.DUMP:
        return Outcome.ARTICLE
    signs = signs_of(page, authors=len(metadata.authors), confidence=confidence)
    return Outcome.INDEX if is_list(signs, confidence=confidence) else Outcome.ARTICLE


def signs_of(page: Page, *, authors: int, confidence: float) -> dict[Sign, float]:
    """Return what each sign says of a page with so many authors, of whose body the chooser is so sure."""
    types = frozenset(kind for thing in page.head.ld for kind in kinds(thing))
    is_story = bool(story(page.head))
    shared_as = (page.head.meta("og:type") or "").lower()
    address = parts_of(page.url)
    host = (host_of(page.url) or "").split(".")
    path = address.path.lower() if address else ""
    return {
        Sign.SAID_TO_BE_A_STORY: is_story,
        Sign.SHARED_AS_A_STORY: shared_as == "article",
        Sign.SLUG: max(map(_words, path.split("/"))) >= _SLUG_WORDS,
        Sign.PRODUCT: bool(types & _PRODUCTS) and not is_story,
        Sign.SHARED_AS_A_PRODUCT: shared_as.startswith("product"),
        Sign.FORUM: bool(types & _FORUMS),
        Sign.ADDRESS: _has(_PART.findall(path), _LISTS),
        Sign.HOST: _has(host[:-1], _LIST_HOSTS),
        Sign.CROWD: authors >= _CROWD_AUTHORS,
        Sign.DOUBT: math.log(max(0.0, 1 - confidence) + _LEAST_DOUBT),
    }


def is_list(signs: Mapping[Sign, float], *, confidence: float) -> bool:
    """Return whether the signs make a list of a page; some other than doubt, or much doubt, has to."""
    points = [POINTS[sign] * value for sign, value in signs.items()]
    has_sign = any(point > 0 for point in points) or confidence < _SURE
    return has_sign and sum(points) > ENOUGH


def _words(part: str) -> int:
    return len(_WORD.findall(part))


def _has(parts: Iterable[str], some: Collection[str]) -> bool:
    return any(part in some for part in parts)
