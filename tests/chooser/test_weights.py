from __future__ import annotations

import io
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from normalizer import InputError, Normalizer, Settings
from normalizer.chooser import Judge, dump_judge, page_judge
from normalizer.chooser.weights import Models, read_models, write_models
from tests.chooser.pages import page

SHIPPED = Models(page_judge(), dump_judge())


def _written(models: Models) -> bytes:
    file = io.BytesIO()
    write_models(file, models)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["pages", "dumps"])
def test_models_survive_their_file(kind: str) -> None:
    """What was written is read again, number for number."""
    judge: Judge = getattr(SHIPPED, kind)
    again: Judge = getattr(read_models(io.BytesIO(_written(SHIPPED))), kind)
    assert type(again) is type(judge)
    assert again.lexicon == judge.lexicon
    assert (again.bounds, again.forest.bias) == (judge.bounds, judge.forest.bias)
    for one, other in ((again.forest, judge.forest), (again.calibration, judge.calibration)):
        for field in fields(one):
            assert np.array_equal(getattr(one, field.name), getattr(other, field.name))
    assert np.array_equal(again.classes, judge.classes)


def test_shipped_file_is_small() -> None:
    """The weights stay below two megabytes."""
    assert len((files("normalizer.chooser") / "weights.npz").read_bytes()) < 2_000_000


def test_shipped_words_are_single_or_pairs() -> None:
    """The weights hold words, pairs of words in names, and short labels: no running text."""
    for judge in (SHIPPED.pages, SHIPPED.dumps):
        assert all(len(word.split()) == 1 for word in judge.lexicon.words)
        assert all(len(word.split()) <= 2 for word in judge.lexicon.names)
        assert all(len(label) <= 60 for label in judge.lexicon.labels)


@pytest.mark.parametrize("judge", [SHIPPED.pages, SHIPPED.dumps], ids=["pages", "dumps"])
def test_confidence_never_falls_with_the_estimate(judge: Judge) -> None:
    """A better estimate never makes for less confidence."""
    assert (np.diff(judge.calibration.estimated) >= 0).all()
    assert (np.diff(judge.calibration.measured) >= 0).all()


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 cut short", b"bounds: 0.1"])
def test_file_without_a_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """Weights that are not there, cut short or something else are said at once, with the way out."""
    place = tmp_path / "mine.npz"
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(InputError, match=r"mine\.npz holds no model .*Settings\(weights=…\)"):
        Normalizer(settings=Settings(weights=place))


def test_own_weights_are_used(tmp_path: Path) -> None:
    """A model of one's own decides instead of the shipped one."""
    place = tmp_path / "mine.npz"
    none = replace(SHIPPED.pages, bounds=(20.0, 20.0))
    place.write_bytes(_written(replace(SHIPPED, pages=none)))
    article = Normalizer(settings=Settings(weights=place)).normalize(page())
    assert article.extractor != "model"
