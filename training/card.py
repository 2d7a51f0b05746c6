"""The model card: what the weights were made of, how well they do, where they are weak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from normalizer.chooser.judge import Judge
from training.examples import Example

#: Set, what of it is used, source, licence.
_SOURCES = {
    "aeb": ("scrapinghub/article-extraction-benchmark", "MIT"),
    "fundus": ("flairNLP/fundus, parser test data", "MIT"),
    "wcxb": ("WCXB, Murrough-Foley/web-content-extraction-benchmark", "CC-BY-4.0"),
}
_QUANTILES = (0.01, 0.05, 0.1, 0.25, 0.5)


@dataclass(frozen=True, slots=True)
class Scored:
    """A page in cross-validation: the word-F1 that was estimated, had, and the best to be had."""

    id: str
    set: str
    estimated: float
    f1: float
    best: float


def write_card(
    path: Path, examples: Sequence[Example], scores: Sequence[Scored], judge: Judge
) -> None:
    """Write the model card as Markdown."""
    path.write_text(
        _TEXT.format(
            pages=len(examples),
            hosts=len({one.host for one in examples}),
            blocks=sum(sum(map(bool, one.seen.texts)) for one in examples),
            sources="\n".join(
                _source(name, examples) for name in sorted({one.set for one in examples})
            ),
            trees=len(judge.forest.leaves),
            depth=judge.forest.features.shape[1],
            names=len(judge.lexicon.names),
            words=len(judge.lexicon.words),
            low=judge.bounds[0],
            high=judge.bounds[1],
            table="\n".join(_row(name, some) for name, some in _by_set(scores)),
            calibration="\n".join(
                f"| {estimated:.3f} | {measured:.3f} |"
                for estimated, measured in zip(
                    judge.calibration.estimated, judge.calibration.measured, strict=True
                )
            ),
        ),
        "utf-8",
    )


def _source(name: str, examples: Iterable[Example]) -> str:
    source, licence = _SOURCES.get(name, ("?", "?"))
    return f"| {name} | {sum(one.set == name for one in examples)} | {source} | {licence} |"


def _by_set(scores: Sequence[Scored]) -> list[tuple[str, list[Scored]]]:
    names = sorted({one.set for one in scores})
    return [(name, [one for one in scores if one.set == name]) for name in names] + [
        ("all", list(scores))
    ]


def _row(name: str, scores: Sequence[Scored]) -> str:
    f1 = np.array([one.f1 for one in scores])
    low = " | ".join(f"{np.quantile(f1, share):.3f}" for share in _QUANTILES)
    best = np.mean([one.best for one in scores])
    return f"| {name} | {len(scores)} | {f1.mean():.4f} | {best:.4f} | {low} |"


_TEXT = """\
# The body chooser's model

Written by `python -m training.train --corpus DIR`; do not edit.

## What it does

Of a news page or article on the web, HTML, on which the common rules have been at work, it says for each
block how likely it is of the story. It knows nothing of particular sites, and looks at no picture. It is
not asked for dumps, nor where a publisher's rules name the body.

{trees} gradient-boosted oblivious trees of depth {depth} (catboost) over numbers about each block: its
characters, where it stands, what stands around it, what the elements around it hold, and how blocks in
like elements look. {names} words from class names and ids and {words} from the beginnings of blocks
have log-odds; each occurs on at least five hosts. The weights hold no text of the corpus but these
words. Of a page's blocks those are chosen that give the best word-F1 to be expected, with the least
probability between {low} and {high}.

## What it was trained on

{pages} pages of {hosts} registrable hosts, {blocks} blocks. A block is of the body when it stands in the
page's true text, in its place.

| set | pages | source | licence |
|---|---|---|---|
{sources}

## How well it does

Five-fold cross-validation over hosts: no page of a tested host was seen by the trees or counted for the
words' odds. Word-F1 of the chosen blocks against the true text; `best` is what a perfect choice of the
same blocks has. The quantiles show the worst pages.

| set | pages | word-F1 | best | 1 % | 5 % | 10 % | 25 % | 50 % |
|---|---|---|---|---|---|---|---|---|
{table}

Confidence: pages in order of the F1 that the model expects of its own choice, and what they had. The
threshold's bounds and the trees' number were set on this same cross-validation: expect a little less
elsewhere.

| expected | had |
|---|---|
{calibration}

## Where it is weak

- Long discussions under a short story, where the site names its comments in its own way.
- A second story on the same page, as endless scrolling loads it.
- Pages that are no articles: product lists, portfolios, tables of links.
- Lists of links, tables of figures and lone lines (a signature, a label) inside a story.
- Languages: most pages are English, a good many German; others have a few pages each. The words' odds
  help these two only; all else about a block is counted without regard to language.
- Some truths have faults, and the sets differ in what they count: decks, captions, lists of sources.
"""
