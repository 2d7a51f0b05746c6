"""Lexicon: how much a word speaks for the story, or against it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

_PLAIN_WORD = re.compile(r"[a-z]+")
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
#: Names, and parts of names, that are kept with their scores: pages of a site share theirs, but a batch of
#: many sites must not fill the memory.
_CACHED = 20_000
#: The least and the greatest log-odds, and their sum.
_Score = tuple[float, float, float]
_SILENT: _Score = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log-odds of words: those in the names of elements, and those that open a block's text.

    ``labels`` are those of short lines as a whole, as the dumps of many sites have them.
    """

    names: Mapping[str, float]
    words: Mapping[str, float]
    labels: Mapping[str, float] = field(default_factory=dict)
    _names: dict[str, _Score] = field(default_factory=dict, compare=False)
    _parts: dict[str, _Score] = field(default_factory=dict, compare=False)

    def of_names(self, names: Sequence[str]) -> Doubles:
        """Return for each name the least and the greatest log-odds of its words, and their sum.

        Rows × names. What no word is known of says 0.
        """
        known = self._names
        scores = [known.get(name) or self._of_name(name) for name in names]
        return np.array(scores).T if scores else np.zeros((3, 0))

    def of_words(self, openings: Sequence[Sequence[str]]) -> Doubles:
        """Return for each opening the sum of its words' log-odds, the least of them, how many are known.

        Rows × openings.
        """
        get = self.words.get
        rows = np.zeros((3, len(openings)))
        told = [[odd for odd in map(get, words) if odd is not None] for words in openings]
        rows[0] = [sum(odds) for odds in told]
        rows[1] = [min(odds) if odds else 0.0 for odds in told]
        rows[2] = [len(odds) for odds in told]
        return rows

    def of_labels(self, labels: Sequence[str]) -> Doubles:
        """Return the log-odds of each line, 0 where it is not known."""
        get = self.labels.get
        return np.array([get(label, 0.0) for label in labels])

    def _of_name(self, name: str) -> _Score:
        """Return what a name says that is not in the cache, and keep it there."""
        known = self._parts
        told = [
            said
            for part in name.split()
            if (said := known.get(part) or self._of_part(part)) is not _SILENT
        ]
        score = _SILENT
        if told:
            least, most, total = zip(*told, strict=True)
            score = (min(least), max(most), sum(total))
        return _kept(self._names, name, score)

    def _of_part(self, part: str) -> _Score:
        """Return what a part of a name says that is not in the cache, and keep it there."""
        odds = [odd for odd in map(self.names.get, words_of_name(part)) if odd is not None]
        score = (min(odds), max(odds), sum(odds)) if odds else _SILENT
        return _kept(self._parts, part, score)


def words_of_name(part: str) -> list[str]:
    """Return the words of one part of an element's names, and each two that touch as one.

    >>> words_of_name("articleBody")
    ['article', 'body', 'article body']
    """
    if part.islower():
        found = _PLAIN_WORD.findall(part)
    else:
        found = [word.lower() for word in _NAME_WORD.findall(part)]
    return found + [f"{one} {two}" for one, two in itertools.pairwise(found)]


def _kept(cache: dict[str, _Score], key: str, score: _Score) -> _Score:
    if len(cache) >= _CACHED:
        cache.clear()
    cache[key] = score
    return score
