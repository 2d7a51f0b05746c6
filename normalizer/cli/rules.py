"""``normalizer rules``: look at rule files, run their examples, write their schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.errors import NormalizerError

if TYPE_CHECKING:
    from normalizer.ruleset.index import RuleSet
    from normalizer.ruleset.loader import Rule

app = typer.Typer(no_args_is_help=True, help="Look at rule files, and run the examples in them.")

_Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help="Rule files by id (publishers/jp/the-japan-news) or by its beginning; all if left out.",
        show_default=False,
    ),
]
_Folders = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder of rules of your own, over the shipped ones. Repeatable.",
    ),
]


@app.command("list")
def list_rules(ids: _Ids = None, *, rules: _Folders = None) -> None:
    """Print a line for each rule file: id, whom it is for, entries and examples."""
    for rule in _chosen(_rule_set(rules), ids):
        data = rule.data
        hosts = ", ".join(data.match.hosts) if data.match else ""
        name = data.outlet or data.agency or ""
        counts = f"{len(data.strip)} entries, {len(data.examples)} examples"
        typer.echo("\t".join((rule.id, name, hosts, counts)))


@app.command("test")
def run_tests(ids: _Ids = None, *, rules: _Folders = None) -> None:
    """Run the examples of rule files, and the texts that their entries must take or keep.

    Exit status: 0 if all came out, 1 if one did not (each is shown with what was expected and what
    came), 2 if a rule file is faulty.
    """
    from normalizer.api import Normalizer
    from normalizer.ruleset.examples import run_entries, run_examples

    rule_set = _rule_set(rules)
    normalizer = Normalizer(rule_set)
    ran, failed = 0, 0
    for rule in _chosen(rule_set, ids):
        ran += _size(rule)
        for failure in (
            *run_examples(rule, normalizer.normalize),
            *run_entries(rule, rule_set.fragments),
        ):
            failed += 1
            typer.echo(str(failure))
    typer.echo(f"{ran} examples, {failed} failed")
    if failed:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors that complete and check by it."""
    import msgspec

    from normalizer.ruleset.model import RuleFile

    typer.echo(json.dumps(msgspec.json.schema(RuleFile), indent=2))


def _rule_set(folders: Iterable[Path] | None) -> RuleSet:
    from normalizer.ruleset.index import RuleSet

    try:
        return RuleSet(tuple(folders or ()))
    except NormalizerError as error:
        typer.echo(f"normalizer: {error}", err=True)
        raise typer.Exit(2) from error


def _chosen(rule_set: RuleSet, ids: Iterable[str] | None) -> Iterator[Rule]:
    """Yield the rules whose ids begin with one of ``ids``; wrong usage where one fits none."""
    wanted = tuple(ids or ("",))
    for start in wanted:
        if not any(rule.id.startswith(start) for rule in rule_set):
            raise typer.BadParameter(f"there is no rule file whose id begins with {start}")
    yield from (rule for rule in rule_set if rule.id.startswith(wanted))


def _size(rule: Rule) -> int:
    """Return how many examples and texts a rule file brings."""
    texts = sum(len(strip.strips) + len(strip.keeps) for strip in rule.data.strip)
    return texts + len(rule.data.examples)
