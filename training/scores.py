"""How well a model did in cross-validation, and what its estimates are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from normalizer.chooser.judge import Calibration, Judged
from training.examples import Labelled

#: Inputs that a point of the calibration stands for.
_INPUTS_A_POINT = 60
#: Takes each estimate at its word.
UNKNOWN = Calibration(np.array([0, 1], np.float32), np.array([0, 1], np.float32))


@dataclass(frozen=True, slots=True)
class Scored:
    """An input in cross-validation: the word-F1 that was estimated, had, and the best to be had."""

    id: str
    set: str
    estimated: float
    f1: float
    best: float


def scored(name: str, one: Labelled, judged: Judged) -> Scored:
    """Return what a model's answer for an input of the set ``name`` is worth."""
    best = np.flatnonzero(one.shares >= 0.5).tolist()
    had = _word_f1(one, judged.body)
    return Scored(one.id, name, judged.expected, had, _word_f1(one, best))


def calibrated(scores: Sequence[Scored]) -> Calibration:
    """Return the F1 that was measured for each estimate, over inputs of near estimates, never falling."""
    ordered = sorted(scores, key=lambda one: one.estimated)
    pairs = np.array([(one.estimated, one.f1) for one in ordered])
    groups = np.array_split(pairs, max(1, len(ordered) // _INPUTS_A_POINT))
    means = np.array([group.mean(0) for group in groups], np.float32)
    return Calibration(means[:, 0], np.maximum.accumulate(means[:, 1]))


def _word_f1(one: Labelled, body: Collection[int]) -> float:
    """Return the word-F1 of a choice of blocks against the true body."""
    joined: Counter[str] = Counter()
    for at in body:
        joined.update(one.bags[at])
    both = (joined & one.truth).total()
    return 2 * both / max(1, joined.total() + one.truth.total())
