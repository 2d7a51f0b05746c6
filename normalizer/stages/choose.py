"""What rules left of a page → which blocks are the body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement

from normalizer.model import Location, Page, Problem, Segmented
from normalizer.repairs import mend
from normalizer.rest import Rest, Stripped
from normalizer.ruleset.compile import Publisher
from normalizer.settings import Extractor
from normalizer.text import fold

#: Share of a block's characters that the extractor's answer has to cover for the block to be chosen.
_COVERED = 0.5
#: Folded texts shorter than this are looked up as whole blocks only: inside others they hit by chance.
_SHORT = 12
#: Length of the pieces in which a line is looked for that stands nowhere as a whole.
_PIECE = 20


@dataclass(frozen=True, slots=True)
class Chosen:
    """The blocks of the body, by index, who chose them (``rule``, ``trafilatura`` …), how sure, 0–1."""

    body: frozenset[int]
    extractor: str
    confidence: float
    problems: tuple[Problem, ...] = ()


def choose(
    page: Page,
    segmented: Segmented,
    left: Stripped,
    location: Location,
    *,
    publisher: Publisher | None,
    extractor: Extractor,
) -> Chosen:
    """Return the body among what still stands.

    A publisher's ``body`` selectors decide where they hit text. Of a dump everything stays that no
    rule took. Else the extractor is asked, on a copy of the tree without the elements that rules took,
    and its answer mapped back to our blocks; where it finds nothing, the location serves.
    """
    standing = [rest.block.index for rest in left.rests if rest.pieces]
    if page.tree is None:
        return Chosen(frozenset(standing), "dump", 0.9 if standing else 0.0)
    problems: tuple[Problem, ...] = ()
    if publisher and publisher.body:
        inside = _by_rule(page, segmented, publisher) & set(standing)
        if inside:
            return Chosen(frozenset(inside), "rule", 0.95)
        message = f"{publisher.id}: none of its body selectors hits any text of this page"
        problems = (Problem("body_not_found", message),)
    try:
        text = _trafilatura(page.tree, left.elements, page.url)
    except Exception as error:
        text = ""
        message = f"trafilatura gave up on this page ({type(error).__name__}: {error})"
        problems = (*problems, Problem("extractor_failed", message))
    found = _blocks_of(text, left.rests)
    if not found:
        body = location.body.intersection(standing)
        return Chosen(body, "locate", 0.3 if body else 0.0, problems)
    agreed = 2 * len(found & location.body) / (len(found) + len(location.body))
    return Chosen(found, extractor.value, round(0.5 + 0.45 * agreed, 3), problems)


def _by_rule(page: Page, segmented: Segmented, publisher: Publisher) -> set[int]:
    inside: set[int] = set()
    for selector in publisher.body:
        for element in selector(page.tree):
            span = segmented.spans.get(element)
            if span is not None:
                inside.update(range(span.first, span.last + 1))
    return inside


def _trafilatura(page: HtmlElement, gone: Iterable[HtmlElement], url: str | None) -> str:
    """Return the text that trafilatura takes for the body of the page, or nothing."""
    from trafilatura import bare_extraction

    tree = deepcopy(page)
    doomed = set(gone)
    twins = zip(page.iter(), tree.iter(), strict=True) if doomed else ()
    for twin in [twin for element, twin in twins if element in doomed]:
        if twin.getparent() is not None:
            twin.drop_tree()
    document = bare_extraction(tree, url=url, include_comments=False)
    return getattr(document, "text", None) or ""


def _blocks_of(text: str, rests: Sequence[Rest]) -> frozenset[int]:
    """Return the blocks whose text stands in ``text``, which names no blocks but keeps their order.

    The extractor reads the tree as it came, our blocks are mended: so each line is mended first.

    Each line is looked for in the page's folded text, first behind the line before it, then
    anywhere; a line that the extractor has altered is looked for in pieces. A block is chosen
    when enough of it is covered.
    """
    page = _PageText(rests)
    behind = 0
    for line in text.split("\n"):
        folded = fold(mend(line))
        if not folded:
            continue
        found = page.cover(folded, behind)
        if found is not None:
            behind = found
            continue
        for start in range(0, len(folded), _PIECE):
            piece = folded[start : start + _PIECE]
            if len(piece) >= _SHORT and (found := page.cover(piece, behind)) is not None:
                behind = found
    return page.covered()


class _PageText:
    """The folded texts of all standing blocks, one after the other, and how far each is covered."""

    def __init__(self, rests: Sequence[Rest]) -> None:
        self._indexes: list[int] = []
        self._starts: list[int] = []
        self._whole: dict[str, list[int]] = {}
        parts: list[str] = []
        at = 0
        for rest in rests:
            folded = fold(rest.text) if rest.pieces else ""
            if folded:
                self._whole.setdefault(folded, []).append(len(parts))
                self._indexes.append(rest.block.index)
                self._starts.append(at)
                parts.append(folded)
                at += len(folded)
        self._text = "".join(parts)
        self._sizes = [len(part) for part in parts]
        self._done = [0] * len(parts)

    def cover(self, folded: str, behind: int) -> int | None:
        """Mark where ``folded`` stands, best behind that offset; return the offset after it."""
        if numbers := self._whole.get(folded):
            number = next(
                (one for one in numbers if self._starts[one] >= behind and not self._done[one]),
                next((one for one in numbers if not self._done[one]), None),
            )
            if number is None:
                return None
            self._done[number] = self._sizes[number]
            return self._starts[number] + self._sizes[number]
        if len(folded) < _SHORT:
            return None
        start = self._text.find(folded, behind)
        if start < 0:
            start = self._text.find(folded)
        if start < 0:
            return None
        end = start + len(folded)
        number = bisect_right(self._starts, start) - 1
        while number < len(self._starts) and self._starts[number] < end:
            low = max(start, self._starts[number])
            high = min(end, self._starts[number] + self._sizes[number])
            self._done[number] += high - low
            number += 1
        return end

    def covered(self) -> frozenset[int]:
        """Return the indexes of the blocks of which enough is covered."""
        return frozenset(
            index
            for index, size, done in zip(self._indexes, self._sizes, self._done, strict=True)
            if done >= _COVERED * size
        )
