"""What commands that read pages share: their options, reading an input, and telling a failure."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli.inputs import Source, one_line
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
        raise click.BadParameter(f"{word!r} is no category.{hint} Allowed: {allowed}") from None


def _date(word: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(word) if len(word) > 10 else dt.date.fromisoformat(word)
    except ValueError:
        raise click.BadParameter(f"{word!r} is no date; write it like 2026-01-28") from None


url_option = click.option("--url", metavar="URL", help="The address that the one INPUT came from.")
crawled_option = click.option(
    "--crawled",
    metavar="DATE",
    type=_date,
    help="When the pages were fetched, like 2026-01-28: 'yesterday' is reckoned from it.",
)
rules_option = click.option(
    "--rules",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder of rules of your own, over the shipped ones. Repeatable.",
)
private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch addresses on this machine and in private networks too.",
)
keep_option = click.option(
    "--keep",
    metavar="CATEGORY",
    type=_category,
    multiple=True,
    help="What stays in the text: caption, dateline ... Repeatable.",
)


def normalizer_of(rules: Sequence[Path], keep: Iterable[Category]) -> Normalizer:
    """Return the normalizer that the options ask for; ends with status 2 where a rule is faulty."""
    from normalizer.api import Normalizer

    try:
        return Normalizer(rules=rules, settings=Settings(keep=frozenset(keep)))
    except NormalizerError as error:
        click.echo(f"normalizer: {error}", err=True)
        raise Exit(2) from error


def article_of(
    source: Source, normalizer: Normalizer, *, url: str | None, crawled: dt.date | None
) -> Article | str:
    """Return the article of one input, or in words why there is none."""
    try:
        raw = source.load(normalizer.settings)
        return normalizer.normalize(
            raw.data, url=url or raw.url, content_type=raw.content_type, crawled=crawled
        )
    except NormalizerError as error:
        return str(error)
    except Exception as error:  # a fault in one of 10,000 files must not cost the others
        return f"a fault of the normalizer, please report it: {type(error).__name__}: {error}"


def written(write: Callable[[], None]) -> str | None:
    """Return in words why nothing could be written, or None where it was.

    BrokenPipeError is passed on: who reads has had enough, which is no failure.
    """
    try:
        write()
    except BrokenPipeError:
        raise
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"
    return None


def say(name: str, reason: str | None) -> bool:
    """Say on standard error why an input failed; return whether there was nothing to say."""
    if reason is not None:
        click.echo(f"{name}: {one_line(reason)}", err=True)
    return reason is None


def let_go_of_output() -> None:
    """Let Python flush standard output at its end, into nothing where it is closed or full."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
