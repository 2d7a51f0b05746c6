"""``normalizer rules test``: run the examples in rule files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli._shared import rules_option
from normalizer.cli.rules._options import chosen, ids_argument, rule_set

if TYPE_CHECKING:
    from normalizer.ruleset.loader import Rule


@click.command("test")
@ids_argument
@rules_option
def run_tests(*, ids: Sequence[str], rules: Sequence[Path]) -> None:
    """Run the examples of rule files, and the texts that their entries must take or keep.

    Exit status: 0 if all came out, 1 if one did not (each is shown with what was expected and what
    came), 2 if a rule file is faulty.
    """
    from normalizer.api import Normalizer
    from normalizer.ruleset.examples import run_entries, run_examples

    known = rule_set(rules)
    normalizer = Normalizer(known)
    ran, failed = 0, 0
    for rule in chosen(known, ids):
        ran += _size(rule)
        for failure in (
            *run_examples(rule, normalizer.normalize),
            *run_entries(rule, known.fragments),
        ):
            failed += 1
            click.echo(str(failure))
    click.echo(f"{ran} examples, {failed} failed")
    if failed:
        raise Exit(1)


def _size(rule: Rule) -> int:
    """Return how many examples and texts a rule file brings."""
    texts = sum(len(strip.strips) + len(strip.keeps) for strip in rule.data.strip)
    return texts + len(rule.data.examples)
