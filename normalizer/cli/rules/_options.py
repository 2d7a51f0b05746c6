"""What the sub-commands of ``normalizer rules`` share: their argument, and the rules behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli.commands import Argument
from normalizer.errors import NormalizerError

if TYPE_CHECKING:
    from normalizer.ruleset.index import RuleSet
    from normalizer.ruleset.loader import Rule

ids_argument = click.argument(
    "ids",
    cls=Argument,
    metavar="[ID]...",
    nargs=-1,
    help="Rule files by id (publishers/jp/the-japan-news) or by its beginning; all if left out.",
)


def rule_set(folders: Sequence[Path]) -> RuleSet:
    """Return the rules of the given folders; ends with status 2 where a file is faulty."""
    from normalizer.ruleset.index import RuleSet

    try:
        return RuleSet(folders)
    except NormalizerError as error:
        click.echo(f"normalizer: {error}", err=True)
        raise Exit(2) from error


def chosen(rules: RuleSet, ids: Iterable[str]) -> Iterator[Rule]:
    """Yield the rules whose ids begin with one of ``ids``; wrong usage where one fits none."""
    wanted = tuple(ids) or ("",)
    for start in wanted:
        if not any(rule.id.startswith(start) for rule in rules):
            raise click.BadParameter(f"there is no rule file whose id begins with {start}")
    yield from (rule for rule in rules if rule.id.startswith(wanted))
