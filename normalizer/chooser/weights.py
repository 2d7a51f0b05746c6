"""The model's file: a zip of arrays (``.npz``), read without pickle."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from normalizer.chooser.forest import Forest
from normalizer.chooser.judge import Calibration, Judge
from normalizer.chooser.lexicon import Lexicon

_FILE = "weights.npz"


@lru_cache(maxsize=1)
def shipped_judge() -> Judge:
    """Return the model that comes with the package, read at the first call and kept."""
    with (files(__package__) / _FILE).open("rb") as file:
        return read_judge(file)


def read_judge(file: IO[bytes]) -> Judge:
    """Return the model that ``write_judge`` wrote."""
    with np.load(file, allow_pickle=False) as arrays:
        low, high = arrays["bounds"].tolist()
        return Judge(
            lexicon=Lexicon(_odds(arrays, "names"), _odds(arrays, "words")),
            forest=Forest(
                arrays["features"],
                arrays["thresholds"],
                arrays["leaves"],
                float(arrays["bias"]),
            ),
            classes=arrays["classes"],
            bounds=(low, high),
            calibration=Calibration(arrays["estimated"], arrays["measured"]),
        )


def write_judge(file: IO[bytes], judge: Judge) -> None:
    """Write a model; the same model gives the same bytes."""
    # Any: numpy's own signature would have each array be its flag allow_pickle.
    arrays: dict[str, Any] = {
        "features": judge.forest.features,
        "thresholds": judge.forest.thresholds,
        "leaves": judge.forest.leaves,
        "bias": np.float64(judge.forest.bias),
        "classes": judge.classes,
        "bounds": np.array(judge.bounds, np.float64),
        "estimated": judge.calibration.estimated,
        "measured": judge.calibration.measured,
        **_arrays("names", judge.lexicon.names),
        **_arrays("words", judge.lexicon.words),
    }
    np.savez_compressed(file, **arrays)


def _arrays(name: str, odds: Mapping[str, float]) -> dict[str, npt.NDArray[np.generic]]:
    words = sorted(odds)
    return {
        name: np.frombuffer("\n".join(words).encode(), np.uint8),
        f"{name}_odds": np.array([odds[word] for word in words], np.float32),
    }


def _odds(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> dict[str, float]:
    text = arrays[name].tobytes().decode()
    return dict(zip(text.split("\n"), arrays[f"{name}_odds"].tolist(), strict=True))
