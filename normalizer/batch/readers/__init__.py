"""Readers: one file for each kind of input. Each yields documents in the order of its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from normalizer.batch.documents import Document, FieldNames
from normalizer.batch.inputs import BatchInput, InputKind


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read.

    ``max_bytes`` is the size up to which a document is read: one byte more is enough to refuse it.
    ``left_out`` counts what an input holds beside documents, by what it is.
    """

    names: FieldNames
    max_bytes: int
    left_out: Counter[str] = field(default_factory=Counter)


def read(given: BatchInput, reading: Reading) -> Iterator[Document]:
    """Yield the documents of one input.

    Raises InputError where the rest of it cannot be read; what was yielded before stands. Raises
    BatchError where a library for it is missing.
    """
    match given.kind:
        case InputKind.PAGE:
            from normalizer.batch.readers.page import read_page

            yield read_page(given, reading)
        case InputKind.JSONL:
            from normalizer.batch.readers.jsonl import read_jsonl

            yield from read_jsonl(given, reading)
        case InputKind.CSV:
            from normalizer.batch.readers.csv import read_csv

            yield from read_csv(given, reading)
        case InputKind.PARQUET:
            from normalizer.batch.readers.parquet import read_parquet

            yield from read_parquet(given, reading)
        case InputKind.WARC:
            from normalizer.batch.readers.warc import read_warc

            yield from read_warc(given, reading)
        case InputKind.ZIP:
            from normalizer.batch.readers.zip import read_zip

            yield from read_zip(given, reading)
        case InputKind.TAR:
            from normalizer.batch.readers.tar import read_tar

            yield from read_tar(given, reading)
