"""Times of day beside a date, and the zones that they are in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalizer.fields._style import DateStyle, known_zone

#: Words for the halves of the day, by the hours that they add to a time of twelve; some languages
#: write them before it, others behind it.
_BEFORE = {
    **dict.fromkeys(("오전", "午前", "上午", "凌晨", "早上", "清晨"), 0),
    **dict.fromkeys(("오후", "午後", "下午", "晚上", "傍晚", "中午"), 12),
}
_HALF_CHARS = 2
_BEHIND = {
    **dict.fromkeys(("صباحا", "صباحًا", "صباحاً", "ص", "π.μ", "πμ", "पूर्वाह्न", "sa", "öö", "ق.ظ"), 0),
    **dict.fromkeys(("مساء", "مساءً", "م", "μ.μ", "μμ", "अपराह्न", "ch", "ös", "ب.ظ"), 12),
}
_LATE = (
    r"(?:\s*(?:(?P<half>[ap])\.?\s?m\b\.?"
    rf"|(?P<late>{'|'.join(sorted(map(re.escape, _BEHIND), key=len, reverse=True))})(?!\w)))?"
)
#: What stands between a time and its zone.
_UNIT = r"(?:\s?(?:uhr|uur|hs?|hrs|น\.?|ч\.?|분|分|点|बजे)(?![^\W\d_]))?"
_ZONE = (
    r"(?:[\s,]*[(\[]?(?:بتوقيت\s)?(?P<zone>(?:UTC|GMT)?\s?[+-]\d\d?:?\d\d(?!\d)|(?:UTC|GMT)\s?[+-]\d\d?(?!\d)"
    r"|[+-]\d\d(?![\d.:/-])|Z(?!\w)|(?-i:[A-ZİА-Я]{2,5}|мск|[غج]رينتش|مكة)(?!\w)))?"
)
_CLOCK = re.compile(
    r"(?<![\d:+.-])(?P<hour>\d{1,2})"
    r"(?:(?:[:.]|\s?[hu]\s?|[時时點点]\s?)(?P<minute>\d\d)|시\s?(?P<minute2>\d{1,2})분)"
    r"(?!\d)(?::(?P<second>\d\d)(?:[.,]\d+)?|分(?P<second2>\d\d)秒)?(?!\d)"
    rf"{_LATE}{_UNIT}{_ZONE}",
    re.I,
)
#: A full hour, which a word has to mark.
_HOUR = re.compile(
    r"(?<![\d:+.-])(?P<hour>\d{1,2})(?:\s?(?:uhr\b|h\b|[時时點点](?![間间])|시(?!간)|(?=[ap]\.?m\b)))"
    rf"{_LATE}{_ZONE}",
    re.I,
)
_COMPACT = re.compile(
    r"^T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:\.\d+)?(?P<zone>Z|[+-]\d{4})?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?", re.I)
#: No place on earth is further from Greenwich, in hours.
_FURTHEST = 14
#: Names of zones that mean one offset, by its hours.
_ZONES = {
    0.0: "Z UTC GMT WET غرينتش جرينتش",
    1.0: "CET MEZ WAT",
    2.0: "CEST MESZ EET CAT SAST",
    3.0: "EEST EAT MSK МСК TRT TSİ مكة",
    5.0: "PKT",
    5.75: "NPT",
    7.0: "ICT WIB",
    8.0: "AWST HKT SGT WITA",
    9.0: "JST KST WIT",
    9.5: "ACST",
    10.0: "AEST",
    10.5: "ACDT",
    11.0: "AEDT",
    12.0: "NZST",
    13.0: "NZDT",
    -3.0: "ADT ART BRT",
    -4.0: "EDT",
    -5.0: "CDT EST",
    -6.0: "MDT",
    -7.0: "MST PDT",
    -8.0: "AKDT PST",
    -9.0: "AKST",
    -10.0: "HST",
}
_HOURS = {name: hours for hours, names in _ZONES.items() for name in names.split()}
#: Names of zones that mean the time of a place, whatever the season.
_PLACES = {"ET": "America/New_York", "PT": "America/Los_Angeles"}
#: Names that several countries have for zones of their own, by the country's code.
_SHARED = {
    "IST": {"IN": 5.5, "IL": 2.0, "IE": 1.0},
    "CST": {"US": -6.0, "CA": -6.0, "MX": -6.0, "CN": 8.0, "TW": 8.0},
    "BST": {"GB": 1.0, "BD": 6.0},
    "AST": {"CA": -4.0, "SA": 3.0, "KW": 3.0, "IQ": 3.0},
    "GST": {"AE": 4.0, "OM": 4.0},
    "PST": {"PH": 8.0},
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as a text writes it, and from where to where it does; ``zone`` is its name there."""

    time: dt.time
    zone: str | None
    start: int
    end: int

    def on(self, day: dt.date, style: DateStyle) -> dt.datetime:
        """Return the moment of ``day``, with an offset where the text or else the style says it.

        A zone whose name is shared by countries is known by the time zone or the country alone.
        """
        naive = dt.datetime.combine(day, self.time)
        offset = _offset(self.zone, style.region) if self.zone else None
        return style.located(naive) if offset is None else naive.replace(tzinfo=offset)


def clocks(text: str) -> Iterator[Clock]:
    """Yield the times of day in ``text``, those with minutes before full hours."""
    for pattern in (_CLOCK, _COMPACT, _HOUR):
        for found in pattern.finditer(text):
            if (time := _time(found)) is not None:
                yield Clock(time, found["zone"], found.start(), found.end())


def _time(found: re.Match[str]) -> dt.time | None:
    parts = found.groupdict()
    hour = int(parts["hour"])
    half = (parts.get("half") or "").lower()
    early = found.string[: found.start()].rstrip()[-_HALF_CHARS:]
    late = _BEHIND.get((parts.get("late") or "").lower(), _BEFORE.get(early))
    added = {"a": 0, "p": 12}.get(half, late)
    if added is not None and hour <= 12:
        hour = hour % 12 + added
    minute = parts.get("minute") or parts.get("minute2") or 0
    second = parts.get("second") or parts.get("second2") or 0
    try:
        return dt.time(hour, int(minute), int(second))
    except ValueError:
        return None


def _offset(zone: str, country: str | None) -> dt.tzinfo | None:
    """Return the offset, or the place's time, that a zone's name means; None where that is not known."""
    name = zone.upper().strip()
    if given := _OFFSET.fullmatch(name):
        hours = int(given["hours"]) + int(given["minutes"] or 0) / 60
        signed = -hours if given["sign"] == "-" else hours
        return dt.timezone(dt.timedelta(hours=signed)) if hours <= _FURTHEST else None
    shared = _SHARED.get(name, {}).get(country or "")
    fixed = _HOURS.get(name) if shared is None else shared
    if fixed is not None:
        return dt.timezone(dt.timedelta(hours=fixed))
    return known_zone(_PLACES[name]) if name in _PLACES else None
