"""The title: which of the page's titles wins, and what is cut off it."""

from __future__ import annotations

import pytest

from normalizer.fields.title import find_title
from normalizer.model import Ruled

SITE = '<meta property="og:site_name" content="Harbour Post">'


@pytest.mark.parametrize(
    "title",
    [
        "Ferry sails again - Harbour Post",
        "Ferry sails again | Harbour Post",
        "Ferry sails again – The Harbour Post",
        "Ferry sails again :: harbourpost.example",
        "Harbour Post | Ferry sails again",
        "Ferry sails again | Transport | Harbour Post",
        "Ferry sails again - Harbour Post - News from the coast",
    ],
)
def test_site_and_section_are_cut_off(of_html, title):
    """A title element alone gives the headline without site, section and slogan."""
    section = '<meta property="article:section" content="Transport">'
    found = find_title(of_html(f"{SITE}{section}<title>{title}</title>"))
    assert found.value == "Ferry sails again"


@pytest.mark.parametrize(
    "title",
    [
        "Ferry sails again - after two years",
        "Ferries | A winter timetable",
        "Post-war ferries: what is left",
        "Kapitän Lund - ein Porträt",
    ],
)
def test_dashes_of_the_headline_stay(of_html, title):
    """Only what names site or section is cut: a headline may hold the same signs."""
    assert find_title(of_html(f"{SITE}<title>{title}</title>")).value == title


def test_site_name_is_no_title(of_html):
    """A page that shows nothing but the name of its site has no title."""
    assert find_title(of_html(f"{SITE}<title>Harbour Post</title><h1>Harbour Post</h1>")) is None


def test_heading_goes_before_what_is_made_for_search(of_html):
    """The heading that readers see wins over og:title and title where it resembles them."""
    clues = of_html(
        "<title>Ferry news: sails again today</title>"
        '<meta property="og:title" content="Ferry news">'
        "<h1>The old ferry sails again</h1>"
    )
    assert find_title(clues).value == "The old ferry sails again"
    assert find_title(clues).evidence.source == "h1"


def test_heading_of_another_story_is_passed_over(of_html):
    """A heading that has nothing in common with the head's titles is not the story's."""
    clues = of_html(
        "<title>The old ferry sails again</title><h1>Subscribe today</h1><h1>Ferry sails again</h1>"
    )
    assert find_title(clues).value == "Ferry sails again"


def test_headline_of_a_news_article_goes_first(of_html, ld):
    """Newsrooms write the NewsArticle's headline, plugins those of other types."""
    page = "<title>Ferry is back</title><h1>Ferry is back at sea</h1>"
    news = find_title(of_html(ld("NewsArticle", headline="Ferry back at sea at last") + page))
    blog = find_title(of_html(ld("BlogPosting", headline="Ferry back at sea at last") + page))
    assert (news.value, news.evidence.source) == (
        "Ferry back at sea at last",
        "ld:NewsArticle.headline",
    )
    assert blog.value == "Ferry is back at sea"


def test_more_places_are_surer(of_html, ld):
    """A title that heading, JSON-LD and metas agree on is surer than one that stands alone."""
    alone = find_title(of_html("<h1>Ferry sails again</h1>"))
    meta = '<meta property="og:title" content="Ferry sails again">'
    agreed = find_title(
        of_html(f"{ld(headline='Ferry sails again')}{meta}<h1>Ferry sails again</h1>")
    )
    assert agreed.evidence.confidence > alone.evidence.confidence


def test_characters_are_mended(of_html):
    """Entities that were escaped twice, mojibake and soft hyphens do not reach the title."""
    clues = of_html("<h1>Fish &amp;amp; chips: the harbour&acirc;€™s fer&shy;ry</h1>")
    assert find_title(clues).value == "Fish & chips: the harbour’s ferry"


def test_lines_of_a_heading_are_parted(of_html):
    """Words on both sides of a line break do not grow together, scripts are not read."""
    clues = of_html("<h1>Ferry<br>sails<script>x()</script> again<svg><title>i</title></svg></h1>")
    assert find_title(clues).value == "Ferry sails again"


def test_unclosed_heading_is_no_title(of_html):
    """A heading that holds the whole page is passed over."""
    clues = of_html("<title>Ferry sails again</title><h1>Ferry sails again " + "and on " * 200)
    assert find_title(clues).evidence.source == "title"


def test_rule_goes_first(of_html, said):
    """What the publisher's rule gave wins over everything, with the rule's evidence."""
    clues = of_html("<h1>Ferry</h1>", ruled=Ruled(title=said("The ferry &amp; the sea")))
    found = find_title(clues)
    assert (found.value, found.evidence.source) == ("The ferry & the sea", "rule:h1.headline")


def test_dump_shows_its_title_where_one_was_removed(of_dump, removal):
    """A dump's title is the first one that was removed from its text, in the order of the text."""
    clues = of_dump(
        removal("title", "Ferry sails again", block=5), removal("title", "The ferry sails", block=2)
    )
    assert find_title(clues).value == "The ferry sails"


def test_dump_without_title_has_none(of_dump, removal):
    """No title is made of the story's first sentence or of its deck."""
    assert find_title(of_dump(removal("deck", "After two years it is back."))) is None


def test_a_heading_that_leads_home_is_the_sites_name(of_html):
    """A blog's name stands in a heading too, linked to its front page, and before titles of the head."""
    head = "<title>Quay Diary: Ferry sails at last</title>"
    banner = '<h1><a href="/">Quay Diary</a></h1><h1>What we saw</h1>'
    meta = '<meta property="og:title" content="Ferry sails at last">'
    assert find_title(of_html(f"{head}{meta}{banner}")).value == "Ferry sails at last"
    spaced = "<title>Quay Diary - Ferry sails at last</title>"
    assert find_title(of_html(spaced + banner)).value == "Ferry sails at last"
    linked = '<title>Ferry sails at last</title><h1><a href="/ferry">Ferry sails at last</a></h1>'
    assert find_title(of_html(linked)).evidence.source == "h1"


def test_a_site_behind_a_bracket(of_html):
    """Where words have no spaces, a colon behind a closing bracket parts title and site."""
    title = "<title>港の船を描く「Ferry」:harbourpost日記</title>"
    assert find_title(of_html(title)).value == "港の船を描く「Ferry」"
