"""Text patterns of rule files: RE2, linear in the text, anchored by construction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Protocol, cast

import re2

#: Memory that one automaton may take, in bytes: room for a million instructions.
_MAX_MEMORY = 64 << 20
#: Patterns in one automaton. In one for all 340 of the packs RE2 runs out of states on real pages and
#: starts afresh (37 ms a page); by the hundred a page takes 8.8 ms, by fifties 5.2.
_PER_AUTOMATON = 50
#: Size of one pattern, in RE2's instructions; one of this size takes 40 ms and 8 MB to compile.
_MAX_INSTRUCTIONS = 100_000
#: Longest pattern with its fragments, in characters; the months of 20 languages make one of 15,000.
_MAX_CHARS = 50_000
#: How deep fragments may use each other.
_MAX_DEPTH = 10
_FRAGMENT = re.compile(r"(?<!\\)(?<!\\p)(?<!\\P)(?<!\\x)\{([a-z_]+)\}")
#: The letters, digits and other plain characters at the head of a pattern, punctuation escaped.
_LITERAL = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^\w\s])+")
_ESCAPED = re.compile(r"\\(.)", re.S)
#: What makes up a pattern, as far as one looks for alternatives: escapes, classes, single characters.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|.", re.S)
#: \C is a piece of a character, which has no place in a str; \Q quotes the frame along.
_BREAKS_FRAME = re.compile(r"(?<!\\)(?:\\\\)*\\[CQ]")


class Match(Protocol):
    """What a pattern hit: character offsets and named groups."""

    def start(self, group: int | str = 0) -> int:
        """Return the offset at which a group begins."""

    def end(self, group: int | str = 0) -> int:
        """Return the offset at which a group ends."""

    def group(self, group: int | str = 0) -> str | None:
        """Return the text of a group; None where it took no part."""

    def groupdict(self) -> dict[str, str | None]:
        """Return the texts of the named groups; None for those that took no part."""


class _Compiled(Protocol):
    def match(self, text: str) -> Match | None: ...
    def search(self, text: str) -> Match | None: ...
    def fullmatch(self, text: str) -> Match | None: ...
    @property
    def programsize(self) -> int: ...
    @property
    def groups(self) -> int: ...
    @property
    def groupindex(self) -> Mapping[str, int]: ...
    def finditer(self, text: str) -> Iterator[Match]: ...


class Frame(Enum):
    """Where in a text a pattern has to stand; the value is what the whole text looks like then."""

    WHOLE = "(?:{})"
    HEAD = "(?:{})(?s:.*)"
    TAIL = "(?s:.*)(?:{})"
    INSIDE = "(?s:.*)(?:{})(?s:.*)"


class Pattern:
    """A pattern, compiled at its first use: most of those in force never come to it.

    ``source`` is the pattern in its frame, as a PatternSet takes it. ``fault`` makes the error
    that is raised of RE2's reason, where the text is no pattern.
    """

    def __init__(
        self,
        text: str,
        *,
        frame: Frame = Frame.WHOLE,
        fault: Callable[[str], Exception] = ValueError,
    ) -> None:
        self.source = frame.value.format(text)
        self._text = text
        self._frame = frame
        self._fault = fault

    def find(self, text: str) -> Match | None:
        """Return the first part of ``text`` that the pattern hits in its frame."""
        if self._frame is Frame.HEAD:
            return self._compiled.match(text)
        if self._frame in (Frame.TAIL, Frame.INSIDE):
            return self._compiled.search(text)
        return self._compiled.fullmatch(text)

    def match(self, text: str) -> Match | None:
        """Return where the pattern matches the beginning of ``text``, whatever its frame."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> Match | None:
        """Return where the pattern matches the whole of ``text``, whatever its frame."""
        return self._compiled.fullmatch(text)

    def beginning(self) -> str:
        """Return the characters with which every text begins that the pattern hits; often none."""
        literal = _LITERAL.match(self._text)
        if literal is None or self._frame is not Frame.WHOLE or _has_alternatives(self._text):
            return ""
        characters = _ESCAPED.sub(r"\1", literal[0])
        is_counted = self._text[literal.end() :].startswith(("?", "*", "{"))
        return characters[:-1] if is_counted else characters

    def hits(self, text: str) -> Iterator[Match]:
        """Yield every hit in ``text``, from left to right, whatever the pattern's frame."""
        return self._compiled.finditer(text)

    @property
    def groups(self) -> frozenset[str]:
        """Return the numbers and names of the pattern's groups, ``0`` for the whole hit."""
        numbers = map(str, range(self._compiled.groups + 1))
        return frozenset((*numbers, *self._compiled.groupindex))

    def check(self) -> None:
        """Compile the pattern now, without its frame: ``a)|(b`` is a pattern in one alone."""
        if _BREAKS_FRAME.search(self._text):
            raise self._fault(
                r"\C and \Q are not part of the format: write . and single backslashes"
            )
        if self._compile(self._text).programsize > _MAX_INSTRUCTIONS:
            raise self._fault("the pattern is too large: write + or * for its large counts")

    @cached_property
    def _compiled(self) -> _Compiled:
        end = r"\z" if self._frame is Frame.TAIL else ""
        return self._compile(f"(?:{self._text}){end}")

    def _compile(self, source: str) -> _Compiled:
        try:
            return cast(_Compiled, re2.compile(source, _options()))
        except re2.error as error:
            reason = error.args[0] if error.args else error
            reason = reason.decode() if isinstance(reason, bytes) else str(reason)
            if source in reason:  # the whole pattern, where a bracket is missing
                reason = reason.replace(source, "").rstrip(": ")
            if reason.startswith("invalid perl operator"):
                reason += ": RE2 knows no look-around and no back references"
            raise self._fault(reason) from None


class PatternSet:
    """Many patterns in few automata: which of them match a text, at about the price of one."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(patterns)

    def matching(self, text: str) -> list[int]:
        """Return the numbers of the patterns that match the whole of ``text``, rising."""
        encoded = text.encode()
        return [
            first + number
            for first, automaton in self._automata
            for number in sorted(automaton.Match(encoded) or ())
        ]

    @cached_property
    def _automata(self) -> list[tuple[int, re2.Set]]:
        starts = range(0, len(self._patterns), _PER_AUTOMATON)
        return [
            part
            for first in starts
            for part in _automata(self._patterns[first : first + _PER_AUTOMATON], first)
        ]


def compile_pattern(text: str) -> Pattern:
    """Return ``text`` compiled; raises ValueError with RE2's reason where it is no pattern."""
    pattern = Pattern(text)
    pattern.check()
    return pattern


def expanded(pattern: str, fragments: Mapping[str, str]) -> str:
    """Return ``pattern`` with each ``{name}`` replaced by the fragment of that name, in a group.

    Fragments may use others. Raises ValueError for a name that is not there, or in a circle, and
    where the pattern grows too long.
    """
    for _ in range(_MAX_DEPTH):
        if not _FRAGMENT.search(pattern):
            return pattern
        pattern = _FRAGMENT.sub(lambda name: _fragment(name.group(1), fragments), pattern)
        if len(pattern) > _MAX_CHARS:
            raise ValueError(
                f"with its fragments the pattern has more than {_MAX_CHARS:,} characters"
            )
    raise ValueError("the fragments use each other in a circle")


def _has_alternatives(pattern: str) -> bool:
    """Return whether a pattern is a choice between alternatives that stand in no group."""
    depth = 0
    for token in _TOKEN.findall(pattern):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            return True
    return False


def _fragment(name: str, fragments: Mapping[str, str]) -> str:
    if name not in fragments:
        known = ", ".join(sorted(fragments)) or "none"
        raise ValueError(f"there is no fragment {{{name}}}: known are {known}")
    return f"(?:{fragments[name]})"


def _automata(patterns: Sequence[Pattern], first: int) -> list[tuple[int, re2.Set]]:
    """Return automata with the number of their first pattern: one, or more where it grows too large."""
    automaton = re2.Set.FullMatchSet(_options())
    for pattern in patterns:
        try:
            automaton.Add(pattern.source)
        except re2.error:
            pattern.check()
            raise
    try:
        automaton.Compile()
    except re2.error:
        half = len(patterns) // 2
        if not half:
            raise
        return [*_automata(patterns[:half], first), *_automata(patterns[half:], first + half)]
    return [(first, automaton)]


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options
