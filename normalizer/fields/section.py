"""The part of the site that the story stands in."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer.fields._clean import captured, clean, found, removals
from normalizer.fields._linked import label, story, strings
from normalizer.model import Category, Clues, Found, Head

_METAS = ("article:section", "og:article:section", "parsely-section", "section", "dc.subject")


def find_section(clues: Clues) -> Found[str] | None:
    """Return the section as the site names it, None where the page does not say.

    What the publisher's rule gave goes first, then metas, JSON-LD, a breadcrumb whose rule caught
    the section. Left alone: the folders of the address, which are no names.
    """
    if ruled := clues.ruled.section:
        return Found(clean(ruled.value), ruled.evidence)
    for source, text in _stated(clues.page.head):
        if (section := clean(text)) and "://" not in section:
            return found(section, source, 0.85)
    for removal in removals(clues, Category.BREADCRUMB):
        if name := captured(removal, "section"):
            return found(name, "removed:breadcrumb", 0.8)
    return None


def _stated(head: Head) -> Iterator[tuple[str, str]]:
    for name in _METAS:
        if content := head.meta(name):
            yield f"meta:{name}", content
    thing = story(head)
    for text in strings(thing.get("articleSection")):
        yield label(thing, "articleSection"), text
