"""Samples → strip entries for what stands inside their stories and is not of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from normalizer.drafting.naming import names
from normalizer.drafting.samples import Sample
from normalizer.elements import Element
from normalizer.model import Category
from normalizer.ruleset.model import Strip

#: Entries of each kind in one draft; the largest come first. More would not be read.
_MOST_ENTRIES = 12
#: Elements of one page that are looked at, the outer ones first; pages of the tuning corpus have 3 in
#: the median, 208 at most.
_MOST_ELEMENTS = 200
#: A line that recurs is the template's where it is not longer than this. In characters.
_LINE_CHARS = 200
#: How often a line has to stand on one page to be the template's.
_OFTEN = 3


class _Story(NamedTuple):
    """A page with the blocks of its story."""

    sample: Sample
    blocks: frozenset[int]


def find_strips(samples: Sequence[Sample], container: str) -> tuple[Strip, ...]:
    """Return entries for the elements and lines inside ``container`` that are not of the stories.

    Elements: the largest with a lasting name that hold nothing of the story, on no page. On the
    tuning corpus it costs less to believe the chooser in this than to ask for more evidence (word F1
    -0.001 against none, and -0.008); what stands on all pages is of no story, whatever it says.
    Lines: those that recur, and that nothing else takes. Each is named for what the rules say that
    most of its text is.
    """
    template = _template(samples)
    stories = [_Story(one, one.body - one.blocks_with(template)) for one in samples]
    found: dict[str, Counter[Category]] = {}
    for sample, story in stories:
        for element in islice(_free(sample, story, container), _MOST_ELEMENTS):
            known = (one for one in found if element in sample.hits(one))
            safe = (name for name in names(element) if _is_safe(name, stories))
            if selector := next(chain(known, safe), None):
                found.setdefault(selector, Counter()).update(_categories(sample, element))
    largest = sorted(found, key=lambda selector: -found[selector].total())[:_MOST_ENTRIES]
    entries = [Strip(select=one, as_=_category(found[one])) for one in largest]
    lines = (
        Strip(line=escaped(text), as_=Category.OTHER)
        for text in _lines(samples, container, largest)
    )
    return (*entries, *list(lines)[:_MOST_ENTRIES])


def escaped(text: str) -> str:
    r"""Return the pattern that matches ``text`` alone.

    >>> print(escaped("Read more (3)."))
    Read more \(3\)\.
    """
    return "".join(f"\\{one}" if one in r"\.+*?()|[]{}^$" else one for one in text)


def _template(samples: Sequence[Sample]) -> frozenset[str]:
    """Return the texts that stand on all pages; none of a single one."""
    texts = [frozenset(block.text for block in sample.segmented.blocks) for sample in samples]
    return frozenset.intersection(*texts) if len(texts) > 1 else frozenset()


def _free(sample: Sample, story: frozenset[int], container: str) -> Iterator[Element]:
    """Yield the largest elements inside the container that have a name and hold none of the story."""
    pending = [child for root in sample.hits(container) for child in root]
    while pending:
        element = pending.pop(0)
        if element not in sample.segmented.spans:
            continue
        is_free = not story.intersection(sample.blocks_of(element))
        if is_free and sample.is_whole(element) and next(names(element), None):
            yield element
        else:
            pending.extend(element)


def _is_safe(selector: str, stories: Sequence[_Story]) -> bool:
    """Return whether a selector hits nothing of any story, and no title."""
    return all(
        not (story | sample.location.titles).intersection(sample.blocks_of(element))
        for sample, story in stories
        for element in sample.hits(selector)
    )


def _categories(sample: Sample, element: Element) -> Counter[Category]:
    """Return how many characters of an element were taken as what."""
    counts: Counter[Category] = Counter()
    for block in sample.blocks_of(element):
        counts[sample.taken.get(block, Category.OTHER)] += sample.size(block)
    return counts


def _category(counts: Counter[Category]) -> Category:
    """Return what an element mostly is by the rules' word, ``other`` where they say nothing."""
    known = Counter({one: count for one, count in counts.items() if one is not Category.OTHER})
    return known.most_common(1)[0][0] if known else Category.OTHER


def _lines(samples: Sequence[Sample], container: str, selectors: Sequence[str]) -> Iterator[str]:
    """Yield the lines inside the container that recur, on all pages or on one, and nothing takes."""
    left = [_left(sample, container, selectors) for sample in samples]
    for text in dict.fromkeys(chain.from_iterable(left)):
        is_shared = len(samples) > 1 and all(text in counts for counts in left)
        is_often = any(counts[text] >= _OFTEN for counts in left)
        if (is_shared or is_often) and len(text) <= _LINE_CHARS:
            yield text


def _left(sample: Sample, container: str, selectors: Sequence[str]) -> Counter[str]:
    """Return the texts of a page's container that neither a pack nor one of the selectors takes."""
    gone = {
        block
        for selector in selectors
        for element in sample.hits(selector)
        for block in sample.blocks_of(element)
    }
    standing = (block for root in sample.hits(container) for block in sample.standing(root))
    return Counter(sample.segmented.blocks[block].text for block in standing if block not in gone)
