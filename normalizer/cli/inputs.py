"""What a user named → the inputs behind it, and the bytes of each."""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from normalizer.cli.limits import check_ratio, check_size
from normalizer.errors import InputError
from normalizer.settings import Settings

STDIN = "-"
#: Names of pages and dumps, as far as a folder is searched for them.
_PAGES = re.compile(r"\.(?:html?|xhtml|txt)(?:\.gz)?$", re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
_GZIP_MAGIC = b"\x1f\x8b"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of an input, with the address and the Content-Type that a server gave for them."""

    data: bytes
    url: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An input that is not read yet.

    ``name`` is what people know it by, on one line. ``load`` takes the settings and returns the input
    unpacked; it raises InputError or LimitError.
    """

    name: str
    load: Callable[[Settings], Raw]


def sources(inputs: Iterable[str], *, allow_private: bool = False) -> Iterator[Source]:
    """Yield what the named files, folders, addresses and ``-`` stand for, in their order.

    A folder stands for the pages and dumps in it at any depth, sorted by path; links to other
    folders are not followed. What cannot be read is yielded too: it says why when it is loaded. So are
    addresses on this machine and in private networks, unless ``allow_private``.
    """
    for name in inputs:
        scheme = _SCHEME.match(name)
        if name == STDIN:
            yield Source(STDIN, _stdin)
        elif scheme and scheme[1].lower() in {"http", "https"}:
            yield Source(one_line(name), partial(_address, name, allow_private))
        elif scheme:
            yield _refused(name, f"{scheme[1]}:// is not fetched: give an http or https address")
        elif not name:  # Path would read it as the current folder
            yield _refused("''", "the name is empty")
        elif Path(name).is_dir():
            yield from _walk(name)
        else:
            yield Source(one_line(name), partial(_file, Path(name)))


def one_line(text: str) -> str:
    """Return ``text`` fit for a line of a message: control characters and broken ones escaped."""
    text = _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return text.encode("utf-8", "backslashreplace").decode()


def _refused(name: str, reason: str) -> Source:
    return Source(one_line(name), partial(_refuse, reason))


def _refuse(reason: str, _settings: Settings) -> Raw:
    raise InputError(reason)


def _walk(folder: str) -> Iterator[Source]:
    problems: list[OSError] = []
    paths = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=problems.append)
        for name in names
        if _PAGES.search(name)
    ]
    for problem in problems:
        yield _refused(str(problem.filename), _said(problem))
    if not paths and not problems:
        yield _refused(folder, "the folder holds no .html, .htm, .xhtml or .txt file")
    for path in sorted(paths):
        # Reading a pipe or a socket that happens to lie in the folder would never end.
        if path.is_file() or not path.exists():
            yield Source(one_line(str(path)), partial(_file, path))


def _file(path: Path, settings: Settings) -> Raw:
    try:
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
            size = max(os.fstat(file.fileno()).st_size, len(data))
    except (OSError, ValueError) as error:
        raise InputError(_said(error)) from error
    check_size(size, settings)
    if path.suffix.lower() == ".gz" and not data.startswith(_GZIP_MAGIC):
        raise InputError("the name ends in .gz, but the data is not gzip-compressed")
    return Raw(_unpacked(data, settings))


def _stdin(settings: Settings) -> Raw:
    data = sys.stdin.buffer.read(settings.max_bytes + 1)
    check_size(len(data), settings)
    return Raw(_unpacked(data, settings))


def _address(url: str, allow_private: bool, settings: Settings) -> Raw:
    from normalizer.cli.fetch import fetch

    answer = fetch(url, settings=settings, allow_private=allow_private)
    return Raw(_unpacked(answer.data, settings), answer.url, answer.content_type)


def _unpacked(data: bytes, settings: Settings) -> bytes:
    """Return ``data``, unpacked where its first bytes say gzip: names and servers' labels lie."""
    if not data.startswith(_GZIP_MAGIC):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(settings.max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"the gzip data is damaged: {error}") from error
    check_size(len(unpacked), settings)
    check_ratio(len(data), len(unpacked), settings)
    return unpacked


def _said(error: OSError | ValueError) -> str:
    """Return what the system said, in words: ``No such file or directory``."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
