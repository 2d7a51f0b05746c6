from __future__ import annotations

import numpy as np

from normalizer.chooser.forest import Forest

FOREST = Forest(
    features=np.array([[0, 1], [1, 1]], np.int16),
    thresholds=np.array([[0.5, 10.0], [0.0, np.inf]], np.float32),
    leaves=np.array([[1, 2, 4, 8], [0, 100, 0, 0]], np.float32),
    bias=0.25,
)


def test_leaves_are_found_by_the_answers() -> None:
    """Level k of a tree sets bit k of the leaf where its feature is above the threshold."""
    rows = np.array([[0, 1, 0, 1], [-1, 5, 11, 11]], np.float32)
    assert FOREST.margins(rows).tolist() == [1.25, 102.25, 104.25, 108.25]


def test_threshold_itself_is_not_above() -> None:
    """A value that equals the threshold goes with those below it, as in training."""
    assert FOREST.margins(np.array([[0.5], [0.0]], np.float32)).tolist() == [1.25]


def test_no_columns() -> None:
    """No blocks, no margins."""
    assert FOREST.margins(np.zeros((2, 0), np.float32)).tolist() == []


def test_columns_do_not_touch_each_other() -> None:
    """Thousands of columns, evaluated in parts, give what each gives alone."""
    rows = np.random.default_rng(5).normal(size=(2, 1300)).astype(np.float32)
    together = FOREST.margins(rows)
    assert [FOREST.margins(rows[:, [at]])[0] for at in (0, 511, 512, 1299)] == [
        together[at] for at in (0, 511, 512, 1299)
    ]
