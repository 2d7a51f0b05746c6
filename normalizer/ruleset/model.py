"""The rule format: what a YAML file in ``rules/`` may say. Each key's meaning stands above it.

The ``#:`` comments are the reference: docs/rules.md and the JSON Schema are made of them. A line
that begins with ``Example:`` shows the key as YAML. A comment with an empty line below it is that
of all keys up to the next one.
"""

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

    Exactly one of ``select``, ``line``, ``head``, ``tail`` or ``from`` says what is taken. An entry
    whose ``where`` is ``rejected …`` takes nothing: it names what the body chooser has rejected, by
    ``line``, ``within`` or both, and so may be bold.
    """

    #: the category under which the removal is recorded
    #: Example: as: related
    as_: Category
    #: CSS, or XPath where it begins with ``/`` or ``(``: the element with all its text
    #: Example: select: '.also-by'
    select: Text | None = None
    #: with ``select``: pattern that has to be found somewhere in the element's text
    #: Example: has_text: 'More from the river'
    has_text: Text | None = None
    #: pattern that matches a whole block
    #: Example: line: 'Printed by the harbour, {date}'
    line: Text | None = None
    #: pattern that matches the beginning of a block, which alone is taken
    #: Example: head: '{place} \(River Post\) {dash} '
    head: Text | None = None
    #: pattern that matches the end of a block, which alone is taken
    #: Example: tail: ' ?\(River Post\)'
    tail: Text | None = None
    #: pattern of the block that begins a run of blocks; the run ends before ``until``
    #: Example: from: 'More from the river'
    from_: Text | None = None
    #: pattern of the first block that stays behind a run, or ``end`` for the end of the page
    #: Example: until: end
    until: Text | None = None
    #: ``before body``, ``after body``, ``first N`` or ``last N`` (of the blocks not yet taken);
    #: ``rejected``, ``rejected before body``, ``rejected inside body`` or ``rejected after body``
    #: Example: where: after body
    where: Text | None = None
    #: with ``rejected``: pattern that has to be found in what the elements around the block are
    #: called, outermost first, each with a space before it: `` div#page nav.menu.top ul li``; nothing
    #: in a dump
    #: Example: within: 'nav|ul\.menu'
    within: Text | None = None
    #: with ``rejected``: only blocks whose text is mostly link (true) or mostly not (false)
    #: Example: linked: true
    linked: bool | None = None
    #: only beside a block of which something was taken as this category
    #: Example: beside: caption
    beside: Category | None = None
    #: why this is boilerplate; where it was seen
    #: Example: why: the list below each story, seen in May 2026
    why: Text | None = None
    #: texts (HTML for ``select``, names for ``within`` alone) that the entry must take
    #: Example: strips: ['Printed by the harbour, 3 May 2026']
    strips: tuple[Text, ...] = ()
    #: near misses that the entry must leave alone
    #: Example: keeps: ['Printed by the harbour office, the map shows the reef.']
    keeps: tuple[Text, ...] = ()


class Keep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An exception: blocks that no strip entry of any file may take. Either ``select`` or ``line``."""

    #: CSS or XPath: all blocks of the element
    #: Example: select: 'blockquote.pull'
    select: Text | None = None
    #: with ``select``: pattern that has to be found somewhere in the element's text
    #: Example: has_text: '^“'
    has_text: Text | None = None
    #: pattern that matches a whole block
    #: Example: line: 'Tide table: .+'
    line: Text | None = None
    #: why this is part of the story
    why: Text | None = None


class Rewrite(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A repair of the publisher's own: text that its pages get wrong. Recorded as a repair.

    Exactly one of ``find`` or ``pattern``. Acts inside one block, before any strip entry.
    """

    #: text that is replaced, as it stands
    #: Example: find: 'Riv er Post'
    find: Text | None = None
    #: pattern that is replaced, wherever in a block it is found
    #: Example: pattern: '(\d) m etres'
    pattern: Text | None = None
    #: what stands there then; ``\1`` or ``\g<name>`` are groups of ``pattern``
    #: Example: to: '\1 metres'
    to: Annotated[str, Meta(max_length=500)]
    #: what goes wrong there; where it was seen
    why: Text | None = None


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_key):
    """How a dump without URL is known: every pattern of ``all`` and one of ``any``."""

    #: patterns of whole blocks, each of which the dump has to show
    #: Example: all: ['The River Post']
    all_: tuple[Text, ...] = ()
    #: patterns of whole blocks, one of which the dump has to show
    #: Example: any: ['Sign up for Low Tide.*', 'More from the river']
    any_: tuple[Text, ...] = ()
    #: pattern of what stands behind the header that a crawler wrote into the first line
    #: Example: header: 'River Post \| .*'
    header: Text | None = None


class MatchOn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pages a file is for: a publisher's (the first four keys) or a platform's (the others)."""

    #: host names; their subdomains are included
    #: Example: hosts: [riverpost.example]
    hosts: tuple[Text, ...] = ()
    #: patterns of the address's path, one of which it has to match whole
    #: Example: paths: ['/sport/.*']
    paths: tuple[Text, ...] = ()
    #: what og:site_name or the JSON-LD publisher calls it
    #: Example: site_names: [River Post, The River Post]
    site_names: tuple[Text, ...] = ()
    #: how a dump is known where there is no address
    #: Example: signature: {all: ['The River Post']}
    signature: Signature | None = None
    #: patterns of what ``<meta name=generator>`` says; for files in platforms/
    #: Example: generators: ['Weir CMS .*']
    generators: tuple[Text, ...] = ()
    #: selectors of elements that only pages of this platform have; for files in platforms/
    #: Example: marks: ['meta[name=weir-build]', '#weir-root']
    marks: tuple[Text, ...] = ()


class Dates(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the publisher writes dates."""

    #: how to read 03/04/2026
    #: Example: order: dmy
    order: Literal["dmy", "mdy", "ymd"]


class Expect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an example must give; keys that are left out are not compared."""

    #: compared with the Article's field of the same name

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
    #: Example: name: dump without address
    name: Text
    #: the page or dump; ``|2`` behind the colon keeps a space at its head
    input: Text
    #: what comes out
    #: Example: expect: {title: Ferry to sail again, date: 2026-01-28}
    expect: Expect
    #: where it was fetched from
    #: Example: url: https://riverpost.example/ferry
    url: Text | None = None
    #: when it was fetched
    #: Example: crawled: 2026-01-31
    crawled: Text | None = None


class Version(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A layout that the site has left behind; its keys replace those of the file."""

    #: last day on which the site used it
    #: Example: valid_until: 2024-06-30
    valid_until: dt.date

    #: stands in the place of the file's key of the same name, whole

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
    #: Example: outlet: River Post
    outlet: Text | None = None
    #: the wire service whose copy this file knows
    #: Example: agency: RPA
    agency: Text | None = None
    #: ISO 639 code of the language the publisher writes in
    #: Example: language: en
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}$")] | None = None
    #: IANA name, for times without offset
    #: Example: timezone: Europe/Berlin
    timezone: Text | None = None
    #: which pages the file is for
    #: Example: match: {hosts: [riverpost.example]}
    match: MatchOn | None = None
    #: files whose keys this one takes over: scalars and sources are replaced, strip, keep and rewrite
    #: appended
    #: Example: extends: [platforms/weir]
    extends: tuple[Text, ...] = ()
    #: ordered sources of the headline; the first that yields wins
    #: Example: title: [h1.headline, 'meta:og:title']
    title: tuple[Text, ...] = ()
    #: what the site puts behind its titles, as it stands
    #: Example: title_suffixes: [' | River Post']
    title_suffixes: tuple[Text, ...] = ()
    #: ordered sources of the time of first publication
    #: Example: date: ['ld:NewsArticle.datePublished', 'line:Printed (?P<date>{date})']
    date: tuple[Text, ...] = ()
    #: ordered sources of the time of the last change
    #: Example: modified: ['time.changed@datetime']
    modified: tuple[Text, ...] = ()
    #: ordered sources of the authors' names: all values of the first that yields
    #: Example: authors: ['.byline a', 'ld:NewsArticle.author.name']
    authors: tuple[Text, ...] = ()
    #: ordered sources of the section
    #: Example: section: ['meta:article:section']
    section: tuple[Text, ...] = ()
    #: ordered sources of the tags: all values of the first that yields
    #: Example: tags: ['.topics a']
    tags: tuple[Text, ...] = ()
    #: ordered sources of the address of the main picture
    #: Example: image: ['meta:og:image', 'figure img@src']
    image: tuple[Text, ...] = ()
    #: marks of a page that shows only the beginning of its story: sources, one of which yields; the
    #: outcome is ``stub``
    #: Example: paywall: ['.members-only']
    paywall: tuple[Text, ...] = ()
    #: selectors of the elements that hold the story, all of which count
    #: Example: body: ['#story']
    body: tuple[Text, ...] = ()
    #: repairs of what this publisher's pages get wrong
    #: Example: rewrite: [{find: 'Riv er Post', to: 'River Post'}]
    rewrite: tuple[Rewrite, ...] = ()
    #: boilerplate, in the order in which the entries act
    #: Example: strip: [{select: '.also-by', as: related}]
    strip: tuple[Strip, ...] = ()
    #: exceptions, which win over every strip entry of every file
    #: Example: keep: [{select: 'blockquote.pull'}]
    keep: tuple[Keep, ...] = ()
    #: patterns of whole blocks in which a site names itself, with a group ``outlet`` or ``host``: a page
    #: or dump that nothing else places is known by them; for files in common/
    #: Example: imprints: ['© \d{4} (?P<outlet>.{2,50})']
    imprints: tuple[Text, ...] = ()
    #: how the publisher writes dates
    #: Example: dates: {order: dmy}
    dates: Dates | None = None
    #: share of the likely body that this file may take; Settings.budget where it is left out
    #: Example: budget: 0.7
    budget: Annotated[float, Meta(gt=0, le=1)] | None = None
    #: last day for which the file is known to hold; later pages get a problem that says so
    #: Example: valid_until: 2027-12-31
    valid_until: dt.date | None = None
    #: layouts that the site has left behind, for pages of their time
    versions: tuple[Version, ...] = ()
    #: invented pages and dumps in the publisher's shapes, run by ``normalizer rules test``
    examples: tuple[Example, ...] = ()
    #: when and on what the shapes were seen; ``none`` where they are known by other ways
    #: Example: seen: three pages of May 2026
    seen: Text | None = None
    #: what the file is for
    #: Example: why: the copy that this syndicator passes on
    why: Text | None = None
