"""What several fields do with raw strings and removals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from lxml.etree import iterwalk

from normalizer.elements import Element
from normalizer.model import Category, Clues, Evidence, Found, Page, Removal
from normalizer.repairs import mend
from normalizer.text import fold, squash

T = TypeVar("T")

#: Elements of one kind looked at: a page with more is a list, none of them is the story's own.
_MOST_MARKED = 30

#: Elements inside a heading or a byline whose text no reader sees.
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg"))
#: Elements that part words without a space in the source.
_BREAKS = frozenset(("br", "div", "p", "li", "hr"))


def clean(text: str) -> str:
    """Return ``text`` with its characters mended and its white space folded."""
    return squash(mend(text))


def found(value: T, source: str, confidence: float) -> Found[T]:
    """Return ``value`` with its evidence."""
    return Found(value, Evidence(source, confidence))


def text_of(element: Element) -> str:
    """Return the text that a reader sees in ``element``, cleaned."""
    parts: list[str] = []
    hidden = 0
    for event, node in iterwalk(element, events=("start", "end")):
        gap = " " if node.tag in _BREAKS else ""
        if event == "start":
            hidden += node.tag in _UNSEEN
            text = node.text
        else:
            hidden -= node.tag in _UNSEEN
            text = None if node is element else node.tail
        if not hidden:
            parts += (gap, text or "")
    return clean("".join(parts))


def marked(page: Page, itemprop: str) -> list[Element]:
    """Return the first elements of ``page`` that microdata marks as ``itemprop``."""
    named = page.elements.named("[itemprop") if page.elements is not None else ()
    return [one for one in named if one.get("itemprop") == itemprop][:_MOST_MARKED]


def removals(clues: Clues, category: Category) -> Iterator[Removal]:
    """Yield what was taken away as ``category``, in page order."""
    taken = (removal for removal in clues.removed if removal.category is category)
    return iter(sorted(taken, key=lambda removal: (removal.block, removal.start)))


def captured(removal: Removal, group: str) -> str | None:
    """Return what the pattern of a removal caught as ``group``, cleaned; None where nothing."""
    return next((clean(text) for name, text in removal.captured if name == group and text), None)


def agencies(clues: Clues) -> frozenset[str]:
    """Return, folded, the agencies that what was taken away names."""
    # Most removals caught nothing, and a page has hundreds.
    named = (captured(removal, "agency") for removal in clues.removed if removal.captured)
    return frozenset(fold(name) for name in named if name)
