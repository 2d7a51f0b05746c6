"""Selectors of rule files: CSS, or XPath where they begin with ``/`` or ``(``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement, document_fromstring

from normalizer.elements import Elements

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
    return "there are no variables" if "$" in bare else None


class _Alternative(NamedTuple):
    """One selector of a list: the names that a page must have for it, and what finds its hits."""

    names: tuple[str, ...]
    find: Callable[[Elements], Sequence[HtmlElement | str]]


class Selector:
    """A selector, compiled at its first use. Class names in CSS match whole tokens.

    ``fault`` makes the error that is raised of the reason, where the text is no selector.
    """

    def __init__(self, text: str, *, fault: Callable[[str], Exception] = ValueError) -> None:
        self._text = text
        self._fault = fault

    def __call__(self, page: HtmlElement | Elements | None) -> list[HtmlElement]:
        """Return the elements that the selector hits, in page order; none in a dump."""
        return [hit for hit in self.hits(page) if isinstance(hit, HtmlElement)]

    def hits(self, page: HtmlElement | Elements | None) -> list[HtmlElement | str]:
        """Return the elements, texts and attributes that the selector hits, in page order."""
        if page is None:
            return []
        elements = page if isinstance(page, Elements) else Elements(page)
        hits: list[list[HtmlElement | str]] = []
        for alternative in self._alternatives:
            if not all(name in elements for name in alternative.names):
                continue
            if found := alternative.find(elements):
                hits.append(list(found))
        if len(hits) < 2:
            return hits[0] if hits else []
        merged: list[HtmlElement | str] = []
        merged += elements.in_page_order(
            hit for some in hits for hit in some if isinstance(hit, HtmlElement)
        )
        return merged

    def check(self) -> None:
        """Compile the selector now, and try it."""
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
        except SelectorError as error:
            raise self._fault(f"not a CSS selector: {error}") from None

    def _xpath(self, path: str) -> Callable[[Elements], Sequence[HtmlElement | str]]:
        """Return what finds the hits of an XPath."""
        try:
            compiled = XPath(path, smart_strings=False)
        except (XPathError, ValueError) as error:
            # A NUL, which no tree can hold, is a ValueError of lxml.
            kind = "an XPath" if self._text.startswith(("/", "(")) else "a CSS selector"
            raise self._fault(f"not {kind}: {error}") from None

        def find(page: Elements) -> Sequence[HtmlElement | str]:
            try:
                found = compiled(page.tree)
            except XPathError as error:
                raise self._fault(f"not an XPath: {error}") from None
            if not isinstance(found, list):
                raise self._fault("this XPath gives a value, not elements of the page")
            return [hit for hit in found if isinstance(hit, (HtmlElement, str))]

        return find
