from __future__ import annotations

import pytest

from tests.chooser.pages import COMMENTS, STORY
from training.align import align

TRUTH = "\n\n".join(STORY)


def _true(texts: list[str], truth: str = TRUTH) -> list[bool]:
    return [share >= 0.5 for share in align(texts, truth)]


def test_story_between_other_blocks() -> None:
    """Blocks of the story are found, short subheadings too; others are not."""
    assert _true(["Home", *STORY, *COMMENTS, "Subscribe"]) == (
        [False] + [True] * len(STORY) + [False] * (len(COMMENTS) + 1)
    )


def test_copies_count_once() -> None:
    """What stands twice on the page and once in the truth is found once."""
    assert sum(_true([*STORY, *STORY])) == len(STORY)


def test_short_block_counts_in_its_place_only() -> None:
    """Words of the story that stand alone far from their place are no part of it."""
    assert _true([*STORY, "A first hearing"])[-1] is False


def test_small_differences_do_not_matter() -> None:
    """A paragraph of which the truth changed a word is still one of the story."""
    assert all(_true(list(STORY), TRUTH.replace("Ferries", "Boats").replace("cracks", "faults")))


@pytest.mark.parametrize("texts", [[], [""], ["", "·"]])
def test_nothing_to_align(texts: list[str]) -> None:
    """Pages without words align with nothing."""
    assert align(texts, TRUTH) == [0.0] * len(texts)


def test_empty_truth() -> None:
    """An empty truth holds no block."""
    assert _true(list(STORY), "") == [False] * len(STORY)
