"""Files of platforms: in force on every page that bears their marks, behind the publisher's own."""

from __future__ import annotations

import datetime as dt

import pytest

from normalizer import Article, Normalizer, RuleSet
from normalizer.model import Page
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.identify import Identified, identify
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment
from tests.laws import law

from .conftest import Overlay

URL = "https://mill.example/news/1"
MATCH = "match: {hosts: [mill.example]}\n"
STORY = (
    "The wheel of the old mill turns again, two winters after the flood had carried it off.",
    "A cooper and his daughter built it of larch, and the whole valley came to see it turn.",
    "The miller means to grind rye on it from spring on, as his grandfather did before the war.",
)
WEIR = """\
match:
  generators: ['Weir CMS( \\d+)?']
  marks: ['meta[name=weir-build]', '#weir-root', '//div[@data-weir and .//p]']
title: ['meta:weir-title']
tags: ['meta:weir-tags']
paywall: [.weir-wall]
rewrite: [{find: corn, to: rye}]
strip:
  - {select: .weir-more, as: related}
  - {line: 'Built with Weir', as: footer}
"""
GENERATOR = "<meta name=generator content='Weir CMS 7'>"


def page(*parts: str, head: str = "") -> str:
    """Return a page of these parts, text as paragraphs and markup as it stands."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return f"<html><head>{head}</head><body>{body}</body></html>"


def run(rules: RuleSet, data: str, url: str | None = URL) -> Article:
    """Return the article of an input, once laws 1 and 2 are seen to hold for it."""
    normalizer = Normalizer(rules)
    article = normalizer.normalize(data, url=url)
    assert law.nothing_lost(data, article, url) is None
    assert law.clean_stays_clean(article, normalizer, url) is None
    return article


def found(rules: RuleSet, data: str, url: str | None = URL) -> Identified:
    """Return whose rules are in force on an input."""
    settings = Settings()
    decoded = decode(data, content_type=None, settings=settings)
    read: Page = parse(decoded, url=url, crawled=dt.datetime(2026, 5, 5), settings=settings)
    blocks = segment(read, crawl_header=None).blocks
    return identify(read, blocks, rules=rules)


def in_force(rules: RuleSet, data: str, url: str | None = URL) -> list[str]:
    """Return the ids of the files in force beside the shared ones, the first to be asked first."""
    return [file.id for file in found(rules, data, url).files]


# ── Marks


@pytest.mark.parametrize(
    ("head", "part", "is_known"),
    [
        (GENERATOR, "", True),
        ("<meta name=Generator content='Weir CMS'>", "", True),
        ("<meta name=generator content=Pond>" + GENERATOR, "", True),
        ("<meta name=generator content='Weir CMS seven'>", "", False),
        ("<meta name=generator content='not Weir CMS 7'>", "", False),
        ("<meta name=description content='Weir CMS 7'>", "", False),
        ("<meta name=weir-build content=1>", "", True),
        ("<meta name=weir content=1>", "", False),
        ("", "<div id=weir-root></div>", True),
        ("", "<div id=weir-root2></div>", False),
        ("", "<div data-weir><p>Said the weir.</p></div>", True),
        ("", "<div data-weir></div>", False),
        ("", "Built with Weir CMS 7, #weir-root", False),
    ],
)
@pytest.mark.parametrize("url", [URL, None])
def test_a_platform_is_known_by_its_marks(
    overlay: Overlay, head: str, part: str, is_known: bool, url: str | None
) -> None:
    """One generator or one element will do, whether the address is known or not."""
    rules = overlay({"platforms/weir": WEIR})
    data = page(*STORY, part, head=head)
    assert in_force(rules, data, url) == (["platforms/weir"] if is_known else [])


def test_a_dump_bears_no_marks(overlay: Overlay) -> None:
    """A text about marks is no page that has them, and the platform's entries leave it alone."""
    rules = overlay({"platforms/weir": WEIR})
    text = "\n\n".join((*STORY, GENERATOR, "Built with Weir"))
    assert in_force(rules, text) == []
    assert run(rules, text).text == text


def test_a_platform_acts_on_pages_of_nobody(overlay: Overlay) -> None:
    """Entries, rewrites, sources and marks of its paywall are in force; it is no publisher."""
    head = GENERATOR + "<meta name=weir-title content='A wheel'><meta name=weir-tags content=Mills>"
    parts = (*STORY[:2], STORY[2].replace("rye", "corn"), "<p class=weir-more>More</p>")
    article = run(
        overlay({"platforms/weir": WEIR}), page(*parts, "<i class=weir-wall></i>", head=head)
    )
    assert article.text == "\n\n".join(STORY)
    assert [one.source for one in article.removed] == ["platforms/weir.yaml:9"]
    assert [one.repair for one in article.repairs] == ["platforms/weir.yaml:7"]
    assert (article.title, article.tags, article.outcome.value) == ("A wheel", ("Mills",), "stub")
    assert article.publisher is None


# ── Beside a publisher


def test_the_publisher_goes_before_the_platform(overlay: Overlay) -> None:
    """Its entries take first, its sources win; what it does not know is the platform's."""
    rules = overlay(
        {
            "platforms/weir": WEIR,
            "publishers/mill": MATCH + "title: [h2]\n"
            "rewrite: [{find: oats, to: corn}]\nstrip: [{line: 'Built with.*', as: promo}]\n",
        }
    )
    head = GENERATOR + "<meta name=weir-title content='A wheel'><meta name=weir-tags content=Mills>"
    parts = (*STORY[:2], STORY[2].replace("rye", "oats"), "Built with Weir")
    article = run(rules, page("<h2>The mill</h2>", *parts, head=head))
    assert (article.title, article.tags) == ("The mill", ("Mills",))
    assert [one.source for one in article.removed if one.text == "Built with Weir"] == [
        "publishers/mill.yaml:4"
    ]
    assert [one.repair for one in article.repairs] == [
        "publishers/mill.yaml:3",
        "platforms/weir.yaml:7",
    ]
    assert article.text.endswith(STORY[2])


@pytest.mark.parametrize("steps", [1, 2])
def test_an_extended_platform_acts_once(overlay: Overlay, steps: int) -> None:
    """A publisher that extends the platform whose marks its pages bear has it in force through itself."""
    files = {
        "platforms/weir": WEIR,
        "platforms/weir-news": "extends: [platforms/weir]\n",
        "publishers/mill": MATCH + "extends: [platforms/weir]\n",
    }
    if steps == 2:
        files["publishers/mill"] = MATCH + "extends: [platforms/weir-news]\n"
    rules = overlay(files)
    data = page(*STORY, "Built with Weir", "<p class=weir-more>More</p>", head=GENERATOR)
    assert in_force(rules, data) == ["publishers/mill"]
    article = run(rules, data)
    assert article.text == "\n\n".join(STORY)
    assert [one.source for one in article.removed] == [
        "platforms/weir.yaml:10",
        "platforms/weir.yaml:9",
    ]


GREEDY = {
    "platforms/weir": WEIR + "  - {select: p, as: other}\n",
    "platforms/weir-news": "match: {marks: ['#news']}\nextends: [platforms/weir]\n",
    "publishers/mill": MATCH + "extends: [platforms/weir]\n",
}


@pytest.mark.parametrize(
    ("url", "part"),
    [
        (None, ""),
        (None, "<i id=news></i>"),
        (URL, ""),
        pytest.param(
            URL,
            "<i id=news></i>",
            marks=pytest.mark.xfail(
                strict=True,
                reason="two files that extend a third each bring its entries along: said twice",
            ),
        ),
    ],
)
def test_one_excess_is_one_problem(overlay: Overlay, url: str | None, part: str) -> None:
    """What an entry of an extended platform would take too much is said once."""
    article = run(overlay(GREEDY), page(*STORY, part, head=GENERATOR), url)
    assert article.text == "\n\n".join(STORY)
    assert [one.code for one in article.problems] == ["rule_over_budget"]


def test_a_platform_that_extends_another_brings_it_along(overlay: Overlay) -> None:
    """Of two platforms on a page, one of which extends the other, the farther one is in force."""
    rules = overlay(
        {
            "platforms/weir": WEIR,
            "platforms/weir-news": "match: {marks: ['#news']}\nextends: [platforms/weir]\n",
        }
    )
    data = page(*STORY, "<i id=news></i>", head=GENERATOR)
    assert in_force(rules, data) == ["platforms/weir-news"]
    assert in_force(rules, page(*STORY, head=GENERATOR)) == ["platforms/weir"]
    assert in_force(rules, page(*STORY, "<i id=news></i>")) == ["platforms/weir-news"]


def test_a_page_may_bear_the_marks_of_several(overlay: Overlay) -> None:
    """All of them are in force, in the order of their names, behind the publisher."""
    rules = overlay(
        {
            "platforms/weir": WEIR,
            "platforms/pond": "match: {marks: ['#pond']}\n",
            "publishers/mill": MATCH,
        }
    )
    data = page(*STORY, "<i id=pond></i>", head=GENERATOR)
    assert in_force(rules, data) == ["publishers/mill", "platforms/pond", "platforms/weir"]


def test_a_platform_with_a_host_is_in_force_once(overlay: Overlay) -> None:
    """A platform's own site bears its marks as well: one file, not two."""
    source = WEIR.replace("match:\n", "match:\n  hosts: [weir.example]\n")
    rules = overlay({"platforms/weir": source})
    url = "https://www.weir.example/blog"
    assert in_force(rules, page(*STORY, head=GENERATOR), url) == ["platforms/weir"]


def test_a_users_file_replaces_a_platform(overlay: Overlay) -> None:
    """A file of the same id in a later folder brings marks and entries of its own."""
    rules = overlay(
        {"platforms/weir": WEIR},
        {"platforms/weir": "match: {marks: ['#mine']}\n"},
    )
    assert in_force(rules, page(*STORY, head=GENERATOR)) == []
    assert in_force(rules, page(*STORY, "<i id=mine></i>")) == ["platforms/weir"]


# ── body


def box(name: str, *parts: str) -> str:
    """Return a container of this class around paragraphs."""
    return f"<div class={name}>{''.join(f'<p>{part}</p>' for part in parts)}</div>"


BODY = {
    "platforms/weir": "match: {marks: [.weir]}\nbody: [.weir]\n",
    "publishers/mill": MATCH + "body: [.mill]\n",
}


def test_the_publishers_body_decides(overlay: Overlay) -> None:
    """Where both find something the publisher's does; where it finds nothing, the platform's."""
    rules = overlay(BODY)
    article = run(rules, page(box("weir", box("mill", *STORY), "Of the weir, no news.")))
    assert (article.text, article.extractor) == ("\n\n".join(STORY), "rule")
    assert article.problems == ()
    article = run(rules, page(box("weir", *STORY)))
    assert (article.text, article.extractor) == ("\n\n".join(STORY), "rule")
    assert [one.code for one in article.problems] == ["body_not_found"]


def test_a_platforms_body_need_not_be_there(overlay: Overlay) -> None:
    """A platform's selectors are of many sites: that none hits is no problem."""
    rules = overlay(
        {"platforms/weir": BODY["platforms/weir"].replace("body: [.weir]", "body: [.x]")}
    )
    article = run(rules, page(box("weir", *STORY)))
    assert (article.text, article.problems) == ("\n\n".join(STORY), ())


def test_a_publishers_refused_body_is_told_where_a_platforms_serves(overlay: Overlay) -> None:
    """The platform's body stands in for one that leaves out the story, and the problem says so."""
    rules = overlay(BODY)
    article = run(rules, page(box("weir", *STORY), box("mill", "Log in to read of the mill.")))
    assert article.text == "\n\n".join(STORY)
    assert [(one.code, one.message.split(":")[0]) for one in article.problems] == [
        ("body_refused", "publishers/mill")
    ]


def test_a_platform_past_its_day_says_so(overlay: Overlay) -> None:
    """``valid_until`` holds for the file of a platform as for a publisher's."""
    rules = overlay({"platforms/weir": WEIR + "valid_until: 2026-05-04\n"})
    (problem,) = found(rules, page(*STORY, head=GENERATOR)).problems
    assert (problem.code, problem.message.split()[0]) == ("rule_outdated", "platforms/weir")


def test_the_layout_of_a_platform_goes_by_the_day(overlay: Overlay) -> None:
    """An old version of a platform serves old pages, its rewrites and bodies included."""
    rules = overlay(
        {
            "platforms/weir": WEIR + "versions:\n  - valid_until: 2020-12-31\n"
            "    rewrite: [{find: oats, to: rye}]\n"
        }
    )
    normalizer = Normalizer(rules)
    data = page(*STORY[:2], STORY[2].replace("rye", "oats"), head=GENERATOR)
    old = normalizer.normalize(data, url=URL, crawled="2019-01-01")
    assert old.text == "\n\n".join(STORY)
    assert "oats" in normalizer.normalize(data, url=URL, crawled="2024-01-01").text
