"""Named pieces of patterns, which patterns and other fragments use as ``{name}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from normalizer.ruleset.hints import Hint

if TYPE_CHECKING:
    from normalizer.ruleset.literals import Part

#: Longest pattern with its fragments, in characters; the months of 20 languages make one of 15,000.
_MAX_CHARS = 50_000
#: How deep fragments may use each other.
_MAX_DEPTH = 10
#: Begun with its brace, which is looked for faster than what must not stand before it.
_NAME = re.compile(r"\{(?<!\\\{)(?<!\\[pPx]\{)([a-z_]+)\}")


class Fragments(Mapping[str, str]):
    """The fragments by their names. What is known of each is found out once."""

    def __init__(self, named: Mapping[str, str] | None = None) -> None:
        self._named = dict(named or {})
        self._parts: dict[str, Part] = {}

    def __getitem__(self, name: str) -> str:
        return self._named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    def put_into(self, pattern: str) -> str:
        """Return ``pattern`` with each ``{name}`` replaced by the fragment of that name, in a group.

        Fragments may use others. Raises ValueError for a name that is not there, or in a circle, and
        where the pattern grows too long.
        """
        for _ in range(_MAX_DEPTH):
            if not _NAME.search(pattern):
                return pattern
            pattern = _NAME.sub(lambda name: f"(?:{self._known(name.group(1))})", pattern)
            if len(pattern) > _MAX_CHARS:
                raise ValueError(
                    f"with its fragments the pattern has more than {_MAX_CHARS:,} characters"
                )
        raise ValueError("the fragments use each other in a circle")

    def hint(self, pattern: str) -> Hint:
        """Return what a text has that ``pattern`` matches; its fragments can be put in."""
        return self._found_in(pattern).hint()

    def _part(self, name: str) -> Part:
        if name not in self._parts:
            self._parts[name] = self._found_in(self._known(name))
        return self._parts[name]

    def _found_in(self, pattern: str) -> Part:
        # Mostly earlier runs have found it out, and a cold start can do without the module.
        from normalizer.ruleset.literals import part_of

        return part_of(pattern, self._part)

    def _known(self, name: str) -> str:
        if name not in self._named:
            known = ", ".join(sorted(self._named)) or "none"
            raise ValueError(f"there is no fragment {{{name}}}: known are {known}")
        return self._named[name]
