"""Compiled strip and keep entries: what they look at, and which of many fit a block or an element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from normalizer.elements import Elements
from normalizer.model import Category
from normalizer.ruleset.pattern import Match, Pattern
from normalizer.ruleset.search import NamePatternSet, PatternSet
from normalizer.ruleset.selector import Selector, SelectorSet


class Part(Enum):
    """Which part of a block a text entry takes; RUN takes the block and those that follow."""

    LINE = "line"
    HEAD = "head"
    TAIL = "tail"
    RUN = "from"


@dataclass(frozen=True, slots=True)
class Where:
    """Where on the page an entry may act: ``side`` of the body, or the ``count`` blocks at an end.

    ``rejected`` entries name what the body chooser has rejected, and act on nothing else.
    """

    side: str | None
    end: str | None
    count: int
    rejected: bool


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One strip entry, equal only to itself. ``rule`` is its file's id, ``source`` FILE:LINE.

    It has a ``selector`` (with ``has_text``, or without) or a ``pattern``, or, where it names what was
    rejected, a ``pattern``, ``within`` or both. ``known`` is what a
    hit is known to say beside the pattern's groups: the agency of an agency's file.
    """

    rule: str
    source: str
    category: Category
    part: Part | None
    selector: Selector | None
    has_text: Pattern | None
    pattern: Pattern | None
    until: Pattern | None
    where: Where | None
    within: Pattern | None
    linked: bool | None
    beside: Category | None
    known: tuple[tuple[str, str], ...]

    @property
    def is_naming(self) -> bool:
        """Return whether the entry takes nothing, but names what the chooser has rejected."""
        return self.where is not None and self.where.rejected

    @property
    def has_names(self) -> bool:
        """Return whether the entry's pattern names what it hits."""
        return self.pattern is not None and self.pattern.has_names

    def find(self, text: str) -> Match | None:
        """Return the part of a block's text that the entry hits."""
        return self.pattern.find(text) if self.pattern else None

    def fits(self, encoded: bytes) -> bool:
        """Return whether the entry hits a block's text, given in UTF-8."""
        return self.pattern is not None and self.pattern.fits(encoded)

    def check(self) -> None:
        """Compile the entry's selector and patterns now."""
        for part in (self.selector, self.has_text, self.pattern, self.until, self.within):
            if part is not None:
                part.check()


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What no strip entry may take: elements, those with a certain text alone, and whole blocks."""

    elements: tuple[tuple[Selector, Pattern | None], ...]
    lines: tuple[Pattern, ...]


class ElementEntries:
    """Entries that look at elements, asked all at once: which of them may hit any of a page."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._set = SelectorSet([entry.selector for entry in self.entries if entry.selector])

    def on(self, page: Elements | None) -> Sequence[Entry]:
        """Return the entries whose selector may hit an element of a page, in file order."""
        return [self.entries[number] for number in self._set.on(page)] if page is not None else ()


class TextEntries:
    """Entries that look at text, asked all at once: which of them hit a block."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._free = tuple(at for at, entry in enumerate(self.entries) if entry.beside is None)
        self._set = PatternSet(
            [pattern for at in self._free if (pattern := self.entries[at].pattern)]
        )
        self._attached: defaultdict[Category, list[int]] = defaultdict(list)
        for at, entry in enumerate(self.entries):
            if entry.beside is not None:
                self._attached[entry.beside].append(at)

    def matching(self, text: str, near: Iterable[Category] = tuple(Category)) -> tuple[Entry, ...]:
        """Return the entries whose pattern hits ``text``, in file order.

        Of those that have to stand beside a category, only for the categories ``near``; other
        conditions are not tried.
        """
        found = [self._free[number] for number in self._set.matching(text)]
        if attached := [at for category in near for at in self._attached.get(category, ())]:
            encoded = text.encode()
            found += [at for at in attached if self.entries[at].fits(encoded)]
            found.sort()
        return tuple(self.entries[at] for at in found)

    def mark(self, texts: Iterable[str]) -> Set[str]:
        """Return those of the texts that an entry hits which needs no neighbour; one search serves all."""
        return {text for text, numbers in self._set.matching_each(texts).items() if numbers}


class NamingEntries:
    """Entries that name what the chooser has rejected, asked all at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        named = [at for at, entry in enumerate(self.entries) if entry.within is not None]
        self._others = [at for at, entry in enumerate(self.entries) if entry.within is None]
        self._named = tuple(named)
        self._within = NamePatternSet([one for at in named if (one := self.entries[at].within)])
        self._lines = PatternSet([one for at in self._others if (one := self.entries[at].pattern)])

    def fitting(self, blocks: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[Entry, ...]]:
        """Yield for each block, its text and the names of the elements around it, the entries that fit.

        In file order; a ``line`` fits the text, a ``within`` is found in the names, each with a space
        before it; other conditions are not tried.
        """
        by_text = self._lines.matching_each(text for text, _ in blocks)
        by_names = self._within.matching_each([names for _, names in blocks])
        for (text, _), numbers in zip(blocks, by_names, strict=True):
            found = [self._others[number] for number in by_text[text]]
            found += [at for number in numbers if self._takes(at := self._named[number], text)]
            yield tuple(self.entries[at] for at in sorted(found))

    def _takes(self, number: int, text: str) -> bool:
        """Return whether an entry that fits the names fits the text as well."""
        pattern = self.entries[number].pattern
        return pattern is None or pattern.takes(text)


@dataclass(frozen=True, slots=True)
class Layer:
    """Compiled entries of one or more files that act together."""

    elements: ElementEntries
    text: TextEntries
    naming: NamingEntries
    exceptions: Exceptions
    budgets: Mapping[str, float]

    def patterns(self) -> Iterator[Pattern]:
        """Yield the patterns that every page is asked for: its texts, and the names of its elements."""
        for entry in (*self.text.entries, *self.naming.entries):
            yield from (one for one in (entry.pattern, entry.within) if one is not None)

    def check(self) -> None:
        """Compile all selectors and patterns now; raises RuleError for the first faulty one."""
        for entry in (*self.elements.entries, *self.text.entries, *self.naming.entries):
            entry.check()
        for selector, has_text in self.exceptions.elements:
            selector.check()
            if has_text is not None:
                has_text.check()
        for line in self.exceptions.lines:
            line.check()
