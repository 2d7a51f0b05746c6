"""Are categories right: ``python benchmarks/categories.py --corpus DIR``.

Compares what the normalizer removes from the inputs in ``labels.jsonl`` with what people said of each
block. Precision: of the blocks of which something was removed as a category, the share that people
call so. Recall: of the blocks that people call so, the share of which something was removed as that.

Rules are tuned on one half of the inputs (``--half tune``) and proven on the other: whose half an input
is, a hash of its id says, so that a page and the dumps made of it stand in the same half.
"""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import click
import msgspec

import options
from corpus import Sample, read_dumps, read_pages
from label import LABELS, Labelled, blocks_of, digest
from normalizer import Category, Normalizer
from normalizer.model import Block
from report import console, table

_SHOWN = 3


class Half(StrEnum):
    """The halves of the labelled inputs: rules may be fitted to the first one alone."""

    TUNE = "tune"
    HELD_OUT = "held-out"


@dataclass(slots=True)
class Tally:
    """Blocks by category: that people ``called`` so, that were ``taken`` as it, and both (``right``).

    ``confused`` counts for the blocks of a category that were not taken as it what they were taken as
    instead, or ``kept``.
    """

    called: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    confused: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, labels: Mapping[int, set[str]], removed: Mapping[int, Mapping[str, str]]) -> None:
        """Count the blocks of one input that have labels."""
        for at, names in labels.items():
            found = removed.get(at, {}).keys()
            self.called.update(names)
            self.taken.update(found)
            self.right.update(found & names)
            for name in names - found:
                self.confused[name].update(found - names or {"kept"})


@click.command(context_settings={"show_default": True})
@options.corpus
@click.option("--missed", type=Category, help="Print the blocks of this category that differ.")
@click.option("--half", "half_", type=Half, help="Count these inputs only.")
def main(*, corpus: Path, missed: Category | None, half_: Half | None) -> None:
    """Print the table of categories, and the commonest confusions."""
    samples = {one.id: one for one in (*read_pages(corpus), *read_dumps(corpus))}
    labelled = msgspec.json.Decoder(Labelled).decode_lines(LABELS.read_bytes())
    if half_:
        labelled = [row for row in labelled if half(row.id) is half_]
    normalizer = Normalizer()
    tally = Tally()
    for row in labelled:
        labels = aligned(row, blocks_of(samples[row.id]))
        removed = _removed(normalizer, samples[row.id])
        tally.add(labels, removed)
        if missed:
            _print_missed(row.id, missed, labels, removed)
    lines = table(
        f"categories, n = {len(labelled)}", "category", "blocks", "taken", "precision", "recall", ""
    )
    for name in sorted(
        tally.called.keys() | tally.taken.keys(), key=lambda name: -tally.called[name]
    ):
        instead = ", ".join(f"{other} {n}" for other, n in tally.confused[name].most_common(_SHOWN))
        lines.add_row(
            name,
            f"{tally.called[name]:,}",
            f"{tally.taken[name]:,}",
            _share(tally.right[name], tally.taken[name]),
            _share(tally.right[name], tally.called[name]),
            instead,
        )
    console().print(lines)


def half(id: str) -> Half:
    """Return the half that an input is in: a page and its dumps (``ID#full``) are in the same."""
    first = hashlib.blake2b(id.partition("#")[0].encode(), digest_size=1).digest()[0]
    return Half.HELD_OUT if first % 2 else Half.TUNE


def aligned(row: Labelled, blocks: Sequence[Block]) -> Mapping[int, set[str]]:
    """Return the labels by today's numbers of the blocks; those whose text is gone are left out."""
    then, now = row.hashes.split(), [digest(block.text) for block in blocks]
    labels = row.by_block()
    pairs = difflib.SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
    return {b + step: labels[a + step] for a, b, size in pairs for step in range(size)}


def _print_missed(
    id: str, wanted: str, labels: Mapping[int, set[str]], removed: Mapping[int, Mapping[str, str]]
) -> None:
    """Print the blocks that are ``wanted`` either to people or to the rules, but not to both."""
    for at, names in labels.items():
        found = removed.get(at, {})
        if (wanted in names) != (wanted in found):
            shown = ", ".join(f"{name} ({source})" for name, source in found.items())
            print(f"{id}:{at}: people: {', '.join(sorted(names))}; rules: {shown or 'kept'}")


def _removed(normalizer: Normalizer, sample: Sample) -> Mapping[int, dict[str, str]]:
    """Return for each block what it was removed as, and by what."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for removal in normalizer.normalize(sample.read(), url=sample.url).removed:
        found[removal.block][removal.category.value] = removal.source
    return found


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    main()
