"""Sentences that lost the space between them when a page's markup was dropped."""

from __future__ import annotations

import re

#: What costs nothing to look for, and is there in most cases of the fault.
MARK = re.compile(r"[.!?][A-Z]")
_GLUED = re.compile(
    r"(?<![^\s])(?P<token>[^\s/@]*[a-zß-öø-ÿ]{3}[.!?])(?=(?P<next>[A-Z][a-zß-öø-ÿ]+)[ ,])"
)
#: Words that follow a dot in names of hosts and files.
_IN_NAMES = frozenset(
    "Com Org Net Info Biz Gov Edu Tv Io Co De Uk Eu Us Fr It Es Nl Js Py Net App Html Php Pdf".split()
)


def fix_glued(text: str) -> str:
    """Return ``text`` with a space between two sentences that touch: ``… next week.According to …``.

    Left alone: what may be a name (``Booking.Com``, ``Node.Js``), an abbreviation (``U.S.Army``), an
    address, and everything outside the Latin script.

    >>> fix_glued("They meet next week.According to the mayor, Node.Js is no dish.")
    'They meet next week. According to the mayor, Node.Js is no dish.'
    """
    if not MARK.search(text):
        return text
    return _GLUED.sub(
        lambda found: found["token"] + ("" if found["next"] in _IN_NAMES else " "), text
    )
