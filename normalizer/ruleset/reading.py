"""YAML text → plain data that remembers its lines. Safe: no tags, no anchors, no objects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from normalizer.errors import RuleError

Path = tuple[str | int, ...]
#: Largest rule file, in bytes; the largest shipped one has a tenth of it.
MAX_BYTES = 1_000_000
#: Deepest nesting of a rule file; the format itself needs 5.
_MAX_DEPTH = 20
#: Keys, items and values of a rule file, and characters of one; the largest shipped have a fifteenth.
_MAX_VALUES = 10_000
_MAX_CHARS = 50_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain data, with line and column (1-based) at which each path stands.

    A key's path stands where the key does, that of a list's item where the item begins.
    """

    data: object
    lines: Mapping[Path, int]
    columns: Mapping[Path, int]

    def place(self, path: Path) -> tuple[int, int]:
        """Return line and column of ``path``, or of its nearest parent that stands somewhere."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]], self.columns[path[:end]]
        return 0, 0


def read_yaml(source: bytes, *, file: str) -> Document:
    """Return ``source`` as plain data: mappings, lists, str, int, float, bool and None.

    Dates stay text, as written. Raises RuleError with line and column for bytes that are not UTF-8,
    faulty YAML, duplicate keys, keys that are no text, anchors, tags, and what is too large or
    nested too deep. It reads events, not nodes: PyYAML's composer calls itself for every level
    and takes the process with it where somebody nests 100,000 of them.
    """
    document, faults = survey(source, file=file)
    if faults or document is None:
        raise faults[0]
    return document


def survey(source: bytes, *, file: str) -> tuple[Document | None, tuple[RuleError, ...]]:
    """Return ``source`` as ``read_yaml`` does, and all its faults instead of the first.

    The document is what can be read in spite of them; None where a fault is the end of reading.
    """
    faults: list[RuleError] = []
    try:
        return _Reader(_decoded(source, file), file, faults).document(), tuple(faults)
    except RuleError as error:
        return None, (*faults, error)


def _decoded(source: bytes, file: str) -> str:
    if len(source) > MAX_BYTES:
        raise RuleError(
            f"the file has {len(source):,} bytes, a rule file at most {MAX_BYTES:,}", file=file
        )
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        column = error.start - source.rfind(b"\n", 0, error.start)
        raise RuleError(
            "this line is not UTF-8: save the file as UTF-8", file=file, line=line, column=column
        ) from None


def dotted(path: Path) -> str:
    """Return a path as people write it: ``strip[3].line``."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown.removeprefix(".")


def undotted(key: str) -> Path:
    """Return the path that ``dotted`` writes so; keys of the format hold neither dots nor brackets."""
    return tuple(int(number) if number else name for number, name in _STEP.findall(key))


def _code(character: str | bytes | int) -> int:
    return character if isinstance(character, int) else ord(character)


def _blamed(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int]:
    """Return line and column to blame: where a quote or bracket opens that is never closed."""
    problem, context = error.problem_mark, error.context_mark
    end = text.rstrip().count("\n")
    mark = context if context and (problem is None or problem.line > end) else problem
    if error.problem == "found unexpected end of stream":
        mark = context or problem
    if mark is None:
        return 0, 0
    return (mark.line + 1, mark.column + 1) if mark.line <= end else (end + 1, 0)


def _reason(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    shown = text.splitlines()[line - 1] if 0 < line <= text.count("\n") + 1 else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return "a tab: indent with spaces"
    problem = error.problem or str(error)
    if "expected a single document" in problem:
        return "a second document begins here: one file is one rule, write no --- into it"
    if "cannot start any token" in problem or "mapping values are not allowed" in problem:
        return f"{problem}: put text with a colon, or with @ ` or % at its head, in single quotes"
    if "did not find expected" in problem:
        return f"{error.context}, {problem}: look at indentation, brackets and quotes here"
    return f"{error.context}, {problem}" if error.context else problem


class _Reader:
    """Builds the data of one document out of the events of YAML's parser."""

    def __init__(self, text: str, file: str, faults: list[RuleError]) -> None:
        self._text = text
        self._file = file
        self._faults = faults
        self._lines: dict[Path, int] = {}
        self._columns: dict[Path, int] = {}

    def document(self) -> Document:
        """Return the document; faults that reading survives are put into the list, others raised."""
        try:
            self._loader = _LOADER(self._text)
            return self._document()
        except yaml.reader.ReaderError as error:
            line = self._text.count("\n", 0, error.position) + 1
            reason = f"not YAML: the character U+{_code(error.character):04X} is not allowed"
            raise RuleError(reason, file=self._file, line=line) from None
        except yaml.MarkedYAMLError as error:
            line, column = _blamed(error, self._text)
            reason = f"not YAML: {_reason(error, self._text, line)}"
            raise RuleError(reason, file=self._file, line=line, column=column) from None

    def _document(self) -> Document:
        self._loader.get_event()
        if self._loader.check_event(yaml.StreamEndEvent):
            raise RuleError("the file is empty: begin with outlet: NAME", file=self._file)
        self._loader.get_event()
        data = self._value(self._loader.get_event(), ())
        self._loader.get_event()
        if not self._loader.check_event(yaml.StreamEndEvent):
            mark = self._loader.get_event().start_mark
            raise yaml.composer.ComposerError(None, None, "expected a single document", mark)
        if data is None:
            raise RuleError("the file is empty: begin with outlet: NAME", file=self._file)
        return Document(data, self._lines, self._columns)

    def _value(self, event: yaml.Event, path: Path) -> object:
        line, column = self._plain(event, path)
        self._lines.setdefault(path, line)
        self._columns.setdefault(path, column)
        if len(path) > _MAX_DEPTH:
            reason = f"nested deeper than {_MAX_DEPTH} levels"
            raise self._error(reason, path[:1], line, column)
        if len(self._lines) > _MAX_VALUES:
            reason = f"the file holds more than {_MAX_VALUES:,} values: part it into several"
            raise self._error(reason, path[:1], line, column)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > _MAX_CHARS:
                reason = f"a value has at most {_MAX_CHARS:,} characters"
                raise self._error(reason, path, line, column)
            return self._scalar(event)
        return self._sequence(path)

    def _plain(self, event: yaml.Event, path: Path) -> tuple[int, int]:
        """Return line and column of an event; raises where it is more than data."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        data = event if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) else None
        if data is None or data.anchor is not None:
            reason = "anchors and aliases are not part of the format: write it out, or quote text"
            raise self._error(f"{reason} that begins with & or *", path, line, column)
        if data.tag is not None:
            reason = f"the tag {data.tag} is not part of the format: quote text that begins with !"
            raise self._error(reason, path, line, column)
        return line, column

    def _mapping(self, path: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        while not isinstance(event := self._loader.get_event(), yaml.MappingEndEvent):
            line, column = self._plain(event, path)
            if not isinstance(event, yaml.ScalarEvent) or self._kind(event) != "str":
                shown = getattr(event, "value", "a list or mapping")
                reason = f"the key {shown} is not text for YAML: put it in quotes"
                raise self._error(reason, path, line, column)
            key = event.value
            if key in result:
                reason = f"the key {key} stands here a second time"
                self._faults.append(self._error(reason, (*path, key), line, column))
                self._value(self._loader.get_event(), (*path, key))
                continue
            self._lines[*path, key] = line
            self._columns[*path, key] = column
            result[key] = self._value(self._loader.get_event(), (*path, key))
        return result

    def _sequence(self, path: Path) -> list[object]:
        result: list[object] = []
        while not isinstance(event := self._loader.get_event(), yaml.SequenceEndEvent):
            result.append(self._value(event, (*path, len(result))))
        return result

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        kind, text = self._kind(event), event.value
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in ("true", "yes", "on")
        try:
            if kind == "int":
                return int(text)
            if kind == "float":
                return float(text)
        except ValueError:  # 12:30 and 0x1F: numbers for YAML 1.1 only
            return text
        return text

    def _kind(self, event: yaml.ScalarEvent) -> str:
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        return str(tag).removeprefix(_TAG)

    def _error(self, reason: str, path: Path, line: int, column: int) -> RuleError:
        return RuleError(reason, file=self._file, line=line, column=column, key=dotted(path))
