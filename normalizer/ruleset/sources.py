"""Sources of field values in rule files: where on a page a title, a date, an author stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalizer.elements import text_content
from normalizer.model import Block, Evidence, Found, Page
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.selector import Selector
from normalizer.text import squash

_ATTRIBUTE = re.compile(r"^(?P<css>.+?)@(?P<name>[\w:-]+)$")
#: How sure a value is that the publisher's own rule names.
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Source:
    """One source; ``text`` is how the rule file writes it."""

    text: str
    selector: Selector | None = None
    attribute: str | None = None
    meta: str | None = None
    ld: tuple[str, tuple[str, ...]] | None = None
    line: Pattern | None = None

    def check(self) -> None:
        """Compile the source's selector or pattern now."""
        if self.selector is not None:
            self.selector.check()
        if self.line is not None:
            self.line.check()


def compile_source(
    text: str, fragments: Fragments, fault: Callable[[str], Exception] = ValueError
) -> Source:
    """Return the source that ``text`` names; raises what ``fault`` makes of the reason.

    Forms: ``meta:NAME``, ``ld:TYPE.PATH``, ``line:PATTERN``, a selector, ``CSS@attribute``.
    ``fragments`` are what patterns may use.
    """
    kind, colon, rest = text.partition(":")
    rest = rest.strip()
    if colon and kind == "meta":
        if not rest:
            raise fault("meta: names no value: write meta:NAME, as meta:og:title")
        return Source(text, meta=rest.lower())
    if colon and kind == "ld":
        type_, *path = (step.strip() for step in rest.split("."))
        if not type_ or not path or not all(path):
            raise fault("ld: names no value: write ld:TYPE.PATH, as ld:NewsArticle.headline")
        return Source(text, ld=(type_, tuple(path)))
    if colon and kind == "line":
        try:
            return Source(text, line=Pattern(rest, fragments=fragments, fault=fault))
        except ValueError as error:
            raise fault(str(error)) from None
    attribute = None if text.startswith(("/", "(")) else _ATTRIBUTE.match(text)
    if attribute:
        return Source(text, Selector(attribute["css"], fault=fault), attribute["name"])
    return Source(text, Selector(text, fault=fault))


def read_first(
    sources: Sequence[Source], page: Page, blocks: Iterable[Block], group: str
) -> Found[tuple[str, ...]] | None:
    """Return all values of the first source that yields any, or None.

    ``group`` is the named group of ``line:`` patterns that holds the value (the whole line where a
    pattern has no such group).
    """
    blocks = tuple(blocks)
    for source in sources:
        values = tuple(
            value for raw in _values(source, page, blocks, group) if (value := squash(raw))
        )
        if values:
            return Found(values, Evidence(f"rule:{source.text}", _CONFIDENCE))
    return None


def bears(source: Source, page: Page, blocks: Iterable[Block]) -> bool:
    """Return whether a page bears the mark that ``source`` names: an element, a text, a meta."""
    if source.selector is not None and not source.attribute:
        return bool(source.selector.hits(page.elements))
    return any(squash(value) for value in _values(source, page, blocks, ""))


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
    elif source.selector is not None:
        yield from _hit(source.selector, source.attribute, page)


def _hit(selector: Selector, attribute: str | None, page: Page) -> Iterator[str]:
    for hit in selector.hits(page.elements):
        if isinstance(hit, str):
            yield hit
        else:
            yield hit.get(attribute, "") if attribute else text_content(hit)


def _follow(value: object, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts at the end of a path; lists on the way are opened, one level of them."""
    values = _opened([value])
    for step in path:
        values = _opened([item.get(step) for item in values if isinstance(item, dict)])
    yield from (item for item in values if isinstance(item, str))


def _opened(values: list[object]) -> list[object]:
    return [item for value in values for item in (value if isinstance(value, list) else [value])]
