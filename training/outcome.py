"""Fit the points by which lists are told from stories: ``python -m training.outcome --corpus DIR``.

Prints what the points of ``normalizer/fields/outcome.py`` would be, and how well such points do on hosts
that they were not fitted on; a person puts them there. Pages are judged by the models of the
cross-validation: doubt is one of the signs, and the shipped model doubts less what it has learned from.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click
import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from normalizer import Normalizer, NormalizerError, Settings
from normalizer.fields.outcome import Sign, signs_of
from normalizer.pipeline import examine
from normalizer.ruleset.drift import NoPublishers
from training.examples import part_of, registrable
from training.folds import FOLDS

#: Share of the stories (0-1) that may be taken for lists: it decides how many points are enough.
_ALLOWED = 0.015

Floats = npt.NDArray[np.float64]


class _Row(msgspec.Struct):
    url: str
    html: str
    text: str | None = None
    page_type: str | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """What each sign counts, in the order of Sign, and the sum from which on a page is a list."""

    of_signs: Floats
    enough: float

    def are_enough(self, signs: Floats) -> npt.NDArray[np.bool_]:
        """Return of which of the pages (rows) a list is made."""
        return np.asarray(signs @ self.of_signs > self.enough)


@click.command(context_settings={"show_default": True})
@click.option("--corpus", type=click.Path(path_type=Path), required=True)
@click.option("--folds", type=click.Path(path_type=Path), default=Path("benchmarks/folds"))
def main(*, corpus: Path, folds: Path) -> None:
    """Fit, cross-validate over hosts, and print."""
    read = list(_read(corpus, folds))
    parts = np.array([part for part, _, _ in read])
    signs = np.array([one for _, one, _ in read])
    is_list = np.array([one for _, _, one in read])
    told = np.zeros(len(read), bool)
    for fold in FOLDS:
        left_out = np.isin(parts, fold)
        told[left_out] = fit(signs[~left_out], is_list[~left_out]).are_enough(signs[left_out])
    click.echo(f"{(~is_list).sum()} stories, {is_list.sum()} lists; on hosts that were left out:")
    click.echo(f"{told[is_list].mean():.1%} of the lists are told,")
    click.echo(f"{told[~is_list].mean():.1%} of the stories are taken for lists")
    points = fit(signs, is_list)
    for sign, point in zip(Sign, points.of_signs, strict=True):
        click.echo(f"{point:+5.1f}  {sign}")
    click.echo(f"{points.enough:+5.1f}  are enough")


def fit(signs: Floats, is_list: npt.NDArray[np.bool_]) -> Points:
    """Return the points for pages (rows) with these signs, rounded to tenths."""
    model = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000)
    model.fit(signs, is_list)
    of_signs = np.round(model.coef_[0], 1)
    of_stories = np.sort(signs[~is_list] @ of_signs)
    enough = of_stories[-1 - int(_ALLOWED * len(of_stories))]
    return Points(of_signs, float(np.ceil(10 * enough) / 10))


def _read(corpus: Path, folds: Path) -> Iterator[tuple[int, Sequence[float], bool]]:
    """Yield for each page whose kind is known: its part of the hosts, its signs, if it is a list."""
    lines = (corpus / "pages.jsonl").read_bytes()
    for row in msgspec.json.Decoder(_Row).decode_lines(lines):
        if row.text is None and row.page_type is None:
            continue
        part = part_of(registrable(row.url))
        number = next(number for number, fold in enumerate(FOLDS) if part in fold)
        normalizer = _normalizer(folds / f"{number}.npz")
        try:
            seen = examine(
                gzip.decompress((corpus / row.html).read_bytes()),
                url=row.url,
                content_type=None,
                crawled=None,
                rules=normalizer.rules,
                settings=normalizer.settings,
            )
        except NormalizerError:
            continue
        article = seen.article
        signs = signs_of(seen.page, authors=len(article.authors), confidence=article.confidence)
        yield part, [float(signs[sign]) for sign in Sign], row.text is None


@lru_cache
def _normalizer(weights: Path) -> Normalizer:
    return Normalizer(NoPublishers(), Settings(weights=weights))


if __name__ == "__main__":
    main()
