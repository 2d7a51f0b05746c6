"""Elements → selectors that name them, the most lasting first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizer.elements import Element

#: What a page has few of: the tag alone may name one of them.
_TELLING_TAGS = frozenset(
    "address article aside details figure figcaption footer form h1 header main nav time".split()
)
#: Names that need no quotes or escapes in CSS, long enough to mean something.
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]{1,60}[A-Za-z]")
#: What tools that make up class names put before or into them (styled-components, emotion, CSS modules).
_MADE_UP = re.compile(r"^(?:sc|css|jsx|jss|svelte|emotion|astro|makeStyles|ng|tw)-|___")
#: Classes of style sheets that say how an element looks or is laid out (Tailwind, Bootstrap), or that
#: a script puts there: the next redesign, or the next page, has them elsewhere.
_LOOKS = re.compile(
    r"(?:flex|grid|block|inline|hidden|visible|relative|absolute|sticky|fixed|static|container|row|col"
    r"|clearfix|undefined|null|first|last|odd|even|left|right|center|active|open|closed|loaded|lazy"
    r"|underline|italic|uppercase|truncate|prose)(?:-.*)?"
    r"|(?:[mp][xytrbl]?|[wh]|min|max|text|font|bg|border|rounded|shadow|items|justify|self|order|gap"
    r"|space|leading|tracking|whitespace|break|align|overflow|object|clear|float|cursor|not|is|has|js"
    r"|hover|group|divide|opacity|top|bottom|inset|display|d|ml|mr)-.+"
)
_HUMP = re.compile(r"[A-Z]?[a-z]+")
_VOWEL = re.compile(r"[aeiouy]", re.I)
#: Parts of a name that tools make up of letters are not longer than this. In characters.
_SHORT = 7
#: Words run together, as short names are made of them: ``topBar``, but not ``bdVaJa``.
_CAMEL = re.compile(r"[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*")
#: Attributes beside id and class that developers give elements to find them again.
NAMING_ATTRIBUTES = ("itemprop", "rel", "data-testid", "data-component", "data-qa", "data-type")


def is_lasting(name: str) -> bool:
    """Return whether an id or class name looks as if a person gave it, and not for one story.

    Names with digits are refused: numbers of stories, columns of a grid, hashes.

    >>> [is_lasting(name) for name in ("articleBody", "css-kq", "sc-xyz", "post-812", "bdVaJa", "mx-auto")]
    [True, False, False, False, False, False]
    """
    if not _NAME.fullmatch(name) or _MADE_UP.search(name) or _LOOKS.fullmatch(name):
        return False
    parts = re.split(r"[-_]+", name)
    return max(map(len, parts)) > 2 and all(map(_is_word, parts))


def lasting_classes(element: Element) -> list[str]:
    """Return the class names of an element that look lasting, in their order."""
    return [name for name in (element.get("class") or "").split() if is_lasting(name)]


def names(element: Element) -> Iterator[str]:
    """Yield CSS selectors that hit an element, among others perhaps, the most lasting first."""
    identity = (element.get("id") or "").strip()
    if is_lasting(identity):
        yield f"#{identity}"
    for attribute in NAMING_ATTRIBUTES:
        value = element.get(attribute) or ""
        if is_lasting(value):
            yield f'[{attribute}="{value}"]'
    classes = lasting_classes(element)
    is_telling = element.tag in _TELLING_TAGS
    for prefix in (element.tag, "") if is_telling else ("", element.tag):
        yield from (f"{prefix}.{name}" for name in classes)
    if is_telling:
        yield element.tag


def named_within(element: Element) -> Iterator[str]:
    """Yield ``names`` of an element, then the same below each ancestor's best name, nearest first.

    Where the element has no name at all its tag stands for it there.
    """
    own = list(names(element))
    yield from own
    for ancestor in element.iterancestors():
        if outer := next(names(ancestor), None):
            yield from (f"{outer} {inner}" for inner in own or [element.tag])


def _is_word(part: str) -> bool:
    """Return whether a part of a name reads like a word, or words run together."""
    if len(part) > 3 and not _VOWEL.search(part):
        return False
    if len(part) > _SHORT or part.islower() or part.isupper():
        return True
    return bool(_CAMEL.fullmatch(part)) and all(map(_VOWEL.search, _HUMP.findall(part)))
