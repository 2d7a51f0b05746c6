"""Page → Segmented: the blocks that a reader sees, and where in them each element stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from normalizer.model import Block, Outline, Page, Role, Segmented, Span
from normalizer.ruleset.pattern import Pattern
from normalizer.text import ends_sentence, squash

#: Elements whose text no reader sees in place.
_UNSEEN = frozenset("script style template iframe svg head title".split())
_SWALLOWERS = frozenset(
    "noscript button input select textarea option optgroup datalist output".split()
)
#: Share of the page's text from which on what is hidden counts as seen, because a script is there to
#: show it: stories come in ``<div hidden>`` or slide by slide, and an unclosed button or noscript
#: swallows the rest of the page. It holds for 84 of the 1,879 pages of the tuning corpus, and ten of
#: the 894 with a known story lose it otherwise.
_SHOWN_SHARE = 1 / 3
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture "
    "q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr source track meter "
    "progress".split()
)
#: Unseen elements that stand in the line: their absence parts no words and ends no block.
_INLINE_UNSEEN = frozenset("script style template noscript svg input".split())
_ROLES = {
    "p": Role.PARAGRAPH,
    "li": Role.LIST_ITEM,
    "dt": Role.LIST_ITEM,
    "dd": Role.LIST_ITEM,
    "blockquote": Role.QUOTE,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "table": Role.TABLE,
    "pre": Role.CODE,
} | {f"h{level}": Role.HEADING for level in range(1, 7)}
#: Roles that stay when a paragraph stands inside them.
_STICKY = frozenset((Role.QUOTE, Role.CAPTION, Role.LIST_ITEM, Role.CODE))
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
#: A cell longer than this is part of a page's layout, not of a table of data. In characters.
_CELL_CHARS = 300


def segment(page: Page, *, crawl_header: Pattern | None) -> Segmented:
    """Return the page's visible text as blocks in page order, each with its white space folded.

    HTML: a block ends where a block element begins or ends, at a doubled ``<br>`` and at a single
    one that ends a sentence. Links that touch each other are parted: they are a menu's. A row of a
    data table is one block, and so is a line of code. Text that is not visible (scripts, form
    controls, ``hidden``, ``display: none``) is in no block; where it is more than a third of the
    page, only scripts and the like are passed over.

    A dump: a line is a block. A crawler's header (``date 2026-01-20``) at its very beginning is one
    of its own, so that what was glued to it is seen as the line it was on the page.
    """
    if page.tree is None:
        return Segmented(tuple(_lines(page.text, crawl_header)))
    root = page.tree.find("body")
    walk = _Walk(page.tree if root is None else root, shows_hidden=False)
    walk.over()
    if walk.hidden_share() > _SHOWN_SHARE:
        walk = _Walk(walk.root, shows_hidden=True)
        walk.over()
    return Segmented(tuple(walk.blocks), walk.spans, walk.outline())


def _lines(text: str, crawl_header: Pattern | None) -> Iterator[Block]:
    lines = [line for raw in text.splitlines() if (line := squash(raw))]
    header = crawl_header.match(lines[0]) if crawl_header and lines else None
    if header and header.end():
        first = lines.pop(0)
        lines[:0] = [
            part for part in (first[: header.end()].rstrip(), first[header.end() :]) if part
        ]
    return (Block(index, squash(line)) for index, line in enumerate(lines))


class _Open(NamedTuple):
    """An element whose end has not come yet: where it began, and what has to be undone at its end."""

    block: int
    offset: int
    is_block: bool
    is_link: bool
    has_role: bool
    is_row: bool


class _Walk:
    """One pass over a tree, text flowing into the open block until a boundary closes it."""

    def __init__(self, root: HtmlElement, *, shows_hidden: bool) -> None:
        self.root = root
        self._shows_hidden = shows_hidden
        self._hidden_size = 0
        self.blocks: list[Block] = []
        self.spans: dict[HtmlElement, Span] = {}
        self._open: list[_Open | None] = []
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._after_link = False
        self._breaks = 0
        self._linked = 0
        self._links = 0
        self._rows = 0
        self._roles: list[tuple[Role, int]] = [(Role.PARAGRAPH, 0)]
        self._tags: list[str] = []
        self._elements: list[HtmlElement] = []
        self._parents: list[int] = []
        self._firsts: list[int] = []
        self._ends: list[int] = []
        #: the numbers of the open block elements
        self._numbers: list[int] = [-1]
        self._owners: list[int] = []
        self._begun: list[HtmlElement] = []
        self._leads: list[tuple[HtmlElement, ...]] = []
        self._links_begun = 0
        self._link_counts: list[int] = []
        self._images = 0
        self._image_counts: list[int] = []

    def over(self) -> None:
        root = self.root
        events = iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "end":
                self._leave(element)
                if element.tail and element is not root:
                    self._flow(element.tail)
            elif element.tag in _UNSEEN or self._hides(element):
                self._open.append(None)
                if element.tag not in _INLINE_UNSEEN:
                    self._boundary(element.tag)
                events.skip_subtree()
            else:
                self._enter(element)
                if element.text:
                    self._flow(element.text)
        self._close()

    def hidden_share(self) -> float:
        """Return the share (0–1) of the page's characters that were passed over as hidden."""
        shown = sum(len(block.text) - block.text.count(" ") for block in self.blocks)
        return self._hidden_size / (self._hidden_size + shown) if self._hidden_size else 0.0

    def outline(self) -> Outline:
        """Return how the blocks stand in the block elements that hold any."""
        held = [at for at, first in enumerate(self._firsts) if self._ends[at] > first]
        numbers = dict.fromkeys((-1,), -1) | {at: number for number, at in enumerate(held)}
        return Outline(
            elements=tuple(self._elements[at] for at in held),
            parents=tuple(numbers[self._parents[at]] for at in held),
            firsts=tuple(self._firsts[at] for at in held),
            ends=tuple(self._ends[at] for at in held),
            owners=tuple(numbers[at] for at in self._owners),
            leads=tuple(self._leads),
            links=tuple(self._link_counts),
            images=tuple(self._image_counts),
        )

    def _hides(self, element: HtmlElement) -> bool:
        if self._shows_hidden or not (element.tag in _SWALLOWERS or _says_hidden(element)):
            return False
        self._hidden_size += _text_size(element)
        return True

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        is_block = tag not in _INLINE and tag != "br"
        is_row = tag == "tr" and not self._rows and _holds_data(element)
        if tag == "br":
            self._break()
        elif tag == "img":
            self._images += 1
        elif is_block:
            self._boundary(tag)
            self._tags.append(tag)
            self._parents.append(self._numbers[-1])
            self._numbers.append(len(self._elements))
            self._elements.append(element)
            self._firsts.append(len(self.blocks))
            self._ends.append(0)
        elif not self._length:
            self._begun.append(element)
        if is_row:
            self._rows += 1
        if tag == "a":
            self._links += 1
            self._links_begun += 1
            self._space = self._space or self._after_link
        role = _ROLES.get(tag)
        if role and not (role is Role.PARAGRAPH and self._roles[-1][0] in _STICKY):
            self._roles.append((role, int(tag[1]) if role is Role.HEADING else 0))
        else:
            role = None
        self._open.append(
            _Open(len(self.blocks), self._length, is_block, tag == "a", role is not None, is_row)
        )

    def _leave(self, element: HtmlElement) -> None:
        opened = self._open.pop()
        if opened is None:
            if element.tag not in _INLINE_UNSEEN:
                self._boundary(element.tag)
            return
        if self._length:
            last, end = len(self.blocks), self._length
        else:
            last = len(self.blocks) - 1
            end = len(self.blocks[last].text) if last >= 0 else 0
        if (last, end) > (opened.block, opened.offset):
            self.spans[element] = Span(opened.block, opened.offset, last, end)
        if opened.is_block:
            if opened.is_row:
                self._rows -= 1
            self._boundary(element.tag)
            self._tags.pop()
            self._ends[self._numbers.pop()] = len(self.blocks)
        if opened.is_link:
            self._links -= 1
            self._after_link = True
        if opened.has_role:
            self._roles.pop()

    def _flow(self, text: str) -> None:
        """Take text in; in code, unlike elsewhere, a line break is one."""
        if self._roles[-1][0] is not Role.CODE:
            self._text(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._close()
            if line:
                self._text(line)

    def _text(self, text: str) -> None:
        words = text.split()
        if not words:
            self._space = True
            return
        piece = " ".join(words)
        if self._length and (self._space or text[0].isspace()):
            piece = " " + piece
        self._pieces.append(piece)
        self._length += len(piece)
        if self._links:
            self._linked += len(piece)
        self._space = text[-1].isspace()
        self._after_link = False
        self._breaks = 0

    def _break(self) -> None:
        self._space = True
        self._breaks += 1
        parts = self._breaks > 1 or (self._length and ends_sentence(self._pieces[-1]))
        if parts and not self._rows:
            self._close()

    def _boundary(self, tag: str) -> None:
        if self._rows and tag != "tr":
            self._space = True
        else:
            self._close()

    def _close(self) -> None:
        """Close the open block, if any text has come into it."""
        if self._length:
            role, level = self._roles[-1]
            self.blocks.append(
                Block(
                    index=len(self.blocks),
                    text="".join(self._pieces),
                    role=role,
                    path=" ".join(self._tags),
                    link_density=self._linked / self._length,
                    level=level,
                )
            )
            self._pieces = []
            self._owners.append(self._numbers[-1])
            self._leads.append(tuple(self._begun))
            self._link_counts.append(self._links_begun)
            self._image_counts.append(self._images)
        self._links_begun = 0
        self._begun = []
        self._length = self._linked = self._breaks = 0
        self._space = False


def _says_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def _text_size(root: HtmlElement) -> int:
    """Return the number of characters under an element, but for white space and what is unseen."""
    size = 0
    events = iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            size += len("".join((element.tail or "").split())) if element is not root else 0
        elif element.tag in _UNSEEN:
            events.skip_subtree()
        else:
            size += len("".join((element.text or "").split()))
    return size


def _holds_data(row: HtmlElement) -> bool:
    """Return whether a table row holds data: cells of plain short text, nothing block-like inside."""
    for cell in row:
        size = 0
        for element in cell.iter():
            if element is not cell and element.tag not in _INLINE and element.tag != "br":
                return False
            size += len(element.text or "") + len(element.tail or "")
            if size > _CELL_CHARS:
                return False
    return True
