"""What the sub-commands of ``normalizer rules`` share: their options, and the rules behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.errors import NormalizerError

if TYPE_CHECKING:
    from normalizer.ruleset.index import RuleSet
    from normalizer.ruleset.loader import Rule

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID",
        help="Rule files by id (publishers/jp/the-japan-news) or by its beginning; all if left out.",
        show_default=False,
    ),
]
Folders = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder of rules of your own, over the shipped ones. Repeatable.",
    ),
]


def rule_set(folders: Iterable[Path] | None) -> RuleSet:
    """Return the rules of the given folders; ends with status 2 where a file is faulty."""
    from normalizer.ruleset.index import RuleSet

    try:
        return RuleSet(tuple(folders or ()))
    except NormalizerError as error:
        typer.echo(f"normalizer: {error}", err=True)
        raise typer.Exit(2) from error


def chosen(rules: RuleSet, ids: Iterable[str] | None) -> Iterator[Rule]:
    """Yield the rules whose ids begin with one of ``ids``; wrong usage where one fits none."""
    wanted = tuple(ids or ("",))
    for start in wanted:
        if not any(rule.id.startswith(start) for rule in rules):
            raise typer.BadParameter(f"there is no rule file whose id begins with {start}")
    yield from (rule for rule in rules if rule.id.startswith(wanted))
