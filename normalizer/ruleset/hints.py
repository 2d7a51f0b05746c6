"""What a text must have for a pattern to match it."""

from __future__ import annotations

from dataclasses import dataclass

#: Longer literals tell hardly more than those of this length. In characters.
ENOUGH_CHARS = 12
#: What stands no further in than this stands at the head of a text. In characters.
HEAD_CHARS = 40


@dataclass(frozen=True, slots=True)
class Hint:
    """What a text has that a pattern matches.

    It holds at least one of ``literals`` once its case is folded (none: nothing is known), with at most
    ``ahead`` characters before it, and has from ``least`` to ``most`` characters (None: any number).
    ``beyond_ascii``: some character of it is not ASCII.
    """

    literals: frozenset[str]
    ahead: int | None
    least: int
    most: int | None
    beyond_ascii: bool

    @property
    def is_at_head(self) -> bool:
        """Return whether the literals stand at the head of what the pattern matches."""
        return self.ahead is not None and self.ahead <= HEAD_CHARS
