"""The command line. Each sub-command is a module here, imported when it is asked for."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import click

from normalizer.cli.commands import LazyGroup

_COMMANDS = {
    "clean": "normalizer.cli.clean:clean",
    "batch": "normalizer.cli.batch:batch",
    "explain": "normalizer.cli.explain:explain",
    "rules": "normalizer.cli.rules:rules",
}


def main() -> None:
    """Run the command line that the process was started with; ends in SystemExit."""
    _open_closed_streams()
    # Libraries log what they survive; all that concerns the user is in the article or its error.
    logging.getLogger().addHandler(logging.NullHandler())
    application(prog_name="normalizer")


@click.group(cls=LazyGroup, places=_COMMANDS)
@click.version_option(
    package_name="article-normalizer",
    message="%(prog)s %(version)s",
    help="Say which version this is.",
)
def application() -> None:
    """Turn news pages, or plain-text dumps of them, into clean articles."""


def _open_closed_streams() -> None:
    """Put an empty stream where one was closed (``>&-``): Python has None there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - for the process
            setattr(sys, name, stream)
