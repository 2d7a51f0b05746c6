"""Small, pure helpers on strings that several stages share."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
#: The same among ASCII, where a table costs a tenth of the pattern.
_ASCII_NOISE = {code: None for code in range(0x80) if not chr(code).isalnum()}
#: Marks in such number that no letter has them, and the characters of a text that is searched for them:
#: Unicode's normal forms take the square of their number.
_MANY_MARKS, _LONG = re.compile(r"([^\w\s]{30})[^\w\s]+"), 1000


def squash(text: str) -> str:
    r"""Return ``text`` with every run of white space as one space, none at the ends.

    >>> squash(" a \n b\u00a0c ")
    'a b c'
    """
    return " ".join(text.split())


def fold(text: str) -> str:
    r"""Return what two texts share when case, width, white space and punctuation do not count.

    >>> fold("Korea\u2019s PM: Talks") == fold("koreas pm talks")
    True
    """
    if not text.isascii():
        if len(text) > _LONG:
            text = _MANY_MARKS.sub(r"\1", text)
        text = unicodedata.normalize("NFKC", text).casefold().replace(" ", "")
        return _NOT_WORD.sub("", text)
    return text.lower().translate(_ASCII_NOISE)


#: What may close a sentence, in the scripts of the packs, with closing quotes and brackets behind.
SENTENCE_END = re.compile(r"[.!?…。！？।؟۔։።][\"'”’»›）)\]」』】]*$")


def ends_sentence(text: str) -> bool:
    r"""Return whether ``text`` ends as a sentence does.

    >>> ends_sentence("He said so.\u201d"), ends_sentence("Related stories")
    (True, False)
    """
    return SENTENCE_END.search(text) is not None
