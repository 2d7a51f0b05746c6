"""Hugging Face datasets with two processes: their rows are those of ``normalize``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import datasets
import pyarrow.parquet as pq
import pytest
from datasets import ClassLabel, Dataset

from normalizer import Category, Normalizer, Settings
from normalizer.engines.datasets import normalize_dataset
from normalizer.engines.worker import Columns

from .pages import as_table, expected, pages, plain, run_program


@pytest.fixture(autouse=True)
def _offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the library keeps in a folder of the test, and let it ask nobody."""
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "kept")


def test_the_program_gives_the_rows_of_normalize(
    tmp_path: Path, ran: Callable[[str], None]
) -> None:
    """The program of docs/engines/datasets.md writes the rows that ``normalize`` gives, in order."""
    given = pages()
    pq.write_table(as_table(given), tmp_path / "pages.parquet")
    run_program("datasets", tmp_path)
    rows = pq.read_table(tmp_path / "articles.parquet").to_pylist()
    assert [(row["id"], plain(row)) for row in rows] == list(expected(given).items())
    assert [row["shelf"] for row in rows] == [row["shelf"] for row in given]
    version = datasets.__version__
    ran(f"datasets {version}, 2 processes: {len(rows)} rows as normalize gives them")


def test_columns_and_normalizer_of_ones_own() -> None:
    """Pages may stand in another column; features are passed on; a normalizer's settings hold."""
    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE, Category.CAPTION})))
    given = pages()
    data = Dataset(as_table(given).rename_columns({"text": "html"}))
    shelves = ClassLabel(names=[f"shelf {at}" for at in range(len(given))])
    data = data.cast_column("shelf", shelves)
    made = normalize_dataset(data, normalizer=keep, columns=Columns(text="html"))
    assert made.features["shelf"] == shelves
    assert {row["id"]: plain(row) for row in made} == expected(given, keep)


def test_what_was_kept_is_not_taken_for_other_settings(tmp_path: Path) -> None:
    """The same call takes the kept result, one with other settings makes its own."""
    pq.write_table(as_table(pages()[:2]), tmp_path / "pages.parquet")
    data = Dataset.from_parquet(str(tmp_path / "pages.parquet"))
    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE})))
    first, again = normalize_dataset(data), normalize_dataset(data)
    other = normalize_dataset(data, normalizer=keep)
    assert first.cache_files == again.cache_files
    assert other.cache_files != first.cache_files


def test_an_empty_dataset_has_the_columns_all_the_same() -> None:
    """No row in, no row out, and the features of an article."""
    given = as_table(pages())
    made = normalize_dataset(Dataset(given.slice(0, 0)))
    assert made.num_rows == 0
    assert made.features == normalize_dataset(Dataset(given.slice(0, 1))).features
