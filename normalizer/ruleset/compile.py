"""Checked rules → compiled ones: selectors, patterns and sources ready to be applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

import msgspec

from normalizer.model import Category
from normalizer.repairs import mend
from normalizer.ruleset import model
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.pattern import Frame, Match, Pattern, PatternSet, expanded
from normalizer.ruleset.selector import Selector
from normalizer.ruleset.sources import Source, compile_source
from normalizer.text import squash

_WHERE = re.compile(
    r"(?P<side>before|after) body|(?P<end>first|last) (?P<count>[1-9]\d?)"
    r"|(?P<rejected>rejected)(?: (?P<part>before|inside|after) body)?"
)
#: Texts whose answers are kept, and characters of the longest: 8 MB at most.
_KEPT_TEXTS, _KEPT_CHARS = 8_000, 1_000
#: Keys that a file takes from the nearest of those that it extends, where it has none of its own.
_SCALARS = ("outlet", "agency", "language", "timezone", "dates", "budget", "title_suffixes")
#: What a group is called in a replacement; a doubled backslash is one.
_REFERENCE = re.compile(r"\\(?:(?P<number>\d)|g<(?P<name>\w+)>|(?P<slash>\\))")


class SourceKey(StrEnum):
    """The fields of which a rule file may say where they stand."""

    TITLE = "title"
    DATE = "date"
    MODIFIED = "modified"
    AUTHORS = "authors"
    SECTION = "section"
    TAGS = "tags"
    IMAGE = "image"
    PAYWALL = "paywall"


class Part(Enum):
    """Which part of a block a text entry takes; RUN takes the block and those that follow."""

    LINE = "line"
    HEAD = "head"
    TAIL = "tail"
    RUN = "from"


_FRAMES = {Part.HEAD: Frame.HEAD, Part.TAIL: Frame.TAIL}


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

    def find(self, text: str) -> Match | None:
        """Return the part of a block's text that the entry hits."""
        return self.pattern.find(text) if self.pattern else None

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


@dataclass(frozen=True, slots=True, eq=False)
class Rewriting:
    """One rewrite entry, equal only to itself. ``rule`` is its file's id, ``source`` FILE:LINE.

    ``to`` stands in the place of each hit; where ``is_template``, with the hit's groups put in.
    """

    rule: str
    source: str
    pattern: Pattern
    to: str
    is_template: bool

    def rewritten(self, text: str) -> str:
        """Return ``text`` with every hit of the pattern replaced."""
        parts: list[str] = []
        done = 0
        for hit in self.pattern.hits(text):
            parts += (text[done : hit.start()], self._replacement(hit))
            done = hit.end()
        return "".join((*parts, text[done:]))

    def _replacement(self, hit: Match) -> str:
        if not self.is_template:
            return self.to

        def group(reference: re.Match[str]) -> str:
            number, name, slash = reference.groups()
            key = number or name
            return slash or hit.group(int(key) if key.isdigit() else key) or ""

        return _REFERENCE.sub(group, self.to)


class TextEntries:
    """Entries that look at text, asked all at once: which of them hit a block.

    Answers are kept for a while: a page's text is read more than once, and menus recur from page to
    page.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._set = PatternSet([entry.pattern for entry in self.entries if entry.pattern])
        self._known: dict[str, tuple[Entry, ...]] = {}

    def matching(self, text: str) -> tuple[Entry, ...]:
        """Return the entries whose pattern hits ``text``, in file order; conditions are not tried."""
        known = self._known.get(text)
        if known is None:
            known = tuple(self.entries[number] for number in self._set.matching(text))
            if len(self._known) >= _KEPT_TEXTS:
                self._known.clear()
            if len(text) <= _KEPT_CHARS:
                self._known[text] = known
        return known


class NamingEntries:
    """Entries that name what the chooser has rejected, asked all at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_text = _Condition([entry.pattern for entry in self.entries])
        self._by_names = _Condition([entry.within for entry in self.entries])

    def by_text(self, text: str) -> frozenset[int]:
        """Return the numbers of the entries whose ``line`` fits a block's text, or that have none."""
        return self._by_text.fulfilled(text)

    def by_names(self, names: str) -> frozenset[int]:
        """Return the numbers of the entries whose ``within`` is found in names, or that have none."""
        return self._by_names.fulfilled(names)


class _Condition:
    """A pattern of each of several entries, None where an entry has none."""

    def __init__(self, patterns: Sequence[Pattern | None]) -> None:
        self._free = frozenset(at for at, pattern in enumerate(patterns) if pattern is None)
        self._bound = tuple(at for at, pattern in enumerate(patterns) if pattern is not None)
        self._set = PatternSet([pattern for pattern in patterns if pattern is not None])

    def fulfilled(self, text: str) -> frozenset[int]:
        """Return the numbers of the entries whose pattern matches ``text``, and of those without."""
        return self._free.union(self._bound[number] for number in self._set.matching(text))


@dataclass(frozen=True, slots=True)
class Layer:
    """Compiled entries of one or more files that act together."""

    elements: tuple[Entry, ...]
    text: TextEntries
    naming: NamingEntries
    exceptions: Exceptions
    budgets: Mapping[str, float]

    def check(self) -> None:
        """Compile all selectors and patterns now; raises RuleError for the first faulty one."""
        for entry in (*self.elements, *self.text.entries, *self.naming.entries):
            entry.check()
        for selector, has_text in self.exceptions.elements:
            selector.check()
            if has_text is not None:
                has_text.check()
        for line in self.exceptions.lines:
            line.check()


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher's or platform's file, compiled, with all that it inherits from the files ``parents``."""

    id: str
    parents: frozenset[str]
    data: model.RuleFile
    layer: Layer
    rewriting: tuple[Rewriting, ...]
    sources: Mapping[SourceKey, tuple[Source, ...]]
    body: tuple[Selector, ...]

    @property
    def is_platform(self) -> bool:
        """Return whether the file is of a platform, not of a publisher."""
        return self.id.startswith("platforms/")

    def check(self) -> None:
        """Compile all selectors and patterns now; raises RuleError for the first faulty one."""
        self.layer.check()
        for entry in self.rewriting:
            entry.pattern.check()
        for selector in self.body:
            selector.check()
        for sources in self.sources.values():
            for source in sources:
                source.check()


def compile_layer(rules: Iterable[Rule], fragments: Mapping[str, str]) -> Layer:
    """Return all strip and keep entries of ``rules`` as one layer.

    Selectors and patterns are compiled when they are first used, or by ``Layer.check``. Raises
    RuleError with the line of the first entry or condition that is wrong in itself.
    """
    rules = tuple(rules)
    entries = [entry for rule in rules for entry in compile_entries(rule, fragments)]
    elements: list[tuple[Selector, Pattern | None]] = []
    lines: list[Pattern] = []
    for rule in rules:
        for at, keep in enumerate(rule.data.keep):
            if (keep.select is None) == (keep.line is None):
                raise rule.error("an exception has either select or line", "keep", at)
            has_text = _has_text(rule, fragments, keep, "keep", at)
            if keep.select is not None:
                elements.append((_selector(rule, keep.select, "keep", at, "select"), has_text))
            if keep.line is not None:
                lines.append(compile_pattern(rule, fragments, keep.line, "keep", at, "line"))
    acting = [entry for entry in entries if not entry.is_naming]
    return Layer(
        tuple(entry for entry in acting if entry.selector),
        TextEntries(entry for entry in acting if entry.pattern),
        NamingEntries(entry for entry in entries if entry.is_naming),
        Exceptions(tuple(elements), tuple(lines)),
        {rule.id: rule.data.budget for rule in rules if rule.data.budget is not None},
    )


def compile_entries(rule: Rule, fragments: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the strip entries of one file, in its order."""
    for at, strip in enumerate(rule.data.strip):
        yield _entry(rule, at, strip, fragments)


def compile_publisher(
    rule: Rule, parents: Sequence[Rule], fragments: Mapping[str, str]
) -> Publisher:
    """Return ``rule`` compiled; ``parents`` are the files it extends, nearest last."""
    rule = replace(rule, data=_inherited(rule, parents))
    chain = [*parents, rule]

    def owned(key: str) -> Iterator[tuple[Rule, int, str]]:
        """Yield the texts of the nearest file that has any under ``key``, each with its place."""
        for owner in reversed(chain):
            texts: tuple[str, ...] = getattr(owner.data, key)
            if texts:
                yield from ((owner, at, text) for at, text in enumerate(texts))
                return

    def sources(key: SourceKey) -> tuple[Source, ...]:
        return tuple(
            compile_source(text, fragments, owner.fault(text, key, at))
            for owner, at, text in owned(key)
        )

    return Publisher(
        id=rule.id,
        parents=frozenset(parent.id for parent in parents),
        data=rule.data,
        layer=compile_layer(chain, fragments),
        rewriting=tuple(
            _rewriting(one, at, entry, fragments)
            for one in chain
            for at, entry in enumerate(one.data.rewrite)
        ),
        sources={key: found for key in SourceKey if (found := sources(key))},
        body=tuple(_selector(owner, text, "body", at) for owner, at, text in owned("body")),
    )


def compile_pattern(
    rule: Rule,
    fragments: Mapping[str, str],
    text: str,
    *path: str | int,
    frame: Frame = Frame.WHOLE,
) -> Pattern:
    """Return the pattern that stands at ``path`` of a rule, its fragments put in.

    Raises RuleError for a fragment that is not there; the rest is found at the first use.
    """
    fault = rule.fault(text, *path)
    try:
        return Pattern(expanded(text, fragments), frame=frame, fault=fault)
    except ValueError as error:
        raise fault(str(error)) from None


def _inherited(rule: Rule, parents: Sequence[Rule]) -> model.RuleFile:
    """Return the file's data with the scalars that it leaves out taken from those it extends."""
    data = rule.data
    for parent in reversed(parents):
        missing = {key: getattr(parent.data, key) for key in _SCALARS if not getattr(data, key)}
        data = msgspec.structs.replace(data, **missing)
    return data


def _entry(rule: Rule, at: int, strip: model.Strip, fragments: Mapping[str, str]) -> Entry:
    texts = {
        "select": strip.select,
        "line": strip.line,
        "head": strip.head,
        "tail": strip.tail,
        "from": strip.from_,
    }
    given = [(key, text) for key, text in texts.items() if text is not None]
    where = _where(rule, at, strip.where)
    if where is not None and where.rejected:
        return _naming(rule, at, strip, where, fragments)
    for condition in ("within", "linked"):
        if getattr(strip, condition) is not None:
            reason = f"{condition} is a condition on what was rejected: add where: rejected"
            raise rule.error(reason, "strip", at, condition)
    if len(given) != 1:
        named = " and ".join(key for key, _ in given) or "none of them"
        reason = f"an entry has exactly one of select, line, head, tail and from; here: {named}"
        raise rule.error(reason, "strip", at)
    if (strip.from_ is None) != (strip.until is None):
        raise rule.error("from and until go together: until is a pattern or end", "strip", at)
    (key, text) = given[0]
    part = None if key == "select" else Part(key)
    pattern = until = None
    if part:
        pattern = compile_pattern(
            rule, fragments, text, "strip", at, key, frame=_FRAMES.get(part, Frame.WHOLE)
        )
    if strip.until is not None and strip.until != "end":
        until = compile_pattern(rule, fragments, strip.until, "strip", at, "until")
    return Entry(
        rule=rule.id,
        source=f"{rule.file}:{rule.line('strip', at)}",
        category=strip.as_,
        part=part,
        selector=None if part else _selector(rule, text, "strip", at, key),
        has_text=_has_text(rule, fragments, strip, "strip", at),
        pattern=pattern,
        until=until,
        where=where,
        within=None,
        linked=None,
        beside=strip.beside,
        known=(("agency", rule.data.agency),) if rule.data.agency else (),
    )


def _naming(
    rule: Rule, at: int, strip: model.Strip, where: Where, fragments: Mapping[str, str]
) -> Entry:
    """Return an entry that names what the chooser has rejected."""
    others = [key for key in ("select", "head", "tail", "from_", "until") if getattr(strip, key)]
    if others or (strip.line is None and strip.within is None):
        reason = "where: rejected goes with line, within or both, and with nothing else"
        raise rule.error(reason, "strip", at)
    line = within = None
    if strip.line is not None:
        line = compile_pattern(rule, fragments, strip.line, "strip", at, "line")
    if strip.within is not None:
        within = compile_pattern(
            rule, fragments, strip.within, "strip", at, "within", frame=Frame.INSIDE
        )
    return Entry(
        rule=rule.id,
        source=f"{rule.file}:{rule.line('strip', at)}",
        category=strip.as_,
        part=Part.LINE,
        selector=None,
        has_text=None,
        pattern=line,
        until=None,
        where=where,
        within=within,
        linked=strip.linked,
        beside=strip.beside,
        known=(),
    )


def _has_text(
    rule: Rule,
    fragments: Mapping[str, str],
    entry: model.Strip | model.Keep,
    *path: str | int,
) -> Pattern | None:
    if entry.has_text is None:
        return None
    if entry.select is None:
        raise rule.error("has_text is a condition on select: put it into the pattern", *path)
    return compile_pattern(rule, fragments, entry.has_text, *path, "has_text", frame=Frame.INSIDE)


def _rewriting(
    rule: Rule, at: int, entry: model.Rewrite, fragments: Mapping[str, str]
) -> Rewriting:
    if (entry.find is None) == (entry.pattern is None):
        raise rule.error("a rewrite has either find or pattern", "rewrite", at)
    source = f"{rule.file}:{rule.line('rewrite', at)}"
    if entry.find is not None:
        literal = Pattern(re.escape(entry.find), fault=rule.fault(entry.find, "rewrite", at))
        made = Rewriting(rule.id, source, literal, entry.to, is_template=False)
    else:
        pattern = compile_pattern(
            rule, fragments, entry.pattern or "", "rewrite", at, "pattern", frame=Frame.INSIDE
        )
        named = {one["number"] or one["name"] for one in _REFERENCE.finditer(entry.to)} - {None}
        if missing := sorted(named - pattern.groups):
            reason = f"{entry.pattern} has no group {missing[0]}"
            raise rule.error(reason, "rewrite", at, "to")
        made = Rewriting(rule.id, source, pattern, entry.to, is_template=True)
    if (sound := mend(squash(entry.to))) != squash(entry.to):
        reason = f"every page is mended, and this is damage to be mended: write {sound!r}"
        raise rule.error(reason, "rewrite", at, "to")
    if made.rewritten("") or made.rewritten(entry.to) != entry.to:
        reason = "what this writes it would rewrite again, without an end: narrow what it looks for"
        raise rule.error(reason, "rewrite", at)
    return made


def _selector(rule: Rule, text: str, *path: str | int) -> Selector:
    return Selector(text, fault=rule.fault(text, *path))


def _where(rule: Rule, at: int, text: str | None) -> Where | None:
    if text is None:
        return None
    found = _WHERE.fullmatch(text)
    if not found:
        reason = (
            f"{text} is no place: write before body, after body, first N, last N (1–99), rejected, "
            "or rejected before body, rejected inside body, rejected after body"
        )
        raise rule.error(reason, "strip", at, "where")
    return Where(
        side=found["side"] or found["part"],
        end=found["end"],
        count=int(found["count"] or 0),
        rejected=bool(found["rejected"]),
    )
