"""``normalizer rules import-ftr``: site configs of Full-Text RSS, wallabag and graby → rule files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli._shared import say
from normalizer.cli.commands import Argument
from normalizer.cli.inputs import one_line
from normalizer.cli.rules._options import rule_set
from normalizer.errors import InputError, NormalizerError

if TYPE_CHECKING:
    from normalizer.ruleset.ftr import Config, Imported

#: Largest site config, in bytes: people write a few thousand. Rule files have the same limit.
_MAX_BYTES = 1_000_000
_PUBLISHERS = Path("publishers", "xx")


@click.command
@click.argument(
    "configs",
    cls=Argument,
    metavar="FILE|DIR...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Site configs, named like their sites (example.com.txt), or folders of them.",
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of rules to be; the files go to publishers/xx/ in it.",
)
@click.option("--force", is_flag=True, help="Replace rule files that exist.")
def import_ftr(*, configs: Sequence[Path], output: Path, force: bool) -> None:
    """Make rule files of site configs as Full-Text RSS, wallabag and graby use them.

    Standard output is the account: a line for each site, and below it a line for everything that
    could not be carried over, with the reason. Where a site has two site configs (example.com.txt
    and .example.com.txt), one rule file is made of both.

    Exit status: 0 if all went well, 1 if a site config failed (its reason is on standard error, the
    others are written), 2 for wrong usage.
    """
    from normalizer.ruleset.ftr import to_rule

    paths = list(_paths(configs))
    if not paths:
        raise click.BadParameter("there is no .txt file in it", param_hint="FILE|DIR")
    shipped = rule_set(())
    sites, well = _sites(paths)
    sums: list[Imported] = []
    for host, read in sites.items():
        imported = to_rule(read, host=host)
        target = output / _PUBLISHERS / f"{host}.yaml"
        if not say(str(target), _written(imported, target, force=force)):
            well = False
            continue
        sums.append(imported)
        _tell(read, imported, target)
        if host and imported.rule and (known := shipped.by_address(host)):
            click.echo(
                f"  {host}: {known}.yaml, which comes along, knows it too: the new file wins"
            )
    well = say(str(output), _fault(output)) and well
    _sum_up(len(paths), sums)
    if not well:
        raise Exit(1)


def _paths(named: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those in the folders named whose names end in .txt."""
    for path in named:
        if path.is_dir():
            yield from (one for one in sorted(path.glob("*.txt")) if one.is_file())
        else:
            yield path


def _sites(paths: Iterable[Path]) -> tuple[Mapping[str | None, Sequence[Config]], bool]:
    """Return the site configs of each host, None for all, and whether every one could be read.

    The config of a host goes before that of its subdomains: its lines are tried first.
    """
    sites: dict[str | None, list[Config]] = defaultdict(list)
    well = True
    for path in sorted(paths, key=lambda path: path.name.startswith(".")):
        try:
            host, config = _read(path)
        except InputError as error:
            well = say(str(path), str(error))
        else:
            sites[host].append(config)
    return sites, well


def _read(path: Path) -> tuple[str | None, Config]:
    from normalizer.ruleset.ftr import GLOBAL, host_of, read_config

    host = None if path.name == GLOBAL else host_of(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"it has more than {_MAX_BYTES:,} bytes, which no site config has")
    return host, read_config(data, file=path.name)


def _written(imported: Imported, target: Path, *, force: bool) -> str | None:
    """Write a rule file if there is one to write; return in words why that failed."""
    from normalizer.ruleset.ftr import to_yaml
    from normalizer.ruleset.loader import parse_rule

    if imported.rule is None:
        return None
    if target.exists() and not force:
        return "it exists already, and is left as it is: --force replaces it"
    text = to_yaml(imported.rule)
    try:
        parse_rule(text.encode(), file=target.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    except NormalizerError as error:
        return f"not written: {error}"
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    return None


def _tell(read: Iterable[Config], imported: Imported, target: Path) -> None:
    """Say what became of the site configs of one host."""
    files = ", ".join(config.file for config in read)
    if imported.rule is None:
        click.echo(one_line(f"{files}: nothing in it that a rule file can say"))
    else:
        counts = f"{len(imported.carried)} lines carried over, {len(imported.left)} not"
        click.echo(one_line(f"{files}: {target}: {counts}"))
    for config in read:
        if config.encoding != "utf-8":
            click.echo(one_line(f"  {config.file}: not UTF-8, read as {config.encoding}"))
    for left in imported.left:
        click.echo(one_line(f"  {left}"))


def _fault(output: Path) -> str | None:
    """Return in words what is wrong with the folder of rules as a whole."""
    from normalizer.ruleset.index import RuleSet

    try:
        if output.is_dir():
            RuleSet([output])
    except NormalizerError as error:
        return str(error)
    return None


def _sum_up(files: int, sums: Sequence[Imported]) -> None:
    """Print how much came over, and how often each directive did and did not."""
    carried = Counter(one.name for imported in sums for one in imported.carried)
    left = Counter(one.directive for imported in sums for one in imported.left)
    rules = sum(imported.rule is not None for imported in sums)
    click.echo(f"{files} site configs, {rules} rule files")
    for word, counter in (("carried over", carried), ("not carried over", left)):
        named = ", ".join(f"{name} {count}" for name, count in counter.most_common())
        click.echo(f"{word}: {counter.total()} lines{f': {named}' if named else ''}")
