"""``normalizer rules``: everything about rule files. Each sub-command is a module here."""

from __future__ import annotations

import typer

from normalizer.cli.rules.check import check
from normalizer.cli.rules.import_ftr import import_ftr
from normalizer.cli.rules.lint import lint
from normalizer.cli.rules.list_ import list_
from normalizer.cli.rules.new import new
from normalizer.cli.rules.schema import schema
from normalizer.cli.rules.show import show
from normalizer.cli.rules.test import run_tests

app = typer.Typer(no_args_is_help=True, help="Write rule files, look at them, and test them.")
app.command("list")(list_)
app.command()(show)
app.command()(new)
app.command("test")(run_tests)
app.command()(lint)
app.command()(check)
app.command()(schema)
app.command()(import_ftr)
