"""A Normalizer that many threads share gives each of them what it gives one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from normalizer import Normalizer, NormalizerError

ROOT = Path(__file__).parent.parent
THREADS = 16


def _sources() -> dict[str, bytes]:
    """Return the pages and dumps of fixtures and seeds by their names."""
    files = (*ROOT.glob("fixtures/*/page.html"), *ROOT.glob("fixtures/*/dump.txt"))
    return {
        str(file.relative_to(ROOT)): file.read_bytes()
        for file in sorted((*files, *ROOT.glob("seeds/*.txt")))
    }


def _row(normalizer: Normalizer, data: bytes) -> str:
    try:
        return repr(normalizer.normalize(data))
    except NormalizerError as error:
        return f"{error.code}: {error}"


@pytest.fixture(name="many_switches")
def _many_switches() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("many_switches")
def test_threads_give_the_rows_of_one() -> None:
    """Sixteen threads at once, each with the same documents from another one on, give the rows of one."""
    sources = _sources()
    assert len(sources) > 80
    names = list(sources)[::6]
    shared, barrier = Normalizer(), Barrier(THREADS)

    def read(thread: int) -> dict[str, str]:
        start = thread * len(names) // THREADS
        barrier.wait()
        return {name: _row(shared, sources[name]) for name in (*names[start:], *names[:start])}

    with ThreadPoolExecutor(THREADS) as pool:
        rows = list(pool.map(read, range(THREADS)))
    alone = Normalizer()
    expected = {name: _row(alone, sources[name]) for name in names}
    for found in rows:
        assert {name for name in names if found[name] != expected[name]} == set()


@pytest.mark.usefixtures("many_switches")
def test_threads_meet_rules_that_nobody_compiled() -> None:
    """Sixteen threads whose first page is the same one, and compiles the same rules, all get it right."""
    data = (ROOT / "seeds/000_715f51071cf81657.txt").read_bytes()
    expected = _row(Normalizer(), data)
    shared, barrier = Normalizer(), Barrier(THREADS)

    def read(_: int) -> str:
        barrier.wait()
        return _row(shared, data)

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(read, range(THREADS))) == {expected}
