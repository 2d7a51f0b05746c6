"""Names of people in the texts in which pages give them."""

from __future__ import annotations

import re

from normalizer.fields._months import month_of

#: Commas and the like, and the words for "and" that bylines part two names with.
_PARTED = re.compile(r"\s*[,;|&]\s*(?:and\s+)?|\s+(?:and|und|et|y|og|och|en)\s+")
#: Words before a name: of who did it, and of what was done.
BY = r"(?:by|von|par|por|door|av|af|автор)"
WORK = r"(?:written|posted|published|created|authored|story|article|post|words|text)"
#: What stands before a name that is no part of it.
_BY = re.compile(rf"(?:(?:{WORK}|reviewed) )?(?:{BY}|text|words)\b:?\s+", re.I)
WRITER = r"(?:authors?|writers?|contributors?|reporters?|autor(?:in)?|auteure?)"
#: Behind a name: short signs and degrees, which are no part of it, and no name of their own.
_INITIALS = re.compile(r"\s*\((?:\w|\.){1,4}\)$")
_DEGREE = re.compile(r"(?:[A-Z]\.?){2,6}[®™]?(?:-[A-Z]+)*|(?:[A-Z][a-z]{0,2}\.){2,4}|PhD")
#: Small words inside names.
_PARTICLES = frozenset(
    "de da di del della dos du van von der den la le bin al el y ter ten zu".split()
)
_NAME_WORDS = range(2, 5)
#: Words that stand in the names of roles, desks and labels, not of people.
_ROLES = frozenset(
    "about admin administrator all analyst anonymous article articles author authored authors bio blog by "
    "ceo checked columnist contributor contributors correspondent desk director editor editorial editors "
    "expert fact founder full guest journalist learn manager more newsroom our posts president producer "
    "profile published read recipe redaktion reporter reviewed reviewer see senior sponsored staff team the "
    "updated view webmaster writer writers written".split()
)
#: Where words are glued together: ``TimesNovember``, but not ``MacKenzie``.
_GLUED = re.compile(r"[a-zà-ÿ]{4}[A-Z]")
#: Ends of the names of accounts that nobody in particular has.
_ACCOUNTS = frozenset(("admin", "administrator", "webmaster"))
#: German roles, which stand behind a name without a sign between, alone or behind their subject.
_GERMAN_ROLE = r"(?:Korrespondent|Redakteur|Reporter)(?:in)?"
_SUBJECT = r"\w+(?:ische|ende)[rn]?\s|\w+(?=korrespondent|redakteur|reporter)"
#: What ends the names in a line that goes on: signs, numbers, and words of another sentence or label,
#: which may stand close behind where the page parts them by a box.
_END = re.compile(
    r"\s*(?:[|•·⋅●∙/(<>@:\d]|\s[-–~]\s|[—–]"
    rf"|(?:(?<=[a-z])|\b)(?:Published|Updated|Posted|Last|Reviewed|Edited|Medically|{_GERMAN_ROLE})\b"
    rf"|\s(?:{_SUBJECT})(?i:{_GERMAN_ROLE})\b"
    r"|\s(?:on|in|at|for|from|with|is|has|published|updated|posted|last|reviewed|edited|am|le|il|el|op)\s)"
)


def parted(text: str) -> list[str]:
    """Return the names in ``text``, without degrees; of two words with a comma the last name stands first."""
    parts = _PARTED.split(text)
    if len(parts) == 2 and "," in text and not any(" " in part for part in parts):
        return [" ".join(reversed(parts))]
    return [part for part in parts if not _DEGREE.fullmatch(part)] or parts


def bare(name: str) -> str:
    """Return a name without what stands before it, and without the initials that its house signs it with."""
    by = _BY.match(name)
    return _INITIALS.sub("", name[by.end() :] if by else name)


def is_name(text: str) -> bool:
    """Return whether a text has the shape of a person's name: two to four words, capitals, no digits."""
    parts = text.split()
    return (
        len(parts) in _NAME_WORDS
        and _ROLES.isdisjoint(text.lower().split())
        and not _GLUED.search(text)
        and all(
            part in _PARTICLES or (part[0].isupper() and not any(map(str.isdigit, part)))
            for part in parts
        )
    )


def is_role(text: str) -> bool:
    """Return whether a text names nobody but a role or a desk: ``Staff``, ``Editorial Team``.

    >>> is_role("Staff Writer"), is_role("Harbour Team")
    (True, False)
    """
    words = text.lower().split()
    return _ROLES.issuperset(words) or not _ACCOUNTS.isdisjoint(words[-1:])


def opening_names(text: str) -> list[str]:
    """Return the names with which ``text`` begins, without roles, places and days behind them.

    >>> opening_names("Ada Lund and Ole Brandt, Staff Writers | May 3, 2024")
    ['Ada Lund', 'Ole Brandt']
    """
    end = _END.search(text)
    if end is None:
        head = text
    else:
        head = text[: end.start()]
        before, _, last = head.rpartition(" ")
        if text[end.end() - 1].isdigit() and month_of(last.rstrip("."), ""):
            head = before.rstrip(" ,")
    names: list[str] = []
    for part in parted(head.rstrip(" ,.-")):
        if not is_name(part):
            break
        names.append(part)
    return names
