"""Blocks and rules in force → what is left of the blocks, and a Removal for every piece taken."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from normalizer.elements import Element
from normalizer.model import Block, Category, Location, Page, Problem, Removal, Segmented
from normalizer.rest import Piece, Rest, Stripped
from normalizer.ruleset.entries import Entry, Layer, Part
from normalizer.ruleset.pattern import Match, Pattern
from normalizer.ruleset.selector import Selector
from normalizer.settings import Settings
from normalizer.spans import Span

#: Rounds in which entries are stopped one by one; after them a whole file is.
_ROUNDS = 8
#: How often text entries act on one block. Pages need 3; a line of 100,000 datelines is hostile.
_TURNS = 10
#: Characters that are looked at in these turns; the first is always taken.
_TURN_CHARS = 1_000_000
#: Scripts without spaces between words, in which a cut parts none: how their letters' names begin.
_NOTHING: Set[Category] = frozenset()
_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA", "THAI ", "LAO ", "KHMER ", "MYANMAR ")


def strip(
    page: Page,
    segmented: Segmented,
    location: Location,
    *,
    layers: Sequence[Layer],
    settings: Settings,
) -> Stripped:
    """Return the page with the boilerplate taken away that the rules of ``layers`` know.

    Elements go first. Layers act in order, entries in file order; of the entries that hit a block
    the first one takes it, and what it leaves is looked at again. A file that would take more than
    its budget of the likely body is stopped: its costliest entries are not applied, and a problem
    says so (law 3).
    """
    stopped: frozenset[Entry] = frozenset()
    texts = tuple(block.text for block in segmented.blocks)
    hit = frozenset(text for layer in layers for text in layer.text.mark(texts))
    scene = _Scene(page, segmented, location, layers, settings, hit)
    problems: list[Problem] = []
    rounds = 0
    while True:
        work = _Work(scene, stopped)
        work.run()
        excess = work.excess(all_of_file=rounds >= _ROUNDS)
        if not excess:
            return work.result(tuple(problems))
        rounds += 1
        stopped |= excess
        problems.extend(
            Problem(
                "rule_over_budget",
                f"{entry.source} would take more of the likely story than its budget: not applied",
            )
            for entry in sorted(excess, key=lambda entry: entry.source)
        )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every application of the entries to a page has before it."""

    page: Page
    segmented: Segmented
    location: Location
    layers: Sequence[Layer]
    settings: Settings
    #: the texts that any entry hits which needs no neighbour
    hit: Set[str]


class _Work:
    """One application of all entries to one page."""

    def __init__(self, scene: _Scene, stopped: frozenset[Entry]) -> None:
        self._page = scene.page
        self._segmented, self._location = scene.segmented, scene.location
        self._layers, self._settings = scene.layers, scene.settings
        self._hit = scene.hit
        self._stopped = stopped
        self._rests = [Rest.whole(block) for block in scene.segmented.blocks]
        #: the blocks that still hold text, in page order
        self._standing = OrderedDict.fromkeys(range(len(self._rests)))
        self._removals: list[Removal] = []
        #: what entries took of a block, or would have taken but for ``Settings.keep``
        self._hits: dict[int, set[Category]] = defaultdict(set)
        self._held: set[int] = set()
        self._held_whole: set[int] = set()
        self._elements: list[Element] = []
        self._cost: Counter[Entry] = Counter()
        self._turns: Counter[int] = Counter()
        self._ends: dict[Entry, _Ends] = {}
        self._protected = self._find_protected()

    def run(self) -> None:
        if Category.TITLE not in self._settings.keep:
            for at in self._location.titles:
                self._take(at, self._rests[at].pieces, Category.TITLE, "locate")
        for layer in self._layers:
            for entry in layer.elements.on(self._page.elements):
                if entry not in self._stopped:
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
        for entry in self._cost:
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
            for selector, has_text in layer.exceptions.elements:
                for _, span in self._select(selector, has_text):
                    found.update(range(span.first, span.last + 1))
            for pattern in layer.exceptions.lines:
                found.update(
                    at for at, rest in enumerate(self._rests) if pattern.fullmatch(rest.text)
                )
        return frozenset(found)

    def _select(
        self, selector: Selector | None, has_text: Pattern | None
    ) -> Iterator[tuple[Element, Span]]:
        """Yield the elements with visible text that a selector hits, in page order.

        Where ``has_text`` is given, only those in whose text it is found.
        """
        for element in selector(self._page.elements) if selector else ():
            span = self._segmented.spans.get(element)
            if span and (has_text is None or has_text.find(self._text(span))):
                yield element, span

    def _text(self, span: Span) -> str:
        """Return what the page shows within a span."""
        blocks = self._segmented.blocks[span.first : span.last + 1]
        texts = [block.text for block in blocks]
        texts[-1] = texts[-1][: span.end]
        texts[0] = texts[0][span.start :]
        return " ".join(texts).strip()

    def _strip_elements(self, entry: Entry) -> None:
        """Apply an entry to all elements at once: a page may have 100,000 of them in one block."""
        wanted: dict[int, list[Piece]] = defaultdict(list)
        done = (-1, 0)
        for element, span in self._select(entry.selector, entry.has_text):
            is_inside = (span.last, span.end) <= done
            if is_inside or not self._stands(entry, span.first, span.last):
                continue
            done = (span.last, span.end)
            places = range(span.first, span.last + 1)
            for at in places:
                start = span.start if at == span.first else 0
                end = span.end if at == span.last else len(self._rests[at].block.text)
                wanted[at].append((start, end))
            kept = entry.category in self._settings.keep or self._protected.intersection(places)
            if not kept:
                self._elements.append(element)
        for at, pieces in wanted.items():
            gone = self._rests[at].inside(pieces)
            self._take(at, gone, entry.category, entry.source, entry=entry, captured=entry.known)

    def _strip_text(self) -> None:
        queue = deque(range(len(self._rests)))
        waiting = set(queue)
        rests, hits, texts = self._rests, self._hits, self._hit
        while queue:
            at = queue.popleft()
            waiting.discard(at)
            rest = rests[at]
            is_new = rest.text is not rest.block.text
            if not (is_new or rest.text in texts or at - 1 in hits or at + 1 in hits):
                continue
            for changed in self._strip_block(at):
                for near in (changed - 1, changed, changed + 1):
                    if 0 <= near < len(self._rests) and near not in waiting:
                        waiting.add(near)
                        queue.append(near)

    def _near(self, at: int) -> Set[Category]:
        """Return what the blocks beside one were taken for."""
        before, behind = self._hits.get(at - 1), self._hits.get(at + 1)
        return (before or _NOTHING) | (behind or _NOTHING) if before or behind else _NOTHING

    def _strip_block(self, at: int) -> Sequence[int]:
        """Apply the first entry that hits the block; return the blocks it changed."""
        rest = self._rests[at]
        turns = self._turns[at]
        if not rest.pieces or at in self._protected or turns == _TURNS:
            return ()
        if turns and turns * len(rest.text) > _TURN_CHARS:
            return ()
        near = self._near(at)
        for layer in self._layers:
            for entry in layer.text.matching(rest.text, near):
                if at in self._held_whole:
                    return ()
                if entry in self._stopped or not self._stands(entry, at, at):
                    continue
                if changed := self._apply(entry, at, rest):
                    self._turns[at] += 1
                    return changed
        return ()

    def _apply(self, entry: Entry, at: int, rest: Rest) -> Sequence[int]:
        """Let an entry take its part; return the blocks of which something went."""
        is_part = entry.part in (Part.HEAD, Part.TAIL)
        found = entry.find(rest.text) if is_part or entry.has_names else None
        taken = {at: rest.pieces}
        if entry.part is Part.RUN:
            taken = {near: self._rests[near].pieces for near in self._run(entry, at)}
        elif is_part and found:
            if _cuts_word(rest.text, found.start()) or _cuts_word(rest.text, found.end()):
                return ()
            taken = {at: rest.pieces_of(found.start(), found.end())}
        captured = (*_groups(found), *entry.known) if found else entry.known
        return [
            near
            for near, pieces in taken.items()
            if self._take(
                near, pieces, entry.category, entry.source, entry=entry, captured=captured
            )
        ]

    def _run(self, entry: Entry, at: int) -> range:
        """Return the blocks from ``at`` to the next that ends the run; none where no block does.

        A block that was taken ends a run as well: its text still says where the run ends.
        """
        if entry.until is None:
            return range(at, len(self._rests))
        if entry not in self._ends:
            self._ends[entry] = _Ends(entry.until, self._segmented.blocks)
        end = self._ends[entry].after(at)
        return range(0) if end is None else range(at, end)

    def _take(
        self,
        at: int,
        pieces: tuple[Piece, ...],
        category: Category,
        source: str,
        *,
        entry: Entry | None = None,
        captured: tuple[tuple[str, str], ...] = (),
    ) -> bool:
        """Take pieces of a block, unless an exception or the settings keep them; say if any went."""
        rest = self._rests[at]
        if not pieces or (entry and at in self._protected):
            return False
        self._hits[at].add(category)
        if category in self._settings.keep:
            self._held.add(at)
            if pieces == rest.pieces:
                self._held_whole.add(at)
            return False
        if entry and at in self._location.body:
            self._cost[entry] += sum(end - start for start, end in pieces)
        self._removals.extend(rest.removals(pieces, category, source, captured))
        self._rests[at] = rest.without(pieces)
        if not self._rests[at].pieces:
            del self._standing[at]
        return True

    def _stands(self, entry: Entry, first: int, last: int) -> bool:
        """Return whether the blocks from ``first`` to ``last`` stand where the entry may act."""
        if entry.beside is not None and not any(
            entry.beside in self._hits.get(near, ()) for near in (first - 1, last + 1)
        ):
            return False
        where = entry.where
        if where is None:
            return True
        if where.side == "before":
            return last < self._location.first
        if where.side == "after":
            return first > self._location.last >= 0
        if where.end == "first":
            return last <= next(islice(self._standing, where.count - 1, None), last)
        return first >= next(islice(reversed(self._standing), where.count - 1, None), first)


class _Ends:
    """The blocks that a pattern matches, looked for as far as they are asked for."""

    def __init__(self, until: Pattern, blocks: Sequence[Block]) -> None:
        self._until, self._blocks = until, blocks
        #: those found, in order, between the first block that was looked at and the next one that is
        self._found: list[int] = []
        self._first = self._next = len(blocks)

    def after(self, at: int) -> int | None:
        """Return the first of them behind block ``at``; None where there is none."""
        if at + 1 < self._first:
            new = range(at + 1, self._first) if self._next > self._first else range(0)
            self._found[:0] = [one for one in new if self._is_end(one)]
            self._first, self._next = at + 1, max(self._next, at + 1) if new else at + 1
        number = bisect_right(self._found, at)
        while number == len(self._found) and self._next < len(self._blocks):
            if self._is_end(self._next):
                self._found.append(self._next)
            self._next += 1
        return self._found[number] if number < len(self._found) else None

    def _is_end(self, at: int) -> bool:
        return self._until.takes(self._blocks[at].text)


def _groups(found: Match) -> Iterator[tuple[str, str]]:
    """Yield the named groups of a hit that took part in it."""
    for name, value in found.groupdict().items():
        if value:
            yield name, value


def _cuts_word(text: str, at: int) -> bool:
    """Return whether a cut at ``at`` would part a word."""
    return 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at])


def _in_word(character: str) -> bool:
    """Return whether a character is a letter, mark or digit of a script that parts words by spaces."""
    if character.isascii():
        return character.isalnum()
    is_letter = unicodedata.category(character)[0] in "LMN"
    return is_letter and not unicodedata.name(character, "").startswith(_UNSPACED)
