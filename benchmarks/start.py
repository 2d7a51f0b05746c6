"""What a command costs from a cold shell: ``normalizer clean`` beside trafilatura's own command.

    python benchmarks/start.py --corpus DIR [--pages N]

Each page is given to both in turn, three times; the shortest time of each counts. Modules are compiled,
and rules kept, from a run before the clock starts, as on any machine on which a command has run before.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
from rich.progress import track

import options
import report
from corpus import Sample, read_pages
from speed import spread

_ROUNDS = 3
_SETS = ("aeb", "fundus", "wcxb")


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--pages", type=click.IntRange(min=1), default=20, help="How many pages.")
def main(*, corpus: Path, pages: int) -> None:
    """Time both commands on pages of a corpus and print how they compare."""
    scripts = Path(sysconfig.get_path("scripts"))
    commands = ((scripts / "normalizer", "clean", "-"), (scripts / "trafilatura",))
    samples = spread([one for one in read_pages(corpus) if one.set in _SETS], pages)
    screen = report.console(stderr=True)
    _seconds(commands, samples[0])
    ratios = []
    ours = []
    for sample in track(samples, "start", console=screen, disable=not screen.is_terminal):
        seconds, theirs = _seconds(commands, sample)
        ratios.append(seconds / theirs)
        ours.append(seconds)
    report.console().print(
        f"{len(samples)} pages, cold: normalizer takes {median(ratios):.2f} times trafilatura's time "
        f"at the median, {max(ratios):.2f} at most; {median(ours):.2f} s a page"
    )


def _seconds(commands: Sequence[Sequence[str | Path]], sample: Sample) -> list[float]:
    """Return the shortest time that each command took on a page."""
    data = sample.read()
    assert isinstance(data, bytes)
    taken: list[list[float]] = [[] for _ in commands]
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_bytes(data)
        for _ in range(_ROUNDS):
            for command, times in zip(commands, taken, strict=True):
                with page.open("rb") as stream:
                    start = time.perf_counter()
                    ended = subprocess.run(command, stdin=stream, capture_output=True, check=False)
                    times.append(time.perf_counter() - start)
                if ended.returncode > 1:
                    sys.exit(ended.stderr.decode())
    return [min(times) for times in taken]


if __name__ == "__main__":
    main()
