"""Ray Data: a Dataset of pages in, a Dataset of articles out."""

from __future__ import annotations

from normalizer.api import Normalizer
from normalizer.engines.tables import Tables
from normalizer.engines.worker import Columns
from normalizer.extras import needed

with needed("Ray Data", extra="ray"):
    from ray.data import Dataset


def normalize_dataset(
    dataset: Dataset,
    *,
    normalizer: Normalizer | None = None,
    columns: Columns | None = None,
    batch_size: int = 64,
    concurrency: int | None = None,
) -> Dataset:
    """Return a row for each row of the dataset, as ``engines.arrow.normalize_batch`` makes it.

    normalizer: rules and settings, made once in each of Ray's workers; without it, the shipped rules.
    columns: where the pages stand.
    batch_size: pages of a batch, which are held in memory together with their articles.
    concurrency: tasks at a time; without it, as many as Ray has processors for.

    Nothing is run before Ray is asked for rows. A dataset without a text column then fails with
    InputError; what stands in the column fails nothing.
    """
    tables = Tables(normalizer=normalizer, columns=columns)
    return dataset.map_batches(
        tables.table,
        batch_format="pyarrow",
        batch_size=batch_size,
        concurrency=concurrency,
        udf_modifying_row_count=False,
    )
