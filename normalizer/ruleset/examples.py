"""The examples in rule files: every rule is proven by texts that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from lxml.etree import ParserError
from lxml.html import document_fromstring
from msgspec import UNSET

from normalizer.elements import text_content
from normalizer.errors import NormalizerError
from normalizer.model import Article
from normalizer.ruleset.compile import compile_entries
from normalizer.ruleset.entries import Entry
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.model import Example
from normalizer.text import squash


class Normalize(Protocol):
    """A function that normalizes, as ``Normalizer.normalize`` does."""

    def __call__(
        self, data: bytes | str, *, url: str | None = None, crawled: str | None = None
    ) -> Article:
        """Return the Article of one input."""


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

    ``normalize`` has to have ``rule`` in force. An input that it refuses is a Failure too.
    """
    for at, example in enumerate(rule.data.examples):
        for key, expected, got in _compared(example, normalize):
            where = f"{rule.file}:{rule.line('examples', at, 'expect', key)}"
            yield Failure(where, f"{key} of {example.name}", expected, got)


def run_entries(rule: Rule, fragments: Fragments) -> Iterator[Failure]:
    """Yield a Failure for each text of a strip entry that it should take and does not, or the reverse.

    Conditions (``where``, ``beside``) are not tried: they speak of a page, not of one text.
    """
    for layout in rule.layouts():
        if layout is not rule and "strip" not in layout.moved:
            continue
        for at, entry in enumerate(compile_entries(layout, fragments)):
            strip = layout.data.strip[at]
            for key, texts in (("strips", strip.strips), ("keeps", strip.keeps)):
                for number, text in enumerate(texts):
                    if _hits(entry, text) is not (key == "strips"):
                        where = f"{layout.file}:{layout.line('strip', at, key, number)}"
                        wanted, got = ("taken", "kept") if key == "strips" else ("kept", "taken")
                        yield Failure(where, f"{key}: {text!r}", wanted, got)


def _compared(example: Example, normalize: Normalize) -> Iterator[tuple[str, str, str]]:
    """Yield key, expected and given value for all that an example expects in vain."""
    try:
        article = normalize(example.input, url=example.url, crawled=example.crawled)
    except NormalizerError as error:
        yield "input", "an article", str(error)
        return
    for key in example.expect.__struct_fields__:
        expected = getattr(example.expect, key)
        if expected is UNSET:
            continue
        got = getattr(article, key)
        if key == "text":
            expected, got = expected.strip(), got.strip()
        if key == "outcome":
            expected, got = expected.value, got.value  # as the file writes it
        if got != expected:
            yield key, repr(expected), repr(got)


def _hits(entry: Entry, text: str) -> bool:
    if entry.selector is None:
        if entry.pattern is not None:
            return entry.pattern.takes(text)
        return entry.within is not None and entry.within.takes(f" {text}")
    try:
        elements = entry.selector(document_fromstring(text))
    except ParserError:
        return False
    if entry.has_text is None:
        return bool(elements)
    return any(entry.has_text.find(squash(text_content(element))) for element in elements)
