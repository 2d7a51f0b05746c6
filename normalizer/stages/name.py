"""What the chooser rejected → a category for each block of it, where the rules know one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from normalizer.elements import Element
from normalizer.model import Category, Removal, Segmented
from normalizer.rest import Rest
from normalizer.ruleset.entries import Entry, Layer

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
    known: Mapping[int, Category],
    removals: Iterable[Removal],
    layers: Sequence[Layer],
) -> tuple[Removal, ...]:
    """Return a Removal for each piece of ``rejected``, as a category that the rules give it.

    The first of the layers' naming entries that fits a block names it; what none fits is ``other``,
    by the chooser. ``body`` are the blocks of the story: before, inside and after are reckoned from
    it. ``known`` are categories that the chooser gave. ``removals`` are those made so far, which blocks
    stand beside.
    """
    beside: defaultdict[int, set[Category]] = defaultdict(set)
    for removal in removals:
        beside[removal.block].add(removal.category)
    around = _Around(segmented)
    blocks = [(rest.text, around.names(rest.block.index)) for rest in rejected]
    by_layer = [layer.naming.fitting(blocks) for layer in layers if layer.naming.entries]
    scope = (min(body, default=-1), max(body, default=-1))
    waiting = {
        rest.block.index: fitting
        for rest, *found in zip(rejected, *by_layer, strict=True)
        if (fitting := [entry for some in found for entry in some if _stands(entry, rest, scope)])
    }
    named: dict[int, Entry] = {}
    for _ in range(_ROUNDS):
        before = len(named)
        for at, entries in waiting.items():
            if at not in named and (entry := _first(entries, at, beside)):
                named[at] = entry
                beside[at].add(entry.category)
        if len(named) == before:
            break
    made: list[Removal] = []
    for rest in rejected:
        entry = None if rest.block.index in known else named.get(rest.block.index)
        category = entry.category if entry else known.get(rest.block.index, Category.OTHER)
        made += rest.removals(rest.pieces, category, entry.source if entry else CHOOSER)
    return tuple(made)


def _stands(entry: Entry, rest: Rest, scope: tuple[int, int]) -> bool:
    """Return whether a block stands, and links, as the entry wants it; ``scope`` is that of the story."""
    is_link = rest.block.link_density >= _LINKED
    if entry.linked is not None and entry.linked is not is_link:
        return False
    at, (first, last) = rest.block.index, scope
    match entry.where.side if entry.where else None:
        case "before":
            return at < first
        case "after":
            return at > last >= 0
        case "inside":
            return first < at < last
    return True


def _first(entries: Iterable[Entry], at: int, beside: Mapping[int, Set[Category]]) -> Entry | None:
    """Return the first of the entries that wants no neighbour, or has the one that it wants."""
    for entry in entries:
        if entry.beside is None or any(
            entry.beside in beside.get(near, ()) for near in (at - 1, at + 1)
        ):
            return entry
    return None


class _Around:
    """What the elements around blocks are called."""

    def __init__(self, segmented: Segmented) -> None:
        self._segmented = segmented
        self._lines: dict[Element, tuple[str, ...]] = {}

    def names(self, at: int) -> tuple[str, ...]:
        """Return ``div#page nav.menu.top ul li`` for a block, outermost first, without the body."""
        outline = self._segmented.outline
        if not outline.owners:
            return ()
        owner = outline.elements[outline.owners[at]]
        home: Element | None = outline.bearers[at]
        while home is not None and home is not owner and not self._holds(home, at):
            home = home.getparent()
        return self._line(owner if home is None else home)

    def _holds(self, element: Element, at: int) -> bool:
        """Return whether an element around the first words of a block holds all of it."""
        span = self._segmented.spans.get(element)
        size = len(self._segmented.blocks[at].text)
        return span is not None and (span.last, span.end) >= (at, size)

    def _line(self, element: Element) -> tuple[str, ...]:
        """Return the names of an element and of those around it, the innermost last."""
        unknown: list[Element] = []
        outer: Element | None = element
        while outer is not None and outer.tag != "body" and outer not in self._lines:
            unknown.append(outer)
            outer = outer.getparent()
        line = self._lines.get(outer, ()) if outer is not None else ()
        for inner in reversed(unknown):
            line = (*line, _name(inner))[-_AROUND:]
            self._lines[inner] = line
        return line


def _name(element: Element) -> str:
    id_, classes = element.get("id"), element.get("class")
    name = f"{element.tag}#{id_}" if id_ else element.tag
    if classes:
        name = ".".join((name, *classes.split()))
    return name[:_NAME_CHARS]
