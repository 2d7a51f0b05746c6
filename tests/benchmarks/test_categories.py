"""How categories are counted, on labels small enough to count by hand."""

from __future__ import annotations

from categories import Half, Tally, aligned, half
from label import Labelled, digest
from normalizer.model import Block


def test_a_block_counts_for_what_people_call_it_and_for_what_it_was_taken_as() -> None:
    """Of two menu lines one is found; a caption that was taken as one more lowers the precision."""
    tally = Tally()
    labels = {0: {"navigation"}, 1: {"navigation"}, 2: {"caption"}, 3: {"body"}}
    tally.add(labels, {0: {"navigation": "a.yaml:3"}, 2: {"navigation": "a.yaml:3"}})
    assert (tally.called["navigation"], tally.taken["navigation"]) == (2, 2)
    assert tally.right["navigation"] == 1
    assert tally.confused["navigation"] == {"kept": 1}
    assert tally.confused["caption"] == {"navigation": 1}


def test_a_block_may_be_two_things() -> None:
    """A dateline at the head of a paragraph is right, and that the rest was kept is no miss of it."""
    tally = Tally()
    tally.add({0: {"body", "dateline"}}, {0: {"dateline": "a.yaml:3"}})
    assert tally.right["dateline"] == tally.called["dateline"] == 1
    assert tally.confused["dateline"] == {}


def test_labels_find_their_blocks_again() -> None:
    """Labels follow their text where a block was inserted, and are dropped where it is gone."""
    row = Labelled(
        "a", " ".join(map(digest, ("Home", "The story.", "Imprint"))), ("0-1 body", "2 footer")
    )
    blocks = [Block(at, text) for at, text in enumerate(("Home", "An advert", "Imprint"))]
    assert aligned(row, blocks) == {0: {"body"}, 2: {"footer"}}


def test_a_page_and_its_dumps_are_in_one_half() -> None:
    """What was fitted to a page's dump does not prove itself on the page."""
    ids = [f"page-{number}" for number in range(40)]
    assert all(half(id) is half(f"{id}#full") for id in ids)
    assert {half(id) for id in ids} == set(Half)
