from __future__ import annotations

import datetime as dt
import json
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from normalizer import (
    Article,
    Category,
    Input,
    InputError,
    LimitError,
    Normalizer,
    Outcome,
    Settings,
    normalize,
)

_PAGE = """<!doctype html><html lang="en"><head><title>The ferry sails again - River Post</title>
<meta property="og:site_name" content="River Post"></head><body><nav><a href="/">Home</a></nav>
<h1>The ferry sails again</h1>
<p>The ferry between the two islands will sail again in spring, the harbour office said on Monday.</p>
<figure><figcaption>The ferry in its dock. Photo: A. Ito</figcaption></figure>
<p>Nobody had asked the fishermen, and nobody had asked the mayor, who was away on that very day.</p>
<p>Two new ships are to follow next year, each with room for four hundred people and sixty cars.</p>
</body></html>"""


def test_normalize_gives_an_article() -> None:
    """The one call gives text, title and outlet of a page."""
    article = normalize(_PAGE, url="https://river.example/ferry")
    assert article.outcome is Outcome.ARTICLE
    assert article.title == "The ferry sails again"
    assert article.outlet == "River Post"
    assert article.text.startswith("The ferry between")
    assert "Photo" not in article.text


def test_bytes_and_str_give_the_same() -> None:
    """A page as bytes and as str comes out alike."""
    assert normalize(_PAGE.encode()) == normalize(_PAGE)


def test_json_holds_everything() -> None:
    """The JSON form has every field, removals with their captured groups as a mapping."""
    plain = json.loads(normalize(" date 2026-01-20 Rain fell all day in the valley.").to_json())
    assert set(plain) == set(Article.__dataclass_fields__)
    assert plain["removed"][0]["category"] == "crawl_header"
    assert plain["removed"][0]["captured"] == {"date": "2026-01-20"}
    assert plain["outcome"] == "article"


def test_kept_categories_stay() -> None:
    """Settings.keep leaves captions in the body, in their place."""
    keep = Normalizer(settings=Settings(keep=frozenset({Category.CAPTION})))
    text = keep.normalize(_PAGE).text
    assert text.index("islands") < text.index("Photo: A. Ito") < text.index("fishermen")


def test_kept_datelines_stay() -> None:
    """Settings.keep leaves a dateline at the head of its paragraph."""
    dump = "Pune, Mar 4 (IANS) The river rose by two metres in the night, officials said."
    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE})))
    assert keep.normalize(dump).text == dump
    assert normalize(dump).text.startswith("The river")


def test_many_inputs_give_as_many_rows() -> None:
    """A bad input gives its error as a row of its own and costs no other."""
    rows = list(
        Normalizer().normalize_many(
            [_PAGE, b"%PDF-1.4", Input(data=_PAGE, crawled="soon"), "Rain."]
        )
    )
    assert [type(row) for row in rows] == [Article, InputError, InputError, Article]


@pytest.mark.parametrize(
    "crawled",
    ["2026-01-31", "2026-01-31T12:00:00+09:00", dt.date(2026, 1, 31), dt.datetime(2026, 1, 31)],
)
def test_crawl_times_are_taken_in_every_form(crawled: dt.date | str) -> None:
    """A crawl time may be a date, a datetime or ISO 8601 text."""
    assert normalize("Rain fell all day.", crawled=crawled).text == "Rain fell all day."


def test_a_normalizer_travels() -> None:
    """Pickled and read again, a Normalizer gives the same articles."""
    first = Normalizer(settings=Settings(keep=frozenset({Category.CAPTION})))
    assert pickle.loads(pickle.dumps(first)).normalize(_PAGE) == first.normalize(_PAGE)


def test_threads_share_a_normalizer() -> None:
    """Eight threads on one Normalizer give what one gives."""
    shared = Normalizer()
    alone = shared.normalize(_PAGE)
    with ThreadPoolExecutor(8) as pool:
        assert all(article == alone for article in pool.map(shared.normalize, [_PAGE] * 40))


def test_errors_travel() -> None:
    """Errors keep their fields between processes."""
    error = LimitError(limit="max_bytes", allowed=1, value=2, unit="bytes")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.limit, again.value) == (str(error), "max_bytes", 2)
