"""The model card: what the weights were made of, how well they do, where they are weak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from normalizer.chooser import Judge
from normalizer.chooser.weights import Models
from training.examples import Example
from training.scores import Scored

#: Set, what of it is used, source, licence.
_SOURCES = {
    "aeb": ("true bodies", "scrapinghub/article-extraction-benchmark", "MIT"),
    "fundus": ("true bodies", "flairNLP/fundus, parser test data", "MIT"),
    "wcxb": ("true bodies", "WCXB, Murrough-Foley/web-content-extraction-benchmark", "CC-BY-4.0"),
    "traf": ("snippets, markup", "adbar/trafilatura, evaluation data", "Apache-2.0"),
    "htmldate": ("markup", "adbar/htmldate, evaluation data", "Apache-2.0"),
    "postlight": ("markup", "postlight/parser, fixtures", "MIT / Apache-2.0"),
}
_QUANTILES = (0.01, 0.05, 0.1, 0.25, 0.5)


def write_card(
    path: Path,
    examples: Sequence[Example],
    of_pages: Sequence[Scored],
    of_dumps: Sequence[Scored],
    models: Models,
) -> None:
    """Write the model card as Markdown."""
    known = [one for one in examples if one.witness is None]
    path.write_text(
        _TEXT.format(
            pages=len(known),
            others=len(examples) - len(known),
            dumps=len(of_dumps),
            hosts=len({one.host for one in examples}),
            sources="\n".join(
                _source(name, examples) for name in sorted({one.set for one in examples})
            ),
            page_trees=_trees(models.pages),
            dump_trees=_trees(models.dumps),
            names=len(models.pages.lexicon.names),
            words=len(models.pages.lexicon.words),
            dump_words=len(models.dumps.lexicon.words),
            labels=len(models.dumps.lexicon.labels),
            low=models.pages.bounds[0],
            high=models.pages.bounds[1],
            page_table="\n".join(_row(name, some) for name, some in _by_set(of_pages)),
            dump_table="\n".join(_row(name, some) for name, some in _by_set(of_dumps)),
            page_calibration=_calibration(models.pages),
            dump_calibration=_calibration(models.dumps),
        ),
        "utf-8",
    )


def _trees(judge: Judge) -> str:
    return f"{len(judge.forest.leaves)} trees of depth {judge.forest.features.shape[1]}"


def _calibration(judge: Judge) -> str:
    points = zip(judge.calibration.estimated, judge.calibration.measured, strict=True)
    return "\n".join(f"| {estimated:.3f} | {measured:.3f} |" for estimated, measured in points)


def _source(name: str, examples: Iterable[Example]) -> str:
    use, source, licence = _SOURCES.get(name, ("?", "?", "?"))
    return f"| {name} | {sum(one.set == name for one in examples)} | {use} | {source} | {licence} |"


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
# The body chooser's models

Written by `python -m training.train --corpus DIR`; do not edit.

## What they do

Of a news page or article on the web (HTML), or of a plain-text dump of one, on which the common rules have
been at work, they say for each block or line how likely it is of the story. They know nothing of particular
sites, and look at no picture. They are not asked where a publisher's rules name the body.

Gradient-boosted oblivious trees (catboost) over numbers about each block: for pages {page_trees}, over its
characters, where it stands, what the elements around it are called and hold, and how blocks in like elements
look; for dumps {dump_trees}, over the line, how it was set, where it stands, the lines around it, and
which of its words the likely story has. {names} words from class names and ids and {words} from the
beginnings of blocks have log-odds, {dump_words} words and {labels} short lines in dumps; each occurs on
at least five hosts. The weights hold no text of the corpus but these.

Of a page's blocks those are chosen that give the best word-F1 to be expected, with the least probability
between {low} and {high}; both are lower where the model is unsure of the whole page. A dump of which next to
nothing would go is left as it is.

## What they were trained on

{pages} pages and {dumps} dumps with a known body, {hosts} registrable hosts. A block is of the body when it
stands in the page's true text, in its place. Each true body served once more as a dump of its own, of
which nothing may go. {others} more pages have no known body: their blocks count half where a first model
and trafilatura agree on them, and more where people have said that a snippet belongs to the story, or
does not.

| set | pages | used | source | licence |
|---|---|---|---|---|
{sources}

## How well they do

Five-fold cross-validation over hosts: no input of a tested host was seen by the trees or counted for the
words' odds. Word-F1 of the chosen blocks against the true text; `best` is what a perfect choice of the
same blocks has. The quantiles show the worst inputs.

| pages | n | word-F1 | best | 1 % | 5 % | 10 % | 25 % | 50 % |
|---|---|---|---|---|---|---|---|---|
{page_table}

| dumps | n | word-F1 | best | 1 % | 5 % | 10 % | 25 % | 50 % |
|---|---|---|---|---|---|---|---|---|
{dump_table}

Confidence: inputs in order of the F1 that the model expects of its own choice, and what they had. The
bounds and the trees' number were set on this same cross-validation: expect a little less elsewhere.

| pages: expected | had |
|---|---|
{page_calibration}

| dumps: expected | had |
|---|---|
{dump_calibration}

## Where they are weak

- Long discussions under a short story, where the site names its comments in its own way.
- A second story on the same page, as endless scrolling loads it.
- Pages that are no articles: product lists, portfolios, tables of links.
- Lists of links, tables of figures and lone lines (a signature, a label) inside a story.
- Languages: most inputs are English, a good many German; others have a few each. The words' odds
  help these two only; all else is counted without regard to language. Dumps in languages of which the
  model knows hardly a word are judged more by the order of their lines than by their odds.
- Some truths have faults, and the sets differ in what they count: decks, captions, lists of sources.
"""
