"""What fuzzing begins with, its findings among it: each ends well without the fuzzer too."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from normalizer import NormalizerError, RuleError, normalize
from normalizer.ruleset.loader import parse_rule
from normalizer.ruleset.selector import Selector

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "fuzz" / "seeds").glob("*/*"))
[PARTS] = re.findall(r"for part in ([\w ]+); do", (ROOT / "Makefile").read_text("utf-8"))
#: Parts that read no page or dump: how, and with which errors they may refuse.
OTHERS: dict[str, tuple[Callable[[bytes], object], type[Exception]]] = {
    "rule": (lambda data: parse_rule(data, file="seed.yaml"), RuleError),
    "selector": (lambda data: Selector(data.decode()).check(), ValueError),
}


def test_every_part_has_seeds() -> None:
    """The folders are the parts that ``make fuzz`` runs, no more and no less."""
    assert {path.parent.name for path in SEEDS} == set(PARTS.split())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_seed_ends_well(path: Path) -> None:
    """In what its part makes of it, or in an error that the part promises."""
    read, refusal = OTHERS.get(path.parent.name, (normalize, NormalizerError))
    with suppress(refusal):
        read(path.read_bytes())
