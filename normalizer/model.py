"""The values that flow through the pipeline, in order of flow. All are frozen.

Those of which a page has hundreds are Structs of msgspec, which are made in a tenth of the time.

Decoded → Page → Segmented (Block, Spans) → Location → Repair, Removal → Metadata → Article
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from normalizer.elements import Element, Elements
from normalizer.spans import Spans

T = TypeVar("T")


class Kind(StrEnum):
    """What the input is: an HTML document, or the plain text that a crawler left of one."""

    HTML = "html"
    DUMP = "dump"


class Role(StrEnum):
    """What a block is to its reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    LINE = "line"


class Category(StrEnum):
    """Why a piece was taken away. A closed list: rules may use these words and no others."""

    #: what a crawler put before a dump: the day of the page or of the crawl
    CRAWL_HEADER = "crawl_header"
    #: the site's name, slogan or address above the story, and what a syndicator puts before its copy
    SITE_HEADER = "site_header"
    #: menus, buttons and links that lead about the site: search, print, text size, previous and next
    NAVIGATION = "navigation"
    #: the path of sections that leads to the page
    BREADCRUMB = "breadcrumb"
    #: consent to cookies, and notices about them
    COOKIE_BANNER = "cookie_banner"
    #: the story's headline where it is repeated in the text; it is the field ``title``
    TITLE = "title"
    #: a summary that stands in the text a second time; the deck itself belongs to the body
    DECK = "deck"
    #: links to other stories, with or without teasers, and the headings above them
    RELATED = "related"
    #: place, date and agency that open a wire story; it is the field ``dateline``
    DATELINE = "dateline"
    #: an agency's signature, notice or address around its copy
    AGENCY = "agency"
    #: who wrote it, with what is said of the writer
    BYLINE = "byline"
    #: text under a picture, video or chart
    CAPTION = "caption"
    #: who made the picture
    CREDIT = "credit"
    #: invitations and buttons to pass the story on
    SHARE = "share"
    #: invitations to have the news sent by mail
    NEWSLETTER = "newsletter"
    #: invitations to log in or register
    LOGIN = "login"
    #: what stands where the story breaks off for those who have not paid; it makes a short text a stub
    PAYWALL = "paywall"
    #: readers' comments, their forms and counts
    COMMENTS = "comments"
    #: advertising, and the labels above it
    ADVERT = "advert"
    #: house text: apps, events, offers of a subscription, where to follow the site, how to use the page
    PROMO = "promo"
    #: the topics under which the story is filed
    TAGS = "tags"
    #: what an earlier version of the story had wrong
    CORRECTION = "correction"
    #: published or updated times as blocks of their own, and reading times
    TIMESTAMP = "timestamp"
    #: what stands below the story on every page of the site
    FOOTER = "footer"
    #: who owns the page and under which terms it may be read
    LEGAL = "legal"
    #: words that repeat others of the story
    DUPLICATE = "duplicate"
    #: what only the body chooser rejects, and what no other word fits
    OTHER = "other"


class Outcome(StrEnum):
    """What the input turned out to be."""

    ARTICLE = "article"
    STUB = "stub"
    INDEX = "index"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong and was survived: a stable ``code`` and a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """The input as characters.

    ``encoding`` is None where str was given. ``text`` holds no NUL and no lone surrogate. ``utf8`` is
    the same in UTF-8 where it came so, without control characters: it needs no second look.
    """

    text: str
    kind: Kind
    encoding: str | None
    problems: tuple[Problem, ...] = ()
    utf8: bytes | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself to machines; empty for a dump.

    ``metas`` maps the lower-case name, property or itemprop of a meta element to its contents in
    page order; ``ld`` holds every JSON-LD object of the page, ``@graph`` and lists opened;
    ``title`` is the title element's text.
    """

    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ld: tuple[Mapping[str, object], ...] = ()
    title: str | None = None
    canonical: str | None = None
    language: str | None = None
    base: str | None = None

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content among the named metas, in the order of the names."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed input. ``elements`` are those of its tree, None for a dump; ``text`` is empty for HTML."""

    kind: Kind
    text: str
    elements: Elements | None
    head: Head
    url: str | None = None
    crawled: dt.datetime | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def tree(self) -> Element | None:
        """The root element, None for a dump."""
        return self.elements.tree if self.elements is not None else None


class Block(Struct, frozen=True, gc=False):
    """What a reader sees as one unit; the smallest thing that is kept or removed.

    ``text`` has its white space folded: words are parted by one space, there are no line breaks.
    ``path`` is the path of block tags from the body (``body article div p``), empty in a dump.
    ``link_density`` is characters inside links ÷ all characters, 0–1. ``level`` is 1–6 for
    headings, else 0. ``indent`` (characters) and ``gap``, a blank line before it, are how a line of a
    dump was set; on a page they say nothing.
    """

    index: int
    text: str
    role: Role = Role.LINE
    path: str = ""
    link_density: float = 0.0
    level: int = 0
    indent: int = 0
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """How the blocks of a page stand in its block elements; empty for a dump.

    Columns. Of the elements, in page order, those without text too: ``elements``; ``parents``, the
    number of the next one around it, -1 for the outermost; ``firsts`` and ``ends``, the blocks in it
    from first up to but without end. Of the blocks: ``owners``, the innermost of these elements;
    ``bearers``, the innermost of any kind around its first words; ``leads``, how many inline elements
    open at its beginning; ``links``, how many begin in it; ``images``, how many the page shows before
    its end.
    """

    elements: Sequence[Element] = ()
    parents: Sequence[int] = ()
    firsts: Sequence[int] = ()
    ends: Sequence[int] = ()
    owners: Sequence[int] = ()
    bearers: Sequence[Element] = ()
    leads: Sequence[int] = ()
    links: Sequence[int] = ()
    images: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Segmented:
    """A page as blocks, and where in them each element of its tree stands."""

    blocks: tuple[Block, ...]
    spans: Spans = field(default_factory=Spans)
    outline: Outline = Outline()


@dataclass(frozen=True, slots=True)
class Location:
    """Where the story likely is: ``first`` ≤ index ≤ ``last``; ``last`` < ``first`` where nowhere.

    ``body`` are the likely body's blocks (law 3 is reckoned on them), ``titles`` the blocks that
    show the page's title before the story, ``decks`` those that show its summary.
    """

    first: int
    last: int
    body: frozenset[int]
    titles: frozenset[int]
    decks: frozenset[int] = frozenset()


class Repair(Struct, frozen=True, gc=False):
    """One block whose characters were mended: the words before and after, and by which repair.

    ``start`` is where the words stand in the block's text at the time; repairs of a block apply in
    the order of the list.
    """

    block: int
    start: int
    before: str
    after: str
    repair: str


class Removal(Struct, frozen=True, gc=False):
    """One block, or a part of one, that was taken away.

    ``start`` and ``end`` count characters of the block's repaired text. ``source`` is the rule
    (``common/cookie_banner.yaml:12``) or the stage (``choose``) that took it. ``captured`` are the
    named groups of the rule's pattern: a removed dateline is evidence of agency and place.
    """

    block: int
    start: int
    end: int
    category: Category
    source: str
    text: str
    captured: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field's value came from (``meta:og:title``, ``rule:…``, ``h1``) and how sure it is, 0–1.

    ``ambiguous`` where what stands there has another reading that is as good: 04/05/2024.
    """

    source: str
    confidence: float
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A field's value with its evidence, as a function of ``fields/`` returns it."""

    value: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the publisher's rule file knows of a page's fields, its sources already read on the page.

    ``outlet``, ``language``, ``timezone``, ``date_order`` (dmy, mdy, ymd) and ``title_suffixes`` stand
    in the file; ``title`` to ``image`` are raw strings that its sources gave, ``has_paywall`` says
    whether the page bears a mark of one. ``known_by`` says how the publisher was known: host,
    site_name, signature or imprint; ``imprint`` is the name that the text gives its site, where no
    file is for it.
    """

    publisher: str | None = None
    known_by: str | None = None
    imprint: str | None = None
    outlet: str | None = None
    language: str | None = None
    timezone: str | None = None
    date_order: str | None = None
    title_suffixes: tuple[str, ...] = ()
    title: Found[str] | None = None
    date: Found[str] | None = None
    modified: Found[str] | None = None
    authors: Found[tuple[str, ...]] | None = None
    section: Found[str] | None = None
    tags: Found[tuple[str, ...]] | None = None
    image: Found[str] | None = None
    has_paywall: bool = False


@dataclass(frozen=True, slots=True)
class Clues:
    """All that the functions of ``fields/`` may look at."""

    page: Page
    blocks: tuple[Block, ...]
    location: Location
    removed: tuple[Removal, ...]
    ruled: Ruled


@dataclass(frozen=True, slots=True)
class Fields:
    """Evidence for the Article's fields of these names; None where the field is null or empty."""

    title: Evidence | None = None
    date: Evidence | None = None
    outlet: Evidence | None = None
    modified: Evidence | None = None
    authors: Evidence | None = None
    agency: Evidence | None = None
    dateline: Evidence | None = None
    language: Evidence | None = None
    section: Evidence | None = None
    tags: Evidence | None = None
    image: Evidence | None = None
    url: Evidence | None = None
    host: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that is known of an article beside its text."""

    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    url: str | None = None
    host: str | None = None
    fields: Fields = Fields()


class BodyBlock(Struct, frozen=True, gc=False):
    """A block of the body. ``index`` is its place among all blocks of the page, removed ones included."""

    index: int
    role: Role
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """What comes out: clean text, its fields, and an account of every piece that was taken away.

    ``text`` is the body's blocks with one blank line between them, without the title. ``date`` is the
    day of first publication (ISO 8601), ``published`` and ``modified`` carry time and offset where
    the page gives them. What the input does not support is None or empty. ``removed`` is in page
    order. ``fingerprint`` is a hash of the folded text, equal for texts that differ in case, white
    space and punctuation only.
    """

    title: str | None
    date: str | None
    outlet: str | None
    text: str
    published: str | None
    modified: str | None
    authors: tuple[str, ...]
    agency: str | None
    dateline: str | None
    language: str | None
    section: str | None
    tags: tuple[str, ...]
    image: str | None
    url: str | None
    host: str | None
    publisher: str | None
    blocks: tuple[BodyBlock, ...]
    outcome: Outcome
    extractor: str
    confidence: float
    fields: Fields
    removed: tuple[Removal, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]
    fingerprint: str

    def to_dict(self) -> dict[str, object]:
        """Return the article as plain dictionaries, lists, strings and numbers, ready for JSON."""
        plain: dict[str, object] = msgspec.to_builtins(self)
        plain["removed"] = [
            msgspec.to_builtins(removal) | {"captured": dict(removal.captured)}
            for removal in self.removed
        ]
        return plain

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the article as one JSON object, characters unescaped."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_markdown(self) -> str:
        """Return the article as Markdown: title, a line with outlet and date, then the body."""
        from normalizer.markdown import to_markdown

        return to_markdown(self)
