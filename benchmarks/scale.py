"""Does cost grow with the number of rules: ``python benchmarks/scale.py --corpus DIR``.

Writes two folders of rule files, one of 10 and one of 2,500, and measures how long a RuleSet takes to
start with the large one, cold and warm, and what pages and dumps cost under both: each input is
normalized under one and the other in turn, and the shortest of a few times counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

import options
from corpus import Sample, read_dumps, read_pages
from normalizer import Normalizer, NormalizerError
from report import console, table

_FEW, _MANY = 10, 2_500
_STARTS = 7
_TURNS = 3
#: Start-up of a RuleSet in a process of its own: CPU and wall time, in seconds.
_START = """
import sys, time
from normalizer import RuleSet
cpu, wall = time.process_time(), time.perf_counter()
RuleSet(sys.argv[1])
print(time.process_time() - cpu, time.perf_counter() - wall)
"""
_RULE = """outlet: {name}
language: en
timezone: Europe/London
match:
  hosts: [{slug}.example, {slug}.test]
  site_names: [{name}]
  signature:
    all: ['{name}']
    any: ['Sign up for the {name} letter\\.', 'Follow {name} on .*']
title: [h1.headline-{number}, 'meta:og:title']
date: ['meta:article:published_time', 'line:Published (?P<date>{{date}})']
authors: ['.byline-{number} a']
body: ['#story-{number}', div.article__body]
strip:
  - {{select: '.related-{number}, aside.more', as: related}}
  - {{select: .share-tools, as: share}}
  - {{line: 'Sign up for the {name} letter\\.', as: newsletter}}
  - {{line: 'Follow {name} on .{{2,30}}', as: promo}}
  - {{from: 'More from {name}', until: end, as: related, where: after body}}
examples:
  - name: page
    url: https://{slug}.example/ferry
    input: <html><body><div id="story-{number}"><p>The ferry sails.</p></div></body></html>
    expect: {{outlet: {name}}}
"""


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--inputs", type=click.IntRange(min=1), default=100, help="Of pages, and of dumps.")
def main(*, corpus: Path, inputs: int) -> None:
    """Print start-up times and the ratio of page costs."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = f"{scratch}/cache"
        few, many = (_write(Path(scratch, str(count)), count) for count in (_FEW, _MANY))
        cold = _start(many)
        warm = [_start(many) for _ in range(_STARTS)]
        cpu, wall = (statistics.median(one[at] for one in warm) for at in (0, 1))
        console().print(
            f"start with {_MANY:,} files: cold {cold[0]:.2f} s of CPU, warm {cpu:.3f} s of CPU, "
            f"{wall:.3f} s by the clock (median of {_STARTS})\n"
        )
        lines = table(
            "an input's cost", "inputs", "n", f"{_FEW} files", f"{_MANY:,} files", "ratio"
        )
        normalizers = (Normalizer([few]), Normalizer([many]))
        for kind, samples in (
            ("pages", _spread(read_pages(corpus), inputs)),
            ("dumps", _spread(read_dumps(corpus), inputs)),
        ):
            sums = [
                sum(times)
                for times in zip(*(_times(one, normalizers) for one in samples), strict=True)
            ]
            shown = (f"{1000 * one / len(samples):.2f} ms" for one in sums)
            lines.add_row(kind, str(len(samples)), *shown, f"{sums[1] / sums[0]:.3f}")
        console().print(lines)


def _write(folder: Path, count: int) -> Path:
    """Write that many publishers' files into a folder."""
    for number in range(count):
        name = f"{_word(number)} Post {number}"
        slug = name.lower().replace(" ", "-")
        file = folder / "publishers" / f"{number % 100:02}" / f"{slug}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_RULE.format(name=name, slug=slug, number=number), encoding="utf-8")
    return folder


def _word(number: int) -> str:
    """Return a made-up word, so that names do not all begin alike."""
    syllables = ("ba", "den", "fo", "gri", "hal", "kim", "lor", "mur", "nes", "tav")
    return "".join(syllables[int(digit)] for digit in f"{number * 7919 % 10_000:04}").title()


def _start(folder: Path) -> tuple[float, float]:
    """Return the CPU and wall time that a RuleSet takes to start, in seconds."""
    ran = subprocess.run(
        [sys.executable, "-c", _START, folder], capture_output=True, text=True, check=True
    )
    cpu, wall = map(float, ran.stdout.split())
    return cpu, wall


def _spread(samples: Sequence[Sample], count: int) -> Sequence[Sample]:
    """Return ``count`` of the samples, evenly spread."""
    return samples[:: max(1, len(samples) // count)][:count]


def _times(sample: Sample, normalizers: Sequence[Normalizer]) -> list[float]:
    """Return the shortest of a few CPU times under each of the normalizers, in seconds."""
    data = sample.read()
    shortest = [float("inf")] * len(normalizers)
    for turn in range(_TURNS + 1):  # the first compiles what the input needs
        for at, normalizer in enumerate(normalizers):
            start = time.process_time()
            try:
                normalizer.normalize(data, url=sample.url)
            except NormalizerError:
                return [0.0] * len(normalizers)
            if turn:
                shortest[at] = min(shortest[at], time.process_time() - start)
    return shortest


if __name__ == "__main__":
    main()
