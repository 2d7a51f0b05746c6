"""Rows → shards of bounded size, each written beside its place and moved there when it is whole."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from normalizer.batch.output import OutputRow
from normalizer.batch.writers import Style, Writer, writer

#: Names of shards in their places, whatever the format.
_SHARD = re.compile(r"part-\d{5,}(?:\.\w+)*")
#: Names of shards that are not whole. Readers of folders leave out what begins like this.
_UNFINISHED = re.compile(r"_part-\d{5,}(?:\.\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How large a shard may become: rows, and MB of its articles as JSON, unpacked.

    A document whose article is larger than that has a shard of its own.
    """

    rows: int = 10_000
    megabytes: int = 256


class Shards:
    """The shards of a batch in ``folder``, from number ``first`` on.

    ``in_place`` is told the name and the rows of each shard when it is in its place. All methods
    raise OSError where something cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        style: Style,
        bounds: Bounds,
        *,
        first: int,
        in_place: Callable[[str, int], None],
    ) -> None:
        self._folder, self._style, self._bounds = folder, style, bounds
        self._number, self._in_place = first, in_place
        self._writer: Writer | None = None
        self._rows = self._bytes = 0
        _remove(folder, _UNFINISHED)

    def add(self, row: OutputRow) -> None:
        """Write a row, into a new shard where it would not fit into the one that is open."""
        is_full = self._rows >= self._bounds.rows
        if self._writer and (
            is_full or self._bytes + row.size > self._bounds.megabytes * 1_000_000
        ):
            self.close()
        if self._writer is None:
            self._writer = writer(self._unfinished, self._style)
        self._writer.add(row)
        self._rows += 1
        self._bytes += row.size

    def close(self) -> None:
        """Move the shard that is open, if any, to its place."""
        if self._writer is None:
            return
        self._writer.close()
        place = self._folder / self._name
        if place.is_dir():  # a kill came between the move and the note of it
            shutil.rmtree(place)
        self._unfinished.replace(place)
        _sync(self._folder)
        self._writer = None
        self._in_place(self._name, self._rows)
        self._number += 1
        self._rows = self._bytes = 0

    def abandon(self) -> None:
        """Remove the shard that is open: it can be made again."""
        if self._writer is not None:
            self._writer.abandon()
            self._writer = None
        with contextlib.suppress(OSError):
            _remove(self._folder, _UNFINISHED)

    @property
    def _name(self) -> str:
        return f"part-{self._number:05}{self._style.suffix}"

    @property
    def _unfinished(self) -> Path:
        return self._folder / f"_{self._name}"


def remove_shards(folder: Path) -> None:
    """Remove all shards from a folder, and nothing else. Raises OSError."""
    _remove(folder, _SHARD)
    _remove(folder, _UNFINISHED)


def _remove(folder: Path, names: re.Pattern[str]) -> None:
    for path in folder.iterdir():
        if names.fullmatch(path.name):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _sync(folder: Path) -> None:
    """Make sure that the names in a folder are on disk, where the system knows such a thing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
