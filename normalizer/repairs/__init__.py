"""Repairs of damaged characters, one fault a file, each one function text → text.

A repair mends damage, never style: curly quotes, ligatures and full-width forms stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable

from normalizer.repairs.entities import fix_entities
from normalizer.repairs.invisible import fix_invisible
from normalizer.repairs.mojibake import fix_mojibake
from normalizer.text import squash

#: All repairs in the order in which they run: entities may spell mojibake, and the control
#: characters that mojibake is made of may be dropped only once it is mended.
REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("entities", fix_entities),
    ("mojibake", fix_mojibake),
    ("invisible", fix_invisible),
)
#: Rounds after which a text that still changes is left as it is; nested escapes need one each.
_ROUNDS = 8


def mend(text: str) -> str:
    r"""Return ``text`` with all repairs made, white space folded.

    >>> mend("AT&amp;amp;T l\u00e2\u20ac\u2122opinion")
    'AT&T l’opinion'
    """
    return steps(text)[-1][1]


def steps(text: str) -> list[tuple[str, str]]:
    """Return (name of the repair, text after it) for each repair that changed ``text``.

    The first entry is ("", text). The last text is a fixed point: mending it changes nothing.
    """
    done = [("", text)]
    if text.isascii() and "&" not in text and text.isprintable():
        return done
    for _ in range(_ROUNDS):
        before = text
        for name, fix in REPAIRS:
            fixed = fix(text)
            if fixed != text:
                text = squash(fixed)
                done.append((name, text))
        if text == before:
            break
    return done
