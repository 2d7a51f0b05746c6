from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

_RULE = """outlet: River Post
match: {hosts: [riverpost.example]}
strip:
  - line: 'Tide table'
    as: navigation
    strips: ['Tide table']
    keeps: ['Tide tables were sold out.']
examples:
  - name: dump
    url: https://riverpost.example/ferry
    input: |
      Tide table

      The ferry will sail again in spring, the harbour office said on Monday.
    expect:
      outlet: OUTLET
      text: The ferry will sail again in spring, the harbour office said on Monday.
"""


def _folder(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "publishers" / "xx" / "river-post.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_rules_pass_their_examples(run: Run) -> None:
    """Every example of every shipped rule file comes out, and the count says that they ran."""
    ran = run("rules", "test")
    assert ran.status == 0, ran.out
    count, _, rest = ran.out.strip().rpartition("\n")[2].partition(" ")
    assert int(count) > 100
    assert rest == "examples, 0 failed"


def test_a_failing_example_is_shown(run: Run, tmp_path: Path) -> None:
    """A wrong expectation is shown with its line, what was expected and what came; the status is 1."""
    folder = _folder(tmp_path, _RULE.replace("OUTLET", "Sea Post"))
    ran = run("rules", "test", "publishers/xx/river", "--rules", folder)
    assert ran.status == 1
    assert "publishers/xx/river-post.yaml:16: outlet of dump" in ran.out
    assert "expected: 'Sea Post'" in ran.out
    assert "got:      'River Post'" in ran.out
    assert "3 examples, 1 failed" in ran.out


def test_a_passing_rule_of_ones_own(run: Run, tmp_path: Path) -> None:
    """A rule of the user's own passes, and only what was asked for is run."""
    folder = _folder(tmp_path, _RULE.replace("OUTLET", "River Post"))
    ran = run("rules", "test", "publishers/xx/river-post", "--rules", folder)
    assert (ran.status, ran.out.strip()) == (0, "3 examples, 0 failed")


def test_a_faulty_rule_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    """A faulty file ends with status 2 and one line that names it and the line."""
    ran = run("rules", "list", "--rules", _folder(tmp_path, "outlett: River Post\n"))
    assert ran.status == 2
    assert "publishers/xx/river-post.yaml:1" in ran.err
    assert "did you mean outlet?" in ran.err


def test_an_unknown_id_is_wrong_usage(run: Run) -> None:
    """An id that fits no file is said, not passed over."""
    ran = run("rules", "list", "publishers/zz/nobody")
    assert ran.status == 2
    assert "publishers/zz/nobody" in ran.err


def test_rules_are_listed(run: Run) -> None:
    """The list names id, outlet and hosts."""
    ran = run("rules", "list", "publishers/jp")
    assert "publishers/jp/the-japan-news\tThe Japan News\tjapannews.yomiuri.co.jp" in ran.out
