"""The metrics, each on texts small enough to count by hand."""

from __future__ import annotations

import pytest

from corpus import Truth
from scoring import ALL, Metric, Prediction, mark, tabulate


def score(truth: Truth, prediction: Prediction) -> dict[Metric, float]:
    """Return the scores of a corpus of one sample."""
    return dict(tabulate([("a", mark(truth, prediction))])["a"].scores)


def test_words_count_as_a_bag_in_lower_case() -> None:
    """Three of four predicted words are right, three of five true ones are found."""
    scores = score(Truth(text="the boat left the pier"), Prediction("The pier, the storm"))
    assert scores[Metric.PRECISION] == 0.75
    assert scores[Metric.RECALL] == 0.6
    assert scores[Metric.F1] == pytest.approx(2 * 3 / 9, abs=0.0001)


def test_shingles_are_runs_of_four_words_in_their_case() -> None:
    """Two runs against two, one of them shared: F1 is a half."""
    scores = score(Truth(text="one two three four five"), Prediction("zero one two three four"))
    assert scores[Metric.SHINGLE] == 0.5
    scores = score(Truth(text="one two three four"), Prediction("One two three four"))
    assert scores[Metric.SHINGLE] == 0.0


def test_a_text_shorter_than_a_shingle_is_one_run() -> None:
    """Two words that are right count as much as a page."""
    assert score(Truth(text="no news"), Prediction("no news"))[Metric.SHINGLE] == 1.0


def test_samples_weigh_the_same_in_the_shingles_of_a_set() -> None:
    """A long page that is right and a short one that is empty share the score by halves."""
    long = " ".join(map(str, range(100)))
    marks = [mark(Truth(text=long), Prediction(long)), mark(Truth(text="a b"), Prediction())]
    row = tabulate([("a", one) for one in marks])["a"]
    assert row.scores[Metric.SHINGLE] == pytest.approx(2 / 3, abs=0.0001)


@pytest.mark.parametrize(
    ("true", "predicted", "f1"), [("", "", 1.0), ("", "a word", 0.0), ("a word", "", 0.0)]
)
def test_empty_texts_are_scored(true: str, predicted: str, f1: float) -> None:
    """Nothing is right where nothing is due, and wrong where something is."""
    assert score(Truth(text=true), Prediction(predicted))[Metric.F1] == f1


def test_exact_passes_over_case_width_punctuation_and_white_space() -> None:
    """Only letters and digits must be equal, in their order."""
    truth = Truth(text="It’s ５ o'clock.\n\nGo")
    assert score(truth, Prediction("its 5 oclock go"))[Metric.EXACT] == 1.0
    assert score(truth, Prediction("go its 5 oclock"))[Metric.EXACT] == 0.0


def test_snippets_are_looked_for_with_white_space_folded() -> None:
    """One of two required snippets is there, the forbidden one is not."""
    truth = Truth(required=("low tide", "high tide"), forbidden=("Subscribe",))
    scores = score(truth, Prediction("at low\n tide"))
    assert scores == {Metric.WITH: 0.5, Metric.WITHOUT: 1.0}


def test_title_and_date_are_right_or_wrong() -> None:
    """A title is compared folded, a date by its day; what is missing is wrong."""
    truth = Truth(title="A ‘Quiet’ Sea", date="2026-03-10")
    right = Prediction(title="a 'quiet' sea", date="2026-03-10T08:00:00+01:00")
    assert score(truth, right) == {Metric.TITLE: 1.0, Metric.DATE: 1.0}
    assert score(truth, Prediction()) == {Metric.TITLE: 0.0, Metric.DATE: 0.0}


@pytest.mark.parametrize(
    ("predicted", "strict", "lenient"),
    [
        ("Harbour Post", 1.0, 1.0),
        ("The Harbour Post Online", 0.0, 1.0),
        ("harbourpost.com", 0.0, 1.0),
        ("Post", 0.0, 1.0),
        ("Harbour Mail", 0.0, 0.0),
        (None, 0.0, 0.0),
    ],
)
def test_an_outlet_is_right_strictly_or_leniently(
    predicted: str | None, strict: float, lenient: float
) -> None:
    """Strictly the names are equal but for ``The``; leniently one holds the other."""
    scores = score(Truth(outlet="The Harbour Post"), Prediction(outlet=predicted))
    assert scores == {Metric.OUTLET: strict, Metric.OUTLET_LENIENT: lenient}


def test_a_table_has_a_row_per_set_and_one_for_all() -> None:
    """A metric's mean is over the samples that have its truth; the others count in n only."""
    right, wrong = Prediction(title="yes"), Prediction(title="no")
    marks = [
        ("b", mark(Truth(title="yes"), right)),
        ("a", mark(Truth(title="yes"), wrong)),
        ("a", mark(Truth(), wrong)),
    ]
    table = tabulate(marks)
    assert list(table) == ["b", "a", ALL]
    assert [row.n for row in table.values()] == [1, 2, 3]
    assert [row.scores[Metric.TITLE] for row in table.values()] == [1.0, 0.0, 0.5]


def test_authors_are_people() -> None:
    """Names are right as a whole; an outlet that a truth has for an author is not asked for."""
    truth = Truth(outlet="River Post", authors=("Ann Reed", "Bo Lind", "The River Post"))
    scores = score(truth, Prediction(authors=("ann reed", "Carl Moe")))
    assert scores[Metric.AUTHORS_PRECISION] == 0.5
    assert scores[Metric.AUTHORS_RECALL] == 0.5
    assert Metric.AUTHORS_RECALL not in score(truth, Prediction())


@pytest.mark.parametrize(
    ("is_article", "kind", "right"),
    [
        (True, "article", 1.0),
        (True, "stub", 1.0),
        (True, "index", 0.0),
        (True, "empty", 0.0),
        (False, "index", 1.0),
        (False, "empty", 0.0),
        (False, "article", 0.0),
    ],
)
def test_a_list_is_no_story(is_article: bool, kind: str, right: float) -> None:
    """A story is right as whatever has a story, a list only as a list."""
    assert score(Truth(is_article=is_article), Prediction(kind=kind))[Metric.KIND] == right
