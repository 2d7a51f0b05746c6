"""Tar archives of pages and dumps, packed or not."""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Iterator

from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput, InputKind, kind_of
from normalizer.batch.readers import Reading
from normalizer.batch.streams import Stream, said, unpacked
from normalizer.batch.streams import reading as opened
from normalizer.errors import InputError


def read_tar(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each page or dump in the archive; its id is ``ARCHIVE/MEMBER``.

    Nothing is unpacked to disk; links are left out. Raises InputError where the archive is none, or
    is cut off or damaged from some place on.
    """
    try:
        with opened(given.path) as stream, tarfile.open(fileobj=stream.data, mode="r|*") as archive:
            for member in archive:
                if member.isfile() and kind_of(member.name) is InputKind.PAGE:
                    yield _document(archive, member, given, reading, stream)
                elif not member.isdir():
                    reading.left_out["files that are no pages"] += 1
            # The library takes half a head for the end; in a packed file the packing would miss it.
            is_plain = stream.data is stream.raw and given.path.suffix.lower() == ".tar"
            if is_plain and given.size % tarfile.BLOCKSIZE:
                raise InputError(f"{given.name} is cut off")
    except (tarfile.TarError, lzma.LZMAError) as error:
        raise InputError(f"{given.name} is cut off or damaged, or no tar: {error}") from error


def _document(
    archive: tarfile.TarFile,
    member: tarfile.TarInfo,
    given: BatchInput,
    reading: Reading,
    stream: Stream,
) -> Document:
    name = f"{given.name}/{member.name}"
    found = archive.extractfile(member)
    data = found.read(reading.max_bytes + 1) if found else b""
    offset = stream.offset
    if len(data) < min(member.size, reading.max_bytes + 1):
        raise InputError(f"{given.name} is cut off in {member.name}")
    try:
        with said(name), unpacked(io.BufferedReader(io.BytesIO(data))) as file:
            return Document(id=name, data=file.read(reading.max_bytes + 1), offset=offset)
    except InputError as error:
        return Document(id=name, fault=str(error), offset=offset)
