"""Label inputs of the corpus by hand, block by block: ``python benchmarks/label.py show --corpus DIR ID``.

``show`` prints the blocks of an input with their numbers. A draft is a file of lines such as
``0-12 navigation``, ``13 title`` or ``20 dateline``, named ID.txt (``#`` in an id becomes ``~``): each
block has one line for what it is (a category, or ``body``), and a further one for a part of it that
is something else. ``store`` turns a folder of drafts into ``labels.jsonl``: the lines of the drafts and
a hash of each block, none of the text.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import click
import msgspec

import options
from corpus import Sample, read_dumps, read_pages
from normalizer import Category, RuleSet, Settings
from normalizer.model import Block
from normalizer.stages.decode import decode
from normalizer.stages.parse import parse
from normalizer.stages.repair import repair
from normalizer.stages.segment import segment
from normalizer.text import fold

LABELS = Path(__file__).parent / "labels.jsonl"
#: What a block may be beside the categories of removals: part of the story.
BODY = "body"
_SHOWN = 150


class Labelled(msgspec.Struct, frozen=True):
    """The labels of one input: ``hashes`` of its blocks, in order; ``lines`` as in a draft."""

    id: str
    hashes: str
    lines: tuple[str, ...]

    def by_block(self) -> dict[int, set[str]]:
        """Return what each block is, by its number when it was labelled."""
        labels: dict[int, set[str]] = {}
        for line in self.lines:
            places, _, label = line.partition(" ")
            first, _, last = places.partition("-")
            for at in range(int(first), int(last or first) + 1):
                labels.setdefault(at, set()).add(label)
        return labels


@click.command(context_settings={"show_default": True})
@options.corpus
@click.argument("action", type=click.Choice(("show", "store")))
@click.argument("what")
def main(*, action: str, what: str, corpus: Path) -> None:
    """Show an input's blocks (WHAT is its id), or store a folder of drafts (WHAT) as labels."""
    samples = {one.id: one for one in (*read_pages(corpus), *read_dumps(corpus))}
    if action == "show":
        for block in blocks_of(samples[what]):
            text = block.text if len(block.text) <= _SHOWN else f"{block.text[:_SHOWN]} …"
            print(f"{block.index}\t{block.role[:5]}\t{block.link_density:.1f}\t{text}")
        return
    rows = [
        _row(samples[draft.stem.replace("~", "#")], draft)
        for draft in sorted(Path(what).glob("*.txt"))
    ]
    LABELS.write_bytes(msgspec.json.Encoder().encode_lines(rows))


def blocks_of(sample: Sample) -> tuple[Block, ...]:
    """Return the blocks of an input as the rules see them."""
    settings = Settings()
    page = parse(
        decode(sample.read(), content_type=None, settings=settings),
        url=sample.url,
        crawled=None,
        settings=settings,
    )
    segmented, _ = repair(segment(page, crawl_header=_rules().crawl_header))
    return segmented.blocks


@cache
def _rules() -> RuleSet:
    return RuleSet()


def digest(text: str) -> str:
    """Return what a label knows of its block's text."""
    return hashlib.blake2b(fold(text).encode(), digest_size=4).hexdigest()


def _row(sample: Sample, draft: Path) -> Labelled:
    blocks = blocks_of(sample)
    lines = tuple(filter(None, map(str.strip, draft.read_text("utf-8").splitlines())))
    row = Labelled(sample.id, " ".join(digest(block.text) for block in blocks), lines)
    labels = row.by_block()
    if unknown := {name for names in labels.values() for name in names} - {BODY, *Category}:
        raise SystemExit(f"{draft}: no categories: {', '.join(sorted(unknown))}")
    if surplus := labels.keys() - range(len(blocks)):
        raise SystemExit(f"{draft}: there are only {len(blocks)} blocks, none {min(surplus)}")
    if missing := set(range(len(blocks))) - labels.keys():
        raise SystemExit(f"{draft}: no label for blocks {sorted(missing)}")
    return row


if __name__ == "__main__":
    main()
