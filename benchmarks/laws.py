"""Do the laws hold on every page and dump of a corpus? ``python benchmarks/laws.py --corpus DIR``.

Checked for each: nothing is lost (law 1), clean stays clean (law 2), same in, same out (law 4: each
chunk is normalized a second time, in reverse order). Prints what breaks a law; the exit status is 1
if anything does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
from click.exceptions import Exit

import options
from corpus import Sample, read_dumps, read_pages
from normalizer import Article, Normalizer, NormalizerError
from report import console, table
from tests.laws import law

_CHUNK = 20


@click.command(context_settings={"show_default": True})
@options.corpus
@options.workers
def main(*, corpus: Path, workers: int) -> None:
    """Run the checks and print a table; the exit status is 1 where a law is broken."""
    samples = [*read_pages(corpus), *read_dumps(corpus)]
    chunks = [samples[start : start + _CHUNK] for start in range(0, len(samples), _CHUNK)]
    broken: list[tuple[str, str, str]] = []
    with ProcessPoolExecutor(workers) as pool:
        for number, found in enumerate(pool.map(_check, chunks)):
            broken.extend(found)
            if sys.stderr.isatty():
                print(f"\r{number + 1}/{len(chunks)}", end="", file=sys.stderr)
    lines = table(
        f"{len(samples):,} pages and dumps: {len(broken)} breaches", "id", "law", "breach"
    )
    for breach in broken:
        lines.add_row(*breach)
    console().print(lines)
    raise Exit(1 if broken else 0)


@cache
def _normalizer() -> Normalizer:
    return Normalizer()


def _check(chunk: Sequence[Sample]) -> list[tuple[str, str, str]]:
    first = [_article(sample) for sample in chunk]
    second = [_article(sample) for sample in reversed(chunk)][::-1]
    return [
        (sample.id, *breach)
        for sample, article, again in zip(chunk, first, second, strict=True)
        for breach in _breaches(sample, article, again)
    ]


def _article(sample: Sample) -> Article | None:
    try:
        return _normalizer().normalize(sample.read(), url=sample.url)
    except NormalizerError:
        return None


def _breaches(
    sample: Sample, article: Article | None, again: Article | None
) -> Iterator[tuple[str, str]]:
    if article != again:
        yield "same in, same out", "the second run differs"
    if article is None:
        return
    if lost := law.nothing_lost(sample.read(), article, sample.url):
        yield "nothing is lost", lost
    if changed := law.clean_stays_clean(article, _normalizer(), sample.url):
        yield "clean stays clean", changed


if __name__ == "__main__":
    main()
