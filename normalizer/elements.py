"""The elements of a page by what they are called: id, class, attribute, tag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import cast

# The stubs' name for an element. Those of lxml.html have a class in Python: twice as slow to walk.
from lxml.etree import _Element as Element

__all__ = ["HEAD_TAGS", "Attributes", "Element", "Elements", "text_content"]

Attributes = Iterable[tuple[str, str]]
#: What says something of a page and shows nothing, wherever it stands.
HEAD_TAGS = frozenset({"title", "meta", "link", "base"})


def text_content(element: Element) -> str:
    """Return all text in an element, as it stands in the source."""
    return "".join(cast(Iterator[str], element.itertext()))


class Elements:
    """A tree's elements, looked up by name instead of searched for; found in one walk.

    Names are written as in CSS: ``#id``, ``.class``, ``[attribute`` and ``tag``.
    """

    def __init__(self, tree: Element) -> None:
        self.tree = tree
        self._all = list(tree.iter("*"))
        by_tag: defaultdict[str, list[Element]] = defaultdict(list)
        by_class: defaultdict[str, list[Element]] = defaultdict(list)
        by_id: defaultdict[str, list[Element]] = defaultdict(list)
        by_attribute: defaultdict[str, list[Element]] = defaultdict(list)
        for element in self._all:
            by_tag[element.tag].append(element)
            # The stubs allow for bytes, which come only where bytes were set.
            for name, value in cast(Attributes, element.items()):
                if name == "class":
                    by_class[value].append(element)
                elif name == "id":
                    by_id[value].append(element)
                else:
                    by_attribute[name].append(element)
        self._by_tag, self._by_id, self._by_attribute = by_tag, by_id, by_attribute
        #: the elements by their whole ``class`` attribute: a page has few of them
        self.by_class: Mapping[str, Sequence[Element]] = by_class

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def names(self) -> Set[str]:
        """All names that an element of the page has."""
        return {
            *self._by_tag,
            *map("#{}".format, self._by_id),
            *map(".{}".format, self._classes),
            *map("[{}".format, self._by_attribute),
            "[class",
            "[id",
        }

    def named(self, name: str) -> Sequence[Element]:
        """Return the elements of that name, in page order."""
        kind, rest = name[0], name[1:]
        if kind == ".":
            values = self._classes.get(rest, ())
            found = [self.by_class[value] for value in values]
            if len(found) < 2:
                return found[0] if found else ()
            return self.in_page_order(element for some in found for element in some)
        if kind == "#":
            return self._by_id.get(rest, ())
        if kind != "[":
            return self._by_tag.get(name, ())
        if rest in ("class", "id"):
            by_value = self.by_class if rest == "class" else self._by_id
            return self.in_page_order(element for some in by_value.values() for element in some)
        return self._by_attribute.get(rest, ())

    def all(self) -> Sequence[Element]:
        """Return all elements, in page order."""
        return self._all

    def in_page_order(self, some: Iterable[Element]) -> list[Element]:
        """Return elements of the tree, each once, as a reader meets them."""
        places = self._places
        return sorted(set(some), key=places.__getitem__)

    @cached_property
    def _classes(self) -> Mapping[str, Sequence[str]]:
        """Class attributes by each of the names that stand in them."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for value in self.by_class:
            for name in set(value.split()):
                found[name].append(value)
        return found

    @cached_property
    def _places(self) -> Mapping[Element, int]:
        return {element: place for place, element in enumerate(self._all)}
