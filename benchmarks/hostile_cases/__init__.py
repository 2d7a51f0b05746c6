"""Hostile inputs: an invented story among things that break readers of pages, and what may come out.

A file for each kind. Each case builds its bytes when asked to. Sizes are such that a reader whose cost grows
with the square of its input is caught, and one that is linear needs a second or two.
"""

from __future__ import annotations

from hostile_cases import (
    addresses,
    characters,
    charsets,
    documents,
    dumps,
    floods,
    limits,
    markup,
    metadata,
    nesting,
    no_text,
    outside,
    packed,
    patterns,
    scripts,
    wrappers,
)
from hostile_cases.case import Case

__all__ = ["Case", "cases"]

_KINDS = (
    nesting,
    floods,
    markup,
    scripts,
    documents,
    outside,
    charsets,
    characters,
    dumps,
    patterns,
    metadata,
    addresses,
    no_text,
    packed,
    limits,
    wrappers,
)


def cases() -> list[Case]:
    """Return all cases; a name stands for one alone."""
    return [case for kind in _KINDS for case in kind.cases()]
