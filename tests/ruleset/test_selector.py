"""Selectors: what they hit, and when a page need not be searched for them."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, document_fromstring

from normalizer.ruleset.loader import load, shipped_folder
from normalizer.ruleset.selector import Selector, page_tokens

PAGE = """<html lang=en><body id=top class="home page">
<nav aria-label="Breadcrumb"><a href=/ class=first>Home</a></nav>
<div id=story class="a  b\tc\nd"><p class=lead>One <em>two</em></p><p>Three</p></div>
<ul><li class="x">1<li class=X>2<li hidden>3</ul>
<section itemprop=articleBody data-role="Body"><h1>Four</h1></section>
<input type=text checked><svg><circle r=1 /></svg>
</body></html>"""
SELECTORS = [
    ".a",
    ".c",
    ".x",
    ".X",
    "#story",
    "p",
    "P.lead",
    "*",
    "em, .nowhere",
    ".nowhere, #nowhere",
    "nav a.first",
    "div > p + p",
    "div ~ ul li:first-child",
    "li:not(.x)",
    ":not(.nowhere)",
    "div:has(em)",
    ":is(.lead, .nowhere)",
    ":where(.lead)",
    "[hidden]",
    "[itemprop=articleBody]",
    "[ITEMPROP]",
    '[data-role="body" i]',
    'nav[aria-label="breadcrumb" i]',
    "[lang|=en]",
    ":lang(en)",
    ":root",
    "html",
    "body.page",
    ":checked",
    ":contains('Three')",
    "p:nth-of-type(2)",
    "svg circle",
    "table",
    "div.a.b.c.d",
    "div.a.nowhere",
    "//p[@class='lead']",
    "(//li)[2]",
    "//p/text()",
    "//@class",
    "//table",
]


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    """Return the page on which selectors are tried."""
    return document_fromstring(PAGE)


@pytest.mark.parametrize("text", SELECTORS)
def test_tokens_change_no_hit(text: str, page: HtmlElement) -> None:
    """With the page's tokens a selector hits what it hits without them, in the same order."""
    selector = Selector(text)
    assert selector.hits(page, page_tokens(page)) == selector.hits(page)


@pytest.mark.parametrize(
    "text", [".nowhere, #nowhere", "table", "[itemscope]", "a .nowhere", "#Story"]
)
def test_a_page_that_lacks_what_a_hit_needs_is_not_searched(text: str, page: HtmlElement) -> None:
    """A class, id, tag or attribute that the page has not decides at once."""
    assert Selector(text).hits(page, page_tokens(page)) == []


def test_selectors_of_the_shipped_rules_hit_what_they_strip() -> None:
    """The texts under ``strips`` bear the tokens by which alternatives are chosen."""
    for rule in load([shipped_folder()]).rules.values():
        for strip in rule.data.strip:
            if strip.select:
                for text in strip.strips:
                    tree = document_fromstring(text)
                    assert Selector(strip.select)(tree, page_tokens(tree))


def test_hits_stand_in_page_order(page: HtmlElement) -> None:
    """Elements come as a reader meets them, whatever order the selector names them in."""
    assert [element.tag for element in Selector("h1, p, nav")(page)] == ["nav", "p", "p", "h1"]


def test_texts_and_attributes_are_hits_but_no_elements(page: HtmlElement) -> None:
    """XPath may end in text or attributes: sources read them, strip and body leave them alone."""
    selector = Selector("//p/text()")
    assert selector.hits(page) == ["One ", "Three"]
    assert selector(page) == []


def test_a_dump_has_no_hits() -> None:
    """Without a tree nothing is hit."""
    assert Selector("p")(None) == Selector("p").hits(None) == []


@pytest.mark.parametrize(
    "text", ["a[", "//a[", "(1)", "svg|a", "a:top", "//a\x00", "//x:a", "$a", ""]
)
def test_faulty_selectors_say_so(text: str) -> None:
    """Any fault comes out as the one error that was asked for, at check and at use."""
    page = document_fromstring(PAGE + "<x>")
    selector = Selector(text, fault=LookupError)
    with pytest.raises(LookupError):
        selector.check()
    with pytest.raises(LookupError):
        selector(page, page_tokens(page))
