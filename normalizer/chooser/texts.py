"""What both choosers look at in the texts of blocks or lines, and the table that features become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizer.chooser.lexicon import Lexicon
from normalizer.model import Block

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
#: Features by name, each a value for every standing text or one for all.
Rows = Iterable[tuple[str, npt.NDArray[np.generic] | Sequence[bool] | float]]

#: Classes of characters, as the table of the weights numbers them.
CLASSES = tuple("other lower upper digit space stop comma quote wide mark caseless".split())
_SPACE, _STOP, _QUOTE, _WIDE = map(CLASSES.index, ("space", "stop", "quote", "wide"))
#: As much of a text is looked at for words: labels and menus tell by theirs, prose hardly. In characters.
_OPENING_CHARS = 60
#: Length from which a text that ends as a sentence is prose, and from which any is. In characters, wide
#: ones (CJK) counting double.
_PROSE, _LONG = 60, 200


@dataclass(frozen=True, slots=True)
class Features:
    """``rows`` are features × blocks; ``blocks`` the indexes of the blocks they tell of.

    ``words`` are the numbers of their words, wide characters (CJK) counting for half a word.
    """

    names: tuple[str, ...]
    rows: npt.NDArray[np.float32]
    words: Floats
    blocks: Index

    @classmethod
    def of(cls, rows: Rows, words: Floats, blocks: Index) -> Features:
        """Return the features of the texts that still stand, as one table."""
        named = list(rows)
        table = np.empty((len(named), len(blocks)), np.float32)
        for number, (_, row) in enumerate(named):
            table[number] = row
        return cls(tuple([name for name, _ in named]), table, words[blocks], blocks)

    def row(self, name: str) -> npt.NDArray[np.float32]:
        """Return one feature of all blocks."""
        row: npt.NDArray[np.float32] = self.rows[self.names.index(name)]
        return row


class Texts:
    """Statistics of all texts, those of which nothing stands included: their columns are 0.

    ``at`` are the numbers of those that stand; ``first``, ``last`` and so ``ends`` (1 where it ends as
    a sentence does) are read off them. ``mass`` counts characters, wide ones double. ``said`` are mean,
    least and number of the known words' log-odds.
    """

    def __init__(
        self,
        texts: Sequence[str],
        openings: Sequence[Sequence[str]],
        lexicon: Lexicon,
        classes: npt.NDArray[np.uint8],
    ) -> None:
        self.standing = np.array([bool(text) for text in texts])
        self.at = np.flatnonzero(self.standing)
        self.counts = _counts(texts, classes)
        self.size = self.counts.sum(0)
        self.mass = self.size + self.counts[_WIDE]
        self.words = self.counts[_SPACE] + self.standing + self.counts[_WIDE] / 2
        self.first, before_last, self.last = _edges(
            [texts[one] for one in self.at.tolist()], classes
        )
        self.ends = np.zeros(len(texts))
        is_quoted = (self.last == _QUOTE) & (before_last == _STOP)
        self.ends[self.at] = (self.last == _STOP) | is_quoted
        is_long = (self.mass >= _LONG) | ((self.mass >= _PROSE) & (self.ends > 0))
        self.prose = self.standing & is_long
        said, least, known = lexicon.of_words(openings)
        self.said = np.stack((said / np.maximum(known, 1), least, known))
        self.total = max(1.0, float(self.mass.sum()))


def openings_of(texts: Iterable[str]) -> tuple[Sequence[str], ...]:
    """Return the first words of each text, in lower case."""
    return tuple([text[:_OPENING_CHARS].lower().split() for text in texts])


def copies_of(blocks: Sequence[Block]) -> tuple[list[int], list[int]]:
    """Return for each block how many came with its text, case aside, and how many of them before it."""
    lowered = [block.text.lower() for block in blocks]
    totals: dict[str, int] = {}
    repeats: list[int] = []
    for text in lowered:
        seen = totals.get(text, 0)
        repeats.append(seen)
        totals[text] = seen + 1
    return [totals[text] for text in lowered], repeats


def _counts(texts: Sequence[str], classes: npt.NDArray[np.uint8]) -> Floats:
    """Return how many characters of each class each text has: classes × texts."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    slots = np.repeat(np.arange(len(texts)) * len(CLASSES), [len(text) for text in texts])
    slots += classes[np.minimum(codes, len(classes) - 1)]
    counts = np.bincount(slots, minlength=len(texts) * len(CLASSES))
    return counts.reshape(len(texts), len(CLASSES)).T.astype(np.float64)


def _edges(texts: Sequence[str], classes: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.uint8]]:
    """Return the classes of the first, the last but one and the last character of each text."""
    edges = "".join([text[0] + (text[-2:-1] or " ") + text[-1] for text in texts])
    codes = np.frombuffer(edges.encode("utf-32-le"), np.uint32)
    return list(classes[np.minimum(codes, len(classes) - 1)].reshape(-1, 3).T)
