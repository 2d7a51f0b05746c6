"""Blocks and rules in force → what is left of the blocks, and a Removal for every piece taken."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from normalizer.model import Category, Location, Page, Problem, Removal, Segmented
from normalizer.rest import Piece, Rest
from normalizer.ruleset.compile import Entry, Layer, Part
from normalizer.settings import Settings

#: Rounds in which entries are stopped one by one; after them a whole file is.
_ROUNDS = 8


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
    elements: tuple[HtmlElement, ...]


def strip(
    page: Page,
    segmented: Segmented,
    location: Location,
    *,
    layers: Sequence[Layer],
    settings: Settings,
) -> Stripped:
    """Return the page with the boilerplate taken away that the rules of ``layers`` know.

    Layers act in order, entries in file order; of the entries that hit a block the first one takes
    it, and what it leaves is looked at again. A file that would take more than its budget of the
    likely body is stopped: its costliest entries are not applied, and a problem says so (law 3).
    """
    stopped: frozenset[Entry] = frozenset()
    problems: list[Problem] = []
    for turn in range(_ROUNDS + 1):
        work = _Work(page, segmented, location, layers, settings, stopped)
        work.run()
        excess = work.excess(all_of_file=turn >= _ROUNDS - 1)
        if not excess:
            break
        stopped |= excess
        problems.extend(
            Problem(
                "rule_over_budget",
                f"{entry.source} would take more of the likely story than its budget: not applied",
            )
            for entry in sorted(excess, key=lambda entry: entry.source)
        )
    return work.result(tuple(problems))


class _Work:
    """One application of all entries to one page."""

    def __init__(
        self,
        page: Page,
        segmented: Segmented,
        location: Location,
        layers: Sequence[Layer],
        settings: Settings,
        stopped: frozenset[Entry],
    ) -> None:
        self._page, self._segmented, self._location = page, segmented, location
        self._layers, self._settings, self._stopped = layers, settings, stopped
        self._rests = [Rest.whole(block) for block in segmented.blocks]
        self._removals: list[Removal] = []
        self._taken: dict[int, set[Category]] = defaultdict(set)
        self._held: set[int] = set()
        self._elements: list[HtmlElement] = []
        self._cost: dict[Entry, int] = defaultdict(int)
        self._ends: dict[Entry, list[int]] = {}
        self._protected = self._find_protected()

    def run(self) -> None:
        if Category.TITLE not in self._settings.keep:
            for at in self._location.titles:
                rest = self._rests[at]
                self._take(at, rest.pieces, Category.TITLE, "locate")
        for layer in self._layers:
            for entry in layer.elements:
                self._strip_elements(entry)
        self._strip_text()

    def result(self, problems: tuple[Problem, ...]) -> Stripped:
        return Stripped(
            tuple(self._rests),
            tuple(sorted(self._removals, key=lambda removal: (removal.block, removal.start))),
            problems,
            frozenset(self._held),
            tuple(self._elements),
        )

    def excess(self, *, all_of_file: bool) -> frozenset[Entry]:
        """Return the entries to stop: of each file over its budget the costliest (or all)."""
        blocks = self._segmented.blocks
        whole = sum(len(blocks[at].text) for at in self._location.body)
        budgets = {rule: budget for layer in self._layers for rule, budget in layer.budgets.items()}
        by_rule: dict[str, list[Entry]] = defaultdict(list)
        for entry, cost in self._cost.items():
            if cost:
                by_rule[entry.rule].append(entry)
        excess: set[Entry] = set()
        for rule, entries in by_rule.items():
            allowed = budgets.get(rule, self._settings.budget) * whole
            cost = sum(self._cost[entry] for entry in entries)
            for entry in sorted(entries, key=lambda entry: (-self._cost[entry], entry.source)):
                if cost <= allowed:
                    break
                cost -= 0 if all_of_file else self._cost[entry]
                excess.add(entry)
        return frozenset(excess)

    def _find_protected(self) -> frozenset[int]:
        found: set[int] = set()
        for layer in self._layers:
            for selector in layer.exceptions.selectors:
                for element in self._select(selector):
                    span = self._segmented.spans[element]
                    found.update(range(span.first, span.last + 1))
            for pattern in layer.exceptions.lines:
                found.update(
                    at for at, rest in enumerate(self._rests) if pattern.fullmatch(rest.text)
                )
        return frozenset(found)

    def _select(self, selector: object) -> Iterable[HtmlElement]:
        """Return the elements with visible text that a selector hits, in page order."""
        if self._page.tree is None or not callable(selector):
            return []
        hits = selector(self._page.tree)
        return [hit for hit in hits if isinstance(hit, HtmlElement) and hit in self._segmented.spans]

    def _strip_elements(self, entry: Entry) -> None:
        if entry in self._stopped:
            return
        for element in self._select(entry.selector):
            span = self._segmented.spans[element]
            places = range(span.first, span.last + 1)
            if self._protected.intersection(places) or not all(
                self._stands(entry, at) for at in places
            ):
                continue
            for at in places:
                start = span.start if at == span.first else 0
                end = span.end if at == span.last else len(self._rests[at].block.text)
                before = self._rests[at]
                after = before.without_piece(start, end)
                gone = _difference(before, after)
                self._take(at, gone, entry.category, entry.source, entry=entry)
            if entry.category not in self._settings.keep:
                self._elements.append(element)

    def _strip_text(self) -> None:
        queue = deque(range(len(self._rests)))
        waiting = set(queue)
        while queue:
            at = queue.popleft()
            waiting.discard(at)
            for changed in self._strip_block(at):
                for near in (changed - 1, changed, changed + 1):
                    if 0 <= near < len(self._rests) and near not in waiting:
                        waiting.add(near)
                        queue.append(near)

    def _strip_block(self, at: int) -> Sequence[int]:
        """Apply the first entry that hits the block; return the blocks it changed."""
        rest = self._rests[at]
        if not rest.pieces or at in self._protected or at in self._held:
            return ()
        for layer in self._layers:
            for entry in layer.text.matching(rest.text):
                if entry in self._stopped or not self._stands(entry, at):
                    continue
                if changed := self._apply(entry, at, rest):
                    return changed
        return ()

    def _apply(self, entry: Entry, at: int, rest: Rest) -> Sequence[int]:
        if entry.part is Part.RUN:
            run = [near for near in self._run(entry, at) if self._rests[near].pieces]
            for near in run:
                self._take(near, self._rests[near].pieces, entry.category, entry.source, entry=entry)
            return run
        found = entry.pattern.match(rest.text) if entry.pattern else None
        if not found:
            return ()
        start, end = 0, len(rest.text)
        if entry.part is Part.HEAD:
            end = found.end()
        elif entry.part is Part.TAIL:
            start = found.start("tail_")
        if start >= end or _cuts_word(rest.text, start) or _cuts_word(rest.text, end):
            return ()
        groups = found.groupdict().items()
        captured = (
            *((name, value) for name, value in groups if value and not name.endswith("_")),
            *entry.known,
        )
        pieces = rest.pieces_of(start, end)
        self._take(at, pieces, entry.category, entry.source, entry=entry, captured=captured)
        return (at,)

    def _run(self, entry: Entry, at: int) -> range:
        if entry.until is None:
            return range(at, len(self._rests))
        if entry not in self._ends:
            self._ends[entry] = [
                near
                for near, rest in enumerate(self._rests)
                if rest.pieces and entry.until.fullmatch(rest.text)
            ]
        ends = self._ends[entry]
        number = bisect_right(ends, at)
        return range(at, ends[number]) if number < len(ends) else range(0)

    def _take(
        self,
        at: int,
        pieces: Sequence[Piece],
        category: Category,
        source: str,
        *,
        entry: Entry | None = None,
        captured: tuple[tuple[str, str], ...] = (),
    ) -> None:
        if category in self._settings.keep:
            self._held.add(at)
            return
        rest = self._rests[at]
        if not pieces or (entry and at in self._protected):
            return
        self._removals.extend(rest.removals(tuple(pieces), category, source, captured))
        for start, end in pieces:
            rest = rest.without_piece(start, end)
            if entry and at in self._location.body:
                self._cost[entry] += end - start
        self._rests[at] = rest
        self._taken[at].add(category)

    def _stands(self, entry: Entry, at: int) -> bool:
        """Return whether the block at ``at`` stands where the entry may act."""
        if entry.beside is not None and not any(
            entry.beside in self._taken[near] for near in (at - 1, at + 1) if near in self._taken
        ):
            return False
        where = entry.where
        if where is None:
            return True
        if where.side == "before":
            return at < self._location.first
        if where.side == "after":
            return at > self._location.last >= 0
        ahead = range(at) if where.end == "first" else range(len(self._rests) - 1, at, -1)
        standing = 0
        for near in ahead:
            standing += bool(self._rests[near].pieces)
            if standing >= where.count:
                return False
        return True


def _difference(before: Rest, after: Rest) -> tuple[Piece, ...]:
    """Return the pieces of ``before`` that are gone in ``after``."""
    gone = before
    for start, end in after.pieces:
        gone = gone.without_piece(start, end)
    return gone.pieces


def _cuts_word(text: str, at: int) -> bool:
    """Return whether a cut at ``at`` would part a word written in letters with spaces between."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and before.isascii() and after.isascii()

