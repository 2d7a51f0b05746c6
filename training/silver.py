"""Pages without a true body → labels for their blocks: what two extractors agree on, and known snippets."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from normalizer.chooser import PageJudge
from training.examples import Example, Witness

#: What a block counts on whose label model and trafilatura agree, beside one of a page with known body.
_AGREED = 0.5
#: What a block counts that holds a snippet of which people said that it is of the story, or is not.
_SAID = 3.0
#: Such a block counts as one of so many words at least: to the reader, a short one is one as well.
_WORDS = 20


class Labels(NamedTuple):
    """Of all blocks of a page: whether they are of the body, and what they count in training."""

    is_body: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


def labels_of(one: Example, judge: PageJudge | None) -> Labels:
    """Return the labels of a page: the truth where it is known, else what ``judge`` has a witness for.

    A block counts by its share in the words of the body, so that pages weigh the same; on a page with
    little body in much else, by the share in a third of all words.
    """
    sizes = np.array([bag.total() + 2 for bag in one.bags], np.float64)
    if one.witness is None or judge is None:
        is_body = one.shares >= 0.5
        return Labels(is_body, sizes / _whole(sizes, is_body))
    probabilities = np.zeros(len(sizes))
    for at, probability in judge.decide(one.seen).probabilities.items():
        probabilities[at] = probability
    is_body, weights = _agreed(one.witness, probabilities, sizes)
    for blocks, said in ((one.witness.held, True), (one.witness.kept_out, False)):
        some = sorted(blocks)
        is_body[some] = said
        weights[some] = _SAID * np.maximum(sizes[some], _WORDS)
    return Labels(is_body, weights / _whole(sizes, is_body))


def _agreed(
    witness: Witness, probabilities: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    is_body = probabilities >= 0.5
    agreed = is_body == _among(witness.body, len(sizes))
    return is_body, np.where(agreed, _AGREED * sizes, 0.0)


def _among(blocks: Collection[int], count: int) -> npt.NDArray[np.bool_]:
    found = np.zeros(count, np.bool_)
    found[sorted(blocks)] = True
    return found


def _whole(sizes: npt.NDArray[np.float64], is_body: npt.NDArray[np.bool_]) -> float:
    return float(max(sizes[is_body].sum(), sizes.sum() / 3))
