"""The comparison with other extractors, on a small corpus."""

from __future__ import annotations

from pathlib import Path

import compare
import peers
from corpus import Truth, read_pages
from scoring import Prediction, mark


def _broken(data: bytes, url: str | None) -> Prediction:
    raise ZeroDivisionError


def test_each_tool_sees_each_page(corpus: Path) -> None:
    """Marks and seconds are kept for each page; the failures of a tool are counted."""
    samples = read_pages(corpus)
    tools = {"normalizer": peers.run_normalizer, "broken": _broken}
    tallies = compare.compare(samples, tools)
    assert [len(tally.seconds) for tally in tallies.values()] == [3, 3]
    assert tallies["broken"].failures == {"ZeroDivisionError": 3}
    assert tallies["broken"].marks[0][1] == mark(samples[0].truth, Prediction())
    assert not tallies["normalizer"].failures


def test_the_table_shows_the_best_of_each_column() -> None:
    """Markdown with a row for each tool, the best score of a column in bold, times beside trafilatura's."""
    good, bad = compare.Tally(), compare.Tally()
    truth = Truth(text="The ferry sails.")
    for tally, text, seconds in ((good, "The ferry sails.", 0.001), (bad, "The", 0.002)):
        tally.marks.append(("aeb", mark(truth, Prediction(text))))
        tally.seconds.append(seconds)
    lines = compare.markdown({"article-normalizer": good, "trafilatura": bad}).splitlines()
    assert len(lines) == 4
    assert "**1.000**" in lines[2]
    assert lines[2].endswith("| 1.0 | 0.50 |")
    assert "0.500" in lines[3]
