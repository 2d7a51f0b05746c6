"""Pages nested deeper than libxml2 goes, read in one pass and made flat.

Nothing here calls itself, and no piece of the page is looked at more than a few times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from lxml import etree
from lxml.etree import HTMLParser

from normalizer.elements import HEAD_TAGS, Element

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:=*+([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?|=++)"
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr frame".split()
)
#: Elements whose content is text up to their closing tag; of the last ones also where that is missing.
_RAW = frozenset("title textarea xmp iframe noembed script style".split())
_SCRIPTS = frozenset(("script", "style"))
#: Elements that one of their kind ends, because authors leave out the closing tag.
_ENDED = frozenset("p li dt dd tr td th option".split())
_FRAME = frozenset(("html", "head", "body"))
_BAD_NAME = re.compile(r"[^A-Za-z0-9_.-]")
#: References to numbers that are no characters, and too long to be reckoned.
_NO_CHARACTER = re.compile(r"&#(?:[xX][0-9a-fA-F]{9,}|[0-9]{9,});?")


def flat_tree(source: str, *, depth: int) -> Element:
    """Return the tree of a page: elements deeper than ``depth`` hang onto that level, no text is lost.

    Tags are read as browsers do, but for elements that are closed without a tag, of which the common
    ones alone are known.
    """
    builder = _Builder(depth)
    for token in _tokens(_NO_CHARACTER.sub("\ufffd", source)):
        builder.take(token)
    return builder.tree()


class _Token(NamedTuple):
    """A start tag, an end tag (without ``attributes``), or a text (without ``name``)."""

    name: str = ""
    attributes: dict[str, str] | None = None
    text: str = ""


class _Place(NamedTuple):
    """An open element with the one that it hangs onto."""

    name: str
    element: Element
    home: Element


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    unclosed: set[str] = set()
    while (start := source.find("<", at)) >= 0:
        if start > at:
            yield _Token(text=unescape(source[at:start]))
        tag = _TAG.match(source, start)
        if tag is None:
            at = _behind_declaration(source, start)
            if at == start + 1:
                yield _Token(text="<")
            continue
        is_end, name = tag[1], _BAD_NAME.sub("", tag[2].lower()).lstrip("-.0123456789") or "div"
        attributes, at = _attributes(source, tag.end())
        yield _Token(name, None if is_end else attributes)
        if name in _RAW and not is_end and name not in unclosed:
            end = re.compile(rf"</{name}(?=[\s/>])", re.I).search(source, at)
            if end is None:
                unclosed.add(name)
                if name in _SCRIPTS:
                    return
                continue
            content = source[at : end.start()]
            yield _Token(text=content if name in _SCRIPTS else unescape(content))
            at = end.start()
    if at < len(source):
        yield _Token(text=unescape(source[at:]))


def _behind_declaration(source: str, start: int) -> int:
    """Return where a comment or declaration ends, and one character on where a ``<`` is only that."""
    if source.startswith("<!--", start):
        # "<!-->" is a whole comment.
        end, size = source.find("-->", start + 2), 3
    elif source.startswith(("<!", "<?", "</"), start):
        end, size = source.find(">", start), 1
    else:
        return start + 1
    return len(source) if end < 0 else end + size


def _attributes(source: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes that stand from ``at`` on, and where the tag is over."""
    found: dict[str, str] = {}
    while one := _ATTRIBUTE.match(source, at):
        at = one.end()
        if key := _BAD_NAME.sub("", (one[1] or "").lower()).lstrip("-.0123456789"):
            found.setdefault(key, unescape(one[2] or one[3] or one[4] or ""))
    end = source.find(">", at)
    return found, len(source) if end < 0 else end + 1


class _Builder:
    """Puts tokens together to a tree that is no deeper than it may be."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._root = HTMLParser().makeelement("html")
        self._head = etree.SubElement(self._root, "head")
        self._body = etree.SubElement(self._root, "body")
        self._open = [_Place("", self._body, self._body)]
        self._names: Counter[str] = Counter()
        self._last: dict[Element, Element] = {}
        #: texts that follow each other, and the elements in and after which they stand
        self._texts: list[str] = []
        self._target: tuple[Element, Element | None] = (self._body, None)

    def take(self, token: _Token) -> None:
        if not token.name:
            self._text(token.text)
        elif token.attributes is None:
            self._end(token.name)
        elif token.name in _FRAME:
            _set(self._body if token.name == "body" else self._root, token.attributes)
        else:
            self._start(token.name, token.attributes)

    def tree(self) -> Element:
        self._flush()
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ENDED and self._open[-1].name == name:
            self._end(name)
        top = self._open[-1]
        home = top.element if len(self._open) <= self._depth else top.home
        if name in HEAD_TAGS and len(self._open) < 3:
            home = self._head
        child: Element = etree.SubElement(home, name)
        _set(child, attributes)
        self._last[home] = child
        if name not in _VOID:
            self._open.append(_Place(name, child, home))
            self._names[name] += 1

    def _end(self, name: str) -> None:
        """Close the innermost element of that name with all in it; none where none is open."""
        while self._names[name]:
            closed = self._open.pop().name
            self._names[closed] -= 1
            if closed == name:
                break

    def _text(self, text: str) -> None:
        place = self._open[-1]
        home = place.element
        if len(self._open) > self._depth and self._last.get(place.home) is not home:
            home = place.home
        target = (home, self._last.get(home))
        if target != self._target:
            self._flush()
            self._target = target
        self._texts.append(text)

    def _flush(self) -> None:
        home, last = self._target
        text = "".join(self._texts)
        self._texts.clear()
        if last is None:
            home.text = (home.text or "") + text
        else:
            last.tail = (last.tail or "") + text


def _set(element: Element, attributes: dict[str, str]) -> None:
    for key, value in attributes.items():
        if key not in element.attrib:
            element.set(key, value)
