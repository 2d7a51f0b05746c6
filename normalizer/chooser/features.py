"""Observed → a column of numbers for each block that still stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from normalizer.chooser.lexicon import Lexicon
from normalizer.chooser.observe import CATEGORIES, ROLES, Observed
from normalizer.model import Category, Role

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Index = npt.NDArray[np.intp]
_Number = TypeVar("_Number", np.float64, np.int64)

#: Classes of characters, as the table of the weights numbers them.
CLASSES = tuple("other lower upper digit space stop comma quote wide mark caseless".split())
_SPACE, _STOP, _WIDE = CLASSES.index("space"), CLASSES.index("stop"), CLASSES.index("wide")
_SHARED = tuple(CLASSES.index(name) for name in "other upper stop comma mark".split())
#: Length from which a block that ends as a sentence is prose, and from which any is, but for those
#: that are links by more than the share. In characters, wide ones (CJK) counting double.
_PROSE, _LONG, _LINKED = 60, 200, 0.5
#: What one block may count for its container at most, and what counts against it.
_MOST, _NO_PROSE, _HEADING, _GONE = 800, -60, -15, -20
#: An element with more than this share of the page's text is no part of it: what it is called says
#: what kind of page this is.
WHOLE = 0.9
#: An element with more than this share of the page's prose holds the story, with what is in it.
_MAIN = 0.5
_TAGS = tuple("article main footer header figure table blockquote".split())
_SHIFTS = (-1, 1)
_WINDOWS = (2, 5, 12)
_LEVELS = 4
#: Headings above a block beyond which more are all the same.
_HEADINGS = 12
_SHARES = (0.5, 0.8, 0.95)
#: Sizes beyond these are all the same, in characters, in blocks, and of a block in what is around it:
#: the largest pages of a corpus are those with many comments, and a long story must not be taken for
#: one of them because of its length.
_LARGE, _MANY, _SMALL_PART = 10_000, 60, 0.01
#: The score of an element by its characters below which all are the same.
_WORST = -5
#: Distances beyond this many blocks are all the same.
_FAR = 40
#: What rules take around a story: categories that mean the same for it.
_GROUPS = (
    (Category.TITLE,),
    (Category.BYLINE, Category.TIMESTAMP, Category.DATELINE),
    (Category.CAPTION, Category.CREDIT),
    (Category.RELATED, Category.TAGS, Category.COMMENTS),
    (
        Category.SHARE,
        Category.NEWSLETTER,
        Category.PROMO,
        Category.ADVERT,
        Category.LOGIN,
        Category.PAYWALL,
    ),
    (Category.NAVIGATION, Category.BREADCRUMB, Category.SITE_HEADER, Category.COOKIE_BANNER),
    (Category.FOOTER, Category.LEGAL),
)


@dataclass(frozen=True, slots=True)
class Features:
    """``rows`` are features × blocks; ``blocks`` the indexes of the blocks they tell of.

    ``words`` are the numbers of their words, wide characters (CJK) counting for half a word.
    """

    names: tuple[str, ...]
    rows: npt.NDArray[np.float32]
    words: Floats
    blocks: Index


def features(seen: Observed, lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> Features:
    """Return what the model looks at, for each block of which rules left something.

    ``classes`` numbers the class of each character of Unicode's basic plane.
    """
    if not any(seen.texts):
        at = np.zeros(0, np.intp)
        return Features((), np.zeros((0, 0), np.float32), np.zeros(0), at)
    scene = Scene(seen, lexicon, classes)
    at = scene.at
    families = (
        _text(scene),
        _place(scene),
        _taken(scene),
        _neighbours(scene),
        _windows(scene),
        _names(scene),
        _ancestors(scene),
        _best(scene),
        _alike(scene),
        _page(scene),
    )
    rows = np.empty((sum(len(family) for family in families), len(at)), np.float32)
    names: list[str] = []
    for family in families:
        for name, row in family:
            rows[len(names)] = row
            names.append(name)
    return Features(tuple(names), rows, scene.words[at], at)


_Family = list[tuple[str, npt.NDArray[np.generic] | float]]


class Scene:
    """What several families of features look at, of all blocks and of all elements."""

    def __init__(self, seen: Observed, lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> None:
        standing = np.fromiter(map(bool, seen.texts), np.bool_, len(seen.texts))
        at = np.flatnonzero(standing)
        self.seen, self.standing, self.at = seen, standing, at
        self.order = np.arange(len(at))
        self.counts = _character_counts(seen.texts, classes)
        self.size = self.counts.sum(0)
        self.mass = self.size + self.counts[_WIDE]
        self.words = self.counts[_SPACE] + standing + self.counts[_WIDE] / 2
        first, before_last, last = _edges([seen.texts[one] for one in at], classes)
        self.first, self.last = first, last
        self.ends = np.zeros(len(standing))
        self.ends[at] = (last == _STOP) | (
            (last == CLASSES.index("quote")) & (before_last == _STOP)
        )
        self.linked = self.mass * seen.densities
        self.heading = standing & (seen.roles == ROLES[Role.HEADING])
        self.prose = (
            standing
            & ~self.heading
            & (seen.densities < _LINKED)
            & ((self.mass >= _LONG) | ((self.mass >= _PROSE) & (self.ends > 0)))
        )
        self.prose_mass = self.mass * self.prose
        self.score = np.where(
            self.prose,
            np.minimum(self.mass, _MOST),
            np.where(self.heading, _HEADING, np.where(standing, _NO_PROSE, _GONE)),
        )
        self.story = np.zeros(len(standing))
        self.story[seen.story] = 1.0
        self.said = lexicon.of_words([seen.openings[one] for one in at])
        self.said_mean = np.zeros(len(standing))
        self.said_mean[at] = self.said[1]
        self.total = max(1.0, float(self.mass.sum()))
        self.prose_total = max(1.0, float(self.prose_mass.sum()))
        self.story_total = max(1.0, float((self.mass * self.story).sum()))
        self.sums = self._element_sums()
        self._name_elements(lexicon)
        self.own = seen.owners[at]
        outer = np.where(seen.parents >= 0, seen.parents, np.arange(len(seen.parents)))
        self.lineage = [self.own]
        for _ in range(3):
            self.lineage.append(outer[self.lineage[-1]])

    def narrowest(self, share: float) -> int:
        """Return the innermost of the narrowest elements with that share of the prose."""
        widths = self.seen.ends - self.seen.firsts
        wide = np.where(
            self.sums["prose"] >= share * self.prose_total, widths, len(self.standing) + 1
        )
        return int(np.flatnonzero(wide == wide.min())[-1])

    def _element_sums(self) -> dict[str, Floats]:
        """Return sums over the blocks of each element."""
        seen = self.seen
        columns = {
            "mass": self.mass,
            "prose": self.prose_mass,
            "linked": self.linked,
            "blocks": self.standing,
            "prose_blocks": self.prose,
            "story": self.story * self.mass,
            "gone": seen.sizes * ~self.standing,
            "headings": self.heading,
            "items": self.standing & (seen.roles == ROLES[Role.LIST_ITEM]),
            "stops": self.counts[_STOP],
            "said": self.said_mean,
            "copies": self.standing & (seen.copies > 1),
            "score": self.score,
        }
        upto = np.zeros((len(columns), len(self.mass) + 1))
        np.cumsum(np.stack(list(columns.values())), axis=1, out=upto[:, 1:])
        return dict(zip(columns, upto[:, seen.ends] - upto[:, seen.firsts], strict=True))

    def _name_elements(self, lexicon: Lexicon) -> None:
        """Find out what the names of the elements say, of each and of all around it."""
        seen = self.seen
        by_key = lexicon.of_names(seen.names)
        is_whole = self.sums["mass"] > WHOLE * self.total
        is_main = self.sums["prose"] > _MAIN * self.prose_total
        self.names = np.where(is_whole, 0.0, by_key[:, seen.keys])
        self.leads = lexicon.of_names(seen.lead_names)[:, seen.lead_keys]
        bits = {tag: 1 << number for number, tag in enumerate(_TAGS)}
        tags = np.array([bits.get(tag, 0) for tag in seen.tags])
        inner = np.where(is_main, 0.0, self.names)
        least, most, total = self.names
        ones = np.ones(len(tags))
        lowest = _along(seen.parents, np.stack((least, inner[0])), np.minimum, np.inf)
        highest = _along(seen.parents, np.stack((most, inner[1])), np.maximum, -np.inf)
        sums = _along(seen.parents, np.stack((total, inner[2], ones)), np.add, 0.0)
        self.chain = np.stack((lowest[0], highest[0], sums[0], lowest[1], highest[1], sums[1]))
        self.depth = sums[2].astype(np.intp) - 1
        self.around = _along(seen.parents, tags[None], np.bitwise_or, 0)[0]
        self.wider = _wider(seen)


def _along(
    parents: npt.NDArray[np.int32], rows: npt.NDArray[_Number], join: np.ufunc, neutral: float
) -> npt.NDArray[_Number]:
    """Return for each element the values of its line, it and all around it, joined row by row.

    By doubling: each round joins with the line of the one as far out as the line is long.
    """
    count = len(parents)
    outer = np.append(np.where(parents < 0, count, parents), count)
    joined = np.concatenate((rows, np.full((len(rows), 1), neutral, rows.dtype)), axis=1)
    while (outer < count).any():
        joined = join(joined, joined[:, outer])
        outer = outer[outer]
    return joined[:, :-1]


def _wider(seen: Observed) -> Index:
    """Return for each element the next around it that holds more blocks, the outermost for itself."""
    numbers = np.arange(len(seen.parents))
    outer = np.where(seen.parents < 0, numbers, seen.parents)
    is_same = (seen.firsts == seen.firsts[outer]) & (seen.ends == seen.ends[outer])
    top = np.where(is_same, outer, numbers)
    while (top != top[top]).any():
        top = top[top]
    return outer[top]


def _text(scene: Scene) -> _Family:
    seen, at = scene.seen, scene.at
    size, words, counts = scene.size[at], scene.words[at], scene.counts[:, at]
    return [
        ("log_mass", np.log1p(scene.mass[at])),
        ("log_words", np.log1p(words)),
        *((f"share_{CLASSES[one]}", counts[one] / size) for one in _SHARED),
        ("stops", counts[_STOP]),
        ("ends", scene.ends[at]),
        ("first", scene.first),
        ("last", scene.last),
        ("density", seen.densities[at]),
        ("links_per_word", seen.links[at] / words),
        ("leads", seen.lead_counts[at]),
        ("role", seen.roles[at]),
        ("level", seen.levels[at]),
        ("titled", seen.titled[at]),
        ("described", seen.described[at]),
        ("copies", seen.copies[at]),
        ("repeats", seen.repeats[at]),
        ("said_least", scene.said[0]),
        ("said_mean", scene.said_mean[at]),
        ("said_known", scene.said[2]),
    ]


def _place(scene: Scene) -> _Family:
    seen, at, count = scene.seen, scene.at, len(scene.standing)
    mass = np.cumsum(scene.mass) - scene.mass
    prose = np.cumsum(scene.prose_mass) - scene.prose_mass
    story = np.cumsum(scene.mass * scene.story)
    first, last = seen.run
    title = seen.titles[-1] if len(seen.titles) else -_FAR
    deck = np.zeros(count)
    deck[seen.decks] = 1
    images = np.diff(seen.images, prepend=0)
    headings = np.maximum.accumulate(np.where(scene.heading, np.arange(count), -1))
    above = np.concatenate(([-1], headings[:-1]))[at]
    is_under = above >= 0
    return [
        ("at", at / count),
        ("at_log", np.log1p(np.minimum(at, _MANY))),
        ("at_mass", mass[at] / scene.total),
        ("at_prose", prose[at] / scene.prose_total),
        ("at_story", story[at] / scene.story_total),
        ("from_run", np.clip(at - first, -_FAR, _FAR)),
        ("to_run", np.clip(at - last, -_FAR, _FAR)),
        ("in_story", scene.story[at]),
        ("from_title", np.clip(at - title, -_FAR, _FAR)),
        ("deck", deck[at]),
        ("image_before", images[at]),
        ("headings_above", np.minimum(np.cumsum(scene.heading)[at], _HEADINGS)),
        ("under", np.where(is_under, at - above, 99)),
        ("under_said", np.where(is_under, scene.said_mean[above], 0)),
        ("under_mass", np.where(is_under, np.log1p(scene.mass[above]), 0)),
    ]


def _taken(scene: Scene) -> _Family:
    """Return how far the next block is that rules took, by what they took it for."""
    groups = _GROUP_OF[scene.seen.gone]
    count = len(groups)
    hits = np.where(
        groups == np.arange(1, len(_GROUPS) + 1)[:, None], np.arange(count), -count - _FAR
    )
    before = np.maximum.accumulate(hits, axis=1)[:, scene.at]
    hits[hits < 0] = 2 * count + _FAR
    behind = np.minimum.accumulate(hits[:, ::-1], axis=1)[:, ::-1][:, scene.at]
    return [
        *_numbered("taken_before", np.minimum(scene.at - before, _FAR)),
        *_numbered("taken_behind", np.minimum(behind - scene.at, _FAR)),
        ("taken_last", np.append(0, groups[:-1])[scene.at]),
        ("taken_next", np.append(groups[1:], 0)[scene.at]),
    ]


def _neighbours(scene: Scene) -> _Family:
    at, seen = scene.at, scene.seen
    told = {
        "mass": np.log1p(scene.mass[at]),
        "density": seen.densities[at],
        "said": scene.said_mean[at],
    }
    base = np.stack(list(told.values()))
    family: _Family = []
    for shift in _SHIFTS:
        moved = np.full_like(base, -1.0)
        if shift < 0:
            moved[:, -shift:] = base[:, :shift]
        else:
            moved[:, :-shift] = base[:, shift:]
        family.extend((f"{name}{shift:+}", row) for name, row in zip(told, moved, strict=True))
    return family


def _windows(scene: Scene) -> _Family:
    """Return means over the blocks before and behind."""
    at, count = scene.at, len(scene.at)
    upto = np.zeros((3, count + 1))
    mass = scene.mass[at]
    np.cumsum((mass, scene.prose_mass[at], scene.linked[at]), 1, out=upto[:, 1:])
    order, widths = scene.order, np.array(_WINDOWS)[:, None]
    low = np.concatenate(
        (np.maximum(order - widths, 0), np.broadcast_to(order + 1, (len(_WINDOWS), count)))
    )
    high = np.concatenate(
        (np.broadcast_to(order, (len(_WINDOWS), count)), np.minimum(order + 1 + widths, count))
    )
    low = np.minimum(low, high)
    inside = upto[:, high] - upto[:, low]
    masses = np.maximum(inside[0], 1)
    return [
        *_numbered("window_prose", inside[1] / masses),
        *_numbered("window_density", inside[2] / masses),
    ]


def _names(scene: Scene) -> _Family:
    """Return what the names of the elements around a block say, and which tags stand there."""
    own, leads = scene.own, scene.leads[:, scene.at]
    around = scene.around[own]
    return [
        *_numbered("chain", scene.chain[:, own]),
        *_numbered("name_least", scene.names[0][scene.lineage]),
        *_numbered("name_most", scene.names[1][scene.lineage]),
        *_numbered("name_total", scene.names[2][scene.lineage]),
        *_numbered("lead", leads),
        *((f"in_{tag}", around >> number & 1) for number, tag in enumerate(_TAGS)),
        ("depth", scene.depth[own]),
    ]


def _ancestors(scene: Scene) -> _Family:
    """Return statistics of the elements around a block, those of the same extent taken for one."""
    seen, sums, at = scene.seen, scene.sums, scene.at
    mass, blocks = np.maximum(sums["mass"], 1), np.maximum(sums["blocks"], 1)
    twins = seen.parents.astype(np.int64) * len(seen.names) + seen.keys
    _, inverse, counts = np.unique(twins, return_inverse=True, return_counts=True)
    likes = np.log1p(np.minimum(counts[inverse], _MANY))
    told = {
        "share": sums["mass"] / scene.total,
        "prose_share": sums["prose"] / scene.prose_total,
        "story_share": sums["story"] / scene.story_total,
        "density": sums["linked"] / mass,
        "blocks": np.log1p(np.minimum(sums["blocks"], _MANY)),
        "prose_blocks": sums["prose_blocks"] / blocks,
        "mean": np.log1p(sums["mass"] / blocks),
        "gone": sums["gone"] / (mass + sums["gone"]),
        "headings": sums["headings"] / blocks,
        "items": sums["items"] / blocks,
        "stops": sums["stops"] / mass,
        "said": sums["said"] / blocks,
        "copies": sums["copies"] / blocks,
        "score": np.clip(sums["score"] / mass, _WORST, 1),
        "likes": likes,
        "least": scene.names[0],
        "most": scene.names[1],
        "mass": mass,
        "first": seen.firsts,
        "width": seen.ends - seen.firsts,
    }
    table = np.stack(list(told.values()))
    names = tuple(told)
    family: _Family = [
        ("likes", likes[scene.own]),
        ("key_count", np.log1p(np.minimum(np.bincount(seen.keys), _MANY))[seen.keys][scene.own]),
    ]
    own = scene.own
    element = np.where(seen.ends[own] - seen.firsts[own] == 1, scene.wider[own], own)
    for level in range(_LEVELS):
        rows = table[:, element]
        family.extend(
            (f"{name}^{level}", row) for name, row in zip(names[:-3], rows[:-3], strict=True)
        )
        family.append((f"part^{level}", np.maximum(scene.mass[at] / rows[-3], _SMALL_PART)))
        family.append((f"at^{level}", (at - rows[-2]) / rows[-1]))
        element = scene.wider[element]
    return family


def _best(scene: Scene) -> _Family:
    """Return where a block stands to the elements that are likeliest to hold the story."""
    seen, sums, at, own = scene.seen, scene.sums, scene.at, scene.own
    best = [int(np.argmax(sums["score"])), _fatherly(scene)]
    best.extend(scene.narrowest(share) for share in _SHARES)
    first, end = seen.firsts[best][:, None], seen.ends[best][:, None]
    off = np.where(at < first, at - first, np.maximum(at - end + 1, 0))
    climbs = []
    for one in best[:2]:
        shared = _shared(scene, one)
        climbs.append(scene.depth[one] + 1 - shared)
        climbs.append(scene.depth[own] + 1 - shared)
    ones = np.ones(len(at))
    return [
        *_numbered("best_in", off == 0),
        *_numbered("best_off", np.clip(off, -_FAR, _FAR)),
        *_numbered("best_at", np.clip((at - first) / (end - first), -1, 2)),
        *_numbered("best_rise", scene.depth[own] - scene.depth[best][:, None]),
        *_numbered("best_climb", climbs),
        *_numbered("best_share", (sums["prose"][best] / scene.prose_total)[:, None] * ones),
        *_numbered(
            "best_prose", (sums["prose"][best] / np.maximum(sums["mass"][best], 1))[:, None] * ones
        ),
    ]


def _shared(scene: Scene, one: int) -> Index:
    """Return for each block how many of an element's line (it and all around it) hold the block."""
    parents = scene.seen.parents
    line = [one]
    while parents[line[-1]] >= 0:
        line.append(int(parents[line[-1]]))
    # Each of the line holds the one before it: firsts fall, ends rise.
    begun = np.searchsorted(scene.seen.firsts[line[::-1]], scene.at, side="right")
    ended = np.searchsorted(scene.seen.ends[line], scene.at, side="right")
    return np.minimum(begun, len(line) - ended)


def main_span(scene: Scene) -> tuple[int, int]:
    """Return first block and end of the narrowest element that holds the most of the prose."""
    main = scene.narrowest(_MAIN)
    return int(scene.seen.firsts[main]), int(scene.seen.ends[main])


def _fatherly(scene: Scene) -> int:
    """Return the element with the most prose in its children, that of grandchildren by half."""
    prose, count = scene.prose_mass[scene.at], len(scene.seen.parents)
    _, father, grandfather, _ = scene.lineage
    held = np.bincount(father, prose, count) + np.bincount(grandfather, prose, count) / 2
    return int(np.argmax(held))


def _alike(scene: Scene) -> _Family:
    """Return statistics of the blocks that stand in elements of the same kind."""
    seen, at, own = scene.seen, scene.at, scene.own
    twins = seen.keys[own].astype(np.int64) * len(seen.names) + seen.keys[scene.lineage[1]]
    mass = scene.mass[at]
    behind = np.append(scene.prose[at][1:], False)
    told = {
        "mass": mass,
        "prose": scene.prose_mass[at],
        "linked": scene.linked[at],
        "story": mass * scene.story[at],
        "behind": behind,
    }
    family: _Family = []
    for name, keys in (
        ("kin", _renumbered(twins)),
        ("path", seen.paths[at]),
        ("key", seen.keys[own]),
    ):
        counts = np.maximum(np.bincount(keys), 1)
        sums = {what: np.bincount(keys, row) for what, row in told.items()}
        masses = np.maximum(sums["mass"], 1)
        rows = np.stack(
            (
                np.log1p(np.minimum(counts, _MANY)),
                sums["mass"] / scene.total,
                sums["prose"] / scene.prose_total,
                np.log1p(sums["mass"] / counts),
                sums["prose"] / masses,
                sums["linked"] / masses,
                sums["story"] / masses,
                sums["behind"] / counts,
            )
        )[:, keys]
        family.extend(_numbered(name, rows))
    return family


def _page(scene: Scene) -> _Family:
    return [
        ("page_blocks", math.log1p(min(_MANY, len(scene.standing)))),
        ("page_standing", math.log1p(min(_MANY, len(scene.at)))),
        ("page_mass", math.log1p(min(_LARGE, scene.total))),
        ("page_prose", scene.prose_total / scene.total),
        ("page_story", scene.story_total / scene.total),
        ("page_density", float(scene.linked.sum()) / scene.total),
        ("page_links", float(scene.seen.links.sum()) / len(scene.standing)),
        ("page_prose_blocks", float(scene.prose.sum()) / len(scene.at)),
        ("page_best", float(scene.sums["score"].max()) / scene.total),
    ]


def _group_numbers() -> npt.NDArray[np.int8]:
    numbers = np.zeros(len(CATEGORIES) + 1, np.int8)
    for number, group in enumerate(_GROUPS, start=1):
        for category in group:
            numbers[CATEGORIES[category]] = number
    return numbers


_GROUP_OF = _group_numbers()


def _character_counts(texts: Sequence[str], classes: npt.NDArray[np.uint8]) -> Floats:
    """Return how many characters of each class each text has: classes × texts."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    slots = np.repeat(np.arange(len(texts)) * len(CLASSES), lengths)
    slots += classes[np.minimum(codes, len(classes) - 1)]
    counts = np.bincount(slots, minlength=len(texts) * len(CLASSES))
    return counts.reshape(len(texts), len(CLASSES)).T.astype(np.float64)


def _edges(texts: Sequence[str], classes: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.uint8]]:
    """Return the classes of the first, the last but one and the last character of each text."""
    top = len(classes) - 1
    return [
        classes[np.minimum(np.fromiter(map(ord, characters), np.intp, len(texts)), top)]
        for characters in (
            [text[0] for text in texts],
            [text[-2:-1] or " " for text in texts],
            [text[-1] for text in texts],
        )
    ]


def _renumbered(values: npt.NDArray[np.int64]) -> Index:
    return np.unique(values, return_inverse=True)[1]


def _numbered(
    name: str, rows: Iterable[npt.NDArray[np.generic]]
) -> Iterable[tuple[str, npt.NDArray[np.generic]]]:
    return ((f"{name}.{number}", row) for number, row in enumerate(rows))
