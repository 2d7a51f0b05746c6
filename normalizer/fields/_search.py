"""The date of publication where the page marks none: looked for around the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from normalizer.fields._clean import captured, removals
from normalizer.fields._dates import dated, read_date, read_line
from normalizer.fields._style import DateStyle, Reading
from normalizer.model import Block, Category, Clues, Found, Page

#: Blocks before, after a title and after the story among which the date stands.
_BEFORE = 10
_AFTER = 15
_BELOW = 8
#: A line that tells the date says little else. In characters.
_MOST_CHARS = 120
#: What a press release puts before its prose: ``28.01.2026 - ``, ``Seoul, (28.01.2026). ``.
_OPENING = re.compile(r".{5,50}?\d\d(?:\)\.?| ?[|–—-]) ")
#: A line with a higher share of linked characters leads to another story, whose date it tells;
#: but beside a title it leads to the day's archive.
_MOST_LINKED = 0.8
_BESIDE = range(-1, 3)
#: What has dates of its own. A dateline has that of the event or of the wire.
_FOREIGN = frozenset(
    (
        Category.ADVERT,
        Category.CAPTION,
        Category.COMMENTS,
        Category.COOKIE_BANNER,
        Category.CREDIT,
        Category.DATELINE,
        Category.LEGAL,
        Category.PROMO,
        Category.RELATED,
    )
)
#: Below a title what looks like another story's line is the story's own.
_OWN = range(1, 3)
#: A day in an address, after the order of which nothing else is known: ``/28-01-2026-ferry``.
_IN_ADDRESS = re.compile(r"/(\d{1,2}-\d{1,2}-(?:19|20)\d\d)(?!\d)")
#: Names of metas that tell when a page appeared, and of those that tell something else.
_META = re.compile(r"publi|pub[-_]?date|post[-_]?date|creat|issued|upload|posted|(?:^|[-_:.])date$")
_NO_META = re.compile(r"modif|updat|expir|event|start|end|publisher")
#: Words of classes of elements that hold the date, and the words of those that hold a later one.
_CLASS = re.compile(
    r"(?<![a-z])(?:date|dateline|datum|fecha|publish(?:ed)?|posted|timestamp"
    r"|(?P<later>updated|modified))(?![a-z])",
    re.I,
)
#: Elements of one class looked at: a page with more of them is a list.
_MOST_MARKED = 8


class _Line(NamedTuple):
    """A line that may tell a date; ``away`` counts the blocks from the title or the story's end."""

    away: int
    text: str


class _Lines(NamedTuple):
    """The lines of a page, the nearest first: around its titles, below its story, of changes."""

    near: Sequence[_Line]
    below: Sequence[_Line]
    changed: Sequence[_Line]


def search(clues: Clues, style: DateStyle) -> Iterator[Found[str]]:
    """Yield the dates that stand near the headline, then those in places that are less sure.

    These are, in their order: the address, metas and elements that are named for it, lines below
    the story, and at last what tells when it was changed. Left alone are prose, captions,
    datelines and the lines of other stories. Nothing is guessed from a year or a month alone.
    """
    lines = _lines(clues)
    yield from _read(lines.near, style, "search:title", 0.6)
    for day in _IN_ADDRESS.findall(clues.page.url or ""):
        if reading := read_date(day, style):
            yield dated(reading, "url", 0.5)
    yield from _metas(clues.page, style)
    published, changed = _classes(clues.page, style)
    if len({reading.day for reading in published}) == 1:
        yield dated(published[0], "search:class", 0.5)
    yield from _read(lines.below, style, "search:below", 0.5)
    yield from _read(lines.changed, style, "search:changed", 0.4)
    if changed:
        yield dated(changed[0], "search:changed", 0.3)


def _read(
    lines: Iterable[_Line], style: DateStyle, source: str, confidence: float
) -> Iterator[Found[str]]:
    for line in lines:
        if reading := read_line(line.text, style):
            yield dated(reading, source, confidence)


def _lines(clues: Clues) -> _Lines:
    place = clues.location
    titles = sorted(place.titles) or [place.first]
    foreign = {removal.block: removal for removal in clues.removed if removal.category in _FOREIGN}
    changes = {
        removal.block
        for removal in removals(clues, Category.TIMESTAMP)
        if captured(removal, "modified")
    }
    near: list[_Line] = []
    below: list[_Line] = []
    changed: list[_Line] = []
    for number in sorted(_likely(titles, place.last, changes)):
        if not 0 <= number < len(clues.blocks):
            continue
        block = clues.blocks[number]
        at = max(0, bisect_right(titles, block.index) - 1)
        away = min((block.index - title for title in titles[at : at + 2]), key=_distance)
        removal = foreign.get(block.index)
        if removal and (removal.category is not Category.RELATED or away not in _OWN):
            continue
        if block.link_density > _MOST_LINKED and away not in _BESIDE:
            continue
        is_near = -_BEFORE <= away <= _AFTER
        after = block.index - place.last
        text = _line(block)
        if block.index in changes:
            changed.append(_Line(_distance(away) if is_near else len(clues.blocks), text))
        elif is_near:
            near.append(_Line(_distance(away), text))
        elif 0 < after <= _BELOW:
            below.append(_Line(after, text))
    return _Lines(sorted(near), below, sorted(changed))


def _likely(titles: Sequence[int], last: int, changes: Iterable[int]) -> set[int]:
    """Return the numbers of the blocks that may tell a date, and of some that are not there."""
    around = (range(title - _BEFORE, title + _AFTER + 1) for title in titles)
    return {*chain.from_iterable(around), *range(last + 1, last + _BELOW + 1), *changes}


def _line(block: Block) -> str:
    """Return what of ``block`` is no prose."""
    if len(block.text) <= _MOST_CHARS:
        return block.text
    opening = _OPENING.match(block.text)
    return opening.group() if opening else ""


def _distance(away: int) -> int:
    """Return how far a block is from a title: what stands before it is less likely its own."""
    return away if away >= 0 else 2 - away


def _metas(page: Page, style: DateStyle) -> Iterator[Found[str]]:
    for name, contents in page.head.metas.items():
        if _META.search(name) and not _NO_META.search(name):
            for content in contents:
                if reading := read_date(content, style):
                    yield dated(reading, f"meta:{name}", 0.5)


def _classes(page: Page, style: DateStyle) -> tuple[list[Reading], list[Reading]]:
    """Return the dates in elements that their class names, of publication and of changes."""
    published: list[Reading] = []
    changed: list[Reading] = []
    for value, elements in page.elements.by_class.items() if page.elements else ():
        if named := _CLASS.search(value):
            dates = changed if named["later"] else published
            for element in elements[:_MOST_MARKED]:
                texts = (*element.attrib.values(), element.text or "")
                readings = (read_date(str(text), style) for text in texts)
                dates.extend(islice(filter(None, readings), 1))
    return published, changed
