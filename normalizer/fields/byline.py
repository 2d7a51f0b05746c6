"""Who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from normalizer.elements import Element
from normalizer.fields._clean import captured, clean, found, marked, removals, text_of
from normalizer.fields._linked import label, names, people, story
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
#: Ends of the classes of elements that hold the writer's name, and words of classes of those that hold
#: another's; classes are not longer, and a page with more such elements is a list.
_SIGNED = re.compile(
    r".*(?:author|byline|writer)s?[-_]{0,2}(?:name|link|text|info|meta|full[-_]?name)?", re.I
)
_MOST_CLASS_CHARS, _MOST_SIGNED = 60, 30
_ANOTHERS = re.compile(
    r"comment|related|card|bio|avatar|social|review|testimonial|quote|footer|sidebar", re.I
)
#: What stands before a name that is no part of it.
_BY = re.compile(
    r"(?:(?:written|posted|published|reviewed|story|article|words|text) )?"
    r"(?:by|von|par|por|door|av|af|автор|text|words)\b:?\s+",
    re.I,
)
#: Behind a name: short signs and degrees, which are no part of it, and no name of their own.
_INITIALS = re.compile(r"\s*\((?:\w|\.){1,4}\)$")
_DEGREE = re.compile(r"(?:[A-Z]\.?){2,6}[®™]?(?:-[A-Z]+)*|(?:[A-Z][a-z]{0,2}\.){2,4}|PhD")
#: Small words inside names.
_PARTICLES = frozenset(
    "de da di del della dos du van von der den la le bin al el y ter ten zu".split()
)
_NAME_WORDS = range(2, 5)
#: Words that stand in the names of roles and labels, not of people.
_ROLES = frozenset(
    "about author authored authors by contributor contributors editor editorial editors recipe sponsored "
    "staff team the written".split()
)
#: Labels of the pair on a page's card (twitter:label1, twitter:data1) in which the other is the writer.
_WRITTEN = re.compile(
    r"(?:written|posted) by|author|(?:verfasst|geschrieben) von|[ée]crit par|escrito por|scritto da"
    r"|geschreven door|skrive[nt] av|skrevet af|napisan[ey] przez|автор",
    re.I,
)


def find_authors(clues: Clues) -> Found[tuple[str, ...]] | None:
    """Return the authors in the page's order, each once, None where it names none.

    What the publisher's rule gave goes first, then JSON-LD, metas, microdata and links marked as
    the author's, a byline that was removed from the text. Left alone: the outlet and the agency,
    which sign in place of a person, addresses and accounts.
    """
    if ruled := clues.ruled.authors:
        outlet = {fold(clues.ruled.outlet)} if clues.ruled.outlet else frozenset[str]()
        authors = _people(ruled.value, outlet)
        return Found(authors, ruled.evidence) if authors else None
    agencies = (captured(removal, "agency") for removal in clues.removed)
    nobody = site_names(clues.page) | {fold(name) for name in agencies if name}
    # A person may have a site of that name.
    nobody -= {fold(name) for name in people(clues.page.head, story(clues.page.head).get("author"))}
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
    yield "meta:twitter:data", _on_card(page), 0.7
    yield "class:author", _signed(page), 0.6


def _on_card(page: Page) -> Iterator[str]:
    """Yield what the page's card says in its pair of the writer."""
    for number in "12":
        if _WRITTEN.fullmatch(page.head.meta(f"twitter:label{number}") or ""):
            yield page.head.meta(f"twitter:data{number}") or ""


def _signed(page: Page) -> list[str]:
    """Return what the first element says whose class is the writer's, if that is a name."""
    if page.elements is None:
        return []
    classes = [
        value
        for value in page.elements.by_class
        if len(value) <= _MOST_CLASS_CHARS
        and any(map(_SIGNED.fullmatch, value.split()))
        and not _ANOTHERS.search(value)
    ]
    marked_so = [one for value in classes for one in page.elements.by_class[value]]
    for element in page.elements.in_page_order(marked_so)[:_MOST_SIGNED]:
        text = _bare(text_of(element))
        if len(text) <= _MOST_CHARS and all(map(_is_name, _parted(text))):
            return [text]
    return []


def _is_name(text: str) -> bool:
    """Return whether a text has the shape of a person's name: two to four words, capitals, no digits."""
    parts = text.split()
    if not _ROLES.isdisjoint(text.lower().split()):
        return False
    return len(parts) in _NAME_WORDS and all(
        part in _PARTICLES or (part[0].isupper() and not any(map(str.isdigit, part)))
        for part in parts
    )


def _elements(page: Page) -> Iterator[tuple[str, Iterable[str], float]]:
    writers = [text_of(_name_in(element)) for element in marked(page, "author")]
    yield "itemprop:author", writers, 0.7
    if page.elements is not None:
        links = page.elements.named("a")[:_MOST_LINKS]
        signed = [text_of(link) for link in links if "author" in (link.get("rel") or "").split()]
        yield "rel:author", signed, 0.7


def _name_in(element: Element) -> Element:
    inner: Element | None = element.find(".//*[@itemprop='name']")
    return element if inner is None else inner


def _people(texts: Iterable[str], nobody: Collection[str]) -> tuple[str, ...]:
    people: dict[str, str] = {}
    for text in texts:
        for part in _parted(clean(text)):
            name = _bare(part)
            folded = fold(name)
            is_name = folded and len(name) <= _MOST_CHARS and not re.search(r"[@/\d]|\.\w+$", name)
            if is_name and folded not in nobody:
                people.setdefault(folded, name)
    return tuple(people.values())[:_MOST_AUTHORS]


def _bare(name: str) -> str:
    """Return a name without what stands before it, and without the initials that its house signs it with."""
    return _INITIALS.sub("", _BY.sub("", name, count=1))


def _parted(text: str) -> list[str]:
    """Return the names in ``text``, without degrees; of two single words the last name stands first."""
    parts = _PARTED.split(text)
    if len(parts) == 2 and not any(" " in part for part in parts):
        return [" ".join(reversed(parts))]
    return [part for part in parts if not _DEGREE.fullmatch(part)] or parts
