r"""Pattern → Hint: what a text must have for the pattern to match it, found in its source alone.

One search for the literals of many patterns tells which of them may match a text at all.
Source of the idea: Russ Cox, Regular Expression Matching with a Trigram Index, 2012.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from normalizer.ruleset.hints import ENOUGH_CHARS, HEAD_CHARS, Hint

#: How many strings a part of a pattern may stand for before it counts as anything.
_MOST_STRINGS = 200
#: Shorter literals stand in too many texts to tell anything. In characters; wide ones (CJK) say more.
_LEAST_CHARS, _WIDE_CHARS = 3, 1.5
#: The same at the head of a text.
_LEAST_AT_HEAD = 1
#: What a pattern is made of: escapes, classes, openings of groups, repetitions, fragments, characters.
_TOKEN = re.compile(
    r"\\[pP]\{\^?\w+\}|\\[pP]\w|\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\."
    r"|\[\^?\]?(?:\\x\{[0-9A-Fa-f]+\}|\\.|\[:\^?\w+:\]|[^\]\\])*+\]"
    r"|\(\?P?<\w+>|\(\?[a-zA-Z-]*[:)]|[*+?]\??|\{\d+(?:,\d*)?\}\??|\{[a-z_]+\}"
    r"|(?:[^\\.^$*+?{}\[\]|()](?![*+?]|\{\d))+|.",
    re.S,
)
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")
_COUNTED = re.compile(r"\{(\d+)(,?)(\d*)\}")
_REPEATED = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_CODE_POINT = re.compile(r"\\x\{?([0-9A-Fa-f]+)\}?")
_RANGE = re.compile(r"(?<!\\)-(?!\])|\[:|\\[pPdDwWsS]")
_WIDE = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_SIGN = re.compile(r"[^\w\s\x00-\x7f]|[#@()\[\]|/=]")
_RARE = re.compile(r"[#@()\[\]|/=]")
#: Scripts that have no ASCII.
_SCRIPT = re.compile(
    r"\\p\{(?:Han|Hangul|Hiragana|Katakana|Arabic|Hebrew|Devanagari|Cyrillic|Thai|Greek)\}"
)
#: Escapes that match no characters, only a place.
_PLACES = frozenset(("^", "$", "\\b", "\\B", "\\A", "\\z"))
_CONTROLS = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\f": "\f", "\\v": "\v", "\\a": "\a"}

_Strings = frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a part of a pattern.

    ``exact`` are all strings that it matches, if they are few; ``needed`` some of which each match
    holds one. Strings have their case folded.
    """

    exact: _Strings | None
    needed: _Needed
    least: int
    most: int | None
    beyond_ascii: bool

    def hint(self) -> Hint:
        """Return what it says of a text."""
        needed = _needed(self)
        tells = needed.weight >= _LEAST_CHARS or needed.is_at_head
        strings, ahead = (needed.strings, needed.ahead) if tells else (frozenset(), None)
        return Hint(_without_longer(strings), ahead, self.least, self.most, self.beyond_ascii)


class _Needed(NamedTuple):
    """Strings of which a match holds one, empty where nothing is known, and what comes before at most.

    ``weight`` is how much the least of them tells.
    """

    strings: _Strings
    ahead: int | None
    weight: float

    @property
    def is_at_head(self) -> bool:
        return self.ahead is not None and self.ahead <= HEAD_CHARS

    def behind(self, size: int | None) -> _Needed:
        """Return the same where as many characters more come before."""
        ahead = None if self.ahead is None or size is None else self.ahead + size
        return self._replace(ahead=ahead)


_UNKNOWN = _Needed(frozenset(), 0, 0)
_EMPTY = Part(frozenset(("",)), _UNKNOWN, 0, 0, beyond_ascii=False)
_ANY = Part(None, _UNKNOWN, 1, 1, beyond_ascii=False)
_FOREIGN = Part(None, _UNKNOWN, 1, 1, beyond_ascii=True)


def part_of(pattern: str, fragment: Callable[[str], Part]) -> Part:
    r"""Return what is known of a pattern, sound RE2 syntax; ``fragment`` knows its fragments.

    Case counts for nothing, because most patterns take it so.

    >>> part = part_of(r"(?i)(?:read|see) (?:also|more)\b.{0,40}", lambda name: _ANY)
    >>> sorted(part.hint().literals), part.least, part.most
    (['read also', 'read more', 'see also', 'see more'], 8, 49)
    """
    groups = [_Group()]
    for token in _TOKEN.findall(pattern):
        parts = groups[-1].parts
        if token == "|":
            groups[-1].ended.append(_joined(parts))
            parts.clear()
        elif token[0] == "(" and token[-1] != ")":
            groups.append(_Group())
        elif token == ")" and len(groups) > 1:
            part = groups.pop().part()
            groups[-1].parts.append(part)
        elif parts and (times := _times(token)):
            parts.append(_repeated(parts.pop(), *times))
        elif name := _FRAGMENT.fullmatch(token):
            parts.append(fragment(name[1]))
        else:
            parts.append(_single(token))
    return groups[0].part()


@dataclass(slots=True)
class _Group:
    """An open group: the alternatives that have ended, and the parts of the one that has not."""

    ended: list[Part] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def part(self) -> Part:
        """Return what the group stands for."""
        return _either([*self.ended, _joined(self.parts)]) if self.ended else _joined(self.parts)


def _times(token: str) -> tuple[int, int | None] | None:
    """Return how often at least and at most a repetition repeats; None for what is none."""
    bare = token[:-1] if len(token) > 1 and token[-1] == "?" else token
    if counted := _COUNTED.fullmatch(bare):
        least, comma, most = counted.groups()
        return int(least), (int(most) if most else None) if comma else int(least)
    return _REPEATED.get(bare)


def _single(token: str) -> Part:
    """Return the part of one escape, class or character."""
    if token in _PLACES or token.startswith("(?"):
        return _EMPTY
    if token == ".":
        return _ANY
    if token[0] == "[":
        return _class(token)
    text = _text(token)
    if text is None:
        return _FOREIGN if _SCRIPT.fullmatch(token) else _ANY
    exact = frozenset((text.casefold(),))
    return Part(exact, _UNKNOWN, len(text), len(text), beyond_ascii=not text.isascii())


def _text(token: str) -> str | None:
    """Return the text that a token stands for, None where it stands for any of several."""
    if token[0] != "\\" or token == "\\":
        return token
    if code := _CODE_POINT.fullmatch(token):
        return chr(int(code[1], 16))
    if token in _CONTROLS:
        return _CONTROLS[token]
    return None if token[1].isalnum() else token[1]


def _class(token: str) -> Part:
    """Return the part of a class; one of characters written one by one is exact."""
    inside = token[1:-1]
    if inside.startswith("^"):
        return _ANY
    tokens = _TOKEN.findall(inside)
    if _RANGE.search(inside, 1) or any(_text(one) is None for one in tokens):
        foreign = all(
            one == "-" or _SCRIPT.fullmatch(one) or not (_text(one) or "a").isascii()
            for one in tokens
        )
        return _FOREIGN if foreign else _ANY
    members = "".join(_text(one) or "" for one in tokens)
    foreign = not any(map(str.isascii, members))
    return Part(frozenset(map(str.casefold, members)), _UNKNOWN, 1, 1, beyond_ascii=foreign)


def _repeated(part: Part, least: int, most: int | None) -> Part:
    size = None if part.most is None or most is None else part.most * most
    if least == 0:
        exact = part.exact | {""} if most == 1 and part.exact is not None else None
        return Part(exact, _UNKNOWN, 0, size, beyond_ascii=False)
    if most == 1:
        return part
    return Part(None, _needed(part), part.least * least, size, part.beyond_ascii)


def _joined(parts: Sequence[Part]) -> Part:
    """Return the part of several that follow each other."""
    if len(parts) == 1:
        return parts[0]
    best = _UNKNOWN
    run, begun = _EMPTY.exact or frozenset(), _Span(0, 0)
    done = _Span(0, 0)
    is_exact = True
    for part in parts:
        if part.exact is not None and len(run) * len(part.exact) <= _MOST_STRINGS:
            run = frozenset(map("".join, product(run, part.exact)))
        else:
            is_exact = False
            best = _better(best, _telling(run, begun.most))
            best = _better(best, part.needed.behind(done.most))
            run, begun = part.exact or frozenset(("",)), done
            if part.exact is None:
                begun = done.plus(part)
        done = done.plus(part)
    foreign = any(part.beyond_ascii for part in parts)
    if is_exact:
        return Part(run, _UNKNOWN, done.least, done.most, foreign)
    best = _better(best, _telling(run, begun.most))
    return Part(None, best, done.least, done.most, foreign)


class _Span(NamedTuple):
    """How many characters there are at least and at most."""

    least: int
    most: int | None

    def plus(self, part: Part) -> _Span:
        """Return the span with a part behind it."""
        most = None if self.most is None or part.most is None else self.most + part.most
        return _Span(self.least + part.least, most)


def _either(parts: Sequence[Part]) -> Part:
    """Return the part of several of which one stands there."""
    least = min(part.least for part in parts)
    most = (
        None if any(part.most is None for part in parts) else max(part.most or 0 for part in parts)
    )
    foreign = all(part.beyond_ascii for part in parts)
    exact = frozenset(text for part in parts for text in part.exact or ())
    if all(part.exact is not None for part in parts) and len(exact) <= _MOST_STRINGS:
        return Part(exact, _UNKNOWN, least, most, foreign)
    needed = [_needed(part) for part in parts]
    if not all(one.strings for one in needed):
        return Part(None, _UNKNOWN, least, most, foreign)
    strings = frozenset(text for one in needed for text in one.strings)
    is_open = any(one.ahead is None for one in needed)
    ahead = None if is_open else max(one.ahead or 0 for one in needed)
    weight = min(one.weight for one in needed)
    return Part(None, _Needed(strings, ahead, weight), least, most, foreign)


def _needed(part: Part) -> _Needed:
    return part.needed if part.exact is None else _telling(part.exact, 0)


def _telling(strings: _Strings, ahead: int | None) -> _Needed:
    """Return the strings, as much of them as tells enough, if each tells something; else none."""
    weight = min(map(_weight, strings), default=0)
    if weight < _LEAST_AT_HEAD:
        return _UNKNOWN
    return _Needed(frozenset(text[:ENOUGH_CHARS] for text in strings), ahead, weight)


def _weight(text: str) -> float:
    """Return how much a literal tells, by its length; a rare sign tells as much as a word.

    White space tells nothing: nearly every text has some.
    """
    if text.isspace():
        return 0
    if text.isascii():
        return len(text) + 2 * len(_RARE.findall(text))
    wide = _WIDE.sub("", text)
    return len(text) + (_WIDE_CHARS - 1) * (len(text) - len(wide)) + 2 * len(_SIGN.findall(wide))


def _better(one: _Needed, other: _Needed) -> _Needed:
    """Return the strings that tell more: those at the head of a text, the longer ones, the fewer."""
    return max(one, other, key=_worth)


def _worth(needed: _Needed) -> tuple[bool, bool, float, int]:
    tells = needed.weight >= _LEAST_CHARS
    return tells, needed.is_at_head, needed.weight, -len(needed.strings)


def _without_longer(strings: _Strings) -> _Strings:
    """Return the strings with which no other begins: a text that holds any of them holds one of these."""
    kept: list[str] = []
    for text in sorted(strings):
        if not (kept and text.startswith(kept[-1])):
            kept.append(text)
    return frozenset(kept)
