"""Samples → selectors of the elements that hold their stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalizer.drafting.naming import named_within
from normalizer.drafting.samples import Sample
from normalizer.elements import Element

#: Share of the story's characters that an element has to hold on every page to be its container.
_HELD = 0.9
#: How well what the element holds has to fit the story, 0–1 (F1 of characters).
_FIT = 0.5
#: Ancestors tried: the story's container is near it, and far out stands the whole page.
_MOST_ELEMENTS = 12


def find_body(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Return the selectors of the story: of the deck, if it stands apart, and of the container.

    The container is one element on every page that holds nearly all of the story there, the one
    with the least beside it. Empty where no lasting name hits such an element on all pages.
    """
    best, most = None, _FIT
    for selector in _candidates(samples[0]):
        fit = min(_fit(selector, sample) for sample in samples)
        if fit > most:
            best, most = selector, fit
    return (*_deck(samples, best), best) if best else ()


def story_of(sample: Sample) -> frozenset[int]:
    """Return the blocks of the body but for a deck, which may stand apart from them."""
    return sample.body - sample.decks or sample.body


def _candidates(sample: Sample) -> Iterator[str]:
    """Yield selectors of the elements that hold the story of one page, the smallest first."""
    for element in _containers(sample)[:_MOST_ELEMENTS]:
        for selector in dict.fromkeys(named_within(element)):
            if len(sample.hits(selector)) == 1:
                yield selector


def _containers(sample: Sample) -> list[Element]:
    """Return the elements that hold nearly all of the story, the smallest first."""
    story = story_of(sample)
    whole = sum(map(sample.size, story))
    holding = [
        element
        for element in sample.segmented.spans
        if sum(map(sample.size, story.intersection(sample.blocks_of(element)))) >= _HELD * whole
    ]
    return sorted(holding, key=lambda element: len(sample.blocks_of(element)))


def _fit(selector: str, sample: Sample) -> float:
    """Return how well the one element that a selector hits fits the story; 0 where it does not."""
    hits = sample.hits(selector)
    if len(hits) != 1:
        return 0.0
    story, inside = story_of(sample), frozenset(sample.standing(hits[0])) - sample.decks
    whole, both = (sum(map(sample.size, some)) for some in (story, story & inside))
    if both < _HELD * whole:
        return 0.0
    return 2 * both / (whole + sum(map(sample.size, inside)))


def _deck(samples: Sequence[Sample], container: str) -> Iterator[str]:
    """Yield the selector of a deck that stands outside of the container."""
    for sample in samples:
        inside = sample.blocks_of(sample.hits(container)[0])
        for element in sample.segmented.spans:
            blocks = sample.blocks_of(element)
            if sample.decks.issuperset(blocks) and not set(blocks) & set(inside):
                for selector in named_within(element):
                    if all(_hits_deck(selector, other) for other in samples):
                        yield selector
                        return


def _hits_deck(selector: str, sample: Sample) -> bool:
    hits = sample.hits(selector)
    return len(hits) <= 1 and all(
        sample.is_whole(element) and sample.location.decks.issuperset(sample.blocks_of(element))
        for element in hits
    )
