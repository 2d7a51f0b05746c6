"""The command line. Each sub-command is a module here, with a function of its name."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from normalizer.cli.clean import clean
from normalizer.cli.explain import explain
from normalizer.cli.rules import app as rules


def main() -> None:
    """Run the command line that the process was started with; ends in SystemExit."""
    _open_closed_streams()
    # Libraries log what they survive; all that concerns the user is in the article or its error.
    logging.getLogger().addHandler(logging.NullHandler())
    application()(prog_name="normalizer")


def application() -> typer.Typer:
    """Return the command line with all its commands, as ``main`` runs it."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_normalizer)
    app.command()(clean)
    app.command()(explain)
    app.add_typer(rules, name="rules")
    return app


def _open_closed_streams() -> None:
    """Put an empty stream where one was closed (``>&-``): Python has None there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - for the process
            setattr(sys, name, stream)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"normalizer {version('article-normalizer')}")
        raise typer.Exit


def _normalizer(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    """Turn news pages, or plain-text dumps of them, into clean articles."""
