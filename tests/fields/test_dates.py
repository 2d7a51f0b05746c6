"""Dates as sites write them."""

from __future__ import annotations

import datetime as dt

import pytest

from normalizer.fields._dates import DateStyle, read_date, read_visible

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
    ("text", "language", "iso"),
    [
        ("Publié le 28 janvier 2026 à 14:00", "fr", "2026-01-28T14:00:00"),
        ("5. März 2024, 12.30 Uhr", "de-DE", "2024-03-05T12:30:00"),
        ("28 января 2026", "ru", "2026-01-28"),
        ("28 Januar 2026", None, "2026-01-28"),
        ("3 comments", "en", None),
        ("28 janvier 2026", "no-such-language", None),
    ],
)
def test_other_languages(text, language, iso):
    """Names of months in other languages are read where a reader sees them."""
    assert read_visible(text, DateStyle(language=language)) == iso


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
