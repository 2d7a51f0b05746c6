"""The command line. Each sub-command is a module here that ends in a function of its name."""

from __future__ import annotations

from typing import Annotated

import typer

from normalizer.cli.clean import clean


def main() -> None:
    """Run the command line that the process was started with; ends in SystemExit."""
    _app()()


def _app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_normalizer)
    app.command()(clean)
    return app


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
