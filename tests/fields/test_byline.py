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
    assert find_authors(of_html(meta.format("KIM, Minsu"))).value == ("Minsu KIM",)
    assert find_authors(of_html(meta.format("Ada Lund, McKay"))).value == ("Ada Lund", "McKay")


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


@pytest.mark.parametrize(
    "html",
    [
        '<div class="post-author__name">Ada Lund</div>',
        '<span class="byline">By Ada Lund</span>',
        '<p class="articleAuthor">Von Ada Lund</p>',
        '<p class="author-card">Ole Brandt</p><p class="entry-author">Ada Lund</p>',
        '<p class="author">The Editors</p><p class="author">Ada Lund</p>',
    ],
)
def test_an_element_called_author_serves(of_html, html):
    """What a class calls the author is one where it has the shape of a name, and is not about another."""
    assert find_authors(of_html(html)) == Found(("Ada Lund",), Evidence("class:author", 0.6))


@pytest.mark.parametrize(
    "text", ["12 Comments", "Written By", "Ada", "the boat sails again in spring"]
)
def test_what_has_not_the_shape_of_a_name(of_html, text):
    """Labels, counts, single words and sentences are no names."""
    assert find_authors(of_html(f'<p class="author">{text}</p>')) is None


def test_a_card_names_the_writer(of_html):
    """The pair of label and data that pages have for cards tells the writer by its label."""
    pair = '<meta name="twitter:label1" content="{}"><meta name="twitter:data1" content="Ada Lund">'
    assert find_authors(of_html(pair.format("Written by"))).value == ("Ada Lund",)
    assert find_authors(of_html(pair.format("Reading time"))) is None


def test_a_person_may_own_the_site(of_html, ld):
    """A person whose site has her name is its author all the same; a house of that name is not."""
    site = '<meta property="og:site_name" content="Ada Lund">'
    person = ld(author={"@type": "Person", "name": "Ada Lund"})
    house = ld(author={"@type": "Organization", "name": "Ada Lund"})
    assert find_authors(of_html(site + person)).value == ("Ada Lund",)
    assert find_authors(of_html(site + house)) is None


def test_degrees_and_initials_are_no_part_of_a_name(of_html, ld):
    """What a house or a school puts behind a name is left out."""
    authors = [{"name": "Ada Lund (alu)"}, {"name": "Ole Brandt, MD, CFP®"}]
    assert find_authors(of_html(ld(author=authors))).value == ("Ada Lund", "Ole Brandt")


def test_a_rules_authors_are_people_too(of_html):
    """A rule's selector may hit the outlet, and one person twice."""
    names = ("By Ada Lund", "Harbour Post", "Ada Lund")
    ruled = Ruled(outlet="Harbour Post", authors=Found(names, Evidence("rule:.author", 0.9)))
    assert find_authors(of_html("<p>x", ruled=ruled)).value == ("Ada Lund",)
