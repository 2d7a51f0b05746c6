"""What decides on an article beside its input: who keeps articles knows by it whether they still hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

from normalizer.api import Normalizer


def made_by(normalizer: Normalizer) -> Mapping[str, str]:
    """Return version, rules, weights and settings of a Normalizer, by names that people know.

    The same in every process for what gives the same articles.
    """
    settings = normalizer.settings
    weights = settings.weights or files("normalizer.chooser") / "weights.npz"
    rules = [
        *(f"{rule.id} {rule.digest}" for rule in normalizer.rules),
        *(f"{name} {pattern}" for name, pattern in sorted(normalizer.rules.fragments.items())),
    ]
    return {
        "the version of article-normalizer": version("article-normalizer"),
        "the rules": _digest("\n".join(rules).encode()),
        "the weights": _digest(weights.read_bytes()),
        "--keep": ", ".join(sorted(settings.keep)),
        "the settings": repr(replace(settings, keep=frozenset(), weights=None)),
    }


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
