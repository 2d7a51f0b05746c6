"""Folders of rule files → checked rules. Every fault names file, line, key and what would be right."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import msgspec

from normalizer.errors import InputError, RuleError
from normalizer.ruleset import model
from normalizer.ruleset.cache import Cache, digest
from normalizer.ruleset.faults import explained, first_empty
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.reading import Document, dotted, read_yaml
from normalizer.ruleset.reading import Path as KeyPath

#: The file of named pieces of patterns, in the root of a rules folder.
FRAGMENTS = "fragments.yaml"
_NAME = re.compile(r"[a-z_]+")
#: How much of a selector or pattern an error shows, in characters; the line says where all of it is.
_SHOWN = 80
_SUFFIXES = (".yaml", ".yml")
#: The keys that a layout version may replace.
_VERSIONED = tuple(key for key in model.Version.__struct_fields__ if key != "valid_until")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file: its ``id`` (path in its folder without suffix), content and line numbers.

    ``file`` is the path as it is shown to people: relative to the rules folder it came from.
    ``rank`` is the number of that folder: 0 for the shipped ones. ``digest`` is a hash of the file.
    ``moved`` says where in the file the keys stand that a layout version has replaced.
    """

    id: str
    file: str
    data: model.RuleFile
    lines: Mapping[KeyPath, int]
    rank: int = 0
    digest: str = ""
    moved: Mapping[str | int, KeyPath] = field(default_factory=dict)

    def error(self, reason: str, *path: str | int) -> RuleError:
        """Return a RuleError about the key at ``path`` of this file."""
        key = dotted(self._place(path))
        return RuleError(reason, file=self.file, line=self.line(*path), key=key)

    def fault(self, text: str, *path: str | int) -> Callable[[str], RuleError]:
        """Return what makes an error about ``text``, the value at ``path``, of a reason."""
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        return lambda reason: self.error(f"{shown}: {reason}", *path)

    def line(self, *path: str | int) -> int:
        """Return the line (1-based) at which ``path`` stands, or its nearest parent."""
        return _line(self.lines, self._place(path))

    def layout(self, when: dt.date | None) -> int | None:
        """Return the number of the version that was in use on a day; None for today's layout."""
        versions = enumerate(self.data.versions)
        past = [(old.valid_until, at) for at, old in versions if when and when <= old.valid_until]
        return min(past)[1] if past else None

    def in_layout(self, number: int | None) -> Rule:
        """Return the rule with its keys replaced by those of a version; itself for None."""
        if number is None:
            return self
        version = self.data.versions[number]
        changed = {key: value for key in _VERSIONED if (value := getattr(version, key))}
        data = msgspec.structs.replace(self.data, **changed)
        return replace(self, data=data, moved={key: ("versions", number, key) for key in changed})

    def layouts(self) -> Iterator[Rule]:
        """Yield the rule in today's layout, then in each of its versions."""
        yield self
        yield from (self.in_layout(number) for number in range(len(self.data.versions)))

    def _place(self, path: KeyPath) -> KeyPath:
        return (*self.moved.get(path[0], path[:1]), *path[1:]) if path else path


@dataclass(frozen=True, slots=True)
class Loaded:
    """All rules of the given folders, later folders over earlier ones.

    ``pieces`` are the fragments as patterns, to be checked, each with the rank of its folder.
    ``caches`` stand in the order of the folders; who has checked the rules saves them.
    """

    rules: Mapping[str, Rule]
    fragments: Fragments
    pieces: tuple[tuple[int, Pattern], ...]
    caches: tuple[Cache, ...]


def shipped_folder() -> Path:
    """Return the folder of the rules that come with the package, in a wheel or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "shipped_rules"
    return packed if packed.is_dir() else package.parent / "rules"


def load(folders: Sequence[Path], *, place: Path | None = None) -> Loaded:
    """Return the rules of all folders; a file with the id of an earlier folder's replaces it.

    ``place`` is where is kept what the files say, for the next time; None keeps nothing. Raises
    RuleError for the first faulty file and InputError for a folder that is not there.
    """
    rules: dict[str, Rule] = {}
    fragments: dict[str, str] = {}
    pieces: list[tuple[int, Pattern]] = []
    caches: list[Cache] = []
    for rank, folder in enumerate(folders):
        if not folder.is_dir():
            raise InputError(f"{folder}: there is no such folder of rules")
        caches.append(Cache(folder, place))
        for shown in _files(folder):
            source = _read(f"{folder}/{shown}", shown)
            if shown == FRAGMENTS:
                document = read_yaml(source, file=shown)
                pieces.extend((rank, one) for one in _fragments(document, shown, fragments))
                continue
            rule = replace(_rule(source, shown, caches[rank]), rank=rank)
            if rule.id in rules and rules[rule.id].rank == rank:
                other = rules[rule.id].file
                raise RuleError(f"{other} has the same name: remove one of the two", file=shown)
            rules[rule.id] = rule
    return Loaded(rules, Fragments(fragments), tuple(pieces), tuple(caches))


def _files(folder: Path) -> list[str]:
    """Return the rule files in a folder at any depth, as paths from it, sorted."""
    root = str(folder)
    paths = (
        f"{parent}/{name}"[len(root) + 1 :]
        for parent, folders, names in os.walk(root)
        for name in (*names, *folders)
        if name.endswith(_SUFFIXES)
    )
    return sorted(path.replace(os.sep, "/") for path in paths)


def _rule(source: bytes, shown: str, cache: Cache) -> Rule:
    """Return the rule of a file, out of the cache where it knows the file's content."""
    key = digest(source)
    if known := cache.get(key):
        data, lines = known
        return Rule(_id(shown), shown, data, lines, digest=key)
    rule = parse_rule(source, file=shown)
    cache.put(key, rule.data, rule.lines)
    return rule


def parse_rule(source: bytes, *, file: str) -> Rule:
    """Return the rule that ``source`` holds, as if it stood in ``file``."""
    document = read_yaml(source, file=file)
    try:
        data = msgspec.convert(document.data, model.RuleFile)
    except msgspec.ValidationError as error:
        raise _error(document, file, explained(str(error), document.data)) from None
    if empty := first_empty(document):
        raise _error(document, file, empty)
    return Rule(_id(file), file, data, document.lines, digest=digest(source))


def _id(file: str) -> str:
    return file.rpartition(".")[0]


def _fragments(document: Document, file: str, fragments: dict[str, str]) -> Iterator[Pattern]:
    """Put the fragments of one file into ``fragments``; yield each as a pattern to be checked."""
    named = document.data if isinstance(document.data, dict) else {}
    if not named:
        raise RuleError("this file holds names with patterns: month: 'Jan|Feb'", file=file, line=1)
    for name, text in named.items():
        if not isinstance(text, str):
            raise _error(document, file, ((name,), "a pattern is meant here: quote it"))
        if not _NAME.fullmatch(name):
            raise _error(document, file, ((name,), "a fragment's name has a to z and _ alone"))
        fragments[name] = text
    known = Fragments(fragments)
    for name, text in named.items():
        fault = partial(_fragment_error, document, file, name)
        try:
            yield Pattern(text, fragments=known, fault=fault)
        except ValueError as error:
            raise fault(str(error)) from None


def _fragment_error(document: Document, file: str, name: str, reason: str) -> RuleError:
    return _error(document, file, ((name,), reason))


def _error(document: Document, file: str, fault: tuple[KeyPath, str]) -> RuleError:
    path, reason = fault
    return RuleError(reason, file=file, line=_line(document.lines, path), key=dotted(path))


def _line(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    for end in range(len(path), -1, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 0


def _read(file: str, shown: str) -> bytes:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - a Path costs as much as reading the file
            return opened.read()
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror}", file=shown) from None
