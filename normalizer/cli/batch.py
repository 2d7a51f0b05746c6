"""``normalizer batch``: many documents in, as many rows out; it survives what pages do, and kills."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli._shared import crawled_option, keep_option, normalizer_of, rules_option
from normalizer.cli.commands import Argument
from normalizer.errors import BatchError, InputError
from normalizer.model import Category

if TYPE_CHECKING:
    from normalizer.batch.runner import Plan
    from normalizer.batch.summary import Summary

#: What a shell says of a command that Ctrl-C ended.
_INTERRUPTED = 130


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@click.command
@click.argument(
    "inputs",
    cls=Argument,
    metavar="INPUT...",
    nargs=-1,
    required=True,
    help="Files, folders and patterns ('crawl/**/*.warc.gz'): pages and dumps (.html .htm .xhtml "
    ".txt), .jsonl, .csv, .parquet, .warc and .wet, .zip and .tar; packed ones too (.gz .zst).",
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder for the shards, or that of a batch that was stopped: it goes on.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "parquet", "csv", "markdown"]),
    default="jsonl",
    show_default=True,
    help="How to write. Markdown is a folder with a file for each document.",
)
@click.option(
    "--compress",
    type=click.Choice(["gzip", "zstd"]),
    help="Pack the shards; Parquet packs its columns, with snappy if nothing is said.",
)
@click.option(
    "--shard-rows",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    help="Rows that a shard has at most.",
)
@click.option(
    "--shard-mb",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    help="Megabytes that the articles of a shard have at most, as JSON, unpacked.",
)
@click.option(
    "--text-field",
    default="text",
    show_default=True,
    help="The field of JSONL, CSV or Parquet that holds the page.",
)
@click.option("--url-field", default="url", show_default=True, help="The one with its address.")
@click.option(
    "--id-field",
    default="id",
    show_default=True,
    help="The one with its id; else it is file and number.",
)
@click.option(
    "--crawled-field",
    default="crawled",
    show_default=True,
    help="The one with the time of the crawl.",
)
@crawled_option
@rules_option
@keep_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=_processors,
    show_default="processors",
    help="Processes that normalize.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    help="A page that takes longer is given up.",
)
@click.option(
    "--memory",
    metavar="MB",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    help="A page that needs more is given up (Linux).",
)
@click.option(
    "--fresh", is_flag=True, help="Remove what an earlier batch left in DIR, and begin again."
)
@click.option(
    "--report",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the summary as a page with charts, too.",
)
def batch(  # noqa: PLR0913 - click gives each option to a parameter
    *,
    inputs: Sequence[str],
    output: Path,
    form: str,
    compress: str | None,
    shard_rows: int,
    shard_mb: int,
    text_field: str,
    url_field: str,
    id_field: str,
    crawled_field: str,
    crawled: dt.date | None,
    rules: Sequence[Path],
    keep: Sequence[Category],
    workers: int,
    timeout: float,
    memory: int,
    fresh: bool,
    report: Path | None,
) -> None:
    """Turn many documents into as many rows, in parallel; stopped, it goes on where it was.

    A page that fails, crashes its worker, hangs or takes too much memory costs that page alone: its
    row says so in `error` and `error_message`. Killed at any moment and started again, a batch gives
    the same bytes as one that was never disturbed.

    Exit status: 0 if all inputs were read to their end, 1 if one was not or the batch could not be
    written or gone on with, 2 for wrong usage, 130 if it was interrupted.
    """
    from normalizer.batch.documents import FieldNames
    from normalizer.batch.inputs import batch_inputs
    from normalizer.batch.runner import Plan
    from normalizer.batch.shards import Bounds
    from normalizer.batch.workers import Limits
    from normalizer.batch.writers import BatchFormat, Compression

    if compress and form == BatchFormat.MARKDOWN:
        raise click.BadParameter("Markdown is written as it is", param_hint="--compress")
    if report and report.parent != output and not report.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {report.parent}", param_hint="--report")
    try:
        found = batch_inputs(inputs, without=output)
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="INPUT") from error
    plan = Plan(
        inputs=found,
        out=output,
        names=FieldNames(text=text_field, url=url_field, id=id_field, crawled=crawled_field),
        crawled=crawled.isoformat() if crawled else None,
        format=BatchFormat(form),
        compression=Compression(compress) if compress else None,
        bounds=Bounds(rows=shard_rows, megabytes=shard_mb),
        limits=Limits(seconds=timeout, memory=memory),
        workers=workers,
    )
    _run(plan, rules, keep, fresh=fresh, report=report)


def _run(
    plan: Plan,
    rules: Sequence[Path],
    keep: Sequence[Category],
    *,
    fresh: bool,
    report: Path | None,
) -> None:
    from normalizer.batch.runner import run_batch
    from normalizer.cli.batch_view import Live, show

    normalizer = normalizer_of(rules, keep)
    try:
        with Live() as live:
            summary = run_batch(plan, normalizer, fresh=fresh, watch=live.watch)
        show(summary)
        if report:
            _write_report(summary, report)
    except BatchError as error:
        click.echo(f"normalizer: {error}", err=True)
        raise Exit(1) from error
    except KeyboardInterrupt:
        click.echo("stopped; the same command goes on from here", err=True)
        raise Exit(_INTERRUPTED) from None
    if summary.faults:
        raise Exit(1)


def _write_report(summary: Summary, path: Path) -> None:
    from normalizer.batch.report import report

    try:
        path.write_text(report(summary), encoding="utf-8")
    except OSError as error:
        raise BatchError(f"{path} cannot be written: {error.strerror or error}") from error
