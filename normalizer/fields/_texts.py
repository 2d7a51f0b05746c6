"""Dates in words and numbers, as people write them → ISO 8601.

Loaded where a text is more than plain ISO 8601: its patterns take a while to compile.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain

from normalizer.fields._calendars import western
from normalizer.fields._days import NamedDay, named_days
from normalizer.fields._style import DateStyle, Reading
from normalizer.fields._times import Clock, clocks

#: A time so near behind a day is its own, though another day follows. In characters.
_BESIDE = 2
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_text(text: str, style: DateStyle) -> Reading | None:
    """Return the first date that ``text`` names and the style allows, None where there is none."""
    text = western(text, style.tongue)
    if not _YEAR.search(text):
        return None
    named = sorted(named_days(text, style), key=lambda one: (one.start, -one.end))
    for at, one in enumerate(named):
        if days := list(filter(style.allows, one.days)):
            return Reading(_with_time(text, named, at, days[0], style), len(days) > 1)
    return None


def moment_of(day: dt.date, clock: Clock | None, style: DateStyle) -> str:
    """Return ``day`` in ISO 8601, with its time where there is one."""
    return day.isoformat() if clock is None else clock.on(day, style).isoformat()


def _with_time(text: str, named: list[NamedDay], at: int, day: dt.date, style: DateStyle) -> str:
    """Return ``day`` with the time that stands beside the ``at``-th of the days that ``text`` names."""
    own = named[at]
    start = max((one.end for one in named[:at] if one.end <= own.start), default=0)
    end = min((one.start for one in named[at:] if one.start >= own.end), default=len(text))
    clock = _clock(own.clock or "", text[start : own.start], text[own.end : end], end < len(text))
    return moment_of(day, clock, style)


def _clock(inside: str, before: str, behind: str, is_followed: bool) -> Clock | None:
    """Return the time in a day, behind it or before it; that of a day that follows is left to it."""
    for clock in chain(clocks(inside), clocks(behind)):
        if not (is_followed and max(_BESIDE, len(behind) - clock.end) < clock.start):
            return clock
    return next(clocks(before), None)
