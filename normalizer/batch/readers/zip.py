"""Zip archives of pages and dumps."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import cast

from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput, InputKind, kind_of
from normalizer.batch.readers import Reading
from normalizer.batch.streams import said, unpacked
from normalizer.errors import InputError


def read_zip(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each page or dump in the archive; its id is ``ARCHIVE/MEMBER``.

    Nothing is unpacked to disk. A member that is damaged or encrypted is a document with a fault.
    Raises InputError where the archive is none.
    """
    try:
        with said(given.name), zipfile.ZipFile(given.path) as archive:
            done = 0
            for member in archive.infolist():
                done += member.compress_size
                if kind_of(member.filename) is InputKind.PAGE:
                    yield _document(archive, member, given, reading, offset=done)
                elif not member.is_dir():
                    reading.left_out["files that are no pages"] += 1
    except zipfile.BadZipFile as error:
        raise InputError(f"{given.name} is damaged, or no zip: {error}") from error


def _document(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    given: BatchInput,
    reading: Reading,
    *,
    offset: int,
) -> Document:
    name = f"{given.name}/{member.filename}"
    try:
        with (
            said(name),
            cast("io.BufferedReader", archive.open(member)) as packed,
            unpacked(packed) as file,
        ):
            return Document(id=name, data=file.read(reading.max_bytes + 1), offset=offset)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        return Document(id=name, fault=f"{name} cannot be unpacked: {error}", offset=offset)
    except InputError as error:
        return Document(id=name, fault=str(error), offset=offset)
