"""A dump's text → its lines as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from normalizer.model import Block, Role
from normalizer.ruleset.pattern import Pattern
from normalizer.text import ends_sentence, squash

#: What stands before an item of a list.
_BULLETS = tuple(f"{mark} " for mark in "•◦▪●‣⁃∙")
#: How many lines show that a dump is wrapped, how wide one may be (characters), by how much lines may fall
#: short of it, and which share of them has to reach it, and to end within a sentence.
_WRAPPED_LINES, _WIDTHS, _RAGGED, _WRAPPED = 8, (50, 110), 15, 0.7


class _Set(NamedTuple):
    """A line of a dump as it was set: its text, how far in it begins, whether a blank line is before it."""

    text: str
    indent: int
    gap: bool


def lines_of(text: str, crawl_header: Pattern | None) -> Iterator[Block]:
    """Yield the lines of a dump as blocks, those put together that a width has parted.

    A crawler's header at its very beginning is a block of its own.
    """
    lines = _unwrapped(list(_set(text)))
    header = crawl_header.match(lines[0].text) if crawl_header and lines else None
    if header and header.end():
        first = lines.pop(0)
        parts = (first.text[: header.end()].strip(), first.text[header.end() :].strip())
        lines[:0] = [first._replace(text=part) for part in parts if part]
    for index, line in enumerate(lines):
        role = Role.LIST_ITEM if line.text.startswith(_BULLETS) else Role.LINE
        yield Block(index, line.text, role, indent=line.indent, gap=line.gap)


def _set(text: str) -> Iterator[_Set]:
    gap = False
    for raw in text.splitlines():
        line = squash(raw)
        if line:
            indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
            yield _Set(line, indent, gap)
        gap = not line


def _unwrapped(lines: list[_Set]) -> list[_Set]:
    """Return the lines with those put together that a width of the page, not their author, has parted.

    Only where the dump as a whole is set so: most lines that another follows directly are about as long
    as the longest of them, and end in the middle of a sentence.
    """
    followed = [one for one, after in pairwise(lines) if not after.gap]
    if len(followed) < _WRAPPED_LINES:
        return lines
    width = sorted(len(one.text) for one in followed)[int(0.95 * len(followed))]
    full = [one for one in followed if width - _RAGGED <= len(one.text) <= width]
    broken = [one for one in full if not ends_sentence(one.text)]
    is_wrapped = len(full) > _WRAPPED * len(followed) and len(broken) > _WRAPPED * len(full)
    if not (is_wrapped and _WIDTHS[0] <= width <= _WIDTHS[1]):
        return lines
    joined = lines[:1]
    for before, line in pairwise(lines):
        if line.gap or len(before.text) < width - _RAGGED or line.text.startswith(_BULLETS):
            joined.append(line)
        else:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {line.text}")
    return joined
