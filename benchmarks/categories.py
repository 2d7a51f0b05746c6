"""Are categories right: ``python benchmarks/categories.py --corpus DIR``.

Compares what the normalizer removes from the inputs in ``labels.jsonl`` with what people said of each
block. Precision: of the blocks of which something was removed as a category, the share that people
call so. Recall: of the blocks that people call so, the share of which something was removed as that.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from corpus import Sample, read_dumps, read_pages
from label import LABELS, Labelled, blocks_of, digest
from normalizer import Category, Normalizer
from report import console, table

_SHOWN = 3


def main() -> int:
    """Print the table of categories, and the commonest confusions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with pages.jsonl")
    parser.add_argument("--missed", type=Category, help="print the blocks of this category that differ")
    options = parser.parse_args()
    samples = {one.id: one for one in (*read_pages(options.corpus), *read_dumps(options.corpus))}
    labelled = msgspec.json.Decoder(Labelled).decode_lines(LABELS.read_bytes())
    normalizer = Normalizer()
    called: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    right: Counter[str] = Counter()
    confused: dict[str, Counter[str]] = defaultdict(Counter)
    for row in labelled:
        labels = _aligned(row, samples[row.id])
        removed = _removed(normalizer, samples[row.id])
        for at, names in labels.items():
            found = removed.get(at, {})
            called.update(names)
            taken.update(found.keys())
            right.update(found.keys() & names)
            for name in names - found.keys():
                confused[name].update(found.keys() - names or {"kept"})
            if options.missed and (options.missed in names) != (options.missed in found):
                shown = ", ".join(f"{name} ({source})" for name, source in found.items())
                print(f"{row.id}:{at}: people: {', '.join(names)}; rules: {shown or 'kept'}")
    lines = table(
        f"categories, n = {len(labelled)}", "category", "blocks", "taken", "precision", "recall", ""
    )
    for name in sorted(called.keys() | taken.keys(), key=lambda name: -called[name]):
        instead = ", ".join(f"{other} {n}" for other, n in confused[name].most_common(_SHOWN))
        lines.add_row(
            name,
            f"{called[name]:,}",
            f"{taken[name]:,}",
            _share(right[name], taken[name]),
            _share(right[name], called[name]),
            instead,
        )
    console().print(lines)
    return 0


def _aligned(row: Labelled, sample: Sample) -> Mapping[int, set[str]]:
    """Return the labels by today's numbers of the blocks; those whose text is gone are left out."""
    then, now = row.hashes.split(), [digest(block.text) for block in blocks_of(sample)]
    labels = row.by_block()
    pairs = difflib.SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
    return {b + step: labels[a + step] for a, b, size in pairs for step in range(size)}


def _removed(normalizer: Normalizer, sample: Sample) -> Mapping[int, dict[str, str]]:
    """Return for each block what it was removed as, and by what."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for removal in normalizer.normalize(sample.read(), url=sample.url).removed:
        found[removal.block][removal.category.value] = removal.source
    return found


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    sys.exit(main())
