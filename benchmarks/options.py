"""The options that benchmarks share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

_PATH = click.Path(path_type=Path)

corpus = click.option(
    "--corpus", type=_PATH, required=True, help="Folder with pages.jsonl and html/."
)
workers = click.option("--workers", type=click.IntRange(min=1), default=2, help="Processes.")
folds = click.option(
    "--folds", type=_PATH, help="Models of the cross-validation, each blind to some hosts."
)
check = click.option("--check", type=_PATH, help="Floors to hold; status 1 if missed.")


def publisher_rules(*, default: bool) -> Callable[[_Command], _Command]:
    """Return the option whether publishers' own rule files are in force."""
    return click.option(
        "--publisher-rules/--no-publisher-rules",
        default=default,
        help="With publishers' own rule files.",
    )
