"""Forest: gradient-boosted oblivious trees as arrays, evaluated by numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Columns that are evaluated at a time: bounds the memory that a page of 100,000 blocks takes.
_COLUMNS = 512


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth: on each level, one question for all nodes.

    ``features`` and ``thresholds`` are trees × depth; ``leaves`` trees × 2^depth, the leaf's number
    having bit k set where the feature of level k is above its threshold.
    """

    features: npt.NDArray[np.int16]
    thresholds: npt.NDArray[np.float32]
    leaves: npt.NDArray[np.float32]
    bias: float

    def margins(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return the log-odds for each column of ``rows`` (features × columns)."""
        parts = [
            self._margins(rows[:, start : start + _COLUMNS])
            for start in range(0, rows.shape[1], _COLUMNS)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _margins(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        trees, leaves = self.leaves.shape
        number = np.zeros((trees, rows.shape[1]), np.intp)
        for level in range(self.features.shape[1]):
            above = rows[self.features[:, level]] > self.thresholds[:, level, None]
            number += above.astype(np.intp) << level
        number += (np.arange(trees) * leaves)[:, None]
        found: npt.NDArray[np.float64] = self.leaves.ravel()[number].sum(0, dtype=np.float64)
        return found + self.bias
