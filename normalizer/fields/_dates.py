"""Dates and times as sites write them → ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from normalizer.fields._months import LANGUAGES
from normalizer.fields._near import day_word
from normalizer.fields._style import DateStyle, Reading
from normalizer.model import Evidence, Found

#: Characters of ``2026-01-28``.
_DAY = 10
#: Letters that may stand beside "today" and its time: at, kl., saat.
_MOST_LETTERS = 5
#: What dateparser calls a language otherwise.
_OF_DATEPARSER = {"no": "nb", "nn": "nb"}
#: What two readings leave of the confidence in one.
_IN_DOUBT = 0.5
#: Longer strings are sentences that may mention any date. In characters.
_MOST_CHARS = 120
#: What a date has beside its numbers where dateparser is to read it; words of Korean may be short.
_WORDS = re.compile(r"[^\W\d_]{2}|[가-힣] [가-힣]")
#: What every date has: a year of our own, or of another calendar.
_ANY_YEAR = re.compile(r"(?:1[349]|2[05])\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(\d{1,2}\.\s?\d{1,2}\. ?|\d{1,2}/\d{1,2}/|\d{1,2}-[^\W\d]{3,}-"
    r"|\d{1,2} [^\W\d]{3,}\.? (?:['’‘]|(?=\d\d(?! ?[^\W\d]))))([012]\d)(?![\d.:/-])"
)
#: The same where languages write the year first.
_SHORT_YEAR_FIRST = re.compile(r"(?<![\d.])([012]\d)([./-]) ?(\d\d)\2 ?(\d\d)(?![\d/-])")
_YEAR_FIRST = frozenset(("hu", "ja", "ko", "zh"))
#: The commonest form, which Python reads by itself.
_ISO = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?"
)
#: Seconds or milliseconds since 1970, also as .NET writes them.
_EPOCH = re.compile(r"(?:/Date\()?(\d{10})(?:\d{3})?(?:\.\d+)?(?:\)/)?")
#: The same digits are a telephone number where a reader sees them.
_DIGITS = re.compile(r"\d{9,}")
#: 20260128140500, seconds or not.
_STAMP = re.compile(r"((?:19|20)\d{6})(\d{4}(?:\d\d)?)")


def read_date(text: str, style: DateStyle) -> Reading | None:
    """Return the first date in ``text``, or None where it names no day.

    Understood are ISO 8601 and its relatives, RFC 2822, seconds since 1970, numbers in the order
    that the style gives or that only one reading allows, the names of months in the languages
    of ``_months``, and the calendars of ``_calendars``. A time without an offset is taken in the
    style's time zone. Left alone: dates before 1990 and later than the day after the crawl, and
    days without a year.

    >>> read_date("Published: 28 Jan. 2026, 14:00", DateStyle(timezone="Asia/Seoul"))
    Reading(iso='2026-01-28T14:00:00+09:00', ambiguous=False)
    >>> read_date("04/05/2024", DateStyle(language="en"))
    Reading(iso='2024-05-04', ambiguous=True)
    """
    text = text.strip()
    if len(text) > _MOST_CHARS:
        return None
    if _ISO.fullmatch(text) and (iso := _of_iso(text, style)):
        return Reading(iso) if style.allows(dt.date.fromisoformat(iso[:_DAY])) else None
    if epoch := _EPOCH.fullmatch(text):
        moment = dt.datetime.fromtimestamp(int(epoch[1]), dt.UTC)
        return Reading(moment.isoformat()) if style.allows(moment.date()) else None
    if stamp := _STAMP.fullmatch(text):
        text = f"{stamp[1]}T{stamp[2]}"
    if text.isascii() and not _ANY_YEAR.search(text):
        return None
    from normalizer.fields._texts import read_text

    return read_text(text, style)


def read_line(text: str, style: DateStyle) -> Reading | None:
    """Return what ``read_date`` does, and beside it days whose year has two digits.

    These are for lines that tell a date and little else, where nothing else looks like a day:
    ``28.01.26``, ``28-Jan-26``, and ``26.01.28`` in Korean.
    """
    if _DIGITS.fullmatch(text.strip()):
        return None
    return read_date(text, style) or _read_short(text, style)


def read_visible(text: str, style: DateStyle) -> Reading | None:
    """Return what ``read_line`` does, and beside it relative dates and those in rarer languages.

    Relative dates (``yesterday, 14:05``, ``2 hours ago``) are reckoned from the crawl. Source:
    dateparser, which is slow to load and at the first text of a language; it is asked for ages, and
    for days in languages whose months are not known here, where the text has the numbers that
    these need.
    """
    if reading := read_date(text, style) or _read_short(text, style) or _read_near(text, style):
        return reading
    numbers = list(re.finditer(r"\d+", text)) if len(text) <= _MOST_CHARS else []
    if not numbers or not _WORDS.search(text):
        return None
    has_year = _YEAR.search(text) is not None
    if has_year and (len(numbers) == 1 or (style.tongue or "en") in LANGUAGES):
        return None
    if not has_year and (len(numbers) > 1 or style.crawled is None):
        return None
    # What stands before the number may be a label, which dateparser does not skip.
    for part in dict.fromkeys((text, text[numbers[0].start() :])):
        moment = _ask_dateparser(part, style, is_relative=not has_year)
        if moment and style.allows(moment.date()):
            from normalizer.fields._times import clocks

            has_time = next(clocks(text), None) is not None
            moment = moment if moment.tzinfo else style.located(moment)
            return Reading(moment.isoformat() if has_time else moment.date().isoformat())
    return None


def dated(reading: Reading, source: str, confidence: float) -> Found[str]:
    """Return what was read with its evidence, of which two readings leave half."""
    trust = _IN_DOUBT if reading.ambiguous else 1.0
    return Found(reading.iso, Evidence(source, confidence * trust, reading.ambiguous))


def first_sure(dates: Iterable[Found[str]]) -> Found[str] | None:
    """Return the first date that has but one reading, else the first, None where there is none."""
    doubted = None
    for date in dates:
        if not date.evidence.ambiguous:
            return date
        doubted = doubted or date
    return doubted


def _ask_dateparser(text: str, style: DateStyle, *, is_relative: bool) -> dt.datetime | None:
    import dateparser  # type: ignore[import-untyped]
    from dateparser.data.languages_info import language_order  # type: ignore[import-untyped]

    language = _OF_DATEPARSER.get(style.tongue, style.tongue) or "en"
    if language not in language_order:
        return None
    settings: dict[str, object] = {"REQUIRE_PARTS": ["year", "month", "day"]}
    settings["PARSERS"] = ["relative-time" if is_relative else "absolute-time"]
    if style.order:
        settings["DATE_ORDER"] = style.order.upper()
    if style.crawled:
        settings["RELATIVE_BASE"] = style.now(style.crawled).replace(tzinfo=None)
    moment: dt.datetime | None = dateparser.parse(text, languages=[language], settings=settings)
    return moment.replace(microsecond=0) if moment else None


def _read_short(text: str, style: DateStyle) -> Reading | None:
    """Return the date in ``text`` whose year has two digits."""
    if style.tongue in _YEAR_FIRST:
        longer = _SHORT_YEAR_FIRST.sub(r"20\1-\3-\4", text)
    else:
        longer = _SHORT_YEAR.sub(r"\g<1>20\g<2>", text)
    return read_date(longer, style) if longer != text else None


def _read_near(text: str, style: DateStyle) -> Reading | None:
    """Return the date in ``text`` that is today or yesterday, seen from the crawl."""
    opened = day_word(text, style.tongue or "en") if style.crawled else None
    if style.crawled is None or opened is None:
        return None
    from normalizer.fields._texts import moment_of
    from normalizer.fields._times import clocks

    days, rest = opened
    clock = next(clocks(rest), None)
    beside = rest[: clock.start] + rest[clock.end :] if clock else rest
    if sum(map(str.isalpha, beside)) > _MOST_LETTERS:
        return None
    day = style.now(style.crawled).date() - dt.timedelta(days=days)
    return Reading(moment_of(day, clock, style)) if style.allows(day) else None


def _of_iso(text: str, style: DateStyle) -> str | None:
    """Return what a text in plain ISO 8601 says, None where no calendar or clock has it."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == _DAY:
        return text
    moment = moment.replace(microsecond=0)
    return (moment if moment.tzinfo else style.located(moment)).isoformat()
