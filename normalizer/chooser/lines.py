"""A dump whose lines rules have been through → a column of numbers for each line that still stands.

What a page's elements tell is gone from a dump. What is left: the line itself, how it was set, where it
stands, what stands around it, which of its words the likely story has, and what rules took nearby.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from normalizer.chooser.lexicon import Lexicon
from normalizer.chooser.texts import CLASSES, Features, Rows, Texts, copies_of, openings_of
from normalizer.model import Block, Category, Location, Role
from normalizer.rest import Stripped

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_LOWER, _UPPER, _DIGIT, _STOP, _COMMA, _QUOTE, _MARK = map(
    CLASSES.index, "lower upper digit stop comma quote mark".split()
)
#: A line up to this long may be known as a whole: a label that many sites have. In characters.
_LABEL_CHARS = 60
#: Words shorter than this say nothing of a line's subject. In characters.
_WORD_CHARS = 4
#: Lines on either side that are looked at one by one, and the spans that are looked at as a whole.
_NEAR, _SPANS = 3, (4, 12)
#: Distances and counts beyond this many lines are all the same; sizes beyond as many characters.
_FAR, _LARGE = 40, 10_000
#: A line of so many words may be a paragraph of the story: a title stands above the first one.
PARAGRAPH_WORDS = 15
#: Kinds of boilerplate that say where in a page a line stands.
KINDS = (
    (Category.COMMENTS, Category.LOGIN),
    (Category.RELATED,),
    (Category.SHARE,),
    (Category.TAGS,),
    (Category.BYLINE, Category.TIMESTAMP),
    (Category.CAPTION, Category.CREDIT),
    (Category.NAVIGATION, Category.BREADCRUMB),
    (Category.PROMO, Category.NEWSLETTER, Category.ADVERT, Category.PAYWALL),
    (Category.FOOTER, Category.LEGAL, Category.COOKIE_BANNER),
)
_KINDS = {category: number for number, kind in enumerate(KINDS) for category in kind}
#: What rules take out of the middle of stories, as numbers of kinds.
_INSERTED = frozenset(
    number
    for number, kind in enumerate(KINDS)
    if not {Category.RELATED, Category.ADVERT}.isdisjoint(kind)
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(rf"\w{{{_WORD_CHARS},}}")
_ADDRESS = re.compile(r"https?://|www\.|@\w")
_DIALOGUE = tuple("-–—")


@dataclass(frozen=True, slots=True)
class Lines:
    """A dump before the chooser, as columns.

    Of all blocks: ``texts``, what rules left of them, ``sizes`` before that (characters). ``labels`` are
    the short ones with their numbers as 0, empty for the others; ``openings`` the first words. ``copies``
    counts the blocks that came with the same text, ``repeats`` those before it. ``indents`` (characters),
    ``gaps`` (whether a blank line stood before) and ``items`` (whether they had a bullet) are how they
    were set; ``overlap`` is the share of a line's words that the likely story has elsewhere, 0–1.
    ``kinds`` are the kinds of boilerplate (numbers into KINDS) that rules took from a line, with the line's
    index. ``story``, ``titles`` and ``run`` are the location's.
    """

    texts: tuple[str, ...]
    sizes: npt.NDArray[np.int32]
    labels: tuple[str, ...]
    openings: tuple[Sequence[str], ...]
    copies: npt.NDArray[np.int32]
    repeats: npt.NDArray[np.int32]
    indents: npt.NDArray[np.int32]
    gaps: Bools
    items: Bools
    overlap: Floats
    kinds: tuple[tuple[int, int], ...]
    story: npt.NDArray[np.int32]
    titles: npt.NDArray[np.int32]
    run: tuple[int, int]


def observe_lines(blocks: Sequence[Block], left: Stripped, location: Location) -> Lines:
    """Return what the chooser may know of a dump whose lines rules have been through."""
    texts = tuple([rest.text for rest in left.rests])
    copies, repeats = copies_of(blocks)
    return Lines(
        texts=texts,
        sizes=np.array([len(block.text) for block in blocks], np.int32),
        labels=tuple([label_of(text) for text in texts]),
        openings=openings_of(texts),
        copies=np.array(copies, np.int32),
        repeats=np.array(repeats, np.int32),
        indents=np.array([block.indent for block in blocks], np.int32),
        gaps=np.array([block.gap for block in blocks], np.bool_),
        items=np.array([block.role is Role.LIST_ITEM for block in blocks], np.bool_),
        overlap=_overlap(texts, location),
        kinds=tuple(
            [
                (kind, removal.block)
                for removal in left.removals
                if (kind := _KINDS.get(removal.category)) is not None
            ]
        ),
        story=np.array(sorted(location.body), np.int32),
        titles=np.array(sorted(location.titles), np.int32),
        run=(location.first, location.last),
    )


def label_of(text: str) -> str:
    """Return a short line as many sites may have it; nothing for a long one.

    >>> label_of("12 Comments")
    '0 comments'
    """
    return _NUMBER.sub("0", text.lower()) if len(text) <= _LABEL_CHARS else ""


def line_features(seen: Lines, lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> Features:
    """Return what the model looks at, for each line of which rules left something.

    ``classes`` numbers the class of each character of Unicode's basic plane.
    """
    if not any(seen.texts):
        return Features.of((), np.zeros(0), np.zeros(0, np.intp))
    scene = _Scene(seen, lexicon, classes)
    parts = (_text, _place, _around, _kinds, _runs, _page)
    return Features.of((row for part in parts for row in part(scene)), scene.words, scene.at)


def end_of_story(seen: Lines, found: Features, last: int) -> int:
    """Return the first line, by position, that cannot be of a story of which ``last`` is a line.

    It stands below something that rules took and that stands behind stories: not an advert, nor a link
    to another story, which stand in them.
    """
    behind = [
        block for kind, block in seen.kinds if kind not in _INSERTED and block > found.blocks[last]
    ]
    return int(np.searchsorted(found.blocks, min(behind))) if behind else len(found.blocks)


def _overlap(texts: Sequence[str], location: Location) -> Floats:
    """Return the share of each line's longer words that other lines of the likely story have as well."""
    bags = [frozenset(_WORD.findall(text.lower())) for text in texts]
    counts = Counter(chain.from_iterable([bags[at] for at in location.body]))
    once = counts.keys()
    twice = frozenset(word for word, count in counts.items() if count > 1)
    return np.array(
        [
            len(bag & (twice if at in location.body else once)) / max(1, len(bag))
            for at, bag in enumerate(bags)
        ]
    )


class _Scene(Texts):
    """What several families of features look at, of all lines."""

    def __init__(self, seen: Lines, lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> None:
        super().__init__(seen.texts, seen.openings, lexicon, classes)
        self.seen = seen
        self.prose_mass = self.mass * self.prose
        self.gone = ~self.standing
        self.prose_total = max(1.0, float(self.prose_mass.sum()))
        self.label = lexicon.of_labels(seen.labels)
        self.story = np.zeros(len(self.standing))
        self.story[seen.story] = 1.0


def _text(scene: _Scene) -> Rows:
    seen, at, counts = scene.seen, scene.at, scene.counts[:, scene.at]
    size = np.maximum(scene.size[at], 1)
    words = scene.words[at]
    texts = [seen.texts[one] for one in at]
    yield "log_mass", np.log1p(scene.mass[at])
    yield "log_words", np.log1p(words)
    yield "word_size", size / words
    yield "stops", counts[_STOP]
    yield "stop_share", counts[_STOP] / size
    yield "commas", counts[_COMMA] / size
    yield "quotes", counts[_QUOTE]
    yield "marks", counts[_MARK] / size
    yield "upper", counts[_UPPER] / np.maximum(counts[_UPPER] + counts[_LOWER], 1)
    yield "capitals", counts[_UPPER] / words
    yield "digits", counts[_DIGIT] / size
    yield "ends", scene.ends[at]
    yield "first", scene.first
    yield "last", scene.last
    yield "address", [_ADDRESS.search(text) is not None for text in texts]
    yield "dialogue", [text.startswith(_DIALOGUE) for text in texts]
    yield "colon", [text.endswith((":", "：")) for text in texts]
    yield "breaks_off", [text.endswith(("…", "...")) for text in texts]
    yield "copies", seen.copies[at]
    yield "repeats", seen.repeats[at]
    yield "overlap", seen.overlap[at]
    yield "label", scene.label[at]
    yield "cut", size / np.maximum(seen.sizes[at], 1)
    yield from zip(("said", "said_least", "said_known"), scene.said[:, at], strict=True)


def _place(scene: _Scene) -> Rows:
    seen, at, count = scene.seen, scene.at, len(scene.standing)
    mass = np.cumsum(scene.mass) - scene.mass
    prose = np.cumsum(scene.prose_mass) - scene.prose_mass
    first, last = seen.run
    title = seen.titles[-1] if len(seen.titles) else -_FAR
    prose_at = np.flatnonzero(scene.prose)
    before = np.searchsorted(prose_at, at)
    yield "at", at / count
    yield "from_start", np.minimum(at, _FAR)
    yield "from_end", np.minimum(count - 1 - at, _FAR)
    yield "at_mass", mass[at] / scene.total
    yield "at_prose", prose[at] / scene.prose_total
    yield "from_run", np.clip(at - first, -_FAR, _FAR)
    yield "to_run", np.clip(at - last, -_FAR, _FAR)
    yield "in_story", scene.story[at]
    yield "from_title", np.clip(at - title, -_FAR, _FAR)
    yield "prose_before", np.minimum(before, _FAR)
    yield "prose_after", np.minimum(len(prose_at) - before, _FAR)
    yield "indent", np.minimum(seen.indents[at], _FAR)
    yield "gap", seen.gaps[at]
    yield "item", seen.items[at]


def _around(scene: _Scene) -> Rows:
    """Yield what the lines near a line are like: each of the nearest, and all of a span together."""
    seen, at, count = scene.seen, scene.at, len(scene.standing)
    columns = {
        "mass": np.log1p(scene.mass),
        "prose": scene.prose.astype(np.float64),
        "ends": scene.ends,
        "said": scene.said[1],
        "label": scene.label,
        "gone": scene.gone.astype(np.float64),
        "overlap": seen.overlap,
        "gap": seen.gaps.astype(np.float64),
        "item": seen.items.astype(np.float64),
    }
    table = np.stack(list(columns.values()))
    padded = np.pad(table, ((0, 0), (_NEAR, _NEAR)), constant_values=-1)
    for off in (*range(-_NEAR, 0), *range(1, _NEAR + 1)):
        for name, row in zip(columns, padded[:, at + _NEAR + off], strict=True):
            if abs(off) == 1 or name in ("mass", "prose", "gone"):
                yield f"{name}@{off}", row
    upto = np.concatenate((np.zeros((len(table), 1)), np.cumsum(table, axis=1)), axis=1)
    for span in _SPANS:
        low, high = np.maximum(at - span, 0), np.minimum(at + span + 1, count)
        for side, start, end in (("<", low, at), (">", at + 1, high)):
            means = (upto[:, end] - upto[:, start]) / np.maximum(end - start, 1)
            for name, row in zip(columns, means, strict=True):
                yield f"{name}{side}{span}", row


def _kinds(scene: _Scene) -> Rows:
    """Yield how far above and below a line the next boilerplate of each kind was taken."""
    at = scene.at
    places: list[list[int]] = [[] for _ in KINDS]
    for kind, block in scene.seen.kinds:
        places[kind].append(block)
    for (first, *_), found in zip(KINDS, places, strict=True):
        known = np.array([-2 * _FAR, *sorted(found), at[-1] + 2 * _FAR])
        after = np.searchsorted(known, at)
        yield f"{first}_above", np.minimum(at - known[after - 1], _FAR)
        yield f"{first}_below", np.minimum(known[after] - at, _FAR)


def _runs(scene: _Scene) -> Rows:
    """Yield the runs of like lines: how long the run of prose, or of other lines, is, and where in it."""
    at = scene.at
    prose = scene.prose[at]
    starts = np.flatnonzero(np.diff(prose, prepend=~prose[:1]))
    sizes = np.diff(np.append(starts, len(at)))
    run = np.cumsum(np.diff(prose, prepend=prose[:1]))
    masses = np.add.reduceat(scene.mass[at], starts)
    place = np.arange(len(at)) - starts[run]
    yield "run", np.minimum(sizes[run], _FAR)
    yield "run_mass", np.log1p(np.minimum(masses[run], _LARGE))
    yield "run_place", np.minimum(place, _FAR)
    yield "run_left", np.minimum(sizes[run] - place - 1, _FAR)
    yield "run_share", masses[run] / scene.total
    beside = np.pad(np.log1p(np.minimum(masses, _LARGE)), 1)
    yield "run_before", beside[run]
    yield "run_after", beside[run + 2]


def _page(scene: _Scene) -> Iterator[tuple[str, float]]:
    count, standing = len(scene.standing), len(scene.at)
    yield "page_lines", math.log1p(min(count, _LARGE))
    yield "page_mass", math.log1p(min(scene.total, _LARGE))
    yield "page_gone", float(scene.gone.mean())
    yield "page_prose", scene.prose_total / scene.total
    yield "page_prose_lines", float(scene.prose.sum()) / standing
    yield "page_gaps", float(scene.seen.gaps.mean())
    yield "page_items", float(scene.seen.items.mean())
    yield "page_indents", float((scene.seen.indents > 0).mean())
    yield "page_ends", float(scene.ends[scene.at].mean())
    yield "page_story", float((scene.mass * scene.story).sum()) / scene.total
    yield "page_label", float(scene.label[scene.at].mean())
