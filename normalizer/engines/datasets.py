"""Hugging Face datasets: a Dataset of pages in, a Dataset of articles out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from normalizer.api import Normalizer
from normalizer.engines.arrow import article_schema, passed_names
from normalizer.engines.tables import Tables
from normalizer.engines.worker import Columns
from normalizer.extras import needed
from normalizer.made_by import made_by

with needed("Hugging Face datasets", extra="datasets"):
    import pyarrow as pa
    from datasets import Dataset, Features


def normalize_dataset(
    dataset: Dataset,
    *,
    normalizer: Normalizer | None = None,
    columns: Columns | None = None,
    batch_size: int = 64,
    num_proc: int | None = None,
) -> Dataset:
    """Return a row for each row of the dataset, as ``engines.arrow.normalize_batch`` makes it.

    normalizer: rules and settings, made once in each process; without it, the shipped rules.
    columns: where the pages stand.
    batch_size: pages of a batch, which are held in memory together with their articles.
    num_proc: processes; without it, this one.

    Datasets know no maps: ``captured`` of a removal is a list of {key, value}. What the library has
    kept of an earlier call is taken only where pages, rules, settings and version are the same.
    Raises InputError where there is no text column, and nothing for what stands in it.
    """
    names = columns or Columns()
    names.check(dataset.column_names)
    tables = Tables(normalizer=normalizer, columns=names)
    passed = {name: kind for name, kind in dataset.features.items() if name != names.text}
    renamed = passed_names(passed)
    kept = Features({renamed[name]: kind for name, kind in passed.items()})
    features = Features({**kept, **Features.from_arrow_schema(_without_maps(article_schema()))})
    if not dataset.num_rows:  # map would give it back as it is
        return Dataset.from_dict({name: [] for name in features}, features=features)
    made = dataset.with_format("arrow").map(
        _Mapped(tables, features.arrow_schema, made_by(normalizer or Normalizer())),
        batched=True,
        batch_size=batch_size,
        num_proc=num_proc,
        remove_columns=dataset.column_names,
        features=features,
        desc="normalize",
    )
    return made.with_format(None)


@dataclass(frozen=True, slots=True)
class _Mapped:
    """What datasets call for each batch. They know by all that it holds what they have kept before."""

    tables: Tables
    schema: pa.Schema
    made_by: Mapping[str, str]

    def __call__(self, table: pa.Table) -> pa.Table:
        return self.tables.table(table).cast(self.schema)


def _without_maps(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_type(_without_map(field.type)) for field in schema])


def _without_map(kind: pa.DataType) -> pa.DataType:
    """Return a type with lists of {key, value} where it has maps, which Arrow casts to them."""
    if pa.types.is_map(kind):
        return pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)]))
    if pa.types.is_list(kind):
        return pa.list_(_without_map(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_without_map(field.type)) for field in kind])
    return kind
