"""``normalizer rules list``: a line for each rule file."""

from __future__ import annotations

import typer

from normalizer.cli.rules._options import Folders, Ids, chosen, rule_set


def list_(ids: Ids = None, *, rules: Folders = None) -> None:
    """Print a line for each rule file: id, whom it is for, entries and examples."""
    for rule in chosen(rule_set(rules), ids):
        data = rule.data
        hosts = ", ".join(data.match.hosts) if data.match else ""
        name = data.outlet or data.agency or ""
        counts = f"{len(data.strip)} entries, {len(data.examples)} examples"
        typer.echo("\t".join((rule.id, name, hosts, counts)))
