"""Checked rules → compiled ones: selectors, patterns and sources ready to be applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from normalizer.repairs import mend
from normalizer.ruleset import model
from normalizer.ruleset.entries import (
    ElementEntries,
    Entry,
    Exceptions,
    Layer,
    NamingEntries,
    Part,
    TextEntries,
    Where,
)
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.pattern import Frame, Match, Pattern
from normalizer.ruleset.selector import Selector
from normalizer.ruleset.sources import Source, compile_source
from normalizer.text import squash

_WHERE = re.compile(
    r"(?P<side>before|after) body|(?P<end>first|last) (?P<count>[1-9]\d?)"
    r"|(?P<rejected>rejected)(?: (?P<part>before|inside|after) body)?"
)
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


_FRAMES = {Part.HEAD: Frame.HEAD, Part.TAIL: Frame.TAIL}


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


def compile_layer(rules: Iterable[Rule], fragments: Fragments) -> Layer:
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
        ElementEntries(entry for entry in acting if entry.selector),
        TextEntries(entry for entry in acting if entry.pattern),
        NamingEntries(entry for entry in entries if entry.is_naming),
        Exceptions(tuple(elements), tuple(lines)),
        {rule.id: rule.data.budget for rule in rules if rule.data.budget is not None},
    )


def compile_entries(rule: Rule, fragments: Fragments) -> Iterator[Entry]:
    """Yield the strip entries of one file, in its order."""
    for at, strip in enumerate(rule.data.strip):
        yield _entry(rule, at, strip, fragments)


def compile_publisher(rule: Rule, parents: Sequence[Rule], fragments: Fragments) -> Publisher:
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
    fragments: Fragments,
    text: str,
    *path: str | int,
    frame: Frame = Frame.WHOLE,
) -> Pattern:
    """Return the pattern that stands at ``path`` of a rule, its fragments put in.

    Raises RuleError for a fragment that is not there; the rest is found at the first use.
    """
    fault = rule.fault(text, *path)
    try:
        return Pattern(text, frame=frame, fragments=fragments, fault=fault)
    except ValueError as error:
        raise fault(str(error)) from None


def _inherited(rule: Rule, parents: Sequence[Rule]) -> model.RuleFile:
    """Return the file's data with the scalars that it leaves out taken from those it extends."""
    data = rule.data
    for parent in reversed(parents):
        missing = {key: getattr(parent.data, key) for key in _SCALARS if not getattr(data, key)}
        data = msgspec.structs.replace(data, **missing)
    return data


def _entry(rule: Rule, at: int, strip: model.Strip, fragments: Fragments) -> Entry:
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


def _naming(rule: Rule, at: int, strip: model.Strip, where: Where, fragments: Fragments) -> Entry:
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
    fragments: Fragments,
    entry: model.Strip | model.Keep,
    *path: str | int,
) -> Pattern | None:
    if entry.has_text is None:
        return None
    if entry.select is None:
        raise rule.error("has_text is a condition on select: put it into the pattern", *path)
    return compile_pattern(rule, fragments, entry.has_text, *path, "has_text", frame=Frame.INSIDE)


def _rewriting(rule: Rule, at: int, entry: model.Rewrite, fragments: Fragments) -> Rewriting:
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
