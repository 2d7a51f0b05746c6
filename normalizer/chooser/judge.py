"""What of a page or a dump is the story, by a model: its weights, and what is made of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from normalizer.chooser.features import features
from normalizer.chooser.forest import Forest
from normalizer.chooser.lexicon import Lexicon
from normalizer.chooser.lines import (
    PARAGRAPH_WORDS,
    Lines,
    end_of_story,
    line_features,
    observe_lines,
)
from normalizer.chooser.observe import Observed, observe
from normalizer.chooser.texts import Features
from normalizer.chooser.tidy import closed, second_copies
from normalizer.chooser.unfamiliar import is_unfamiliar, rejoined
from normalizer.model import Block, Location, Segmented
from normalizer.rest import Rest, Stripped

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: The part of the bounds' height that is left where the model is unsure of the whole.
_LEAST_TRUST = 0.2
#: A dump is clean, and nothing is taken from it, where every line ends as a sentence, or none is less likely
#: of the story than this: a story's own lone lines are no boilerplate.
_UNSURE = 0.1
#: A line between two of the body is of the body from this probability on: a subhead, a short answer.
_GAP = 0.45
#: A story of few lines looks, behind a headline and a date, like a page that has lost its story. Where less
#: than this word-F1 is to be expected, so many characters that rules left are read once more, as a text of
#: their own: they are all of the story if each line is from this probability on.
_DOUBT, _SHORT, _LIKELY_ALONE = 0.9, 1500, 0.5
#: Log-odds from which on a line is the title, if it would else be of the body, and if it would go anyway: in
#: a language that the model knows, and in one that it does not.
_TITLE_ODDS, _TITLE_ODDS_UNFAMILIAR = (1.0, -1.5), (1.0, -3.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model says of an input: ``body``, the blocks of the story by index.

    ``copies`` are blocks that are left out because the body has their passage already, ``title`` is the line
    of a dump that is the story's.
    ``probabilities`` (0–1) are those of all blocks that still stood, by index. ``expected`` is the
    word-F1 (0–1) of the body if they are right, ``confidence`` what inputs of such estimates had in
    cross-validation.
    """

    body: frozenset[int] = frozenset()
    copies: frozenset[int] = frozenset()
    title: int | None = None
    probabilities: dict[int, float] = field(default_factory=dict)
    expected: float = 0.0
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Estimates of the word-F1 in rising order, and the F1 that was measured where they were made."""

    estimated: npt.NDArray[np.float32]
    measured: npt.NDArray[np.float32]

    def of(self, expected: float) -> float:
        """Return the F1 that inputs of such an estimate had, 0–1."""
        return round(float(np.interp(expected, self.estimated, self.measured)), 3)


@dataclass(frozen=True, slots=True)
class Judge:
    """A model: what the training script made of a corpus. Immutable but for a cache of names.

    ``classes`` numbers the class of each character of Unicode's basic plane. ``bounds``: where the model
    is sure, a block below the first probability is never of the story, one from the second on always.
    ``trust``: expected word-F1 between which the bounds rise to their full height; set in cross-validation,
    on whole bodies and on snippets.
    """

    trust: ClassVar[tuple[float, float]]
    lexicon: Lexicon
    forest: Forest
    classes: npt.NDArray[np.uint8]
    bounds: tuple[float, float]
    calibration: Calibration

    def probabilities(self, found: Features) -> Doubles:
        """Return for each block how likely it is of the story, 0–1."""
        odds: Doubles = 1 / (1 + np.exp(-self.forest.margins(found.rows)))
        return odds

    def least(self, probabilities: Doubles, words: Doubles) -> float:
        """Return the probability from which on a block is of the body.

        Where the model is unsure of the whole the bounds are lower: there a part that is left out costs
        a reader more than a line too much.
        """
        cut = _best_cut(probabilities, words)
        bounds = np.array(self.bounds)
        chosen = probabilities >= np.clip(cut, *bounds)
        unsure, sure = self.trust
        trust = (_expected_f1(probabilities, words, chosen) - unsure) / (sure - unsure)
        return float(np.clip(cut, *(bounds * np.clip(trust, _LEAST_TRUST, 1.0))))

    def judged(
        self, found: Features, probabilities: Doubles, chosen: Bools, copies: frozenset[int]
    ) -> Judged:
        """Return what a choice of blocks is worth."""
        expected = _expected_f1(probabilities, found.words, chosen)
        body = frozenset(found.blocks[chosen].tolist())
        return Judged(
            body=body - copies,
            copies=copies,
            probabilities=dict(zip(found.blocks.tolist(), probabilities.tolist(), strict=True)),
            expected=expected,
            confidence=self.calibration.of(expected) if body else 0.0,
        )


class PageJudge(Judge):
    """The model for HTML."""

    __slots__ = ()
    trust = (0.6, 0.97)

    def judge(self, segmented: Segmented, rests: Sequence[Rest], location: Location) -> Judged:
        """Return which blocks of a page are the story; none where rules left nothing."""
        return self.decide(observe(segmented, rests, location))

    def decide(self, seen: Observed) -> Judged:
        """Return what follows from what can be said of a page's blocks."""
        found = features(seen, self.lexicon, self.classes)
        if not len(found.blocks):
            return Judged()
        probabilities = self.probabilities(found)
        least = self.least(probabilities, found.words)
        chosen = closed(seen, found, probabilities, probabilities >= least)
        copies = second_copies(seen, found.blocks[chosen])
        return self.judged(found, probabilities, chosen, copies)


@dataclass(frozen=True, slots=True)
class DumpJudge(Judge):
    """The model for plain-text dumps. ``titles`` tells which of the lines above the story is its title."""

    trust = (0.5, 0.97)
    titles: Forest

    def judge(self, blocks: Sequence[Block], left: Stripped, location: Location) -> Judged:
        """Return which lines of a dump are the story; all of them where it is clean already."""
        return self.decide(observe_lines(blocks, left, location))

    def decide(self, seen: Lines) -> Judged:
        """Return what follows from what can be said of a dump's lines."""
        found = line_features(seen, self.lexicon, self.classes)
        if not len(found.blocks):
            return Judged()
        probabilities = self.probabilities(found)
        likely = probabilities >= self.least(probabilities, found.words)
        knows = not is_unfamiliar(found, likely)
        if not knows and likely.any():
            likely = rejoined(seen, found, probabilities, likely)
        is_prose = bool(found.row("ends").all())
        is_clean = is_prose or probabilities.min() > _UNSURE or not likely.any()
        chosen = np.ones(len(likely), np.bool_) if is_clean else likely.copy()
        chosen[1:-1] |= chosen[:-2] & chosen[2:] & (probabilities[1:-1] >= _GAP)
        # Where rules took no line, a clean text may begin with a heading or a deck, which is no title.
        above = chosen if all(seen.texts) else likely
        title = self._title(found, above, _TITLE_ODDS if knows else _TITLE_ODDS_UNFAMILIAR)
        if title is not None:
            chosen[title] = False
        if knows and chosen.any() and _expected_f1(probabilities, found.words, chosen) < _DOUBT:
            rest = np.arange(len(chosen)) < end_of_story(seen, found, int(chosen.nonzero()[0][-1]))
            rest[[] if title is None else [title]] = False
            if self._is_whole([seen.texts[at] for at in found.blocks[rest].tolist()]):
                chosen = rest
        judged = self.judged(found, probabilities, chosen, frozenset())
        return judged if title is None else replace(judged, title=int(found.blocks[title]))

    def _is_whole(self, texts: Sequence[str]) -> bool:
        """Return whether the model would take few lines for a story if they were all of a dump."""
        if not texts or sum(map(len, texts)) > _SHORT:
            return False
        blocks = [Block(at, text, gap=at > 0) for at, text in enumerate(texts)]
        untouched = Stripped(tuple(map(Rest.whole, blocks)), (), (), frozenset(), ())
        every = Location(0, len(blocks) - 1, frozenset(range(len(blocks))), frozenset())
        seen = observe_lines(blocks, untouched, every)
        odds = self.probabilities(line_features(seen, self.lexicon, self.classes))
        return bool(odds.min() >= _LIKELY_ALONE)

    def _title(self, found: Features, chosen: Bools, least: tuple[float, float]) -> int | None:
        """Return which line, by position, above the first paragraph of the body is the title, if any.

        ``least`` are the log-odds from which on it is one: of a chosen line, and of another.
        """
        paragraphs = np.flatnonzero(chosen & (found.words >= PARAGRAPH_WORDS))
        if not len(paragraphs) or not paragraphs[0]:
            return None
        above = slice(0, int(paragraphs[0]))
        kept, left_out = least
        margins = self.titles.margins(found.rows[:, above])
        margins -= np.where(chosen[above], kept, left_out)
        best = int(np.argmax(margins))
        return best if margins[best] > 0 else None


def _expected_f1(probabilities: Doubles, words: Doubles, chosen: Bools) -> float:
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
