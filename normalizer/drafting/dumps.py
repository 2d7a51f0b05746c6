"""Dumps of one publisher → how it is known by its text, and the lines of its template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalizer.drafting.filler import PARAGRAPHS
from normalizer.drafting.samples import Sample
from normalizer.drafting.strips import escaped
from normalizer.model import Category
from normalizer.ruleset.model import Signature, Strip
from normalizer.text import fold

#: Lines longer than this are prose, though it stands in two dumps. In characters.
_LINE_CHARS = 200
#: A line that tells a site has more words than ``Share`` or ``Most read``, or is its name.
_TELLING_WORDS = 3
#: Patterns of one signature, and entries of one draft; more would not be read.
_MOST_PATTERNS = 4
_MOST_ENTRIES = 20


def repeated_lines(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Return the lines that stand in every dump, in the order of the first; none of a single one.

    Left out are a crawler's header and lines as long as prose.
    """
    if len(samples) < 2:
        return ()
    first, *others = (dict.fromkeys(_lines(sample)) for sample in samples)
    return tuple(line for line in first if all(line in other for other in others))


def find_signature(samples: Sequence[Sample], outlet: str | None) -> Signature | None:
    """Return how the dumps are known: by lines that all of them have and other sites hardly.

    Lines that the packs know are everybody's, unless the outlet's name is in them.
    """
    name = fold(outlet or "")
    taken = {
        samples[0].segmented.blocks[block].text
        for block, category in samples[0].taken.items()
        if category is not Category.OTHER
    }
    telling = [
        line
        for line in repeated_lines(samples)
        if (name and name in fold(line))
        or (line not in taken and len(line.split()) >= _TELLING_WORDS)
    ]
    patterns = tuple(escaped(line) for line in telling[:_MOST_PATTERNS])
    return Signature(any_=patterns) if patterns else None


def find_line_strips(samples: Sequence[Sample]) -> tuple[Strip, ...]:
    """Return an entry for each line that all dumps have and nothing takes yet."""
    standing = {block.text for sample in samples for block in sample.article.blocks}
    lines = [line for line in repeated_lines(samples) if line in standing]
    return tuple(Strip(line=escaped(line), as_=Category.OTHER) for line in lines[:_MOST_ENTRIES])


def filler_dump(samples: Sequence[Sample]) -> str:
    """Return a dump that has the lines of the template where the first sample has them, and filler."""
    template = set(repeated_lines(samples))
    lines = list(_lines(samples[0]))
    story = next((at for at, line in enumerate(lines) if line not in template), len(lines))
    before = [line for line in lines[:story] if line in template]
    behind = [line for line in lines[story:] if line in template]
    return "\n\n".join((*before, *PARAGRAPHS, *behind))


def _lines(sample: Sample) -> Iterator[str]:
    for block in sample.segmented.blocks:
        is_header = sample.taken.get(block.index) is Category.CRAWL_HEADER
        if not is_header and len(block.text) <= _LINE_CHARS:
            yield block.text
