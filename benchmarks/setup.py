"""How the normalizer is set up for a benchmark: with which rules, and with which model for which page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from normalizer import Normalizer, RuleSet, Settings
from normalizer.ruleset.drift import NoPublishers


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the benchmarks may choose.

    folds: folder of the models of the cross-validation: each input is judged by the one that did not learn
        from its host. The shipped models have learned from the whole corpus, and would flatter themselves.
    publisher_rules: whether publishers' own rule files are in force.
    """

    folds: Path | None = None
    publisher_rules: bool = True

    def normalizer(self, origin: str | None) -> Normalizer:
        """Return the normalizer for what came from a URL; made once for each model."""
        weights = None
        if self.folds and origin:
            host = hashlib.sha256((urlsplit(origin).hostname or "").encode()).hexdigest()[:16]
            model = _models(self.folds).get(host)
            weights = self.folds / model if model else None
        return _normalizer(weights, self.publisher_rules)


@lru_cache
def _models(folds: Path) -> dict[str, str]:
    return msgspec.json.decode((folds / "hosts.json").read_bytes(), type=dict[str, str])


@lru_cache
def _normalizer(weights: Path | None, publisher_rules: bool) -> Normalizer:
    return Normalizer(_rules(publisher_rules), Settings(weights=weights))


@lru_cache
def _rules(publisher_rules: bool) -> RuleSet:
    return RuleSet() if publisher_rules else NoPublishers()
