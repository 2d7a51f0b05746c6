"""Rest: what is left of a block while pieces of it are taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from normalizer.elements import Element
from normalizer.model import Block, Category, Problem, Removal

Piece = tuple[int, int]


class Rest(Struct, frozen=True, gc=False):
    """The pieces of a block that still stand: (start, end) in its text, trimmed, in order.

    ``text`` is what they give together; pieces that had white space between them are parted by one
    space.
    """

    block: Block
    pieces: tuple[Piece, ...]
    text: str

    @classmethod
    def whole(cls, block: Block) -> Rest:
        """Return the rest of a block of which nothing has been taken yet."""
        return cls(block, ((0, len(block.text)),) if block.text else (), block.text)

    def without_piece(self, start: int, end: int) -> Rest:
        """Return the rest without what stands between two offsets in the block's own text."""
        return self.without([(start, end)])

    def without(self, gone: Iterable[Piece]) -> Rest:
        """Return the rest without any of the pieces ``gone`` of the block's own text."""
        if gone == self.pieces:
            return Rest(self.block, (), "")
        text = self.block.text
        left = _outside(self.pieces, sorted(piece for piece in gone if piece[0] < piece[1]))
        pieces = tuple(trimmed for piece in left if (trimmed := _trim(text, piece)))
        return Rest(self.block, pieces, _join(text, pieces))

    def inside(self, wanted: Collection[Piece]) -> tuple[Piece, ...]:
        """Return the pieces that stand inside the pieces ``wanted`` of the block's own text."""
        whole = (0, len(self.block.text))
        if any(piece == whole for piece in wanted):
            return self.pieces
        left = self.without(wanted).pieces
        found = _outside(self.pieces, left)
        return tuple(trimmed for piece in found if (trimmed := _trim(self.block.text, piece)))

    def pieces_of(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return where in the block's own text the characters ``start`` to ``end`` of ``text`` stand."""
        found: list[Piece] = []
        at = 0
        for number, (first, last) in enumerate(self.pieces):
            if number and _parted(self.block.text, self.pieces[number - 1][1], first):
                at += 1
            low, high = max(start, at), min(end, at + last - first)
            if low < high and (
                piece := _trim(self.block.text, (first + low - at, first + high - at))
            ):
                found.append(piece)
            at += last - first
        return tuple(found)

    def mended(self, start: int, before: str, after: str) -> Mended | None:
        """Return the rest with ``before``, at offset ``start`` of ``text``, replaced by ``after``.

        Where ``before`` stands in several pieces, the first is replaced and the others go. None where
        it does not stand there.
        """
        if self.text[start : start + len(before)] != before:
            return None
        rest, changes = self, []
        places = self.pieces_of(start, start + len(before))
        for number, place in reversed(list(enumerate(places))):
            words = "" if number else after
            first, last = place if words else _with_space(rest.block.text, *place)
            changes.append(Change(first, rest.block.text[first:last], words))
            rest = rest._changed(first, last, words)
        return Mended(rest, tuple(changes))

    def _changed(self, first: int, last: int, words: str) -> Rest:
        """Return the rest with what stands from ``first`` to ``last`` of its block replaced."""
        text = self.block.text[:first] + words + self.block.text[last:]

        def moved(offset: int) -> int:
            shifted = offset + len(words) - (last - first)
            return offset if offset <= first else max(first, shifted)

        places = ((moved(low), moved(high)) for low, high in self.pieces)
        pieces = tuple(trimmed for piece in places if (trimmed := _trim(text, piece)))
        return Rest(replace(self.block, text=text), pieces, _join(text, pieces))

    def removals(
        self,
        pieces: tuple[Piece, ...],
        category: Category,
        source: str,
        captured: tuple[tuple[str, str], ...] = (),
    ) -> tuple[Removal, ...]:
        """Return the records for taking ``pieces`` of the block's own text."""
        text = self.block.text
        return tuple(
            Removal(self.block.index, first, last, category, source, text[first:last], captured)
            for first, last in pieces
        )


@dataclass(frozen=True, slots=True)
class Stripped:
    """What rules did to a page. ``rests`` stand in page order, one for each block, empty ones too.

    ``held`` are blocks that a rule would have taken but for ``Settings.keep``. ``elements`` are
    the elements whose text was taken whole, for choosers that read the tree.
    """

    rests: tuple[Rest, ...]
    removals: tuple[Removal, ...]
    problems: tuple[Problem, ...]
    held: frozenset[int]
    elements: tuple[Element, ...]


class Change(NamedTuple):
    """What was replaced in a block's text, at offset ``start`` of it at the time."""

    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended rest, and what changed in its block's text, in this order."""

    rest: Rest
    changes: tuple[Change, ...]


def _with_space(text: str, first: int, last: int) -> Piece:
    """Return the piece with one of the spaces around it, so that it leaves no two, and none at an end."""
    begins, ends = first == 0, last == len(text)
    if (begins or text[first - 1].isspace()) and (ends or text[last].isspace()):
        return (first, min(last + 1, len(text))) if begins else (first - 1, last)
    return first, last


def _trim(text: str, piece: Piece) -> Piece | None:
    start, end = piece
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _outside(pieces: Sequence[Piece], gone: Sequence[Piece]) -> Iterator[Piece]:
    """Yield what of ``pieces`` lies outside the pieces ``gone``; both in order, in linear time."""
    at = 0
    for start, end in pieces:
        while at < len(gone) and gone[at][1] <= start:
            at += 1
        low, near = start, at
        while near < len(gone) and gone[near][0] < end:
            if low < gone[near][0]:
                yield low, gone[near][0]
            low = max(low, gone[near][1])
            near += 1
        if low < end:
            yield low, end


def _join(text: str, pieces: tuple[Piece, ...]) -> str:
    joined: list[str] = []
    for number, (start, end) in enumerate(pieces):
        if number and _parted(text, pieces[number - 1][1], start):
            joined.append(" ")
        joined.append(text[start:end])
    return "".join(joined)


def _parted(text: str, end: int, start: int) -> bool:
    """Return whether two pieces have white space between them, at either end of the gap."""
    gap = text[end:start]
    return gap != gap.strip()
