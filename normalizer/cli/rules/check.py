"""``normalizer rules check``: whether publishers' rules still fit their pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli._shared import article_of, private_option, rules_option, say
from normalizer.cli.commands import Argument
from normalizer.cli.inputs import Source, sources
from normalizer.cli.progress import Progress
from normalizer.cli.rules._options import rule_set

if TYPE_CHECKING:
    from normalizer.ruleset.drift import Report, Row, Visit
    from normalizer.ruleset.index import RuleSet

#: How many pages of no known publisher are named.
_NAMED = 5
#: How much of a pattern a row shows, in characters; its place says where all of it is.
_SHOWN = 60


@click.command
@click.argument(
    "pages",
    cls=Argument,
    metavar="PAGES...",
    nargs=-1,
    required=True,
    help="Files, folders (searched for .html .htm .xhtml .txt, also with .gz), http(s) addresses, "
    "or - for standard input.",
)
@rules_option
@private_option
@click.option("--publisher", metavar="ID", help="Only this one: publishers/jp/the-japan-news.")
def check(
    *, pages: Sequence[str], rules: Sequence[Path], allow_private: bool, publisher: str | None
) -> None:
    """Say which parts of publishers' rules still hit on real pages, and which no longer do.

    A page's own address, site name or signature says whose it is. For each publisher: on how many
    pages each source, body selector and entry of its file hit, of those on which it was tried;
    what was stopped for its budget; and how the text differs from that without its rules. Exit
    status: 0 if all hit somewhere, 1 if something hit nothing, was stopped, or a page could not be
    read, 2 for wrong usage.
    """
    from normalizer.ruleset.drift import reports

    known = rule_set(rules)
    if publisher is not None and publisher not in {rule.id for rule in known}:
        raise click.BadParameter(f"there is no rule file {publisher}", param_hint="--publisher")
    visits, strangers, failed = _visits(
        list(sources(pages, allow_private=allow_private)), known, publisher
    )
    found = reports(visits, known)
    for report in found:
        _print(report)
    for line in _about_strangers(strangers, publisher):
        click.echo(line)
    in_vain = publisher is not None and not found
    if failed or in_vain or any(report.has_drifted for report in found):
        raise Exit(1)


def _visits(
    inputs: Sequence[Source], rules: RuleSet, publisher: str | None
) -> tuple[list[Visit], list[str], bool]:
    """Return what the pages say, the names of those of no such publisher, and whether any failed."""
    from normalizer.api import Normalizer
    from normalizer.ruleset.drift import PacksAlone, visit

    by_id = {rule.id: rule for rule in rules}
    normalizer, bare = Normalizer(rules), Normalizer(PacksAlone(rules.folders))
    visits: list[Visit] = []
    strangers: list[str] = []
    failed = False
    with Progress(len(inputs)) as progress:
        for source in inputs:
            once = replace(source, load=lru_cache(maxsize=1)(source.load))
            article = article_of(once, normalizer, url=None, crawled=None)
            if isinstance(article, str):
                with progress.aside(needed=True):
                    failed = not say(source.name, article)
            elif article.publisher is None or publisher not in (None, article.publisher):
                strangers.append(source.name)
            else:
                without = article_of(once, bare, url=None, crawled=None)
                assert not isinstance(without, str), without
                visits.append(visit(source.name, article, without, by_id[article.publisher]))
            progress.advance()
    return visits, strangers, failed


def _print(report: Report) -> None:
    for line in _summary(report):
        click.echo(line)
    if sys.stdout.isatty() and report.rows:
        _print_table(report)
    else:
        for row in report.rows:
            click.echo("\t".join((report.rule, *_cells(row))))


def _summary(report: Report) -> Iterator[str]:
    layout = f", layout until {report.until}" if report.until else ""
    with_, without = report.words
    yield f"{report.rule}{layout}: {_pages(len(report.visits))}"
    yield (f"  words: {with_:,} with its rules, {without:,} without, {report.common:.0%} in common")
    for code, what in (
        ("body_not_found", "its body selectors found nothing"),
        ("body_refused", "its body selectors were refused: they leave out too much"),
        ("rule_outdated", "the page is of a day past valid_until"),
    ):
        if count := report.count(code):
            yield f"  {what}: {_pages(count)}"
    for one in report.most_other:
        yield (
            f"  differs: {one.name}: {one.words:,} words with, {one.bare_words:,} without, "
            f"{one.common:.0%} in common"
        )


def _cells(row: Row) -> tuple[str, ...]:
    text = row.text if len(row.text) <= _SHOWN else f"{row.text[: _SHOWN - 1]}…"
    return row.what, row.place, f"{row.hits}/{row.tried}", _note(row), text


def _note(row: Row) -> str:
    if row.stopped:
        return f"stopped on {row.stopped}"
    if row.has_drifted:
        return "hits nothing"
    return "ok" if row.tried else "not tried"


def _print_table(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = ("key", "where", "hits", "")
    cells = [_cells(row) for row in report.rows]
    table = Table()
    for name, *column in zip(names, *(one[: len(names)] for one in cells), strict=True):
        # Of all columns the text alone may be cut: the place is what the reader goes to.
        table.add_column(name, no_wrap=True, min_width=max(map(len, (name, *column))))
    table.add_column("text", no_wrap=True, overflow="ellipsis")
    for row, texts in zip(report.rows, cells, strict=True):
        style = "red" if row.has_drifted else ""
        table.add_row(*(Text(cell, style=style) for cell in texts))
    Console().print(table)


def _about_strangers(names: list[str], publisher: str | None) -> Iterator[str]:
    if not names:
        return
    whose = f"not known to be of {publisher}" if publisher else "of no known publisher"
    more = ", …" if len(names) > _NAMED else ""
    yield f"{whose}: {_pages(len(names))} ({', '.join(names[:_NAMED])}{more})"


def _pages(count: int) -> str:
    return f"{count} page" if count == 1 else f"{count} pages"
