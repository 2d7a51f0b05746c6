"""Checked rules → compiled ones: selectors, patterns and sources ready to be applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from lxml.etree import XPath

from normalizer.model import Category
from normalizer.ruleset import model
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.pattern import Pattern, PatternSet, compile_pattern
from normalizer.ruleset.sources import Source, compile_selector, compile_source, expanded

T = TypeVar("T")

_WHERE = re.compile(r"(?P<side>before|after) body|(?P<end>first|last) (?P<count>[1-9]\d{0,3})")


class Part(Enum):
    """Which part of a block a text entry takes; RUN takes the block and those that follow."""

    LINE = "line"
    HEAD = "head"
    TAIL = "tail"
    RUN = "from"


@dataclass(frozen=True, slots=True)
class Where:
    """Where on the page an entry may act: ``side`` of the body, or the ``count`` blocks at an end."""

    side: str | None
    end: str | None
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One compiled strip entry, equal only to itself. ``rule`` is its file's id, ``source`` its place, ``FILE:LINE``."""

    rule: str
    source: str
    category: Category
    part: Part | None
    selector: XPath | None
    pattern: Pattern | None
    until: Pattern | None
    where: Where | None
    beside: Category | None
    #: what a hit is known to say beside the pattern's groups: the agency of an agency's file
    known: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What no strip entry may take."""

    selectors: tuple[XPath, ...]
    lines: tuple[Pattern, ...]


class TextEntries:
    """Entries that look at text, asked all at once: which of them hit a block."""

    def __init__(self, entries: Sequence[Entry], patterns: Sequence[str]) -> None:
        self.entries = tuple(entries)
        self._set = PatternSet(patterns)

    def matching(self, text: str) -> list[Entry]:
        """Return the entries whose pattern hits ``text``, in file order; conditions are not tried."""
        return [self.entries[number] for number in self._set.matching(text)]


@dataclass(frozen=True, slots=True)
class Layer:
    """Compiled entries of one or more files that act together."""

    elements: tuple[Entry, ...]
    text: TextEntries
    exceptions: Exceptions
    budgets: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher's file, compiled, with all that it inherits."""

    id: str
    data: model.RuleFile
    layer: Layer
    title: tuple[Source, ...]
    date: tuple[Source, ...]
    authors: tuple[Source, ...]
    section: tuple[Source, ...]
    body: tuple[XPath, ...]


def compile_layer(rules: Iterable[Rule], fragments: Mapping[str, str]) -> Layer:
    """Return all strip and keep entries of ``rules`` as one layer.

    Raises RuleError with the line of the first selector, pattern or condition that is wrong.
    """
    elements: list[Entry] = []
    texts: list[Entry] = []
    patterns: list[str] = []
    selectors: list[XPath] = []
    lines: list[Pattern] = []
    budgets: dict[str, float] = {}
    for rule in rules:
        if rule.data.budget is not None:
            budgets[rule.id] = rule.data.budget
        for at, strip in enumerate(rule.data.strip):
            entry, whole = _entry(rule, at, strip, fragments)
            if whole is None:
                elements.append(entry)
            else:
                texts.append(entry)
                patterns.append(whole)
        for at, keep in enumerate(rule.data.keep):
            if (keep.select is None) == (keep.line is None):
                raise rule.error("an exception has either select or line", "keep", at)
            if keep.select is not None:
                selectors.append(_checked(rule, compile_selector, keep.select, "keep", at, "select"))
            if keep.line is not None:
                whole = _checked(rule, lambda text: expanded(text, fragments), keep.line, "keep", at)
                lines.append(_checked(rule, compile_pattern, whole, "keep", at, "line"))
    return Layer(
        tuple(elements),
        TextEntries(texts, patterns),
        Exceptions(tuple(selectors), tuple(lines)),
        budgets,
    )


def compile_publisher(rule: Rule, parents: Sequence[Rule], fragments: Mapping[str, str]) -> Publisher:
    """Return ``rule`` compiled; ``parents`` are the files it extends, nearest last."""
    chain = [*parents, rule]

    def sources(key: str) -> tuple[Source, ...]:
        for owner in reversed(chain):
            texts: tuple[str, ...] = getattr(owner.data, key)
            if texts:
                return tuple(
                    _checked(owner, lambda text: compile_source(text, fragments), text, key, at)
                    for at, text in enumerate(texts)
                )
        return ()

    bodies = next(((owner, owner.data.body) for owner in reversed(chain) if owner.data.body), None)
    body: tuple[XPath, ...] = ()
    if bodies:
        owner, texts = bodies
        body = tuple(
            _checked(owner, compile_selector, text, "body", at) for at, text in enumerate(texts)
        )
    return Publisher(
        id=rule.id,
        data=_inherited(chain),
        layer=compile_layer(chain, fragments),
        title=sources("title"),
        date=sources("date"),
        authors=sources("authors"),
        section=sources("section"),
        body=body,
    )


def _inherited(chain: Sequence[Rule]) -> model.RuleFile:
    """Return the last file with the scalars that it leaves out taken from those it extends."""
    import msgspec

    data = chain[-1].data
    for parent in reversed(chain[:-1]):
        missing = {
            key: getattr(parent.data, key)
            for key in ("outlet", "agency", "language", "timezone", "dates", "budget")
            if getattr(data, key) is None
        }
        data = msgspec.structs.replace(data, **missing)
    return data


def _entry(
    rule: Rule, at: int, strip: model.Strip, fragments: Mapping[str, str]
) -> tuple[Entry, str | None]:
    """Return the entry and, for one that looks at text, its pattern as it must match a whole block."""
    given = [key for key in ("select", "line", "head", "tail", "from_") if getattr(strip, key)]
    if len(given) != 1:
        named = ", ".join(key.rstrip("_") for key in given) or "none of them"
        raise rule.error(
            f"an entry has exactly one of select, line, head, tail and from; here: {named}",
            "strip",
            at,
        )
    key = given[0].rstrip("_")
    if (strip.from_ is None) != (strip.until is None):
        raise rule.error("from and until go together: until is a pattern or end", "strip", at)
    source: str = getattr(strip, given[0])
    pattern = until = selector = whole = None
    if key == "select":
        selector = _checked(rule, compile_selector, source, "strip", at, key)
    else:
        source = _checked(rule, lambda text: expanded(text, fragments), source, "strip", at, key)
        anchored = {"head": f"(?:{source})(?s:.*)", "tail": f"(?s:.*?)(?P<tail_>{source})"}
        pattern = _checked(rule, compile_pattern, source, "strip", at, key)
        whole = anchored.get(key, f"(?:{source})")
        if key == "tail":
            pattern = _checked(rule, compile_pattern, whole, "strip", at, key)
    if strip.until not in (None, "end"):
        ending = _checked(rule, lambda text: expanded(text, fragments), strip.until, "strip", at)
        until = _checked(rule, compile_pattern, ending, "strip", at, "until")
    entry = Entry(
        rule=rule.id,
        source=f"{rule.file}:{rule.line('strip', at)}",
        category=strip.as_,
        part=None if key == "select" else Part(key),
        selector=selector,
        pattern=pattern,
        until=until,
        where=_where(rule, at, strip.where),
        beside=strip.beside,
        known=(("agency", rule.data.agency),) if rule.data.agency else (),
    )
    return entry, whole


def _where(rule: Rule, at: int, text: str | None) -> Where | None:
    if text is None:
        return None
    found = _WHERE.fullmatch(text)
    if not found:
        raise rule.error(
            f"{text} is no place: write before body, after body, first N or last N",
            "strip",
            at,
            "where",
        )
    return Where(found["side"], found["end"], int(found["count"] or 0))


def _checked(rule: Rule, compiler: Callable[[str], T], text: str, *path: str | int) -> T:
    try:
        return compiler(text)
    except ValueError as error:
        raise rule.error(f"{text}: {error}", *path) from None
