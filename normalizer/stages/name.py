"""What the chooser rejected → a category for each block of it, where the rules know one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from lxml.html import HtmlElement

from normalizer.model import Block, Category, Removal, Segmented
from normalizer.rest import Rest
from normalizer.ruleset.compile import Entry, Layer, NamingEntries

#: The source of removals of which no entry says what they are.
CHOOSER = "choose"
#: Share of a block's characters inside links from which on it is a link.
_LINKED = 0.5
#: Elements around a block whose names count, the innermost ones; menus lie some ten deep.
_AROUND = 16
#: Characters of one element's name: some style sheets give an element a hundred classes.
_NAME_CHARS = 200
#: How often blocks are looked at again, because a neighbour was named.
_ROUNDS = 3


def name(
    segmented: Segmented,
    rejected: Sequence[Rest],
    *,
    body: Set[int],
    removals: Iterable[Removal],
    layers: Sequence[Layer],
) -> tuple[Removal, ...]:
    """Return a Removal for each piece of ``rejected``, as a category that the rules give it.

    The first of the layers' naming entries that fits a block names it; what none fits is ``other``,
    by the chooser. ``body`` are the blocks of the story: before, inside and after are reckoned from
    it. ``removals`` are those made so far, which blocks stand beside.
    """
    beside: dict[int, set[Category]] = defaultdict(set)
    for removal in removals:
        beside[removal.block].add(removal.category)
    namers = [_Namer(layer.naming, body) for layer in layers if layer.naming.entries]
    around = _Around(segmented, {rest.block.index for rest in rejected}) if namers else None
    named: dict[int, Entry] = {}
    for _ in range(_ROUNDS):
        before = len(named)
        for rest in rejected:
            at = rest.block.index
            if around is None or at in named:
                continue
            for namer in namers:
                if entry := namer.entry(rest, around.names(at), beside):
                    named[at] = entry
                    beside[at].add(entry.category)
                    break
        if len(named) == before:
            break
    made: list[Removal] = []
    for rest in rejected:
        entry = named.get(rest.block.index)
        category = entry.category if entry else Category.OTHER
        made.extend(rest.removals(rest.pieces, category, entry.source if entry else CHOOSER))
    return tuple(made)


class _Namer:
    """The naming entries of one layer on one page."""

    def __init__(self, naming: NamingEntries, body: Set[int]) -> None:
        self._naming = naming
        self._first, self._last = min(body, default=-1), max(body, default=-1)
        self._by_names: dict[str, frozenset[int]] = {}
        self._by_text: dict[str, frozenset[int]] = {}

    def entry(self, rest: Rest, names: str, beside: Mapping[int, Set[Category]]) -> Entry | None:
        """Return the first entry that fits a rejected block, called so, beside such blocks."""
        if names not in self._by_names:
            self._by_names[names] = self._naming.by_names(names)
        if rest.text not in self._by_text:
            self._by_text[rest.text] = self._naming.by_text(rest.text)
        fitting = sorted(self._by_names[names] & self._by_text[rest.text])
        at = rest.block.index
        near = beside.get(at - 1, frozenset()) | beside.get(at + 1, frozenset())
        for number in fitting:
            entry = self._naming.entries[number]
            if self._stands(entry, rest.block) and (entry.beside is None or entry.beside in near):
                return entry
        return None

    def _stands(self, entry: Entry, block: Block) -> bool:
        """Return whether a block stands, and links, as the entry wants it."""
        is_link = block.link_density >= _LINKED
        if entry.linked is not None and entry.linked is not is_link:
            return False
        match entry.where.side if entry.where else None:
            case "before":
                return block.index < self._first
            case "after":
                return block.index > self._last >= 0
            case "inside":
                return self._first < block.index < self._last
        return True


class _Around:
    """What the elements around blocks are called."""

    def __init__(self, segmented: Segmented, wanted: Set[int]) -> None:
        self._homes = _homes(segmented, wanted)
        self._names: dict[HtmlElement, str] = {}
        self._known: dict[int, str] = {}

    def names(self, at: int) -> str:
        """Return ``div#page nav.menu.top ul li`` for a block, outermost first, without the body."""
        if at not in self._known:
            self._known[at] = self._around(at)
        return self._known[at]

    def _around(self, at: int) -> str:
        names: list[str] = []
        element = self._homes.get(at)
        while element is not None and element.tag != "body" and len(names) < _AROUND:
            names.append(self._name(element))
            element = element.getparent()
        return " ".join(reversed(names))

    def _name(self, element: HtmlElement) -> str:
        if element not in self._names:
            id_, classes = element.get("id"), element.get("class", "").split()
            name = ".".join((f"{element.tag}#{id_}" if id_ else element.tag, *classes))
            self._names[element] = name[:_NAME_CHARS]
        return self._names[element]


def _homes(segmented: Segmented, wanted: Set[int]) -> Mapping[int, HtmlElement]:
    """Return for each block the innermost element that holds all of it; elements come inner first.

    A block that has its home is stepped over by all elements further out.
    """
    blocks = segmented.blocks
    following = list(range(len(blocks) + 1))

    def homeless(at: int) -> int:
        """Return the first block from ``at`` on without a home."""
        end = at
        while following[end] != end:
            end = following[end]
        while following[at] != end:
            following[at], at = end, following[at]
        return end

    homes: dict[int, HtmlElement] = {}
    for element, span in segmented.spans.items():
        at = homeless(span.first if not span.start else span.first + 1)
        last = span.last if span.end >= len(blocks[span.last].text) else span.last - 1
        while at <= last:
            if at in wanted:
                homes[at] = element
            following[at] = at + 1
            at = homeless(at)
    return homes
