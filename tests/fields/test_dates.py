"""How dates are read; what is read as which date stands in ``fixtures/dates.yaml``."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from normalizer.fields._calendars import western
from normalizer.fields._dates import dated, first_sure, read_date, read_line, read_visible
from normalizer.fields._months import _months, month_of
from normalizer.fields._style import DateStyle, Reading
from normalizer.model import Evidence, Found


def test_long_texts_are_sentences():
    """A date that stands far inside a text is not looked for."""
    assert read_date("x" * 200 + " 2026-01-28", DateStyle()) is None


def test_years_of_two_digits_in_lines():
    """A line beside a headline may cut the year short; what a machine reads may not."""
    assert read_line("Harbour, 28.01.26", DateStyle()) == Reading("2026-01-28")
    assert read_date("28.01.26", DateStyle()) is None
    assert read_line("1 May 14 people came", DateStyle()) is None


def test_digits_in_a_line_are_no_seconds():
    """Digits that a machine counts seconds with are a telephone number where a reader sees them."""
    assert read_line("1769576400", DateStyle()) is None
    assert read_date("1769576400", DateStyle()) == Reading("2026-01-28T05:00:00+00:00")


def test_dateparser_is_not_asked_in_vain():
    """Texts that hold no date do not load the slow parser, nor do those with a known month."""
    probe = (
        "import sys; from normalizer.fields._dates import read_visible\n"
        "from normalizer.fields._style import DateStyle\n"
        "for text in ('3 Kommentare', '28. Januar 2026', 'Ausgabe 3/2026', 'Stand: 14:05 Uhr'):\n"
        "    read_visible(text, DateStyle(language='de'))\n"
        "    read_visible(text, DateStyle())\n"
        "print('dateparser' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize("language", ["en", "no-such-language", ""])
def test_rarer_months_need_their_language(language):
    """A month that is not known here is read where the page says that it is in its language."""
    assert read_visible("5 Machi 2025", DateStyle(language="sw")) == Reading("2025-03-05")
    assert read_visible("5 Machi 2025", DateStyle(language=language)) is None


def test_future_is_refused():
    """A day may be ahead of the crawl by a time zone, not by more."""
    style = DateStyle(crawled=dt.datetime(2026, 1, 28))
    assert read_date("2026-01-29", style) == Reading("2026-01-29")
    assert read_date("2026-01-30", style) is None


def test_own_language_goes_first():
    """A month is what the page's language calls so, else what any language does."""
    assert month_of("Lipanj", "hr") == 6
    assert month_of("lip", "pl") == 7
    assert month_of("lip", "hr") == 6
    assert month_of("Mai", "ja") == 5
    assert month_of("ferry", "en") is None


def test_the_country_of_a_language_goes_before_the_page_s():
    """The tag of the language tells the country, else the page does, else where it is at home."""
    assert DateStyle(language="zh-Hant-TW", country="JP").region == "TW"
    assert DateStyle(language="en", country="IN").region == "IN"
    assert DateStyle(language="he").region == "IL"
    assert DateStyle(language="en").region is None


def test_days_that_the_persian_calendar_lacks_stay_as_they_are():
    """A thirteenth month and the leap day of a common year are no dates."""
    assert western("1404/13/01", "fa") == "1404/13/01"
    assert western("30 اسفند 1404", "fa") == "30 اسفند 1404"
    assert western("30 اسفند 1403", "fa") == "2025-03-20"


def test_two_readings_leave_half_of_the_confidence():
    """What may be read in two ways is less sure, and gives way to what may not, wherever it stands."""
    doubted = dated(Reading("2024-05-04", ambiguous=True), "h1", 0.9)
    sure = dated(Reading("2024-05-09"), "h2", 0.6)
    assert doubted == Found("2024-05-04", Evidence("h1", 0.45, ambiguous=True))
    assert first_sure([doubted, sure]) == sure
    assert first_sure([doubted]) == doubted
    assert first_sure([]) is None


def test_languages_that_nobody_knows_are_not_kept():
    """What pages call their language, of any length and without end, does not stay in memory."""
    month_of("May", "en")
    kept = _months.cache_info().currsize
    assert month_of("May", "x" * 1_000) == 5
    assert month_of("May", "zz") == 5
    assert _months.cache_info().currsize == kept
