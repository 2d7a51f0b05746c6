from __future__ import annotations

from normalizer.model import Block
from normalizer.rest import Rest
from normalizer.stages.choose import _blocks_of


def _chosen(text: str, *blocks: str) -> set[int]:
    rests = [Rest.whole(Block(index, block)) for index, block in enumerate(blocks)]
    return set(_blocks_of(text, rests))


def test_lines_are_found_in_order() -> None:
    """A line that stands twice on the page is taken where the story goes on."""
    blocks = (
        "Ferry news",
        "Menu of the harbour",
        "The story begins here.",
        "Ferry news",
        "It ends.",
    )
    assert _chosen("The story begins here.\nFerry news\nIt ends.", *blocks) == {2, 3, 4}


def test_a_block_over_several_lines_is_found() -> None:
    """An extractor that parts a block into lines, or joins blocks in one, still names them."""
    blocks = (
        "Before all of that",
        "One sentence stands here. Another follows it.",
        "After all of that",
    )
    assert _chosen("One sentence stands here.\nAnother follows it.", *blocks) == {1}
    assert _chosen(blocks[0] + " " + blocks[1], *blocks) == {0, 1}


def test_an_altered_line_is_found_in_pieces() -> None:
    """A paragraph out of whose middle the extractor took some words is found all the same."""
    block = (
        "The ferry between the islands, which had been stopped for two winters, will sail again in "
        "spring, and the mayor of the larger one has promised to be aboard on the first day."
    )
    assert _chosen(block.replace("which had been stopped ", ""), "Menu", block) == {1}


def test_short_lines_do_not_hit_inside_others() -> None:
    """A word of the answer chooses no longer block that happens to hold it."""
    assert _chosen("News", "Newsletter for harbour people", "News") == {1}


def test_markers_do_not_matter() -> None:
    """List dashes and table bars of the extractor's text are no part of ours."""
    assert _chosen("- one item\n| 1999 | 7 |", "one item", "1999 7", "other") == {0, 1}
