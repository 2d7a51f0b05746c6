"""A file that is one page or dump."""

from __future__ import annotations

from normalizer.batch import streams
from normalizer.batch.documents import Document
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.errors import InputError


def read_page(given: BatchInput, reading: Reading) -> Document:
    """Return the document that a file is; its id is the path. One that cannot be read has a fault."""
    try:
        with streams.reading(given.path) as stream:
            data = stream.data.read(reading.max_bytes + 1)
    except InputError as error:
        return Document(id=given.name, fault=str(error), offset=given.size)
    return Document(id=given.name, data=data, offset=given.size)
