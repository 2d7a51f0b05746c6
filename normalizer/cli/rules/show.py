"""``normalizer rules show``: one rule as it is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normalizer.cli._shared import rules_option
from normalizer.cli.commands import Argument
from normalizer.cli.rules._options import chosen, rule_set

if TYPE_CHECKING:
    from normalizer.ruleset.index import RuleSet
    from normalizer.ruleset.loader import Rule

#: How many ids a message names.
_NAMED = 5


@click.command
@click.argument(
    "rule_id",
    cls=Argument,
    metavar="ID",
    help="The rule file: publishers/jp/the-japan-news, or a beginning that no other has.",
)
@rules_option
@click.option("--expand", is_flag=True, help="Put fragments such as {date} into the patterns.")
@click.option(
    "--on",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="In the layout of that day, like 2026-01-28; today's if left out.",
)
def show(*, rule_id: str, rules: Sequence[Path], expand: bool, on: dt.datetime | None) -> None:
    """Print a rule as YAML, with what it takes over from other files and where each key stands."""
    from normalizer.ruleset.shown import shown

    known = rule_set(rules)
    rule = _one(known, rule_id)
    click.echo(shown(rule, known, day=on.date() if on else None, expand=expand))


def _one(rules: RuleSet, start: str) -> Rule:
    """Return the rule of that id, or the one whose id begins so; wrong usage where there are more."""
    found = {rule.id: rule for rule in chosen(rules, [start])}
    if start in found:
        return found[start]
    if len(found) > 1:
        named = ", ".join([*found][:_NAMED])
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise click.BadParameter(f"{start} is the beginning of {named}{more}: write one of them")
    return next(iter(found.values()))
