"""The table of character classes that goes into the weights."""

from __future__ import annotations

import unicodedata

import numpy as np
import numpy.typing as npt

from normalizer.chooser.texts import CLASSES

_STOPS = ".!?…。！？।؟۔։፡።"
_COMMAS = ",;:，、；：،؛"
_QUOTES = "\"'“”‘’„‚«»‹›「」『』《》〈〉"
_MARKS = "|•·»›→©®™/\\<>+*#@_=~^"
_WIDE = ("HIRAGANA", "KATAKANA", "CJK", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


def character_classes() -> npt.NDArray[np.uint8]:
    """Return the class of each character of the basic plane, as a number into CLASSES."""
    return np.array([CLASSES.index(_class(chr(code))) for code in range(0x10000)], np.uint8)


def _class(one: str) -> str:
    for name, members in (
        ("stop", _STOPS),
        ("comma", _COMMAS),
        ("quote", _QUOTES),
        ("mark", _MARKS),
    ):
        if one in members:
            return name
    category = unicodedata.category(one)
    if one.isspace():
        return "space"
    if category == "Nd":
        return "digit"
    if category[0] in "LM":
        if unicodedata.name(one, "").startswith(_WIDE):
            return "wide"
        return {"Ll": "lower", "Lu": "upper", "Lt": "upper"}.get(category, "caseless")
    return "other"
