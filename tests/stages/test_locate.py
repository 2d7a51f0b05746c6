from __future__ import annotations

from normalizer.model import Block, Head, Kind, Location, Page, Role
from normalizer.stages.locate import locate

_PROSE = "The ferry between the two islands will sail again in spring, the harbour office said."


def _located(*blocks: Block | str, head: Head | None = None) -> Location:
    kind = Kind.DUMP if head is None else Kind.HTML
    page = Page(kind, "", None, head or Head())
    made = [
        Block(index, block) if isinstance(block, str) else block
        for index, block in enumerate(blocks)
    ]
    return locate(page, made)


def test_the_story_is_the_run_with_most_prose() -> None:
    """Menus and link lists around the prose are outside, a subheading in it is inside."""
    heading = Block(4, "What comes next", Role.HEADING, level=2)
    found = _located("Home", "World", "Sport", _PROSE, heading, _PROSE, "More", "Most read")
    assert (found.first, found.last, found.body) == (3, 5, {3, 5})


def test_nothing_is_located_where_there_is_no_prose() -> None:
    """A page of menu entries has no story: the run is empty."""
    found = _located("Home", "World", "Sport")
    assert found.last < found.first
    assert not found.body


def test_linked_and_framed_text_is_no_story() -> None:
    """Long text inside links, or in parts named for what they are not, does not count."""
    linked = Block(0, _PROSE * 3, link_density=0.9)
    footer = Block(1, _PROSE * 3, path="body footer p")
    assert not _located(linked, footer).body


def test_a_page_title_is_known_by_its_head() -> None:
    """Blocks that say what og:title, JSON-LD or the title element say are titles."""
    head = Head(
        metas={"og:title": ("The ferry sails again",)},
        title="Ferry sails: a chronicle | River Post",
    )
    blocks = (
        "Menu of the site",
        "THE FERRY SAILS AGAIN",
        "Ferry sails: a chronicle",
        _PROSE,
        _PROSE,
    )
    assert _located(*blocks, head=head).titles == {1, 2}


def test_the_one_first_level_heading_is_the_title() -> None:
    """A single h1 before the story is its title, whatever the head says."""
    heading = Block(1, "Sailing again", Role.HEADING, level=1)
    assert _located("Menu", heading, _PROSE, _PROSE, head=Head()).titles == {1}


def test_a_description_shown_on_the_page_is_its_deck() -> None:
    """The block that says what the head's description says is the deck."""
    head = Head(metas={"description": (_PROSE[:-1],)})
    assert _located("Menu", _PROSE, _PROSE + " And so on.", head=head).decks == {1}


def test_a_dump_title_stands_at_its_head_and_again() -> None:
    """In a dump the first line is the title if it stands a second time before the story."""
    title = "The ferry sails again this spring"
    assert _located(title, "Post", title, _PROSE).titles == {0, 2}


def test_a_single_line_before_a_dump_is_left_alone() -> None:
    """A line that stands but once may be a deck: it is no title."""
    assert not _located("The ferry sails again this spring", _PROSE, _PROSE).titles
