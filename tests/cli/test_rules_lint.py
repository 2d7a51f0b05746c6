"""``normalizer rules lint`` as its user meets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

_SOUND = """outlet: River Post
match: {hosts: [riverpost.example]}
strip:
  - {line: 'Tide table', as: navigation}
examples:
  - name: dump
    url: https://riverpost.example/ferry
    input: The ferry will sail again in spring, the harbour office said on Monday.
    expect: {text: 'The ferry will sail again in spring, the harbour office said on Monday.'}
"""
_DOUBTFUL = _SOUND.replace("'Tide table'", "'.+'")
_FAULTY = _SOUND.replace("navigation", "navigatio").replace("outlet", "outlett")
_NAME = "publishers/xx/river-post.yaml"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of rules with one sound file, in the folder that the user is in."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "rules" / _NAME
    file.parent.mkdir(parents=True)
    file.write_text(_SOUND, "utf-8")
    return Path("rules")


def test_the_shipped_rules_are_linted(run: Run) -> None:
    """Without arguments the shipped rules are looked at, and nothing is wrong with them."""
    ran = run("rules", "lint", "--strict")
    assert ran.status == 0, ran.out
    assert ran.out.strip().endswith(" files, 0 errors, 0 warnings")


def test_a_sound_folder(run: Run, rules: Path) -> None:
    """A folder without faults gives one line, and status 0."""
    ran = run("rules", "lint", "--rules", rules)
    assert (ran.status, ran.out) == (0, "1 file, 0 errors, 0 warnings\n")


def test_faults_are_lines_that_open_in_an_editor(run: Run, rules: Path) -> None:
    """Each fault begins with path, line and column from where the user is; the status is 1."""
    (rules / _NAME).write_text(_FAULTY, "utf-8")
    ran = run("rules", "lint", "rules")
    assert ran.status == 1
    first, second, summary = ran.out.splitlines()
    path = Path("rules", _NAME)
    assert first == f"{path}:1:1: error: outlett: there is no key outlett: did you mean outlet?"
    assert second.startswith(f"{path}:4:26: error: strip[0].as: there is no category navigatio")
    assert summary == "1 file, 2 errors, 0 warnings"


def test_warnings_end_well_unless_strict(run: Run, rules: Path) -> None:
    """A warning is said; it is a failure only where the user asked for that."""
    (rules / _NAME).write_text(_DOUBTFUL, "utf-8")
    ran = run("rules", "lint", "rules")
    assert (ran.status, ": warning: strip[0].line: " in ran.out) == (0, True)
    assert run("rules", "lint", "rules", "--strict").status == 1


@pytest.mark.parametrize(
    "word",
    ["publishers/xx/river", f"rules/{_NAME}", "rules/publishers", "rules"],
    ids=["id", "file", "folder below", "folder"],
)
def test_what_is_asked_for_is_linted(run: Run, rules: Path, word: str) -> None:
    """A file is found by its id in the user's folder, by its path and by a folder around it."""
    (rules / _NAME).write_text(_FAULTY, "utf-8")
    (rules / "common").mkdir()
    other = "why: a\nstrip: [{line: Mills, as: tags, strips: [Mills], keeps: [Mill]}]\n"
    (rules / "common" / "mill.yaml").write_text(other, "utf-8")
    ran = run("rules", "lint", word, "--rules", rules)
    assert ran.status == 1
    assert ran.out.count(": error: ") == 2


def test_a_shipped_file_by_its_id(run: Run, rules: Path) -> None:
    """An id that the user's folder has not is looked for among the shipped files."""
    ran = run("rules", "lint", "publishers/jp/the-japan-news", "--rules", rules)
    assert (ran.status, ran.out) == (0, "1 file, 0 errors, 0 warnings\n")


def test_a_file_that_stands_alone(run: Run, rules: Path) -> None:
    """A file that stands in no folder of rules is looked at by itself, not what lies beside it."""
    Path("draft.yaml").write_text(_DOUBTFUL, "utf-8")
    Path("compose.yml").write_text("services: {}\n", "utf-8")
    ran = run("rules", "lint", "draft.yaml")
    assert ran.status == 0
    assert ran.out.startswith("draft.yaml:4:6: warning: ")
    assert ran.out.endswith("1 file, 0 errors, 1 warning\n")


def test_the_users_folders_count_in_their_order(run: Run, rules: Path) -> None:
    """A later folder's file may extend one of an earlier folder, and not the reverse."""
    base = Path("base", "platforms", "wheel.yaml")
    base.parent.mkdir(parents=True)
    base.write_text("title: [h1.wheel]\n", "utf-8")
    (rules / _NAME).write_text(f"{_SOUND}extends: [platforms/wheel]\n", "utf-8")
    assert run("rules", "lint", "--rules", "base", "--rules", rules).status == 0
    ran = run("rules", "lint", rules, "--rules", rules, "--rules", "base")
    assert (ran.status, "no rule file platforms/wheel.yaml" in ran.out) == (1, True)


def test_wrong_usage(run: Run, rules: Path) -> None:
    """What is no file, folder or rule, and a folder without files, are said; the status is 2."""
    Path("empty").mkdir()
    for word in ("publishers/zz/nobody", "empty"):
        ran = run("rules", "lint", word)
        assert (ran.status, word in ran.err) == (2, True)


def test_colours_are_for_terminals(run: Run, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is piped has no escape sequences, what goes to a terminal has."""
    (rules / _NAME).write_text(_FAULTY, "utf-8")
    assert "\x1b" not in run("rules", "lint", "rules").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "\x1b[31m" in run("rules", "lint", "rules").out
