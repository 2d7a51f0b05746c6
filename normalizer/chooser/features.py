"""Observed → a column of numbers for each block that still stands."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from normalizer.chooser.lexicon import Lexicon
from normalizer.chooser.observe import ROLES, Observed
from normalizer.chooser.texts import CLASSES, Features, Rows, Texts
from normalizer.model import Role

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Index = npt.NDArray[np.intp]

_STOP = CLASSES.index("stop")
#: A block with this share of its characters inside links is no prose.
_LINKED = 0.5
#: What one block may count for its container at most, and what counts against it.
_MOST, _NO_PROSE, _HEADING, _GONE = 800, -60, -15, -20
#: An element with more than this share of the page's text is no part of it: what it is called says
#: what kind of page this is.
WHOLE = 0.9
#: An element with more than this share of the page's prose holds the story, with what is in it.
_MAIN = 0.5
_LEVELS = 2
#: Features that may only speak for the story as they rise (1), or against it (-1): what names say. A page
#: in which a section of comments does well for other reasons must not make it a name of stories.
DIRECTIONS = {
    "chain.0": -1,
    "chain.1": 1,
    "chain.2": -1,
    "chain.3": 1,
    "chain.4": 1,
    "chain.5": 1,
}
#: Headings above a block beyond which more are all the same.
_HEADINGS = 12
#: Sizes beyond these are all the same, in characters and in blocks: the largest pages of a corpus are
#: those with many comments, and a long story must not be taken for one of them because of its length.
_LARGE, _MANY = 10_000, 60
#: The score of an element by its characters below which all are the same.
_WORST = -5
#: Distances beyond this many blocks are all the same.
_FAR = 40


def features(seen: Observed, lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> Features:
    """Return what the model looks at, for each block of which rules left something.

    ``classes`` numbers the class of each character of Unicode's basic plane.
    """
    if not any(seen.texts):
        return Features.of((), np.zeros(0), np.zeros(0, np.intp))
    scene = Scene(seen, lexicon, classes)
    parts = (_text, _place, _ancestors, _best, _alike, _page)
    return Features.of((row for part in parts for row in part(scene)), scene.words, scene.at)


class Scene(Texts):
    """What several families of features look at, of all blocks and of all elements."""

    def __init__(self, seen: Observed, lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> None:
        super().__init__(seen.texts, seen.openings, lexicon, classes)
        self.seen, standing = seen, self.standing
        self.linked = self.mass * seen.densities
        self.heading = standing & (seen.roles == ROLES[Role.HEADING])
        self.prose &= ~self.heading & (seen.densities < _LINKED)
        self.prose_mass = self.mass * self.prose
        self.score = np.where(
            self.prose,
            np.minimum(self.mass, _MOST),
            np.where(self.heading, _HEADING, np.where(standing, _NO_PROSE, _GONE)),
        )
        self.story = np.zeros(len(standing))
        self.story[seen.story] = 1.0
        self.prose_total = max(1.0, float(self.prose_mass.sum()))
        self.story_total = max(1.0, float((self.mass * self.story).sum()))
        self.sums = self._element_sums()
        self._name_elements(lexicon)
        self.own = seen.owners[self.at]

    def main(self) -> int:
        """Return the innermost of the narrowest elements that hold the most of the prose."""
        widths = self.seen.ends - self.seen.firsts
        wide = np.where(
            self.sums["prose"] >= _MAIN * self.prose_total, widths, len(self.standing) + 1
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
            "said": self.said[0],
            "copies": self.standing & (seen.copies > 1),
            "score": self.score,
        }
        upto = np.zeros((len(columns), len(self.mass) + 1))
        np.cumsum(np.stack(list(columns.values())), axis=1, out=upto[:, 1:])
        return dict(zip(columns, upto[:, seen.ends] - upto[:, seen.firsts], strict=True))

    def _name_elements(self, lexicon: Lexicon) -> None:
        """Find out what the names of the elements say, of each and of all around it."""
        seen = self.seen
        is_whole = self.sums["mass"] > WHOLE * self.total
        is_main = self.sums["prose"] > _MAIN * self.prose_total
        names = np.where(is_whole, 0.0, lexicon.of_names(seen.names)[:, seen.keys])
        inner = np.where(is_main, 0.0, names)
        greatest = np.stack((-names[0], names[1], -inner[0], inner[1]))
        greatest = _along(seen.parents, greatest, np.maximum, -np.inf)
        ones = np.ones(len(seen.parents))
        sums = _along(seen.parents, np.stack((names[2], inner[2], ones)), np.add, 0.0)
        self.chain = np.concatenate((greatest, sums[:2]))
        self.depth = sums[2].astype(np.intp) - 1
        self.wider = _wider(seen)


def _along(parents: npt.NDArray[np.int32], rows: Floats, join: np.ufunc, neutral: float) -> Floats:
    """Return for each element the values of its line, it and all around it, joined row by row.

    By doubling: each round joins with the line of the one as far out as the line is long.
    """
    count = len(parents)
    outer = np.append(np.where(parents < 0, count, parents), count)
    joined = np.concatenate((rows, np.full((len(rows), 1), neutral)), axis=1)
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


def _text(scene: Scene) -> Rows:
    seen, at = scene.seen, scene.at
    words = scene.words[at]
    yield "log_mass", np.log1p(scene.mass[at])
    yield "log_words", np.log1p(words)
    yield "stops", scene.counts[_STOP, at]
    yield "ends", scene.ends[at]
    yield "first", scene.first
    yield "last", scene.last
    yield "density", seen.densities[at]
    yield "links_per_word", seen.links[at] / words
    yield "leads", seen.leads[at]
    yield "role", seen.roles[at]
    yield "level", seen.levels[at]
    yield "copies", seen.copies[at]
    yield "repeats", seen.repeats[at]
    yield from _numbered("said", scene.said[:, at])


def _place(scene: Scene) -> Rows:
    seen, at, count = scene.seen, scene.at, len(scene.standing)
    mass = np.cumsum(scene.mass) - scene.mass
    prose = np.cumsum(scene.prose_mass) - scene.prose_mass
    story = np.cumsum(scene.mass * scene.story)
    first, last = seen.run
    title = seen.titles[-1] if len(seen.titles) else -_FAR
    deck = np.zeros(count)
    deck[seen.decks] = 1
    yield "at", at / count
    yield "at_log", np.log1p(np.minimum(at, _MANY))
    yield "at_mass", mass[at] / scene.total
    yield "at_prose", prose[at] / scene.prose_total
    yield "at_story", story[at] / scene.story_total
    yield "from_run", np.clip(at - first, -_FAR, _FAR)
    yield "to_run", np.clip(at - last, -_FAR, _FAR)
    yield "in_story", scene.story[at]
    yield "from_title", np.clip(at - title, -_FAR, _FAR)
    yield "deck", deck[at]
    yield "image_before", np.diff(seen.images, prepend=0)[at]
    yield "headings_above", np.minimum(np.cumsum(scene.heading)[at], _HEADINGS)
    headlines = scene.heading & (seen.levels == 1)
    yield "headlines_above", np.minimum(np.cumsum(headlines)[at], _HEADINGS)
    yield (
        "headlines_between",
        np.clip(
            (np.cumsum(headlines) - np.cumsum(headlines)[title if title >= 0 else 0])[at], -3, 3
        ),
    )


def _ancestors(scene: Scene) -> Rows:
    """Yield what the elements around a block are called, and statistics of the nearest ones.

    Those of the same extent are taken for one.
    """
    seen, sums = scene.seen, scene.sums
    mass, blocks = np.maximum(sums["mass"], 1), np.maximum(sums["blocks"], 1)
    twins = _renumbered(seen.parents.astype(np.int64) * len(seen.names) + seen.keys)
    likes = np.log1p(np.minimum(np.bincount(twins), _MANY))[twins]
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
    }
    table = np.stack(list(told.values()))
    own = scene.own
    yield from _numbered("chain", scene.chain[:, own])
    yield "depth", scene.depth[own]
    yield "likes", likes[own]
    yield "key_count", np.log1p(np.minimum(np.bincount(seen.keys), _MANY))[seen.keys][own]
    element = np.where(seen.ends[own] - seen.firsts[own] == 1, scene.wider[own], own)
    for level in range(_LEVELS):
        for name, row in zip(told, table[:, element], strict=True):
            yield f"{name}^{level}", row
        element = scene.wider[element]


def _best(scene: Scene) -> Rows:
    """Yield where a block stands to the elements that are likeliest to hold the story."""
    seen, sums, at, own = scene.seen, scene.sums, scene.at, scene.own
    best = [_fatherly(scene), scene.main()]
    first, end = seen.firsts[best][:, None], seen.ends[best][:, None]
    off = np.where(at < first, at - first, np.maximum(at - end + 1, 0))
    ones = np.ones(len(at))
    yield from _numbered("best_in", off == 0)
    yield from _numbered("best_off", np.clip(off, -_FAR, _FAR))
    yield from _numbered("best_at", np.clip((at - first) / (end - first), -1, 2))
    yield from _numbered("best_rise", scene.depth[own] - scene.depth[best][:, None])
    shared = _shared(scene, best[0])
    yield "best_climb", scene.depth[best[0]] + 1 - shared
    yield "best_descent", scene.depth[own] + 1 - shared
    yield from _numbered("best_share", (sums["prose"][best] / scene.prose_total)[:, None] * ones)
    prose = sums["prose"][best] / np.maximum(sums["mass"][best], 1)
    yield from _numbered("best_prose", prose[:, None] * ones)


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
    main = scene.main()
    return int(scene.seen.firsts[main]), int(scene.seen.ends[main])


def _fatherly(scene: Scene) -> int:
    """Return the element with the most prose in its children, that of grandchildren by half."""
    prose, parents = scene.prose_mass[scene.at], scene.seen.parents
    count = len(parents)
    outer = np.where(parents < 0, np.arange(count), parents)
    father = outer[scene.own]
    grandfather = outer[father]
    held = np.bincount(father, prose, count) + np.bincount(grandfather, prose, count) / 2
    return int(np.argmax(held))


def _alike(scene: Scene) -> Rows:
    """Yield statistics of the blocks to which the same path of tags leads."""
    at, mass = scene.at, scene.mass[scene.at]
    paths = scene.seen.paths[at]
    told = (
        mass,
        scene.prose_mass[at],
        scene.linked[at],
        mass * scene.story[at],
        np.append(scene.prose[at][1:], False),
    )
    counts = np.maximum(np.bincount(paths), 1)
    total, prose, linked, story, behind = (np.bincount(paths, row) for row in told)
    masses = np.maximum(total, 1)
    rows = np.stack(
        (
            np.log1p(np.minimum(counts, _MANY)),
            total / scene.total,
            prose / scene.prose_total,
            np.log1p(total / counts),
            prose / masses,
            linked / masses,
            story / masses,
            behind / counts,
        )
    )
    yield from _numbered("path", rows[:, paths])


def _page(scene: Scene) -> Rows:
    yield "page_blocks", math.log1p(min(_MANY, len(scene.standing)))
    yield "page_standing", math.log1p(min(_MANY, len(scene.at)))
    yield "page_mass", math.log1p(min(_LARGE, scene.total))
    yield "page_prose", scene.prose_total / scene.total
    yield "page_story", scene.story_total / scene.total
    yield "page_density", float(scene.linked.sum()) / scene.total
    yield "page_links", float(scene.seen.links.sum()) / len(scene.standing)
    yield "page_prose_blocks", float(scene.prose.sum()) / len(scene.at)
    yield "page_best", float(scene.sums["score"].max()) / scene.total


def _renumbered(values: npt.NDArray[np.int64]) -> Index:
    return np.unique(values, return_inverse=True)[1]


def _numbered(
    name: str, rows: Iterable[npt.NDArray[np.generic]]
) -> Iterable[tuple[str, npt.NDArray[np.generic]]]:
    return ((f"{name}.{number}", row) for number, row in enumerate(rows))
