from __future__ import annotations

import io
from dataclasses import fields
from importlib.resources import files

import numpy as np

from normalizer.chooser import Judge
from normalizer.chooser.weights import read_judge, write_judge


def _written(judge: Judge) -> bytes:
    file = io.BytesIO()
    write_judge(file, judge)
    return file.getvalue()


def test_model_survives_its_file(judge: Judge) -> None:
    """What was written is read again, number for number."""
    again = read_judge(io.BytesIO(_written(judge)))
    assert again.lexicon == judge.lexicon
    assert (again.bounds, again.forest.bias) == (judge.bounds, judge.forest.bias)
    for one, other in ((again.forest, judge.forest), (again.calibration, judge.calibration)):
        for field in fields(one):
            assert np.array_equal(getattr(one, field.name), getattr(other, field.name))
    assert np.array_equal(again.classes, judge.classes)


def test_shipped_file_is_small() -> None:
    """The weights stay below two megabytes."""
    assert len((files("normalizer.chooser") / "weights.npz").read_bytes()) < 2_000_000


def test_shipped_words_are_single_or_pairs(judge: Judge) -> None:
    """The weights hold words, and pairs of words in names: no running text."""
    assert all(len(word.split()) == 1 for word in judge.lexicon.words)
    assert all(len(word.split()) <= 2 for word in judge.lexicon.names)


def test_confidence_never_falls_with_the_estimate(judge: Judge) -> None:
    """A better estimate never makes for less confidence."""
    assert (np.diff(judge.calibration.estimated) >= 0).all()
    assert (np.diff(judge.calibration.measured) >= 0).all()
