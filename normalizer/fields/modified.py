"""When the story was last changed."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer.fields._clean import captured, marked, removals, text_of
from normalizer.fields._dates import dated, first_sure, read_date, read_visible
from normalizer.fields._linked import label, story, strings
from normalizer.fields._style import DateStyle, style_of
from normalizer.model import Category, Clues, Found, Page

_METAS = (
    "article:modified_time",
    "og:article:modified_time",
    "og:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article:modified",
)


def find_modified(clues: Clues) -> Found[str] | None:
    """Return when the story was last changed, ISO 8601, None where the page does not say.

    What the publisher's rule gave goes first, then JSON-LD, metas, microdata, and a timestamp in the
    text. What has two readings is taken where nothing else says it.
    """
    return first_sure(_read(clues, style_of(clues)))


def _read(clues: Clues, style: DateStyle) -> Iterator[Found[str]]:
    if (ruled := clues.ruled.modified) and (reading := read_visible(ruled.value, style)):
        yield dated(reading, ruled.evidence.source, ruled.evidence.confidence)
    for source, text, confidence in _stated(clues.page):
        if reading := read_date(text, style):
            yield dated(reading, source, confidence)
    for removal in removals(clues, Category.TIMESTAMP):
        if reading := read_visible(captured(removal, "modified") or "", style):
            yield dated(reading, "removed:timestamp", 0.8)


def _stated(page: Page) -> Iterator[tuple[str, str, float]]:
    thing = story(page.head)
    for text in strings(thing.get("dateModified")):
        yield label(thing, "dateModified"), text, 0.95
    for name in _METAS:
        for content in page.head.metas.get(name, ()):
            yield f"meta:{name}", content, 0.9
    for element in marked(page, "dateModified"):
        text = element.get("datetime") or element.get("content") or text_of(element)
        yield "itemprop:dateModified", text, 0.85
