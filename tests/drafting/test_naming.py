from __future__ import annotations

import pytest
from lxml.html import fromstring

from normalizer.drafting.naming import is_lasting, named_within, names


@pytest.mark.parametrize(
    "name", ["story", "articleBody", "c-article__text", "post-body", "topBar", "btn-more", "FAQ"]
)
def test_names_that_people_give(name: str) -> None:
    """Words, words run together and words parted by hyphens are names to rely on."""
    assert is_lasting(name)


@pytest.mark.parametrize("name", ["post-4711", "col-8", "css-kqzt", "sc-bdVaJa", "box___xYz"])
def test_names_that_tools_and_numbers_make(name: str) -> None:
    """Numbers of stories and what style tools make up are no names to rely on."""
    assert not is_lasting(name)


@pytest.mark.parametrize("name", ["bdVaJa", "kkVQOY", "fpKAZB", "dTerhx", "qtlbb"])
def test_names_of_letters_at_random(name: str) -> None:
    """Capitals where no word begins, and words without vowels, are no names to rely on."""
    assert not is_lasting(name)


@pytest.mark.parametrize("name", ["mx-auto", "flex", "text-sm", "w-full", "hidden", "is-open"])
def test_names_of_looks(name: str) -> None:
    """What says how an element looks is no name to rely on: the next page has it elsewhere."""
    assert not is_lasting(name)


def test_an_element_is_named_by_the_most_lasting_first() -> None:
    """Id, then itemprop, then class; the classes that look made up are left out."""
    element = fromstring(
        '<div id="story" itemprop="articleBody" class="css-x7 text-part flex lead">'
    )
    assert list(names(element)) == ["#story", '[itemprop="articleBody"]', ".lead", "div.lead"]


def test_a_telling_tag_is_a_name() -> None:
    """A tag that a page has few of stands before its class, and alone at last."""
    assert list(names(fromstring('<aside class="more">'))) == ["aside.more", ".more", "aside"]


def test_an_element_without_a_name_is_found_in_a_named_one() -> None:
    """Where an element has no name, its tag below the nearest named ancestor stands for it."""
    paragraph = fromstring('<main><div class="story"><p>a</p></div></main>').find(".//p")
    assert paragraph is not None
    assert list(named_within(paragraph)) == [".story p", "main p"]
