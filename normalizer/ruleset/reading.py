"""YAML text → plain data that remembers its lines. Safe: no tags, no anchors, no objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from normalizer.errors import RuleError

Path = tuple[str | int, ...]
#: Largest rule file, in bytes; the largest shipped one has a tenth of it.
MAX_BYTES = 1_000_000
#: Deepest nesting of a rule file; the format itself needs 5.
_MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain data, with the line (1-based) at which each path into it stands."""

    data: object
    lines: Mapping[Path, int]


def read_yaml(source: bytes, *, file: str) -> Document:
    """Return ``source`` as plain data: mappings, lists, str, int, float, bool and None.

    Dates stay text, as written. Raises RuleError with its line for bytes that are not UTF-8,
    faulty YAML, duplicate keys, keys that are no text, anchors, tags, and what is too large.
    """
    if len(source) > MAX_BYTES:
        raise RuleError(
            f"the file has {len(source):,} bytes, a rule file at most {MAX_BYTES:,}", file=file
        )
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise RuleError("this line is not UTF-8: save the file as UTF-8", file=file, line=line) from None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise RuleError(f"not YAML: {_reason(error)}", file=file, line=line) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise RuleError(f"not YAML: {error}", file=file) from None
    if node is None:
        raise RuleError("the file is empty: see docs/add-a-publisher.md", file=file)
    reader = _Reader(file)
    return Document(reader.value(node, ()), reader.lines)


def _reason(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or str(error)
    if "'\\t'" in problem or "\\t" in problem:
        return "a tab: indent with spaces"
    return f"{error.context}, {problem}" if error.context else problem


class _Reader:
    def __init__(self, file: str) -> None:
        self.lines: dict[Path, int] = {}
        self._file = file
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> object:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if id(node) in self._seen:
            raise self._error("anchors and aliases are not part of the format: write it out", path, line)
        self._seen.add(id(node))
        if len(path) > _MAX_DEPTH:
            raise self._error(f"nested deeper than {_MAX_DEPTH} levels", path, line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, at)) for at, item in enumerate(node.value)]
        return self._scalar(node, path, line)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key, str) or key_node.tag != f"{_TAG}str":
                shown = key if isinstance(key, str) else "a list or mapping"
                raise self._error(f"the key {shown} is not text for YAML: put it in quotes", path, line)
            if key in result:
                raise self._error(f"the key {key} stands here a second time", path, line)
            result[key] = self.value(value_node, (*path, key))
            self.lines[*path, key] = line
        return result

    def _scalar(self, node: yaml.ScalarNode, path: Path, line: int) -> object:
        kind, text = node.tag.removeprefix(_TAG), node.value
        if kind in ("str", "timestamp"):
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in ("true", "yes", "on")
        try:
            if kind == "int":
                return int(text)
            if kind == "float":
                return float(text)
        except ValueError:
            return text
        raise self._error(f"the tag {node.tag} is not part of the format", path, line)

    def _error(self, reason: str, path: Path, line: int) -> RuleError:
        return RuleError(reason, file=self._file, line=line, key=dotted(path))


def dotted(path: Path) -> str:
    """Return a path as people write it: ``strip[3].line``."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown.removeprefix(".")
