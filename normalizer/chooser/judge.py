"""A page whose blocks rules have been through → which of them are the story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizer.chooser.features import Features, features
from normalizer.chooser.forest import Forest
from normalizer.chooser.lexicon import Lexicon
from normalizer.chooser.observe import observe
from normalizer.model import Location, Page, Removal, Segmented
from normalizer.rest import Rest

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model says of a page: ``body``, the blocks of the story by index.

    ``probabilities`` (0–1) are those of all blocks that still stood, by index. ``confidence`` is
    the word-F1 (0–1) to be expected of the body, from what such pages had in cross-validation.
    """

    body: frozenset[int]
    probabilities: dict[int, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Estimates of the word-F1 in rising order, and the F1 that was measured where they were made."""

    estimated: npt.NDArray[np.float32]
    measured: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judge:
    """The model: what the training script made of a corpus. Immutable but for a cache of names.

    ``classes`` numbers the class of each character of Unicode's basic plane. ``bounds``: a block
    below the first probability is never of the story, one from the second on always.
    """

    lexicon: Lexicon
    forest: Forest
    classes: npt.NDArray[np.uint8]
    bounds: tuple[float, float]
    calibration: Calibration

    def judge(
        self,
        page: Page,
        segmented: Segmented,
        rests: Sequence[Rest],
        removals: Iterable[Removal],
        location: Location,
    ) -> Judged:
        """Return which blocks of an HTML page are the story; none where rules left nothing."""
        seen = observe(page, segmented, rests, removals, location)
        return self.decide(features(seen, self.lexicon, self.classes))

    def decide(self, found: Features) -> Judged:
        """Return what follows from the features of a page's blocks."""
        if not len(found.blocks):
            return Judged(frozenset(), {}, 0.0)
        probabilities = 1 / (1 + np.exp(-self.forest.margins(found.rows)))
        least = float(np.clip(_best_cut(probabilities, found.words), *self.bounds))
        chosen = probabilities >= least
        estimate = expected_f1(probabilities, found.words, chosen)
        confidence = np.interp(estimate, self.calibration.estimated, self.calibration.measured)
        return Judged(
            frozenset(found.blocks[chosen].tolist()),
            dict(zip(found.blocks.tolist(), probabilities.tolist(), strict=True)),
            round(float(confidence), 3) if chosen.any() else 0.0,
        )


def expected_f1(probabilities: Doubles, words: Doubles, chosen: npt.NDArray[np.bool_]) -> float:
    """Return the word-F1 to be expected of a choice if the probabilities are right."""
    right = probabilities * words
    both = words[chosen].sum() + right.sum()
    return float(2 * right[chosen].sum() / both) if both else 0.0


def _best_cut(probabilities: Doubles, words: Doubles) -> float:
    """Return the probability from which on blocks have to be chosen for the best expected F1."""
    order = np.argsort(-probabilities, kind="stable")
    right = (probabilities * words)[order]
    f1 = 2 * np.cumsum(right) / np.maximum(np.cumsum(words[order]) + right.sum(), 1e-9)
    return float(probabilities[order][np.argmax(f1)])
