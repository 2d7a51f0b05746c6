"""A segmented page → Observed: what can be said of its blocks and their elements, as arrays.

The one pass in Python over a page's blocks; what follows it is arithmetic on arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from normalizer.chooser.texts import copies_of, openings_of
from normalizer.elements import Element
from normalizer.model import Location, Outline, Role, Segmented
from normalizer.rest import Rest

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
T = TypeVar("T")

#: Names longer than this are generated, or data. In characters.
_NAME_CHARS = 120
ROLES = {role: number for number, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Observed:
    """A page before the chooser, as columns.

    Of all blocks: ``texts``, what rules left of them, ``sizes`` before that (characters). ``copies``
    counts the blocks that came with the same text, ``repeats`` those before it; ``openings`` are the
    first words of what is left, ``leads`` counts the inline elements that open at the beginning. Of the
    elements that hold blocks:
    ``keys`` number what they are, by tag and name, ``names`` are the names by these numbers. ``story``,
    ``titles``, ``decks`` and ``run`` are the location's.
    """

    texts: tuple[str, ...]
    sizes: Ints
    roles: Ints
    levels: Ints
    densities: Floats
    paths: Ints
    copies: Ints
    repeats: Ints
    openings: tuple[Sequence[str], ...]
    leads: Ints
    links: Ints
    images: Ints
    owners: Ints
    names: tuple[str, ...]
    keys: Ints
    parents: Ints
    firsts: Ints
    ends: Ints
    story: Ints
    titles: Ints
    decks: Ints
    run: tuple[int, int]


def observe(segmented: Segmented, rests: Sequence[Rest], location: Location) -> Observed:
    """Return what the chooser may know of a page whose blocks rules have been through."""
    outline, blocks = segmented.outline, segmented.blocks
    texts = tuple([rest.text for rest in rests])
    copies, repeats = copies_of(blocks)
    held, parents, owners = _held(outline)
    elements = [outline.elements[at] for at in held.tolist()]
    kinds, keys = _numbered([(element.tag, _name(element)) for element in elements])
    return Observed(
        texts=texts,
        sizes=_ints([len(block.text) for block in blocks]),
        roles=_ints([ROLES[block.role] for block in blocks]),
        levels=_ints([block.level for block in blocks]),
        densities=np.array([block.link_density for block in blocks], np.float32),
        paths=_numbered([block.path for block in blocks])[1],
        copies=_ints(copies),
        repeats=_ints(repeats),
        openings=openings_of(texts),
        leads=_ints(outline.leads),
        links=_ints(outline.links),
        images=_ints(outline.images),
        owners=owners,
        names=tuple([name for _, name in kinds]),
        keys=keys,
        parents=parents,
        firsts=_ints(outline.firsts)[held],
        ends=_ints(outline.ends)[held],
        story=_ints(sorted(location.body)),
        titles=_ints(sorted(location.titles)),
        decks=_ints(sorted(location.decks)),
        run=(location.first, location.last),
    )


def _held(outline: Outline) -> tuple[Ints, Ints, Ints]:
    """Return the numbers of the elements that hold blocks; their parents and the blocks' owners."""
    holds = _ints(outline.ends) > _ints(outline.firsts)
    held = np.flatnonzero(holds).astype(np.int32)
    # The last, -1, stands for what is around the outermost.
    numbers = np.append(np.cumsum(holds, dtype=np.int32) - 1, np.int32(-1))
    return held, numbers[_ints(outline.parents)[held]], numbers[_ints(outline.owners)]


def _name(element: Element) -> str:
    """Return what an element is called: its classes and its id."""
    classes, id_ = element.get("class"), element.get("id")
    if id_ is None:
        return "" if classes is None else classes[:_NAME_CHARS]
    return id_[:_NAME_CHARS] if classes is None else f"{classes[:_NAME_CHARS]} {id_[:_NAME_CHARS]}"


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)


def _numbered(values: Iterable[T]) -> tuple[tuple[T, ...], Ints]:
    """Return the different values, and for each value its number among them."""
    numbers: dict[T, int] = {}
    found = [numbers.setdefault(value, len(numbers)) for value in values]
    return tuple(numbers), _ints(found)
