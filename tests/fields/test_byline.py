"""The authors."""

from __future__ import annotations

import pytest

from normalizer import Normalizer
from normalizer.fields.byline import find_authors
from normalizer.model import Article, Evidence, Found, Ruled


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


@pytest.mark.parametrize(
    "name",
    ["Staff", "admin", "Editorial Team", "Staff Writer", "Webmaster", "Guest Author", "Quay Admin"],
)
def test_roles_and_accounts_are_nobody(of_html, ld, name):
    """What only says that somebody wrote it names no one, and gives way to who is named."""
    assert find_authors(of_html(ld(author=name))) is None
    meta = '<meta name="author" content="Ada Lund">'
    assert find_authors(of_html(ld(author=name) + meta)).value == ("Ada Lund",)


def test_a_name_may_begin_like_the_word_for_by(of_html, ld):
    """Neither the end of a first name nor two first names are taken for what stands around a name."""
    assert find_authors(of_html(ld(author="Gabby Lund"))).value == ("Gabby Lund",)
    assert find_authors(of_html(ld(author="Ada & Ole"))).value == ("Ada", "Ole")


def test_a_person_owns_the_host(of_html, ld):
    """Two words that are the host's name may be the writer's; one word, or the site's name, is not."""
    own = "https://adalund.example/ferry"
    assert find_authors(of_html(ld(author="Ada Lund"), url=own)).value == ("Ada Lund",)
    assert find_authors(of_html(ld(author="AdaLund"), url=own)) is None
    site = '<meta property="og:site_name" content="Ada Lund">'
    assert find_authors(of_html(site + ld(author="Ada Lund"), url=own)) is None


def test_two_links_to_one_author(of_html):
    """A link that says more around the name is no second author."""
    links = (
        '<a rel="author" href="/a">Ada Lund</a> <a rel="author" href="/a">More of Ada Lund »</a>'
    )
    assert find_authors(of_html(links)).value == ("Ada Lund",)


STORY = "".join(
    f"<p>The ferry sailed to the island on the {day} of the month with a full deck, a cold engine"
    f" and a captain who had not slept since the harbour closed its gates to the winter.</p>"
    for day in ("third", "fourth", "fifth", "sixth")
)


def signed(above: str, *, head: str = "", below: str = "") -> Article:
    """Return the article of a page with ``above`` between headline and story, ``below`` after it."""
    page = (
        f"<html lang='en'><head><title>Ferry sails at last</title>{head}</head><body>"
        f"<article><h1>Ferry sails at last</h1>{above}{STORY}</article>{below}</body></html>"
    )
    return Normalizer().normalize(page, url="https://harbourpost.example/ferry")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p>By: Ada Lund</p>", ("Ada Lund",)),
        ("<p>By Ada Lund ⋅ Founder and rower</p>", ("Ada Lund",)),
        (
            "<div>by <b>Ada Lund</b> and <b>Ole Brandt</b> on May 3, 2024</div>",
            ("Ada Lund", "Ole Brandt"),
        ),
        ("<p>Dec. 19, 2024 · by Ada Lund for the harbour</p>", ("Ada Lund",)),
        ("<p>by Ada Lund, Quay Columnist</p>", ("Ada Lund",)),
        ("<p>Von Ada Lund Hafenpolitische Korrespondentin</p>", ("Ada Lund",)),
        ("<p>Von Ada Müller Korrespondentin</p>", ("Ada Müller",)),
        ("<p>Von Ada LundKorrespondentin</p>", ("Ada Lund",)),
        ("<p>Von Ada Lund Hafenreporterin</p>", ("Ada Lund",)),
        ("<p>Von Ada MacKenzie</p>", ("Ada MacKenzie",)),
        ("<p>By Harbour TimesNovember 18, 2024</p>", ()),
        ("<p>By<b>Ada Lund</b></p>", ("Ada Lund",)),
        ("<p>by Ada · 3 May 2024 · 4 replies</p>", ("Ada",)),
        ("<p>Contributors: Ada Lund</p>", ("Ada Lund",)),
        ("<small>STORY BY</small><p>Ada Lund</p>", ("Ada Lund",)),
        ("<p>Published by the harbour office in May</p>", ()),
        ("<p>Medically reviewed by Ada Lund</p>", ()),
        ("<p>By Staff | May 3, 2024</p>", ()),
        ("<p>Von Ada Lund, Hafenkorrespondentin, am 3. Mai</p>", ("Ada Lund",)),
    ],
)
def test_a_line_below_the_headline_signs(line, authors):
    """Names behind the word for by, to where the line goes on with something else."""
    assert signed(line).authors == authors


def test_an_account_gives_way_to_a_line_that_signs():
    """Who is seen nowhere around the headline, where somebody else signs, has only filled in the page."""
    account = '<meta name="author" content="Kim Deck">'
    byline = signed("<p>By Ada Lund • Harbour desk</p>", head=account)
    assert (byline.authors, byline.fields.authors) == (("Ada Lund",), Evidence("byline", 0.8))
    both = signed("<p>By Ada Lund • Photos: Kim Deck</p>", head=account)
    assert both.authors == ("Kim Deck",)


def test_a_link_to_a_writers_page_names_the_writer():
    """One around the headline does, one to who checked the story does not."""
    link = '<p>{} <a href="/authors/ada-lund/">Ada Lund</a> &nbsp; 4 replies</p>'
    assert signed(link.format("")).authors == ("Ada Lund",)
    assert signed(link.format("Reviewed by")).authors == ()


def test_a_name_of_whom_the_page_says_more():
    """A name alone below the headline is the writer's where the page says who that is."""
    bio = "<p>Ada Lund is a rower and lives on the island.</p>"
    assert signed("<p>Ada Lund</p>", below=bio).authors == ("Ada Lund",)
    assert signed("<p>Harbour News</p>", below=bio).authors == ()
    assert signed("<p>Ada Lund</p>").authors == ()


def test_an_element_called_author_may_say_more(of_html):
    """A name at the beginning of such an element counts, one that is all of it goes before."""
    opening = '<p class="author">Ada Lund<br>3 May 2024</p>'
    assert find_authors(of_html(opening)).value == ("Ada Lund",)
    exact = '<p class="author">Ole Brandt</p>'
    assert find_authors(of_html(opening + exact)).value == ("Ole Brandt",)
