"""Make the weights of the body chooser from a corpus, with its model card.

    python -m training.train --corpus DIR

Cross-validated by registrable host first: what the card says was measured on hosts that neither the
trees nor the words' odds had seen. The weights that are written then learn from all hosts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer

from normalizer.chooser.features import Features, features
from normalizer.chooser.forest import Forest
from normalizer.chooser.judge import Calibration, Judge, expected_f1
from normalizer.chooser.weights import write_judge
from training.card import Scored, write_card
from training.characters import character_classes
from training.examples import PARTS, Example, read_examples
from training.fit import fit
from training.odds import Odds, count_odds

#: Parts of the hosts that are tested together: five folds.
_FOLDS = tuple((part, part + 1) for part in range(0, PARTS, 2))
#: No block below the first probability is chosen, all from the second on; measured in
#: cross-validation, where word-F1 is flat between 0.25 and 0.45.
_BOUNDS = (0.15, 0.35)
#: Pages that a point of the calibration stands for.
_PAGES_A_POINT = 60
_UNKNOWN = Calibration(np.array([0, 1], np.float32), np.array([0, 1], np.float32))


@dataclass(frozen=True, slots=True)
class Trainer:
    """The examples with what all folds share."""

    examples: Sequence[Example]
    odds: Odds
    classes: npt.NDArray[np.uint8]
    threads: int

    def train(self, *, without: Collection[int] = ()) -> Judge:
        """Return the model of all hosts but those in the parts ``without``.

        A page's names are scored by other hosts' pages, in training as they will be in use.
        """
        lexicons = {
            part: self.odds.lexicon(without={part, *without})
            for part in range(PARTS)
            if part not in without
        }
        used = [one for one in self.examples if one.part in lexicons]
        found = [features(one.seen, lexicons[one.part], self.classes) for one in used]
        labels = [one.shares[some.blocks] >= 0.5 for one, some in zip(used, found, strict=True)]
        weights = [_weights(one, some) for one, some in zip(used, found, strict=True)]
        forest: Forest = fit(
            np.concatenate([some.rows.T for some in found]),
            np.concatenate(labels).astype(np.int8),
            np.concatenate(weights),
            threads=self.threads,
        )
        lexicon = self.odds.lexicon(without=without)
        return Judge(lexicon, forest, self.classes, _BOUNDS, _UNKNOWN)

    def score(self, judge: Judge, parts: Collection[int]) -> list[Scored]:
        """Return how well a model does on the pages in ``parts``."""
        return [self._scored(judge, one) for one in self.examples if one.part in parts]

    def _scored(self, judge: Judge, one: Example) -> Scored:
        found = features(one.seen, judge.lexicon, self.classes)
        judged = judge.decide(found)
        chosen = np.isin(found.blocks, list(judged.body))
        probabilities = np.array([judged.probabilities[at] for at in found.blocks.tolist()])
        best = frozenset(np.flatnonzero(one.shares >= 0.5).tolist())
        return Scored(
            one.id,
            one.set,
            expected_f1(probabilities, found.words, chosen),
            _f1(one, judged.body),
            _f1(one, best),
        )


def _weights(one: Example, found: Features) -> npt.NDArray[np.float64]:
    """Return the weight of each block: its share in the words of the body, so that pages weigh the same.

    On a page with little body in much else, the share in a third of all words.
    """
    sizes = np.array([one.bags[at].total() + 2 for at in found.blocks], np.float64)
    body = sizes[one.shares[found.blocks] >= 0.5].sum()
    weights: npt.NDArray[np.float64] = sizes / max(body, sizes.sum() / 3)
    return weights


def _f1(one: Example, body: Collection[int]) -> float:
    """Return the word-F1 of a choice of blocks against the true body."""
    joined: Counter[str] = Counter()
    for at in body:
        joined.update(one.bags[at])
    both = (joined & one.truth).total()
    return 2 * both / max(1, joined.total() + one.truth.total())


def calibrated(scores: Sequence[Scored]) -> Calibration:
    """Return the F1 that was measured for each estimate, over pages of near estimates, never falling."""
    ordered = sorted(scores, key=lambda one: one.estimated)
    pairs = np.array([(one.estimated, one.f1) for one in ordered])
    groups = np.array_split(pairs, max(1, len(ordered) // _PAGES_A_POINT))
    means = np.array([group.mean(0) for group in groups], np.float32)
    return Calibration(means[:, 0], np.maximum.accumulate(means[:, 1]))


def main(
    corpus: Annotated[Path, typer.Option(help="Folder with pages.jsonl and html/.")],
    weights: Annotated[Path, typer.Option(help="Where the model goes.")] = Path(
        "normalizer/chooser/weights.npz"
    ),
    card: Annotated[Path, typer.Option(help="Where its card goes.")] = Path("docs/model-card.md"),
    threads: Annotated[int, typer.Option(min=1, help="Threads of catboost.")] = 2,
) -> None:
    """Cross-validate, train on all pages, and write the weights and the model card."""
    examples = list(read_examples(corpus))
    typer.echo(f"{len(examples)} pages of {len({one.host for one in examples})} hosts")
    classes = character_classes()
    trainer = Trainer(examples, count_odds(examples, classes), classes, threads)
    scores: list[Scored] = []
    for fold in _FOLDS:
        scores += trainer.score(trainer.train(without=fold), fold)
        typer.echo(f"parts {fold}: {np.mean([one.f1 for one in scores]):.4f} so far")
    judge = replace(trainer.train(), calibration=calibrated(scores))
    with weights.open("wb") as file:
        write_judge(file, judge)
    write_card(card, examples, scores, judge)
    typer.echo(f"{weights} and {card} written")


if __name__ == "__main__":
    typer.run(main)
