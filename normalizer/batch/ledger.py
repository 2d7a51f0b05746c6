"""What of a batch is done, kept in SQLite beside its output.

Rows are kept from when they are made until their shard is in its place: a batch that was killed
loses the last second. Settings and inputs are kept too, so that a batch never goes on with others.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from normalizer.batch.inputs import BatchInput
from normalizer.errors import BatchError

#: Goes up when the tables change.
_VERSION = 1
_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE inputs (number INTEGER PRIMARY KEY, name TEXT, size INTEGER, modified INTEGER,
                     documents INTEGER, fault TEXT);
CREATE TABLE left_out (input INTEGER, what TEXT, records INTEGER, PRIMARY KEY (input, what));
CREATE TABLE shards (number INTEGER PRIMARY KEY, name TEXT, rows INTEGER);
CREATE TABLE rows (number INTEGER PRIMARY KEY, document TEXT, row BLOB);
CREATE TABLE counts (topic TEXT, name TEXT, number INTEGER, PRIMARY KEY (topic, name));
"""
#: Seconds of work that a kill may cost.
_SECONDS = 1.0
#: What is counted: a topic (outlet, category …) and a name in it.
Counted = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of an input that was read: its documents, and why it could not be read further."""

    documents: int
    fault: str | None
    left_out: Mapping[str, int]


class Ledger:
    """The ledger of one batch. While it is open, no other process can open it.

    Raises BatchError where it is in use, cannot be read or written, or belongs to a batch with other
    settings or inputs.
    """

    def __init__(
        self, path: Path, *, settings: Mapping[str, str], inputs: Sequence[BatchInput]
    ) -> None:
        self._path = path
        self._counts: Counter[Counted] = Counter()
        self._saved = time.monotonic()
        with self._said():
            self._base = sqlite3.connect(path, isolation_level=None, timeout=1)
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("BEGIN IMMEDIATE")
            (version,) = self._base.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._create(settings, inputs)
            else:
                self._check(version, settings, inputs)
            self._base.execute("COMMIT")
            (self.shards, self.done) = self._base.execute(
                "SELECT count(*), coalesce(sum(rows), 0) FROM shards"
            ).fetchone()
            self._begin()

    def close(self) -> None:
        """Save what is not saved yet, and let others open the ledger."""
        with self._said():
            self.save()
            self._base.execute("COMMIT")
            self._base.close()

    def abandon(self) -> None:
        """Let others open the ledger without saving: what cannot be saved is made again."""
        self._base.close()

    def row(self, number: int, document: str) -> bytes | None:
        """Return the row of a document whose shard is not in its place yet, where it was made.

        ``document`` is its id: another one has that number where an input is no longer what it was.
        """
        with self._said():
            found = self._base.execute(
                "SELECT document, row FROM rows WHERE number = ?", (number,)
            ).fetchone()
        if found is None:
            return None
        before, row = found
        if before != document:
            raise self._changed(f"document {number} of the inputs was {before}, is {document}")
        return bytes(row)

    def add(self, number: int, document: str, row: bytes, counted: Counter[Counted]) -> None:
        """Keep the row of a document and what is counted of it."""
        with self._said():
            self._base.execute("INSERT INTO rows VALUES (?, ?, ?)", (number, document, row))
        self._counts += counted
        if time.monotonic() - self._saved > _SECONDS:
            self.save()

    def save(self) -> None:
        """Make sure that what was added so far survives."""
        with self._said():
            self._base.executemany(
                "INSERT INTO counts VALUES (?, ?, ?) "
                "ON CONFLICT (topic, name) DO UPDATE SET number = number + excluded.number",
                ((*counted, number) for counted, number in self._counts.items()),
            )
            self._counts.clear()
            self._base.execute("COMMIT")
            self._begin()
        self._saved = time.monotonic()

    def add_shard(self, name: str, rows: int) -> None:
        """Note that a shard is in its place; the rows that were kept for it are let go."""
        with self._said():
            self._base.execute("INSERT INTO shards VALUES (?, ?, ?)", (self.shards, name, rows))
            self._base.execute("DELETE FROM rows WHERE number < ?", (self.done + rows,))
            self.save()
        self.shards += 1
        self.done += rows

    def read(self, number: int) -> Read | None:
        """Return what became of an input, where it was read to its end."""
        with self._said():
            documents, fault = self._base.execute(
                "SELECT documents, fault FROM inputs WHERE number = ?", (number,)
            ).fetchone()
            if documents is None:
                return None
            left_out = self._base.execute(
                "SELECT what, records FROM left_out WHERE input = ?", (number,)
            )
            return Read(documents, fault, dict(left_out))

    def set_read(self, number: int, read: Read) -> None:
        """Note what became of an input."""
        with self._said():
            self._base.execute(
                "UPDATE inputs SET documents = ?, fault = ? WHERE number = ?",
                (read.documents, read.fault, number),
            )
            self._base.executemany(
                "INSERT OR REPLACE INTO left_out VALUES (?, ?, ?)",
                ((number, what, records) for what, records in read.left_out.items()),
            )

    def counts(self) -> Mapping[Counted, int]:
        """Return what was counted in the whole batch, under each topic and name."""
        with self._said():
            self.save()
            found = self._base.execute("SELECT topic, name, number FROM counts ORDER BY 1, 2")
            return {(topic, name): number for topic, name, number in found}

    def faults(self) -> Mapping[str, str]:
        """Return the inputs that could not be read to their end, each with the reason."""
        with self._said():
            return dict(self._base.execute("SELECT name, fault FROM inputs WHERE fault NOT NULL"))

    def left_out(self) -> Mapping[str, int]:
        """Return what the inputs hold beside documents, and how many of each."""
        with self._said():
            return dict(
                self._base.execute("SELECT what, sum(records) FROM left_out GROUP BY 1 ORDER BY 1")
            )

    def _begin(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def _create(self, settings: Mapping[str, str], inputs: Sequence[BatchInput]) -> None:
        for statement in _TABLES.strip().rstrip(";").split(";"):
            self._base.execute(statement)
        self._base.executemany("INSERT INTO settings VALUES (?, ?)", settings.items())
        self._base.executemany(
            "INSERT INTO inputs VALUES (?, ?, ?, ?, NULL, NULL)",
            ((at, one.name, one.size, one.modified) for at, one in enumerate(inputs)),
        )
        self._base.execute(f"PRAGMA user_version = {_VERSION}")

    def _check(
        self, version: int, settings: Mapping[str, str], inputs: Sequence[BatchInput]
    ) -> None:
        if version != _VERSION:
            raise self._changed("it was written by another version of the program")
        before = dict(self._base.execute("SELECT name, value FROM settings"))
        for name in sorted(before.keys() | settings.keys()):
            old, new = before.get(name), settings.get(name)
            if old != new:
                is_short = max(len(old or ""), len(new or "")) < 40
                raise self._changed(
                    f"{name} was {old}, is {new}" if is_short else f"{name} changed"
                )
        known = self._base.execute("SELECT name, size, modified FROM inputs ORDER BY number")
        found = [(one.name, one.size, one.modified) for one in inputs]
        for there, here in zip(known, found, strict=False):
            if there != here:
                raise self._changed(
                    f"the input {here[0]} is new or changed, or one before it is gone"
                )
        (number,) = self._base.execute("SELECT count(*) FROM inputs").fetchone()
        if number != len(found):
            raise self._changed(f"it had {number} inputs, now there are {len(found)}")

    def _changed(self, what: str) -> BatchError:
        self._base.close()
        return BatchError(
            f"{self._path.parent} holds a batch that cannot go on: {what}. Change it back, give "
            f"another output, or begin afresh with --fresh"
        )

    def _said(self) -> AbstractContextManager[None]:
        return _said(self._path)


def check_free(path: Path) -> None:
    """Raise BatchError where another process has the ledger open."""
    with _said(path), closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as base:
        base.execute("BEGIN EXCLUSIVE")
        base.execute("ROLLBACK")


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if "locked" in str(error):
            reason = "another batch is writing there: wait for it, or give another output"
        else:
            reason = f"{error}. Make room, or give another output, and start the command again"
        raise BatchError(f"the ledger {path} cannot be used: {reason}") from error
