"""Sources of field values in rule files: where on a page a title, a date, an author stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement

from normalizer.model import Block, Evidence, Found, Page
from normalizer.ruleset.pattern import Pattern, compile_pattern
from normalizer.text import squash

_ATTRIBUTE = re.compile(r"^(?P<css>.+?)@(?P<name>[\w:-]+)$")
#: How sure a value is that the publisher's own rule names.
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Source:
    """One compiled source; ``text`` is how the rule file writes it."""

    text: str
    selector: XPath | None = None
    attribute: str | None = None
    meta: str | None = None
    ld: tuple[str, tuple[str, ...]] | None = None
    line: Pattern | None = None


def compile_selector(text: str) -> XPath:
    """Return a CSS selector, or an XPath where it begins with ``/`` or ``(``, as compiled XPath.

    Class names match whole tokens. Raises ValueError with the reason.
    """
    from cssselect import HTMLTranslator, SelectorError

    try:
        if text.startswith(("/", "(")):
            return XPath(text, smart_strings=False)
        return XPath(HTMLTranslator().css_to_xpath(text), smart_strings=False)
    except (SelectorError, XPathError) as error:
        raise ValueError(f"not a selector: {error}") from None


def compile_source(text: str, expand: Mapping[str, str]) -> Source:
    """Return the source that ``text`` names; raises ValueError with the reason.

    Forms: ``meta:NAME``, ``ld:TYPE.PATH``, ``line:PATTERN``, a selector, ``CSS@attribute``.
    ``expand`` are the fragments that patterns may use.
    """
    kind, colon, rest = text.partition(":")
    if colon and kind == "meta":
        return Source(text, meta=rest.strip().lower())
    if colon and kind == "ld":
        type_, dot, path = rest.partition(".")
        if not dot:
            raise ValueError(f"ld:{rest} names no value: write ld:TYPE.PATH, as ld:NewsArticle.headline")
        return Source(text, ld=(type_.strip(), tuple(path.strip().split("."))))
    if colon and kind == "line":
        return Source(text, line=compile_pattern(expanded(rest.strip(), expand)))
    attribute = None if text.startswith(("/", "(")) else _ATTRIBUTE.match(text)
    if attribute:
        return Source(text, compile_selector(attribute["css"]), attribute["name"])
    return Source(text, compile_selector(text))


_FRAGMENT = re.compile(r"(?<!\\p)(?<!\\P)(?<!\\x)\{([a-z_]+)\}")


def expanded(pattern: str, fragments: Mapping[str, str]) -> str:
    """Return ``pattern`` with each ``{name}`` replaced by the fragment of that name, in a group.

    Fragments may use others. Raises ValueError for a name that is not there, or in a circle.
    """
    for _ in range(10):
        found = _FRAGMENT.search(pattern)
        if not found:
            return pattern
        pattern = _FRAGMENT.sub(lambda name: _fragment(name.group(1), fragments), pattern)
    raise ValueError("the fragments use each other in a circle")


def _fragment(name: str, fragments: Mapping[str, str]) -> str:
    if name not in fragments:
        raise ValueError(f"there is no fragment {{{name}}}: known are {', '.join(sorted(fragments))}")
    return f"(?:{fragments[name]})"


def read_first(
    sources: Sequence[Source], page: Page, blocks: Iterable[Block], group: str
) -> Found[tuple[str, ...]] | None:
    """Return all values of the first source that yields any, or None.

    ``group`` is the named group of ``line:`` patterns that holds the value (the whole line where a
    pattern has no such group).
    """
    blocks = tuple(blocks)
    for source in sources:
        values = tuple(value for raw in _values(source, page, blocks, group) if (value := squash(raw)))
        if values:
            return Found(values, Evidence(f"rule:{source.text}", _CONFIDENCE))
    return None


def _values(source: Source, page: Page, blocks: Iterable[Block], group: str) -> Iterator[str]:
    if source.meta:
        yield from page.head.metas.get(source.meta, ())
    elif source.ld:
        for item in page.head.ld:
            types = item.get("@type")
            if source.ld[0] in (types if isinstance(types, list) else [types]):
                yield from _follow(item, source.ld[1])
    elif source.line:
        for block in blocks:
            found = source.line.fullmatch(block.text)
            if found:
                yield found.groupdict().get(group) or block.text
                return
    elif source.selector is not None and page.tree is not None:
        for hit in source.selector(page.tree):
            if isinstance(hit, str):
                yield hit
            elif isinstance(hit, HtmlElement):
                yield hit.get(source.attribute, "") if source.attribute else hit.text_content()


def _follow(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _follow(item, path)
    elif isinstance(value, dict) and path:
        yield from _follow(value.get(path[0]), path[1:])
    elif isinstance(value, str) and not path:
        yield value
