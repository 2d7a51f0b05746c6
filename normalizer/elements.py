"""The elements of a page by what they are called: id, class, attribute, tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

_PLAIN = re.compile(r"[a-z][\w-]*")


class Elements:
    """A tree's elements, looked up by name instead of searched for; indexed as far as asked.

    Names are written as in CSS: ``#id``, ``.class``, ``[attribute`` and ``tag``.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self._named: dict[str, Sequence[HtmlElement]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._classes if name[0] == "." else bool(self.named(name))

    def named(self, name: str) -> Sequence[HtmlElement]:
        """Return the elements of that name, in page order."""
        if name not in self._named:
            self._named[name] = self._find(name)
        return self._named[name]

    def all(self) -> Iterable[HtmlElement]:
        """Return all elements, in page order."""
        return self._places

    @cached_property
    def by_class(self) -> Mapping[str, Sequence[HtmlElement]]:
        """The elements by their whole ``class`` attribute: a page has few of them."""
        return self._by_value("class")

    def in_page_order(self, some: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return elements of the tree, each once, as a reader meets them."""
        places = self._places
        return sorted(set(some), key=lambda element: places.get(element, 0))

    def _find(self, name: str) -> Sequence[HtmlElement]:
        kind, rest = name[0], name[1:]
        if kind == "#":
            return self._ids.get(rest, ())
        if kind == ".":
            values = self._classes.get(name, ())
            found = [self.by_class[value] for value in values]
            if len(found) < 2:
                return found[0] if found else ()
            return self.in_page_order(element for some in found for element in some)
        if kind != "[":
            return list(self.tree.getroottree().iter(name))
        if _PLAIN.fullmatch(rest):
            return _bearers(rest)(self.tree)
        return [element for element in self._places if element.get(rest) is not None]

    @cached_property
    def _ids(self) -> Mapping[str, Sequence[HtmlElement]]:
        return self._by_value("id")

    @cached_property
    def _classes(self) -> Mapping[str, Sequence[str]]:
        """Class attributes by each of the names that stand in them."""
        found: dict[str, list[str]] = {}
        for value in self.by_class:
            for name in set(value.split()):
                found.setdefault(name, []).append(value)
        return {f".{name}": values for name, values in found.items()}

    @cached_property
    def _places(self) -> Mapping[HtmlElement, int]:
        elements = self.tree.getroottree().iter("*")
        return {element: place for place, element in enumerate(elements)}

    def _by_value(self, attribute: str) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        bearers = _bearers(attribute)(self.tree)
        for value, element in zip(_values(attribute)(self.tree), bearers, strict=True):
            found.setdefault(value, []).append(element)
        return found


@cache
def _bearers(attribute: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """Return what gives all elements with an attribute."""
    return cast(Callable[[HtmlElement], list[HtmlElement]], XPath(f"//*[@{attribute}]"))


@cache
def _values(attribute: str) -> Callable[[HtmlElement], list[str]]:
    """Return what gives all values of an attribute."""
    # Plain strings: lxml's own know their parents, which costs as much as all the rest here.
    path = XPath(f"//@{attribute}", smart_strings=False)
    return cast(Callable[[HtmlElement], list[str]], path)
