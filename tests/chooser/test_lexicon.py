from __future__ import annotations

import pytest

from normalizer.chooser.lexicon import Lexicon, words_of_name

LEXICON = Lexicon(
    names={"story": 2.0, "body": 1.0, "story body": 0.5, "share": -3.0},
    words={"subscribe": -2.0, "said": 1.0},
)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("story-body__text", ["story", "body", "text", "story body", "body text"]),
        ("storyBody", ["story", "body", "story body"]),
        ("col-12", ["col"]),
        ("HTMLView", ["htmlv", "iew", "htmlv iew"]),
        ("42", []),
    ],
)
def test_words_of_names(part: str, words: list[str]) -> None:
    """Names are cut at hyphens, underscores, digits and capitals; neighbours make pairs."""
    assert words_of_name(part) == words


def test_names_are_scored_by_their_words() -> None:
    """A name tells least, greatest and sum of its words' log-odds; an unknown one says nothing."""
    scores = LEXICON.of_names(["story-body", "share", "", "nothing known", "story share"])
    assert scores.T.tolist() == [[0.5, 2, 3.5], [-3, -3, -3], [0, 0, 0], [0, 0, 0], [-3, 2, -1]]


def test_openings_are_scored_by_their_words() -> None:
    """An opening tells the sum of the log-odds, the least of them, and how many words are known."""
    scores = LEXICON.of_words([("subscribe", "now"), (), ("said", "subscribe")])
    assert scores.T.tolist() == [[-2, -2, 1], [0, 0, 0], [-1, -2, 2]]


def test_same_answer_when_asked_again() -> None:
    """What is kept of a name is what was found the first time."""
    first = LEXICON.of_names(["story-body share"]).tolist()
    assert LEXICON.of_names(["story-body share"]).tolist() == first
