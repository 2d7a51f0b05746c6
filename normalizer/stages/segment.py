"""Page → Segmented: the blocks that a reader sees, and where in them each element stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from itertools import chain

from lxml.etree import iterwalk

from normalizer.dump import lines_of
from normalizer.elements import Element, Elements
from normalizer.model import Block, Outline, Page, Role, Segmented
from normalizer.ruleset.pattern import Pattern
from normalizer.spans import Run, Spans
from normalizer.text import ends_sentence

#: What the walk does at an element: numbers, because it looks at a thousand of them a page. Controls
#: swallow their text, others are never seen; those _IN_LINE part no words and end no block.
_INLINE, _LINK, _IMAGE, _BREAK, _BLOCK, _SWALLOWER, _UNSEEN, _IN_LINE = 0, 1, 2, 3, 4, 8, 16, 32
#: What it calls an element once it passes it over, beside its kind, and all that stands inside.
_PASSED, _INSIDE = 64, 128
_KINDS = dict.fromkeys(
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr picture q rb rp"
    " rt rtc ruby s samp small span strike strong sub sup time tt u var wbr source track meter"
    " progress".split(),
    _INLINE,
)
_KINDS |= {"a": _LINK, "img": _IMAGE, "br": _BREAK}
_KINDS |= dict.fromkeys(
    "button select textarea option optgroup datalist output".split(), _SWALLOWER
)
_KINDS |= dict.fromkeys("noscript input".split(), _SWALLOWER | _IN_LINE)
#: Elements whose text no reader sees in place.
_KINDS |= dict.fromkeys("iframe head title".split(), _UNSEEN)
_KINDS |= dict.fromkeys("script style template svg".split(), _UNSEEN | _IN_LINE)
#: Share of the page's text from which on what is hidden counts as seen, because a script is there to
#: show it: stories come in ``<div hidden>`` or slide by slide, and an unclosed button or noscript
#: swallows the rest of the page. It holds for 84 of the 1,879 pages of the tuning corpus, and ten of
#: the 894 with a known story lose it otherwise.
_SHOWN_SHARE = 1 / 3
#: The role that an element gives to its text, and the level of a heading.
_ROLES = {
    "p": (Role.PARAGRAPH, 0),
    "li": (Role.LIST_ITEM, 0),
    "dt": (Role.LIST_ITEM, 0),
    "dd": (Role.LIST_ITEM, 0),
    "blockquote": (Role.QUOTE, 0),
    "figcaption": (Role.CAPTION, 0),
    "caption": (Role.CAPTION, 0),
    "table": (Role.TABLE, 0),
    "pre": (Role.CODE, 0),
} | {f"h{level}": (Role.HEADING, level) for level in range(1, 7)}
#: Roles that stay when a paragraph stands inside them.
_STICKY = frozenset((Role.QUOTE, Role.CAPTION, Role.LIST_ITEM, Role.CODE))
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
#: Characters of a path that are kept, the innermost elements': each block has one.
_PATH_CHARS = 1_000
#: A cell longer than this is part of a page's layout, not of a table of data. In characters.
_CELL_CHARS = 300
#: Cells from which on nobody reads a row as one line: it would outweigh the story.
_MOST_CELLS = 200


def segment(page: Page, *, crawl_header: Pattern | None) -> Segmented:
    """Return the page's visible text as blocks in page order, each with its white space folded.

    HTML: a block ends where a block element begins or ends, at a doubled ``<br>`` and at a single
    one that ends a sentence. Links that touch each other are parted: they are a menu's. A row of a
    data table is one block, and so is a line of code. Text that is not visible (scripts, form
    controls, ``hidden``, ``display: none``) is in no block; where it is more than a third of the
    page, only scripts and the like are passed over.

    A dump: a line is a block, and so are lines that were one before they were wrapped. A crawler's
    header (``date 2026-01-20``) at its very beginning is one of its own, so that what was glued to it
    is seen as the line it was on the page. A bullet makes an item of a list; it stays in the text.
    """
    if page.elements is None:
        return Segmented(tuple(lines_of(page.text, crawl_header)))
    tree, elements = page.elements.tree, page.elements.all()
    body = tree.find("body")
    root = tree if body is None else body
    walk = _Walk(root, hidden=_hidden(page.elements), shows_controls=False)
    walk.over(elements[elements.index(root) :])
    if walk.hidden_share() > _SHOWN_SHARE:
        walk = _Walk(root, hidden=frozenset(), shows_controls=True)
        walk.over(elements[elements.index(root) :])
    return walk.segmented()


class _Line:
    """The open block: text flows into it until it is closed."""

    __slots__ = ("after_link", "breaks", "leads", "length", "linked", "links", "pieces", "space")

    def __init__(self) -> None:
        #: whether white space, or the end of a link, came last, and how many line breaks
        self.space = self.after_link = False
        self.breaks = 0
        self.begin()

    def begin(self) -> None:
        """Begin anew, as after a boundary. What came last does not matter where nothing has come."""
        #: characters, and those of them inside links
        self.length = self.linked = 0
        self.pieces: list[str] = []
        #: links that begin in it, and the inline elements that open at its beginning
        self.links = 0
        self.leads = 0

    def add(self, text: str, *, is_linked: bool) -> None:
        """Take text in that is more than white space."""
        piece = " ".join(text.split())
        if self.length and (self.space or text[0].isspace()):
            piece = " " + piece
        self.pieces.append(piece)
        self.length += len(piece)
        if is_linked:
            self.linked += len(piece)
        self.space = text[-1].isspace()
        self.after_link = False
        self.breaks = 0

    def breaks_off(self) -> bool:
        """Note a line break; return whether it parts what comes before it from what follows."""
        self.space = True
        self.breaks += 1
        return self.breaks > 1 or (self.length > 0 and ends_sentence(self.pieces[-1]))


#: Where text comes to stand: a block element's number, the path of tags to it, role and level of its
#: text, and whether it stands in a row of data, which is one block. A tuple: there are many.
_Home = tuple[int, str, Role, int, bool]


class _Walk:
    """One pass over a tree, text flowing into the open block until a boundary closes it."""

    def __init__(self, root: Element, *, hidden: Set[Element], shows_controls: bool) -> None:
        self._root = root
        self._hidden = hidden
        self._passed = _UNSEEN if shows_controls else _SWALLOWER | _UNSEEN
        self._hidden_size = 0
        self._line = _Line()
        self._images = 0
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._starts: dict[Element, int] = {}
        self._tails: dict[Element, int] = {}
        self._elements: list[Element] = []
        self._parents: list[int] = []
        self._firsts: list[int] = []
        self._ends: list[int] = []
        self._owners: list[int] = []
        self._bearers: list[Element] = []
        self._leads: list[int] = []
        self._links: list[int] = []
        self._images_seen: list[int] = []

    def over(self, elements: Iterable[Element]) -> None:  # noqa: C901, PLR0912, PLR0915
        """Walk over the elements from the root on, in page order.

        An element is left when one comes that does not stand in it. One function, because a page has a
        thousand elements: in calls for each of them the walk takes twice as long.
        """
        root, hidden, passed, line = self._root, self._hidden, self._passed, self._line
        starts, runs, blocks = self._starts, self._runs, self._blocks
        home: _Home = (-1, "", Role.PARAGRAPH, 0, False)
        homes: list[_Home] = []
        trail: list[tuple[Element, int]] = []
        outside = root.getparent()
        top, kind, links = outside, 0, 0
        for element in chain(elements, (None,)):
            parent = outside if element is None else element.getparent()
            while top is not parent and top is not None:
                if kind == _LINK:
                    links -= 1
                    line.after_link = True
                elif kind >= _PASSED:
                    if not kind & (_INSIDE | _IN_LINE):
                        self._boundary(top.tag, home)
                elif kind >= _BLOCK:
                    outer = homes.pop()
                    if line.length or line.leads or outer[4]:
                        # A row of data ends with its own element; what stands in it does not part it.
                        self._boundary(top.tag, outer, within=home)
                    self._ends[home[0]] = len(blocks)
                    home = outer
                trail.pop()
                if (text := top.tail) and trail and kind != _INSIDE:
                    if text.isspace() and home[2] is not Role.CODE:
                        line.space = True
                    else:
                        self._tails[top] = len(runs)
                        self._flow(text, trail[-1][0], home, is_linked=links > 0)
                top, kind = trail[-1] if trail else (outside, 0)
            if element is None or (element is not root and not trail):
                break
            tag = element.tag
            own = _INSIDE if kind >= _PASSED else _KINDS.get(tag, _BLOCK)
            if own == _INSIDE:
                pass
            elif own & passed or element in hidden:
                if not own & _UNSEEN:
                    self._hidden_size += _text_size(element)
                if not own & _IN_LINE:
                    self._boundary(tag, home)
                own |= _PASSED
                starts[element] = len(runs)
            else:
                if own >= _BLOCK:
                    if line.length or line.leads or home[4]:
                        self._boundary(tag, home)
                    homes.append(home)
                    home = self._entered(element, tag, home)
                elif own <= _LINK:
                    if not line.length:
                        line.leads += 1
                    if own:
                        links += 1
                        line.links += 1
                        line.space = line.space or line.after_link
                elif own == _IMAGE:
                    self._images += 1
                elif line.breaks_off() and not home[4]:
                    self._close(home)
                starts[element] = len(runs)
                if text := element.text:
                    if text.isspace() and home[2] is not Role.CODE:
                        line.space = True
                    else:
                        self._flow(text, element, home, is_linked=links > 0)
            top, kind = element, own
            trail.append((top, kind))
        self._close(home)

    def hidden_share(self) -> float:
        """Return the share (0–1) of the page's characters that were passed over as hidden."""
        if not self._hidden_size:
            return 0.0
        shown = sum(len(block.text) - block.text.count(" ") for block in self._blocks)
        return self._hidden_size / (self._hidden_size + shown)

    def segmented(self) -> Segmented:
        """Return the blocks, and how they stand in the elements."""
        outline = Outline(
            elements=self._elements,
            parents=self._parents,
            firsts=self._firsts,
            ends=self._ends,
            owners=self._owners,
            bearers=self._bearers,
            leads=self._leads,
            links=self._links,
            images=self._images_seen,
        )
        spans = Spans(self._runs, self._starts, self._tails)
        return Segmented(tuple(self._blocks), spans, outline)

    def _entered(self, element: Element, tag: str, home: _Home) -> _Home:
        """Return where text stands in a block element that begins."""
        number, path, role, level, is_row = home
        self._elements.append(element)
        self._parents.append(number)
        self._firsts.append(len(self._blocks))
        self._ends.append(0)
        if tag in _ROLES:
            own, size = _ROLES[tag]
            if own is not Role.PARAGRAPH or role not in _STICKY:
                role, level = own, size
        if tag == "tr" and not is_row:
            is_row = _holds_data(element)
        path = f"{path} {tag}"[-_PATH_CHARS:] if path else tag[-_PATH_CHARS:]
        return len(self._elements) - 1, path, role, level, is_row

    def _boundary(self, tag: str, around: _Home, *, within: _Home | None = None) -> None:
        """Come to the edge of an element that stands in ``around``; text stood in ``within``."""
        if around[4] and tag != "tr":
            self._line.space = True
        else:
            self._close(within or around)

    def _flow(self, text: str, bearer: Element, home: _Home, *, is_linked: bool) -> None:
        """Take the text of an element in; in code, unlike elsewhere, a line break is one."""
        line = self._line
        for number, part in enumerate(text.split("\n") if home[2] is Role.CODE else (text,)):
            if number:
                self._close(home)
            if part and not part.isspace():
                start = line.length
                if not start:
                    self._bearers.append(bearer)
                line.add(part, is_linked=is_linked)
                self._runs.append(Run(len(self._blocks), start, line.length))
            elif part:
                line.space = True

    def _close(self, home: _Home) -> None:
        """Close the open block, if any text has come into it."""
        line = self._line
        if line.length:
            number, path, role, level, _ = home
            text, share = "".join(line.pieces), line.linked / line.length
            self._blocks.append(Block(len(self._blocks), text, role, path, share, level))
            self._owners.append(number)
            self._leads.append(line.leads)
            self._links.append(line.links)
            self._images_seen.append(self._images)
        line.begin()


def _hidden(elements: Elements) -> Set[Element]:
    """Return the elements that say of themselves that they are hidden."""
    hidden = set(elements.named("[hidden"))
    hidden.update(
        element
        for element in elements.named("[style")
        if _HIDDEN_STYLE.search(element.get("style", ""))
    )
    return hidden


def _text_size(root: Element) -> int:
    """Return the number of characters under an element, but for white space and what is unseen."""
    size = 0
    events = iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            size += len("".join((element.tail or "").split())) if element is not root else 0
        elif _KINDS.get(element.tag, _BLOCK) & _UNSEEN:
            events.skip_subtree()
        else:
            size += len("".join((element.text or "").split()))
    return size


def _holds_data(row: Element) -> bool:
    """Return whether a table row holds data: cells of plain short text, nothing block-like inside."""
    if len(row) > _MOST_CELLS:
        return False
    for cell in row:
        size = 0
        for element in cell.iter():
            if element is not cell and _KINDS.get(element.tag, _BLOCK) > _BREAK:
                return False
            size += len(element.text or "") + len(element.tail or "")
            if size > _CELL_CHARS:
                return False
    return True
