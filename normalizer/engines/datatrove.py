"""datatrove: a step and an extractor that put the article into a Document and its metadata.

``Articles`` gives as many documents as it is given. ``ArticleExtractor`` does as datatrove's own
extractors do: each page has a time in which to be done, in a process that may die of it, and a
document without text is dropped and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from normalizer.api import Normalizer
from normalizer.engines.worker import Columns, Worker, article_row
from normalizer.extras import needed
from normalizer.rows import free_name

with needed("datatrove", extra="datatrove"):
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
    from datatrove.utils.typeshelper import StatHints

#: Fields of a row that are carried into the metadata, unless others are asked for: those that are
#: neither nested nor long.
FIELDS = tuple(
    """
    title date outlet published modified authors agency dateline language section host publisher
    outcome confidence fingerprint error error_message
    """.split()
)


class Articles(PipelineStep):  # type: ignore[misc]
    """Turns documents of pages and dumps into documents of articles, one for one.

    The text of a document becomes that of the article; one without an article has an empty text.
    normalizer: rules and settings, made once in each process; without it, the shipped rules.
    columns: what the metadata calls the address and the time of the crawl: ``Columns(crawled="date")``
        behind datatrove's WarcReader.
    fields: fields of a row that are put into the metadata. What stands there under such a name gets
        ``input_`` before it.
    """

    type = "🛢 - EXTRAC"
    name = "📰 article-normalizer"

    def __init__(
        self,
        *,
        normalizer: Normalizer | None = None,
        columns: Columns | None = None,
        fields: Sequence[str] = FIELDS,
    ) -> None:
        super().__init__()
        self._worker, self._columns = Worker(normalizer), columns or Columns()
        self._fields = tuple(fields)

    def run(
        self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield each document with its article; counts those without one by their error."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                row = _row(self._worker, document.text, *_known(document, self._columns))
            _fill(document, row, self._fields)
            self.stat_update(StatHints.forwarded, str(row["error"] or row["outcome"]))
            self.update_doc_stats(document)
            yield document


class ArticleExtractor(BaseExtractor):  # type: ignore[misc]
    """Extracts articles as datatrove extracts text, and carries their fields into the metadata.

    timeout: seconds for a page, and for the process that normalizes to be ready. What takes longer,
    ends its process or gives no text is dropped, and counted. The others are those of ``Articles``.
    """

    name = "📰 article-normalizer"

    def __init__(
        self,
        *,
        timeout: float = 60.0,
        normalizer: Normalizer | None = None,
        columns: Columns | None = None,
        fields: Sequence[str] = FIELDS,
    ) -> None:
        super().__init__(timeout)
        self._worker, self._columns = Worker(normalizer), columns or Columns()
        self._fields = tuple(fields)

    def extract(self, text: str) -> str:
        """Return the text of a page's article, empty where there is none."""
        return str(_row(self._worker, text)["text"] or "")

    def run(
        self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield the documents whose article has a text."""
        # The base class would keep nothing but the text.
        extract = partial(_row, self._worker)
        with ExtractorSandbox(timeout=self.timeout) as sandbox:
            for document in data:
                self.stat_update(StatHints.total)
                try:
                    with self.track_time():
                        given = (document.text, *_known(document, self._columns))
                        row = sandbox.process_document(given, extract)
                except (TimeoutError, EOFError) as error:
                    is_late = isinstance(error, TimeoutError)
                    self.stat_update(StatHints.dropped, "timeout" if is_late else "broken_process")
                    continue
                _fill(document, row, self._fields)
                if document.text:
                    self.stat_update(StatHints.forwarded, "extracted")
                    self.update_doc_stats(document)
                    yield document
                else:
                    self.stat_update(StatHints.dropped, str(row["error"] or row["outcome"]))


def _known(document: Document, names: Columns) -> tuple[object, object, object]:
    known = document.metadata
    return known.get(names.url), known.get(names.content_type), known.get(names.crawled)


def _row(
    worker: Worker,
    text: str,
    url: object = None,
    content_type: object = None,
    crawled: object = None,
) -> dict[str, object]:
    return article_row(worker.normalizer, text, url=url, content_type=content_type, crawled=crawled)


def _fill(document: Document, row: Mapping[str, object], fields: Sequence[str]) -> None:
    """Put a row into its document, in place, as datatrove's steps do."""
    taken = frozenset(fields)
    passed = {free_name(name, taken): value for name, value in document.metadata.items()}
    document.text = row["text"] or ""
    document.metadata = passed | {name: row[name] for name in fields}
