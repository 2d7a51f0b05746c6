"""Text patterns of rule files: RE2, linear in the text, anchored by construction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import Protocol, cast

import re2

from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.hints import Hint

#: Memory that one automaton may take, in bytes: room for a million instructions.
_MAX_MEMORY = 64 << 20
#: Size of one pattern, in RE2's instructions; one of this size takes 40 ms and 8 MB to compile.
_MAX_INSTRUCTIONS = 100_000
#: A pattern of any text of some sizes.
_ANY_TEXT = re.compile(r"\.\{(\d+),(\d*)\}")
_NAMED = re.compile(r"\(\?P?<\w")
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

    ``text`` is the pattern with its fragments put in, ``source`` the same in its frame. ``fault`` makes
    the error that is raised of RE2's reason, where the text is no pattern. Raises ValueError for a
    fragment that is not there.
    """

    def __init__(
        self,
        text: str,
        *,
        frame: Frame = Frame.WHOLE,
        fragments: Fragments | None = None,
        fault: Callable[[str], Exception] = ValueError,
    ) -> None:
        self._written = text
        self._fragments = fragments or Fragments()
        self.text = self._fragments.put_into(text)
        self.source = frame.value.format(self.text)
        self.frame = frame
        self._fault = fault

    @cached_property
    def hint(self) -> Hint:
        """What a text has that the pattern matches, whatever its frame."""
        return self._fragments.hint(self._written)

    @cached_property
    def sizes(self) -> tuple[tuple[int, int | None], ...]:
        """The least and most characters of a text, where the pattern asks for nothing else; else none."""
        counted = _ANY_TEXT.fullmatch(self.text) if self.frame is Frame.WHOLE else None
        return ((int(counted[1]), int(counted[2]) if counted[2] else None),) if counted else ()

    def takes(self, text: str) -> bool:
        """Return whether a text is matched in the pattern's frame."""
        for least, most in self.sizes:
            return least <= len(text) and (most is None or len(text) <= most)
        return self.fits(text.encode())

    @cached_property
    def has_names(self) -> bool:
        """Whether the pattern names groups: else what it hits is all there is to know."""
        return _NAMED.search(self.text) is not None

    def fits(self, encoded: bytes) -> bool:
        """Return whether a text in UTF-8 is matched in the pattern's frame; the quickest way to know."""
        return bool(self._alone.Match(encoded))

    def find(self, text: str) -> Match | None:
        """Return the first part of ``text`` that the pattern hits in its frame."""
        if self.frame is Frame.HEAD:
            return self._compiled.match(text)
        if self.frame in (Frame.TAIL, Frame.INSIDE):
            return self._compiled.search(text)
        return self._compiled.fullmatch(text)

    def match(self, text: str) -> Match | None:
        """Return where the pattern matches the beginning of ``text``, whatever its frame."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> Match | None:
        """Return where the pattern matches the whole of ``text``, whatever its frame."""
        return self._compiled.fullmatch(text)

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
        if _BREAKS_FRAME.search(self.text):
            raise self._fault(
                r"\C and \Q are not part of the format: write . and single backslashes"
            )
        if self._compile(self.text).programsize > _MAX_INSTRUCTIONS:
            raise self._fault("the pattern is too large: write + or * for its large counts")

    @cached_property
    def _alone(self) -> re2.Set:
        """The pattern as an automaton of its own, which says no more than yes or no."""
        automaton = re2.Set.FullMatchSet(options())
        try:
            automaton.Add(self.source)
            automaton.Compile()
        except re2.error:
            self.check()
            raise
        return automaton

    @cached_property
    def _compiled(self) -> _Compiled:
        end = r"\z" if self.frame is Frame.TAIL else ""
        return self._compile(f"(?:{self.text}){end}")

    def _compile(self, source: str) -> _Compiled:
        try:
            return cast(_Compiled, re2.compile(source, options()))
        except re2.error as error:
            reason = error.args[0] if error.args else error
            reason = reason.decode() if isinstance(reason, bytes) else str(reason)
            if source in reason:  # the whole pattern, where a bracket is missing
                reason = reason.replace(source, "").rstrip(": ")
            if reason.startswith("invalid perl operator"):
                reason += ": RE2 knows no look-around and no back references"
            raise self._fault(reason) from None


def compile_pattern(text: str) -> Pattern:
    """Return ``text`` compiled; raises ValueError with RE2's reason where it is no pattern."""
    pattern = Pattern(text)
    pattern.check()
    return pattern


def options() -> re2.Options:
    """Return how RE2 is to compile: bounded, and silent about faults, which are errors here."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options
