"""Spark: a DataFrame of pages in, a DataFrame of articles out."""

from __future__ import annotations

from normalizer.api import Normalizer
from normalizer.engines.arrow import article_schema, passed_names
from normalizer.engines.tables import Tables
from normalizer.engines.worker import Columns
from normalizer.extras import needed

with needed("Spark", extra="spark"):
    from pyspark.sql import DataFrame
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructField, StructType


def normalize_frame(
    frame: DataFrame,
    *,
    normalizer: Normalizer | None = None,
    columns: Columns | None = None,
) -> DataFrame:
    """Return a row for each row of the frame, as ``engines.arrow.normalize_batch`` makes it.

    normalizer: rules and settings, made once in each of Spark's Python workers; without it, the
        shipped rules.
    columns: where the pages stand.

    Nothing is run before Spark is asked for rows. Raises InputError where there is no text column;
    what stands in it fails nothing.
    """
    names = columns or Columns()
    names.check(frame.columns)
    tables = Tables(normalizer=normalizer, columns=names)
    return frame.mapInArrow(tables.batches, _schema(frame.schema, names.text))


def _schema(given: StructType, text: str) -> StructType:
    """Return the schema of the rows: what is passed through keeps its own, then comes the article's."""
    passed = [field for field in given if field.name != text]
    names = passed_names(field.name for field in passed)
    kept = [
        StructField(names[one.name], one.dataType, one.nullable, one.metadata) for one in passed
    ]
    return StructType([*kept, *from_arrow_schema(article_schema())])
