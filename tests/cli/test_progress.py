"""Progress: seen on terminals when the work is long, and nowhere else."""

from __future__ import annotations

import io
import time

import pytest

from normalizer.cli.progress import Progress


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def stand_in(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in the place of standard error, which pytest sets anew for each phase."""
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return shown


def wait_for(terminal: Terminal, words: str) -> None:
    """Return when the words are on the terminal; the bar is drawn by a thread of its own."""
    end = time.monotonic() + 5
    while words not in terminal.getvalue():
        assert time.monotonic() < end, terminal.getvalue()
        time.sleep(0.01)


def test_many_inputs_show_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar counts, keeps off what is written, and is gone in the end."""
    terminal = stand_in(monkeypatch)
    with Progress(30) as progress:
        wait_for(terminal, "0/30")
        with progress.aside(needed=True):
            before = terminal.getvalue()
            time.sleep(0.2)
            assert terminal.getvalue() == before, "drawn over what is written"
        progress.advance()
        wait_for(terminal, "1/30")
    assert terminal.getvalue().endswith("\x1b[2K")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few inputs that are done within a second leave no trace."""
    terminal = stand_in(monkeypatch)
    with Progress(2) as progress:
        progress.advance()
    assert terminal.getvalue() == ""


def test_pipe_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Logs are not filled with bars."""
    with Progress(1000) as progress, progress.aside(needed=True):
        time.sleep(0.1)
    assert capsys.readouterr().err == ""
