"""Spark itself, started on this machine with two workers: its rows are those of ``normalize``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pyspark
import pytest
from pyspark.sql import SparkSession

from normalizer import Category, Normalizer, Settings
from normalizer.engines.spark import normalize_frame
from normalizer.engines.worker import Columns

from .pages import as_table, expected, pages, plain, run_program

pytestmark = [
    # One Spark for all of them.
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(
        not (shutil.which("java") or os.environ.get("JAVA_HOME")),
        reason="Spark needs Java 17 or newer (apt-get install default-jre-headless)",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which Spark is started: the programs' files stand there."""
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module", autouse=True)
def spark(folder: Path) -> Iterator[SparkSession]:
    """Start Spark, which no other machine can reach."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.chdir(folder)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        yield session
        session.stop()


def test_the_program_gives_the_rows_of_normalize(folder: Path, ran: Callable[[str], None]) -> None:
    """The program of docs/engines/spark.md writes for each page the row that ``normalize`` gives."""
    given = pages()
    pq.write_table(as_table(given), folder / "pages.parquet")
    run_program("spark", folder)
    rows = pq.read_table(folder / "articles").to_pylist()
    assert {row["id"]: plain(row) for row in rows} == expected(given)
    assert {row["id"]: row["shelf"] for row in rows} == {row["id"]: row["shelf"] for row in given}
    ran(f"Spark {pyspark.__version__}, 2 workers: {len(rows)} rows as normalize gives them")


def test_columns_and_normalizer_of_ones_own(spark: SparkSession, tmp_path: Path) -> None:
    """Pages may stand in another column, and rules and settings of one's own reach the workers."""
    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE, Category.CAPTION})))
    given = pages()
    pq.write_table(as_table(given).rename_columns({"text": "html"}), tmp_path / "pages.parquet")
    frame = spark.read.parquet(str(tmp_path / "pages.parquet"))
    made = normalize_frame(frame, normalizer=keep, columns=Columns(text="html"))
    rows = [row.asDict(recursive=True) for row in made.collect()]
    assert {row["id"]: plain(row) for row in rows} == expected(given, keep)
