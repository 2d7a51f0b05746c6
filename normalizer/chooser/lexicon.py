"""Lexicon: how much a word speaks for the story, or against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from normalizer.chooser.observe import words_of_name

Doubles = npt.NDArray[np.float64]

#: Parts of names that are kept with their scores: pages of a site share theirs, but a batch of many
#: sites must not fill the memory.
_CACHED = 20_000
_SILENT = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log-odds of words: those in the names of elements, and those that open a block's text."""

    names: Mapping[str, float]
    words: Mapping[str, float]
    _cache: dict[str, tuple[float, float, float]] = field(default_factory=dict, compare=False)

    def of_names(self, names: Iterable[str]) -> Doubles:
        """Return for each name the least and the greatest log-odds of its words, and their sum.

        Rows × names. Parts of a name that no word is known of say 0.
        """
        starts: list[int] = []
        scores: list[tuple[float, float, float]] = []
        cached = self._cache
        for name in names:
            starts.append(len(scores))
            if name:
                scores += [cached.get(part) or self._of_part(part) for part in name.split()]
            if len(scores) == starts[-1]:
                scores.append(_SILENT)
        least, most, total = np.array(scores).T
        return np.stack(
            (
                np.minimum.reduceat(least, starts),
                np.maximum.reduceat(most, starts),
                np.add.reduceat(total, starts),
            )
        )

    def of_words(self, openings: Iterable[tuple[str, ...]]) -> Doubles:
        """Return for each opening the least log-odds, 0 at most, the mean, and how many are known.

        Rows × openings.
        """
        starts: list[int] = []
        odds: list[float] = []
        get = self.words.get
        for words in openings:
            starts.append(len(odds))
            odds.append(0.0)
            odds += [get(word, 0.0) for word in words]
        told = np.array(odds)
        known = np.add.reduceat(told != 0, starts, dtype=np.float64)
        mean = np.add.reduceat(told, starts) / np.maximum(known, 1)
        return np.stack((np.minimum.reduceat(told, starts), mean, known))

    def _of_part(self, part: str) -> tuple[float, float, float]:
        """Return what a part says that is not in the cache, and keep it there."""
        found = [odd for odd in map(self.names.get, words_of_name(part)) if odd is not None]
        score = (min(found), max(found), sum(found)) if found else _SILENT
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        self._cache[part] = score
        return score
