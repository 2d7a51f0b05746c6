"""What the program says of itself."""

from __future__ import annotations

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), ("clean", "batch", "explain", "rules")),
        (("rules",), ("list", "show", "new", "test", "lint", "check", "schema", "import-ftr")),
    ],
)
def test_commands_are_listed(words: tuple[str, ...], named: tuple[str, ...], run: Run) -> None:
    """--help names the commands in the order of their use; to name none is wrong usage, and shows it."""
    ran = run(*words, "--help")
    assert (ran.status, ran.err) == (0, "")
    listed = [line.split()[0] for line in ran.out.splitlines() if line[:3].strip()]
    assert [word for word in listed if word in named] == [*named]
    without = run(*words)
    assert (without.status, without.out, without.err) == (2, "", ran.out)


def test_a_command_is_listed_with_all_that_it_does(run: Run) -> None:
    """The summary is not cut at the end of a line."""
    listed = " ".join(run("--help").out.split())
    assert "its fields, and what became of each block. rules" in listed


def test_arguments_are_described(run: Run) -> None:
    """An argument has its line in the help, and what must be given is marked."""
    shown = " ".join(run("explain", "--help").out.split())
    assert "INPUT A page or dump: a file, an" in shown
    assert "standard input. [required] Options:" in shown
    assert "[ID]... Rule files by id" in " ".join(run("rules", "test", "--help").out.split())


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    """The name that is none is said."""
    ran = run("cleen")
    assert (ran.status, ran.out) == (2, "")
    assert "'cleen'" in ran.err
