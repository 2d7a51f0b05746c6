"""Selectors of rule files: CSS, or XPath where they begin with ``/`` or ``(``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lxml.etree import XPathError
from lxml.html import document_fromstring

from normalizer.elements import Element, Elements
from normalizer.ruleset.steps import finder as finder_of
from normalizer.ruleset.steps import searches_twice

#: Selectors are tried on a page that has one of each of these: XPath tells of an unknown function,
#: prefix or variable only when it comes to it.
_PROBED = "a article aside b div figure h1 h2 img li main p section span td time ul".split()
#: What XPath 1.0 knows to call, and what looks like a call in it. lxml tells of others, of prefixes
#: and of variables only when a page comes to them.
_CALLABLE = frozenset(
    "last position count id local-name namespace-uri name string concat starts-with contains "
    "substring-before substring-after substring string-length normalize-space translate boolean "
    "not true false lang number sum floor ceiling round "
    "text node comment processing-instruction and or div mod".split()
)
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL = re.compile(r"(?<!\w)([A-Za-z_][\w:.-]*)\s*\(")
#: Characters of a selector. The longest that is shipped has 871.
_MOST_CHARS = 4_000
#: In conditions: a path from the page's root, and axes that look at a whole page. Such selectors take
#: the square of its size, and hit nothing on pages of more elements; the largest page of the tuning
#: corpus has 10,145.
_MOST_ELEMENTS = 20_000
_FROM_ROOT = re.compile(r"(?:[\[(,|=<>+-]|\b(?:and|or|div|mod))\s*/")
_EVERYWHERE = re.compile(
    r"(?<!\w)(?:following|preceding)(?:-sibling)?\s*::|\.\.\s*/(?!\s*(?:\.\.|@))"
)
_PREFIX = re.compile(r"(?<![:\w-])[\w-]+:(?!:)")


def xpath_fault(path: str) -> str | None:
    """Return what in an XPath lxml could not evaluate on some page, None where it knows all of it."""
    bare = _LITERAL.sub("''", path)
    for call in _CALL.findall(bare):
        name = call.rpartition("::")[2]
        if name not in _CALLABLE:
            return f"{name}() is no function of XPath 1.0"
    if prefix := _PREFIX.search(bare):
        return f"the prefix {prefix[0]} stands for nothing: write name()='{prefix[0]}…'"
    if "$" in bare:
        return "there are no variables"
    if searches_twice(path):
        return "a condition or bracket searches the page anew for each element that it finds"
    return None


def _conditions(path: str) -> str:
    """Return what stands in the conditions of an XPath."""
    depth = 0
    inside: list[str] = []
    for sign in path:
        depth += sign == "["
        if depth:
            inside.append(sign)
        depth -= sign == "]"
    return "".join(inside)


def _takes_square(path: str) -> bool:
    """Return whether an XPath looks at the whole page, or all siblings, for each of its elements."""
    inside = _conditions(_LITERAL.sub("''", path))
    return bool(_FROM_ROOT.search(inside) or _EVERYWHERE.search(inside))


class _Alternative(NamedTuple):
    """One selector of a list: the names that a page must have for it, and what finds its hits."""

    names: tuple[str, ...]
    find: Callable[[Elements], Sequence[Element | str]]


class SelectorSet:
    """Many selectors: which of them may hit anything on a page, at the price of one look at its names."""

    def __init__(self, selectors: Iterable[Selector]) -> None:
        self._selectors = tuple(selectors)

    def on(self, page: Elements) -> list[int]:
        """Return the numbers of the selectors that may hit an element of a page, rising."""
        named, nameless = self._index
        found = {number for name in named.keys() & page.names for number in named[name]}
        return sorted(found.union(nameless))

    @cached_property
    def _index(self) -> tuple[Mapping[str, Sequence[int]], Sequence[int]]:
        """The numbers of the selectors by the names that they need, and of those that need none."""
        named: defaultdict[str, list[int]] = defaultdict(list)
        nameless: list[int] = []
        for number, selector in enumerate(self._selectors):
            if selector.names is None:
                nameless.append(number)
            for name in selector.names or ():
                named[name].append(number)
        return named, nameless


class Selector:
    """A selector, compiled at its first use. Class names in CSS match whole tokens.

    ``fault`` makes the error that is raised of the reason, where the text is no selector.
    """

    def __init__(self, text: str, *, fault: Callable[[str], Exception] = ValueError) -> None:
        self._text = text
        self._fault = fault

    def __call__(self, page: Element | Elements | None) -> list[Element]:
        """Return the elements that the selector hits, in page order; none in a dump."""
        return [hit for hit in self.hits(page) if isinstance(hit, Element)]

    def hits(self, page: Element | Elements | None) -> list[Element | str]:
        """Return the elements, texts and attributes that the selector hits, in page order."""
        if page is None:
            return []
        elements = page if isinstance(page, Elements) else Elements(page)
        named, nameless = self._by_name
        possible = [one for name in named.keys() & elements.names for one in named[name]]
        hits: list[list[Element | str]] = []
        for alternative in (*possible, *nameless):
            if not all(name in elements.names for name in alternative.names[1:]):
                continue
            if found := alternative.find(elements):
                hits.append(list(found))
        if len(hits) < 2:
            return hits[0] if hits else []
        merged: list[Element | str] = []
        merged += elements.in_page_order(
            hit for some in hits for hit in some if isinstance(hit, Element)
        )
        return merged

    @property
    def names(self) -> frozenset[str] | None:
        """Names of which an element of a page must have one for any hit; None where none is needed."""
        named, nameless = self._by_name
        return None if nameless else frozenset(named)

    def check(self) -> None:
        """Compile the selector now, and try it."""
        if len(self._text) > _MOST_CHARS:
            raise self._fault(f"a selector has at most {_MOST_CHARS:,} characters")
        if self._text.startswith(("/", "(")) and (reason := xpath_fault(self._text)):
            raise self._fault(f"not an XPath: {reason}")
        self.hits(document_fromstring("".join(f"<{tag} id=a class=b>c</{tag}>" for tag in _PROBED)))

    @cached_property
    def _alternatives(self) -> tuple[_Alternative, ...]:
        if self._text.startswith(("/", "(")):
            return (_Alternative((), self._xpath(self._text)),)
        from cssselect import HTMLTranslator, SelectorError, parse

        from normalizer.ruleset.css import finder, names_of

        translate = HTMLTranslator().selector_to_xpath
        try:
            selectors = parse(self._text)
            if any(selector.pseudo_element for selector in selectors):
                raise self._fault("not a CSS selector: Pseudo-elements stand in no tree")
            return tuple(
                _Alternative(
                    names_of(one.parsed_tree),
                    finder(one.parsed_tree) or self._xpath(translate(one)),
                )
                for one in selectors
            )
        except RecursionError:
            raise self._fault("not a CSS selector: too many steps") from None
        except SelectorError as error:
            raise self._fault(f"not a CSS selector: {error}") from None

    @cached_property
    def _by_name(self) -> tuple[Mapping[str, Sequence[_Alternative]], Sequence[_Alternative]]:
        """The alternatives by the first of the names that they need, and those that need none."""
        named: defaultdict[str, list[_Alternative]] = defaultdict(list)
        for one in self._alternatives:
            if one.names:
                named[one.names[0]].append(one)
        return named, [one for one in self._alternatives if not one.names]

    def _xpath(self, path: str) -> Callable[[Elements], Sequence[Element | str]]:
        """Return what finds the hits of an XPath."""
        try:
            search = finder_of(path)
        except (XPathError, ValueError) as error:
            # A NUL, which no tree can hold, is a ValueError of lxml.
            kind = "an XPath" if self._text.startswith(("/", "(")) else "a CSS selector"
            raise self._fault(f"not {kind}: {error}") from None

        takes_square = _takes_square(path)

        def find(page: Elements) -> Sequence[Element | str]:
            if takes_square and len(page) > _MOST_ELEMENTS:
                return ()
            try:
                found = search(page)
            except XPathError as error:
                raise self._fault(f"not an XPath: {error}") from None
            if not isinstance(found, list):
                raise self._fault("this XPath gives a value, not elements of the page")
            return [hit for hit in found if isinstance(hit, (Element, str))]

        return find
