"""Text patterns of rule files: RE2, linear in the text, anchored by construction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

import re2


class Match(Protocol):
    """What a pattern hit: character offsets and named groups."""

    def start(self, group: int | str = 0) -> int: ...
    def end(self, group: int | str = 0) -> int: ...
    def groupdict(self) -> dict[str, str | None]: ...


class Pattern(Protocol):
    """A compiled pattern."""

    def match(self, text: str) -> Match | None: ...
    def search(self, text: str) -> Match | None: ...
    def fullmatch(self, text: str) -> Match | None: ...


class PatternSet:
    """Many patterns in one automaton: which of them match a text, at about the price of one.

    Every pattern has to match the whole text; write ``(?s:.*)`` at an end that may be open.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._set = re2.Set.FullMatchSet(_options()) if patterns else None
        for pattern in patterns:
            self._set.Add(pattern)
        if self._set is not None:
            self._set.Compile()

    def matching(self, text: str) -> list[int]:
        """Return the numbers of the patterns that match the whole of ``text``, rising."""
        if self._set is None:
            return []
        return sorted(self._set.Match(text) or ())


def compile_pattern(source: str) -> Pattern:
    """Return ``source`` compiled; raises ValueError with RE2's reason where it is no pattern."""
    try:
        return cast(Pattern, re2.compile(source, _options()))
    except re2.error as error:
        reason = error.args[0] if error.args else error
        reason = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(reason) from None


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    return options
