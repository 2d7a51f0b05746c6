"""Floors: what a benchmark must reach; kept in ``floors.json``, held by CI.

Floors of accuracy are numbers of one corpus and are only held on that one; that the normalizer is
not behind trafilatura is checked on whatever pages are measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from scoring import Metric, Row

#: How far below what was measured a new floor stands: libraries of other versions differ a little.
MARGIN = 0.001
#: Precision and recall have no floors: a better F1 may trade one for the other.
_HELD = frozenset(Metric) - {Metric.PRECISION, Metric.RECALL}
#: Scores are rounded to four digits; a difference of less than half of the last is none.
_EPSILON = 0.00005

Table = Mapping[str, Row]
#: set → metric → the least score
Least = Mapping[str, Mapping[Metric, float]]


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is held.

    corpus: fingerprint of the corpus whose scores ``pages`` and ``dumps`` are.
    behind_trafilatura: how far below trafilatura's any score on pages may be.
    times_trafilatura: the time of ``normalize`` ÷ that of trafilatura, at most.
    """

    corpus: str
    behind_trafilatura: float
    times_trafilatura: float
    pages: Least
    dumps: Least


def read_floors(path: Path) -> Floors:
    """Return the floors in the file at ``path``."""
    return msgspec.json.decode(path.read_bytes(), type=Floors)


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors to the file at ``path``, for people to read and compare."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=2) + b"\n")


def below_floors(table: Table, least: Least) -> list[str]:
    """Return a sentence for each score that is under its floor, or missing."""
    return [
        f"{name} {metric}: {'missing' if score is None else f'{score:.4f}'}, floor {floor:.4f}"
        for name, metrics in least.items()
        for metric, floor in metrics.items()
        if (score := _score(table, name, metric)) is None or score < floor - _EPSILON
    ]


def behind_peer(table: Table, peer: Table, tolerance: float) -> list[str]:
    """Return a sentence for each held score that is more than ``tolerance`` under the peer's."""
    return [
        f"{name} {metric}: {score:.4f}, trafilatura {other:.4f}"
        for name, row in peer.items()
        for metric, other in row.scores.items()
        if metric in _HELD
        and (score := _score(table, name, metric) or 0.0) < other - tolerance - _EPSILON
    ]


def raise_floors(old: Least, table: Table) -> Least:
    """Return the floors with each at what was measured less ``MARGIN``, where that is higher.

    Nothing lowers a floor but a person who edits the file.
    """
    return {
        name: {
            metric: round(max(score - MARGIN, old.get(name, {}).get(metric, 0.0)), 4)
            for metric, score in row.scores.items()
            if metric in _HELD
        }
        for name, row in table.items()
        if row.scores
    }


def _score(table: Table, name: str, metric: Metric) -> float | None:
    row = table.get(name)
    return row.scores.get(metric) if row else None
