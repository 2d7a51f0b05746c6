"""Law 5 on hostile inputs: each in a process of its own, within 20 seconds of CPU time and 3 GB."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alone import Forks
from hostile_cases import cases

_CASES = {case.name: case for case in cases()}
#: Where law 5 holds, but the story does not come out.
_KNOWN = {
    "one row of 60,000 cells, before the story": "the chooser takes one very long row for the story"
}


@pytest.fixture(scope="module", name="forks")
def _forks() -> Iterator[Forks]:
    with Forks("ours") as forks:
        yield forks


def test_there_are_many_cases_of_many_kinds() -> None:
    """The suite is no token: hundreds of inputs, each known by a name of its own."""
    assert len(_CASES) == len(cases()) > 400
    assert len({case.group for case in _CASES.values()}) >= 15


def _params() -> Iterator[object]:
    for name in _CASES:
        reason = _KNOWN.get(name)
        yield pytest.param(
            name, marks=pytest.mark.xfail(strict=True, reason=reason) if reason else ()
        )


@pytest.mark.parametrize("name", list(_params()))
def test_hostile_input_ends_well(forks: Forks, name: str) -> None:
    """The story in plain sight comes out; where there is none, nothing or a clear error does."""
    verdict = forks.run(name)
    assert verdict.is_good, f"{verdict.end} after {verdict.seconds} s: {verdict.said}"
