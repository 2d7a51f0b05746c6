"""The authors."""

from __future__ import annotations

import pytest

from normalizer.fields.byline import find_authors
from normalizer.model import Evidence, Found, Ruled


@pytest.mark.parametrize(
    "author",
    [
        "Ada Lund",
        ["Ada Lund"],
        {"@type": "Person", "name": "Ada Lund"},
        [{"name": "Ada Lund"}, {"name": "Ada  Lund"}, {"url": "https://x.example/ada"}],
        {"name": ["Ada Lund"]},
    ],
)
def test_forms_of_json_ld(of_html, ld, author):
    """A string, a person or a list of either name the same author, once."""
    assert find_authors(of_html(ld(author=author))).value == ("Ada Lund",)


def test_person_behind_an_id(of_html, ld):
    """A person that the article only points to is looked up on the page."""
    person = ld("Person", **{"@id": "#ada", "name": "Ada Lund"})
    assert find_authors(of_html(ld(author={"@id": "#ada"}) + person)).value == ("Ada Lund",)


def test_metas_are_parted(of_html):
    """A list in one meta is parted; last and first name are not two authors."""
    meta = '<meta name="author" content="{}">'
    several = find_authors(of_html(meta.format("Ada Lund, Ole Brandt; Mia Ruiz")))
    assert several.value == ("Ada Lund", "Ole Brandt", "Mia Ruiz")
    assert find_authors(of_html(meta.format("Lund, Ada"))).value == ("Ada Lund",)


@pytest.mark.parametrize(
    "name", ["Harbour Post", "desk@harbourpost.example", "https://x.example/a"]
)
def test_who_is_no_person(of_html, name):
    """The outlet, an address and an account are no authors."""
    site = '<meta property="og:site_name" content="Harbour Post">'
    assert find_authors(of_html(f'{site}<meta name="author" content="{name}">')) is None


def test_marked_elements_serve(of_html):
    """Microdata and links marked as the author's name one where the head does not."""
    marked = '<p itemprop="author"><i>By</i> <b itemprop="name">Ada Lund</b></p>'
    assert find_authors(of_html(marked)).value == ("Ada Lund",)
    linked = '<p>By <a rel="author nofollow" href="/ada">Ada Lund</a></p>'
    assert find_authors(of_html(linked)).value == ("Ada Lund",)


def test_byline_of_a_dump(of_dump, removal):
    """A byline that was removed names the author that its pattern caught, an agency is none."""
    byline = removal("byline", "By Ada Lund", author="Ada Lund")
    assert find_authors(of_dump(byline)).value == ("Ada Lund",)
    signed = removal("byline", "By Coastwire", author="Coastwire", agency="Coastwire")
    assert find_authors(of_dump(signed)) is None


def test_rule_goes_first(of_html, ld):
    """What the publisher's rule gave wins."""
    ruled = Ruled(authors=Found((" Ada  Lund ",), Evidence("rule:.byline", 0.95)))
    assert find_authors(of_html(ld(author="X Y"), ruled=ruled)).value == ("Ada Lund",)
