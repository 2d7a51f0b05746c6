"""``normalizer rules lint``: all that is wrong with rule files, or likely not meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from normalizer.cli._shared import rules_option
from normalizer.cli.commands import Argument
from normalizer.errors import NormalizerError

if TYPE_CHECKING:
    from normalizer.ruleset.lint import Finding

#: The folders that the root of a folder of rules holds.
_KINDS = frozenset(("agencies", "common", "platforms", "publishers"))


@dataclass(frozen=True, slots=True)
class _Job:
    """Files of one folder of rules: those to read, and those of them that were asked for."""

    root: Path
    files: tuple[Path, ...]
    wanted: tuple[Path, ...]
    under: tuple[Path, ...]


@click.command
@click.argument(
    "targets",
    cls=Argument,
    metavar="[ID|FILE|DIR]...",
    nargs=-1,
    help="Rule files by id or its beginning, files, or folders of rules; all files of --rules if "
    "left out, or else the shipped ones.",
)
@rules_option
@click.option("--strict", is_flag=True, help="End with status 1 for warnings, too.")
def lint(*, targets: Sequence[str], rules: Sequence[Path], strict: bool) -> None:
    """Say all that is wrong with rule files, and what in them is likely not meant.

    A line for each finding: FILE:LINE:COLUMN, error or warning, what is wrong and what would be
    right. Exit status: 0 if there are no errors, 1 if there are, 2 for wrong usage.
    """
    from normalizer.ruleset.lint import Severity

    counts: Counter[Severity] = Counter()
    files = 0
    try:
        for job in _jobs(targets, rules):
            files += len(job.wanted)
            for finding in _found(job):
                counts[finding.severity] += 1
                click.echo(_line(job.root, finding))
    except NormalizerError as error:
        click.echo(f"normalizer: {error}", err=True)
        raise Exit(2) from error
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    click.echo(f"{_of(files, 'file')}, {_of(errors, 'error')}, {_of(warnings, 'warning')}")
    if errors or (strict and warnings):
        raise Exit(1)


def _of(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _found(job: _Job) -> Iterator[Finding]:
    from normalizer.ruleset.lint import lint as find

    wanted = {path.relative_to(job.root).as_posix() for path in job.wanted}
    for finding in find(job.root, files=job.files, under=job.under):
        if finding.file in wanted:
            yield finding


def _line(root: Path, finding: Finding) -> str:
    """Return a finding as a line, with a path that opens from where the user is."""
    path = root / finding.file
    here = Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    place = ":".join([shown, *(str(at) for at in (finding.line, finding.column) if at)])
    colour = {"error": "red", "warning": "yellow"}[finding.severity]
    severity = click.style(f"{finding.severity}:", fg=colour, bold=True)
    return f"{click.style(f'{place}:', bold=True)} {severity} {finding.message}"


def _jobs(targets: Sequence[str], folders: Sequence[Path]) -> Iterator[_Job]:
    """Yield the files that were asked for, by the folder of rules that they belong to."""
    from normalizer.ruleset.loader import shipped_folder

    own = [folder.resolve() for folder in folders]
    wanted: dict[Path, list[Path]] = {}
    for word in targets or own or [shipped_folder()]:
        path = Path(word).resolve()
        known = _files(path) or _of_id(str(word), [*own, shipped_folder()])
        if not known:
            raise click.BadParameter(f"{word}: there is no such file, folder with files, or rule")
        for file in known:
            wanted.setdefault(_root(file) or (path if path.is_dir() else file.parent), []).append(
                file
            )
    for root, files in wanted.items():
        # Of a folder that is none of rules, what was asked for is enough: it may be a whole home.
        read = _files(root) if any(map(_root, files)) else files
        under = own[: own.index(root)] if root in own else own
        yield _Job(root, tuple(read), tuple(dict.fromkeys(files)), tuple(under))


def _files(path: Path) -> list[Path]:
    """Return the rule files that a path stands for."""
    if path.is_dir():
        return sorted(file for file in path.rglob("*.y*ml") if file.suffix in (".yaml", ".yml"))
    return [path] if path.is_file() else []


def _of_id(start: str, folders: Iterable[Path]) -> list[Path]:
    """Return the files whose ids begin so, in the first of the folders that has any."""
    for folder in folders:
        ids = {file: file.relative_to(folder).as_posix() for file in _files(folder)}
        if found := [file for file, name in ids.items() if name.startswith(start)]:
            return found
    return []


def _root(file: Path) -> Path | None:
    """Return the folder of rules that a file stands in, by the names below it; None for a loose file."""
    return next((one.parent for one in file.parents if one.name in _KINDS), None)
