"""The summary of a batch, and the page that shows it."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from normalizer import Normalizer
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.report import report
from normalizer.batch.runner import Plan, State, run_batch
from normalizer.batch.summary import Summary, Topic

from .conftest import Batch, address, page, write_jsonl

RULE = """outlet: News
match: {hosts: [news.example]}
body: ['#story']
"""
NASTY = '</table><script>alert(1)</script><img src="https://evil.example/x.png" onerror=alert(2)>'


@pytest.fixture
def drifted(tmp_path: Path, here: None) -> Summary:
    """Return the summary of pages that a publisher's file no longer fits, all but one."""
    rule = tmp_path / "rules" / "publishers" / "xx" / "news.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(RULE, encoding="utf-8")
    texts = [page(0).replace("<article>", '<article id="story">'), *map(page, range(1, 4))]
    records = [{"text": text, "url": address(at)} for at, text in enumerate(texts)]
    given = write_jsonl(tmp_path / "a.jsonl", [*records, {"text": ""}])
    inputs = batch_inputs([str(given)], without=tmp_path / "out")
    plan = Plan(inputs=inputs, out=tmp_path / "out")
    return run_batch(plan, Normalizer([tmp_path / "rules"]))


def test_drift_is_counted_by_publisher(drifted: Summary) -> None:
    """On how many of a publisher's pages its file failed, and how."""
    (drift,) = drifted.drift()
    assert (drift.publisher, drift.pages) == ("publishers/xx/news", 4)
    assert drift.problems == {"body_not_found": 3}
    assert drift.share == 0.75


def test_everything_is_counted_once(drifted: Summary) -> None:
    """Each document has one outcome or one error, and each article one outlet."""
    assert drifted.number(Topic.OUTCOME) + drifted.number(Topic.ERROR) == drifted.documents == 5
    assert drifted.by(Topic.OUTLET) == [("News", 4)]
    assert drifted.by(Topic.ERROR) == [("input", 1)]
    assert dict(drifted.by(Topic.CATEGORY))["navigation"] == 4
    assert drifted.by(Topic.PROBLEM) == [("body_not_found", 3)]


def test_the_report_shows_what_the_summary_has(drifted: Summary) -> None:
    """Charts of each topic, and a table of the rules that no longer fit."""
    tree = lxml.html.fromstring(report(drifted))
    assert [one.text for one in tree.iter("h2")] == [
        "What the documents are",
        "Why there is no article",
        "Outlets",
        "Pieces removed, by category",
        "Problems that were survived",
        "Rules that no longer fit, by publisher",
    ]
    text = " ".join(tree.text_content().split())
    assert "publishers/xx/news 75% of 4 pages body_not_found 3" in " ".join(
        cell.text_content() for cell in tree.iter("th", "td")
    )
    assert "5 documents, 1 of them without an article" in text


def test_nothing_in_the_report_is_markup_by_chance() -> None:
    """Whatever outlets and file names say is text; the page loads nothing and runs nothing."""
    counts = {(topic, NASTY): 2 for topic in Topic if topic is not Topic.DRIFT}
    counts |= {(Topic.DRIFT, f"{NASTY.replace(' ', '')} body_not_found"): 1}
    counts |= {(Topic.PUBLISHER, NASTY.replace(" ", "")): 2}
    shown = report(Summary(2, 2, 1.0, counts, {NASTY: NASTY}, {NASTY: 1}))
    tree = lxml.html.fromstring(shown)
    assert {one.tag for one in tree.iter()} <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr"),
        *("th", "td", "svg", "rect", "i"),
    }
    assert not [
        one for one in tree.iter() for name in one.attrib if name in ("src", "href", "onerror")
    ]
    assert "url(" not in shown
    assert NASTY in tree.text_content()


def test_many_outlets_are_cut_in_the_report() -> None:
    """The largest are shown, the others are one bar, so that the numbers add up."""
    counts = {(str(Topic.OUTLET), f"Outlet {at}"): 1 for at in range(1_000)}
    tree = lxml.html.fromstring(report(Summary(1_000, 1_000, 1.0, counts, {}, {})))
    numbers = [int(one.text.replace(",", "")) for one in tree.iterfind(".//td[@class='number']")]
    assert len(numbers) == 41
    assert sum(numbers) == 1_000
    assert "960 more" in tree.text_content()


@pytest.mark.usefixtures("here")
def test_progress_is_told_after_each_document(
    tmp_path: Path, normalizer: Normalizer, batch: Batch
) -> None:
    """Documents, failures and bytes go up to the whole, across inputs."""
    first = write_jsonl(tmp_path / "a.jsonl", [{"text": page(0)}, {"no": "text"}])
    second = tmp_path / "b.html"
    second.write_text(page(1), encoding="utf-8")
    told: list[State] = []
    inputs = batch_inputs([str(first), str(second)], without=tmp_path / "out")
    run_batch(Plan(inputs=inputs, out=tmp_path / "out"), normalizer, watch=told.append)
    assert [(one.documents, one.made, one.failed) for one in told] == [
        (1, 1, 0),
        (2, 2, 1),
        (3, 3, 1),
    ]
    assert told[-1].read_bytes == told[-1].all_bytes
