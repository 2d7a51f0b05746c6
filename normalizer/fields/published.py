"""When the story first appeared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from normalizer.elements import Element
from normalizer.fields._clean import captured, marked, removals, text_of
from normalizer.fields._dates import dated, first_sure, read_date, read_visible
from normalizer.fields._linked import label, story, strings
from normalizer.fields._search import search
from normalizer.fields._style import DateStyle, style_of
from normalizer.fields._urls import parts_of
from normalizer.model import Category, Clues, Evidence, Found, Page

#: Metas in which systems for publishing write the date, the commonest first.
_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "publisheddate",
    "publish_date",
    "publish-date",
    "pub_date",
    "pubdate",
    "date",
    "og:publish_date",
    "date.available",
    "date.created",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "published",
    "published-date",
    "date-pub",
    "datecreated",
)
#: Class tokens of elements that hold the date of publication, and of those that hold another.
_FIRST = frozenset(
    ("published", "pubdate", "entry-date", "post-date", "date-published", "posted-on")
)
_LATER = frozenset(("updated", "modified", "date-modified", "dateModified"))
#: A page has few dates of its own; a page with many is a list.
_MOST_TIMES = 12
#: Characters of ``2026-01-28``.
_DAY = 10
#: A date in an address: whole folders, or a whole word of one. The day is never left out.
_FOLDERS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:/(?P<month>\d{1,2}|[a-z]{3,9})/(?P<day>\d{1,2})(?=/|$)"
    r"|(?P<dash>-?)(?P<month2>\d\d)(?P=dash)(?P<day2>\d\d)(?!\d))",
    re.I,
)


class _Stated(NamedTuple):
    """A date as the page writes it. ``visible`` marks what is written for readers."""

    source: str
    text: str
    confidence: float
    visible: bool = False


def find_published(clues: Clues) -> Found[str] | None:
    """Return when the story first appeared, ISO 8601 with time and offset where they are known.

    A crawler's header says the day; without one the publisher's rule does, or else the page's
    address, which is not edited later. The first evidence of the same day that has a time adds it.
    Where none of them says the day, the first of these does: JSON-LD, metas, microdata, ``time``
    elements, a timestamp that was removed from the text, and at last a search around the headline.
    What has two readings is taken where nothing else says the day. No date is taken from a dateline
    or from the story's own events.
    """
    style = style_of(clues)
    anchor = _crawl_header(clues, style) or _ruled(clues, style) or _address(clues.page, style)
    if anchor is None:
        return first_sure(chain(_read(clues, style), search(clues, style)))
    for other in _read(clues, style):
        if other.value[:_DAY] == anchor.value and len(other.value) > _DAY:
            return Found(other.value, max(anchor.evidence, other.evidence, key=_sureness))
    return anchor


def _sureness(evidence: Evidence) -> float:
    return evidence.confidence


def _read(clues: Clues, style: DateStyle) -> Iterator[Found[str]]:
    for stated in _stated(clues):
        read = read_visible if stated.visible else read_date
        if reading := read(stated.text, style):
            yield dated(reading, stated.source, stated.confidence)


def _stated(clues: Clues) -> Iterator[_Stated]:
    if ruled := clues.ruled.date:
        yield _Stated(ruled.evidence.source, ruled.value, ruled.evidence.confidence, visible=True)
    if clues.page.tree is not None:
        yield from _linked(clues.page)
        for name in _METAS:
            for content in clues.page.head.metas.get(name, ()):
                yield _Stated(f"meta:{name}", content, 0.9)
        yield from _elements(clues.page)
    for removal in removals(clues, Category.TIMESTAMP):
        date = captured(removal, "date")
        if date or not captured(removal, "modified"):
            yield _Stated("removed:timestamp", date or removal.text, 0.8, visible=True)


def _linked(page: Page) -> Iterator[_Stated]:
    """Yield the dates of stories before those of pages, and of publication before of creation."""
    things = [story(page.head), *page.head.ld]
    for key, confidence in (("datePublished", 0.95), ("dateCreated", 0.8)):
        for thing in things:
            for text in strings(thing.get(key)):
                yield _Stated(label(thing, key), text, confidence)


def _elements(page: Page) -> Iterator[_Stated]:
    if page.elements is None:
        return
    for element in marked(page, "datePublished"):
        text = element.get("datetime") or element.get("content") or text_of(element)
        yield _Stated("itemprop:datePublished", text, 0.9, visible=True)
    times = [(_rank(element), element) for element in page.elements.named("time")[:_MOST_TIMES]]
    for rank, confidence in enumerate((0.85, 0.75, 0.65)):
        for element in (element for its, element in times if its == rank):
            text = element.get("datetime") or text_of(element)
            yield _Stated("time", text, confidence, visible=True)


def _rank(element: Element) -> int | None:
    """Return how likely a ``time`` element is the story's, 0 the likeliest; None: it is not."""
    tokens = frozenset((element.get("class") or "").split())
    if tokens & _FIRST or element.get("pubdate") is not None:
        return 0
    if tokens & _LATER:
        return None
    inside = next(element.iterancestors("article", "main"), None) is not None
    return 1 if inside else 2


def _crawl_header(clues: Clues, style: DateStyle) -> Found[str] | None:
    for removal in removals(clues, Category.CRAWL_HEADER):
        if reading := read_date(captured(removal, "date") or removal.text, style):
            return dated(reading.day, "removed:crawl_header", 0.95)
    return None


def _ruled(clues: Clues, style: DateStyle) -> Found[str] | None:
    ruled = clues.ruled.date
    reading = read_visible(ruled.value, style) if ruled else None
    if ruled is None or reading is None or reading.ambiguous:
        return None
    return Found(reading.day.iso, ruled.evidence)


def _address(page: Page, style: DateStyle) -> Found[str] | None:
    """Return the day that the page's address names: ``/2026/01/28/``, ``/2026/jan/28/``."""
    address = parts_of(page.url)
    for folders in _FOLDERS.finditer(address.path if address else ""):
        year = folders["year"]
        month, day = folders["month"] or folders["month2"], folders["day"] or folders["day2"]
        text = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}"
        if reading := read_date(text, style):
            return dated(reading, "url", 0.85)
    return None
