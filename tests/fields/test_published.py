"""The date of publication: whose word counts, and what is never taken for it."""

from __future__ import annotations

import datetime as dt

import pytest

from normalizer import Normalizer
from normalizer.fields.published import find_published
from normalizer.model import Article, Evidence, Found, Ruled

TIME = '<time datetime="2024-05-03T08:00:00+02:00">3 May</time>'


def meta(name: str, content: str) -> str:
    """Return a meta element."""
    return f'<meta property="{name}" content="{content}">'


def test_order_of_what_the_page_says(of_html, ld):
    """JSON-LD goes before metas, metas before microdata, microdata before time elements."""
    linked = ld(datePublished="2024-05-01T06:00:00Z")
    stated = meta("article:published_time", "2024-05-02T06:00:00Z")
    marked = '<p itemprop="datePublished" content="2024-05-04">x</p>'
    pages = [linked + stated + marked + TIME, stated + marked + TIME, marked + TIME, TIME]
    assert [find_published(of_html(page)).value for page in pages] == [
        "2024-05-01T06:00:00+00:00",
        "2024-05-02T06:00:00+00:00",
        "2024-05-04",
        "2024-05-03T08:00:00+02:00",
    ]


def test_first_readable_value_wins(of_html, ld):
    """A value that is no date does not hide the next one."""
    page = ld(datePublished="soon") + meta("article:published_time", "2024-05-02")
    assert find_published(of_html(page)).value == "2024-05-02"


def test_address_says_the_day(of_html, ld):
    """A date in the address outweighs one that was set anew, and what agrees adds the time."""
    page = ld(datePublished="2024-06-09") + meta("article:published_time", "2024-05-02T06:00:00Z")
    clues = of_html(page, url="https://harbourpost.example/2024/05/02/ferry")
    assert find_published(clues).value == "2024-05-02T06:00:00+00:00"
    clues = of_html(page, url="https://harbourpost.example/2024/apr/02/ferry")
    assert find_published(clues) == Found("2024-04-02", Evidence("url", 0.85))


@pytest.mark.parametrize(
    "path", ["2024/05/ferry", "2024/05/103-ferries", "ferry-20240", "2024/43/ferry", "news/2024/5"]
)
def test_address_without_a_day_says_nothing(of_html, path):
    """A year and a month, or numbers that are no date, are no day of publication."""
    clues = of_html("<p>The ferry sails.</p>", url=f"https://harbourpost.example/{path}")
    assert find_published(clues) is None


def test_time_of_a_change_is_passed_over(of_html):
    """A time element that is marked as updated gives no date of publication."""
    page = '<time class="updated" datetime="2025-01-01T10:00">x</time>'
    assert find_published(of_html(page + TIME)).value == "2024-05-03T08:00:00+02:00"


def test_marked_time_goes_first_then_that_of_the_article(of_html):
    """The page's clock stands before the story: what is marked, or inside, goes before it."""
    clock = '<time datetime="2025-01-09">today</time>'
    assert find_published(of_html(f"{clock}<article>{TIME}</article>")).value[:10] == "2024-05-03"
    marked = '<time class="entry-date" datetime="2024-05-07">x</time>'
    assert find_published(of_html(f"{clock}{TIME}{marked}")).value == "2024-05-07"


def test_future_and_history_are_refused(of_html):
    """No page was published after it was crawled, or before there was a web."""
    crawled = dt.datetime(2024, 5, 10, tzinfo=dt.UTC)
    later = meta("article:published_time", "2024-06-01") + meta("date", "2024-05-09")
    assert find_published(of_html(later, crawled=crawled)).value == "2024-05-09"
    older = meta("article:published_time", "1912-04-15") + meta("date", "2024-05-09")
    assert find_published(of_html(older)).value == "2024-05-09"


STORY = "".join(
    f"<p>The ferry sailed to the island on the {day} of the month with a full deck, a cold engine"
    f" and a captain who had not slept since the harbour closed its gates to the winter.</p>"
    for day in ("third", "fourth", "fifth", "sixth")
)


def searched(above: str = "", below: str = "", head: str = "", path: str = "ferry") -> Article:
    """Return the article of a page with ``above`` between headline and story, ``below`` after it."""
    page = (
        f"<html lang='en'><head><title>Ferry sails at last</title>{head}</head><body>"
        f"<article><h1>Ferry sails at last</h1>{above}{STORY}</article>{below}</body></html>"
    )
    return Normalizer().normalize(page, url=f"https://harbourpost.example/{path}")


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Ada Holm • May 3, 2024 • 4 replies", "2024-05-03"),
        ("Hafen, 03.05.24", "2024-05-03"),
        ("Harbour desk, 3 mai 2024", "2024-05-03"),
        ("Season of 2024", None),
        ("Issue 3 of May 2024", None),
    ],
)
def test_last_resort_is_a_search(line, iso):
    """Where nothing is marked, a date that stands below the headline is found, but is not sure."""
    article = searched(f"<p>{line}</p>")
    assert article.date == iso
    if iso:
        assert article.fields.date == Evidence("search:title", 0.6)


def test_search_prefers_what_is_near():
    """The line beside the headline goes before the line below the story."""
    below = "<p>Harbour Radio, 9 May 2024, noon</p>"
    assert searched("<p>Ada Holm • 3 May 2024</p>", below).date == "2024-05-03"
    assert searched(below=below).date == "2024-05-09"


def test_search_reads_names():
    """Metas and classes that are named for the date are read, what is named for changes at last."""
    uploaded = '<meta property="harbour:uploaded" content="2024-05-03T08:00:00Z">'
    assert searched(head=uploaded).published == "2024-05-03T08:00:00+00:00"
    marked = '<span class="entry__date" title="2024-05-03"></span>'
    changed = '<span class="updated" title="2024-06-09"></span>'
    assert searched(changed + marked).date == "2024-05-03"
    assert searched(changed).date == "2024-06-09"


def test_search_reads_the_day_in_an_address():
    """A day that opens the name of the page is one, in the order that the numbers allow."""
    assert searched(path="28-05-2024-ferry").date == "2024-05-28"
    doubted = searched(path="03-05-2024-ferry")
    assert doubted.fields.date == Evidence("url", 0.25, ambiguous=True)
    assert [problem.code for problem in doubted.problems] == ["ambiguous_date"]
    assert searched(path="28-05-2024-ferry").problems == ()


def test_what_has_two_readings_gives_way(of_html):
    """A day that may be read in two ways is taken where nothing else says it, and says so."""
    doubted = meta("article:published_time", "04/05/2024")
    assert find_published(of_html(doubted + TIME)).value == "2024-05-03T08:00:00+02:00"
    evidence = Evidence("meta:article:published_time", 0.45, ambiguous=True)
    assert find_published(of_html(doubted)) == Found("2024-05-04", evidence)
    british = of_html(doubted, url="https://harbourpost.co.uk/story")
    assert find_published(british).evidence == Evidence("meta:article:published_time", 0.9)


def test_a_line_of_both_dates_tells_them_apart(of_dump, removal):
    """The date of publication is taken from a line that tells of a change as well."""
    both = removal("timestamp", "5 May 2024", date="3 May 2024", modified="5 May 2024")
    assert find_published(of_dump(both)).value == "2024-05-03"


@pytest.mark.parametrize(
    "below",
    [
        "<p>© 2024 Harbour Post</p>",
        "<h2>Related articles</h2><ul><li><a href='/a'>Lighthouse dark</a> 3 May 2024</li></ul>",
        f"<p>{'The lighthouse was lit for the first time on 3 May 1998 by its keeper. ' * 3}</p>",
    ],
)
def test_search_leaves_other_dates_alone(below):
    """The copyright line, other stories and the events of prose give no date."""
    assert searched(below=below).date is None


def test_address_with_the_name_of_a_month():
    """The month of an address may be a name in full."""
    assert searched(path="2024/october/03/ferry").date == "2024-10-03"


def test_rule_goes_before_the_page(of_html, ld, said):
    """What the publisher's rule gave wins, and takes its time zone and order of numbers."""
    ruled = Ruled(date=said("03/05/2024 14:00"), timezone="Asia/Seoul", date_order="dmy")
    found = find_published(of_html(ld(datePublished="2024-06-09"), ruled=ruled))
    assert (found.value, found.evidence.source) == ("2024-05-03T14:00:00+09:00", "rule:h1.headline")


def test_crawl_header_says_the_day_of_a_dump(of_dump, removal, said):
    """The crawler's date wins over the rule's; one of the same day adds the time."""
    header = removal("crawl_header", "date 2024-05-03", date="2024-05-03")
    other = Ruled(date=said("2024-05-04 10:00"))
    assert find_published(of_dump(header, ruled=other)).value == "2024-05-03"
    same = Ruled(date=said("3 May. 2024, 14:00"), timezone="Asia/Seoul", date_order="dmy")
    assert find_published(of_dump(header, ruled=same)).value == "2024-05-03T14:00:00+09:00"


def test_a_time_is_added_to_a_day(of_html, ld, said):
    """Where the rule gives the day alone, other evidence of that day adds the time."""
    page = ld(datePublished="2024-05-03T06:00:00Z", dateCreated="2024-05-02T06:00:00Z")
    clues = of_html(page, ruled=Ruled(date=said("3 May 2024")))
    found = find_published(clues)
    assert (found.value, found.evidence.source) == ("2024-05-03T06:00:00+00:00", "rule:h1.headline")


def test_timestamp_serves_where_there_is_no_header(of_dump, removal):
    """A timestamp line that was removed gives the date; one that tells of a change does not."""
    changed = removal("timestamp", "Updated: 5 May 2024", modified="5 May 2024")
    first = removal("timestamp", "Published: 3 May 2024, 14:00", date="3 May 2024, 14:00", block=1)
    assert find_published(of_dump(changed, first)).value == "2024-05-03T14:00:00"
    assert find_published(of_dump(changed)) is None


def test_dateline_gives_no_date(of_dump, removal):
    """The day of a dateline is the day of the event or of the wire, not of the outlet's page."""
    dateline = removal("dateline", "Seoul, Jan 21, 2024 (ABC)", date="Jan 21, 2024")
    assert find_published(of_dump(dateline)) is None
