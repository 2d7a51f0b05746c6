"""A record of JSONL, CSV or Parquet → a document."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from normalizer.batch.documents import Document, FieldNames
from normalizer.errors import InputError


def document_of(
    record: Mapping[str, object],
    names: FieldNames,
    *,
    place: str,
    offset: int,
    is_table: bool = False,
) -> Document:
    """Return the document that a record holds; ``place`` is its id where it has none.

    A record without text is a document with a fault: it keeps its row. ``is_table``: the file
    declares its columns.
    """
    known = (names.text, names.url, names.id, names.crawled)
    text = record.get(names.text)
    is_text = isinstance(text, (str, bytes))
    return Document(
        id=_string(record.get(names.id)) or place,
        data=text if isinstance(text, (str, bytes)) else b"",
        url=_string(record.get(names.url)),
        crawled=_string(record.get(names.crawled)),
        columns={key: value for key, value in record.items() if key not in known},
        is_table=is_table,
        fault=None if is_text else _missing(record, names.text),
        offset=offset,
    )


def check_names(found: Sequence[str], names: FieldNames, *, file: str) -> None:
    """Raise InputError where the names of a table's columns do not do: no text, or one twice."""
    if names.text not in found:
        raise InputError(
            f"{file} has no field {names.text!r} (--text-field); it has: {', '.join(found)}"
        )
    twice = [name for name, count in Counter(found).items() if count > 1]
    if twice:
        raise InputError(f"{file} has the field {twice[0]!r} more than once: rename one")


def _string(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):  # a datetime is one too
        return value.isoformat()
    return str(value)


def _missing(record: Mapping[str, object], name: str) -> str:
    if name not in record:
        return f"there is no field {name!r} (--text-field); there are: {', '.join(record)}"
    if record[name] is None:
        return f"the field {name!r} is null"
    return f"the field {name!r} holds no text, but {type(record[name]).__name__}"
