"""``normalizer clean``: pages and dumps in, articles out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from normalizer.cli._shared import (
    Crawled,
    Keep,
    Rules,
    Url,
    article_of,
    let_go_of_output,
    normalizer_of,
    say,
    written,
)
from normalizer.cli.inputs import Source, sources
from normalizer.cli.output import Folder, Format, Sink, Stream, Style
from normalizer.cli.progress import Progress
from normalizer.model import Article


def clean(  # noqa: PLR0913 - typer reads each option off a parameter
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders (searched for .html .htm .xhtml .txt, also with .gz), http(s) "
            "addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    *,
    url: Url = None,
    crawled: Crawled = None,
    form: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|DIR",
            help="Write there instead of to standard output: one file per INPUT where it is a "
            "folder, ends in / or is given several inputs; one file where its name ends like the "
            "format (.txt .json .jsonl .md).",
        ),
    ] = None,
    rules: Rules = None,
    keep: Keep = None,
    removed: Annotated[
        bool, typer.Option("--removed", help="Add what was taken away, and why.")
    ] = False,
) -> None:
    """Turn news pages, or plain-text dumps of them, into clean articles.

    Exit status: 0 if all went well, 1 if an input failed (its reason is on standard error, the
    others are written), 2 for wrong usage.
    """
    several = len(inputs) > 1 or Path(inputs[0]).is_dir()
    if url and several:
        raise typer.BadParameter("it names one page: give one INPUT", param_hint="--url")
    style = Style(format=form, removed=removed, named=several)
    sink = _sink(output, style, several=several)
    normalizer = normalizer_of(rules, keep)
    work = partial(article_of, normalizer=normalizer, url=url, crawled=crawled)
    if not _run(list(sources(inputs)), work, sink):
        raise typer.Exit(1)


def _sink(output: str | None, style: Style, *, several: bool) -> Sink:
    """Return where articles go; its folder is made. Wrong usage is said here, before any work."""
    if output is None:
        return Stream(None, style, several=several)
    path = Path(output)
    # `-o all.jsonl` with several inputs means one file: nobody names a folder like that.
    spread = several and path.suffix != style.format.suffix
    if not (path.is_dir() or output.endswith(("/", os.sep)) or spread):
        if not path.parent.is_dir():
            raise typer.BadParameter(f"there is no folder {path.parent}", param_hint="-o")
        return Stream(path, style, several=several)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{output} cannot be the folder for the articles: {error.strerror}"
        raise typer.BadParameter(reason, param_hint="-o") from error
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
