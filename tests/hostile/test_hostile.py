"""Law 5 on hostile inputs: each in a process of its own, within 20 seconds of CPU time and 3 GB."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alone import Forks
from hostile_cases import cases

_CASES = {case.name: case for case in cases()}


@pytest.fixture(scope="module", name="forks")
def _forks() -> Iterator[Forks]:
    with Forks("ours") as forks:
        yield forks


def test_there_are_many_cases_of_many_kinds() -> None:
    """The suite is no token: hundreds of inputs, each known by a name of its own."""
    assert len(_CASES) == len(cases()) > 400
    assert len({case.group for case in _CASES.values()}) >= 15


@pytest.mark.parametrize("name", _CASES)
def test_hostile_input_ends_well(forks: Forks, name: str) -> None:
    """The story in plain sight comes out; where there is none, nothing or a clear error does."""
    verdict = forks.run(name)
    assert verdict.is_good, f"{verdict.end} after {verdict.seconds} s: {verdict.said}"
