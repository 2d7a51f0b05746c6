"""Ray Data itself, started on this machine with two workers: its rows are those of ``normalize``."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import ray
from ray.data import DataContext

from normalizer import Category, Normalizer, Settings
from normalizer.engines.ray import normalize_dataset
from normalizer.engines.worker import Columns

from .pages import as_table, expected, pages, plain, run_program

# Ray makes its context with settings that it has deprecated itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.data.context")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Start Ray in a folder of its own, where no other machine can reach it, and it asks none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        # Without clusters Ray listens on the loopback address alone; its processes hear it by name.
        patch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        # Else Ray would write one into the home of whoever runs the tests.
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        # The working directory of Ray's workers is that of its start.
        patch.chdir(tmp_path)
        ray.init(
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            object_store_memory=100_000_000,
        )
        assert ray.util.get_node_ip_address() == "127.0.0.1"
        DataContext.get_current().enable_progress_bars = False
        yield tmp_path
        ray.shutdown()


def test_ray_gives_the_rows_of_normalize(folder: Path, ran: Callable[[str], None]) -> None:
    """The program of docs/engines/ray.md writes them; columns and settings of one's own hold as well.

    One test, as the tests of a module may run in several processes, and each would start Ray.
    """
    given = pages()
    table = as_table(given)
    pq.write_table(table, folder / "pages.parquet")
    run_program("ray", folder)
    rows = pq.read_table(folder / "articles").to_pylist()
    assert {row["id"]: plain(row) for row in rows} == expected(given)
    assert {row["id"]: row["shelf"] for row in rows} == {row["id"]: row["shelf"] for row in given}

    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE, Category.CAPTION})))
    html = table.rename_columns({"text": "html"})
    made = normalize_dataset(
        ray.data.from_arrow([html.slice(0, 10), html.slice(10)]),
        normalizer=keep,
        columns=Columns(text="html"),
        batch_size=8,
        concurrency=2,
    )
    assert {row["id"]: plain(row) for row in made.take_all()} == expected(given, keep)
    ran(f"Ray Data {ray.__version__}, 2 workers: {len(rows)} rows as normalize gives them")
