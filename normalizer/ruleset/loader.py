"""Folders of rule files → checked rules. Every fault names file, line, key and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from normalizer.errors import InputError, RuleError
from normalizer.model import Category
from normalizer.ruleset import model
from normalizer.ruleset.reading import Document, dotted, read_yaml
from normalizer.ruleset.reading import Path as KeyPath

#: The file of named pieces of patterns, in the root of a rules folder.
FRAGMENTS = "fragments.yaml"
_STRUCTS: Mapping[str, type[msgspec.Struct]] = {
    "strip": model.Strip,
    "keep": model.Keep,
    "match": model.MatchOn,
    "signature": model.Signature,
    "dates": model.Dates,
    "examples": model.Example,
    "expect": model.Expect,
    "versions": model.Version,
}
_AT = re.compile(r"^(?P<reason>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.S)
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file: its ``id`` (path in its folder without suffix), content and line numbers.

    ``file`` is the path as it is shown to people: relative to the rules folder it came from.
    """

    id: str
    file: str
    data: model.RuleFile
    lines: Mapping[KeyPath, int]

    def error(self, reason: str, *path: str | int) -> RuleError:
        """Return a RuleError about the key at ``path`` of this file."""
        return RuleError(reason, file=self.file, line=self.line(*path), key=dotted(path))

    def line(self, *path: str | int) -> int:
        """Return the line (1-based) at which ``path`` stands, or its nearest parent."""
        return _line(self.lines, path)


@dataclass(frozen=True, slots=True)
class Loaded:
    """All rules of the given folders, later folders over earlier ones."""

    rules: Mapping[str, Rule]
    fragments: Mapping[str, str]


def shipped_folder() -> Path:
    """Return the folder of the rules that come with the package, in a wheel or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "shipped_rules"
    return packed if packed.is_dir() else package.parent / "rules"


def load(folders: Sequence[Path]) -> Loaded:
    """Return the rules of all folders; a file with the id of an earlier folder's replaces it.

    Raises RuleError for the first faulty file and InputError for a folder that is not there.
    """
    rules: dict[str, Rule] = {}
    fragments: dict[str, str] = {}
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: there is no such folder of rules")
        for file in sorted(folder.rglob("*.y*ml")):
            if file.suffix not in (".yaml", ".yml"):
                continue
            shown = file.relative_to(folder).as_posix()
            document = read_yaml(_read(file, shown), file=shown)
            if shown == FRAGMENTS:
                fragments.update(_fragments(document, shown))
                continue
            rule_id = shown.rpartition(".")[0]
            rules[rule_id] = Rule(rule_id, shown, _convert(document, shown), document.lines)
    return Loaded(rules, fragments)


def parse_rule(source: bytes, *, file: str) -> Rule:
    """Return the rule that ``source`` holds, as if it stood in ``file``."""
    document = read_yaml(source, file=file)
    return Rule(file.rpartition(".")[0], file, _convert(document, file), document.lines)


def _read(file: Path, shown: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror}", file=shown) from None


def _fragments(document: Document, shown: str) -> Mapping[str, str]:
    try:
        return msgspec.convert(document.data, dict[str, str])
    except msgspec.ValidationError as error:
        raise _error(str(error), document, shown) from None


def _convert(document: Document, shown: str) -> model.RuleFile:
    try:
        return msgspec.convert(document.data, model.RuleFile)
    except msgspec.ValidationError as error:
        raise _error(str(error), document, shown) from None


def _error(message: str, document: Document, shown: str) -> RuleError:
    found = _AT.match(message)
    reason = found.group("reason") if found else message
    steps = _STEP.findall((found.group("path") or "$").removeprefix("$")) if found else []
    path: KeyPath = tuple(int(number) if number else name for number, name in steps)
    unknown = re.search(r"unknown field `(.+)`", reason)
    if unknown:
        name = unknown.group(1)
        path = (*path, name)
        reason = f"there is no key {name}{_hint(name, _keys_at(path[:-1]))}"
    else:
        reason = _explained(reason, _value_at(document.data, path))
    return RuleError(reason, file=shown, line=_line(document.lines, path), key=dotted(path))


def _explained(reason: str, value: object) -> str:
    """Return msgspec's reason with what a writer of YAML has to do about it."""
    if reason.startswith("Invalid enum value") and isinstance(value, str):
        words = [category.value for category in Category]
        return f"there is no category {value}{_hint(value, words)}"
    if value is None and "null" in reason:
        return (
            "the value is empty for YAML: fill it in, or quote it where it begins with # or is "
            "the word null"
        )
    if isinstance(value, (bool, int, float)) and "Expected `str`" in reason:
        return f"YAML reads this value as {type(value).__name__}, but text is meant: quote it"
    if isinstance(value, str) and "Expected `array`" in reason:
        return "a list is meant here: write ['…'], or an entry a line behind dashes"
    return reason[:1].lower() + reason[1:]


def _hint(word: str, known: Iterable[str]) -> str:
    names = list(known)
    close = difflib.get_close_matches(word, names, 1)
    if close:
        return f": did you mean {close[0]}?"
    return f": known are {', '.join(names)}"


def _keys_at(path: KeyPath) -> tuple[str, ...]:
    for part in reversed(path):
        if isinstance(part, str):
            struct = _STRUCTS.get(part, model.RuleFile)
            return tuple(field.encode_name for field in msgspec.structs.fields(struct))
    return tuple(field.encode_name for field in msgspec.structs.fields(model.RuleFile))


def _value_at(data: object, path: KeyPath) -> object:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return ...
    return data


def _line(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    for end in range(len(path), -1, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 0
