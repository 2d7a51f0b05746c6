"""Pages nested deeper than libxml2 goes, as bs4 reads them, made flat.

bs4 takes as long to be imported as a page takes to be read, and hardly a page needs it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from lxml import etree
from lxml.etree import HTMLParser

from normalizer.elements import HEAD_TAGS, Element

#: Depth at which nesting stops. Above it every tool works without recursion trouble; the deepest page
#: of the tuning corpus has 56.
_FLAT_DEPTH = 200
_BAD_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def flat_tree(source: str) -> Element:
    """Return the tree of a page: elements deeper than 200 levels hang onto that level, no text is lost."""
    soup = BeautifulSoup(source, "html.parser")
    tree = HTMLParser().makeelement("html")
    if soup.html is not None:
        _copy_attributes(soup.html, tree)
    head = etree.SubElement(tree, "head")
    body = etree.SubElement(tree, "body")
    places: dict[int, _Place] = {id(soup): _Place(body, body, 0)}
    last: dict[Element, Element] = {}
    for node in soup.descendants:
        place = places[id(node.parent)]
        if isinstance(node, Tag):
            home = place.element if place.depth < _FLAT_DEPTH else place.parent
            if node.name in HEAD_TAGS and place.depth < 3:
                home = head
            child = _element(home, node)
            last[home] = child
            places[id(node)] = _Place(child, home, min(place.depth + 1, _FLAT_DEPTH))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            home = place.element
            if place.depth == _FLAT_DEPTH and last[place.parent] is not home:
                home = place.parent
            _append_text(home, last.get(home), str(node))
    return tree


class _Place(NamedTuple):
    element: Element
    parent: Element
    depth: int


def _element(home: Element, tag: Tag) -> Element:
    name = _BAD_NAME.sub("", tag.name).lstrip("-.0123456789") or "div"
    if name in {"html", "body", "head"}:
        name = "div"
    child: Element = etree.SubElement(home, name)
    _copy_attributes(tag, child)
    return child


def _copy_attributes(tag: Tag, element: Element) -> None:
    for key, value in tag.attrs.items():
        if key := _BAD_NAME.sub("", key).lstrip("-.0123456789"):
            text = " ".join(value) if isinstance(value, list) else str(value)
            element.set(key, text)


def _append_text(home: Element, last: Element | None, text: str) -> None:
    if last is None:
        home.text = (home.text or "") + text
    else:
        last.tail = (last.tail or "") + text
