"""``normalizer clean``: pages and dumps in, articles out."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from click.exceptions import Exit

from normalizer.cli._shared import (
    article_of,
    crawled_option,
    keep_option,
    let_go_of_output,
    normalizer_of,
    private_option,
    rules_option,
    say,
    url_option,
    written,
)
from normalizer.cli.commands import Argument
from normalizer.cli.inputs import Source, sources
from normalizer.cli.output import Folder, Format, Sink, Stream, Style
from normalizer.cli.progress import Progress
from normalizer.model import Article, Category


@click.command
@click.argument(
    "inputs",
    cls=Argument,
    metavar="INPUT...",
    nargs=-1,
    required=True,
    help="Files, folders (searched for .html .htm .xhtml .txt, also with .gz), http(s) addresses, "
    "or - for standard input.",
)
@url_option
@crawled_option
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="How to write.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="Write there instead of to standard output: one file per INPUT where it is a folder, ends "
    "in / or is given several inputs; one file where its name ends like the format (.txt .json "
    ".jsonl .md).",
)
@rules_option
@keep_option
@private_option
@click.option("--removed", is_flag=True, help="Add what was taken away, and why.")
def clean(  # noqa: PLR0913 - click gives each option to a parameter
    *,
    inputs: Sequence[str],
    url: str | None,
    crawled: dt.date | None,
    form: str,
    output: str | None,
    rules: Sequence[Path],
    keep: Sequence[Category],
    allow_private: bool,
    removed: bool,
) -> None:
    """Turn news pages, or plain-text dumps of them, into clean articles.

    Exit status: 0 if all went well, 1 if an input failed (its reason is on standard error, the
    others are written), 2 for wrong usage.
    """
    several = len(inputs) > 1 or Path(inputs[0]).is_dir()
    if url and several:
        raise click.BadParameter("it names one page: give one INPUT", param_hint="--url")
    style = Style(format=Format(form), removed=removed, named=several)
    sink = _sink(output, style, several=several)
    normalizer = normalizer_of(rules, keep)
    work = partial(article_of, normalizer=normalizer, url=url, crawled=crawled)
    if not _run(list(sources(inputs, allow_private=allow_private)), work, sink):
        raise Exit(1)


def _sink(output: str | None, style: Style, *, several: bool) -> Sink:
    """Return where articles go; its folder is made. Wrong usage is said here, before any work."""
    if output is None:
        return Stream(None, style, several=several)
    path = Path(output)
    # `-o all.jsonl` with several inputs means one file: nobody names a folder like that.
    spread = several and path.suffix != style.format.suffix
    if not (path.is_dir() or output.endswith(("/", os.sep)) or spread):
        if not path.parent.is_dir():
            raise click.BadParameter(f"there is no folder {path.parent}", param_hint="-o")
        return Stream(path, style, several=several)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{output} cannot be the folder for the articles: {error.strerror}"
        raise click.BadParameter(reason, param_hint="-o") from error
    return Folder(path, replace(style, named=True))


def _run(found: Sequence[Source], work: Callable[[Source], Article | str], sink: Sink) -> bool:
    """Clean every source into the sink; return whether all went well. Says each failure."""
    well = True
    try:
        with Progress(len(found)) as progress:
            for source in found:
                result = work(source)
                with progress.aside(needed=sink.on_terminal):
                    reason = (
                        result
                        if isinstance(result, str)
                        else written(partial(sink.write, source.name, result))
                    )
                with progress.aside(needed=reason is not None):
                    well = say(source.name, reason) and well
                progress.advance()
        well = say("-o", written(sink.close)) and well
    except BrokenPipeError:
        pass  # who reads has had enough (`| head`), which is no failure
    finally:
        let_go_of_output()
    return well
