"""What the input turned out to be: a story, a teaser of one, a list of many things, or nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator

from normalizer.fields._linked import kinds, story
from normalizer.fields._sites import host_of
from normalizer.fields._urls import parts_of
from normalizer.model import Category, Kind, Metadata, Outcome, Page, Removal

#: Words below which text in front of a paywall is a teaser, not the story.
_STUB_WORDS = 120
#: Points for a page's being a list (a front page, section, shop or forum) that its signs count, and from
#: which sum on it is one; the coefficients of a logistic regression, rounded. Cross-validated over hosts
#: (896 stories, 118 lists), 83 of 100 lists are told, and of 100 stories 1.3 are taken for lists.
_BEGIN, _ENOUGH = 2.2, -0.5
#: From this confidence on doubt alone makes no list of a page: one that says nothing of itself is a story.
_SURE = 0.8
_SAID_TO_BE_A_STORY, _SHARED_AS_A_STORY, _SLUG = -1.7, -1.2, -1.3
_PRODUCT, _SHARED_AS_A_PRODUCT, _FORUM = 4.0, 2.4, 2.9
_ADDRESS, _HOST, _CROWD = 2.0, 2.9, 2.0
#: Points for each natural logarithm of the chooser's doubt, and the least doubt there is.
_DOUBT, _LEAST_DOUBT = 1.4, 0.01
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
    if page.kind is Kind.HTML and _is_list(page, metadata, confidence):
        return Outcome.INDEX
    return Outcome.ARTICLE


def _is_list(page: Page, metadata: Metadata, confidence: float) -> bool:
    points = list(_points(page, metadata, confidence))
    has_sign = any(point > 0 for point in points) or confidence < _SURE
    return has_sign and _BEGIN + sum(points) > _ENOUGH


def _points(page: Page, metadata: Metadata, confidence: float) -> Iterator[float]:
    types = frozenset(kind for thing in page.head.ld for kind in kinds(thing))
    is_story = bool(story(page.head))
    shared_as = (page.head.meta("og:type") or "").lower()
    yield _SAID_TO_BE_A_STORY * is_story
    yield _SHARED_AS_A_STORY * (shared_as == "article")
    yield _PRODUCT * (bool(types & _PRODUCTS) and not is_story)
    yield _SHARED_AS_A_PRODUCT * shared_as.startswith("product")
    yield _FORUM * bool(types & _FORUMS)
    yield _DOUBT * math.log(max(0.0, 1 - confidence) + _LEAST_DOUBT)
    yield _CROWD * (len(metadata.authors) >= _CROWD_AUTHORS)
    address = parts_of(page.url)
    host = (host_of(page.url) or "").split(".")
    path = address.path.lower() if address else ""
    yield _SLUG * (max(map(_words, path.split("/"))) >= _SLUG_WORDS)
    yield _ADDRESS * _has(_PART.findall(path), _LISTS)
    yield _HOST * _has(host[:-1], _LIST_HOSTS)


def _words(part: str) -> int:
    return len(_WORD.findall(part))


def _has(parts: Iterable[str], some: Collection[str]) -> bool:
    return any(part in some for part in parts)
