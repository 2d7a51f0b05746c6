"""``normalizer rules new``: a first rule file, made from pages of a publisher."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli._shared import private_option, rules_option
from normalizer.cli.commands import Argument
from normalizer.cli.inputs import Source, one_line, sources
from normalizer.cli.rules._options import rule_set
from normalizer.errors import NormalizerError

if TYPE_CHECKING:
    from normalizer.drafting.draft import Draft
    from normalizer.drafting.samples import Sample
    from normalizer.ruleset.index import RuleSet

_SUFFIXES = (".yaml", ".yml")


@click.command
@click.argument(
    "pages",
    cls=Argument,
    metavar="PAGE...",
    nargs=-1,
    required=True,
    help="Pages of one publisher, or dumps: files, folders, http(s) addresses, or - for standard "
    "input. Two stories tell more than one.",
)
@click.option(
    "--url",
    "urls",
    metavar="URL",
    multiple=True,
    help="The address that a PAGE came from: once for each, in their order. Left out, a page says it "
    "itself.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Write there instead of to standard output: into publishers/COUNTRY/NAME.yaml of a folder "
    "of rules, or a FILE that ends in .yaml.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@rules_option
@private_option
def new(
    *,
    pages: Sequence[str],
    urls: Sequence[str],
    output: Path | None,
    force: bool,
    rules: Sequence[Path],
    allow_private: bool,
) -> None:
    """Draft the rule file of a publisher from pages of its site, with an example that passes.

    What would do harm on the pages themselves is left out; standard error says what and why. Exit
    status: 0 if a draft was written, 1 if the pages give none, 2 for wrong usage.
    """
    known = rule_set(rules)
    try:
        draft = _draft(
            _samples(list(sources(pages, allow_private=allow_private)), urls, known), known
        )
    except NormalizerError as error:
        click.echo(f"normalizer: {one_line(str(error))}", err=True)
        raise Exit(1) from error
    for note in draft.notes:
        click.echo(one_line(note), err=True)
    if output is None:
        click.echo(draft.text, nl=False)
    else:
        _write(draft, output, force=force)


def _samples(found: Sequence[Source], urls: Sequence[str], known: RuleSet) -> list[Sample]:
    """Return the named pages; raises NormalizerError, which names the page, for one that is none."""
    from normalizer.api import Normalizer
    from normalizer.drafting.samples import examine

    if urls and len(urls) != len(found):
        reason = f"{len(urls)} given for {len(found)} pages: give one for each, in their order"
        raise click.BadParameter(reason, param_hint="--url")
    normalizer = Normalizer(known)
    samples: list[Sample] = []
    for source, url in zip_longest(found, urls):
        try:
            raw = source.load(normalizer.settings)
            samples.append(
                examine(
                    raw.data,
                    name=source.name,
                    url=url or raw.url,
                    content_type=raw.content_type,
                    normalizer=normalizer,
                )
            )
        except NormalizerError as error:
            click.echo(f"{source.name}: {one_line(str(error))}", err=True)
            raise Exit(1) from error
    return samples


def _draft(samples: Sequence[Sample], known: RuleSet) -> Draft:
    from normalizer.api import Normalizer
    from normalizer.drafting.draft import draft

    return draft(samples, today=dt.date.today(), normalizer=Normalizer(known))


def _write(draft: Draft, output: Path, *, force: bool) -> None:
    file = output if output.suffix in _SUFFIXES else output / f"{draft.id}.yaml"
    if file.exists() and not force:
        reason = f"{file} is there already: edit it, or overwrite it with --force"
        raise click.BadParameter(reason, param_hint="-o")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(draft.text, encoding="utf-8")
    except OSError as error:
        reason = f"{file} cannot be written: {error.strerror}"
        raise click.BadParameter(reason, param_hint="-o") from error
    click.echo(f"written: {file}", err=True)
