"""JSON Lines: one object a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from normalizer.batch import streams
from normalizer.batch.documents import Document, FieldNames
from normalizer.batch.inputs import BatchInput
from normalizer.batch.readers import Reading
from normalizer.batch.records import document_of

#: How much longer a line may be than the largest document: a character may be six as ``\u0041``,
#: and other fields stand beside the text.
_LINE_FACTOR = 6
_LINE_MORE = 10_000_000
_SKIP_BYTES = 1_000_000


def read_jsonl(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield a document for each line; empty lines are none.

    A line that is no JSON object, or is too long to be read, is a document with a fault. Raises
    InputError where the file cannot be read any further.
    """
    longest = reading.max_bytes * _LINE_FACTOR + _LINE_MORE
    with streams.reading(given.path) as stream:
        number = 0
        while line := stream.data.readline(longest):
            number += 1
            place = f"{given.name}:{number}"
            if len(line) == longest and not line.endswith(b"\n"):
                _skip_line(stream.data)
                fault = f"the line has more than {longest:,} bytes"
                yield Document(id=place, fault=fault, offset=stream.offset)
            elif line.strip():
                yield _document(line, reading.names, place, stream.offset)


def _document(line: bytes, names: FieldNames, place: str, offset: int) -> Document:
    try:
        record = json.loads(line, parse_int=_integer, parse_constant=lambda _: None)
        # What escapes of half a character leave cannot be written as UTF-8.
        record = _sound(record) if b"\\ud" in line.lower() else record
    except (ValueError, RecursionError) as error:
        return Document(id=place, fault=f"the line is no JSON: {error}", offset=offset)
    if not isinstance(record, dict):
        return Document(id=place, fault="the line is no JSON object", offset=offset)
    return document_of(record, names, place=place, offset=offset)


def _integer(digits: str) -> int | str:
    """Return a number, or its digits where it has more than the formats of the output can hold."""
    number = int(digits)
    return number if -(2**63) <= number < 2**64 else digits


def _sound(value: Any) -> Any:
    """Return a value in which half characters are replaced by U+FFFD."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_sound(one) for one in value]
        case dict():
            return {_sound(name): _sound(one) for name, one in value.items()}
    return value


def _skip_line(file: io.BufferedIOBase) -> None:
    while (part := file.readline(_SKIP_BYTES)) and not part.endswith(b"\n"):
        pass
