"""What rules left of a page → which blocks are the body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from normalizer.elements import Element
from normalizer.model import Category, Location, Page, Problem, Segmented
from normalizer.repairs import mend
from normalizer.rest import Rest, Stripped
from normalizer.ruleset.compile import Publisher
from normalizer.ruleset.selector import Selector
from normalizer.settings import Extractor, Settings
from normalizer.text import fold

#: Share of a block's characters that the extractor's answer has to cover for the block to be chosen.
_COVERED = 0.5
#: Folded texts shorter than this are looked up as whole blocks only: inside others they hit by chance.
_SHORT = 12
#: A location of fewer characters is a weak witness for the body that a rule names: of a short story it
#: may be one paragraph.
_SURE_CHARS = 200
#: Length of the pieces in which a line is looked for that stands nowhere as a whole.
_PIECE = 20
#: Who chooses the lines of a dump.
_DUMP = "dump"
#: A dump of more lines than this is none of a page: the largest of the tuning corpus has 2,182.
_MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The blocks of the body, by index, who chose them (``rule``, ``model`` …), how sure, 0–1.

    ``known`` says of some that are not of it what they are: its title, a passage that it has already.
    """

    body: frozenset[int]
    extractor: str
    confidence: float
    problems: tuple[Problem, ...] = ()
    known: Mapping[int, Category] = field(default_factory=dict)


def choose(  # noqa: PLR0913 - each is a value of another stage
    page: Page,
    segmented: Segmented,
    left: Stripped,
    location: Location,
    *,
    files: Sequence[Publisher] = (),
    settings: Settings,
    rewritten: Callable[[str], str] = str,
) -> Chosen:
    """Return the body among what still stands.

    Of a dump the model decides, or everything stays that no rule took, as Settings say. Of a page the
    ``body`` selectors of the first of ``files`` that has any on it decide, unless they leave out more of
    the likely story than the file's budget; then the extractor is heard as well, and where they leave out
    as much of its answer, they are refused and a problem says so (law 3). Else the extractor decides;
    where it finds nothing, the location serves. trafilatura reads a copy of the tree without the elements
    that rules took, and its answer is mapped back to our blocks. ``rewritten`` is what the rules in force
    make of a line.
    """
    standing = {rest.block.index: rest for rest in left.rests if rest.pieces}
    if page.elements is None:
        return _of_dump(segmented, left, location, settings)
    ruled = [
        (file, _inside(page, segmented, file.body).intersection(standing))
        for file in files
        if file.body
    ]
    problems = [_not_found(file) for file, inside in ruled if not inside and not file.is_platform]
    located = sum(len(standing[at].text) for at in location.body if at in standing)
    doubted: list[tuple[Publisher, frozenset[int], float]] = []
    refused: list[Problem] = []
    for file, inside in ruled:
        if not inside:
            continue
        lost = _left_out(location.body, inside, standing)
        agrees = lost <= _budget(file, settings)
        if agrees and located >= _SURE_CHARS:
            return Chosen(inside, "rule", 0.95, (*problems, *refused))
        doubted.append((file, inside, 0.95 if agrees else 0.8))
        refused += [] if agrees else [_refused(file, lost)]
    asked = _asked(page, segmented, left, location, rewritten, settings)
    found = asked.body
    problems += asked.problems
    for file, inside, confidence in doubted:
        lost = _left_out(found, inside, standing)
        if not found or lost <= _budget(file, settings):
            return Chosen(inside, "rule", confidence, tuple(problems))
        problems.append(_refused(file, lost))
    if not found:
        body = location.body.intersection(standing)
        return Chosen(body, "locate", 0.3 if body else 0.0, tuple(problems))
    return replace(asked, problems=tuple(problems))


def _of_dump(
    segmented: Segmented, left: Stripped, location: Location, settings: Settings
) -> Chosen:
    """Return the lines of a dump that are its story; all where there are more than any page has."""
    if settings.extractor is not Extractor.MODEL or len(left.rests) > _MOST_LINES:
        standing = frozenset(rest.block.index for rest in left.rests if rest.pieces)
        return Chosen(standing, _DUMP, 0.5 if standing else 0.0)
    from normalizer.chooser import dump_judge

    judged = dump_judge(settings.weights).judge(segmented.blocks, left, location)
    known = {} if judged.title is None else {judged.title: Category.TITLE}
    return Chosen(judged.body, _DUMP, judged.confidence, known=known)


def _asked(
    page: Page,
    segmented: Segmented,
    left: Stripped,
    location: Location,
    rewritten: Callable[[str], str],
    settings: Settings,
) -> Chosen:
    """Return the body as the extractor sees it; none where it finds none, or gives up."""
    name = settings.extractor.value
    if settings.extractor is Extractor.MODEL:
        from normalizer.chooser import page_judge

        judged = page_judge(settings.weights).judge(segmented, left.rests, location)
        known = dict.fromkeys(judged.copies, Category.DUPLICATE)
        return Chosen(judged.body, name, judged.confidence, known=known)
    try:
        text = _trafilatura(page, left.elements)
    except Exception as error:
        message = f"trafilatura gave up on this page ({type(error).__name__}: {error})"
        return Chosen(frozenset(), name, 0.0, (Problem("extractor_failed", message),))
    found = _blocks_of(text, left.rests, rewritten)
    agreed = 2 * len(found & location.body) / max(1, len(found) + len(location.body))
    return Chosen(found, name, round(0.5 + 0.45 * agreed, 3))


def _inside(page: Page, segmented: Segmented, selectors: Iterable[Selector]) -> frozenset[int]:
    """Return the blocks that stand in elements which the selectors hit."""
    inside: set[int] = set()
    for selector in selectors:
        for element in selector(page.elements):
            span = segmented.spans.get(element)
            if span is not None:
                inside.update(range(span.first, span.last + 1))
    return frozenset(inside)


def _left_out(story: Set[int], inside: Set[int], standing: Mapping[int, Rest]) -> float:
    """Return which share of the characters of ``story`` is not ``inside``; all of one that is nowhere."""
    sizes = {at: len(standing[at].text) for at in story if at in standing}
    whole = sum(sizes.values())
    return sum(sizes[at] for at in sizes.keys() - inside) / whole if whole else 1.0


def _budget(file: Publisher, settings: Settings) -> float:
    return file.layer.budgets.get(file.id, settings.budget)


def _not_found(file: Publisher) -> Problem:
    message = f"{file.id}: none of its body selectors hits any text of this page"
    return Problem("body_not_found", message)


def _refused(file: Publisher, lost: float) -> Problem:
    message = f"{file.id}: its body selectors leave out {lost:.0%} of the likely story: not applied"
    return Problem("body_refused", message)


def _trafilatura(page: Page, gone: Iterable[Element]) -> str:
    """Return the text that trafilatura takes for the body of the page, or nothing."""
    from trafilatura import bare_extraction

    if page.elements is None:
        return ""
    tree = deepcopy(page.elements.tree)
    doomed = set(gone)
    twins = zip(page.elements.all(), tree.iter("*"), strict=True) if doomed else ()
    for twin in [twin for element, twin in twins if element in doomed]:
        _drop(twin)
    markup = etree.tostring(tree, method="html", encoding="unicode")
    document = bare_extraction(markup, url=page.url, include_comments=False)
    return getattr(document, "text", None) or ""


def _drop(element: Element) -> None:
    """Take an element out of its tree, and leave what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _blocks_of(text: str, rests: Sequence[Rest], rewritten: Callable[[str], str]) -> frozenset[int]:
    """Return the blocks whose text stands in ``text``, which names no blocks but keeps their order.

    The extractor reads the tree as it came, our blocks are mended and rewritten: so is each line first.

    Each line is looked for in the page's folded text, first behind the line before it, then
    anywhere; a line that the extractor has altered is looked for in pieces. A block is chosen
    when enough of it is covered.
    """
    page = _PageText(rests)
    behind = 0
    for line in text.split("\n"):
        folded = fold(rewritten(mend(line)))
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
