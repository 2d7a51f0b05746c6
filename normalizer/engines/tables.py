"""``normalize_batch`` as a value that may be sent to the workers of engines that pass Arrow along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalizer.api import Normalizer
from normalizer.engines.arrow import normalize_batch
from normalizer.engines.worker import Columns, Worker
from normalizer.extras import needed

with needed("Arrow"):
    import pyarrow as pa

#: Rows that are normalized together: an engine may hand over ten thousand, and their articles would
#: all be held in memory before the first is passed on.
_ROWS = 100


class Tables:
    """Pages in, articles out, in the forms in which engines pass Arrow along.

    normalizer: rules and settings, made once in each process; without it, the shipped rules.
    columns: where the pages stand.
    """

    __slots__ = ("_columns", "_worker")

    def __init__(
        self, *, normalizer: Normalizer | None = None, columns: Columns | None = None
    ) -> None:
        self._worker, self._columns = Worker(normalizer), columns or Columns()

    def batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of all batches, some at a time. Raises as ``normalize_batch`` does."""
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                yield self._batch(batch.slice(start, _ROWS))

    def table(self, table: pa.Table) -> pa.Table:
        """Return the rows of a table. Raises as ``normalize_batch`` does."""
        # The rows of an empty table have a schema all the same.
        made = list(self.batches(table.to_batches())) or [
            self._batch(pa.RecordBatch.from_pylist([], schema=table.schema))
        ]
        return pa.Table.from_batches(made)

    def _batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        names = self._columns
        return normalize_batch(
            batch,
            normalizer=self._worker.normalizer,
            text=names.text,
            url=names.url,
            content_type=names.content_type,
            crawled=names.crawled,
        )
