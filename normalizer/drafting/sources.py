"""Samples → sources of title, date, authors and section that hold on all of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from normalizer.drafting.naming import named_within
from normalizer.drafting.samples import Sample
from normalizer.elements import Element, text_content
from normalizer.model import Article
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.sources import compile_source, read_first
from normalizer.text import squash

#: Attributes in which elements say to machines what they show.
_ATTRIBUTES = ("datetime", "content")
#: Names of what says when a story was changed, which may be the day on which it appeared.
_CHANGED = re.compile("modif|updat|chang", re.I)
#: Elements of one page tried as a source of one field, and selectors of each of them.
_MOST_ELEMENTS = 12
_MOST_SELECTORS = 12
#: What shows a title, a name or a date holds no more blocks than these.
_MOST_BLOCKS = 3
#: Text longer than this is no title, name or date. In characters.
_MOST_CHARS = 500
_DAY = len("2026-01-28")
_NOT_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: what an article has of it, and when a text of the page says the same."""

    wanted: Callable[[Article], tuple[str, ...]]
    same: Callable[[str, str], bool]
    #: metas and keys of JSON-LD that are made for the field, the best first
    usual: tuple[str, ...]
    #: found in the names of others that may be meant for it, and in selectors of its elements
    hint: re.Pattern[str]
    #: what readers see goes first; for dates it is what machines are told, with time and offset
    elements_first: bool = True
    has_many: bool = False

    def ranked(self, named: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Yield the sources whose name tells of the field: the usual ones first, a story's before others.

        named: sources, each with the name of the meta or the key of JSON-LD that it reads.
        """

        def rank(one: tuple[str, str]) -> tuple[int, bool]:
            source, name = one
            at = self.usual.index(name) if name in self.usual else len(self.usual)
            return at, "article" not in source.lower()

        telling = (
            (source, name)
            for source, name in named
            if (name in self.usual or self.hint.search(name)) and not _CHANGED.search(name)
        )
        yield from (source for source, _ in sorted(telling, key=rank))

    def agrees(self, values: Sequence[str], article: Article) -> bool:
        """Return whether a source's values are the article's."""
        wanted = self.wanted(article)
        if not self.has_many:
            values, wanted = values[:1], wanted[:1]
        return len(values) == len(wanted) and all(map(self.same, values, wanted))


def find_sources(samples: Sequence[Sample]) -> Mapping[str, tuple[str, ...]]:
    """Return for each field the sources that give on all pages what the normalizer found there.

    At most one that reads elements, one that reads metas and one that reads JSON-LD. A field that no
    page has, or for which no source holds, has none.
    """
    return {key: tuple(_sources(field, samples)) for key, field in _FIELDS.items()}


def _sources(field: _Field, samples: Sequence[Sample]) -> Iterator[str]:
    model = next((sample for sample in samples if field.wanted(sample.article)), None)
    if model is None:
        return
    kinds = (_elements(field, model), field.ranked(_metas(model)), field.ranked(_linked(model)))
    for candidates in kinds if field.elements_first else reversed(kinds):
        for source in dict.fromkeys(candidates):
            if all(_holds(source, field, sample) for sample in samples):
                yield source
                break


def _holds(source: str, field: _Field, sample: Sample) -> bool:
    blocks = sample.segmented.blocks
    found = read_first((compile_source(source, Fragments()),), sample.page, blocks, "value")
    return field.agrees(found.value if found else (), sample.article)


def _metas(sample: Sample) -> Iterator[tuple[str, str]]:
    for name in sample.page.head.metas:
        yield f"meta:{name}", name


def _linked(sample: Sample) -> Iterator[tuple[str, str]]:
    """Yield the sources that JSON-LD offers in page order: its texts, and names of what it names."""
    for item in sample.page.head.ld:
        stated = item.get("@type")
        kind = stated[0] if isinstance(stated, list) and stated else stated
        if not isinstance(kind, str) or "." in kind:
            continue
        for key, value in item.items():
            inner = value[0] if isinstance(value, list) and value else value
            if isinstance(inner, str) and "." not in key:
                yield f"ld:{kind}.{key}", key
            elif isinstance(inner, dict) and "." not in key:
                yield f"ld:{kind}.{key}.name", key


def _elements(field: _Field, sample: Sample) -> Iterator[str]:
    """Yield selectors of elements that show a value of the field, or state it in an attribute."""
    wanted = field.wanted(sample.article)
    for element, attribute in islice(_showing(sample, field, wanted), _MOST_ELEMENTS):
        for selector in islice(named_within(element), _MOST_SELECTORS):
            if field.hint.search(selector):
                yield f"{selector}@{attribute}" if attribute else selector


def _showing(
    sample: Sample, field: _Field, wanted: Sequence[str]
) -> Iterator[tuple[Element, str | None]]:
    """Yield the elements that say a wanted value, headings first, with the attribute that says it."""
    tree = sample.page.tree
    root = tree if tree is None else tree.find("body")
    if root is None:
        return
    for element in (*root.iter("h1"), *root.iter()):
        said: list[tuple[str | None, str | None]] = [
            (element.get(name), name) for name in _ATTRIBUTES
        ]
        if 0 < len(sample.blocks_of(element)) <= _MOST_BLOCKS:
            said.append((_text(element), None))
        for text, attribute in said:
            if text and any(field.same(text, one) for one in wanted):
                yield element, attribute


def _text(element: Element) -> str | None:
    """Return the text of an element that is short enough to be a value."""
    text = text_content(element)
    return squash(text) if len(text) <= _MOST_CHARS else None


def _is_same_text(text: str, wanted: str) -> bool:
    """Return whether two texts have the same letters and digits, capitals and all."""
    return _NOT_LETTER.sub("", text) == _NOT_LETTER.sub("", wanted)


def _is_same_time(text: str, wanted: str) -> bool:
    """Return whether two ISO dates are the same day, and where both have it, the same minute."""
    if text[:_DAY] != wanted[:_DAY]:
        return False
    try:
        one, other = dt.datetime.fromisoformat(text), dt.datetime.fromisoformat(wanted)
    except ValueError:
        return False
    if one.tzinfo is None or other.tzinfo is None:
        return True
    return abs(one - other) < dt.timedelta(minutes=1)


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


_FIELDS: Mapping[str, _Field] = {
    "title": _Field(
        wanted=lambda article: _one(article.title),
        same=_is_same_text,
        usual=("headline", "og:title", "twitter:title", "title"),
        hint=re.compile(r"title|headline|\bh1\b", re.I),
    ),
    "date": _Field(
        wanted=lambda article: _one(article.published),
        same=_is_same_time,
        usual=("datePublished", "article:published_time", "date", "dateCreated"),
        hint=re.compile("publi|date|time", re.I),
        elements_first=False,
    ),
    "authors": _Field(
        wanted=lambda article: article.authors,
        same=_is_same_text,
        usual=("author", "article:author"),
        hint=re.compile("auth?or|auteur|byline|writer|creator|contributor", re.I),
        has_many=True,
    ),
    "section": _Field(
        wanted=lambda article: _one(article.section),
        same=_is_same_text,
        usual=("articleSection", "article:section", "section"),
        hint=re.compile("section", re.I),
    ),
}
