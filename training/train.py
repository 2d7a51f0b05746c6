"""Make the weights of the body chooser from a corpus, with its model card.

    python -m training.train --corpus DIR

Cross-validated by registrable host first: what the card says was measured on hosts that neither the
trees nor the words' odds had seen. The weights that are written then learn from all hosts.
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np

from normalizer.chooser.weights import Models, write_models
from training.card import write_card
from training.characters import character_classes
from training.dumps import DumpTrainer, count_line_odds, read_dumps
from training.examples import read_examples
from training.folds import FOLDS, write_folds
from training.odds import count_odds
from training.pages import PageTrainer
from training.scores import Scored, calibrated


@click.command(context_settings={"show_default": True})
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder with pages.jsonl, html/ and dumps.jsonl.gz.",
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path),
    default=Path("normalizer/chooser/weights.npz"),
    help="Where the models go.",
)
@click.option(
    "--card",
    type=click.Path(path_type=Path),
    default=Path("docs/model-card.md"),
    help="Where their card goes.",
)
@click.option(
    "--folds",
    type=click.Path(path_type=Path),
    default=Path("benchmarks/folds"),
    help="Where the models of the cross-validation go, for the benchmarks.",
)
@click.option("--threads", type=click.IntRange(min=1), default=2, help="Threads of catboost.")
def main(*, corpus: Path, weights: Path, card: Path, folds: Path, threads: int) -> None:
    """Cross-validate, train on all inputs, and write the weights and the model card."""
    classes = character_classes()
    examples, dump_examples = list(read_examples(corpus)), list(read_dumps(corpus))
    click.echo(f"{len(examples)} pages, {len(dump_examples)} dumps")
    pages = PageTrainer(examples, count_odds(examples, classes), classes, threads)
    dumps = DumpTrainer(dump_examples, count_line_odds(dump_examples), classes, threads)
    models: list[Models] = []
    of_pages: list[Scored] = []
    of_dumps: list[Scored] = []
    for fold in FOLDS:
        model = Models(pages.train(without=fold), dumps.train(without=fold))
        models.append(model)
        of_pages += pages.score(model.pages, fold)
        of_dumps += dumps.score(model.dumps, fold)
        click.echo(f"without parts {fold}: so far {_mean(of_pages)} pages, {_mean(of_dumps)} dumps")
    write_folds(folds, models, corpus)
    final = Models(
        pages.train(calibration=calibrated(of_pages)),
        dumps.train(calibration=calibrated(of_dumps)),
    )
    with weights.open("wb") as file:
        write_models(file, final)
    write_card(card, examples, of_pages, of_dumps, final)
    click.echo(f"{weights} and {card} written")


def _mean(scores: list[Scored]) -> str:
    return f"{np.mean([one.f1 for one in scores]):.4f}"


if __name__ == "__main__":
    main()
