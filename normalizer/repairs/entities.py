"""Character references that were escaped once too often and reached the reader."""

from __future__ import annotations

import html
import re

_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def fix_entities(text: str) -> str:
    """Return ``text`` with complete character references replaced by what they stand for.

    Left alone: references without their semicolon (``AT&T``, ``?a=1&copy=2``) and unknown names.

    >>> fix_entities("Fish &amp; chips &#8212; R&D &unknown; &copy=1")
    'Fish & chips — R&D &unknown; &copy=1'
    """
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda reference: html.unescape(reference.group()), text)
