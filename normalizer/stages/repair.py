"""Segmented → Segmented with its characters mended, and a Repair for each place that changed."""

from __future__ import annotations

from normalizer.model import Repair, Segmented
from normalizer.repaired import repaired
from normalizer.repairs import is_sound, steps


def repair(segmented: Segmented) -> tuple[Segmented, tuple[Repair, ...]]:
    """Return the blocks with mended text, spans moved along, and the repairs in the order made.

    Runs before any rule: a pattern has to see the same text whether damage was mended by this
    run or an earlier one (law 2). A block that is nothing but damage becomes empty.
    """
    if is_sound(" ".join([block.text for block in segmented.blocks])):
        return segmented, ()
    return repaired(segmented, steps)
