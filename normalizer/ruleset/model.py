"""The rule format: what a YAML file in ``rules/`` may say. Each key's meaning stands beside it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from normalizer.model import Category

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
    """An exception: blocks that no strip entry of any file may take."""

    select: Text | None = None
    line: Text | None = None
    why: Text | None = None


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_key):
    """How a dump without URL is known: every pattern of ``all`` and one of ``any``, by whole blocks.

    ``header`` is matched on what a crawler's header line holds behind the header itself.
    """

    all_: tuple[Text, ...] = ()
    any_: tuple[Text, ...] = ()
    header: Text | None = None


class MatchOn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pages a publisher's file is for."""

    #: host names; their subdomains are included
    hosts: tuple[Text, ...] = ()
    #: what og:site_name or the JSON-LD publisher calls it
    site_names: tuple[Text, ...] = ()
    signature: Signature | None = None


class Dates(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the publisher writes dates."""

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
    text: str | UnsetType = UNSET


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An invented page or dump in the publisher's shapes, and what it must become."""

    name: Text
    input: Text
    expect: Expect
    url: Text | None = None
    crawled: Text | None = None


class Version(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A layout that the site has left behind; its keys replace those of the file."""

    valid_until: dt.date
    title: tuple[Text, ...] = ()
    date: tuple[Text, ...] = ()
    authors: tuple[Text, ...] = ()
    section: tuple[Text, ...] = ()
    body: tuple[Text, ...] = ()
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
    match: MatchOn | None = None
    #: files whose keys this one takes over: scalars and sources are replaced, lists appended
    extends: tuple[Text, ...] = ()
    #: ordered sources; the first that yields wins
    title: tuple[Text, ...] = ()
    date: tuple[Text, ...] = ()
    authors: tuple[Text, ...] = ()
    section: tuple[Text, ...] = ()
    #: selectors of the elements that hold the story
    body: tuple[Text, ...] = ()
    strip: tuple[Strip, ...] = ()
    keep: tuple[Keep, ...] = ()
    dates: Dates | None = None
    #: share of the likely body that this file may take; Settings.budget where it is left out
    budget: Annotated[float, Meta(gt=0, le=1)] | None = None
    versions: tuple[Version, ...] = ()
    examples: tuple[Example, ...] = ()
    #: when and on what the shapes were seen; ``none`` where they are known by other ways
    seen: Text | None = None
    #: what the file is for
    why: Text | None = None
