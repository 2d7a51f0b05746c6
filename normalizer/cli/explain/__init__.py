"""``normalizer explain``: why an article came out as it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
from normalizer.cli.explain.text import write
from normalizer.cli.inputs import sources
from normalizer.cli.output import standard_output
from normalizer.model import Article, Category

STDOUT = "-"


@click.command
@click.argument(
    "given",
    cls=Argument,
    metavar="INPUT",
    help="A page or dump: a file, an http(s) address, or - for standard input.",
)
@url_option
@crawled_option
@rules_option
@keep_option
@private_option
@click.option(
    "--html",
    metavar="FILE",
    help="Write a page for a browser there instead: blocks and article side by side. It needs "
    "nothing beside itself, and may be sent to others. - is standard output.",
)
@click.option("--full", is_flag=True, help="Show long texts to their end.")
def explain(  # noqa: PLR0913 - click gives each option to a parameter
    *,
    given: str,
    url: str | None,
    crawled: dt.date | None,
    rules: Sequence[Path],
    keep: Sequence[Category],
    allow_private: bool,
    html: str | None,
    full: bool,
) -> None:
    """Show why an article came out as it did: its fields, and what became of each block.

    Exit status: 0 if all went well, 1 if the input failed (its reason is on standard error), 2 for
    wrong usage.
    """
    if Path(given).is_dir():
        raise click.BadParameter("it is a folder: give one page or dump", param_hint="INPUT")
    normalizer = normalizer_of(rules, keep)
    (source,) = sources([given], allow_private=allow_private)
    article = article_of(source, normalizer, url=url, crawled=crawled)
    if isinstance(article, str):
        say(source.name, article)
        raise Exit(1)
    if html is None:
        target, work = STDOUT, partial(_print, article, name=source.name, full=full)
    else:
        from normalizer.cli.explain.page import page
        from normalizer.cli.explain.reasons import reasons

        content = page(article, name=source.name, reasons=reasons(normalizer.rules))
        target, work = html, partial(_save, content, html)
    try:
        well = say(target, written(work))
    except BrokenPipeError:
        well = True  # who reads has had enough (`| head`), which is no failure
    finally:
        let_go_of_output()
    if not well:
        raise Exit(1)


def _print(article: Article, *, name: str, full: bool) -> None:
    file = standard_output()
    write(article, name=name, full=full, file=file)
    file.flush()


def _save(content: str, target: str) -> None:
    if target == STDOUT:
        file = standard_output()
        file.write(content)
        file.flush()
    else:
        Path(target).write_text(content, encoding="utf-8", newline="\n")
