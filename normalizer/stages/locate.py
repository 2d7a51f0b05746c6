"""Blocks → Location: where the story likely is, found cheaply before any rule acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from normalizer.model import Block, Head, Kind, Location, Page, Role
from normalizer.text import ends_sentence, fold

#: A block counts for the story by its length, and against it by this many characters if it is
#: no prose: some three menu entries outweigh a short paragraph, a subheading does not part a story.
_AGAINST = 60
_HEADING_AGAINST = 15
#: What one paragraph may count at most: a wall of legal text must not outweigh the story.
_MOST = 800
_PROSE_CHARS = 60
_LONG_CHARS = 200
_LINKED = 0.5
#: Scripts that say more in a character than letters do, or end no sentence with a mark.
_WIDE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
#: Parts of a page that are named for what they are not, and those that are named for the story.
_ASIDE = frozenset(("nav", "footer", "aside", "form"))
_STORY = frozenset(("article", "main"))
_TITLE_SEPARATOR = re.compile(r"\s+[|–—:»·-]+\s+")
_TITLE_CHARS = (12, 250)
_DECK_CHARS = 20
_DESCRIPTIONS = ("description", "og:description", "twitter:description")


def locate(page: Page, blocks: Sequence[Block]) -> Location:
    """Return where the story likely is and which blocks show its title before it.

    The story is the run of blocks with the greatest sum, prose counting for it by its length and
    all else against it (maximum subsequence segmentation, Pasternack and Roth 2009). A title is
    known by the page's head or as the one first-level heading; in a dump by standing twice before
    the story, the first time at its head. A line that stands but once is left alone: it may be a
    deck or a subheading. What stands in a menu, a footer, a form or an aside is no story, unless there
    is none elsewhere: some sites wrap the whole page in one.
    """
    scores = [_score(block, anywhere=False) for block in blocks]
    first, last = _best_run(scores)
    if last < first and page.kind is Kind.HTML:
        scores = [_score(block, anywhere=True) for block in blocks]
        first, last = _best_run(scores)
    body = frozenset(blocks[at].index for at in range(first, last + 1) if scores[at] > 0)
    end = last if last >= first else len(blocks) - 1
    titles = frozenset(_titles(page, blocks, first, end))
    decks = frozenset(_decks(page.head, blocks[: end + 1]))
    return Location(first, last, body, titles, decks)


def _score(block: Block, *, anywhere: bool) -> int:
    if block.role is Role.HEADING:
        return -_HEADING_AGAINST
    text = block.text
    size = len(text)
    if 2 * size < _PROSE_CHARS or block.link_density >= _LINKED:
        return -_AGAINST
    if not text.isascii():
        size += len(_WIDE.findall(text))
    is_prose = size >= _LONG_CHARS or (size >= _PROSE_CHARS and ends_sentence(text))
    if is_prose and (anywhere or not _is_aside(block.path)):
        return min(size, _MOST)
    return -_AGAINST


def _is_aside(path: str) -> bool:
    """Return whether the innermost part of the page that says what it is stands beside the story."""
    named = (tag for tag in reversed(path.split()) if tag in _ASIDE or tag in _STORY)
    return next(named, None) in _ASIDE


def _best_run(scores: Sequence[int]) -> tuple[int, int]:
    """Return first and last position of the run with the greatest sum; (0, -1) where none is above 0."""
    best, best_run = 0, (0, -1)
    total, start = 0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, start = 0, at
        total += score
        if total > best:
            best, best_run = total, (start, at)
    return best_run


def _titles(page: Page, blocks: Sequence[Block], first: int, last: int) -> Iterator[int]:
    if page.kind is Kind.HTML:
        yield from _page_titles(page.head, blocks, first, last)
        return
    yield from _dump_titles(blocks[:first])


def _dump_titles(before: Sequence[Block]) -> Iterator[int]:
    """Yield the lines before the story that say what its first line says, where there are two.

    Where the line behind it stands twice as well, the two open a menu.
    """
    counts = Counter(block.text for block in before)
    for at, opening in enumerate(before[:2]):  # the very first block may be a crawler's header
        behind = next((block for block in before[at + 1 :] if block.text != opening.text), None)
        is_menu = behind is not None and counts[behind.text] > 1
        if counts[opening.text] > 1 and _may_be_title(opening) and not is_menu:
            yield from (block.index for block in before if block.text == opening.text)
            return


def _may_be_title(block: Block) -> bool:
    low, high = _TITLE_CHARS
    if not low <= len(block.text) <= high:
        return False
    opens_as_one = block.text[0].isalnum() or block.text[0] in "\"'“‘„«»「『《【¿¡("
    return opens_as_one and not block.text.endswith((".", "]", ")"))


def _page_titles(head: Head, blocks: Sequence[Block], first: int, last: int) -> Iterator[int]:
    """Yield the blocks up to the story's end that repeat what the head calls the title.

    Beside them the one first-level heading before the story, which many heads shorten or reword.
    """
    wanted = _Wanted(_head_titles(head))
    headings = [block.index for block in blocks[: first + 1] if block.level == 1]
    for at, block in enumerate(blocks[: last + 1]):
        folded = wanted.folded(block.text) if len(block.text) <= _TITLE_CHARS[1] else ""
        short = len(folded) < _TITLE_CHARS[0] and block.level != 1 and at > first
        if (folded and not short) or headings == [block.index]:
            yield block.index


def _decks(head: Head, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the blocks that say what the page's head gives as its description."""
    stated = [content for name in _DESCRIPTIONS for content in head.metas.get(name, ())]
    stated += [value for item in head.ld if isinstance(value := item.get("description"), str)]
    wanted = _Wanted(fold(text) for text in stated if len(text) >= _DECK_CHARS)
    for block in blocks:
        if len(block.text) >= _DECK_CHARS and wanted.folded(block.text):
            yield block.index


class _Wanted:
    """Folded texts that are looked for among many, most of which are told apart by how they begin."""

    def __init__(self, folded: Iterable[str]) -> None:
        self._folded = frozenset(folded) - {""}
        self._openings = frozenset(text[0] for text in self._folded)
        self._least = min(map(len, self._folded), default=0)

    def folded(self, text: str) -> str:
        """Return ``text`` folded if it is one of those that are looked for, else nothing."""
        opening = text[:1].lower()
        if opening.isascii() and opening.isalnum() and opening not in self._openings:
            return ""
        if len(text) < self._least and text.isascii():
            return ""
        folded = fold(text)
        return folded if folded in self._folded else ""


def _head_titles(head: Head) -> Iterator[str]:
    names = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
    stated = [content for name in names for content in head.metas.get(name, ())]
    # Objects come outer ones first: headlines further in are those of other stories.
    headlines = (value for item in head.ld if isinstance(value := item.get("headline"), str))
    stated += islice(headlines, 1)
    stated += [head.title] if head.title else []
    sites = {fold(name) for name in head.metas.get("og:site_name", ())}
    for text in stated:
        longest = max(_TITLE_SEPARATOR.split(text), key=len)
        yield from ({fold(text), fold(longest)} - sites - {""})
