"""The examples in rule files: every rule is proven by texts that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from lxml.etree import ParserError
from lxml.html import HtmlElement, document_fromstring
from msgspec import UNSET

from normalizer.model import Article
from normalizer.ruleset.compile import Entry, Part, compile_layer
from normalizer.ruleset.loader import Rule


class Normalize(Protocol):
    """A function that normalizes, as ``Normalizer.normalize`` does."""

    def __call__(
        self, data: bytes | str, *, url: str | None = None, crawled: str | None = None
    ) -> Article: ...


@dataclass(frozen=True, slots=True)
class Failure:
    """What an example should give and what it gave; ``where`` is FILE:LINE."""

    where: str
    what: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n  expected: {self.expected}\n  got:      {self.got}"


def run_examples(rule: Rule, normalize: Normalize) -> Iterator[Failure]:
    """Yield a Failure for each field of each example of ``rule`` that comes out otherwise.

    ``normalize`` has to have ``rule`` in force.
    """
    for at, example in enumerate(rule.data.examples):
        article = normalize(example.input, url=example.url, crawled=example.crawled)
        for key in example.expect.__struct_fields__:
            expected = getattr(example.expect, key)
            if expected is UNSET:
                continue
            got = getattr(article, key)
            if key == "text":
                expected, got = expected.strip(), got.strip()
            if got != expected:
                where = f"{rule.file}:{rule.line('examples', at)}"
                yield Failure(where, f"{key} of {example.name}", repr(expected), repr(got))


def run_entries(rule: Rule, fragments: Mapping[str, str]) -> Iterator[Failure]:
    """Yield a Failure for each text of a strip entry that it should take and does not, or the reverse.

    Conditions (``where``, ``beside``) are not tried: they speak of a page, not of one text.
    """
    for at, strip in enumerate(rule.data.strip):
        layer = compile_layer([rule], fragments)
        entry = _entry(layer.elements, layer.text.entries, rule, at)
        for key, texts, wanted in (("strips", strip.strips, True), ("keeps", strip.keeps, False)):
            for number, text in enumerate(texts):
                if _hits(entry, text) is not wanted:
                    where = f"{rule.file}:{rule.line('strip', at, key, number)}"
                    yield Failure(where, key, "taken" if wanted else "kept", repr(text))


def _entry(
    elements: tuple[Entry, ...], texts: tuple[Entry, ...], rule: Rule, at: int
) -> Entry:
    place = f"{rule.file}:{rule.line('strip', at)}"
    return next(entry for entry in (*elements, *texts) if entry.source == place)


def _hits(entry: Entry, text: str) -> bool:
    if entry.selector is not None:
        try:
            tree = document_fromstring(text)
        except ParserError:
            return False
        return any(isinstance(hit, HtmlElement) for hit in entry.selector(tree))
    if entry.pattern is None:
        return False
    whole = entry.part in (Part.LINE, Part.RUN)
    found = entry.pattern.fullmatch(text) if whole else entry.pattern.match(text)
    return found is not None
