"""The Arrow function: a row for each row, its schema, and what is passed through."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys

import msgspec
import pyarrow as pa
import pytest

from normalizer import Category, InputError, Normalizer, Settings, normalize
from normalizer.engines.arrow import article_schema, normalize_batch
from normalizer.rows import ROW_FIELDS, SCHEMA_VERSION, row_of

PAGE = """<html lang="en"><head><title>Ferry to sail again</title>
<meta property="og:site_name" content="River Post"></head><body><nav><a href="/">Home</a></nav>
<h1>Ferry to sail again</h1><p>OSLO (AP) — The ferry between the two islands will sail again in spring,
the office said.</p><p>Nobody had asked the fishermen, and nobody had asked the mayor.</p></body></html>"""
URL = "https://riverpost.example/ferry"


def _batch(**columns: object) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def _plain(batch: pa.RecordBatch, at: int) -> dict[str, object]:
    """Return a row as it is in JSON, its maps as objects."""
    row = batch.slice(at, 1).to_pylist()[0]
    for removal in row["removed"] or ():
        removal["captured"] = dict(removal["captured"])
    plain: dict[str, object] = row
    return plain


def test_a_row_is_that_of_normalize() -> None:
    """With its address and time of crawl given, a row holds the article, in text or in bytes."""
    crawled = "2026-01-28"
    expected = json.loads(json.dumps(row_of(normalize(PAGE, url=URL, crawled=crawled))))
    for data in (PAGE, PAGE.encode()):
        made = normalize_batch(_batch(text=[data], url=[URL], crawled=[crawled]))
        row = _plain(made, 0)
        assert {name: row[name] for name in ROW_FIELDS} == expected
        assert row["agency"] == "AP"


def test_there_are_as_many_rows_out_as_in() -> None:
    """What is null, binary or empty has a row with an error in its place, the others their articles."""
    made = normalize_batch(_batch(text=[PAGE.encode(), None, b"%PDF-1.4", PAGE.encode()]))
    rows = made.to_pylist()
    assert [row["error"] for row in rows] == [None, "input", "input", None]
    assert [row["outcome"] for row in rows] == ["article", None, None, "article"]
    assert rows[1]["error_message"] == "there is no text: the value is null"
    assert normalize_batch(_batch(text=pa.array([], pa.string()))).num_rows == 0


def test_a_string_that_is_no_utf_8_costs_no_other_row() -> None:
    """Arrow does not hold strings to be UTF-8: such a text is read as bytes of another encoding."""
    latin = PAGE.replace("—", "-").replace("Nobody", "Nobodé").encode("latin-1")
    texts = pa.array([latin, PAGE.encode()]).view(pa.string())
    first, second = normalize_batch(_batch(text=texts)).to_pylist()
    assert first["text"] == normalize(latin).text
    assert second["text"] == normalize(PAGE).text


def test_other_columns_are_passed_through() -> None:
    """In their types and before the article; a name that an article has gets ``input_`` before it."""
    ids = pa.array([7, 8], pa.int16())
    made = normalize_batch(_batch(id=ids, text=[PAGE] * 2, title=["a", "b"], url=[URL, None]))
    assert made.schema.names == ["id", "input_title", "input_url", *ROW_FIELDS]
    assert made.column("id").equals(ids)
    assert made.column("input_url").to_pylist() == [URL, None]
    assert made.column("host").to_pylist() == ["riverpost.example", None]


def test_columns_may_have_other_names() -> None:
    """The text and what is known of it are found under the names given."""
    made = normalize_batch(_batch(html=[PAGE], link=[URL]), text="html", url="link")
    assert made.column("url").to_pylist() == [URL]
    with pytest.raises(InputError, match=r"no column 'text' of pages.*there are: html, link"):
        normalize_batch(_batch(html=[PAGE], link=[URL]))


def test_a_normalizer_of_ones_own_is_used() -> None:
    """Its settings hold for every row; it may be pickled into workers with the function."""
    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE})))
    function, kept = pickle.loads(pickle.dumps((normalize_batch, keep)))
    (text,) = function(_batch(text=[PAGE]), normalizer=kept).column("text").to_pylist()
    assert text.startswith("OSLO (AP) — ")


def test_the_schema_does_not_hang_on_the_rows() -> None:
    """All errors or all articles: the schema is the documented one, with its version."""
    for data in (None, PAGE):
        made = normalize_batch(_batch(text=pa.array([data], pa.string())))
        assert made.schema.equals(article_schema(), check_metadata=True)
    assert made.schema.metadata == {b"article_normalizer_schema": str(SCHEMA_VERSION).encode()}


def test_the_schema_is_that_of_its_version() -> None:
    """Who changes the type or name of a column makes a new version of the schema."""
    shape = {field.name: str(field.type) for field in article_schema()}
    assert SCHEMA_VERSION == 1
    text = {name for name, kind in shape.items() if kind == "string"}
    others = {name: kind for name, kind in shape.items() if name not in text}
    assert sorted(text) == [
        *("agency", "date", "dateline", "error", "error_message", "extractor", "fingerprint"),
        *("host", "image", "language", "modified", "outcome", "outlet", "published", "publisher"),
        *("section", "text", "title", "url"),
    ]
    evidence = "struct<source: string, confidence: double, ambiguous: bool>"
    assert {name: kind.replace(evidence, "evidence") for name, kind in others.items()} == {
        "authors": "list<item: string>",
        "tags": "list<item: string>",
        "confidence": "double",
        "blocks": "list<item: struct<index: int32, role: string, text: string, level: int32>>",
        "fields": "struct<title: evidence, date: evidence, outlet: evidence, modified: evidence, "
        "authors: evidence, agency: evidence, dateline: evidence, language: evidence, section: evidence, "
        "tags: evidence, image: evidence, url: evidence, host: evidence>",
        "removed": "list<item: struct<block: int32, start: int32, end: int32, category: string, "
        "source: string, text: string, captured: map<string, string>>>",
        "repairs": "list<item: struct<block: int32, start: int32, before: string, after: string, "
        "repair: string>>",
        "problems": "list<item: struct<code: string, message: string>>",
    }


@pytest.mark.parametrize(
    ("engine", "library", "extra"),
    [
        ("arrow", "pyarrow", "batch"),
        ("ray", "ray", "ray"),
        ("spark", "pyspark", "spark"),
        ("datasets", "datasets", "datasets"),
        ("datatrove", "datatrove", "datatrove"),
    ],
)
def test_a_missing_library_is_named(engine: str, library: str, extra: str) -> None:
    """Where an engine is not installed, the import says what to install."""
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        f"try:\n import normalizer.engines.{engine}\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("BatchError ")
    assert f" needs the library {library}" in done.stdout
    assert f"pip install 'article-normalizer[{extra}]'" in done.stdout


def test_every_key_of_nested_values_is_in_the_schema() -> None:
    """A key that the model gains would be lost in Arrow: the schema has those of the model."""
    shape = {field.name: field.type for field in article_schema()}
    article = normalize(PAGE)
    for name in ("blocks", "removed"):
        keys = set(msgspec.to_builtins(getattr(article, name)[0]))
        assert keys == {field.name for field in shape[name].value_type}
