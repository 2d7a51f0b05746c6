"""Article → what there is to show of it: its facts, its blocks in page order, and who took what."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from normalizer.model import (
    Article,
    BodyBlock,
    Category,
    Evidence,
    Outcome,
    Removal,
    Repair,
    Role,
)

#: What a reader would not see, or would see disturb its surroundings: control characters, broken
#: ones, and those that turn the direction of writing around.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

#: How many of those who took an empty page's text its verdict names.
_NAMED = 3


class State(StrEnum):
    """What became of a block."""

    KEPT = "kept"
    REMOVED = "removed"
    PARTLY = "partly kept"
    #: a block that was nothing but damage
    MENDED_AWAY = "mended away"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block's text; ``category`` and ``source`` say why it is gone, None if it is not."""

    text: str
    category: Category | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One block of the page: its pieces in order, kept and removed, and the repairs made on it.

    ``role`` is None where nothing of the block is in the body.
    """

    index: int
    pieces: tuple[Piece, ...]
    role: Role | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def state(self) -> State:
        """Return what became of the block."""
        kept = {piece.category is None for piece in self.pieces}
        states = {(True,): State.KEPT, (False,): State.REMOVED, (): State.MENDED_AWAY}
        return states.get(tuple(kept), State.PARTLY)


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an article, by the name that people read; ``value`` is None where it is unknown."""

    name: str
    value: str | None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Taker:
    """A rule (FILE:LINE) or stage, and how many pieces it took as one category."""

    source: str
    category: Category
    pieces: int


def visible(text: str) -> str:
    r"""Return ``text`` with all that cannot be seen, or turns writing around, as its code.

    >>> visible("a\u202eb")
    'a⟨U+202E⟩b'
    """
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def shown(article: Article) -> tuple[Shown, ...]:
    """Return every block that the article's body, removals and repairs name, once, in page order.

    The article holds the kept text of a block without its offsets; around removals inside a block
    it is parted so that words stay whole. All of it is shown, whatever the offsets say.
    """
    body = {block.index: block for block in article.blocks}
    removed: dict[int, list[Removal]] = defaultdict(list)
    for removal in article.removed:
        removed[removal.block].append(removal)
    repairs: dict[int, list[Repair]] = defaultdict(list)
    for repair in article.repairs:
        repairs[repair.block].append(repair)
    return tuple(
        Shown(
            index,
            tuple(_pieces(body.get(index), removed.get(index, ()))),
            body[index].role if index in body else None,
            tuple(repairs.get(index, ())),
        )
        for index in sorted({*body, *removed, *repairs})
    )


def _pieces(block: BodyBlock | None, removed: Sequence[Removal]) -> Iterator[Piece]:
    rest = block.text if block else ""
    at, done = 0, 0  # in the text of the block, and in what is left of it
    for removal in sorted(removed, key=lambda removal: (removal.start, removal.end)):
        size = _kept(rest, done, removal.start - at, is_first=at == 0)
        if size:
            yield Piece(rest[done : done + size])
            done += size
            done += rest.startswith(" ", done)
        yield Piece(removal.text, removal.category, removal.source)
        at = removal.end
    if done < len(rest):
        yield Piece(rest[done:])


def _kept(rest: str, done: int, gap: int, *, is_first: bool) -> int:
    """Return how many characters of ``rest``, from ``done`` on, stand in a gap of so many.

    Kept pieces are trimmed, so a gap is a piece with a space at both ends, at one or at neither;
    the space before a block's first piece is not there. A piece ends where a word does, but for
    scripts that have no spaces.
    """
    left = len(rest) - done
    if gap <= 0 or not left:
        return 0
    sizes = range(gap - (1 if is_first else 2), gap + 1)
    ends = [size for size in sizes if size > 0 and (size >= left or rest[done + size] == " ")]
    if gap == 1 and not is_first:
        # A space between two removals; or a lone mark that they left, never a letter.
        return 1 if ends and not rest[done].isalnum() else 0
    return min(ends[0] if ends else gap, left)


def facts(article: Article) -> tuple[Fact, ...]:
    """Return title, date and outlet with their evidence, then the other fields that are known."""
    found = article.fields
    others = {
        "published": article.published,
        "modified": article.modified,
        "authors": ", ".join(article.authors),
        "agency": article.agency,
        "dateline": article.dateline,
        "language": article.language,
        "section": article.section,
        "tags": ", ".join(article.tags),
        "image": article.image,
        "url": article.url,
        "host": article.host,
    }
    return (
        Fact("title", article.title, found.title),
        Fact("date", article.date, found.date),
        Fact("outlet", article.outlet, found.outlet),
        *(Fact(name, value) for name, value in others.items() if value),
    )


def verdict(article: Article, blocks: Sequence[Shown]) -> str:
    """Return in a sentence what the input turned out to be, and why where it is no article."""
    match article.outcome:
        case Outcome.ARTICLE:
            kept = sum(block.role is not None for block in blocks)
            return f"article: {_count(kept, 'block')} of {len(blocks)} in the body"
        case Outcome.STUB:
            return "stub: the beginning of a story that goes on behind a paywall"
        case Outcome.INDEX:
            return "index: the address is that of a front page, not of a story"
        case Outcome.EMPTY if not article.removed:
            return "empty: the input shows no text; perhaps a script would have brought it"
        case Outcome.EMPTY:
            by = ", ".join(
                f"{taker.category} by {taker.source}"
                for taker in sorted(takers(article.removed), key=lambda one: -one.pieces)[:_NAMED]
            )
            pieces = _count(len(article.removed), "piece")
            return f"empty: nothing is left, {pieces} of text went away; most as {by}"


def takers(removed: Iterable[Removal]) -> tuple[Taker, ...]:
    """Return who took what and how often: by category in the order of their list, most pieces first."""
    counts = Counter((removal.category, removal.source) for removal in removed)
    order = list(Category)
    ranked = sorted(counts.items(), key=lambda one: (order.index(one[0][0]), -one[1], one[0][1]))
    return tuple(Taker(source, category, count) for (category, source), count in ranked)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
