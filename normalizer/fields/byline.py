"""Who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from normalizer.elements import Element
from normalizer.fields._clean import agencies, captured, clean, found, marked, removals, text_of
from normalizer.fields._linked import label, names, people, persons, story
from normalizer.fields._people import bare, is_name, is_role, opening_names, parted
from normalizer.fields._signed import alone, lines, links, near
from normalizer.fields._sites import given_names, host_names
from normalizer.model import Block, Category, Clues, Found, Page
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
    "cxenseparse:author",
    "og:article:author",
    "og:author",
    "dcsext.author",
    "mrf:authors",
    "authors",
    "creator",
    "byline",
)
#: A name is shorter, a story has fewer authors. In characters and names.
_MOST_CHARS = 60
_MOST_AUTHORS = 30
#: Links looked at; a page with more is an index.
_MOST_LINKS = 2000
#: Ends of the classes of elements that hold the writer's name, and words of classes of those that hold
#: another's; classes are not longer, and a page with more such elements is a list.
_SIGNED = re.compile(
    r".*(?:author|byline|writer)s?[-_]{0,2}(?:name|link|text|info|meta|full[-_]?name)?", re.I
)
_MOST_CLASS_CHARS, _MOST_SIGNED, _MOST_SIGNED_CHARS = 60, 30, 120
_ANOTHERS = re.compile(
    r"comment|related|card|bio|avatar|social|review|testimonial|quote|footer|sidebar", re.I
)
#: Labels of the pair on a page's card (twitter:label1, twitter:data1) in which the other is the writer.
_WRITTEN = re.compile(
    r"(?:written|posted) by|author|(?:verfasst|geschrieben) von|[ée]crit par|escrito por|scritto da"
    r"|geschreven door|skrive[nt] av|skrevet af|napisan[ey] przez|автор",
    re.I,
)


class _Nobody(NamedTuple):
    """Names, folded, that sign in place of a person: of outlet and agencies, and what the host is called.

    Two words that make the host's name may be those of a person whose site it is, where the page says
    to machines that they are the author's.
    """

    houses: frozenset[str]
    hosts: frozenset[str] = frozenset()

    def holds(self, name: str) -> bool:
        """Return whether ``name`` is one of them."""
        folded = fold(name)
        return folded in self.houses or (folded in self.hosts and not is_name(name))


def find_authors(clues: Clues) -> Found[tuple[str, ...]] | None:
    """Return the authors in the page's order, each once, None where it names none.

    What the publisher's rule gave goes first, then what the page says to machines: JSON-LD, metas,
    microdata and links marked as the author's; but where none of these people is seen around the
    headline and a line there names another, that one: who filled in the page has an account, who
    wrote the story has a byline (right on 7 of 8 pages of the tuning corpus). Then what readers are
    shown: elements called author, a byline that was removed from the text, a line that signs, links
    to a writer's page. Left alone: the outlet and the agency, which sign in place of a person,
    roles, addresses and accounts.
    """
    if ruled := clues.ruled.authors:
        outlet = frozenset((fold(clues.ruled.outlet or ""),))
        if authors := _people(ruled.value, _Nobody(outlet)):
            return Found(authors, ruled.evidence)
        if clues.ruled.publisher:
            return None
    nobody = _nobody(clues)
    strict = _Nobody(nobody.houses | nobody.hosts)
    around = near(clues)
    signed = _people(lines(around), strict)
    for source, texts, confidence in _stated(clues):
        if authors := _people(texts, nobody):
            if signed and not _is_seen(authors, around):
                return found(signed, "byline", 0.8)
            return found(authors, source, confidence)
    for source, texts, confidence in _shown(clues, around, signed):
        if authors := _people(texts, strict):
            return found(authors, source, confidence)
    return None


def _nobody(clues: Clues) -> _Nobody:
    """Return who signs this page in place of a person."""
    head = clues.page.head
    houses = given_names(clues.page) | agencies(clues)
    if clues.ruled.outlet:
        houses |= {fold(clues.ruled.outlet)}
    # A person may have a site of that name.
    named = (*people(head, story(head).get("author")), *persons(head))
    folded = {fold(name) for name in named}
    return _Nobody(houses - folded, host_names(clues.page) - folded)


def _is_seen(authors: Iterable[str], blocks: Iterable[Block]) -> bool:
    """Return whether the reader finds one of the authors around the headline."""
    shown = [fold(block.text) for block in blocks]
    return any(fold(author) in text for author in authors for text in shown)


def _stated(clues: Clues) -> Iterator[tuple[str, Iterable[str], float]]:
    """Yield what the page says to machines."""
    page = clues.page
    thing = story(page.head)
    yield label(thing, "author"), names(page.head, thing.get("author")), 0.9
    for name in _METAS:
        yield f"meta:{name}", page.head.metas.get(name, ()), 0.8
    yield from _elements(page)


def _shown(
    clues: Clues, around: Sequence[Block], signed: Iterable[str]
) -> Iterator[tuple[str, Iterable[str], float]]:
    """Yield what the page shows to readers, the surest first."""
    exact, opening = _classed(clues.page)
    yield "class:author", exact, 0.6
    bylines = (captured(removal, "author") for removal in removals(clues, Category.BYLINE))
    removed = [", ".join(opening_names(author)) or author for author in bylines if author]
    yield "removed:byline", removed, 0.8
    yield "byline", signed, 0.8
    yield "meta:twitter:data", _on_card(clues.page), 0.7
    yield "link:author", links(clues, around), 0.6
    yield "class:author", opening, 0.5
    yield "text:author", alone(clues, around), 0.5


def _on_card(page: Page) -> Iterator[str]:
    """Yield what the page's card says in its pair of the writer."""
    for number in "12":
        if _WRITTEN.fullmatch(page.head.meta(f"twitter:label{number}") or ""):
            yield page.head.meta(f"twitter:data{number}") or ""


def _classed(page: Page) -> tuple[list[str], list[str]]:
    """Return what the first element says whose class is the writer's: all of it, or at its beginning."""
    if page.elements is None:
        return [], []
    classes = [
        value
        for value in page.elements.by_class
        if len(value) <= _MOST_CLASS_CHARS
        and any(map(_SIGNED.fullmatch, value.split()))
        and not _ANOTHERS.search(value)
    ]
    marked_so = [one for value in classes for one in page.elements.by_class[value]]
    opening: list[str] = []
    for element in page.elements.in_page_order(marked_so)[:_MOST_SIGNED]:
        text = bare(text_of(element))
        if len(text) <= _MOST_SIGNED_CHARS and (names := opening_names(text)):
            if all(map(is_name, parted(text))):
                return names, names
            opening = opening or names
    return [], opening


def _elements(page: Page) -> Iterator[tuple[str, Iterable[str], float]]:
    writers = [text_of(_name_in(element)) for element in marked(page, "author")]
    yield "itemprop:author", writers, 0.7
    if page.elements is not None:
        related = [link for link in page.elements.named("[rel")[:_MOST_LINKS] if link.tag == "a"]
        marked_so = [link for link in related if "author" in link.get("rel", "").split()]
        signed = [text_of(link) for link in marked_so[:_MOST_AUTHORS]]
        # A second link may say "More about" before the name.
        yield "rel:author", [text for text in signed if not _holds_other(text, signed)], 0.7


def _name_in(element: Element) -> Element:
    inner: Element | None = element.find(".//*[@itemprop='name']")
    return element if inner is None else inner


def _holds_other(text: str, texts: Iterable[str]) -> bool:
    return any(other and other != text and other in text for other in texts)


def _people(texts: Iterable[str], nobody: _Nobody) -> tuple[str, ...]:
    people: dict[str, str] = {}
    for text in texts:
        if nobody.holds(text):
            continue
        for part in parted(clean(text)):
            name = bare(part)
            folded = fold(name)
            is_person = (
                folded and len(name) <= _MOST_CHARS and not re.search(r"[@/\d]|\.\w+$", name)
            )
            if is_person and not nobody.holds(name) and not is_role(name):
                people.setdefault(folded, name)
    return tuple(people.values())[:_MOST_AUTHORS]
