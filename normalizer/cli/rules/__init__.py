"""``normalizer rules``: everything about rule files. Each sub-command is a module here."""

from __future__ import annotations

import typer

from normalizer.cli.rules.list_ import list_
from normalizer.cli.rules.schema import schema
from normalizer.cli.rules.test import test

app = typer.Typer(no_args_is_help=True, help="Write rule files, look at them, and test them.")
app.command("list")(list_)
app.command()(test)
app.command()(schema)
