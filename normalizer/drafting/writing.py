"""Rule files → YAML as people write it, with comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from normalizer.ruleset.model import RuleFile

#: Keys, at whatever depth, in the order in which they are read best; others follow.
_ORDER = (
    "outlet language timezone match hosts site_names signature seen title date authors section body "
    "strip select line as examples name url input expect text"
).split()
_WIDTH = 100
#: Text that means itself in YAML without quotes: it begins with a letter and holds nothing special.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./-]*[\w.])?|\d{4}-\d\d-\d\d")
_WORDS = frozenset("y n yes no on off true false null".split())
_STEP = "  "


def to_yaml(rule: RuleFile, comments: Mapping[str, str]) -> str:
    """Return the text of a rule file; what is null or empty is left out.

    comments: for each key a sentence that stands above it, or in its place where the rule has no
    such key; the comment of ``""`` stands at the head of the file.
    """
    plain = _said(msgspec.json.decode(msgspec.json.encode(rule)))
    lines = _comment(comments.get("", ""))
    for key in _ordered({*plain, *comments} - {""}):
        lines += _comment(comments.get(key, ""))
        if key in plain:
            lines += _entry(key, plain[key], "")
    return "\n".join(lines) + "\n"


def _said(value: object) -> Any:
    """Return plain data without the keys that hold nothing."""
    if isinstance(value, list):
        return [_said(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _said(value[key]) for key in _ordered(value) if value[key] not in (None, [])}


def _ordered(keys: Iterable[str]) -> list[str]:
    return sorted(
        keys, key=lambda key: (key not in _ORDER, key in _ORDER and _ORDER.index(key), key)
    )


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def _entry(key: str, value: object, indent: str) -> Iterator[str]:
    """Yield the lines of a key with its value."""
    if isinstance(value, str) and "\n" in value:
        yield f"{indent}{key}: |"
        yield from (f"{indent}{_STEP}{line}" if line else "" for line in value.splitlines())
        return
    line = f"{indent}{key}: {_flow(value)}"
    is_nested = isinstance(value, (dict, list)) and bool(value)
    if not is_nested or (len(line) <= _WIDTH and not _is_deep(value)):
        yield line
        return
    yield f"{indent}{key}:"
    yield from _nested(value, indent + _STEP)


def _nested(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(key, inner, indent)
        return
    for item in value if isinstance(value, list) else ():
        line = f"{indent}- {_flow(item)}"
        if isinstance(item, dict) and (len(line) > _WIDTH or _is_deep(item)):
            first, *others = _nested(item, indent + _STEP)
            yield f"{indent}- {first.lstrip()}"
            yield from others
        else:
            yield line


def _is_deep(value: object) -> bool:
    """Return whether a list of mappings, a mapping in a mapping or text of many lines is in it."""
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    if isinstance(value, dict):
        return any(isinstance(inner, dict) or "\n" in str(inner) for inner in value.values())
    return False


def _flow(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value) if isinstance(value, str) else json.dumps(value)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text)
