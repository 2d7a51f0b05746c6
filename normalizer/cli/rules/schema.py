"""``normalizer rules schema``: what editors complete and check by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from normalizer.ruleset.reference import Key

_NULL = {"type": "null"}


@click.command
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors that complete and check by it.

    Write it into a file, and name that in the first line of a rule file:
    `# yaml-language-server: $schema=FILE`.
    """
    click.echo(json.dumps(rule_schema(), indent=2, ensure_ascii=False))


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a rule file, with what the reference says of each key.

    It is as strict as loading where JSON Schema can say it: an entry with both ``select`` and
    ``line``, a faulty pattern or a host of two files are found by ``normalizer rules test``.
    """
    import msgspec

    from normalizer.ruleset.model import RuleFile
    from normalizer.ruleset.reference import categories, sections

    found = msgspec.json.schema(RuleFile)
    definitions = found["$defs"]
    for section in sections():
        definition = definitions[section.struct]
        properties = {
            key.name: _property(definition["properties"][key.name], key) for key in section.keys
        }
        definition |= {"title": section.name, "description": section.doc, "properties": properties}
    words = categories()
    definitions["Category"] |= {
        "enum": [word.name for word in words],
        # Editors show these beside each word; the standard has no place for them.
        "enumDescriptions": [word.meaning for word in words],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file of normalizer",
        **found,
    }


def _property(shape: dict[str, Any], key: Key) -> dict[str, Any]:
    """Return what the schema says of one key, told to people."""
    from normalizer.ruleset.reading import read_yaml

    # The default of a key is to be left out: an editor must not write it.
    told = {word: value for word, value in shape.items() if word != "default"}
    if "anyOf" in told and "null" not in key.type:
        (only,) = (one for one in told.pop("anyOf") if one != _NULL)
        told |= only
    told["description"] = key.meaning
    if key.example:
        example = read_yaml(key.example.encode(), file="the example of a key").data
        told["examples"] = list(example.values()) if isinstance(example, dict) else []
    return told
