"""Dates and times as sites write them → ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from normalizer.fields._months import LANGUAGES, months
from normalizer.fields.language import hear
from normalizer.model import Clues

#: No web page is older; a year before it is a placeholder or a date of history.
_FIRST_DAY = dt.date(1990, 1, 1)
#: A page dated in an eastern time zone may be a day ahead of the crawler's clock.
_AHEAD = dt.timedelta(days=1)
#: Longer strings are sentences that may mention any date. In characters.
_MOST_CHARS = 120
#: A word that may be a month's name. Not \w: the vowels of Hindi are none of it.
_WORD = r"(?P<month>(?:كانون |تشرين )?[^\s\d.,:;|/()\[\]•·_–—-]{2,})\.?"
_NAMED = (
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|η)?[.,]?[\s/-]*(?:de\s|d[’']|di\s)?"
    rf"{_WORD},?[\s/-]+(?:del?\s|năm\s)?(?P<year>(?:19|20)\d\d)(?!\d)",
    rf"{_WORD}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[.,]?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)[.,]?\s+{_WORD}\s+(?P<day>\d{{1,2}})(?!\d)",
)
_ORDERED = (
    r"(?<!\d)(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d{3})",
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)",
    r"(?<!\d)(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}),? (?:năm )?(?P<year>(?:19|20)\d\d)(?!\d)",
)
_DATES = tuple(re.compile(pattern, re.I) for pattern in (*_ORDERED, *_NAMED))
#: What every date has.
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(\d{1,2}\.\d{1,2}\.|\d{1,2}-[^\W\d]{3,}-) ?([012]\d)(?![\d.:])"
)
_TIME = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2})(?:[:.h時时]|시\s?)(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?![a-z\d]))?",
    re.I,
)
_COMPACT_TIME = re.compile(
    r"^T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d{4})?"
)
#: ``/en-gb/`` in an address.
_LANGUAGE_FOLDER = re.compile(r"/([a-z]{2}-[a-z]{2})/", re.I)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a page writes dates: ``order`` (dmy, mdy, ymd), IANA ``timezone``, ``language`` (en-US).

    ``crawled`` is the ``now`` of relative dates; without it none is read.
    """

    order: str | None = None
    timezone: str | None = None
    language: str | None = None
    crawled: dt.datetime | None = None


def style_of(clues: Clues) -> DateStyle:
    """Return how the page writes dates, as far as its publisher's rule, head, address and text say."""
    ruled, page = clues.ruled, clues.page
    named = _LANGUAGE_FOLDER.search(page.url or "")
    language = page.head.language or ruled.language or (named[1] if named else None)
    if language is None and (heard := hear(clues)):
        language = heard[0]
    return DateStyle(ruled.date_order, ruled.timezone, language, page.crawled)


def read_date(text: str, style: DateStyle) -> str | None:
    """Return the date in ``text`` as ISO 8601, with time and offset where it has them, or None.

    Understood are ISO 8601 and its relatives, RFC 2822, seconds since 1970, numbers in the order
    that the style gives or that only one reading allows, and the names of months in the languages
    of ``_months``. A time without an offset is taken in the style's time zone. Left alone: dates
    before 1990 and later than the day after the crawl, and days without a year.

    >>> read_date("Published: 28 Jan. 2026, 14:00", DateStyle(timezone="Asia/Seoul"))
    '2026-01-28T14:00:00+09:00'
    """
    text = text.strip()
    if len(text) > _MOST_CHARS:
        return None
    if epoch := _EPOCH.fullmatch(text):
        moment = dt.datetime.fromtimestamp(int(epoch.group(1)), dt.UTC)
        return moment.isoformat() if _plausible(moment.date(), style) else None
    if not _YEAR.search(text):
        return None
    for day, start, end in _days(text, style):
        if _plausible(day, style):
            return _with_time(day, text[:start], text[end:], style)
    return None


def read_line(text: str, style: DateStyle) -> str | None:
    """Return what ``read_date`` does, and beside it days whose year has two digits.

    These are for lines around a headline, where nothing else looks like a day: ``28.01.26``,
    ``28-Jan-26``.
    """
    return read_date(text, style) or read_date(_SHORT_YEAR.sub(r"\g<1>20\g<2>", text), style)


def read_visible(text: str, style: DateStyle) -> str | None:
    """Return what ``read_date`` does, and beside it relative dates and those in rarer languages.

    Relative dates (``2 hours ago``) are reckoned from the crawl. Source: dateparser, which is slow
    to load and at the first text of a language; it is asked for relative dates, and for days in
    languages whose months are not known here, where the text has the numbers that these need.
    """
    if iso := read_date(text, style):
        return iso
    numbers = list(re.finditer(r"\d+", text)) if len(text) <= _MOST_CHARS else []
    if not numbers or not re.search(r"[^\W\d_]{2}", text):
        return None
    language = (style.language or "en").replace("_", "-").partition("-")[0].lower()
    has_year = _YEAR.search(text) is not None
    if has_year and (len(numbers) == 1 or language in LANGUAGES):
        return None
    if not has_year and (len(numbers) > 1 or style.crawled is None):
        return None
    # What stands before the number may be a label, which dateparser does not skip.
    for part in dict.fromkeys((text, text[numbers[0].start() :])):
        moment = _ask_dateparser(part, language, style, is_relative=not has_year)
        if moment and _plausible(moment.date(), style):
            has_time = _TIME.search(text) is not None
            return _in_zone(moment, style).isoformat() if has_time else moment.date().isoformat()
    return None


def _ask_dateparser(
    text: str, language: str, style: DateStyle, *, is_relative: bool
) -> dt.datetime | None:
    import dateparser  # type: ignore[import-untyped]
    from dateparser.data.languages_info import language_order  # type: ignore[import-untyped]

    if language not in language_order:
        return None
    settings: dict[str, object] = {"REQUIRE_PARTS": ["year", "month", "day"]}
    settings["PARSERS"] = ["relative-time" if is_relative else "absolute-time"]
    if style.order:
        settings["DATE_ORDER"] = style.order.upper()
    if style.crawled:
        settings["RELATIVE_BASE"] = style.crawled.replace(tzinfo=None)
    moment: dt.datetime | None = dateparser.parse(text, languages=[language], settings=settings)
    return moment.replace(microsecond=0) if moment else None


def _days(text: str, style: DateStyle) -> Iterator[tuple[dt.date, int, int]]:
    """Yield the days that ``text`` names, and from where to where it does."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            number = _month(found["month"])
            if number and (day := _day(int(found["year"]), number, int(found["day"]))):
                yield day, found.start(), found.end()
    for found in _NUMERIC.finditer(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        order = _order(first, second, found[2], style)
        month_day = {"dmy": (second, first), "mdy": (first, second)}.get(order or "")
        if month_day and (day := _day(year, *month_day)):
            yield day, found.start(), found.end()


def _month(text: str) -> int | None:
    """Return the number of the month that ``text`` names or numbers, None where it does neither."""
    if text.isdigit():
        return int(text)
    # Hebrew writes the word for ``in`` and the month's name as one word.
    name = text.lower().strip("'’׳\"")
    return months().get(name) or months().get(name.removeprefix("ב"))


def _order(first: int, second: int, separator: str, style: DateStyle) -> str | None:
    """Return how two numbers before a year are to be read, None where nothing says it."""
    if first > 12 or second > 12 or first == second:
        return "dmy" if first > 12 else "mdy"
    if style.order in ("dmy", "mdy"):
        return style.order
    language = (style.language or "").lower().replace("_", "-")
    if language == "en-us":
        return "mdy"
    if separator == "." or (language and language != "en"):
        return "dmy"
    return None


def _with_time(day: dt.date, before: str, after: str, style: DateStyle) -> str:
    found = _TIME.search(after) or _COMPACT_TIME.match(after) or _TIME.search(before)
    if not found:
        return day.isoformat()
    parts = found.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        time = dt.time(
            hour, int(parts["minute"]), int(parts["second"] or 0), tzinfo=_zone(parts["zone"])
        )
    except ValueError:
        return day.isoformat()
    return _in_zone(dt.datetime.combine(day, time), style).isoformat()


def _in_zone(moment: dt.datetime, style: DateStyle) -> dt.datetime:
    """Return ``moment`` with the offset of the style's time zone where it has none of its own."""
    if moment.tzinfo is None and style.timezone:
        try:
            return moment.replace(tzinfo=ZoneInfo(style.timezone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return moment
    return moment


def _zone(text: str | None) -> dt.timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _plausible(day: dt.date, style: DateStyle) -> bool:
    return day >= _FIRST_DAY and (style.crawled is None or day - _AHEAD <= style.crawled.date())
