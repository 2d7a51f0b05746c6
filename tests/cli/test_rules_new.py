"""``normalizer rules new``: from pages to a file, and what it says when there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

_PAGES = Path(__file__).parent.parent / "drafting" / "pages"
_ID = "publishers/xx/river-post"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in, with a folder of two pages of one publisher."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(_PAGES, tmp_path / "pages"))


def test_a_draft_is_printed(run: Run, pages: Path) -> None:
    """Without -o the file stands on standard output, and nothing beside it."""
    ran = run("rules", "new", "pages/ferry.html", "pages/weir.html")
    assert (ran.status, ran.err) == (0, "")
    assert "\noutlet: River Post\n" in ran.out
    assert "\nbody: ['.story-text']\n" in ran.out


def test_a_draft_is_written_where_it_belongs(run: Run, pages: Path) -> None:
    """Into a folder goes publishers/COUNTRY/NAME.yaml, which passes its own test at once."""
    ran = run("rules", "new", pages, "-o", "my-rules")
    file = Path("my-rules", f"{_ID}.yaml")
    assert (ran.status, ran.out, ran.err) == (0, "", f"written: {file}\n")
    tested = run("rules", "test", "--rules", "my-rules", _ID)
    assert (tested.status, tested.out) == (0, "1 examples, 0 failed\n")


def test_a_draft_is_written_into_a_named_file(run: Run, pages: Path) -> None:
    """A name that ends in .yaml is the file."""
    assert run("rules", "new", pages, "-o", "post.yaml").status == 0
    assert "outlet: River Post" in Path("post.yaml").read_text(encoding="utf-8")


def test_no_file_is_overwritten_unasked(run: Run, pages: Path) -> None:
    """A file that is there stays as it is, unless --force is given."""
    Path("post.yaml").write_text("mine", encoding="utf-8")
    ran = run("rules", "new", pages, "-o", "post.yaml")
    assert ran.status == 2
    assert "is there already" in ran.err
    assert Path("post.yaml").read_text(encoding="utf-8") == "mine"
    assert run("rules", "new", pages, "-o", "post.yaml", "--force").status == 0
    assert "outlet: River Post" in Path("post.yaml").read_text(encoding="utf-8")


def test_addresses_are_given_in_the_order_of_the_pages(run: Run, pages: Path) -> None:
    """The host is that of the given addresses, whatever the pages say."""
    urls = ("--url", "https://www.lakepost.example/1", "--url", "https://lakepost.example/2")
    ran = run("rules", "new", "pages/ferry.html", "pages/weir.html", *urls)
    assert "hosts: [lakepost.example]" in ran.out


def test_an_address_for_each_page_or_none(run: Run, pages: Path) -> None:
    """One address for two pages is wrong usage."""
    ran = run("rules", "new", "pages/ferry.html", "pages/weir.html", "--url", "https://a.example/")
    assert ran.status == 2
    assert "1 given for 2 pages" in ran.err


def test_what_is_left_out_is_said(run: Run, pages: Path) -> None:
    """The same page twice counts once, and standard error says so."""
    ran = run("rules", "new", "pages/weir.html", "pages/weir.html")
    assert ran.status == 0
    assert "left out: pages/weir.html tells the same story as pages/weir.html" in ran.err


def test_a_page_that_is_not_there(run: Run, pages: Path) -> None:
    """A page that cannot be read ends it with status 1 and the page's name."""
    ran = run("rules", "new", "pages/ferry.html", "gone.html")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "gone.html: No such file or directory\n"


def test_pages_of_two_publishers(run: Run, pages: Path) -> None:
    """Pages of two hosts give no draft, and standard error says which they are."""
    other = (pages / "weir.html").read_text("utf-8").replace("riverpost", "lakepost")
    (pages / "other.html").write_text(other, encoding="utf-8")
    ran = run("rules", "new", pages)
    assert (ran.status, ran.out) == (1, "")
    assert "riverpost.example" in ran.err
    assert "lakepost.example" in ran.err
