"""Dates in other digits, eras and calendars → the same days in the digits and years of the west."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

#: Marks of direction and width that no reader sees.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
#: A full stop inside an abbreviation, as in the months and eras of Thai.
_INNER_STOP = re.compile("(?<=[\u0e01-\u0e4e])\\.(?=[\u0e01-\u0e4e])")
_THAI = re.compile("[\u0e01-\u0e4e]")
#: A year of the Buddhist era, which is ahead by 543; behind a month of Thai the century may be left out.
_BUDDHIST = re.compile(r"(?:พศ\.?\s*)?(?<!\d)(25\d\d)(?!\d)|(?<=[ก-๎.])\s+([3-9]\d)(?![\d:.])")
_BUDDHIST_AHEAD = 543
#: The era that the west counts by is named too, where the other one is at home.
_COMMON_ERA = re.compile(r"(?:คศ\.?|ใน)\s*(?=\d)")
#: Eras of East Asia, by the year before their first.
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
_NUMERALS = re.compile(
    "([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_PERSIAN_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
_PERSIAN = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_PERSIAN_MONTHS)})(?:\s?ماه)?[،,]?\s"
    r"(?P<year>1[34]\d\d)(?!\d)"
)
_PERSIAN_NUMBERS = re.compile(
    r"(?<!\d)(?P<year>1[34]\d\d)\s?([/.-])\s?(?P<month>\d{1,2})\s?\2\s?(?P<day>\d{1,2})(?!\d)"
)
#: The day before the first of year 0 of the Persian calendar, as an ordinal of Python's.
_PERSIAN_EPOCH = 226530


def western(text: str, language: str) -> str:
    """Return ``text`` with its digits in ASCII and its years in the common era.

    Converted are the Buddhist era of Thailand, the eras of Japan and Taiwan, Chinese numerals and the
    solar calendar of Persian. Left alone are the lunar Hijri and the Hebrew calendar: the former
    depends on the sight of the moon, and whoever prints one of them prints the common date as well.

    >>> western("28 ม.ค. 2569", "th"), western("令和8年1月28日", "ja"), western("۸ بهمن ۱۴۰۴", "fa")
    ('28 มค. 2026', '2026年1月28日', '2026-01-28')
    """
    if not text.isascii():
        text = _UNSEEN.sub("", text).replace("−", "-")
        text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
        text = _INNER_STOP.sub("", text)
        text = _ERA.sub(_of_era, text)
        text = _NUMERALS.sub(_of_numerals, text)
        text = _PERSIAN.sub(_of_persian, text)
    if language == "fa":
        text = _PERSIAN_NUMBERS.sub(_of_persian, text)
    if language == "th" or _THAI.search(text):
        text = _BUDDHIST.sub(_of_buddhist, _COMMON_ERA.sub("", text))
    return text


def _of_era(found: re.Match[str]) -> str:
    year = 1 if found[2] == "元" else int(found[2])
    return f"{_ERAS[found[1]] + year}年"


def _of_buddhist(found: re.Match[str]) -> str:
    year = int(found[1] or f"25{found[2]}") - _BUDDHIST_AHEAD
    return str(year) if found[1] else f" {year}"


def _of_numerals(found: re.Match[str]) -> str:
    year = "".join(str(max(0, "零一二三四五六七八九".find(digit))) for digit in found[1])
    return f"{year}年{_number(found[2])}月{_number(found[3])}日"


def _number(text: str) -> int:
    """Return a number below 100 in Chinese numerals: 十一, 二十, 二十八."""
    tens, ten, ones = text.rpartition("十")
    digits = " 一二三四五六七八九"
    return 10 * (digits.find(tens) if tens else 1) * bool(ten) + (digits.find(ones) if ones else 0)


def _of_persian(found: re.Match[str]) -> str:
    named, year, day = found["month"], int(found["year"]), int(found["day"])
    month = int(named) if named.isdigit() else _PERSIAN_MONTHS.index(named) + 1
    date = _persian(year, month, day)
    return date.isoformat() if date else found[0]


def _persian(year: int, month: int, day: int) -> dt.date | None:
    """Return a day of the Persian calendar: six months of 31 days, five of 30, one of 29 or 30.

    Leap years come eight times in 33 years, which is right from 1178 to 1633 of that calendar.
    """
    if not 1 <= month <= 12:
        return None
    first = _first(year) + 31 * (month - 1) - max(0, month - 7)
    last = _first(year + 1) if month == 12 else first + (31 if month <= 6 else 30)
    return dt.date.fromordinal(first + day - 1) if 1 <= day <= last - first else None


def _first(year: int) -> int:
    """Return the ordinal, as Python counts days, of the first day of a year of the Persian calendar."""
    return _PERSIAN_EPOCH + 365 * year + (8 * year + 21) // 33
