"""How right the normalizer is on a corpus, beside trafilatura on the same pages.

    python benchmarks/accuracy.py --corpus DIR [--dumps] [--folds DIR] [--check benchmarks/floors.json]

Dumps are normalized without a URL and compared with the dump as it comes. A NormalizerError is an
ending like others; any other exception is a crash, and with --check a failure.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click
import msgspec
from click.exceptions import Exit
from rich.progress import track

import floors
import options
import report
from corpus import Sample, fingerprint, read_dumps, read_pages
from normalizer import NormalizerError
from peers import of_article, run_trafilatura
from scoring import Marks, Metric, Prediction, Row, mark, tabulate
from setup import Setup

#: Samples that a worker takes at a time: few, since a page may cost a hundred times another's.
_CHUNK = 8
#: Crashes of which the traceback is printed.
_TRACEBACKS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One sample: how it ended, our prediction and the peer's with their marks, the language we found."""

    id: str
    set: str
    ended: str
    ours: Prediction
    theirs: Prediction
    our_marks: Marks
    their_marks: Marks
    language: str | None = None
    crash: str | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """The scores of one kind of input, per set."""

    ours: dict[str, Row]
    theirs: dict[str, Row]
    crashes: int


def measure(sample: Sample, setup: Setup) -> Measured:
    """Return the sample with both predictions marked; never raises for what an extractor did."""
    data = sample.read()
    crash = language = None
    ours = Prediction()
    try:
        article = setup.normalizer(sample.origin).normalize(data, url=sample.url)
        ours, ended, language = of_article(article), str(article.outcome), article.language
    except NormalizerError as error:
        ended = f"error {error.code}"
    except Exception as error:
        ended, crash = f"crash {type(error).__name__}", traceback.format_exc()
    theirs = run_trafilatura(data, sample.url) if isinstance(data, bytes) else Prediction(data)
    our_marks, their_marks = mark(sample.truth, ours), mark(sample.truth, theirs)
    return Measured(
        sample.id, sample.set, ended, ours, theirs, our_marks, their_marks, language, crash
    )


def measure_all(samples: Sequence[Sample], setup: Setup, workers: int, what: str) -> list[Measured]:
    """Return all samples measured, in order, with a progress bar on a terminal's standard error."""
    screen = report.console(stderr=True)
    return list(
        track(
            _measured(samples, setup, workers),
            description=what,
            total=len(samples),
            console=screen,
            disable=not screen.is_terminal,
        )
    )


def _measured(samples: Sequence[Sample], setup: Setup, workers: int) -> Iterator[Measured]:
    one = partial(measure, setup=setup)
    if workers == 1:
        yield from map(one, samples)
    else:
        # Spawned, not forked: the progress bar has a thread by now.
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            yield from pool.map(one, samples, chunksize=_CHUNK)


def benchmark(
    kind: str, samples: Sequence[Sample], setup: Setup, workers: int, out: Path
) -> Tables:
    """Return the samples' scores, printed as tables; the predictions are written to ``out``."""
    peer = "trafilatura" if kind == "pages" else "as it comes"
    measured = measure_all(samples, setup, workers, kind)
    _write(out / f"{kind}-normalizer.jsonl", [(one.id, one.ours) for one in measured])
    if kind == "pages":
        _write(out / f"{kind}-{peer}.jsonl", [(one.id, one.theirs) for one in measured])
    tables = Tables(
        tabulate((one.set, one.our_marks) for one in measured),
        tabulate((one.set, one.their_marks) for one in measured),
        sum(one.crash is not None for one in measured),
    )
    screen = report.console()
    names = ("normalizer", peer)
    screen.print(report.scores(f"{kind}: accuracy", tables.ours, tables.theirs, names))
    f1 = [
        (one.language, value)
        for one in measured
        for value in one.our_marks.values.get(Metric.F1, ())
    ]
    screen.print(report.languages(f"{kind}: word F1 by language", f1))
    screen.print(report.endings(f"{kind}: endings", [(one.set, one.ended) for one in measured]))
    for one in [one for one in measured if one.crash][:_TRACEBACKS]:
        screen.print(f"{one.id}\n{one.crash}", style="red", markup=False)
    return tables


def misses(held: floors.Floors, corpus: Path, pages: Tables, dumps: Tables | None) -> list[str]:
    """Return a sentence for all that is under the floors; another corpus has only trafilatura's."""
    found = floors.behind_peer(pages.ours, pages.theirs, held.behind_trafilatura)
    if held.corpus == fingerprint(corpus):
        found += floors.below_floors(pages.ours, held.pages)
        found += floors.below_floors(dumps.ours, held.dumps) if dumps else []
    else:
        report.console().print("another corpus than that of the floors: held against trafilatura")
    crashes = pages.crashes + (dumps.crashes if dumps else 0)
    return [*found, f"{crashes} crashes"] if crashes else found


def raised(held: floors.Floors, corpus: Path, pages: Tables, dumps: Tables | None) -> floors.Floors:
    """Return the floors lifted to what was measured; those of another corpus are dropped."""
    name = fingerprint(corpus)
    old_pages, old_dumps = (held.pages, held.dumps) if held.corpus == name else ({}, {})
    return msgspec.structs.replace(
        held,
        corpus=name,
        pages=floors.raise_floors(old_pages, pages.ours),
        dumps=floors.raise_floors(old_dumps, dumps.ours) if dumps else old_dumps,
    )


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--dumps", is_flag=True, help="The plain-text dumps as well.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    help="Folder for the predictions.",
)
@options.workers
@options.folds
@options.publisher_rules(default=True)
@options.check
@click.option("--raise", "raise_", is_flag=True, help="Lift the floors of --check.")
def main(  # noqa: PLR0913 - click gives each option to a parameter
    *,
    corpus: Path,
    dumps: bool,
    out: Path,
    workers: int,
    folds: Path | None,
    publisher_rules: bool,
    check: Path | None,
    raise_: bool,
) -> None:
    """Run the normalizer over a corpus and print its scores beside trafilatura's."""
    out.mkdir(parents=True, exist_ok=True)
    setup = Setup(folds=folds, publisher_rules=publisher_rules)
    of_pages = benchmark("pages", read_pages(corpus), setup, workers, out)
    of_dumps = benchmark("dumps", read_dumps(corpus), setup, workers, out) if dumps else None
    if check is None:
        return
    held = floors.read_floors(check)
    if raise_:
        held = raised(held, corpus, of_pages, of_dumps)
        floors.write_floors(check, held)
    found = misses(held, corpus, of_pages, of_dumps)
    report.console().print(report.verdict(found, "accuracy: all floors held"))
    raise Exit(1 if found else 0)


def _write(path: Path, predictions: Sequence[tuple[str, Prediction]]) -> None:
    rows = [{"id": name} | msgspec.to_builtins(one) for name, one in predictions]
    path.write_bytes(msgspec.json.Encoder().encode_lines(rows))


if __name__ == "__main__":
    main()
