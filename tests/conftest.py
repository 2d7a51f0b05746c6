"""What all tests share: the option that writes expectations anew, and a word of what has run."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

UPDATE = "--update-fixtures"
_RAN = "ran"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        UPDATE,
        action="store_true",
        help="write what the program gives into the expected.json of the cases that differ",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption(UPDATE) and os.environ.get("CI"):
        raise pytest.UsageError(
            f"{UPDATE} is refused where CI is set: write expectations at home, and read them"
        )


@pytest.fixture
def ran(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return what prints, at the end of a run, that something outside of the project took part."""
    return lambda what: record_property(_RAN, what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed"):
        for name, what in report.user_properties:
            if name == _RAN and report.when == "call":
                terminalreporter.write_line(f"ran: {what}")
