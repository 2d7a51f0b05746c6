"""Where in the blocks of a page the text of each of its elements stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from normalizer.elements import Element


class Span(Struct, frozen=True, gc=False):
    """The blocks under one element: from character ``start`` of ``first`` up to ``end`` of ``last``."""

    first: int
    start: int
    last: int
    end: int


class Run(Struct, frozen=True, gc=False):
    """One text of the tree: where it stands in its block, with the space before it."""

    block: int
    start: int
    end: int


class Spans:
    """The span of each element that has text, reckoned when asked for: a page is asked for few.

    ``runs`` are the texts of the tree in page order, ``starts`` how many of them come before an
    element's own, ``tails`` the number of the text that follows an element.
    """

    def __init__(
        self,
        runs: Sequence[Run] = (),
        starts: Mapping[Element, int] | None = None,
        tails: Mapping[Element, int] | None = None,
    ) -> None:
        self.runs = runs
        self._starts = starts or {}
        self._tails = tails or {}

    def __contains__(self, element: Element) -> bool:
        return self.get(element) is not None

    def __iter__(self) -> Iterator[Element]:
        return (element for element in self._starts if element in self)

    def get(self, element: Element) -> Span | None:
        """Return where an element's text stands, None where it has none that a reader sees."""
        start = self._starts.get(element)
        if start is None:
            return None
        end = self._end(element)
        if end <= start:
            return None
        first, last = self.runs[start], self.runs[end - 1]
        return Span(first.block, first.start, last.block, last.end)

    def moved(self, runs: Sequence[Run]) -> Spans:
        """Return the spans for texts that stand elsewhere, in the same order."""
        return Spans(runs, self._starts, self._tails)

    def _end(self, element: Element) -> int:
        """Return how many texts come before the end of an element."""
        around: Element | None = element
        while around is not None:
            if (tail := self._tails.get(around)) is not None:
                return tail
            following = around.getnext()
            if following is not None and (start := self._starts.get(following)) is not None:
                return start
            around = around.getparent()
        return len(self.runs)
