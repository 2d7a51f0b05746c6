"""Blocks whose characters are changed, and the record of each change."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from msgspec import structs

from normalizer.model import Repair, Segmented
from normalizer.spans import Run

#: What becomes of a text step by step: each step's name and its text, the text as it was first.
Steps = Callable[[str], Sequence[tuple[str, str]]]


def repaired(segmented: Segmented, steps: Steps) -> tuple[Segmented, tuple[Repair, ...]]:
    """Return the blocks with the text that ``steps`` makes of theirs, and a Repair for each step.

    Spans are moved along. Repairs are in the order made, each of as few whole words as will do.
    """
    blocks = list(segmented.blocks)
    repairs: list[Repair] = []
    for at, block in enumerate(segmented.blocks):
        done = steps(block.text)
        if len(done) > 1:
            for (_, before), (name, after) in itertools.pairwise(done):
                repairs.append(_difference(block.index, before, after, name))
            blocks[at] = structs.replace(block, text=done[-1][1])
    if not repairs:
        return segmented, ()
    made: defaultdict[int, list[Repair]] = defaultdict(list)
    for repair in repairs:
        made[repair.block].append(repair)
    runs = [
        _moved(run, made[run.block]) if run.block in made else run for run in segmented.spans.runs
    ]
    spans = segmented.spans.moved(runs)
    return replace(segmented, blocks=tuple(blocks), spans=spans), tuple(repairs)


def _difference(block: int, before: str, after: str, name: str) -> Repair:
    """Return the Repair that turns ``before`` into ``after``, whole words, as few as will do."""
    old, new = before.split(" "), after.split(" ")
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if len(old) == head + tail or len(new) == head + tail:
        # One side would be empty: a neighbour comes along, so that the spaces between words fit.
        head, tail = (head - 1, tail) if head else (head, max(0, tail - 1))
    start = len(" ".join(old[:head])) + 1 if head else 0
    return Repair(
        block=block,
        start=start,
        before=" ".join(old[head : len(old) - tail]),
        after=" ".join(new[head : len(new) - tail]),
        repair=name,
    )


def _moved(run: Run, repairs: Iterable[Repair]) -> Run:
    start, end = run.start, run.end
    for made in repairs:
        start, end = _move(start, made), _move(end, made)
    return Run(run.block, start, end)


def _move(offset: int, made: Repair) -> int:
    if offset <= made.start:
        return offset
    before_end = made.start + len(made.before)
    if offset >= before_end:
        return offset + len(made.after) - len(made.before)
    return min(offset, made.start + len(made.after))
