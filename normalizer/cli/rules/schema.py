"""``normalizer rules schema``: what editors complete and check by."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a rule file, for editors that complete and check by it."""
    import msgspec

    from normalizer.ruleset.model import RuleFile

    typer.echo(json.dumps(msgspec.json.schema(RuleFile), indent=2))
