"""Characters that no reader sees and that part or join words by accident."""

from __future__ import annotations

import re

#: Zero-width space and no-break space, soft hyphen, word joiner, interlinear marks, C0 and C1
#: controls but for tab, line breaks and U+0085, unassigned plane ends.
_INVISIBLE = re.compile(
    r"[\u200b\ufeff\u00ad\u2060\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]"
)


def fix_invisible(text: str) -> str:
    r"""Return ``text`` without invisible characters.

    Left alone: zero-width joiner and non-joiner (they spell words in Persian, Hindi and emoji) and
    the marks of writing direction.

    >>> fix_invisible("co\u00adoperate\u200b")
    'cooperate'
    """
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", text)
