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

pytestmark = pytest.mark.skipif(
    not (shutil.which("java") or os.environ.get("JAVA_HOME")),
    reason="Spark needs Java 17 or newer (apt-get install default-jre-headless)",
)


@pytest.fixture
def spark(tmp_path: Path) -> Iterator[SparkSession]:
    """Start Spark in the test's folder, where no other machine can reach it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        # The programs' files stand where Spark is started.
        patch.chdir(tmp_path)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            # Twenty rows: the second compiler of Java would cost more than it gains.
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
            .getOrCreate()
        )
        yield session
        session.stop()


def test_spark_gives_the_rows_of_normalize(
    spark: SparkSession, tmp_path: Path, ran: Callable[[str], None]
) -> None:
    """The program of docs/engines/spark.md writes them; columns and settings of one's own hold as well.

    One test, as the tests of a module may run in several processes, and each would start Spark.
    """
    given = pages()
    table = as_table(given)
    pq.write_table(table, tmp_path / "pages.parquet")
    run_program("spark", tmp_path)
    rows = pq.read_table(tmp_path / "articles").to_pylist()
    assert {row["id"]: plain(row) for row in rows} == expected(given)
    assert {row["id"]: row["shelf"] for row in rows} == {row["id"]: row["shelf"] for row in given}

    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE, Category.CAPTION})))
    pq.write_table(table.rename_columns({"text": "html"}), tmp_path / "html.parquet")
    frame = spark.read.parquet(str(tmp_path / "html.parquet"))
    made = normalize_frame(frame, normalizer=keep, columns=Columns(text="html")).collect()
    found = [row.asDict(recursive=True) for row in made]
    assert {row["id"]: plain(row) for row in found} == expected(given, keep)
    ran(f"Spark {pyspark.__version__}, 2 workers: {len(rows)} rows as normalize gives them")
