"""``normalizer rules``: everything about rule files. Each sub-command is a module here."""

from __future__ import annotations

import click

from normalizer.cli.commands import LazyGroup

_COMMANDS = {
    "list": "normalizer.cli.rules.list_:list_",
    "show": "normalizer.cli.rules.show:show",
    "new": "normalizer.cli.rules.new:new",
    "test": "normalizer.cli.rules.test:run_tests",
    "lint": "normalizer.cli.rules.lint:lint",
    "check": "normalizer.cli.rules.check:check",
    "schema": "normalizer.cli.rules.schema:schema",
    "import-ftr": "normalizer.cli.rules.import_ftr:import_ftr",
}


@click.group(cls=LazyGroup, places=_COMMANDS)
def rules() -> None:
    """Write rule files, look at them, and test them."""
