"""The model for dumps: what it looks at, and what it makes of menus, comments and clean text."""

from __future__ import annotations

import numpy as np
import pytest

from normalizer import Category, Normalizer
from normalizer.chooser import DumpJudge, dump_judge
from normalizer.chooser.lines import Lines, label_of, line_features, observe_lines
from normalizer.model import Head, Kind, Page
from normalizer.ruleset.index import RuleSet
from normalizer.settings import Settings
from normalizer.stages.locate import locate
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip
from tests.chooser.pages import COMMENTS, RELATED, STORY

MENU = "Wexcombe Herald\n  • Town\n  • Harbour\n  • Council\n  • Letters to us\n  • Small ads"


@pytest.fixture(scope="module")
def judge() -> DumpJudge:
    """Return the model for dumps that comes with the package."""
    return dump_judge()


def _lines(text: str) -> Lines:
    rules, settings = RuleSet(), Settings()
    page = Page(Kind.DUMP, text, None, Head())
    blocks = segment(page, crawl_header=None).blocks
    location = locate(page, blocks)
    left = strip(
        page, segment(page, crawl_header=None), location, layers=(rules.shared,), settings=settings
    )
    return observe_lines(blocks, left, location)


def _dump(*parts: str) -> str:
    return "\n".join(parts)


def test_story_is_chosen_without_its_surroundings(judge: DumpJudge) -> None:
    """Menu, other stories and what readers say are left out; paragraphs and subheading stay."""
    seen = _lines(
        _dump(MENU, *STORY, "Readers say (3)", *COMMENTS, "More from the town", *RELATED, MENU)
    )
    chosen = [seen.texts[at] for at in sorted(judge.decide(seen).body)]
    assert [text for text in chosen if text in STORY] == list(STORY)
    assert not set(chosen) & {"Harbour", "Small ads", *RELATED}


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_clean_text_is_left_alone(between: str) -> None:
    """Of a story without anything around it nothing is taken, subheadings and short lines included."""
    text = between.join((*STORY, "Nobody laughed."))
    article = Normalizer().normalize(text)
    assert article.text.split("\n\n") == [*STORY, "Nobody laughed."]
    assert (article.removed, article.extractor) == ((), "dump")


def test_every_standing_line_has_a_probability(judge: DumpJudge) -> None:
    """Lines that rules took have none, all others have one, and features are finite numbers."""
    seen = _lines(_dump("Share on Facebook", *STORY))
    found = line_features(seen, judge.lexicon, judge.classes)
    assert len(found.names) == len(set(found.names)) == len(found.rows)
    assert judge.forest.features.max() < len(found.names)
    assert np.isfinite(found.rows).all()
    assert set(judge.decide(seen).probabilities) == {
        at for at, text in enumerate(seen.texts) if text
    }
    assert not seen.texts[0]


def test_nothing_to_choose_from(judge: DumpJudge) -> None:
    """A dump of which rules leave nothing has no body, and the model is sure of nothing."""
    judged = judge.decide(_lines("Share on Facebook\nSkip to content"))
    assert (judged.body, judged.probabilities, judged.confidence) == (frozenset(), {}, 0.0)


def test_a_single_line(judge: DumpJudge) -> None:
    """A dump of one line is judged like any other."""
    judged = judge.decide(_lines(STORY[0]))
    assert list(judged.probabilities) == [0]
    assert 0 <= judged.confidence <= 1


@pytest.mark.parametrize(
    ("text", "label"),
    [("12 Comments", "0 comments"), ("3,456 VIEWS", "0,0 views"), ("x" * 61, "")],
)
def test_labels_are_short_lines_without_their_numbers(text: str, label: str) -> None:
    """The same label with another number is the same label; a long line is none."""
    assert label_of(text) == label


def test_how_far_boilerplate_of_a_kind_is(judge: DumpJudge) -> None:
    """A line knows where above and below it rules took the comments, or the list of other stories."""
    seen = _lines(_dump(STORY[0], "12 comments", COMMENTS[0], COMMENTS[1]))
    found = line_features(seen, judge.lexicon, judge.classes)
    rows = dict(zip(found.names, found.rows.tolist(), strict=True))
    assert rows["comments_above"] == [40, 1, 2]
    assert rows["comments_below"] == [1, 40, 40]


def test_thousands_of_lines(judge: DumpJudge) -> None:
    """A very long story is chosen whole, or nearly so."""
    seen = _lines(_dump(*(f"{number}. {STORY[number % 3]}" for number in range(3000))))
    assert len(judge.decide(seen).body) > 2900


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Published: 3 March 2025", "Share on Facebook"),
        (f"Skip to content\n{MENU}", _dump("Share on Facebook", "Most read", *RELATED)),
    ],
    ids=["date", "menu"],
)
def test_the_title_is_the_line_above_the_story(above: str, below: str) -> None:
    """A headline above the first paragraph becomes the field, and is accounted for as the title."""
    title = "Old swing bridge of Lower Wexcombe to close in March"
    article = Normalizer().normalize(_dump(above, title, *STORY, below))
    assert article.title == title
    assert [one.text for one in article.removed if one.category is Category.TITLE] == [title]
    assert article.text.startswith(STORY[0])


def test_a_story_without_a_headline_has_no_title() -> None:
    """Nothing is made of the first sentence, nor of a subheading further down."""
    assert Normalizer().normalize("\n\n".join(STORY)).title is None
