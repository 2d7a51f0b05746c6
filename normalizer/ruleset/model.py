"""The rule format: what a YAML file in ``rules/`` may say. Each key's meaning stands beside it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from normalizer.model import Category, Outcome

Text = Annotated[str, Meta(min_length=1)]


def _key(name: str) -> str:
    """Return the YAML key of an attribute: ``as_`` is ``as``, which Python keeps for itself."""
    return name.rstrip("_")


class Strip(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename=_key
):
    """One piece of boilerplate: what it looks like, and what it is.

    Exactly one of ``select``, ``line``, ``head``, ``tail`` or ``from`` says what is taken.
    """

    #: the category under which the removal is recorded
    as_: Category
    #: CSS, or XPath where it begins with ``/`` or ``(``: the element with all its text
    select: Text | None = None
    #: with ``select``: pattern that has to be found somewhere in the element's text
    has_text: Text | None = None
    #: pattern that matches a whole block
    line: Text | None = None
    #: pattern that matches the beginning of a block, which alone is taken
    head: Text | None = None
    #: pattern that matches the end of a block, which alone is taken
    tail: Text | None = None
    #: pattern of the block that begins a run of blocks; the run ends before ``until``
    from_: Text | None = None
    #: pattern of the first block that stays behind a run, or ``end`` for the end of the page
    until: Text | None = None
    #: ``before body``, ``after body``, ``first N`` or ``last N`` (of the blocks not yet taken)
    where: Text | None = None
    #: only beside a block of which something was taken as this category
    beside: Category | None = None
    #: why this is boilerplate; where it was seen
    why: Text | None = None
    #: texts (HTML for ``select``) that the entry must take
    strips: tuple[Text, ...] = ()
    #: near misses that the entry must leave alone
    keeps: tuple[Text, ...] = ()


class Keep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An exception: blocks that no strip entry of any file may take. Either ``select`` or ``line``."""

    #: CSS or XPath: all blocks of the element
    select: Text | None = None
    #: with ``select``: pattern that has to be found somewhere in the element's text
    has_text: Text | None = None
    #: pattern that matches a whole block
    line: Text | None = None
    #: why this is part of the story
    why: Text | None = None


class Rewrite(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A repair of the publisher's own: text that its pages get wrong. Recorded as a repair.

    Exactly one of ``find`` or ``pattern``. Acts inside one block, before any strip entry.
    """

    #: text that is replaced, as it stands
    find: Text | None = None
    #: pattern that is replaced, wherever in a block it is found
    pattern: Text | None = None
    #: what stands there then; ``\\1`` or ``\\g<name>`` are groups of ``pattern``
    to: str
    #: what goes wrong there; where it was seen
    why: Text | None = None


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_key):
    """How a dump without URL is known: every pattern of ``all`` and one of ``any``."""

    #: patterns of whole blocks, each of which the dump has to show
    all_: tuple[Text, ...] = ()
    #: patterns of whole blocks, one of which the dump has to show
    any_: tuple[Text, ...] = ()
    #: pattern of what stands behind the header that a crawler wrote into the first line
    header: Text | None = None


class MatchOn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pages a file is for: a publisher's (first four keys) or a platform's (the other two)."""

    #: host names; their subdomains are included
    hosts: tuple[Text, ...] = ()
    #: patterns of the address's path, one of which it has to match; ``/sport/.*``
    paths: tuple[Text, ...] = ()
    #: what og:site_name or the JSON-LD publisher calls it
    site_names: tuple[Text, ...] = ()
    #: how a dump is known where there is no address
    signature: Signature | None = None
    #: patterns of what ``<meta name=generator>`` says; for files in platforms/
    generators: tuple[Text, ...] = ()
    #: selectors of elements that only pages of this platform have; for files in platforms/
    marks: tuple[Text, ...] = ()


class Dates(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the publisher writes dates."""

    #: how to read 03/04/2026
    order: Literal["dmy", "mdy", "ymd"]


class Expect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an example must give; keys that are left out are not compared."""

    title: str | UnsetType | None = UNSET
    date: str | UnsetType | None = UNSET
    outlet: str | UnsetType | None = UNSET
    agency: str | UnsetType | None = UNSET
    dateline: str | UnsetType | None = UNSET
    authors: tuple[str, ...] | UnsetType = UNSET
    section: str | UnsetType | None = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    image: str | UnsetType | None = UNSET
    published: str | UnsetType | None = UNSET
    modified: str | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET
    outcome: Outcome | UnsetType = UNSET
    text: str | UnsetType = UNSET


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An invented page or dump in the publisher's shapes, and what it must become."""

    #: what it shows, in a few words
    name: Text
    #: the page or dump; ``|2`` behind the colon keeps a space at its head
    input: Text
    #: what comes out
    expect: Expect
    #: where it was fetched from
    url: Text | None = None
    #: when it was fetched: 2026-01-31
    crawled: Text | None = None


class Version(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A layout that the site has left behind; its keys replace those of the file."""

    #: last day on which the site used it
    valid_until: dt.date
    title: tuple[Text, ...] = ()
    date: tuple[Text, ...] = ()
    modified: tuple[Text, ...] = ()
    authors: tuple[Text, ...] = ()
    section: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    image: tuple[Text, ...] = ()
    paywall: tuple[Text, ...] = ()
    body: tuple[Text, ...] = ()
    rewrite: tuple[Rewrite, ...] = ()
    strip: tuple[Strip, ...] = ()
    keep: tuple[Keep, ...] = ()


class RuleFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One file of rules: a publisher, a platform, an agency or a common pack."""

    #: the brand as its readers see it
    outlet: Text | None = None
    #: the wire service whose copy this file knows
    agency: Text | None = None
    #: ISO 639 code of the language the publisher writes in
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}$")] | None = None
    #: IANA name, for times without offset
    timezone: Text | None = None
    #: which pages the file is for
    match: MatchOn | None = None
    #: files whose keys this one takes over: scalars and sources are replaced, strip, keep and rewrite
    #: appended
    extends: tuple[Text, ...] = ()
    #: ordered sources of the headline; the first that yields wins
    title: tuple[Text, ...] = ()
    #: what the site puts behind its titles, as it stands: ``' | River Post'``
    title_suffixes: tuple[Text, ...] = ()
    #: ordered sources of the time of first publication
    date: tuple[Text, ...] = ()
    #: ordered sources of the time of the last change
    modified: tuple[Text, ...] = ()
    #: ordered sources of the authors' names: all values of the first that yields
    authors: tuple[Text, ...] = ()
    #: ordered sources of the section
    section: tuple[Text, ...] = ()
    #: ordered sources of the tags: all values of the first that yields
    tags: tuple[Text, ...] = ()
    #: ordered sources of the address of the main picture
    image: tuple[Text, ...] = ()
    #: marks of a page that shows only the beginning of its story: sources, one of which yields; the
    #: outcome is ``stub``
    paywall: tuple[Text, ...] = ()
    #: selectors of the elements that hold the story, all of which count
    body: tuple[Text, ...] = ()
    #: repairs of what this publisher's pages get wrong
    rewrite: tuple[Rewrite, ...] = ()
    #: boilerplate, in the order in which the entries act
    strip: tuple[Strip, ...] = ()
    #: exceptions, which win over every strip entry of every file
    keep: tuple[Keep, ...] = ()
    #: how the publisher writes dates
    dates: Dates | None = None
    #: share of the likely body that this file may take; Settings.budget where it is left out
    budget: Annotated[float, Meta(gt=0, le=1)] | None = None
    #: last day for which the file is known to hold; later pages get a problem that says so
    valid_until: dt.date | None = None
    #: layouts that the site has left behind, for pages of their time
    versions: tuple[Version, ...] = ()
    #: invented pages and dumps in the publisher's shapes, run by ``normalizer rules test``
    examples: tuple[Example, ...] = ()
    #: when and on what the shapes were seen; ``none`` where they are known by other ways
    seen: Text | None = None
    #: what the file is for
    why: Text | None = None
