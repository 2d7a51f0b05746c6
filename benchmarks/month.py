"""What a month of news from a crawl would cost: measured a page, reckoned for a month.

    python benchmarks/month.py --corpus DIR [--pages N] [--files N] [--pages-a-file N] [--cores N]

Pages of the corpus are written as WARC, packed as crawls are, then read, normalized and written as
Parquet in this process, each part by its CPU time. What is assumed of the month and of the machines are
options: replace them by what you know. docs/scale.md says what follows.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click
import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import options
import report
from corpus import Sample, read_pages
from normalizer import Normalizer
from normalizer.batch.documents import FieldNames
from normalizer.batch.inputs import batch_inputs
from normalizer.batch.readers import Reading, read
from normalizer.engines.arrow import normalize_batch
from speed import spread

_Done = TypeVar("_Done")
_MB = 1e6
_TB = 1e12
#: Columns of an article that hold others in them: most of the bytes, for who wants the account.
_NESTED = ("blocks", "fields", "removed", "repairs", "problems")
#: Pages normalized before the clock starts: rules compiled, libraries loaded.
_WARM_UP = 30


@dataclass(frozen=True, slots=True)
class Page:
    """What a page costs: CPU seconds of each part, and bytes packed (WARC), open, and as it leaves."""

    reading: float
    normalizing: float
    writing: float
    packed: float
    opened: float
    written: float
    without_account: float

    @property
    def seconds(self) -> float:
        """Return the CPU seconds of all parts together."""
        return self.reading + self.normalizing + self.writing


@dataclass(frozen=True, slots=True)
class Month:
    """What a month costs: core hours, days on a cluster, bytes read, written, and read in a second."""

    pages: int
    core_hours: float
    hours: float
    read: float
    written: float
    bandwidth: float


def month(page: Page, *, files: int, pages_a_file: int, cores: int, use: float) -> Month:
    """Return what a month of so many files costs on so many cores.

    use: the share of their time (0–1) in which the cores work on pages.
    """
    pages = files * pages_a_file
    seconds = pages * page.seconds / use
    return Month(
        pages=pages,
        core_hours=seconds / 3600,
        hours=seconds / 3600 / cores,
        read=pages * page.packed,
        written=pages * page.written,
        bandwidth=cores * page.packed * use / page.seconds,
    )


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--pages", type=click.IntRange(min=1), default=600, help="How many are measured.")
@click.option("--files", type=click.IntRange(min=1), default=500, help="WARC files of the month.")
@click.option("--pages-a-file", type=click.IntRange(min=1), default=40_000, help="HTML pages.")
@click.option("--cores", type=click.IntRange(min=1), default=64, help="Cores of the cluster.")
@click.option("--use", type=click.FloatRange(0.05, 1), default=0.8, help="Share they are at it.")
def main(
    *, corpus: Path, pages: int, files: int, pages_a_file: int, cores: int, use: float
) -> None:
    """Measure a page and reckon a month."""
    everything = read_pages(corpus)
    page = measured(spread(everything, pages), Normalizer())
    say = report.console().print
    say(
        f"a page, {min(pages, len(everything))} measured: {1000 * page.seconds:.1f} ms CPU time (reading "
        f"{1000 * page.reading:.2f}, normalizing {1000 * page.normalizing:.1f}, writing "
        f"{1000 * page.writing:.2f}); {page.packed / 1000:.1f} kB packed, {page.opened / 1000:.0f} kB "
        f"open; its row {page.written / 1000:.1f} kB of Parquet, {page.without_account / 1000:.1f} kB "
        f"without {', '.join(_NESTED)}"
    )
    cost = month(page, files=files, pages_a_file=pages_a_file, cores=cores, use=use)
    say(
        f"a month of {files:,} files with {pages_a_file:,} pages: {cost.pages / 1e6:.1f} million pages, "
        f"{cost.core_hours:,.0f} core hours, {cost.hours:.1f} h on {cores} cores that are at it "
        f"{use:.0%} of the time; reads {cost.read / _TB:.2f} TB at {cost.bandwidth / _MB:.0f} MB/s, "
        f"writes {cost.written / _TB:.2f} TB"
    )


def measured(samples: Sequence[Sample], normalizer: Normalizer) -> Page:
    """Return what a page costs, all samples taken together."""
    for sample in samples[:_WARM_UP]:
        normalize_batch(_batch([sample.read()], [sample.url]), normalizer=normalizer)
    with TemporaryDirectory() as folder:
        warc, out = Path(folder, "pages.warc.gz"), Path(folder, "articles.parquet")
        _write_warc(samples, warc)
        [given] = batch_inputs([str(warc)], without=Path(folder, "out"))
        room = Reading(FieldNames(), normalizer.settings.max_bytes)
        reading, documents = _timed(lambda: list(read(given, room)))
        batch = _batch([one.data for one in documents], [one.url for one in documents])
        normalizing, rows = _timed(lambda: normalize_batch(batch, normalizer=normalizer))
        writing, size = _timed(lambda: _size(rows, out))
        number = len(documents)
        return Page(
            reading=reading / number,
            normalizing=normalizing / number,
            writing=writing / number,
            packed=warc.stat().st_size / number,
            opened=sum(len(one.data) for one in documents) / number,
            written=size / number,
            without_account=_size(rows.drop_columns(list(_NESTED)), out) / number,
        )


def _timed(do: Callable[[], _Done]) -> tuple[float, _Done]:
    start = time.process_time()
    done = do()
    return time.process_time() - start, done


def _batch(data: Sequence[object], urls: Sequence[object]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"text": pa.array(data, pa.binary()), "url": pa.array(urls)})


def _size(rows: pa.RecordBatch, out: Path) -> int:
    pq.write_table(pa.Table.from_batches([rows]), out, compression="zstd")
    return out.stat().st_size


def _write_warc(samples: Sequence[Sample], path: Path) -> None:
    head = [("Content-Type", "text/html")]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for sample in samples:
            data = sample.read()
            assert isinstance(data, bytes)
            answer = StatusAndHeaders("200 OK", head, protocol="HTTP/1.1")
            url = sample.url or f"https://unknown.example/{sample.id}"
            writer.write_record(
                writer.create_warc_record(url, "response", io.BytesIO(data), http_headers=answer)
            )


if __name__ == "__main__":
    main()
