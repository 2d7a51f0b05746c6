"""Dates as sites write them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from normalizer.fields._dates import DateStyle, read_date, read_line, read_visible

SEOUL = DateStyle(order="dmy", timezone="Asia/Seoul", language="en")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-01-28", "2026-01-28"),
        ("2026-01-28T14:00:00.123Z", "2026-01-28T14:00:00+00:00"),
        ("2026-01-28 14:00:05", "2026-01-28T14:00:05"),
        ("2026-01-28T14:00-0500", "2026-01-28T14:00:00-05:00"),
        ("20260128T140500+0900", "2026-01-28T14:05:00+09:00"),
        ("Wed, 28 Jan 2026 14:00:00 GMT", "2026-01-28T14:00:00+00:00"),
        ("1769576400", "2026-01-28T05:00:00+00:00"),
        ("1769576400000", "2026-01-28T05:00:00+00:00"),
        ("Published: 28 Jan. 2026, 14:00", "2026-01-28T14:00:00"),
        ("Posted on January 3rd, 2026 at 6:21 pm", "2026-01-03T18:21:00"),
        ("12:30 AM, Mar 5, 2024", "2024-03-05T00:30:00"),
        ("2026. 1. 28. 14:05", "2026-01-28T14:05:00"),
        ("2026年1月28日 14時05分", "2026-01-28T14:05:00"),
        ("2026년 1월 28일 14시 05분", "2026-01-28T14:05:00"),
        ("28.01.2026, 9.05 Uhr", "2026-01-28T09:05:00"),
    ],
)
def test_forms_that_are_understood(text, iso):
    """Each form gives the day, with time and offset exactly where they are written."""
    assert read_date(text, DateStyle()) == iso


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-02-30", "2026", "January 2026", "28 January", "12 marathons in 2020",
     "03/04/2026", "1970-01-01", "x" * 200 + " 2026-01-28"],
)  # fmt: skip
def test_what_says_no_day_is_none(text):
    """No day is guessed: not from a year, not from numbers with two readings, not in a sentence."""
    assert read_date(text, DateStyle()) is None


def test_order_of_numbers():
    """Numbers are read in the publisher's order, else as the language or the sign between says."""
    text = "03/04/2026"
    assert read_date(text, DateStyle(order="dmy", language="en-US")) == "2026-04-03"
    assert read_date(text, DateStyle(language="en-US")) == "2026-03-04"
    assert read_date(text, DateStyle(language="fr")) == "2026-04-03"
    assert read_date("03.04.2026", DateStyle()) == "2026-04-03"
    assert read_date("03/14/2026", SEOUL) == "2026-03-14"


def test_time_zone_of_the_publisher():
    """A time without an offset is the publisher's; one with an offset stays as it is."""
    assert read_date("28 Jan. 2026, 14:00", SEOUL) == "2026-01-28T14:00:00+09:00"
    assert read_date("2026-01-28T05:00:00Z", SEOUL) == "2026-01-28T05:00:00+00:00"
    assert read_date("28 Jan 2026, 14:00", DateStyle(timezone="Nowhere")) == "2026-01-28T14:00:00"


def test_impossible_time_leaves_the_day():
    """A time or an offset that no clock shows does not cost the day."""
    assert read_date("2026-01-28T25:99:00", DateStyle()) == "2026-01-28"
    assert read_date("2026-01-28T10:00:00+99:99", DateStyle()) == "2026-01-28"


@pytest.mark.parametrize(
    "text",
    ["28 janvier 2026", "28. Januar 2026", "28 januari 2026", "28. jan. 2026", "28 tammikuuta 2026",
     "28 de enero de 2026", "28 de janeiro de 2026", "28 gennaio 2026", "28 stycznia 2026",
     "28. ledna 2026", "28 Ocak 2026", "28 января 2026 г.", "28 січня 2026", "28 يناير 2026",
     "28 كانون الثاني 2026", "ב-28 בינואר 2026", "28 जनवरी 2026", "28 tháng 1, 2026",
     "2026年1月28日", "2026년 1월 28일", "2026. január 28.", "28 ιανουαρίου 2026", "28-ene-2026"],
)  # fmt: skip
def test_months_of_many_languages(text):
    """A month is read by its name, whatever language the page says that it is in."""
    assert read_date(text, DateStyle()) == "2026-01-28"


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Publié le 28 janvier 2026 à 14:00", "fr", "2026-01-28T14:00:00"),
        ("5. März 2024, 12.30 Uhr", "de-DE", "2024-03-05T12:30:00"),
        ("28 sausio 2026", "lt", "2026-01-28"),
        ("28 sausio 2026", "en", None),
        ("3 comments", "en", None),
        ("28 sausio 2026", "no-such-language", None),
    ],
)
def test_other_languages(text, language, iso):
    """Months of rarer languages are read where the page says that it is in them."""
    assert read_visible(text, DateStyle(language=language)) == iso


def test_dateparser_is_not_asked_in_vain():
    """Texts that hold no date do not load the slow parser, nor do those with a known month."""
    probe = (
        "import sys; from normalizer.fields._dates import DateStyle, read_visible\n"
        "for text in ('3 Kommentare', '28. Januar 2026', 'Ausgabe 3/2026', 'Stand: 14:05 Uhr'):\n"
        "    read_visible(text, DateStyle(language='de'))\n"
        "print('dateparser' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_years_of_two_digits_in_lines():
    """A line beside a headline may cut the year short; elsewhere such numbers are no date."""
    assert read_line("Harbour, 28.01.26", DateStyle()) == "2026-01-28"
    assert read_line("28-Jan-26 14:00", DateStyle()) == "2026-01-28T14:00:00"
    assert read_line("version 1.12.13.4", DateStyle()) is None
    assert read_date("28.01.26", DateStyle()) is None


def test_relative_dates_need_the_time_of_the_crawl():
    """``5 days ago`` is reckoned from the crawl, never from today."""
    crawled = dt.datetime(2026, 1, 28, 1, tzinfo=dt.UTC)
    assert read_visible("5 days ago", DateStyle(language="en", crawled=crawled)) == "2026-01-23"
    assert read_visible("5 days ago", DateStyle(language="en")) is None


def test_future_is_refused():
    """A day may be ahead of the crawl by a time zone, not by more."""
    style = DateStyle(crawled=dt.datetime(2026, 1, 28))
    assert read_date("2026-01-29", style) == "2026-01-29"
    assert read_date("2026-01-30", style) is None
