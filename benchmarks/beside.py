"""``normalizer batch`` beside trafilatura's own command: the same folder, as many processes, cold.

    python benchmarks/beside.py --corpus DIR [--pages N] [--rounds N] [--workers N]

Pages of the corpus are written into a folder as files, which each command is given from a shell, in
turn. Time by the clock is what people wait; CPU time, of all processes of a command, is what it costs,
and does not count what others do on the machine. trafilatura runs as it is, and with metadata and JSON,
as the normalizer gives them always. Modules are compiled, and rules kept, from a run before the clock
starts, as on any machine on which a command has run before.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

import options
import report
from batch import seconds_of_children
from corpus import Sample, read_pages
from speed import spread

_OURS = "normalizer batch"
#: Pages of the run before the clock starts.
_WARM_UP = 4


@dataclass(frozen=True, slots=True)
class _Cost:
    """Seconds of a run: by the clock, and CPU time of all its processes; rows or files it gave."""

    clock: float
    cpu: float
    given: int


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--pages", type=click.IntRange(min=1), help="How many pages; all without it.")
@click.option("--rounds", type=click.IntRange(min=1), default=3, help="Medians of so many rounds.")
@options.workers
def main(*, corpus: Path, pages: int | None, rounds: int, workers: int) -> None:
    """Time both commands on a folder and print how they compare."""
    everything = read_pages(corpus)
    samples = spread(everything, pages or len(everything))
    commands = _commands(workers)
    costs: dict[str, list[_Cost]] = {name: [] for name in commands}
    with TemporaryDirectory() as folder:
        few, given = Path(folder, "few"), Path(folder, "given")
        _write(samples[:_WARM_UP], few)
        _write(samples, given)
        for command in commands.values():
            _run(command, few)
        for _ in range(rounds):  # in turns, so that a busy minute of the machine hits all of them
            for name, command in commands.items():
                costs[name].append(_run(command, given))
    title = f"{len(samples)} pages in a folder, {workers} processes, from a cold start"
    lines = report.table(title, "", "given", "pages/s", "times", "CPU ms/page", "times (CPU)")
    ours = _middle(costs[_OURS])
    for name, some in costs.items():
        cost = _middle(some)
        lines.add_row(
            name,
            str(cost.given),
            f"{len(samples) / cost.clock:.1f}",
            f"{cost.clock / ours.clock:.2f}",
            f"{1000 * cost.cpu / len(samples):.1f}",
            f"{cost.cpu / ours.cpu:.2f}",
        )
    report.console().print(lines)


def _commands(workers: int) -> Mapping[str, Sequence[str]]:
    """Return the commands that take a folder and an output, by what they are called."""
    scripts = Path(sysconfig.get_path("scripts"))
    peer = (str(scripts / "trafilatura"), "--parallel", str(workers), "--input-dir")
    ours = (str(scripts / "normalizer"), "batch", "--workers", str(workers))
    return {
        _OURS: (*ours, "{given}", "-o", "{out}"),
        "trafilatura": (*peer, "{given}", "-o", "{out}"),
        "trafilatura --json --with-metadata": (
            *(*peer, "{given}", "-o", "{out}"),
            *("--json", "--with-metadata"),
        ),
    }


def _write(samples: Sequence[Sample], folder: Path) -> None:
    folder.mkdir()
    for number, sample in enumerate(samples):
        data = sample.read()
        assert isinstance(data, bytes)
        (folder / f"{number:05}.html").write_bytes(data)


def _run(command: Sequence[str], given: Path) -> _Cost:
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        words = [word.format(given=given, out=out) for word in command]
        start, before = time.perf_counter(), seconds_of_children()
        ended = subprocess.run(words, capture_output=True, check=False)
        clock, cpu = time.perf_counter() - start, seconds_of_children() - before
        if ended.returncode > 1:
            sys.exit(ended.stderr.decode())
        return _Cost(clock, cpu, _count(out))


def _count(out: Path) -> int:
    """Return how many rows or files a command gave."""
    files = [path for path in out.rglob("*") if path.is_file() and path.name[0] not in "_."]
    shards = [path for path in files if path.suffix == ".jsonl"]
    return sum(len(path.read_bytes().splitlines()) for path in shards) or len(files)


def _middle(costs: Sequence[_Cost]) -> _Cost:
    return _Cost(
        median(cost.clock for cost in costs), median(cost.cpu for cost in costs), costs[0].given
    )


if __name__ == "__main__":
    main()
