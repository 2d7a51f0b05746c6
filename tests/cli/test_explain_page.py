"""The HTML form: all is there, and nothing of the input is more than text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from lxml import html
from lxml.html import HtmlElement

from normalizer import Article, Category, Removal, normalize
from normalizer.cli.explain.page import page
from normalizer.cli.explain.shown import shown, visible

from .accounts import HOSTILE, articles

#: All that the page is made of.
ELEMENTS = set(
    "html head meta title style body header p h1 h2 h3 h4 bdi dl div dt dd nav a main section span small "
    "ul ol li blockquote pre fieldset legend label input b del code".split()
)
ATTRIBUTES = set(
    "charset http-equiv content name class id href rel dir lang title type checked tabindex "
    "aria-label".split()
)


def parsed(article: Article, name: str = "page.html", why: str = "why") -> HtmlElement:
    """Return the page of an article as a parser sees it."""
    reasons = {removal.source: why for removal in article.removed}
    written = page(article, name=name, reasons=reasons)
    return html.document_fromstring(written.encode(), parser=html.HTMLParser(encoding="utf-8"))


def text(element: HtmlElement) -> str:
    return str(element.text_content())


def check(tree: HtmlElement) -> None:
    """Assert that the page has the elements and attributes of its template and no others."""
    for element in tree.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        href = element.get("href", "#")
        assert href.startswith(("#", "http://", "https://"))
        assert "is-" not in element.get("id", "")
    assert len(tree.cssselect("style")) == 1
    assert tree.cssselect("style")[0].getparent().tag == "head"


@settings(deadline=None)
@given(articles())
def test_whatever_stands_in_an_article_stays_text(article: Article) -> None:
    """Read back, the page holds the words of every piece, field and problem, and no other markup."""
    hostile = HOSTILE[0]
    tree = parsed(article, name=hostile, why=hostile)
    check(tree)
    assert text(tree.cssselect("h1")[0]) == hostile
    assert text(tree.cssselect("head > title")[0]) == visible(
        f"Explained: {article.title or hostile}"
    )
    items = tree.cssselect("ol.blocks > li")
    blocks = shown(article)
    assert [item.get("id") for item in items] == [f"b{block.index}" for block in blocks]
    for item, block in zip(items, blocks, strict=True):
        pieces = [text(piece) for piece in item.cssselect(".piece")]
        assert pieces == [visible(piece.text) for piece in block.pieces]
        repairs = [text(one) for one in item.cssselect(".before, .after")]
        wanted = [visible(one) for made in block.repairs for one in (made.before, made.after)]
        assert repairs == wanted
    story = [text(link) for link in tree.cssselect(".story a")]
    assert story == [visible(block.text) for block in article.blocks]
    problems = [text(one) for one in tree.cssselect(".problems bdi")]
    assert problems == [visible(problem.message) for problem in article.problems]
    for taken, piece in zip(
        tree.cssselect(".taken .source"),
        [piece for block in blocks for piece in _labelled(block.pieces)],
        strict=True,
    ):
        assert text(taken) == visible(piece)


def _labelled(pieces: tuple[object, ...]) -> list[str]:
    """Return the sources that a block names: one for all its pieces where they went the same way."""
    ways = [(piece.category, piece.source) for piece in pieces]  # type: ignore[attr-defined]
    if len(set(ways)) == 1:
        ways = ways[:1]
    return [source for category, source in ways if category is not None]


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://river.example/a?b=1&c='\"", True),
        ("HTTP://river.example/", True),
        ("javascript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//river.example/", False),
        ("https://[::1", False),
        ("file:///etc/hosts", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str, is_link: bool) -> None:
    """Any other address is shown as the text it is."""
    tree = parsed(replace(normalize("The river rose."), url=url))
    links = [link.get("href") for link in tree.cssselect(".fields a")]
    assert links == ([url] if is_link else [])
    assert visible(url) in text(tree.cssselect(".fields")[0])


def test_the_page_forbids_what_it_does_not_need() -> None:
    """A policy in its head: no script, no request, no form; styles stand in the page itself."""
    tree = parsed(normalize("The river rose."))
    (policy,) = tree.cssselect("meta[http-equiv=Content-Security-Policy]")
    assert policy.getnext() is not None  # before anything that it governs
    assert "default-src 'none'" in policy.get("content")
    assert not re.search(r"url\(|@import|@font-face", text(tree.cssselect("style")[0]))


def test_each_block_of_the_article_leads_to_its_place_and_back() -> None:
    """Every anchor within the page leads somewhere, and no two places have one name."""
    article = normalize(
        "Seoul, Jan 21 (IANS) The river rose.\nRelated stories\nIt fell again later."
    )
    tree = parsed(article)
    ids = [element.get("id") for element in tree.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    anchors = [link.get("href") for link in tree.cssselect("a[href^='#']")]
    assert {anchor.removeprefix("#") for anchor in anchors} <= set(ids)
    for block in article.blocks:
        assert f"#b{block.index}" in anchors
        assert f"#a{block.index}" in anchors


def test_each_category_can_be_hidden() -> None:
    """The legend has a named box with a count for each category, and the style what it does."""
    removed = tuple(Removal(0, 0, 1, category, "a.yaml:1", "x") for category in Category)
    tree = parsed(replace(normalize("The river rose."), removed=removed))
    style = text(tree.cssselect("style")[0])
    for category in ("kept", *Category):
        (box,) = tree.cssselect(f"#show-{category}")
        assert box.get("checked") is not None
        assert text(box.getparent()).split() == [*category.split("_"), "1"]
        assert f"#show-{category}:not(:checked)" in style


def test_headings_go_down_one_by_one() -> None:
    """One h1, and no level is left out: who hears the page finds the way by them."""
    tree = parsed(normalize("<h1>River</h1><h5>Flood</h5><p>The river rose in the night.</p>"))
    levels = [int(heading.tag[1]) for heading in tree.cssselect("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_direction_is_the_texts_own() -> None:
    """Each text from the page finds its direction itself."""
    tree = parsed(normalize("قال رئيس البلدية إن الجسر سيفتح.\nThe river rose."))
    for element in tree.cssselect(".story > p, .blocks .text, #article h3"):
        assert element.get("dir") == "auto"
