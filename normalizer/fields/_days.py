"""The days that a text names, in words and in numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalizer.fields._months import month_of
from normalizer.fields._style import DateStyle

_A_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_A_DAY = r"(?P<day>\d{1,2})"
#: A word that may be a month's name. Not \w: the vowels of Hindi are none of it.
_LETTERS = r"[^\s\d.,،:;|/()\[\]•·_–—-]{2,}"
_WORD = rf"(?P<month>(?:كانون |تشرين |tháng (?:mười )?)?{_LETTERS})\.?"
#: Papers of the Levant add the name that their neighbours have for the month.
_OTHER_NAME = rf"(?:\s?/\s?(?:كانون |تشرين )?{_LETTERS})?"
#: How days are written, each with what a text has where it is, which is quicker to see.
_SHAPES = (
    ("", r"(?<!\d)(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d{3})"),
    (
        "",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?"
        r"(?P<day>\d{1,2})(?!\d)",
    ),
    ("tháng", rf"(?<!\d){_A_DAY} tháng (?P<month>\d{{1,2}}),? (?:năm )?{_A_YEAR}"),
    # WordPress puts the parts together by the order of English.
    ("tháng", rf"tháng (?P<month>\d{{1,2}}) {_A_DAY},? {_A_YEAR}"),
    ("月", rf"(?<!\d)(?P<month>\d{{1,2}})\s?月\s{_A_DAY},?\s{_A_YEAR}"),
    ("月", rf"(?<!\d){_A_DAY}\s(?P<month>\d{{1,2}})\s?月,?\s{_A_YEAR}"),
    ("월", rf"(?<!\d)(?P<month>\d{{1,2}})월\s{_A_DAY},?\s{_A_YEAR}"),
    (
        "",
        rf"(?<!\d){_A_DAY}(?:(?:st|nd|rd|th)(?:\sof)?|er|º|°|η)?[.,]?[\s/-]*(?:de\s|d[’']|di\s)?"
        rf"{_WORD}{_OTHER_NAME}[\s,.،/'’‘-]+(?:del?\s|năm\s|พศ\.?\s?)?{_A_YEAR}",
    ),
    ("", rf"{_WORD}[\s/-]+{_A_DAY}(?:st|nd|rd|th)?[\s.,/-]+{_A_YEAR}"),
    ("", rf"(?<!\d){_A_YEAR}[.,]?[\s-]+(?:m\.\s+)?{_WORD}[\s-]+{_A_DAY}(?!\d)"),
    ("gada", rf"(?<!\d){_A_YEAR}\.?\s+gada\s+{_A_DAY}\.?\s*{_WORD}"),
    # As a computer prints it: Wed Jan 28 14:05:00 KST 2026
    (
        ":",
        rf"{_WORD}\s+{_A_DAY}\s+(?P<clock>\d\d:\d\d:\d\d(?:\s(?:[A-Z]{{1,5}}|[+-]\d{{4}}))?)\s+"
        rf"{_A_YEAR}",
    ),
)
_DATES = tuple((sign, re.compile(pattern, re.I)) for sign, pattern in _SHAPES)
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<first>\d{1,2})\s?([./-])\s?(?P<second>\d{1,2})\s?\2\s?(?P<year>(?:19|20)\d\d)"
    r"(?!\d|\.\d)"
)
#: Countries that write the month before the day in the languages behind them, and those that write both.
_MONTH_FIRST = frozenset("AS FM GU MH MP PH PR PW US VI".split())
_EITHER = frozenset(("CA",))
#: An unknown language may be English.
_ENGLISH = frozenset(("", "en", "fil", "tl"))


@dataclass(frozen=True, slots=True)
class NamedDay:
    """What a text names from ``start`` to ``end``: a day, or two between which nothing decides."""

    days: tuple[dt.date, ...]
    start: int
    end: int
    clock: str | None = None


def named_days(text: str, style: DateStyle) -> Iterator[NamedDay]:
    """Yield the days that ``text`` names."""
    lowered = text.lower()
    for sign, pattern in _DATES:
        for found in pattern.finditer(text) if sign in lowered else ():
            month = _month(found["month"], style)
            if month and (day := _valid(int(found["year"]), month, int(found["day"]))):
                yield NamedDay((day,), *found.span(), found.groupdict().get("clock"))
    for found in _NUMERIC.finditer(text):
        first, second = int(found["first"]), int(found["second"])
        pairs = {"dmy": (second, first), "mdy": (first, second)}
        order = _order(first, second, found[2], style)
        months = [pairs[order]] if order else [pairs["dmy"], pairs["mdy"]]
        days = (_valid(int(found["year"]), *pair) for pair in months)
        yield NamedDay(tuple(filter(None, days)), *found.span())


def _month(text: str, style: DateStyle) -> int | None:
    """Return the number of the month that ``text`` names or numbers, None where it does neither."""
    return int(text) if text.isdigit() else month_of(text, style.tongue)


def _order(first: int, second: int, separator: str, style: DateStyle) -> str | None:
    """Return how two numbers before a year are to be read, None where nothing says it."""
    if first > 12 or second > 12 or first == second:
        return "dmy" if first > 12 else "mdy"
    if style.order in ("dmy", "mdy"):
        return style.order
    is_english = style.tongue in _ENGLISH
    if is_english and style.region in _MONTH_FIRST:
        return "mdy"
    if separator == "." or not is_english:
        return "dmy"
    return "dmy" if style.region and style.region not in _EITHER else None


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
