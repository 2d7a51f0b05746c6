"""Selectors of rule files: CSS, or XPath where they begin with ``/`` or ``(``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import cast

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement, document_fromstring

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


def page_tokens(tree: HtmlElement) -> frozenset[str]:
    """Return what selectors ask for first: each ``#id``, ``.class``, ``[attribute`` and tag of a page.

    Most selectors of the packs name an id or a class that the page at hand has not: to look it up
    here costs a thousandth of asking the tree.
    """
    # Plain strings: lxml's own know their parents, which costs as much as all the rest here.
    ids = cast(list[str], XPath("//@id", smart_strings=False)(tree))
    classes = cast(list[str], XPath("//@class", smart_strings=False)(tree))
    tokens = {f"#{name}" for name in ids}
    tokens.update(f".{name}" for name in set(" ".join(classes).split()))
    attributes: set[str] = set()
    for element in tree.iter():
        tokens.add(element.tag)
        attributes.update(element.keys())
    tokens.update(f"[{name}" for name in attributes)
    return frozenset(tokens)


class Selector:
    """A selector, compiled at its first use. Class names in CSS match whole tokens.

    ``fault`` makes the error that is raised of the reason, where the text is no selector.
    """

    def __init__(self, text: str, *, fault: Callable[[str], Exception] = ValueError) -> None:
        self._text = text
        self._fault = fault
        self._xpaths: dict[tuple[str, ...], XPath] = {}

    def __call__(
        self, tree: HtmlElement | None, tokens: frozenset[str] | None = None
    ) -> list[HtmlElement]:
        """Return the elements that the selector hits, in page order; none in a dump.

        ``tokens`` are the page's: alternatives of a CSS list that it cannot bear are not tried.
        """
        return [hit for hit in self.hits(tree, tokens) if isinstance(hit, HtmlElement)]

    def hits(
        self, tree: HtmlElement | None, tokens: frozenset[str] | None = None
    ) -> list[HtmlElement | str]:
        """Return the elements, texts and attributes that the selector hits, in page order."""
        paths = tuple(
            path
            for token, path in self._alternatives
            if tokens is None or token is None or token in tokens
        )
        if tree is None or not paths:
            return []
        try:
            found = self._compiled(paths)(tree)
        except XPathError as error:
            raise self._fault(f"not an XPath: {error}") from None
        if not isinstance(found, list):
            raise self._fault("this XPath gives a value, not elements of the page")
        return [hit for hit in found if isinstance(hit, (HtmlElement, str))]

    def check(self) -> None:
        """Compile the selector now, and try it."""
        if self._text.startswith(("/", "(")) and (reason := xpath_fault(self._text)):
            raise self._fault(f"not an XPath: {reason}")
        self.hits(document_fromstring("".join(f"<{tag} id=a class=b>c</{tag}>" for tag in _PROBED)))

    @cached_property
    def _alternatives(self) -> tuple[tuple[str | None, str], ...]:
        """The XPath of each alternative, with the token that every hit of it bears, if there is one."""
        if self._text.startswith(("/", "(")):
            return ((None, self._text),)
        from cssselect import HTMLTranslator, SelectorError, parse

        translate = HTMLTranslator().selector_to_xpath
        try:
            selectors = parse(self._text)
            if any(selector.pseudo_element for selector in selectors):
                raise self._fault("not a CSS selector: Pseudo-elements stand in no tree")
            return tuple(
                (_token(selector.parsed_tree), translate(selector)) for selector in selectors
            )
        except SelectorError as error:
            raise self._fault(f"not a CSS selector: {error}") from None

    def _compiled(self, paths: tuple[str, ...]) -> XPath:
        if paths not in self._xpaths:
            try:
                self._xpaths[paths] = XPath(" | ".join(paths), smart_strings=False)
            except (XPathError, ValueError) as error:
                # A NUL, which no tree can hold, is a ValueError of lxml.
                kind = "an XPath" if self._text.startswith(("/", "(")) else "a CSS selector"
                raise self._fault(f"not {kind}: {error}") from None
        return self._xpaths[paths]


def _token(node: object) -> str | None:
    """Return the id, class, attribute or tag that an element must have to match a CSS selector."""
    from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash

    match node:
        case Hash():
            return f"#{node.id}"
        case Class():
            return f".{node.class_name}"
        case Element():
            return node.element.lower() if node.element else None
        case CombinedSelector():
            return _token(node.subselector)
        case Attrib():
            return _token(node.selector) or f"[{node.attrib.lower()}"
        case _:
            return _token(node.selector) if hasattr(node, "selector") else None
