"""Rule files that were read and found sound, kept by the hash of what they say.

Reading YAML is by far the largest part of loading rules, and finding the words of patterns that of
the first page. What a file says, that it is sound, and what a text has that a pattern matches hangs
on their characters, and on this code, alone: so it is kept between runs, one file for each folder of
rules.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from normalizer.ruleset import model
from normalizer.ruleset.hints import Hint
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.reading import Path as KeyPath

#: Bytes of a hash: two files that differ have the same one in 2**64 pairs.
_DIGEST_BYTES = 16
#: Files below which a folder is read as fast without a cache, in about 50 ms.
_WORTH = 25


class _Lines(Mapping[KeyPath, int]):
    """The line of each path in a file, unpacked when the first is asked for: most never are."""

    def __init__(self, packed: msgspec.Raw) -> None:
        self._packed = packed

    def __getitem__(self, path: KeyPath) -> int:
        return self._lines[path]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        pairs = msgspec.msgpack.decode(self._packed, type=list[tuple[KeyPath, int]])
        return dict(pairs)


class _Kept(msgspec.Struct, frozen=True):
    data: model.RuleFile
    lines: msgspec.Raw


class _Stored(msgspec.Struct, frozen=True):
    """What a cache file holds: ``engine`` is the hash of the code that wrote it."""

    engine: str
    files: dict[str, _Kept]
    sound: frozenset[str]
    hints: dict[str, Hint]


class Cache:
    """What is known of the files of one rules folder from earlier runs.

    folder: the rules folder.
    place: where caches are kept; None keeps nothing. A cache that cannot be read, or was written by
    other code, is as good as none; one that cannot be written is given up in silence.
    """

    def __init__(self, folder: Path, place: Path | None) -> None:
        name = f"rules-{digest(str(folder.absolute()).encode())}.msgpack"
        self._file = place / name if place else None
        self._known = _read(self._file)
        self._files: dict[str, _Kept] = {}
        self._sound: set[str] = set()
        self._hints: dict[str, Hint] = {}

    def get(self, key: str) -> tuple[model.RuleFile, Mapping[KeyPath, int]] | None:
        """Return the content of the file with that digest, and its lines; None if it is not known."""
        if kept := self._known.files.get(key):
            self._files[key] = kept
            return kept.data, _Lines(kept.lines)
        return None

    def put(self, key: str, data: model.RuleFile, lines: Mapping[KeyPath, int]) -> None:
        """Keep the content of the file with that digest."""
        packed = msgspec.msgpack.encode(list(lines.items()))
        self._files[key] = _Kept(data, msgspec.Raw(packed))

    def is_sound(self, key: str) -> bool:
        """Return whether ``key``, a file with all that it hangs on, is known to be sound."""
        return key in self._sound or key in self._known.sound

    def found_sound(self, key: str) -> None:
        """Keep that ``key`` is sound."""
        self._sound.add(key)

    def hint(self, pattern: Pattern) -> Hint:
        """Return the hint of a pattern as it is known, or found out now and kept."""
        key = digest(pattern.text.encode())
        found = self._hints[key] = self._known.hints.get(key) or pattern.hint
        return found

    def save(self) -> None:
        """Write what this run has used, if it has used anything new; what it has not used is dropped."""
        if len(self._files) < _WORTH or self._file is None:
            return
        new = _Stored(self._known.engine, self._files, frozenset(self._sound), self._hints)
        known = self._known
        is_known = new.files.keys() == known.files.keys() and new.sound <= known.sound
        if is_known and new.hints.keys() <= known.hints.keys():
            return
        draft = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(msgspec.msgpack.encode(new))
            draft.replace(self._file)


def digest(data: bytes) -> str:
    """Return a hash of ``data`` in hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def default_place() -> Path:
    """Return the folder in which this system's users keep caches, one for this package in it."""
    from platformdirs import user_cache_path

    return user_cache_path("article-normalizer", appauthor=False)


def _read(file: Path | None) -> _Stored:
    empty = _Stored(_engine(), {}, frozenset(), {})
    if file is None:
        return empty
    try:
        stored = msgspec.msgpack.decode(file.read_bytes(), type=_Stored)
    except (OSError, msgspec.MsgspecError):
        return empty
    return stored if stored.engine == empty.engine else empty


def _engine() -> str:
    """Return a hash of the code that reads and checks rule files."""
    folder = Path(__file__).parent
    sources = (folder.parent / "model.py", *sorted(folder.glob("*.py")))
    return digest(b"".join(source.read_bytes() for source in sources))
