"""Selectors of rule files: CSS, or XPath where they begin with ``/`` or ``(``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement, document_fromstring

#: Selectors are tried on a page that has one of each of these: XPath tells of an unknown function,
#: prefix or variable only when it comes to it.
_PROBED = "a article aside b div figure h1 h2 img li main p section span td time ul".split()


class Tokens:
    """The ids, classes, tags and attributes of a page, asked for one by one.

    A look at them costs a hundredth of a selector, and most selectors of the packs name an id or a
    class that the page at hand has not.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._known: dict[str, bool] = {}

    def __contains__(self, token: str) -> bool:
        """Return whether the page has ``#id``, ``.class``, ``[attribute`` or ``tag``."""
        if token not in self._known:
            self._known[token] = self._look(token)
        return self._known[token]

    def _look(self, token: str) -> bool:
        if token[0] == "#":
            return token[1:] in self._ids
        if token[0] == ".":
            return token[1:] in self._classes
        if token[0] == "[":
            return bool(self._tree.xpath("boolean(//@*[local-name() = $name])", name=token[1:]))
        return next(self._tree.iter(token), None) is not None

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(self._tree.xpath("//@id"))

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset(" ".join(self._tree.xpath("//@class")).split())


class Selector:
    """A selector, compiled at its first use. Class names in CSS match whole tokens.

    ``fault`` makes the error that is raised of the reason, where the text is no selector.
    """

    def __init__(self, text: str, *, fault: Callable[[str], Exception] = ValueError) -> None:
        self._text = text
        self._fault = fault

    def __call__(self, tree: HtmlElement | None) -> list[HtmlElement]:
        """Return the elements that the selector hits, in page order; none in a dump."""
        return [hit for hit in self.hits(tree) if isinstance(hit, HtmlElement)]

    def may_hit(self, tokens: Tokens) -> bool:
        """Return False where the page lacks what every hit of the selector must have."""
        return self._tokens is None or any(token in tokens for token in self._tokens)

    def hits(self, tree: HtmlElement | None) -> list[HtmlElement | str]:
        """Return the elements, texts and attributes that the selector hits, in page order."""
        if tree is None:
            return []
        try:
            found = self._compiled(tree)
        except XPathError as error:
            raise self._fault(f"not an XPath: {error}") from None
        if not isinstance(found, list):
            raise self._fault("this XPath gives a value, not elements of the page")
        return [hit for hit in found if isinstance(hit, (HtmlElement, str))]

    def check(self) -> None:
        """Compile the selector now, and try it."""
        self.hits(document_fromstring("".join(f"<{tag} id=a class=b>c</{tag}>" for tag in _PROBED)))

    @cached_property
    def _tokens(self) -> tuple[str, ...] | None:
        """The token that each alternative's hit bears; None where one of them needs none."""
        if self._text.startswith(("/", "(")):
            return None
        from cssselect import parse

        tokens = tuple(_token(selector.parsed_tree) for selector in parse(self._text))
        return None if None in tokens else tuple(token for token in tokens if token)

    @cached_property
    def _compiled(self) -> XPath:
        from cssselect import HTMLTranslator, SelectorError

        is_xpath = self._text.startswith(("/", "("))
        try:
            path = self._text if is_xpath else HTMLTranslator().css_to_xpath(self._text)
            return XPath(path, smart_strings=False)
        except (SelectorError, XPathError, ValueError) as error:
            # A NUL, which no tree can hold, is a ValueError of lxml.
            kind = "an XPath" if is_xpath else "a CSS selector"
            raise self._fault(f"not {kind}: {error}") from None


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
