"""``normalizer rules show`` as its user meets it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_rule_is_shown_with_its_places(run: Run) -> None:
    """The id finds the file; keys have file and line behind them."""
    ran = run("rules", "show", "publishers/jp/the-japan-news")
    assert ran.status == 0
    assert "outlet: The Japan News  # publishers/jp/the-japan-news.yaml:1\n" in ran.out


def test_the_beginning_of_an_id_is_enough(run: Run) -> None:
    """A beginning that one id alone has will do; of more, or of none, is told; the status is 2."""
    assert run("rules", "show", "publishers/jp/the-japan-n").out.startswith(
        "# publishers/jp/the-japan-news.yaml"
    )
    several = run("rules", "show", "publishers/jp")
    assert (several.status, "publishers/jp/the-japan-news" in several.err) == (2, True)
    assert run("rules", "show", "publishers/zz").status == 2


def test_fragments_are_put_in_where_asked_for(run: Run) -> None:
    """--expand shows what a pattern's named pieces stand for."""
    plain = run("rules", "show", "common/dateline").out
    expanded = run("rules", "show", "common/dateline", "--expand").out
    assert "{place" in plain
    assert "{place" not in expanded


def test_layouts_by_day(run: Run, tmp_path: Path) -> None:
    """--on shows the layout of that day; what is no day is wrong usage."""
    file = tmp_path / "publishers" / "mill.yaml"
    file.parent.mkdir()
    old = "versions: [{valid_until: 2020-12-31, body: ['#old']}]\n"
    file.write_text(f"match: {{hosts: [mill.example]}}\nbody: ['#new']\n{old}", "utf-8")
    words = ("rules", "show", "publishers/mill", "--rules", tmp_path)
    assert "'#new'" in run(*words).out
    assert "'#old'" in run(*words, "--on", "2019-05-01").out
    assert run(*words, "--on", "May").status == 2


def test_a_faulty_folder_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    """A rule that cannot be loaded is told with its line; the status is 2."""
    (tmp_path / "a.yaml").write_text("outlett: A\n", "utf-8")
    ran = run("rules", "show", "a", "--rules", tmp_path)
    assert (ran.status, "a.yaml:1" in ran.err) == (2, True)
