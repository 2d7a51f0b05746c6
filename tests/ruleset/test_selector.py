"""Selectors: what they hit, and when a page need not be searched for them."""

from __future__ import annotations

import pytest
from cssselect import HTMLTranslator, SelectorError
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from normalizer.ruleset.loader import load, shipped_folder
from normalizer.ruleset.selector import Selector, xpath_fault

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


@pytest.mark.parametrize("text", [text for text in SELECTORS if text[0] not in "/("])
def test_css_hits_what_its_xpath_hits(text: str, page: HtmlElement) -> None:
    """Looked up or searched for: a CSS selector hits what cssselect's XPath for it hits."""
    path = HTMLTranslator().css_to_xpath(text)
    assert Selector(text)(page) == page.xpath(path)


_NAMES = st.sampled_from(["a", "b", "x", "story", "p", "li"])
_SIMPLE = st.one_of(
    st.sampled_from(["*", "div", "p", "li", "em", "ul", "#story", "#top"]),
    _NAMES.map(".{}".format),
    st.sampled_from(["[class]", "[id]", "[hidden]", "[href='/']", '[class^="a"]', "[class*=a]"]),
    st.sampled_from(
        ["[class$=d]", "[class~=b]", "[lang|=en]", "[data-role='body' i]", "[class*='']"]
    ),
    _NAMES.map(":not(.{})".format),
)
_COMPOUND = st.lists(_SIMPLE, min_size=1, max_size=3).map(
    lambda parts: "".join(sorted(parts, key=lambda part: not part[0].isalpha() and part != "*"))
)
_SELECTORS = st.lists(
    st.lists(_COMPOUND, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([" ", " > ", " + ", " ~ "]).map(lambda by: by.join(parts))
    ),
    min_size=1,
    max_size=3,
).map(", ".join)


@given(_SELECTORS)
def test_any_css_hits_what_its_xpath_hits(text: str) -> None:
    """The same for lists of selectors of all kinds, in page order, each hit once."""
    tree = document_fromstring(PAGE)
    try:
        path = HTMLTranslator().css_to_xpath(text)
    except SelectorError:
        return
    assert Selector(text)(tree) == tree.xpath(path)


@pytest.mark.parametrize(
    "text", [".nowhere, #nowhere", "table", "[itemscope]", "a .nowhere", "#Story"]
)
def test_a_page_that_lacks_what_a_hit_needs_has_no_hits(text: str, page: HtmlElement) -> None:
    """A class, id, tag or attribute that the page has not decides at once."""
    assert Selector(text).hits(page) == []


def test_selectors_of_the_shipped_rules_hit_what_they_strip() -> None:
    """Each selector of a pack hits what its XPath hits in the texts under ``strips``."""
    for rule in load([shipped_folder()]).rules.values():
        for strip in rule.data.strip:
            if strip.select and strip.select[0] not in "/(":
                path = HTMLTranslator().css_to_xpath(strip.select)
                for text in strip.strips:
                    tree = document_fromstring(text)
                    assert Selector(strip.select)(tree) == tree.xpath(path) != []


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
        selector(page)


@pytest.mark.parametrize(
    "text",
    [
        "//*[count(//*[count(//*)>1])>1]",
        "//a[.//b[.//i]]",
        "//a[.//b//i]",
        "//*[ancestor::*[ancestor::*]]",
        "//*[../*/../*/../*]",
        "//*[../p[../p]]",
        "//*[.//div//div]",
        "//*[.// div // or]",
        "//*[name(..//*)]",
        "(//*//*)[1]",
        "//following::*",
        "//a[count(.//*[not(.//b)]) > 1]",
        "//a[document('file:///etc/passwd')]",
        "//a[re:test(., 'a')]",
        "a " * 900,
        ":not(" * 700 + "a" + ")" * 700,
        "a," * 3_000 + "a",
    ],
)
def test_selectors_that_cost_too_much_or_reach_out_are_refused(text: str) -> None:
    """A selector is short, searches once for each element at most, and calls XPath 1.0 alone."""
    with pytest.raises(ValueError, match=r"not an? |at most"):
        Selector(text).check()


_PATHS = (
    "//div//p",
    "//*//*//*",
    "//div//p | //a//b | //h1",
    "//div[.//a]//p[1]//text()",
    "//div//a/@href",
    "//p/following-sibling::p[1]",
    "//p/../p/../div//p",
    "//a/ancestor::div[1]//b",
    "//b/preceding::p",
    "/html/body//div/p",
    "(//p)[2]",
    "(//div)[1]//p",
    "//div/descendant::p[1]",
    "//div[@id='//a'] // b",
    "//p[not(.//a) and not(.//b)]",
    "//p[contains(.//a, 'x') or .//b]/parent::div/p",
    "//*[preceding-sibling::p]//b/..",
    "//p[.//a or .//b and .//h1]//a",
    "//p[count(.//a) div 2 > 0 or .//b]/..//b",
)
_TREES = st.recursive(
    st.sampled_from(("x", "<a href=x>x</a>", "<b>y</b>", "<p>z</p>", "<h1>h</h1>")),
    lambda inner: st.builds(
        lambda tag, some: f"<{tag}>{''.join(some)}</{tag}>",
        st.sampled_from(("div", "div id='//a'", "p", "a", "b")).map(str),
        st.lists(inner, max_size=4),
    ).map(lambda text: text.replace("</div id='//a'>", "</div>")),
    max_leaves=25,
)


@pytest.mark.parametrize("path", _PATHS)
@given(text=_TREES)
def test_paths_taken_step_by_step_hit_what_they_say(path: str, text: str) -> None:
    """What libxml2 finds at once is found step by step, each element once and in page order."""
    tree = document_fromstring(f"<html><body>{text}</body></html>")
    assert xpath_fault(path) is None
    hits = Selector(path).hits(tree)
    expected = tree.xpath(path, smart_strings=False)
    assert sorted(map(str, hits)) == sorted(map(str, expected))
    elements = [hit for hit in expected if not isinstance(hit, str)]
    assert [hit for hit in hits if not isinstance(hit, str)] == elements


def test_steps_from_very_many_places_hit_nothing() -> None:
    """An axis that looks at all siblings from each of very many paragraphs is left out."""
    selector = Selector("//p/following-sibling::p")
    assert len(selector(document_fromstring("<p>x</p>" * 3))) == 2
    assert not selector(document_fromstring("<p>x</p>" * 10_000))


def test_selectors_that_take_the_square_of_a_page_stop_at_large_ones() -> None:
    """A condition that searches the whole page hits nothing on a page of very many elements."""
    selector = Selector("//p[not(//h1)]")
    assert len(selector(document_fromstring("<p>x</p>" * 2))) == 2
    assert not selector(document_fromstring("<p>x</p>" * 30_000))


@pytest.mark.parametrize(
    "text",
    [
        "///MMM*MM//MM*M",
        "//a*//b//c",
        "(-//a)//b",
        "('x')//b",
        "//p*2",
        "//a|//b*2",
        "//p -1",
        "//J/J/*|*//*-/J",
    ],
)
def test_an_xpath_that_gives_a_value_is_refused(text: str) -> None:
    """A star behind a value multiplies and a dash subtracts, in any step of an XPath: found by fuzzing."""
    with pytest.raises(ValueError, match="gives a value"):
        Selector(text).check()


@pytest.mark.parametrize(
    ("text", "hits"), [("//ul/*//text()", 3), ("//*[@id='story']//*", 3), ("//div/*[1]//em", 1)]
)
def test_a_star_that_names_elements_is_no_sign_of_a_value(text: str, hits: int) -> None:
    """Behind a slash, or at the begin of a condition, it is any element."""
    selector = Selector(text)
    selector.check()
    assert len(selector.hits(document_fromstring(PAGE))) == hits
