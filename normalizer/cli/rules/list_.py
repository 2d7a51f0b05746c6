"""``normalizer rules list``: a line for each rule file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from normalizer.cli._shared import rules_option
from normalizer.cli.rules._options import chosen, ids_argument, rule_set


@click.command("list")
@ids_argument
@rules_option
def list_(*, ids: Sequence[str], rules: Sequence[Path]) -> None:
    """Print a line for each rule file: id, whom it is for, entries and examples."""
    for rule in chosen(rule_set(rules), ids):
        data = rule.data
        hosts = ", ".join(data.match.hosts) if data.match else ""
        name = data.outlet or data.agency or ""
        counts = f"{len(data.strip)} entries, {len(data.examples)} examples"
        click.echo("\t".join((rule.id, name, hosts, counts)))
