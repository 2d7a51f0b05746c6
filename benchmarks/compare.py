"""The normalizer beside other extractors: the same pages, one run, accuracy and time.

    make compare CORPUS=DIR

Each page goes through all tools, in an order that rotates, in one process. Times are CPU times. A page
on which a tool fails counts as empty, and is told of. Prints a table on standard error as it goes, and
the same as Markdown on standard output, fit for the README.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

import click
from rich.progress import track

import options
import peers
import report
from corpus import Sample, read_pages
from scoring import Marks, Metric, Prediction, Row, mark, tabulate
from setup import Setup
from speed import spread

Extractor = Callable[[bytes, str | None], Prediction]

#: Distribution → its extractor; the normalizer stands before them.
PEERS: Mapping[str, Extractor] = {
    "trafilatura": peers.run_trafilatura,
    "resiliparse": peers.run_resiliparse,
    "readability-lxml": peers.run_readability,
    "newspaper4k": peers.run_newspaper,
    "jusText": peers.run_justext,
}
OURS = "article-normalizer"
#: Pages of no set, run before the clock starts.
_WARM_UP = 60
#: Set → the metrics of the table.
COLUMNS: Mapping[str, Sequence[Metric]] = {
    "aeb": (Metric.F1,),
    "fundus": (Metric.F1, Metric.TITLE, Metric.DATE),
    "wcxb": (Metric.F1, Metric.WITH, Metric.WITHOUT, Metric.TITLE, Metric.DATE),
    "traf": (Metric.WITH, Metric.WITHOUT),
}


class Tally:
    """What one tool did: the marks of its pages, their seconds, and how often it failed, by reason."""

    def __init__(self) -> None:
        self.marks: list[tuple[str, Marks]] = []
        self.seconds: list[float] = []
        self.failures: Counter[str] = Counter()

    def run(self, extract: Extractor, sample: Sample, data: bytes) -> None:
        """Let the tool have a page."""
        start = time.process_time()
        try:
            found = extract(data, sample.url)
        except Exception as error:
            found = Prediction()
            self.failures[type(error).__name__] += 1
        self.seconds.append(time.process_time() - start)
        self.marks.append((sample.set, mark(sample.truth, found)))


def compare(samples: Sequence[Sample], tools: Mapping[str, Extractor]) -> dict[str, Tally]:
    """Return what each tool did on the samples, page by page."""
    tallies = {name: Tally() for name in tools}
    screen = report.console(stderr=True)
    shown = track(samples, "compare", console=screen, disable=not screen.is_terminal)
    for number, sample in enumerate(shown):
        data = sample.read()
        assert isinstance(data, bytes)
        names = list(tools)
        first = number % len(names)
        for name in names[first:] + names[:first]:
            tallies[name].run(tools[name], sample, data)
    return tallies


def markdown(tallies: Mapping[str, Tally]) -> str:
    """Return the table as Markdown, with the best of each column in bold."""
    rows = {name: tabulate(tally.marks) for name, tally in tallies.items()}
    columns = [(name, metric) for name, metrics in COLUMNS.items() for metric in metrics]
    best = {
        column: max((_score(row, *column) for row in rows.values()), default=0.0)
        for column in columns
    }
    peer = tallies["trafilatura"].seconds
    heads = ["", *(f"{name} {metric}" for name, metric in columns), "ms, median", "× trafilatura"]
    lines = [heads, ["---", *("--:" for _ in heads[1:])]]
    for name, tally in tallies.items():
        scores = [_score(rows[name], *column) for column in columns]
        shown = [
            f"**{score:.3f}**"
            if score and score == best[column]
            else f"{score:.3f}"
            if score
            else "–"
            for column, score in zip(columns, scores, strict=True)
        ]
        times = [f"{1000 * median(tally.seconds):.1f}", f"{sum(tally.seconds) / sum(peer):.2f}"]
        lines.append([f"{name} {version(name)}", *shown, *times])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _score(row: Mapping[str, Row], name: str, metric: Metric) -> float:
    return row[name].scores.get(metric, 0.0) if name in row else 0.0


@click.command(context_settings={"show_default": True})
@options.corpus
@options.folds
@options.publisher_rules(default=False)
@click.option("--pages", type=click.IntRange(min=1), help="How many; all by default.")
def main(*, corpus: Path, folds: Path | None, publisher_rules: bool, pages: int | None) -> None:
    """Run the normalizer and its peers over a corpus and print a table."""
    everything = read_pages(corpus)
    scored = [one for one in everything if one.set in COLUMNS]
    samples = spread(scored, pages or len(scored))
    setup = Setup(folds=folds, publisher_rules=publisher_rules)
    tools: dict[str, Extractor] = {OURS: partial(_ours, setup)} | dict(PEERS)
    compare(spread([one for one in everything if one.set not in COLUMNS], _WARM_UP), tools)
    tallies = compare(samples, tools)
    click.echo(markdown(tallies))
    for name, tally in tallies.items():
        for reason, count in tally.failures.items():
            click.echo(f"{name}: {count} pages ended in {reason}", err=True)


def _ours(setup: Setup, data: bytes, url: str | None) -> Prediction:
    return peers.of_article(setup.normalizer(url).normalize(data, url=url))


if __name__ == "__main__":
    main()
