"""How a page writes dates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from normalizer.fields._sites import host_of
from normalizer.fields.language import hear
from normalizer.model import Clues

#: No web page is older; a year before it is a placeholder or a date of history.
_FIRST_DAY = dt.date(1990, 1, 1)
#: A page dated in an eastern time zone may be a day ahead of the crawler's clock.
_AHEAD = dt.timedelta(days=1)
#: Characters of ``2026-01-28``.
_DAY = 10
#: ``/en-gb/`` in an address.
_LANGUAGE_FOLDER = re.compile(r"/([a-z]{2}-[a-z]{2})/", re.I)
#: The country in a tag of a language: ``zh-Hant-TW``.
_REGION = re.compile(r"[-_]([a-z]{2})\b", re.I)
#: Domains of countries that the world uses for what they spell.
_NO_COUNTRY = frozenset("ai am cc co fm gg io la ly me nu sh st to tv vc ws".split())
#: Countries of languages that are written there above all, in whose time zones their papers count.
_HOMES = {"he": "IL", "hi": "IN"}


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a page writes dates.

    ``order`` is dmy, mdy or ymd, ``timezone`` an IANA name, ``language`` a tag (en-US), ``country`` its
    code of two letters where something else than the language tells it. ``crawled`` is the ``now`` of
    relative dates; without it none is read.
    """

    order: str | None = None
    timezone: str | None = None
    language: str | None = None
    country: str | None = None
    crawled: dt.datetime | None = None

    @property
    def tongue(self) -> str:
        """The language alone, of two or three letters, empty where it is not known."""
        return (self.language or "").replace("_", "-").partition("-")[0].lower()

    @property
    def region(self) -> str | None:
        """The country: of the language's tag, else the page's, else where the language is at home."""
        tagged = _REGION.search(self.language or "")
        return tagged[1].upper() if tagged else self.country or _HOMES.get(self.tongue)

    def allows(self, day: dt.date) -> bool:
        """Return whether a page may be of ``day``: not before the web, nor after the crawl."""
        return day >= _FIRST_DAY and (self.crawled is None or day - _AHEAD <= self.crawled.date())

    def located(self, moment: dt.datetime) -> dt.datetime:
        """Return ``moment`` with the offset of the time zone, as it is where none is known."""
        zone = known_zone(self.timezone) if self.timezone else None
        return moment.replace(tzinfo=zone) if zone else moment

    def now(self, crawled: dt.datetime) -> dt.datetime:
        """Return the time of the crawl by the clocks of the time zone, where both are known."""
        zone = known_zone(self.timezone) if self.timezone and crawled.tzinfo else None
        return crawled.astimezone(zone) if zone else crawled


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as it was read: ISO 8601, with time and offset where they are known.

    ``ambiguous`` where the text has another reading that is as good: 04/05/2024.
    """

    iso: str
    ambiguous: bool = False

    @property
    def day(self) -> Reading:
        """The day alone."""
        return Reading(self.iso[:_DAY], self.ambiguous)


def style_of(clues: Clues) -> DateStyle:
    """Return how the page writes dates, as far as its publisher's rule, head, address and text say."""
    ruled, page = clues.ruled, clues.page
    named = _LANGUAGE_FOLDER.search(page.url or "")
    language = page.head.language or ruled.language or (named[1] if named else None)
    if language is None and (heard := hear(clues)):
        language = heard[0]
    return DateStyle(ruled.date_order, ruled.timezone, language, _country(page.url), page.crawled)


def _country(url: str | None) -> str | None:
    """Return the country whose domain a page's address is under."""
    last = (host_of(url) or "").rpartition(".")[2]
    if len(last) != 2 or last in _NO_COUNTRY:
        return None
    return {"uk": "GB"}.get(last, last.upper())


@cache
def known_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of an IANA name, None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
