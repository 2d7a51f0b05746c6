from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from normalizer.chooser import PageJudge
from normalizer.chooser.features import features
from normalizer.chooser.texts import Features
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from tests.chooser.conftest import Read, body_of
from tests.chooser.pages import COMMENTS, RELATED, STORY, page

FIXTURES = Path(__file__).parents[2] / "fixtures"


def _features(read: Read, judge: PageJudge, markup: str) -> Features:
    return features(read(markup)[1], judge.lexicon, judge.classes)


def test_story_is_chosen_without_its_surroundings(read: Read, judge: PageJudge) -> None:
    """The paragraphs and the subheading are the story; comments, links and footer are not."""
    segmented, seen = read(page())
    judged = judge.decide(seen)
    assert body_of(segmented, judged) == list(STORY)
    assert judged.confidence > 0.9


def test_probability_of_every_standing_block(read: Read, judge: PageJudge) -> None:
    """Each block that rules left has a probability, and those of the story the greater ones."""
    segmented, seen = read(page())
    judged = judge.decide(seen)
    assert set(judged.probabilities) == {at for at, text in enumerate(seen.texts) if text}
    by_text = {segmented.blocks[at].text: one for at, one in judged.probabilities.items()}
    others = [by_text[text] for text in (*COMMENTS, *RELATED) if text in by_text]
    assert min(by_text[text] for text in STORY) > max(others)


@pytest.mark.parametrize(
    "markup", ["<html><body></body></html>", "<html><body><div> </div></body></html>"]
)
def test_nothing_to_choose_from(read: Read, judge: PageJudge, markup: str) -> None:
    """A page without text has no body, and the model is sure of nothing."""
    judged = judge.decide(read(markup)[1])
    assert (judged.body, judged.probabilities, judged.confidence) == (frozenset(), {}, 0.0)


def test_single_block(read: Read, judge: PageJudge) -> None:
    """A page of one paragraph is judged like any other."""
    judged = judge.decide(read(f"<html><body><p>{STORY[0]}</p></body></html>")[1])
    assert list(judged.probabilities) == [0]
    assert 0 <= judged.confidence <= 1


def test_other_pages_leave_no_trace(read: Read, judge: PageJudge) -> None:
    """The same page gives the same rows, whatever was judged before it."""
    first = _features(read, judge, page())
    _features(read, judge, page(story=STORY[:2]).replace("article-body", "storyBody newsText"))
    again = _features(read, judge, page())
    assert first.names == again.names
    assert np.array_equal(first.rows, again.rows)


def test_model_fits_the_features(read: Read, judge: PageJudge) -> None:
    """The shipped trees ask for features that there are, and no feature is infinite or missing."""
    found = _features(read, judge, page())
    assert len(found.names) == len(set(found.names)) == len(found.rows)
    assert judge.forest.features.max() < len(found.names)
    assert np.isfinite(found.rows).all()


def test_page_of_thousands_of_blocks(read: Read, judge: PageJudge) -> None:
    """A very long story is chosen whole."""
    story = tuple(f"{number}. {STORY[number % 3]}" for number in range(3000))
    judged = judge.decide(read(page(story=story))[1])
    assert len(judged.body) >= 0.95 * len(story)


@pytest.mark.parametrize(
    "name",
    [
        "html-arabic",
        "html-arc-story",
        "html-drupal-node",
        "html-everything-around",
        "html-hebrew-cp1255",
        "html-interview-divs",
        "html-table-layout",
        "html-thai",
        "html-wire-story",
        "html-wordpress-post",
    ],
)
def test_fixtures_of_many_layouts(read: Read, judge: PageJudge, name: str) -> None:
    """Of pages in several layouts and languages, nine tenths of the words chosen are right."""
    folder = FIXTURES / name
    data = (folder / "page.html").read_bytes()
    _, seen = read(decode(data, content_type=None, settings=Settings()).text)
    judged = judge.decide(seen)
    told = json.loads((folder / "expected.json").read_text("utf-8"))["text"]
    wanted = Counter(" ".join(told).split())
    chosen = Counter(word for at in judged.body for word in seen.texts[at].split())
    both = (wanted & chosen).total()
    assert 2 * both >= 0.9 * (wanted.total() + chosen.total())
