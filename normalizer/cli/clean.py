"""``normalizer clean``: pages and dumps in, articles out."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from normalizer.cli.inputs import Source, one_line, sources
from normalizer.cli.output import Folder, Format, Sink, Stream, Style
from normalizer.cli.progress import Progress
from normalizer.errors import NormalizerError
from normalizer.model import Article, Category
from normalizer.settings import Settings

if TYPE_CHECKING:
    from normalizer.api import Normalizer


def _category(word: str) -> Category:
    try:
        return Category(word)
    except ValueError:
        near = difflib.get_close_matches(word, list(Category), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        allowed = ", ".join(Category)
        raise typer.BadParameter(f"{word!r} is no category.{hint} Allowed: {allowed}") from None


def _date(word: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(word) if len(word) > 10 else dt.date.fromisoformat(word)
    except ValueError:
        raise typer.BadParameter(f"{word!r} is no date; write it like 2026-01-28") from None


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
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address that the one INPUT came from.")
    ] = None,
    crawled: Annotated[
        dt.date | None,
        typer.Option(
            metavar="DATE",
            parser=_date,
            help="When the pages were fetched, like 2026-01-28: 'yesterday' is reckoned from it.",
        ),
    ] = None,
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
    rules: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="A folder of rules of your own, over the shipped ones. Repeatable.",
        ),
    ] = None,
    keep: Annotated[
        list[Category] | None,
        typer.Option(
            metavar="CATEGORY",
            parser=_category,
            help="What stays in the text: caption, dateline ... Repeatable.",
        ),
    ] = None,
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
    settings = Settings(keep=frozenset(keep or ()))
    normalizer = _normalizer(rules or (), settings)

    def work(source: Source) -> Article:
        raw = source.load(settings.max_bytes)
        return normalizer.normalize(
            raw.data, url=url or raw.url, content_type=raw.content_type, crawled=crawled
        )

    if not _run(list(sources(inputs)), work, sink):
        raise typer.Exit(1)


def _normalizer(rules: Sequence[Path], settings: Settings) -> Normalizer:
    from normalizer.api import Normalizer

    try:
        return Normalizer(rules=rules, settings=settings)
    except NormalizerError as error:
        typer.echo(f"normalizer: {error}", err=True)
        raise typer.Exit(2) from error


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


def _run(found: Sequence[Source], work: Callable[[Source], Article], sink: Sink) -> bool:
    """Clean every source into the sink; return whether all went well. Says each failure."""
    well = True
    try:
        with Progress(len(found)) as progress:
            for source in found:
                result = _attempt(partial(work, source))
                with progress.aside(needed=sink.on_terminal):
                    reason = (
                        result
                        if isinstance(result, str)
                        else _written(partial(sink.write, source.name, result))
                    )
                with progress.aside(needed=reason is not None):
                    well = _say(source.name, reason) and well
                progress.advance()
        well = _say("-o", _written(sink.close)) and well
    except BrokenPipeError:
        pass  # who reads has had enough (`| head`), which is no failure
    finally:
        _let_go_of_output()
    return well


def _attempt(work: Callable[[], Article]) -> Article | str:
    """Return the article, or in words why there is none."""
    try:
        return work()
    except NormalizerError as error:
        return str(error)
    except Exception as error:  # a fault in one of 10,000 files must not cost the others
        return f"a fault of the normalizer, please report it: {type(error).__name__}: {error}"


def _written(write: Callable[[], None]) -> str | None:
    """Return in words why nothing could be written, or None where it was."""
    try:
        write()
    except BrokenPipeError:
        raise
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"
    return None


def _say(name: str, reason: str | None) -> bool:
    """Say why an input failed; return whether there was nothing to say."""
    if reason is not None:
        typer.echo(f"{name}: {one_line(reason)}", err=True)
    return reason is None


def _let_go_of_output() -> None:
    """Let Python flush standard output at its end, into nothing where it is closed or full."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
