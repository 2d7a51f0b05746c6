"""Text that was decoded in the wrong encoding: ``lâ€™Ã©tÃ©`` for ``l’été``."""

from __future__ import annotations

#: Characters of which no mojibake is made alone: spares most texts in Latin script ftfy's heuristic.
SOUND = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("’‘“”„–—…•·«»éèëïíìóòöúùüñçäåøæßÄÖÜÉ")
#: Characters of which none is made unless others stand beside them.
ALONE = frozenset("©®™°§±²³½×→€£✓●★")


def fix_mojibake(text: str) -> str:
    r"""Return ``text`` decoded as it should have been, where ftfy is sure that it was not.

    Left alone: everything that is merely a matter of style (quotes, ligatures, full-width forms)
    and what ftfy's heuristic finds plausible as it stands.
    Source: ftfy, whose test cases say what is mended.

    >>> fix_mojibake("l\u00e2\u20ac\u2122\u00c3\u00a9t\u00c3\u00a9")
    'l’été'
    """
    if text.isascii() or SOUND.issuperset(text):
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    fixed: str = fix_encoding(text) if is_bad(text) else text
    return fixed
