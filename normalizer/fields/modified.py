"""When the story was last changed."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer.fields._clean import captured, found, marked, removals, text_of
from normalizer.fields._dates import read_date, read_visible, style_of
from normalizer.fields._linked import label, story, strings
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
    text.
    """
    style = style_of(clues)
    if (ruled := clues.ruled.modified) and (iso := read_visible(ruled.value, style)):
        return Found(iso, ruled.evidence)
    for source, text, confidence in _stated(clues.page):
        if iso := read_date(text, style):
            return found(iso, source, confidence)
    for removal in removals(clues, Category.TIMESTAMP):
        if iso := read_visible(captured(removal, "modified") or "", style):
            return found(iso, "removed:timestamp", 0.8)
    return None


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
