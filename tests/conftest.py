"""What all tests share: the option that writes expectations anew."""

from __future__ import annotations

import os

import pytest

UPDATE = "--update-fixtures"


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
