"""The chosen blocks → the body: small gaps closed, second copies of passages left out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from normalizer.chooser.observe import Observed
from normalizer.chooser.texts import Features

Bools = npt.NDArray[np.bool_]

#: A block between two of the body, in the element of one of them, is of the body from this probability on.
_GAP = 0.1
#: A passage of this many characters that fills an element is left out where it has been before: a story
#: given twice, for phones and for print. Shorter ones may be meant (a refrain, a pull quote).
_PASSAGE = 200
#: Modulus and base of the rolling hash of a passage.
_MODULUS, _BASE = (1 << 61) - 1, 1_000_003


def closed(
    seen: Observed, found: Features, probabilities: npt.NDArray[np.float64], chosen: Bools
) -> Bools:
    """Return ``chosen`` with the blocks of small gaps: subheads and labels between paragraphs."""
    full = chosen.copy()
    if len(chosen) < 3:
        return full
    owners = seen.owners[found.blocks]
    parents = np.where(owners >= 0, seen.parents[owners], -1)
    kin = (owners[1:] == owners[:-1]) | (parents[1:] == parents[:-1])
    between = chosen[:-2] & chosen[2:] & (kin[:-1] | kin[1:])
    full[1:-1] |= between & (probabilities[1:-1] >= _GAP)
    return full


def second_copies(seen: Observed, body: npt.NDArray[np.intp]) -> frozenset[int]:
    """Return the blocks of ``body`` that fill an element with what an earlier element held."""
    texts = ["".join(seen.texts[at].lower().split()) for at in body.tolist()]
    sizes = [0]
    hashes = [0]
    powers = [1]
    for text in texts:
        sizes.append(sizes[-1] + len(text))
        hashes.append((hashes[-1] * _BASE + hash(text)) % _MODULUS)
        powers.append(powers[-1] * _BASE % _MODULUS)
    if len(set(texts)) == len(texts):
        return frozenset()
    begun = np.searchsorted(body, seen.firsts).tolist()
    ended = np.searchsorted(body, seen.ends).tolist()
    known: dict[tuple[int, int], int] = {}
    copies: set[int] = set()
    for first, end in sorted(
        set(zip(begun, ended, strict=True)), key=lambda one: (one[0], -one[1])
    ):
        if sizes[end] - sizes[first] < _PASSAGE:
            continue
        length = end - first
        passage = (hashes[end] - hashes[first] * powers[length]) % _MODULUS, length
        if known.setdefault(passage, end) <= first:
            copies.update(body[first:end].tolist())
    return frozenset(copies)
