"""Dumps in languages that the training has hardly seen: what the odds of single lines do not tell there."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from normalizer.chooser.lines import PARAGRAPH_WORDS, Lines, end_of_story
from normalizer.chooser.texts import Features

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: A language is unfamiliar where the lexicon has fewer of a chosen line's opening words than this, at the
#: mean. On the tuning corpus German has 3.3 and more, English 5.8 and more (98 % of its dumps); Czech,
#: Polish, Indonesian, Turkish, Russian have 0.8 to 2.2, Korean, Chinese, Arabic, Japanese next to none.
_KNOWN_WORDS = 2.2
#: A paragraph anywhere, a sentence in or at the story, and any other line in it are of the story from these
#: shares of the greatest probability on: how likely a story is at all, its language says.
_PARAGRAPH, _SENTENCE, _OTHER = 0.1, 0.01, 0.02
#: Where no line is likelier than this, the model has lost the story: only there paragraphs are looked for.
_LOST = 0.5
#: A sentence below the story is of it across this many other lines: a subhead, a quote.
_ACROSS = 1
#: Runs of more lines are no part of the story, nor any run where less of the dump's characters is story:
#: of a whole page, links stand between its paragraphs.
_RUN, _MOSTLY_STORY = 4, 0.5


def is_unfamiliar(found: Features, chosen: Bools) -> bool:
    """Return whether the lexicon knows hardly any of the words of the chosen lines."""
    words = found.words[chosen]
    known = found.row("said_known")[chosen]
    return bool((known * words).sum() < _KNOWN_WORDS * words.sum())


def rejoined(seen: Lines, found: Features, probabilities: Doubles, chosen: Bools) -> Bools:
    """Return ``chosen`` with the lines in and at the story that only their language made unlikely.

    Sentences in it; sentences right above; sentences right below, as far as rules took nothing there of what
    stands behind stories (a byline, comments …). Where most of the dump is story, also short runs of other
    lines in it (subheads, lists, answers), and, if no line is likely, paragraphs anywhere above that end.
    What the dump has twice is none of these.
    """
    once = seen.copies[found.blocks] == 1
    odds = np.where(once, probabilities / probabilities.max(), 0.0)
    is_sentence = (found.row("ends") > 0) & (odds >= _SENTENCE)
    end = end_of_story(seen, found, int(np.flatnonzero(chosen)[-1]))
    full: Bools = chosen.copy()
    if probabilities.max() < _LOST:
        is_paragraph = is_sentence & (found.words >= PARAGRAPH_WORDS) & (odds >= _PARAGRAPH)
        full[:end] |= is_paragraph[:end]
        if not _is_most(seen, found, full):
            full = chosen.copy()
    first, last = (int(at) for at in np.flatnonzero(full)[[0, -1]])
    while first and is_sentence[first - 1]:
        first -= 1
    at = last + 1
    while at < end and at - last <= _ACROSS + 1 and odds[at] >= _SENTENCE:
        if is_sentence[at]:
            last = at
        at += 1
    full[first : last + 1] |= is_sentence[first : last + 1]
    if not _is_most(seen, found, full):
        return full
    story = np.flatnonzero(full)
    for before, after in pairwise(story.tolist()):
        if after - before - 1 <= _RUN:
            full[before + 1 : after] |= odds[before + 1 : after] >= _OTHER
    return full


def _is_most(seen: Lines, found: Features, chosen: Bools) -> bool:
    """Return whether most of the dump's characters are those of chosen lines."""
    chars = seen.sizes[found.blocks[chosen]].sum()
    return bool(chars >= _MOSTLY_STORY * seen.sizes.sum())
