"""A segmented page → Observed: what can be said of its blocks and their elements, as arrays.

The one pass in Python over a page's blocks; what follows it is arithmetic on arrays.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from normalizer.elements import Attributes, Element
from normalizer.model import Category, Head, Location, Outline, Page, Removal, Role, Segmented
from normalizer.rest import Rest

Ints = npt.NDArray[np.int32]

#: Attributes whose words say what an element is for.
_NAMING = frozenset(("class", "id", "role", "itemprop", "data-testid", "data-component"))
_PLAIN_WORD = re.compile(r"[a-z]+")
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_WORD = re.compile(r"[\w©]+")
#: Names longer than this are generated, or data. In characters.
_NAME_CHARS = 120
#: Inline elements at the beginning of a block that are looked at.
_LEADS = 4
#: As much of a block is looked at for words. In characters.
_OPENING_CHARS = 100
#: A block that opens like the page's description is one of its copies. In characters.
_DESCRIBED = 40
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
ROLES = {role: number for number, role in enumerate(Role)}
CATEGORIES = {category: number for number, category in enumerate(Category, start=1)}


@dataclass(frozen=True, slots=True)
class Observed:
    """A page before the chooser, as columns.

    Of all blocks: ``texts``, what rules left of them, ``sizes`` before that (characters), ``gone``,
    the number of the category that took the whole block, 0 where it stands, and so on. ``copies``
    counts the blocks with this text, ``repeats`` those before it; ``names`` and ``openings`` hold,
    for each block, words of its leading inline elements and of its text; ``titled`` is the share of
    its words that stand in the page's title. Of the elements: ``element_names``, ``keys`` (equal for
    equal tag and attributes) and where they stand.
    """

    texts: tuple[str, ...]
    sizes: Ints
    gone: Ints
    roles: Ints
    levels: Ints
    densities: npt.NDArray[np.float32]
    paths: Ints
    copies: Ints
    repeats: Ints
    titled: npt.NDArray[np.float32]
    described: Ints
    openings: tuple[tuple[str, ...], ...]
    lead_names: tuple[str, ...]
    lead_keys: Ints
    lead_counts: Ints
    links: Ints
    images: Ints
    owners: Ints
    tags: tuple[str, ...]
    names: tuple[str, ...]
    keys: Ints
    parents: Ints
    firsts: Ints
    ends: Ints
    story: Ints
    titles: Ints
    decks: Ints
    run: tuple[int, int]


def observe(
    page: Page,
    segmented: Segmented,
    rests: Sequence[Rest],
    removals: Iterable[Removal],
    location: Location,
) -> Observed:
    """Return what the chooser may know of a page whose blocks rules have been through."""
    outline = segmented.outline
    blocks = segmented.blocks
    texts = tuple(rest.text for rest in rests)
    gone = np.zeros(len(blocks), np.int32)
    for removal in removals:
        if not texts[removal.block]:
            gone[removal.block] = CATEGORIES[removal.category]
    lowered = [text.lower() for text in texts]
    opened = [text[:_DESCRIBED] for text in lowered]
    totals: dict[str, int] = {}
    repeats = []
    for text in lowered:
        seen = totals.get(text, 0)
        repeats.append(seen)
        totals[text] = seen + 1
    title_words = _title_words(page.head)
    described = {
        content[:_DESCRIBED].lower()
        for name in _DESCRIPTIONS
        for content in page.head.metas.get(name, ())
        if len(content) >= _DESCRIBED
    }
    openings = tuple(tuple(_WORD.findall(text[:_OPENING_CHARS])) for text in lowered)
    held, parents, owners = _held(outline)
    elements = [outline.elements[at] for at in held.tolist()]
    numbers: dict[tuple[str, str], int] = {}
    keys = _ints(
        numbers.setdefault((element.tag, _name(element)), len(numbers)) for element in elements
    )
    lead_numbers: dict[str, int] = {}
    lead_keys = _ints(
        lead_numbers.setdefault(
            " ".join([_name(element) for element in leads[:_LEADS]]) if leads else "",
            len(lead_numbers),
        )
        for leads in outline.leads
    )
    return Observed(
        texts=texts,
        sizes=_ints(len(block.text) for block in blocks),
        gone=gone,
        roles=_ints(ROLES[block.role] for block in blocks),
        levels=_ints(block.level for block in blocks),
        densities=np.array([block.link_density for block in blocks], np.float32),
        paths=_numbered(block.path for block in blocks),
        copies=_ints(totals[text] for text in lowered),
        repeats=_ints(repeats),
        titled=np.array(
            [len(title_words.intersection(words)) / max(1, len(words)) for words in openings],
            np.float32,
        ),
        described=_ints(text in described for text in opened),
        openings=openings,
        lead_names=tuple(lead_numbers),
        lead_keys=lead_keys,
        lead_counts=_ints(len(leads) for leads in outline.leads),
        links=_ints(outline.links),
        images=_ints(outline.images),
        owners=owners,
        tags=tuple(element.tag for element in elements),
        names=tuple(name for _, name in numbers),
        keys=keys,
        parents=parents,
        firsts=np.array(outline.firsts, np.int32)[held],
        ends=np.array(outline.ends, np.int32)[held],
        story=_ints(sorted(location.body)),
        titles=_ints(sorted(location.titles)),
        decks=_ints(sorted(location.decks)),
        run=(location.first, location.last),
    )


def _held(outline: Outline) -> tuple[Ints, Ints, Ints]:
    """Return the numbers of the elements that hold blocks; their parents and the blocks' owners."""
    holds = np.array(outline.ends, np.int32) > np.array(outline.firsts, np.int32)
    held = np.flatnonzero(holds).astype(np.int32)
    # The last, -1, stands for what is around the outermost.
    numbers = np.append(np.cumsum(holds, dtype=np.int32) - 1, np.int32(-1))
    parents = np.array(outline.parents, np.int32)[held]
    return held, numbers[parents], numbers[np.array(outline.owners, np.int32)]


def words_of_name(part: str) -> list[str]:
    """Return the words of one part of an element's names, and each two that touch as one.

    >>> words_of_name("articleBody")
    ['article', 'body', 'article body']
    """
    if part.islower():
        found = _PLAIN_WORD.findall(part)
    else:
        found = [word.lower() for word in _NAME_WORD.findall(part)]
    return found + [f"{one} {two}" for one, two in itertools.pairwise(found)]


def _name(element: Element) -> str:
    # One call for all attributes: asking for each of those wanted takes twice as long.
    attributes = cast(Attributes, element.items())
    if not attributes:
        return ""
    return " ".join([value[:_NAME_CHARS] for name, value in attributes if name in _NAMING])


def _title_words(head: Head) -> frozenset[str]:
    stated = (head.meta("og:title", "twitter:title"), head.title)
    words = (word for text in stated if text for word in _WORD.findall(text.lower()))
    return frozenset(word for word in words if len(word) > 2)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


def _numbered(values: Iterable[object]) -> Ints:
    """Return a number for each value, equal for equal values."""
    numbers: dict[object, int] = {}
    return _ints(numbers.setdefault(value, len(numbers)) for value in values)
