"""Arrow in the forms in which engines pass it along, and the one Normalizer of each process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pyarrow as pa
import pytest

from normalizer import Category, InputError, Normalizer, RuleError, Settings
from normalizer.engines.arrow import normalize_batch
from normalizer.engines.tables import Tables
from normalizer.engines.worker import Columns, Worker

from .pages import as_table, pages


def test_a_large_batch_goes_out_in_parts() -> None:
    """What an engine hands over at once is not held in memory at once; the rows are the same."""
    [one] = as_table([{"text": b"The ferry sails again in spring."}]).to_batches()
    batch = pa.Table.from_batches([one] * 250).combine_chunks().to_batches()[0]
    made = list(Tables().batches([batch]))
    assert [part.num_rows for part in made] == [100, 100, 50]
    assert pa.Table.from_batches(made).slice(249).to_batches() == [normalize_batch(one)]


def test_a_table_without_rows_has_the_columns_all_the_same() -> None:
    """Engines ask for the schema before there is a row."""
    table = as_table(pages()[:1])
    made = Tables().table(table.slice(0, 0))
    assert made.num_rows == 0
    assert made.schema.equals(Tables().table(table).schema)


def test_a_process_makes_its_normalizer_once() -> None:
    """However often a worker arrives, its rules are read at the first time only."""
    keep = Normalizer(settings=Settings(keep=frozenset({Category.CAPTION})))
    sent = pickle.dumps(Worker(keep))
    first, again = (pickle.loads(sent).normalizer for _ in range(2))
    assert first is again
    assert first.settings == keep.settings
    assert Worker().normalizer is Worker().normalizer


def test_rules_that_are_not_there_are_named(tmp_path: Path) -> None:
    """A machine on which the folder of rules is missing says which one."""
    rules = tmp_path / "rules"
    rules.mkdir()
    worker = pickle.dumps(Worker(Normalizer(rules=[rules])))
    rules.rmdir()
    with pytest.raises((InputError, RuleError), match=str(rules)):
        _ = pickle.loads(worker).normalizer


def test_the_text_has_to_be_there() -> None:
    """What columns there are is said, with how to name the one of pages."""
    with pytest.raises(InputError, match=r"no column 'page' of pages.*there are: id, html"):
        Columns(text="page").check(["id", "html"])
