"""Examples → Lexicon: how often what a word names or opens was of the body, host by host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizer.chooser.features import WHOLE, Scene, main_span
from normalizer.chooser.lexicon import Lexicon, words_of_name
from normalizer.chooser.observe import Observed
from training.examples import PARTS, Example

#: Hosts on which a word has to occur to be known.
_HOSTS = 5
#: Hosts that speak for the mean of all words, beside those on which a word occurs.
_PRIOR = 2.0
#: What a word outside the element with the most prose counts: it is hard inside, easy elsewhere.
_OUTSIDE = 0.1
#: Words of a block that count at most, so that a long one does not speak for its whole host.
_MOST_WORDS = 50

Shares = Mapping[str, npt.NDArray[np.float64]]
Tally = dict[tuple[str, str], list[float]]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Odds:
    """For each word: sums of its hosts' shares of body text, and their number, by part of the hosts.

    ``names`` are words of elements' names, ``words`` those that open blocks, ``labels`` short lines.
    """

    names: Shares
    words: Shares
    labels: Shares

    def lexicon(self, *, without: Collection[int] = ()) -> Lexicon:
        """Return log-odds of the words, from all hosts but those in the parts ``without``."""
        kept = [part for part in range(PARTS) if part not in without]
        names, words, labels = (
            _log_odds(shares, kept) for shares in (self.names, self.words, self.labels)
        )
        return Lexicon(names, words, labels)


def count_odds(examples: Iterable[Example], classes: npt.NDArray[np.uint8]) -> Odds:
    """Return what the hosts of the examples say of the words in their markup and text."""
    names: Tally = defaultdict(lambda: [0.0, 0.0])
    opening: Tally = defaultdict(lambda: [0.0, 0.0])
    parts: dict[str, int] = {}
    for example in examples:
        if example.witness is not None:
            continue
        parts[example.host] = example.part
        true = example.shares >= 0.5
        weights = _weights(example.seen, classes)
        for word, body, total in _named(example.seen, true, weights):
            tally = names[word, example.host]
            tally[0] += body
            tally[1] += total
        for text, found, is_true in zip(
            example.seen.texts, example.seen.openings, true.tolist(), strict=True
        ):
            for word in set(found) if text else ():
                tally = opening[word, example.host]
                tally[0] += is_true
                tally[1] += 1
    return Odds(by_part(names, parts), by_part(opening, parts), {})


def _weights(seen: Observed, classes: npt.NDArray[np.uint8]) -> _Floats:
    """Return what each block counts."""
    first, end = main_span(Scene(seen, Lexicon({}, {}), classes))
    sizes = [min(_MOST_WORDS, text.count(" ") + 1) if text else 0 for text in seen.texts]
    weights = np.array(sizes, np.float64)
    weights[:first] *= _OUTSIDE
    weights[end:] *= _OUTSIDE
    return weights


def _named(
    seen: Observed, true: npt.NDArray[np.bool_], weights: _Floats
) -> Iterator[tuple[str, float, float]]:
    """Yield each word in the name of an element, with the weight of the body's and of all blocks in it."""
    body, total = _upto(weights * true), _upto(weights)
    size = _upto(np.array([len(text) for text in seen.texts], np.float64))
    is_whole = size[seen.ends] - size[seen.firsts] > WHOLE * size[-1]
    inside = zip(
        seen.keys.tolist(),
        (body[seen.ends] - body[seen.firsts]).tolist(),
        (total[seen.ends] - total[seen.firsts]).tolist(),
        is_whole.tolist(),
        strict=True,
    )
    for key, of_body, of_all, whole in inside:
        if of_all and not whole:
            yield from ((word, of_body, of_all) for word in _words(seen.names[key]))


def _words(name: str) -> Iterator[str]:
    for part in name.split():
        yield from words_of_name(part)


def _upto(values: _Floats) -> _Floats:
    return np.concatenate(([0.0], np.cumsum(values)))


def by_part(tallies: Tally, parts: Mapping[str, int]) -> Shares:
    """Return the sums of the shares of each word's hosts, and their number, for each part of the hosts."""
    shares: dict[str, _Floats] = {}
    for (word, host), (body, total) in tallies.items():
        share = shares.setdefault(word, np.zeros((2, PARTS)))
        share[0, parts[host]] += body / total
        share[1, parts[host]] += 1
    return {word: share for word, share in shares.items() if share[1].sum() >= _HOSTS}


def _log_odds(shares: Shares, parts: list[int]) -> dict[str, float]:
    """Return the log-odds of the words that enough hosts have, of the hosts in ``parts``."""
    if not shares:
        return {}
    sums = {word: share[:, parts].sum(1) for word, share in shares.items()}
    body = sum(share[0] for share in sums.values())
    mean = float(body / sum(share[1] for share in sums.values()))
    return {
        word: float(
            np.log((in_body + _PRIOR * mean) / (hosts - in_body + _PRIOR * (1 - mean)))
            - np.log(mean / (1 - mean))
        )
        for word, (in_body, hosts) in sums.items()
        if hosts >= _HOSTS - 1
    }
