"""The model's file: a zip of arrays (``.npz``), read without pickle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from normalizer.chooser.forest import Forest
from normalizer.chooser.judge import Calibration, DumpJudge, Judge, PageJudge
from normalizer.chooser.lexicon import Lexicon
from normalizer.errors import InputError

_FILE = "weights.npz"
#: Models that are kept: the shipped ones, and those of a cross-validation.
_KEPT = 16
_Arrays = Mapping[str, npt.NDArray[Any]]
_Judge = TypeVar("_Judge", bound=Judge)


@dataclass(frozen=True, slots=True)
class Models:
    """All that a file of weights holds."""

    pages: PageJudge
    dumps: DumpJudge


@lru_cache(maxsize=_KEPT)
def page_judge(weights: Path | None = None) -> PageJudge:
    """Return the model for pages of a file, or the shipped one; read at the first call and kept.

    Raises InputError for a file that is not there or holds no model.
    """
    return _opened(_read_pages, weights)


@lru_cache(maxsize=_KEPT)
def dump_judge(weights: Path | None = None) -> DumpJudge:
    """Return the model for dumps; as ``page_judge``."""
    return _opened(_read_dumps, weights)


def _opened(read: Callable[[_Arrays], _Judge], weights: Path | None) -> _Judge:
    if weights is None:
        with (files(__package__) / _FILE).open("rb") as file, _arrays_in(file) as arrays:
            return read(arrays)
    try:
        with weights.open("rb") as file, _arrays_in(file) as arrays:
            return read(arrays)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        message = (
            f"{weights} holds no model of the body chooser ({error}): "
            "make one with `python -m training.train`, or leave Settings(weights=…) out"
        )
        raise InputError(message) from error


def read_models(file: IO[bytes]) -> Models:
    """Return the models that ``write_models`` wrote."""
    with _arrays_in(file) as arrays:
        return Models(_read_pages(arrays), _read_dumps(arrays))


def write_models(file: IO[bytes], models: Models) -> None:
    """Write the models; the same ones give the same bytes."""
    # Any: numpy's own signature would have each array be its flag allow_pickle.
    arrays: dict[str, Any] = {
        **_columns("pages", models.pages),
        **_columns("dumps", models.dumps),
        **_trees("dumps_titles", models.dumps.titles),
    }
    np.savez_compressed(file, **arrays)


def _arrays_in(file: IO[bytes]) -> AbstractContextManager[_Arrays]:
    opened: AbstractContextManager[_Arrays] = np.load(file, allow_pickle=False)
    return opened


def _read_pages(arrays: _Arrays) -> PageJudge:
    return PageJudge(*_parts(arrays, "pages"))


def _read_dumps(arrays: _Arrays) -> DumpJudge:
    return DumpJudge(*_parts(arrays, "dumps"), _forest(arrays, "dumps_titles"))


def _parts(
    arrays: _Arrays, name: str
) -> tuple[Lexicon, Forest, npt.NDArray[np.uint8], tuple[float, float], Calibration]:
    low, high = arrays[f"{name}_bounds"].tolist()
    return (
        Lexicon(
            _odds(arrays, f"{name}_names"),
            _odds(arrays, f"{name}_words"),
            _odds(arrays, f"{name}_labels"),
        ),
        _forest(arrays, name),
        arrays[f"{name}_classes"],
        (low, high),
        Calibration(arrays[f"{name}_estimated"], arrays[f"{name}_measured"]),
    )


def _forest(arrays: _Arrays, name: str) -> Forest:
    return Forest(
        arrays[f"{name}_features"],
        arrays[f"{name}_thresholds"],
        arrays[f"{name}_leaves"],
        float(arrays[f"{name}_bias"]),
    )


def _trees(name: str, forest: Forest) -> dict[str, npt.NDArray[np.generic]]:
    return {
        f"{name}_features": forest.features,
        f"{name}_thresholds": forest.thresholds,
        f"{name}_leaves": forest.leaves,
        f"{name}_bias": np.array(forest.bias, np.float64),
    }


def _columns(name: str, judge: Judge) -> dict[str, npt.NDArray[np.generic]]:
    lexicon = judge.lexicon
    return {
        **_trees(name, judge.forest),
        f"{name}_classes": judge.classes,
        f"{name}_bounds": np.array(judge.bounds, np.float64),
        f"{name}_estimated": judge.calibration.estimated,
        f"{name}_measured": judge.calibration.measured,
        **_arrays(f"{name}_names", lexicon.names),
        **_arrays(f"{name}_words", lexicon.words),
        **_arrays(f"{name}_labels", lexicon.labels),
    }


def _arrays(name: str, odds: Mapping[str, float]) -> dict[str, npt.NDArray[np.generic]]:
    words = sorted(odds)
    return {
        name: np.frombuffer("\n".join(words).encode(), np.uint8),
        f"{name}_odds": np.array([odds[word] for word in words], np.float32),
    }


def _odds(arrays: _Arrays, name: str) -> dict[str, float]:
    text = arrays[name].tobytes().decode()
    return dict(zip(text.split("\n") if text else (), arrays[f"{name}_odds"].tolist(), strict=True))
