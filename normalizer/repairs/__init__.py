"""Repairs of damaged characters, one fault a file, each one function text → text.

A repair mends damage, never style: curly quotes, ligatures and full-width forms stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from normalizer.repairs.entities import fix_entities
from normalizer.repairs.glued import MARK, fix_glued
from normalizer.repairs.invisible import fix_invisible
from normalizer.repairs.mojibake import ALONE, SOUND, fix_mojibake
from normalizer.text import squash

#: All repairs in the order in which they run: entities may spell mojibake, and the control
#: characters that mojibake is made of may be dropped only once it is mended.
REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("entities", fix_entities),
    ("mojibake", fix_mojibake),
    ("invisible", fix_invisible),
    ("glued", fix_glued),
)
#: What a repair may be about: references, characters that are not harmless, and mojibake, which is made
#: of several characters beyond ASCII that touch.
_REFERENCE = re.compile(r"&(?=[a-zA-Z#])")
_STRANGE = re.compile(f"[^{re.escape(''.join(sorted(SOUND | ALONE)))}]")
_PAIR = re.compile(r"[^\x00-\x7f]{2}")
_ALONE = re.escape("".join(sorted(ALONE)))
_TOUCHING = re.compile(f"[{_ALONE}][^\\x00-\\x7f]|[^\\x00-\\x7f][{_ALONE}]")
#: Rounds after which a text that still changes is left as it is; nested escapes need one each.
_ROUNDS = 8


def is_sound(text: str) -> bool:
    """Return whether ``text`` holds nothing that any repair is about; most texts do not."""
    if _STRANGE.search(text) or _REFERENCE.search(text) or MARK.search(text):
        return False
    return text.isascii() or not (_PAIR.search(text) and _TOUCHING.search(text))


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
    if is_sound(text):
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
