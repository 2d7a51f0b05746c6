"""What a user named → the files of a batch, in order, and what each of them is."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from normalizer.errors import InputError

_PACKED = r"(?:\.gz|\.zst)?$"
_GLOB = re.compile(r"[*?\[]")


class InputKind(StrEnum):
    """What a file is, by its name."""

    PAGE = "page"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WARC = "warc"
    ZIP = "zip"
    TAR = "tar"


_KINDS = {
    InputKind.PAGE: re.compile(rf"\.(?:html?|xhtml|txt){_PACKED}", re.I),
    InputKind.JSONL: re.compile(rf"\.(?:jsonl|ndjson){_PACKED}", re.I),
    InputKind.CSV: re.compile(rf"\.csv{_PACKED}", re.I),
    InputKind.PARQUET: re.compile(r"\.parquet$", re.I),
    InputKind.WARC: re.compile(rf"\.(?:warc|wet){_PACKED}", re.I),
    InputKind.ZIP: re.compile(r"\.zip$", re.I),
    InputKind.TAR: re.compile(r"\.(?:tar(?:\.gz|\.bz2|\.xz|\.zst)?|tgz)$", re.I),
}


@dataclass(frozen=True, slots=True)
class BatchInput:
    """A file of a batch. ``size`` (bytes) and ``modified`` (ns) tell whether it is still the same."""

    path: Path
    kind: InputKind
    size: int
    modified: int

    @property
    def name(self) -> str:
        """Return what people know the file by."""
        return str(self.path)


def kind_of(name: str) -> InputKind | None:
    """Return what a file of this name is, or None where the name does not say.

    >>> kind_of("CC-MAIN-20260120.warc.wet.gz")
    <InputKind.WARC: 'warc'>
    """
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(name)), None)


def batch_inputs(names: Sequence[str], *, without: Path) -> tuple[BatchInput, ...]:
    """Return the files that the names stand for, in their order.

    A folder stands for the files of known names in it at any depth, sorted by path; hidden ones,
    links to other folders and the folder ``without`` are left out. A pattern (``*``, ``?``, ``[…]``,
    ``**``) stands for what matches it, sorted. A file that is named itself may be called anything:
    where its name says nothing it is a page. Raises InputError for a name that stands for nothing.
    """
    own = without.resolve()
    return tuple(_batch_input(path) for name in names for path in _paths(name, own))


def _paths(name: str, without: Path) -> Iterator[Path]:
    if not name:
        raise InputError("the name of an input is empty")
    path = Path(name)
    if path.is_dir():
        yield from _some(_walk(path, without), f"the folder {name} holds no file that can be read")
    elif path.exists() or not _GLOB.search(name):
        yield path
    else:
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path knows no absolute ones
        files = (one for match in matches for one in _matched(Path(match), without))
        yield from _some(files, f"nothing matches the pattern {name}")


def _matched(path: Path, without: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from _walk(path, without)
    elif without not in path.resolve().parents:
        yield path


def _some(paths: Iterable[Path], otherwise: str) -> Sequence[Path]:
    found = list(paths)
    if not found:
        raise InputError(otherwise)
    return found


def _walk(folder: Path, without: Path) -> Sequence[Path]:
    found = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(parent)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != without
        ]
        found += [
            here / name for name in names if kind_of(name) and not name.startswith((".", "_"))
        ]
    return sorted(path for path in found if path.is_file())


def _refuse(error: OSError) -> None:
    raise InputError(f"{error.filename} cannot be read: {error.strerror}") from error


def _batch_input(path: Path) -> BatchInput:
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    kind = kind_of(path.name) or InputKind.PAGE
    return BatchInput(path, kind, status.st_size, status.st_mtime_ns)
