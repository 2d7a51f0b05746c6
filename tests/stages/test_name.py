"""What the body chooser rejected, and what the rules call it."""

from __future__ import annotations

from normalizer.model import Category, Removal
from normalizer.rest import Rest
from normalizer.ruleset.compile import compile_layer
from normalizer.ruleset.entries import Layer
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import parse_rule
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.name import name
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment

#: What a page of three parts holds: a menu, the story, what stands below it.
MENU = '<nav class="main-menu"><ul><li><a href="/a">Harbours</a></li><li>Boats</li></ul></nav>'
STORY = """<article><h1>Ferry</h1><p>It sails again.</p><p><a href="/b">More</a></p>
<p>So they say.</p></article>"""
FOOT = '<div class="most-read"><p><a href="/c">Fog</a></p><p>Ten days of it</p></div>'


def layer(*entries: str) -> Layer:
    """Return a layer of one file with these strip entries, the first in line 2."""
    source = "strip:\n" + "".join(f"  - {entry}\n" for entry in entries)
    return compile_layer([parse_rule(source.encode(), file="a.yaml")], Fragments())


def named(
    html: str, *layers: Layer, body: tuple[str, ...] = (), removals: tuple[Removal, ...] = ()
) -> dict[str, tuple[str, str]]:
    """Return category and source of each block of a page, by its text; ``body`` is not rejected."""
    settings = Settings()
    decoded = decode(f"<html><body>{html}</body></html>", content_type=None, settings=settings)
    page = parse(decoded, url=None, crawled=None, settings=settings)
    segmented = segment(page, crawl_header=None)
    story = {block.index for block in segmented.blocks if block.text in body}
    gone = story | {removal.block for removal in removals}
    rejected = [Rest.whole(block) for block in segmented.blocks if block.index not in gone]
    made = name(segmented, rejected, body=story, known={}, removals=removals, layers=layers)
    return {one.text: (one.category.value, one.source) for one in made}


def categories(found: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the categories alone."""
    return {text: category for text, (category, _) in found.items()}


def test_what_no_entry_fits_is_other_by_the_chooser() -> None:
    """Every rejected block gets a removal, with a rule in force or without."""
    assert named("<p>Fog</p>") == {"Fog": ("other", "choose")}
    unfit = layer("{line: 'Rain', as: advert, where: rejected}")
    assert named("<p>Fog</p>", unfit) == {"Fog": ("other", "choose")}


def test_a_line_names_whole_blocks() -> None:
    """``line`` matches from end to end, and the removal says which rule gave the name."""
    rule = layer("{line: 'Fog', as: advert, where: rejected}")
    found = named("<p>Fog</p><p>Fog again</p>", rule)
    assert found == {"Fog": ("advert", "a.yaml:2"), "Fog again": ("other", "choose")}


def test_within_looks_at_the_names_of_the_elements_around() -> None:
    """Tag, id and classes of each element count, outermost first; the body element does not."""
    rule = layer(r"{within: '^ nav\.main-menu ul li', as: navigation, where: rejected}")
    found = categories(named(MENU + FOOT, rule))
    assert found["Harbours"] == found["Boats"] == "navigation"
    assert found["Fog"] == "other"
    by_id = layer("{within: 'p#low', as: footer, where: rejected}")
    assert categories(named('<p id="low">Imprint</p>', by_id)) == {"Imprint": "footer"}


def test_line_and_within_are_both_to_be_fulfilled() -> None:
    """An entry with both names the blocks of these words in these elements only."""
    rule = layer("{line: 'Fog|Boats', within: 'nav', as: navigation, where: rejected}")
    found = categories(named(MENU + FOOT, rule))
    assert found == {
        "Harbours": "other",
        "Boats": "navigation",
        "Fog": "other",
        "Ten days of it": "other",
    }


def test_sides_are_reckoned_from_the_story() -> None:
    """Before its first block, inside it and after its last one are three different places."""
    rule = layer(
        "{line: '.*', as: navigation, where: rejected before body}",
        "{line: '.*', as: related, where: rejected inside body}",
        "{line: '.*', as: footer, where: rejected after body}",
    )
    found = categories(named(MENU + STORY + FOOT, rule, body=("It sails again.", "So they say.")))
    assert found["Boats"] == found["Ferry"] == "navigation"
    assert found["More"] == "related"
    assert found["Fog"] == found["Ten days of it"] == "footer"


def test_without_a_story_no_side_is_there() -> None:
    """Where nothing was chosen, only entries that ask for no side give names."""
    sided = (
        f"{{line: '.*', as: advert, where: rejected {side} body}}"
        for side in ("before", "inside", "after")
    )
    assert categories(named("<p>Fog</p>", layer(*sided))) == {"Fog": "other"}


def test_a_link_is_told_from_text() -> None:
    """``linked`` asks whether most of a block is link."""
    rule = layer(
        "{line: '.*', as: navigation, where: rejected, linked: true}",
        "{line: '.*', as: promo, where: rejected, linked: false}",
    )
    found = categories(named(MENU, rule))
    assert found == {"Harbours": "navigation", "Boats": "promo"}


def test_the_first_entry_that_fits_wins() -> None:
    """Entries are tried in the file's order, and the files of a publisher before the common ones."""
    first = layer(
        "{within: 'nav', as: navigation, where: rejected}",
        "{line: '.*', as: footer, where: rejected}",
    )
    last = layer("{line: '.*', as: advert, where: rejected}")
    assert set(categories(named(MENU, first, last)).values()) == {"navigation"}
    assert set(categories(named(MENU, last, first)).values()) == {"advert"}


def test_beside_is_next_to_what_was_taken_or_named() -> None:
    """A removal made before counts as a neighbour, and names grow from one block to the next."""
    rule = layer("{line: '.{1,9}', as: related, where: rejected, beside: related}")
    heading = Removal(0, 0, 7, Category.RELATED, "b.yaml:2", "Related")
    html = "<p>Related</p><p>Fog</p><p>Rain</p><p>A longer line</p><p>Snow</p>"
    found = categories(named(html, rule, removals=(heading,)))
    assert found == {"Fog": "related", "Rain": "related", "A longer line": "other", "Snow": "other"}


def test_names_grow_upwards_as_well() -> None:
    """A block above a named one is looked at again."""
    rule = layer(
        "{line: 'Accept', as: cookie_banner, where: rejected}",
        "{line: 'Cookies', as: cookie_banner, where: rejected, beside: cookie_banner}",
    )
    found = categories(named("<p>Cookies</p><p>Accept</p>", rule))
    assert found == {"Cookies": "cookie_banner", "Accept": "cookie_banner"}
