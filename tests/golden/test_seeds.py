"""The five dumps that the project started from, and what each must become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalizer import Article, normalize

from .golden import difference, observed

SEEDS = Path(__file__).parents[2] / "seeds"
EXPECTED = json.loads((SEEDS / "expected.json").read_text("utf-8"))
#: Where the seeds come from: the whole address where it is known, else as much of it as is.
URLS = {
    "000": "https://allthe.news/articles/south-korean-defense-minister-to-visit-japan-for-talks-with-counterpart",
    "001": "https://menafn.com/1110627788/",
    "002": "https://japannews.yomiuri.co.jp/",
    "003": "https://koreajoongangdaily.joins.com/news/2026-01-28/",
    "004": "https://allthe.news/",
}
OUTLETS = {
    "000": "allthe.news",
    "001": "MENAFN",
    "002": "The Japan News",
    "003": "Korea JoongAng Daily",
    "004": "allthe.news",
}
#: The log-in and the comment widget are one to the reader.
_ALIKE = {"login": "comments"}


def clean(number: str, *, url: str | None = None) -> Article:
    """Return the article of a seed."""
    [path] = SEEDS.glob(f"{number}_*.txt")
    return normalize(path.read_bytes(), url=url)


def wanted(number: str) -> dict[str, object]:
    """Return what a seed must become."""
    [expected] = (value for name, value in EXPECTED.items() if name.startswith(number))
    return dict(expected)


def alike(removed: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return removals with the categories that may stand for each other made one."""
    return [
        piece | {"category": _ALIKE.get(piece["category"], piece["category"])} for piece in removed
    ]


def assert_gives(number: str, article: Article, **changed: object) -> None:
    """Fail with a diff where a seed's article is not what is expected, but for what is changed."""
    expected = wanted(number) | changed
    expected["removed"] = alike(expected["removed"])  # type: ignore[arg-type]
    got = observed(article)
    got["removed"] = alike(got["removed"])  # type: ignore[arg-type]
    if shown := difference(expected, got):
        pytest.fail(shown, pytrace=False)


def test_every_seed_has_its_expectation() -> None:
    """No seed is left out, and nothing is expected of a seed that is not there."""
    assert sorted(EXPECTED) == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert sorted(URLS) == sorted(name[:3] for name in EXPECTED)


@pytest.mark.parametrize("number", URLS)
def test_a_seed_comes_out_clean(number: str) -> None:
    """Fields, body and removals of a seed are what its own text says, to the letter."""
    assert_gives(number, clean(number))


@pytest.mark.parametrize("number", URLS)
def test_its_address_adds_the_outlet_alone(number: str) -> None:
    """With its URL a seed comes out the same, its outlet known for sure."""
    article = clean(number, url=URLS[number])
    assert_gives(number, article, outlet=OUTLETS[number])
    assert article.fields.outlet is not None
    assert article.fields.outlet.confidence > 0.9


@pytest.mark.parametrize("number", ["002", "004"])
def test_an_inferred_outlet_says_so(number: str) -> None:
    """An outlet that is known by a signature alone is given with medium confidence."""
    evidence = clean(number).fields.outlet
    assert evidence is not None
    assert "signature" in evidence.source
    assert 0.4 <= evidence.confidence <= 0.75


@pytest.mark.parametrize("number", ["000", "004"])
def test_no_date_is_made_of_the_events(number: str) -> None:
    """Days that the story speaks of are not the day of its publication."""
    assert clean(number, url=URLS[number]).date is None


@pytest.mark.parametrize("number", URLS)
def test_the_text_of_a_seed_stays(number: str) -> None:
    """Normalizing the body of a seed again changes nothing, with its URL or without."""
    for url in (None, URLS[number]):
        text = clean(number, url=url).text
        assert normalize(text, url=url).text == text
