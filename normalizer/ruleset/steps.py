"""XPaths, step by step: libxml2 compares all that several steps find with each other, node by node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import cast

from lxml.etree import XPath

from normalizer.elements import Element, Elements

#: How many contexts of a step, times the elements of the page, an axis may search that looks at a whole
#: page from each of them: a thousand paragraphs on the largest page of the tuning corpus.
_MOST_WORK = 10_000_000
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
#: Axes that go further than to children.
_FAR = r"(?:(?:descendant|ancestor)(?:-or-self)?|(?:following|preceding)(?:-sibling)?)\s*::"
#: Where a step begins that may find what another context of it found; and the kinds of step for which the
#: outermost contexts are enough. CSS selectors with a space in them become the second of these.
_STEP = re.compile(rf"//|/(?=\s*(?:{_FAR}|parent\s*::|\.\.))")
_DOWN = re.compile(r"//|/descendant-or-self::\*/")
_FAR_FOR_EACH = re.compile(rf"//\s*{_FAR}")
#: What searches within a condition: such a step, and one to what stands beside the element or a parent.
_SEARCH = re.compile(
    rf"//|(?<![\w-]){_FAR}|(?:\.\.|(?<![\w-])parent\s*::[\w*-]+)\s*(?=/(?!\s*(?:\.\.|@)))"
)
#: What ends a path: an operator. Words and stars are operators behind a value alone, else names of elements;
#: a dash is one where no name goes on with it.
_END = re.compile(
    r"[,|=<>+]|(?<![\w.-])-|(?:[\w.*]\s+|[)\]']\s*)(?:and|or|div|mod)(?![\w-])|[\w.*)\]']\s*\*"
)

Hits = Sequence[Element | str]


def searches_twice(path: str) -> bool:
    """Return whether a condition searches again in what it found, or in a condition of that.

    Brackets of any kind count; outside of them ``finder`` sees to it.
    """
    bare = _blanked(path)
    marks = {found.start(): True for found in _SEARCH.finditer(bare)}
    marks.update((found.end() - 1, False) for found in _END.finditer(bare))
    #: for each bracket that is open, whether the path that is being read in it has searched
    searched: list[bool] = []
    for at, sign in enumerate(bare):
        if sign in "[(":
            searched.append(False)
        elif sign in "])" and searched:
            inner = searched.pop()
            if inner and searched and sign == ")":
                searched[-1] = True
        elif searched and at in marks:
            if marks[at] and any(searched):
                return True
            searched[-1] = marks[at]
    return _FAR_FOR_EACH.search(bare) is not None


def finder(path: str) -> Callable[[Elements], object]:
    """Return what finds what an XPath finds, at a cost that a page's size bounds; or its value.

    Raises XPathError and ValueError as lxml does. Nothing is found where a step looks at a large page from
    very many places.
    """
    whole = XPath(path, smart_strings=False)
    parted = [list(_steps(one)) for one in _parted(path)]
    if all(len(steps) == 1 for steps in parted):
        return lambda page: whole(page.tree)
    compiled = [
        [
            (
                XPath(step if number == 0 else f".{step}", smart_strings=False),
                bool(_DOWN.match(step)),
            )
            for number, step in enumerate(steps)
        ]
        for steps in parted
    ]

    def find(page: Elements) -> object:
        hits: list[Element | str] = []
        for (first, _), *rest in compiled:
            begun = first(page.tree)
            if not isinstance(begun, list):
                return begun
            found = cast(Hits, begun)
            for step, goes_down in rest:
                found = _next(step, found, page, goes_down=goes_down)
            hits += found
        elements = page.in_page_order(hit for hit in hits if isinstance(hit, Element))
        return [*elements, *(hit for hit in hits if isinstance(hit, str))]

    return find


def _next(step: XPath, found: Hits, page: Elements, *, goes_down: bool) -> Hits:
    """Return what a step finds from what the one before it found; nothing where it gives a value."""
    places = page.in_page_order(one for one in found if isinstance(one, Element))
    if goes_down:
        places = _outermost(places)
    elif len(places) * len(page) > _MOST_WORK:
        return ()
    given = (step(place) for place in places)
    return [hit for one in given if isinstance(one, list) for hit in cast(Hits, one)]


def _outermost(places: Sequence[Element]) -> list[Element]:
    """Return the elements, given in page order, that stand in no other one of them."""
    kept: list[Element] = []
    for place in places:
        if not (kept and any(outer is kept[-1] for outer in place.iterancestors())):
            kept.append(place)
    return kept


def _steps(path: str) -> Iterator[str]:
    """Yield the parts of a path that are to be taken one behind the other."""
    bare = _blanked(path)
    depths = list(_depths(bare))
    starts = [
        found.start()
        for found in _STEP.finditer(bare)
        if not depths[found.start()] and bare[: found.start()].strip(" (.")
    ]
    for start, end in pairwise((0, *starts, len(path))):
        yield path[start:end]


def _parted(path: str) -> list[str]:
    """Return the paths of a union; what is a value, and so no selector, is left whole."""
    bare = _blanked(path)
    depths = list(_depths(bare))
    ends = [found for found in _END.finditer(bare) if not depths[found.end() - 1]]
    if any(found[0] != "|" for found in ends):
        return []
    cuts = (-1, *(found.start() for found in ends), len(path))
    return [path[start + 1 : end].strip() for start, end in pairwise(cuts)]


def _depths(bare: str) -> Iterator[int]:
    """Yield for each character how many brackets are open around it."""
    depth = 0
    for sign in bare:
        depth -= sign in "])"
        yield depth
        depth += sign in "[("


def _blanked(path: str) -> str:
    """Return a path with nothing in its literals, each as long as before."""
    return _LITERAL.sub(lambda found: f"'{'_' * (len(found[0]) - 2)}'", path)
