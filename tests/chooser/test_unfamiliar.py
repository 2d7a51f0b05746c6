"""Dumps in languages that the model has hardly seen: lines that only their language made unlikely."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from normalizer.chooser.lines import KINDS, Lines
from normalizer.chooser.texts import Features
from normalizer.chooser.unfamiliar import is_unfamiliar, rejoined
from normalizer.model import Category

BYLINE = next(number for number, kind in enumerate(KINDS) if Category.BYLINE in kind)
ADVERT = next(number for number, kind in enumerate(KINDS) if Category.ADVERT in kind)
#: Probabilities: of a line that is chosen, of one that may be rejoined, and of one that never is.
LIKELY, SENTENCE, NEVER = 0.9, 0.05, 0.001


def lines(sizes: list[int], kinds: tuple[tuple[int, int], ...] = ()) -> Lines:
    """Return a dump of lines of those sizes, what rules took of it, and nothing else of interest."""
    count = len(sizes)
    none = np.zeros(count, np.int32)
    never = np.zeros(count, np.bool_)
    return Lines(
        texts=("x",) * count,
        sizes=np.array(sizes, np.int32),
        labels=("",) * count,
        openings=((),) * count,
        copies=np.ones(count, np.int32),
        repeats=none,
        indents=none,
        gaps=never,
        items=never,
        overlap=np.zeros(count),
        kinds=kinds,
        story=none[:0],
        titles=none[:0],
        run=(0, 0),
    )


def features(ends: str, *, known: float = 0.0, blocks: list[int] | None = None) -> Features:
    """Return features of lines: ``ends`` has a dot for each that ends as a sentence."""
    rows = np.array([[end == "." for end in ends], [known] * len(ends)], np.float32)
    at = np.array(blocks if blocks is not None else range(len(ends)), np.intp)
    return Features(("ends", "said_known"), rows, np.full(len(ends), 20.0), at)


def joined(ends: str, odds: list[float], kinds: tuple[tuple[int, int], ...] = ()) -> list[int]:
    """Return which lines are of the story, all of the same size, after they have been rejoined."""
    probabilities = np.array(odds)
    seen = lines([100] * len(ends), kinds)
    return np.flatnonzero(
        rejoined(seen, features(ends), probabilities, probabilities > 0.5)
    ).tolist()


def test_words_that_are_known_make_a_language_familiar() -> None:
    """Some three known words a line are German; less than one is a language of another script."""
    chosen = np.array([True, True])
    assert not is_unfamiliar(features("..", known=3.3), chosen)
    assert is_unfamiliar(features("..", known=0.3), chosen)


def test_sentences_in_and_at_the_story_are_of_it() -> None:
    """Above, between and below the sure paragraphs."""
    assert joined(".....", [SENTENCE, LIKELY, SENTENCE, LIKELY, SENTENCE]) == [0, 1, 2, 3, 4]


def test_a_subhead_leads_to_one_more_sentence() -> None:
    """One line that is no sentence may stand between the story and a sentence below; two may not."""
    assert joined("..-.", [LIKELY, LIKELY, SENTENCE, SENTENCE]) == [0, 1, 2, 3]
    assert joined("..--.", [LIKELY, LIKELY, SENTENCE, SENTENCE, SENTENCE]) == [0, 1]


def test_a_list_in_the_story_is_of_it() -> None:
    """Four short items between two paragraphs stay; a longer run is a list of something else."""
    for items, story in ((4, [0, 1, 2, 3, 4, 5]), (5, [0, 6])):
        odds = np.array([LIKELY, *[SENTENCE] * items, LIKELY])
        seen = lines([100, *[10] * items, 100])
        found = features("." + "-" * items + ".")
        assert np.flatnonzero(rejoined(seen, found, odds, odds > 0.5)).tolist() == story


def test_what_the_model_is_sure_of_stays_out() -> None:
    """A line of next to no probability is of no story, in whatever language."""
    assert joined(".-..", [LIKELY, NEVER, LIKELY, NEVER]) == [0, 2]


def test_what_the_dump_has_twice_stays_out() -> None:
    """A sentence that stands twice is no part of the story, in it or below it."""
    odds = np.array([LIKELY, SENTENCE, LIKELY, SENTENCE])
    seen = replace(lines([100] * 4), copies=np.array([1, 2, 1, 2], np.int32))
    assert np.flatnonzero(rejoined(seen, features("...."), odds, odds > 0.5)).tolist() == [0, 2]


def test_of_a_whole_page_lines_between_paragraphs_stay_out() -> None:
    """Where most of the dump is no story, a line in it is a link; a sentence is not."""
    odds = np.array([LIKELY, SENTENCE, SENTENCE, LIKELY, NEVER])
    seen = lines([100, 100, 100, 100, 2000])
    assert np.flatnonzero(
        rejoined(seen, features(".-.."[:4] + "-"), odds, odds > 0.5)
    ).tolist() == [
        0,
        2,
        3,
    ]


@pytest.mark.parametrize(("kind", "story"), [(BYLINE, [0]), (ADVERT, [0, 1])])
def test_what_rules_took_below_ends_the_story(kind: int, story: list[int]) -> None:
    """Behind a byline no sentence is of the story; behind an advert the story goes on."""
    odds = np.array([LIKELY, SENTENCE])
    found = features("..", blocks=[0, 2])
    seen = lines([100, 10, 100], ((kind, 1),))
    assert np.flatnonzero(rejoined(seen, found, odds, odds > 0.5)).tolist() == story
