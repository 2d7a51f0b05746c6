from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from normalizer.model import Category
from normalizer.ruleset.loader import FRAGMENTS, shipped_folder
from normalizer.ruleset.reading import read_yaml
from normalizer.ruleset.reference import sections
from tests.cli.conftest import Run

_FILES = sorted(shipped_folder().rglob("*.yaml"))
_RULES = [path for path in _FILES if path.name != FRAGMENTS]
_EXAMPLES = [(one.struct, key.name) for one in sections() for key in one.keys if key.example]


@pytest.fixture
def schema(run: Run) -> dict[str, Any]:
    """Return what the command prints."""
    printed: dict[str, Any] = json.loads(run("rules", "schema").out)
    return printed


def _faults(schema: dict[str, Any], text: str) -> list[str]:
    """Return what the schema has against a rule file."""
    data = read_yaml(text.encode(), file="a.yaml").data
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def test_the_schema_is_json_schema(schema: dict[str, Any]) -> None:
    """The schema is valid, and names the version of JSON Schema by which it is."""
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


def test_every_definition_and_key_is_described(schema: dict[str, Any]) -> None:
    """Whoever points at a key in an editor reads what it means; other keys are not allowed."""
    for definition in schema["$defs"].values():
        assert definition["title"]
        assert definition["description"]
        for key in definition.get("properties", {}).values():
            assert key["description"]
        if definition.get("type") == "object":
            assert definition["additionalProperties"] is False


def test_categories_are_listed_with_their_meaning(schema: dict[str, Any]) -> None:
    """The words that an editor offers are the categories, each with what is meant by it."""
    category = schema["$defs"]["Category"]
    assert category["enum"] == [one.value for one in Category]
    assert len(category["enumDescriptions"]) == len(Category)
    assert all(category["enumDescriptions"])


@pytest.mark.parametrize("path", _RULES, ids=lambda path: path.relative_to(shipped_folder()))
def test_the_shipped_rules_are_valid(path: Path, schema: dict[str, Any]) -> None:
    """No shipped rule file is marked as wrong in an editor."""
    assert _faults(schema, path.read_text("utf-8")) == []


@pytest.mark.parametrize(("struct", "key"), _EXAMPLES)
def test_the_examples_of_keys_are_valid(struct: str, key: str, schema: dict[str, Any]) -> None:
    """The value that is shown for a key is one that the key may have."""
    shape = schema["$defs"][struct]["properties"][key]
    validator = Draft202012Validator({"$defs": schema["$defs"], **shape})
    assert shape["examples"]
    for example in shape["examples"]:
        assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("outlett: River Post", "outlett"),
        ("strip: [{lin: 'Tide table', as: related}]", "lin"),
        ("strip: [{line: 'Tide table', as: relatd}]", "relatd"),
        ("strip: [{line: 'Tide table'}]", "'as' is a required property"),
        ("title: h1", "h1"),
        ("outlet: ", "None"),
        ("budget: 2", "2"),
        ("language: English", "English"),
        ("dates: {order: myd}", "myd"),
        ("examples: [{name: a, input: b, expect: {titel: c}}]", "titel"),
    ],
)
def test_a_mistake_is_marked(text: str, wrong: str, schema: dict[str, Any]) -> None:
    """A typo, a missing key or a value of another kind is wrong by the schema, as it is to load."""
    (fault,) = _faults(schema, text)
    assert wrong in fault


def test_an_example_may_expect_nothing(schema: dict[str, Any]) -> None:
    """Null is a value under expect, and nowhere else."""
    assert _faults(schema, "examples: [{name: a, input: b, expect: {title: null}}]") == []
