"""Features and labels → Forest, by catboost; the forest itself needs it no more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import catboost
import msgspec
import numpy as np
import numpy.typing as npt

from normalizer.chooser.forest import Forest

_TREES = 200
_DEPTH = 6
_RATE = 0.12
_BORDERS = 64
_SEED = 7


def fit(
    rows: npt.NDArray[np.float32],
    labels: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
    *,
    directions: Mapping[int, int],
    threads: int,
) -> Forest:
    """Return the forest that tells labels 1 from 0; ``rows`` are blocks × features.

    ``directions`` names features that may only speak for the label as they rise (1), or against it (-1).
    The same input gives the same forest on the same machine with the same number of threads.
    """
    model = catboost.CatBoostClassifier(
        iterations=_TREES,
        depth=_DEPTH,
        learning_rate=_RATE,
        border_count=_BORDERS,
        random_seed=_SEED,
        monotone_constraints=dict(directions),
        thread_count=threads,
        allow_writing_files=False,
        verbose=False,
    )
    model.fit(catboost.Pool(rows, labels.astype(np.int8), weight=weights))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return _forest(msgspec.json.decode(path.read_bytes(), type=_Model))


class _Split(msgspec.Struct):
    float_feature_index: int
    border: float


class _Tree(msgspec.Struct):
    leaf_values: list[float]
    splits: list[_Split]


class _Model(msgspec.Struct):
    """What of catboost's JSON is needed."""

    oblivious_trees: list[_Tree]
    scale_and_bias: tuple[float, list[float]]


def _forest(model: _Model) -> Forest:
    """Return catboost's forest; a tree that stopped early gets questions to which all say no."""
    trees = model.oblivious_trees
    features = np.zeros((len(trees), _DEPTH), np.int16)
    thresholds = np.full((len(trees), _DEPTH), np.inf, np.float32)
    leaves = np.zeros((len(trees), 2**_DEPTH), np.float32)
    scale, (bias,) = model.scale_and_bias
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree.splits):
            features[number, level] = split.float_feature_index
            thresholds[number, level] = split.border
        leaves[number, : len(tree.leaf_values)] = np.array(tree.leaf_values) * scale
    return Forest(features, thresholds, leaves, bias)
