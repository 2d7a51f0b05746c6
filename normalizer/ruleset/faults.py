"""What is wrong with the data of a rule file, said to those who write one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args, get_origin

import msgspec

from normalizer.model import Category, Outcome
from normalizer.ruleset import model
from normalizer.ruleset.reading import Document, Path, undotted

_STRUCTS: Mapping[str, type[msgspec.Struct]] = {
    "strip": model.Strip,
    "keep": model.Keep,
    "rewrite": model.Rewrite,
    "match": model.MatchOn,
    "signature": model.Signature,
    "dates": model.Dates,
    "examples": model.Example,
    "expect": model.Expect,
    "versions": model.Version,
}
_CATEGORIES = tuple(category.value for category in Category)
_OUTCOMES = tuple(outcome.value for outcome in Outcome)
_AT = re.compile(r"(?P<reason>.*?)(?: - at `\$?(?P<path>[^`]*)`)?", re.S)
_UNKNOWN = re.compile(r"unknown field `(.+)`")
_MISSING = re.compile(r"missing required field `(.+)`")
_ADVICE = {
    "matching regex": "{value} is no language: write its code of two or three letters, as en",
    "date": "{value} is no day: write it as 2020-12-31",
    "`float": "{value} is no share: write a number above 0 and up to 1, without quotes",
    "`array`": "a list is meant here: write ['…'], or each entry on a line of its own behind a dash",
    "`object": "keys with values are meant here: known are {keys}",
}
_EMPTY = (
    "the value is empty for YAML: fill it in, or quote it where it begins with # or is null or ~"
)


def explained(message: str, data: object, at: Path = ()) -> tuple[Path, str]:
    """Return the path that a message of msgspec is about, and what is wrong there in our words.

    ``at`` is the path of the value that msgspec was given, where that was not ``data`` as a whole.
    """
    found = _AT.fullmatch(message)
    reason = found["reason"] if found else message
    path = (*at, *undotted(found["path"] or "")) if found else at
    if unknown := _UNKNOWN.search(reason):
        return (*path, unknown[1]), _unknown(unknown[1], path)
    if missing := _MISSING.search(reason):
        return path, _missing(missing[1])
    if reason.startswith("Invalid enum value"):
        word = str(_value_at(data, path))
        if path[-1] == "order":
            return path, f"there is no order {word}: known are dmy, mdy, ymd"
        if path[-1] == "outcome":
            return path, f"there is no outcome {word}{hint(word, _OUTCOMES)}"
        return path, f"there is no category {word}{hint(word, _CATEGORIES)}"
    return path, _wrong_type(reason, _value_at(data, path), path)


def first_empty(document: Document) -> tuple[Path, str] | None:
    """Return the first key without a value, and what to do; an example may expect nothing."""
    return next(_empty_values(document), None)


def every_fault(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield path and reason of all that is not of the format, where loading stops at the first."""
    empty = dict(_empty_values(document))
    yield from (empty | dict(_faults(document, (), model.RuleFile))).items()


def _empty_values(document: Document) -> Iterator[tuple[Path, str]]:
    for path in document.lines:
        if "expect" not in path and _value_at(document.data, path) is None:
            yield path, _EMPTY


def _faults(document: Document, path: Path, kind: object) -> list[tuple[Path, str]]:
    """Return what is wrong with the value at ``path``, which has to be a ``kind``, and below it."""
    value = _value_at(document.data, path)
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        whole = explained(str(error), document.data, path)
    else:
        return []
    found: list[tuple[Path, str]] = []
    if isinstance(value, dict) and (struct := _struct(kind)):
        known = {field.encode_name: field for field in msgspec.structs.fields(struct)}
        for key in value:
            below = (*path, key)
            found += (
                _faults(document, below, known[key].type)
                if key in known
                else [(below, _unknown(key, path))]
            )
        required = (name for name, field in known.items() if field.required)
        found += [(path, _missing(name)) for name in required if name not in value]
    elif isinstance(value, list) and get_origin(kind) is tuple:
        for at in range(len(value)):
            found += _faults(document, (*path, at), get_args(kind)[0])
    return found or [whole]


def _struct(kind: object) -> type[msgspec.Struct] | None:
    """Return the struct that a type is, or may be beside None."""
    for one in (kind, *get_args(kind)):
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            return one
    return None


def _unknown(name: str, path: Path) -> str:
    return f"there is no key {name}{hint(name, _keys_at(path))}"


def _missing(name: str) -> str:
    return f"the key {name} is missing here"


def _wrong_type(reason: str, value: object, path: Path) -> str:
    """Return what a writer of YAML has to do where a value is of another type than the key's."""
    if value is None:
        return _EMPTY
    wanted = reason.partition(", got")[0]
    for kind, advice in _ADVICE.items():
        if kind in wanted:
            return advice.format(value=value, keys=", ".join(_keys_at(path)))
    if isinstance(value, (bool, int, float)):
        return f"YAML reads this value as {type(value).__name__}, but text is meant: quote it"
    if "length <=" in wanted:
        return f"the text has more than {wanted.rpartition(' ')[2]} characters: make it shorter"
    if isinstance(value, (dict, list)):
        return "one text is meant here: quote it where it holds : or begins with [ or {"
    return "the text is empty: fill it in or leave the key out"


def hint(word: str, known: Iterable[str]) -> str:
    """Return how a message goes on that ``word`` is none of the known ones: the nearest, or all."""
    names = list(known)
    close = difflib.get_close_matches(word, names, 1)
    return f": did you mean {close[0]}?" if close else f": known are {', '.join(names)}"


def _keys_at(path: Path) -> tuple[str, ...]:
    """Return the keys that the mapping at ``path`` may have."""
    named = [part for part in path if isinstance(part, str)]
    struct = _STRUCTS.get(named[-1], model.RuleFile) if named else model.RuleFile
    return tuple(field.encode_name for field in msgspec.structs.fields(struct))


def _value_at(data: object, path: Path) -> object:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
    return data
