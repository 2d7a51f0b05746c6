"""Selectors of rule files: CSS, or XPath where they begin with ``/`` or ``(``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement, document_fromstring

#: Selectors are tried on a page that has one of each of these: XPath tells of an unknown function,
#: prefix or variable only when it comes to it.
_PROBED = "a article aside b div figure h1 h2 img li main p section span td time ul".split()


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
