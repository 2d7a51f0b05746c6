"""A RecordBatch of pages in, a RecordBatch of articles out: the one function under every engine.

The schema is ``article_schema()``; ``normalizer.rows.SCHEMA_VERSION`` is its version and stands in its
metadata. Fields are those of ``Article``, by the same names:

- strings: title, date, outlet, text, published, modified, agency, dateline, language, section, image,
  url, host, publisher, outcome, extractor, fingerprint; lists of them: authors, tags; double: confidence
- blocks: list of {index, role, text, level}
- fields: struct of title, date, outlet, modified, authors, agency, dateline, language, section, tags, image,
  url, host, each {source, confidence, ambiguous} or null
- removed: list of {block, start, end, category, source, text, captured}, the last a map
- repairs: list of {block, start, before, after, repair}
- problems: list of {code, message}
- error, error_message: code and sentence, where there is no article; all else is then null
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from normalizer.api import Normalizer
from normalizer.engines.worker import Columns, Worker, article_row
from normalizer.extras import needed
from normalizer.model import Fields
from normalizer.rows import ROW_FIELDS, SCHEMA_VERSION, free_name

with needed("Arrow"):
    import pyarrow as pa

#: The key of the schema's version in its metadata.
VERSION_KEY = b"article_normalizer_schema"
_EVIDENCE = pa.struct(
    [("source", pa.string()), ("confidence", pa.float64()), ("ambiguous", pa.bool_())]
)
_TYPES: Mapping[str, pa.DataType] = {
    "confidence": pa.float64(),
    "authors": pa.list_(pa.string()),
    "tags": pa.list_(pa.string()),
    "blocks": pa.list_(
        pa.struct(
            [
                ("index", pa.int32()),
                ("role", pa.string()),
                ("text", pa.string()),
                ("level", pa.int32()),
            ]
        )
    ),
    "fields": pa.struct([(field.name, _EVIDENCE) for field in fields(Fields)]),
    "removed": pa.list_(
        pa.struct(
            [
                ("block", pa.int32()),
                ("start", pa.int32()),
                ("end", pa.int32()),
                ("category", pa.string()),
                ("source", pa.string()),
                ("text", pa.string()),
                ("captured", pa.map_(pa.string(), pa.string())),
            ]
        )
    ),
    "repairs": pa.list_(
        pa.struct(
            [
                ("block", pa.int32()),
                ("start", pa.int32()),
                ("before", pa.string()),
                ("after", pa.string()),
                ("repair", pa.string()),
            ]
        )
    ),
    "problems": pa.list_(pa.struct([("code", pa.string()), ("message", pa.string())])),
}


def article_schema() -> pa.Schema:
    """Return the schema of the fields of an article, with its version as metadata."""
    columns = [pa.field(name, _TYPES.get(name, pa.string())) for name in ROW_FIELDS]
    return pa.schema(columns, metadata={VERSION_KEY: str(SCHEMA_VERSION).encode()})


def normalize_batch(
    batch: pa.RecordBatch,
    *,
    normalizer: Normalizer | None = None,
    text: str = "text",
    url: str = "url",
    content_type: str = "content_type",
    crawled: str = "crawled",
) -> pa.RecordBatch:
    """Return a row for each row of the batch, in order: its article, or the error in its place.

    text: the column of pages and dumps, string or binary. It must be there.
    url, content_type, crawled: columns of what is known of them, where there are such.
    normalizer: the rules and settings; without it, the shipped rules, read at the first call.

    All columns but the text are passed through as they are, before the fields of ``article_schema``;
    one whose name those have gets ``input_`` before it (``input_url``). Raises InputError where there
    is no text column, and nothing for what stands in it.
    """
    Columns(text=text).check(batch.schema.names)
    made_by = normalizer or Worker().normalizer
    known = [_column(batch, name) for name in (text, url, content_type, crawled)]
    rows = [
        article_row(made_by, data, url=address, content_type=kind, crawled=when)
        for data, address, kind, when in zip(*known, strict=True)
    ]
    made = record_batch(rows, article_schema())
    passed = [name for name in batch.schema.names if name != text]
    names = passed_names(passed)
    kept = [
        (batch.schema.field(name).with_name(names[name]), batch.column(name)) for name in passed
    ]
    schema = pa.schema([field for field, _ in kept] + list(made.schema), made.schema.metadata)
    columns = [column for _, column in kept] + made.columns
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def record_batch(rows: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.RecordBatch:
    """Return rows as ``row_of`` makes them, with any other columns of the schema, as Arrow has them."""
    columns = []
    for field in schema:
        found: Iterable[object] = (row.get(field.name) for row in rows)
        if field.name == "removed":
            found = map(_with_pairs, found)
        columns.append(pa.array(found, field.type, size=len(rows)))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def passed_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return under which name each column of an input is passed through."""
    taken = frozenset(ROW_FIELDS)
    return {name: free_name(name, taken) for name in names}


def _with_pairs(removed: object) -> object:
    """Return removals with their captured groups as pairs, of which Arrow makes maps."""
    if not isinstance(removed, list):
        return None
    return [one | {"captured": list(one["captured"].items())} for one in removed]


def _column(batch: pa.RecordBatch, name: str) -> list[object]:
    """Return the values of a column, or nulls where there is none."""
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    return values(batch.column(name))


def values(column: pa.Array) -> list[object]:
    """Return the values of a column; those of strings are bytes where one of them is no UTF-8."""
    try:
        found: list[object] = column.to_pylist()
    except UnicodeDecodeError:
        if not is_string(column.type):
            raise
        wide = pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary()
        found = column.view(wide).to_pylist()
    return found


def is_string(kind: pa.DataType) -> bool:
    """Return whether values of a type are strings."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
