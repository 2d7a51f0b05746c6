from __future__ import annotations

from pathlib import Path

import pytest

from normalizer import InputError, Normalizer
from normalizer.drafting.draft import Draft
from normalizer.model import Category
from normalizer.ruleset.examples import run_examples
from normalizer.ruleset.loader import parse_rule
from normalizer.ruleset.model import Strip

from .conftest import FERRY, WEIR, Drafting


@pytest.fixture(scope="module")
def river(drafted: Drafting) -> Draft:
    """Return the draft for the two pages of the River Post."""
    return drafted(FERRY, WEIR)


def in_force(draft: Draft, folder: Path) -> Normalizer:
    """Return a Normalizer with the drafted file over the shipped ones."""
    file = folder / f"{draft.id}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(draft.text, encoding="utf-8")
    return Normalizer([folder])


def test_what_the_pages_say_of_their_site(river: Draft) -> None:
    """Outlet, language, host without www. and site name are in the file, and where it belongs."""
    assert (river.rule.outlet, river.rule.language) == ("River Post", "en")
    assert river.rule.match is not None
    assert river.rule.match.hosts == ("riverpost.example",)
    assert river.rule.match.site_names == ("River Post",)
    assert (river.id, river.rule.seen) == ("publishers/xx/river-post", "2 pages, 2026-01-30")


def test_sources_that_hold_on_all_pages(river: Draft) -> None:
    """Each field has the sources that both pages bear out, what readers see first."""
    assert river.rule.title == ("h1.story-title", "meta:og:title")
    assert river.rule.date == ("meta:article:published_time",)
    assert river.rule.authors == ('[rel="author"]',)
    assert river.rule.section == ("meta:article:section",)


def test_the_story_is_found_by_a_lasting_name(river: Draft) -> None:
    """The body is the smallest element around the story, not by the name a tool made up."""
    assert river.rule.body == (".story-text",)


def test_what_is_not_of_the_story_is_stripped(river: Draft) -> None:
    """Lists of links are named by what the rules say of them; what both pages say is of no story."""
    assert river.rule.strip == (
        Strip(select="aside.also-read", as_=Category.RELATED),
        Strip(select=".letter-box", as_=Category.OTHER),
    )


def test_the_draft_is_a_rule_file_whose_example_passes(river: Draft, tmp_path: Path) -> None:
    """The text loads as the rule, its example comes out, and it holds no word of the pages' prose."""
    normalizer = in_force(river, tmp_path)
    (rule,) = (one for one in normalizer.rules if one.id == river.id)
    assert not list(run_examples(rule, normalizer.normalize))
    assert "ferry" not in river.text.lower()
    assert parse_rule(river.text.encode(), file="a.yaml").data.strip == river.rule.strip


def test_the_pages_come_out_clean(river: Draft, tmp_path: Path) -> None:
    """Under the draft the pages it was made of cause no problem and hold their stories alone."""
    article = in_force(river, tmp_path).normalize(FERRY)
    assert article.problems == ()
    assert (article.publisher, article.extractor) == (river.id, "rule")
    assert article.text.startswith("The ferry to the northern bank")
    assert article.text.endswith("children under six pay nothing.")
    assert "Low Tide" not in article.text


def test_one_page_gives_a_draft_that_asks_for_another(drafted: Drafting) -> None:
    """A single page is enough, and the file says that a second would tell more.

    The element of the story is named in a comment alone: what else it holds shows on other pages.
    """
    draft = drafted(FERRY)
    assert (draft.rule.title, draft.rule.body) == (("h1.story-title", "meta:og:title"), ())
    assert "body: [.story-text] holds this story" in draft.text
    assert draft.notes == ()
    assert "draft from two" in draft.text


def test_the_same_story_twice_counts_once(drafted: Drafting) -> None:
    """A page given twice does not make its story the template's."""
    draft = drafted(FERRY, FERRY)
    once = drafted(FERRY)
    assert draft.notes == ("left out: 2 tells the same story as 1", *once.notes)
    assert draft.rule == once.rule


def test_a_deck_outside_of_the_story_belongs_to_the_body(drafted: Drafting) -> None:
    """A summary above the story's element has a selector of its own, before that of the story."""
    deck = "The old engine is out, and the first crossing is planned for the end of March."
    pages = [
        page.replace("</h1>", f'</h1><p class="story-deck">{text}</p>').replace(
            "<head>", f'<head><meta name="description" content="{text}">'
        )
        for page, text in ((FERRY, deck), (WEIR, "A wheel, a loan and a bakery across the bridge."))
    ]
    assert drafted(*pages).rule.body == (".story-deck", ".story-text")


def test_a_field_that_no_source_gives_is_left_to_the_normalizer(drafted: Drafting) -> None:
    """Where nothing gives the date on all pages, the key is left out and a comment says so."""
    pages = [page.replace("article:published_time", "x") for page in (FERRY, WEIR)]
    draft = drafted(*pages)
    assert draft.rule.date == ()
    assert "\n# date: nothing gives it on all pages" in draft.text


def test_a_body_without_a_lasting_name_is_left_to_the_chooser(drafted: Drafting) -> None:
    """Where no name can be relied on, the key is left out and a comment says so."""
    pages = [
        page.replace("story-text", "css-kq").replace("<main", "<div").replace("</main", "</div")
        for page in (FERRY, WEIR)
    ]
    draft = drafted(*pages)
    assert (draft.rule.body, draft.rule.strip) == ((), ())
    assert "\n# body: no lasting name" in draft.text


def test_pages_on_subdomains_share_a_host(drafted: Drafting) -> None:
    """Of a host and its subdomain, the shorter one stands for both."""
    urls = ("https://m.riverpost.example/1", "https://sport.riverpost.example/2")
    pages = [page.replace('rel="canonical"', "") for page in (FERRY, WEIR)]
    match = drafted(*pages, urls=urls).rule.match
    assert match is not None
    assert match.hosts == ("riverpost.example",)


def test_a_country_is_known_by_its_code(drafted: Drafting) -> None:
    """The folder is that of the host's country code."""
    urls = ("https://www.post.fi/1", "https://www.post.fi/2")
    pages = [page.replace('rel="canonical"', "") for page in (FERRY, WEIR)]
    assert drafted(*pages, urls=urls).id == "publishers/fi/river-post"


def test_a_publisher_that_has_a_file_is_said(drafted: Drafting) -> None:
    """Where a file is for these pages already, a note names it."""
    page = FERRY.replace('rel="canonical"', "").replace("og:site_name", "x")
    draft = drafted(page, urls=("https://japannews.yomiuri.co.jp/1",))
    note = f"these pages have a file already, which this one replaces: {draft.id}"
    assert draft.id == "publishers/jp/the-japan-news"
    assert note in draft.notes


def test_pages_of_two_publishers_are_refused(drafted: Drafting) -> None:
    """Pages of two hosts make no draft; the message names both."""
    other = WEIR.replace("riverpost.example", "lakepost.example")
    with pytest.raises(
        InputError, match=r"1 is a page of riverpost\.example, 2 of lakepost\.example"
    ):
        drafted(FERRY, other)


def test_a_page_without_a_story_is_refused(drafted: Drafting) -> None:
    """A page on which no story is found is named."""
    with pytest.raises(InputError, match="2: no story is found"):
        drafted(FERRY, "<html><body><img src=a.png></body></html>")


def test_pages_that_name_no_site_are_refused(drafted: Drafting) -> None:
    """Without address and site name nothing would put the file in force."""
    page = FERRY.replace("og:site_name", "x").replace('rel="canonical"', "")
    with pytest.raises(InputError, match="give --url"):
        drafted(page)
