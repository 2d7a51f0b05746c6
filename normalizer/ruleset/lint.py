"""All that is wrong with rule files, and all in them that is likely not meant."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import yaml

from normalizer.errors import RuleError
from normalizer.ruleset import model
from normalizer.ruleset.compile import compile_publisher
from normalizer.ruleset.doubts import doubts
from normalizer.ruleset.faults import every_fault
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.index import RuleSet
from normalizer.ruleset.loader import FRAGMENTS, Rule, load, parse_rule, shipped_folder
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.reading import Document, dotted, survey, undotted
from normalizer.ruleset.reading import Path as KeyPath

#: The keys whose items are compiled, each by itself.
_LISTS = tuple(
    field.name for field in msgspec.structs.fields(model.Version) if field.name != "valid_until"
)


class Severity(StrEnum):
    """An error keeps a file from being loaded, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend. ``line`` and ``column`` are 1-based, 0 where none is to blame.

    ``file`` is relative to the folder of rules; ``key`` is the dotted path in it, empty for the file.
    """

    file: str
    line: int
    column: int
    severity: Severity
    key: str
    reason: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.severity}: {self.message}"

    @property
    def message(self) -> str:
        """Return what is wrong, with the key."""
        return f"{self.key}: {self.reason}" if self.key else self.reason


def lint(
    folder: Path, *, files: Iterable[Path] | None = None, under: Sequence[Path] = ()
) -> list[Finding]:
    """Return all findings in a folder of rules, in the order of files and lines.

    ``files`` are those of the folder that count, all of them if left out; ``under`` are the folders
    of rules that this one overlays, after the shipped ones. Where a file has errors, its warnings
    wait until these are mended; so do, where its keys or values are not of the format, errors in
    its patterns and selectors. Raises RuleError for a fault in ``under``.
    """
    found = (path for path in folder.rglob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    chosen = sorted(found if files is None else files)
    read = [_File.read(path, path.relative_to(folder).as_posix()) for path in chosen]
    with TemporaryDirectory() as mirror:
        return sorted(set(_findings(read, Path(mirror), under)))


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was read: its source, its document where it has one, and its faults so far."""

    name: str
    source: bytes
    document: Document | None
    faults: tuple[Finding, ...]

    @classmethod
    def read(cls, path: Path, name: str) -> _File:
        try:
            source = path.read_bytes()
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            return cls(name, b"", None, (Finding(name, 0, 0, Severity.ERROR, "", reason),))
        document, errors = survey(source, file=name)
        faults = [
            Finding(name, one.line, one.column, Severity.ERROR, one.key, one.reason)
            for one in errors
        ]
        whole = cls(name, source, document, ())
        if document is not None and name != FRAGMENTS:
            faults += [whole.error(fault, *path_) for path_, fault in every_fault(document)]
        return replace(whole, faults=tuple(faults))

    @property
    def rule(self) -> Rule:
        """Return the rule of a file without faults."""
        return parse_rule(self.source, file=self.name)

    def error(self, reason: str, *path: str | int) -> Finding:
        return self._finding(Severity.ERROR, reason, path)

    def warning(self, reason: str, *path: str | int) -> Finding:
        return self._finding(Severity.WARNING, reason, path)

    def _finding(self, severity: Severity, reason: str, path: KeyPath) -> Finding:
        line, column = self.document.place(path) if self.document else (0, 0)
        return Finding(self.name, line, column, severity, dotted(path), reason)


def _findings(read: Sequence[_File], mirror: Path, under: Sequence[Path]) -> Iterator[Finding]:
    """Yield all findings. ``mirror`` is an empty folder, for what is left of the files without faults."""
    for one in read:
        yield from one.faults
    rest = _Rest({file.name: file for file in read if not file.faults}, mirror)
    folders = [*under, mirror]
    names = {file.name for file in read}
    if FRAGMENTS in names and FRAGMENTS not in rest.files:
        return  # patterns that use its fragments would all seem faulty
    try:
        loaded = load([shipped_folder(), *folders])
    except RuleError as error:
        # The shipped files are read whatever stands over them: lint may just have told of this one.
        yield from rest.told(error, names)
        return
    of_fragments = list(_faults_of_fragments(loaded.pieces, rank=len(folders)))
    for fault in of_fragments:
        yield from rest.told(fault, names)
    if of_fragments:
        return
    for file in rest.rules:
        for path, reason in _faults_of_items(file.rule, loaded.fragments):
            yield file.error(reason, *path)
            rest.drop(file.name, path)
    rules = yield from _faults_of_whole(rest, folders, names)
    for file in rest.rules:
        if rules and file.name not in rest.faulty:
            yield from (file.warning(reason, *path) for path, reason in doubts(file.rule, rules))


def _faults_of_whole(
    rest: _Rest, folders: Sequence[Path], names: Collection[str]
) -> Generator[Finding, None, RuleSet | None]:
    """Yield what a RuleSet refuses, dropping it, until one can be made; return that."""
    seen: set[tuple[str, str]] = set()
    while True:
        try:
            return RuleSet(folders, cached=False)
        except RuleError as error:
            if not rest.explains(error, names):
                yield from rest.told(error, names)
            if (error.file, error.key) in seen:  # it stands in a shipped file, and is not to drop
                return None
            seen.add((error.file, error.key))
            rest.drop(error.file, undotted(error.key))


def _faults_of_fragments(pieces: Iterable[tuple[int, Pattern]], rank: int) -> Iterator[RuleError]:
    for owner, piece in pieces:
        if owner == rank:
            try:
                piece.check()
            except RuleError as error:
                yield error


def _faults_of_items(rule: Rule, fragments: Fragments) -> Iterator[tuple[KeyPath, str]]:
    """Yield path and reason of each selector, pattern, source and entry that is wrong in itself."""
    versions = (((("versions", at), one)) for at, one in enumerate(rule.data.versions))
    for prefix, layout in (((), rule.data), *versions):
        for key in _LISTS:
            for at, item in enumerate(getattr(layout, key)):
                data = msgspec.structs.replace(model.RuleFile(), **{key: (item,)})
                alone = replace(rule, data=data, moved={})
                try:
                    compile_publisher(alone, (), fragments).check()
                except RuleError as error:
                    yield (*prefix, key, at, *undotted(error.key)[2:]), error.reason


class _Rest:
    """The files as a RuleSet may read them, in a folder: without the keys that are known to be faulty."""

    def __init__(self, files: Mapping[str, _File], mirror: Path) -> None:
        self.files = files
        self.faulty: set[str] = set()
        self._mirror = mirror
        self._data = {
            file.name: dict(file.document.data)
            for file in files.values()
            if file.document and isinstance(file.document.data, dict)
        }
        for file in files.values():
            self._write(file.name, file.source)

    @property
    def rules(self) -> Iterator[_File]:
        """Yield the files that hold a rule."""
        yield from (file for file in self.files.values() if file.name != FRAGMENTS)

    def drop(self, name: str, path: KeyPath) -> None:
        """Leave out the key in which a fault stands, whole if it is a list; for no key, the file."""
        self.faulty.add(name)
        if path:
            self._data[name].pop(path[0], None)
            left = self._data[name] or {"why": "nothing is left"}
            self._write(name, yaml.safe_dump(left).encode())  # of lines the original knows
        else:
            (self._mirror / name).unlink(missing_ok=True)

    def explains(self, error: RuleError, names: Collection[str]) -> bool:
        """Return whether an error may only follow from what was left out, of this file or another."""
        if error.file not in self.files:
            return False
        gone = {name for name in names if not (self._mirror / name).exists()}
        if error.key.startswith("extends"):
            return any(f" {name} " in error.reason for name in gone)
        return not error.key and (error.file in self.faulty or bool(gone))

    def told(self, error: RuleError, names: Collection[str]) -> Iterator[Finding]:
        """Yield an error as a finding, where it was not found before. Raises it for another folder's."""
        if error.file not in names:
            raise error
        if error.file in self.files:
            yield self.files[error.file].error(error.reason, *undotted(error.key))

    def _write(self, name: str, content: bytes) -> None:
        path = self._mirror / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
