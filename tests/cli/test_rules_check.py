"""``normalizer rules check`` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import DUMP, PAGE, Run

_RULE = """outlet: Lakeside Courier
match: {hosts: [lakeside.example], site_names: [Lakeside Courier]}
title: [h1]
body: [article]
"""
_OTHER = "\nstrip: [{line: 'Tide table', as: navigation}]\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a folder of rules that knows the publisher of PAGE."""
    file = tmp_path / "rules" / "publishers" / "lakeside.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(_RULE, "utf-8")
    return tmp_path / "rules"


def test_rules_that_fit(run: Run, folder: Path, rules: Path) -> None:
    """Each source and selector has its row of hits; the status is 0, and strangers are named."""
    ran = run("rules", "check", "pages", "--rules", rules)
    assert ran.status == 0, ran.out
    lines = ran.out.splitlines()
    assert lines[0] == "publishers/lakeside: 2 pages"
    assert "publishers/lakeside\ttitle\tpublishers/lakeside.yaml:3\t2/2\tok\th1" in lines
    assert "publishers/lakeside\tbody\tpublishers/lakeside.yaml:4\t2/2\tok\tarticle" in lines
    stranger = Path("pages", "deep", "a.txt")
    assert lines[-1] == f"of no known publisher: 1 page ({stranger})"


def test_an_entry_that_hits_nothing(run: Run, folder: Path, rules: Path) -> None:
    """An entry without a hit is said, and the status is 1."""
    with (rules / "publishers" / "lakeside.yaml").open("a", encoding="utf-8") as file:
        file.write(_OTHER)
    ran = run("rules", "check", "pages/b.HTML", "--rules", rules)
    assert ran.status == 1
    row = "strip\tpublishers/lakeside.yaml:6\t0/1\thits nothing\tline: Tide table"
    assert f"publishers/lakeside\t{row}\n" in ran.out


def test_only_one_publisher(run: Run, folder: Path, rules: Path) -> None:
    """--publisher leaves out the pages of others; that none is its own is a failure."""
    words = ("--rules", rules, "--publisher")
    assert run("rules", "check", "pages", *words, "publishers/lakeside").status == 0
    ran = run("rules", "check", "pages", *words, "publishers/jo/menafn")
    assert ran.status == 1
    assert ran.out.startswith("not known to be of publishers/jo/menafn: 3 pages (")
    assert run("rules", "check", "pages", *words, "publishers/zz").status == 2


def test_a_page_that_cannot_be_read(run: Run, folder: Path, rules: Path) -> None:
    """It is named on standard error, the others are looked at, and the status is 1."""
    ran = run("rules", "check", "pages/b.HTML", "none.html", "--rules", rules)
    assert ran.status == 1
    assert ran.err.startswith("none.html: ")
    assert "publishers/lakeside: 1 page\n" in ran.out


def test_standard_input_is_read_once(run: Run, rules: Path) -> None:
    """A page that can be read but once is compared with its text without rules all the same."""
    ran = run("rules", "check", "-", "--rules", rules, stdin=PAGE.encode())
    assert ran.status == 0
    assert "publishers/lakeside: 1 page\n" in ran.out


def test_pages_of_nobody(run: Run, rules: Path) -> None:
    """Where no page is of a known publisher there is nothing to check, which is no failure."""
    ran = run("rules", "check", "-", "--rules", rules, stdin=DUMP.encode())
    assert (ran.status, ran.out) == (0, "of no known publisher: 1 page (-)\n")
