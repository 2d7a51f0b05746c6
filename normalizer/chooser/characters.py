"""What characters a text is made of: counts of their classes, and the classes at its ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

#: Classes of characters, as the table of the weights numbers them.
CLASSES = tuple("other lower upper digit space stop comma quote wide mark caseless".split())


def character_counts(
    texts: Sequence[str], classes: npt.NDArray[np.uint8]
) -> npt.NDArray[np.float64]:
    """Return how many characters of each class each text has: classes × texts."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    slots = np.repeat(np.arange(len(texts)) * len(CLASSES), [len(text) for text in texts])
    slots += classes[np.minimum(codes, len(classes) - 1)]
    counts = np.bincount(slots, minlength=len(texts) * len(CLASSES))
    return counts.reshape(len(texts), len(CLASSES)).T.astype(np.float64)


def edges(texts: Sequence[str], classes: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.uint8]]:
    """Return the classes of the first, the last but one and the last character of each text."""
    edges = "".join([text[0] + (text[-2:-1] or " ") + text[-1] for text in texts])
    codes = np.frombuffer(edges.encode("utf-32-le"), np.uint32)
    return list(classes[np.minimum(codes, len(classes) - 1)].reshape(-1, 3).T)
