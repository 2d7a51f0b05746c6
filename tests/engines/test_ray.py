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

pytestmark = [
    # One Ray for all of them.
    pytest.mark.xdist_group("ray"),
    # Ray makes its context with settings that it has deprecated itself.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.data.context"),
]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Start Ray in a folder of its own, where no other machine can reach it, and it asks none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        # Without clusters Ray listens on the loopback address alone; its processes hear it by name.
        patch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        # Else Ray would write one into the home of whoever runs the tests.
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        # The working directory of Ray's workers is that of its start.
        folder = tmp_path_factory.mktemp("ray")
        patch.chdir(folder)
        ray.init(
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            object_store_memory=100_000_000,
        )
        assert ray.util.get_node_ip_address() == "127.0.0.1"
        DataContext.get_current().enable_progress_bars = False
        yield folder
        ray.shutdown()


def test_the_program_gives_the_rows_of_normalize(folder: Path, ran: Callable[[str], None]) -> None:
    """The program of docs/engines/ray.md writes for each page the row that ``normalize`` gives."""
    given = pages()
    pq.write_table(as_table(given), folder / "pages.parquet")
    run_program("ray", folder)
    rows = pq.read_table(folder / "articles").to_pylist()
    assert {row["id"]: plain(row) for row in rows} == expected(given)
    assert {row["id"]: row["shelf"] for row in rows} == {row["id"]: row["shelf"] for row in given}
    ran(f"Ray Data {ray.__version__}, 2 workers: {len(rows)} rows as normalize gives them")


def test_columns_and_normalizer_of_ones_own() -> None:
    """Pages may stand in another column, and rules and settings of one's own reach the workers."""
    keep = Normalizer(settings=Settings(keep=frozenset({Category.DATELINE, Category.CAPTION})))
    given = pages()
    table = as_table(given).rename_columns({"text": "html"})
    made = normalize_dataset(
        ray.data.from_arrow([table.slice(0, 10), table.slice(10)]),
        normalizer=keep,
        columns=Columns(text="html"),
        batch_size=8,
        concurrency=2,
    )
    assert {row["id"]: plain(row) for row in made.take_all()} == expected(given, keep)
