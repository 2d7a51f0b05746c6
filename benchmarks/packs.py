"""What the packs take, and what they should not: ``python benchmarks/packs.py --corpus DIR``.

Strength: over the whole-page dumps of the corpus, which share of the words that are not in the truth
the rules take, and how many of the words they take are not in the truth (precision). Restraint: over
the truths given as dumps, which share of the words they take. Both by the entry that took them, and by
the language that the page is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import click
from rich.table import Table

import options
from corpus import Sample, read_dumps, read_pages
from normalizer import Extractor, Normalizer, NormalizerError, Removal, Settings
from normalizer.text import fold
from report import console, table

_CHUNK = 20
#: Folded texts from this length on are looked for inside the truth; shorter ones as whole lines.
_LONG = 25
#: Dumps that hold whole pages.
_FULL = "-full"
#: The language of a page that does not show it, and how many categories a language's row has.
_UNKNOWN = "–"
_CATEGORIES = 8


@dataclass(slots=True)
class Count:
    """Words in all, words that are not in the truth, and by entry (source, category) words taken."""

    words: int = 0
    boilerplate: int = 0
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: dict[tuple[str, str], str] = field(default_factory=dict)
    #: by language: words that are not in the truth; and words taken, by category
    boilerplate_in: Counter[str] = field(default_factory=Counter)
    taken_in: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, other: Count) -> None:
        """Add the counts of another chunk."""
        self.words += other.words
        self.boilerplate += other.boilerplate
        self.taken.update(other.taken)
        self.wrong.update(other.wrong)
        self.shown.update(other.shown)
        self.boilerplate_in.update(other.boilerplate_in)
        for language, taken in other.taken_in.items():
            self.taken_in.setdefault(language, Counter()).update(taken)


@click.command(context_settings={"show_default": True})
@options.corpus
@options.workers
@click.option("--every", type=click.IntRange(min=1), default=1, help="Take every Nth input only.")
def main(*, corpus: Path, workers: int, every: int) -> None:
    """Print the tables of strength and restraint."""
    dumps = [one for one in read_dumps(corpus) if one.set.endswith(_FULL)]
    pages = {one.id: one for one in read_pages(corpus)}
    truths = [one for one in pages.values() if one.truth.text]
    with ProcessPoolExecutor(workers) as pool:
        for title, samples, as_truth in (
            ("strength: whole pages", dumps[::every], False),
            ("restraint: truths", truths[::every], True),
        ):
            total = Count()
            chunks = [samples[at : at + _CHUNK] for at in range(0, len(samples), _CHUNK)]
            origins = [[pages[_page_id(one)] for one in chunk] for chunk in chunks]
            for found in pool.map(_count, chunks, origins, [as_truth] * len(chunks)):
                total.add(found)
            _print(f"{title}, n = {len(samples):,}", total)


@cache
def _normalizer() -> Normalizer:
    # Of a dump trafilatura chooses nothing: what goes is what rules took.
    return Normalizer(settings=Settings(extractor=Extractor.TRAFILATURA))


def _page_id(sample: Sample) -> str:
    """Return the id of the page that a dump was made of: ``ID#full`` is one of ``ID``."""
    return sample.id.partition("#")[0]


def _count(samples: Sequence[Sample], pages: Sequence[Sample], as_truth: bool) -> Count:
    """Count the inputs; each one's language is that of its page, for text alone does not say."""
    total = Count()
    for sample, page in zip(samples, pages, strict=True):
        truth = sample.truth.text or ""
        data = truth if as_truth else sample.read()
        try:
            removed = _normalizer().normalize(data).removed
            language = _normalizer().normalize(page.read(), url=page.url).language or _UNKNOWN
        except NormalizerError:
            continue
        words = len(str(data).split())
        boilerplate = max(0, words - len(truth.split()))
        total.words += words
        total.boilerplate += boilerplate
        _add(total, removed, truth)
        total.boilerplate_in[language] += boilerplate
        taken = total.taken_in.setdefault(language, Counter())
        for removal in removed:
            taken[removal.category.value] += len(removal.text.split())
    return total


def _add(total: Count, removed: Iterable[Removal], truth: str) -> None:
    lines = {fold(line) for line in truth.splitlines()}
    whole = fold(truth)
    for removal in removed:
        key = (removal.source, removal.category.value)
        folded, size = fold(removal.text), len(removal.text.split())
        total.taken[key] += size
        if folded and (folded in lines or (len(folded) >= _LONG and folded in whole)):
            total.wrong[key] += size
            total.shown[key] = removal.text[:70]


def _print(title: str, total: Count) -> None:
    taken, wrong = total.taken.total(), total.wrong.total()
    lines = table(title, "entry", "category", "words", "in the truth", "one of those")
    for key, words in total.taken.most_common():
        lines.add_row(*key, f"{words:,}", f"{total.wrong[key]:,}", total.shown.get(key, ""))
    console().print(lines)
    console().print(_by_language(title, total))
    share = (taken - wrong) / total.boilerplate if total.boilerplate else 0.0
    precision = 1 - wrong / taken if taken else 1.0
    console().print(
        f"taken {taken:,} of {total.words:,} words ({taken / total.words:.4%}); "
        f"of those not in the truth {share:.1%}; precision {precision:.4f}\n"
    )


def _by_language(title: str, total: Count) -> Table:
    """Return the words taken by language and category, the commonest of both first."""
    sums: Counter[str] = Counter()
    for taken in total.taken_in.values():
        sums.update(taken)
    categories = [category for category, _ in sums.most_common(_CATEGORIES)]
    lines = table(f"{title}, by language", "language", "not in the truth", "taken", *categories)
    for language, words in total.boilerplate_in.most_common():
        taken = total.taken_in.get(language, Counter())
        lines.add_row(
            language, f"{words:,}", f"{taken.total():,}", *(f"{taken[one]:,}" for one in categories)
        )
    return lines


if __name__ == "__main__":
    main()
