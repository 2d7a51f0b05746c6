"""Floors: what falls under them is named, and they only rise."""

from __future__ import annotations

from pathlib import Path

from floors import Floors, behind_peer, below_floors, raise_floors, read_floors, write_floors
from scoring import Metric, Row

TABLE = {"a": Row(2, {Metric.F1: 0.9, Metric.PRECISION: 0.8}), "types": Row(1, {})}


def test_a_score_under_its_floor_is_named() -> None:
    """The sentence says set, metric, score and floor; a score at its floor is fine."""
    assert below_floors(TABLE, {"a": {Metric.F1: 0.9}}) == []
    assert below_floors(TABLE, {"a": {Metric.F1: 0.91}}) == ["a f1: 0.9000, floor 0.9100"]


def test_a_missing_score_is_under_its_floor() -> None:
    """A set that is no longer measured does not pass unseen."""
    assert below_floors(TABLE, {"b": {Metric.DATE: 0.5}}) == ["b date: missing, floor 0.5000"]


def test_more_than_the_tolerance_behind_the_peer_is_named() -> None:
    """Precision and recall are not held: a better F1 may trade one for the other."""
    peer = {"a": Row(2, {Metric.F1: 0.902, Metric.PRECISION: 0.99})}
    assert behind_peer(TABLE, peer, 0.002) == []
    assert behind_peer(TABLE, peer, 0.001) == ["a f1: 0.9000, trafilatura 0.9020"]


def test_floors_rise_to_just_under_what_was_measured() -> None:
    """A new floor leaves a margin; sets without scores get none."""
    assert raise_floors({}, TABLE) == {"a": {Metric.F1: 0.899}}


def test_floors_never_sink() -> None:
    """A worse measurement leaves the floor where it was."""
    assert raise_floors({"a": {Metric.F1: 0.95}}, TABLE) == {"a": {Metric.F1: 0.95}}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    """The file holds all of them, a line each."""
    floors = Floors(
        corpus="c",
        behind_trafilatura=0.002,
        times_trafilatura=1.4,
        pages={"a": {Metric.OUTLET_LENIENT: 0.8}},
        dumps={},
    )
    write_floors(tmp_path / "floors.json", floors)
    assert read_floors(tmp_path / "floors.json") == floors
    assert '"outlet~": 0.8' in (tmp_path / "floors.json").read_text()
