"""Who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from normalizer.elements import Element
from normalizer.fields._clean import captured, clean, found, marked, removals, text_of
from normalizer.fields._linked import label, names, story
from normalizer.fields._sites import site_names
from normalizer.model import Category, Clues, Found, Page
from normalizer.text import fold

_METAS = (
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
#: Commas and the like, and the words for "and" that bylines part two names with.
_PARTED = re.compile(r"\s*[,;|&]\s*|\s+(?:and|und|et|y|og|och|en)\s+")
#: A name is shorter, a story has fewer authors. In characters and names.
_MOST_CHARS = 60
_MOST_AUTHORS = 30
#: Links looked at; a page with more is an index.
_MOST_LINKS = 2000


def find_authors(clues: Clues) -> Found[tuple[str, ...]] | None:
    """Return the authors in the page's order, each once, None where it names none.

    What the publisher's rule gave goes first, then JSON-LD, metas, microdata and links marked as
    the author's, a byline that was removed from the text. Left alone: the outlet and the agency,
    which sign in place of a person, addresses and accounts.
    """
    if ruled := clues.ruled.authors:
        authors = tuple(name for author in ruled.value if (name := clean(author)))
        return Found(authors, ruled.evidence) if authors else None
    agencies = (captured(removal, "agency") for removal in clues.removed)
    nobody = site_names(clues.page) | {fold(name) for name in agencies if name}
    for source, texts, confidence in _stated(clues):
        if authors := _people(texts, nobody):
            return found(authors, source, confidence)
    return None


def _stated(clues: Clues) -> Iterator[tuple[str, Iterable[str], float]]:
    page = clues.page
    thing = story(page.head)
    yield label(thing, "author"), names(page.head, thing.get("author")), 0.9
    for name in _METAS:
        yield f"meta:{name}", page.head.metas.get(name, ()), 0.8
    yield from _elements(page)
    bylines = (captured(removal, "author") for removal in removals(clues, Category.BYLINE))
    yield "removed:byline", [author for author in bylines if author], 0.8


def _elements(page: Page) -> Iterator[tuple[str, Iterable[str], float]]:
    writers = [text_of(_name_in(element)) for element in marked(page, "author")]
    yield "itemprop:author", writers, 0.7
    if page.tree is not None:
        links = islice(page.tree.iter("a"), _MOST_LINKS)
        signed = [text_of(link) for link in links if "author" in (link.get("rel") or "").split()]
        yield "rel:author", signed, 0.7


def _name_in(element: Element) -> Element:
    inner: Element | None = element.find(".//*[@itemprop='name']")
    return element if inner is None else inner


def _people(texts: Iterable[str], nobody: frozenset[str]) -> tuple[str, ...]:
    people: dict[str, str] = {}
    for text in texts:
        for name in _parted(clean(text)):
            folded = fold(name)
            is_name = folded and len(name) <= _MOST_CHARS and not re.search(r"[@/\d]|\.\w+$", name)
            if is_name and folded not in nobody:
                people.setdefault(folded, name)
    return tuple(people.values())[:_MOST_AUTHORS]


def _parted(text: str) -> list[str]:
    """Return the names in ``text``; a comma between two single words parts last from first name."""
    parts = _PARTED.split(text)
    if len(parts) == 2 and not any(" " in part for part in parts):
        return [" ".join(reversed(parts))]
    return parts
