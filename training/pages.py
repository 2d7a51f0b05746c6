"""Examples of pages → PageJudge, trained without some of the hosts; and how well it does on these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from normalizer.chooser import PageJudge
from normalizer.chooser.features import DIRECTIONS, features
from normalizer.chooser.forest import Forest
from normalizer.chooser.judge import Calibration
from normalizer.chooser.texts import Features
from training.examples import PARTS, Example
from training.fit import fit
from training.odds import Odds
from training.scores import UNKNOWN, Scored, scored
from training.silver import labels_of

#: No block below the first probability is chosen, all from the second on; measured in
#: cross-validation, where word-F1 is flat between 0.1 and 0.45.
_BOUNDS = (0.15, 0.35)


@dataclass(frozen=True, slots=True)
class PageTrainer:
    """The examples with what all folds share."""

    examples: Sequence[Example]
    odds: Odds
    classes: npt.NDArray[np.uint8]
    threads: int

    def train(
        self, *, without: Collection[int] = (), calibration: Calibration = UNKNOWN
    ) -> PageJudge:
        """Return the model of all hosts but those in the parts ``without``.

        A page's names are scored by other hosts' pages, in training as they will be in use. Trained
        twice: what the first model and trafilatura agree on is learned from as well.
        """
        lexicons = {
            part: self.odds.lexicon(without={part, *without})
            for part in range(PARTS)
            if part not in without
        }
        lexicon = self.odds.lexicon(without=without)
        pages = [
            (one, features(one.seen, lexicons[one.part], self.classes))
            for one in self.examples
            if one.part in lexicons
        ]
        forest = self._fit([(one, some) for one, some in pages if one.witness is None], None)
        first = PageJudge(lexicon, forest, self.classes, _BOUNDS, calibration)
        return replace(first, forest=self._fit(pages, first))

    def score(self, judge: PageJudge, parts: Collection[int]) -> list[Scored]:
        """Return how well a model does on the pages in ``parts`` of which the body is known."""
        tested = [one for one in self.examples if one.part in parts and one.witness is None]
        return [scored(one.set, one, judge.decide(one.seen)) for one in tested]

    def _fit(self, pages: Sequence[tuple[Example, Features]], judge: PageJudge | None) -> Forest:
        labels = [labels_of(one, judge) for one, _ in pages]
        names = pages[0][1].names
        blocks = [found.blocks for _, found in pages]
        return fit(
            np.concatenate([found.rows.T for _, found in pages]),
            np.concatenate([one.is_body[at] for one, at in zip(labels, blocks, strict=True)]),
            np.concatenate([one.weights[at] for one, at in zip(labels, blocks, strict=True)]),
            directions={names.index(name): way for name, way in DIRECTIONS.items()},
            threads=self.threads,
        )
