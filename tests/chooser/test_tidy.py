"""What becomes of the chosen blocks before they are the body."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from normalizer import Category, Normalizer, normalize
from normalizer.chooser import PageJudge
from normalizer.chooser.features import features
from normalizer.chooser.tidy import closed, second_copies
from tests.chooser.conftest import Read
from tests.chooser.pages import STORY, page

TEXTS = STORY[:3]


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _page(*boxes: str) -> str:
    return f"<html><body>{''.join(f'<div>{box}</div>' for box in boxes)}</body></html>"


def _numbers(read: Read, markup: str, copied: Iterable[str]) -> tuple[list[int], list[int]]:
    """Return the blocks found to be copies where all are chosen, and the last ones with these texts."""
    _, seen = read(markup)
    last = {text: at for at, text in enumerate(seen.texts)}
    return sorted(second_copies(seen, np.arange(len(seen.texts)))), [last[one] for one in copied]


def test_a_passage_given_twice_is_held_once(read: Read) -> None:
    """A story in one element for phones and in another for print: the second is a copy."""
    found, wanted = _numbers(
        read, _page(_paragraphs(TEXTS), "<p>Or:</p>", _paragraphs(TEXTS)), TEXTS
    )
    assert found == wanted


@pytest.mark.parametrize(
    "markup",
    [
        _page(_paragraphs(TEXTS)),
        _page(_paragraphs(TEXTS), _paragraphs(reversed(TEXTS))),
        _page(_paragraphs(["Row, row!"] * 30)),
        _page(_paragraphs([TEXTS[0], "He said so."]), _paragraphs([TEXTS[1], "He said so."])),
    ],
    ids=["once", "in another order", "a refrain", "a short paragraph again"],
)
def test_what_is_no_passage_stays(read: Read, markup: str) -> None:
    """Blocks that repeat without a whole element of some length doing so are no copies."""
    assert _numbers(read, markup, ())[0] == []


def test_a_copy_is_removed_as_a_duplicate() -> None:
    """The article holds the story once; the other copy is accounted for as a duplicate."""
    told = f'<div class="article-body">{_paragraphs(STORY)}</div>'
    article = normalize(f"<html><body><main>{told}{told}</main></body></html>")
    assert article.text.split("\n\n") == list(STORY)
    assert [one.text for one in article.removed if one.category is Category.DUPLICATE] == list(
        STORY
    )
    assert Normalizer().normalize(article.text).text == article.text


@pytest.mark.parametrize(
    ("probability", "chosen", "kept"),
    [
        (0.2, [True, False, True], True),
        (0.01, [True, False, True], False),
        (0.2, [True, False, False], False),
        (0.2, [False, False, True], False),
    ],
)
def test_gaps_between_paragraphs_are_closed(
    read: Read, judge: PageJudge, probability: float, chosen: list[bool], kept: bool
) -> None:
    """A block between two of the body is taken along unless the model is sure that it does not belong."""
    _, seen = read(_page(_paragraphs(TEXTS)))
    found = features(seen, judge.lexicon, judge.classes)
    full = closed(seen, found, np.array([0.9, probability, 0.9]), np.array(chosen))
    assert full.tolist() == [chosen[0], kept, chosen[2]]


def test_gaps_in_other_elements_stay_open(read: Read, judge: PageJudge) -> None:
    """A block in an element of its own, as a box of advertising stands in a story, is no gap."""
    box = f"<section><div><div><p>{TEXTS[1]}</p></div></div></section>"
    _, seen = read(_page(f"<p>{TEXTS[0]}</p>{box}<p>{TEXTS[2]}</p>"))
    found = features(seen, judge.lexicon, judge.classes)
    full = closed(seen, found, np.array([0.9, 0.2, 0.9]), np.array([True, False, True]))
    assert full.tolist() == [True, False, True]


def test_pages_of_few_blocks_have_no_gaps(read: Read, judge: PageJudge) -> None:
    """One block, or two, stay as they were chosen."""
    for texts in (TEXTS[:1], TEXTS[:2]):
        _, seen = read(page(story=texts, comments=()).partition("<section")[0])
        found = features(seen, judge.lexicon, judge.classes)
        chosen = np.zeros(len(found.blocks), np.bool_)
        assert not closed(seen, found, np.zeros(len(chosen)), chosen).any()
