"""What readers give: one document with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page or dump of a batch.

    ``id`` is its own where it has one, else where it stands (``news.jsonl:12``). ``columns`` are
    passed through to its row; ``is_table``: they are those that its file declares. ``fault`` says why
    it could not be read: ``data`` is then empty. ``offset`` is how far its file was read, in bytes:
    what is left is told from it.
    """

    id: str
    data: bytes | str = b""
    url: str | None = None
    content_type: str | None = None
    crawled: str | None = None
    columns: Mapping[str, object] = field(default_factory=dict)
    is_table: bool = False
    fault: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNames:
    """Which fields of JSONL, CSV and Parquet hold what; all others are passed through.

    A document without the field ``text`` has a fault, the other fields may be missing.
    """

    text: str = "text"
    url: str = "url"
    id: str = "id"
    crawled: str = "crawled"
