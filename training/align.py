"""Which blocks of a page stand in its true body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+")
#: Runs of this many words are looked for in the truth; most stand in a text once.
_RUN = 4
#: A block may be of the body when this share of its runs is found near one place.
_COVERED = 0.5
#: Words by which places may be off: a truth may lack a few of a block's words, or have them twice.
_SLACK = 3
#: Words that are taken for one place when a block's runs vote for where it stands.
_GRAIN = 5
#: Places of a run that are looked at, places of a block, and places before one in a chain.
_PLACES_OF_RUN, _PLACES_OF_BLOCK, _BEFORE = 20, 3, 400
#: A block of this many words may stand elsewhere in the truth than between its neighbours.
_OWN = 8

_Runs = Mapping[tuple[str, ...], Sequence[int]]


class _Place(NamedTuple):
    """Where a block may stand in the truth, in words, and the share of its words found there."""

    block: int
    start: int
    end: int
    share: float


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case."""
    return _WORD.findall(text.lower())


def align(texts: Sequence[str], truth: str) -> list[float]:
    """Return for each block the share (0–1) of its words that stand in the truth, in their place.

    Long blocks are found by their runs of words, and of all the places that those may have the
    heaviest chain in order is taken; short blocks have to stand between the long ones around them.
    What stands twice on the page and once in the truth is found once.
    """
    true = words(truth)
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(true) - _RUN + 1):
        runs[tuple(true[at : at + _RUN])].append(at)
    bags = [words(text) for text in texts]
    places = [place for block, bag in enumerate(bags) for place in _places(block, bag, runs)]
    chain = {place.block: place for place in _heaviest_chain(places, bags)}
    shares = [chain[block].share if block in chain else 0.0 for block in range(len(bags))]
    taken = bytearray(len(true))
    for place in chain.values():
        taken[place.start : place.end] = b"\1" * len(taken[place.start : place.end])
    for block in _others(bags, true, chain, taken):
        shares[block] = 1.0
    return shares


def _places(block: int, bag: Sequence[str], runs: _Runs) -> list[_Place]:
    """Return where a block may stand in the truth: the places for which most of its runs vote."""
    votes: Counter[int] = Counter()
    hits = 0
    count = len(bag) - _RUN + 1
    for at in range(count):
        spots = runs.get(tuple(bag[at : at + _RUN]), ())
        hits += bool(spots)
        votes.update((spot - at + _GRAIN // 2) // _GRAIN for spot in spots[:_PLACES_OF_RUN])
    if hits < _COVERED * count or not hits:
        return []
    best = votes.most_common(_PLACES_OF_BLOCK)
    found = []
    for shift, number in best:
        start = max(0, shift * _GRAIN - _GRAIN // 2)
        share = hits if number == best[0][1] else number
        found.append(_Place(block, start, start + len(bag), min(1.0, share / count)))
    return sorted(found)


def _heaviest_chain(places: Sequence[_Place], bags: Sequence[Sequence[str]]) -> Iterator[_Place]:
    """Yield the places of most words of which each stands behind the one before it, last one first."""
    best: list[tuple[float, int]] = []
    for at, place in enumerate(places):
        top, link = 0.0, -1
        for before in range(at - 1, max(-1, at - _BEFORE), -1):
            other = places[before]
            is_before = (
                other.block < place.block
                and other.start < place.start
                and other.end <= place.start + _SLACK
            )
            if is_before and best[before][0] > top:
                top, link = best[before][0], before
        best.append((top + len(bags[place.block]) * place.share, link))
    at = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while at >= 0:
        yield places[at]
        at = best[at][1]


def _others(
    bags: Sequence[list[str]],
    true: list[str],
    chain: Mapping[int, _Place],
    taken: bytearray,
) -> Iterator[int]:
    """Yield the blocks outside the chain that stand in what it leaves of the truth; mark their words."""
    known = sorted(chain)
    spots: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(true):
        spots[word].append(at)
    for block, bag in enumerate(bags):
        if block in chain or not bag:
            continue
        number = bisect_left(known, block)
        low = chain[known[number - 1]].end - _SLACK if number else 0
        high = chain[known[number]].start + _SLACK if number < len(known) else len(true)
        starts = spots.get(bag[0], ())
        start = _find(bag, true, [at for at in starts if low <= at <= high - len(bag)], taken)
        if start is None and len(bag) >= _OWN:
            start = _find(bag, true, starts, taken)
        if start is not None:
            taken[start : start + len(bag)] = b"\1" * len(bag)
            yield block


def _find(bag: list[str], true: list[str], starts: Sequence[int], taken: bytearray) -> int | None:
    """Return the first of ``starts`` where the words stand and most are not taken yet."""
    for start in starts:
        end = start + len(bag)
        if true[start:end] == bag and sum(taken[start:end]) <= len(bag) / 2:
            return start
    return None
