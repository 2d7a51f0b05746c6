"""The speed benchmark: which pages it takes, in which order it runs, what it says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

import speed
from corpus import Sample, Truth, read_pages


def test_pages_are_spread_evenly() -> None:
    """Five of ten samples are every other one; there are no more than there are."""
    samples = [Sample(str(number), "a", "", Truth()) for number in range(10)]
    assert [sample.id for sample in speed.spread(samples, 5)] == ["0", "2", "4", "6", "8"]
    assert speed.spread(samples, 100) == samples
    assert speed.spread([], 5) == []


def test_the_order_rotates_page_by_page(corpus: Path) -> None:
    """Each contender comes first as often as the others; the warm-up is not timed."""
    calls: list[str] = []
    contenders = {name: lambda _data, _url, name=name: calls.append(name) for name in "xyz"}
    samples = read_pages(corpus)
    timings = speed.measure(samples, contenders, warm_up=samples[:1])
    assert "".join(calls) == "xyz" + "xyz" + "yzx" + "zxy"
    assert [len(timing.seconds) for timing in timings.values()] == [3, 3, 3]


def test_ratios_are_of_sums_and_of_the_median_page() -> None:
    """One slow page moves the ratio of the sums, not that of the median page."""
    ours, theirs = speed.Timing((1.0, 1.0, 8.0), 3), speed.Timing((1.0, 1.0, 2.0), 3)
    assert ours.times(theirs) == pytest.approx(2.5)
    assert ours.median_times(theirs) == pytest.approx(1.0)
    assert ours.percentile(0.99) == 8.0


def test_a_line_says_what_a_page_costs() -> None:
    """Two pages of a megabyte in four seconds: half a page and half a megabyte a second."""
    timing = speed.Timing((1.0, 3.0), 2_000_000)
    console = Console(width=120)
    with console.capture() as captured:
        console.print(speed.tabulate("speed", {"trafilatura": timing}))
    for number in ("0.5", "2000.00", "3000.00", "1.000"):
        assert number in captured.get()


def test_all_contenders_run_on_a_page(corpus: Path) -> None:
    """Each takes bytes and a URL, and says nothing of a page that it cannot read."""
    for sample in read_pages(corpus):
        data = sample.read()
        assert isinstance(data, bytes)
        for extract in speed.CONTENDERS.values():
            extract(data, sample.url)
