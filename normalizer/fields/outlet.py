"""The brand that the reader sees above the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalizer.fields._clean import agencies, captured, clean, found, removals
from normalizer.fields._linked import label, names, sites, story, strings
from normalizer.fields._sites import (
    SEPARATOR,
    agrees,
    is_domain,
    is_host_like,
    is_title,
    labels,
    landlord,
    page_host,
    registered,
)
from normalizer.model import Category, Clues, Found, Page
from normalizer.text import fold

#: Confidence in a rule's outlet by how the publisher was known. A signature is boilerplate, which
#: syndicated stories carry along.
_KNOWN_BY = {"host": 0.95, "site_name": 0.95, "signature": 0.6, "imprint": 0.6}
_METAS = (
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "publisher",
)
#: Words that only a company's name has, not a brand's: the company is not what the reader sees.
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|se|inc|ltd|llc|plc|corp|pty|limited|a/s|oy|s\.r\.l|s\.p\.a|b\.v)\b", re.I
)
#: What stands before the owner's name in a line of copyright.
_OWNED = re.compile(r"^(?:copyright)?\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d\s+)?", re.I)
#: Longer texts are slogans. In characters.
_MOST_CHARS = 60


class _Called(NamedTuple):
    """A name that the page gives its site."""

    source: str
    name: str
    confidence: float


def find_outlet(clues: Clues) -> Found[str] | None:
    """Return the outlet with its evidence, None where nothing names it.

    What the publisher's rule says goes first. Among the names that the page gives its site, one
    that its host bears out (by letters or initials) goes before others, a name before an address
    and before a company; then og:site_name, JSON-LD, metas. A name in the text's header comes next,
    then one in its imprint (``© 2026 River Post``), the host's own label last. Never an agency: its
    name on another's page is left alone; nor the platform under whose domain the site lives.
    """
    if clues.ruled.outlet:
        known_by = clues.ruled.known_by or "host"
        return found(clues.ruled.outlet, f"rule:{known_by}", _KNOWN_BY.get(known_by, 0.6))
    host = page_host(clues.page)
    others = agencies(clues) | _platform(host)
    called = [
        one
        for one in _called(clues.page, host)
        if fold(one.name) not in others or agrees(one.name, host)
    ]
    if called:
        best = max(called, key=lambda one: _grade(one.name, host))
        return found(best.name, best.source, best.confidence)
    for removal in removals(clues, Category.SITE_HEADER):
        if name := captured(removal, "outlet"):
            return found(name, "removed:site_header", 0.6)
    if name := clues.ruled.imprint:
        return found(name, "text:imprint", 0.5)
    if host and is_domain(host):
        return found(labels(host)[-1], "host", 0.4)
    return None


def _grade(name: str, host: str | None) -> int:
    if is_host_like(name, host):
        return 1
    if _COMPANY.search(name):
        return 0
    return 3 if agrees(name, host) else 2


def _called(page: Page, host: str | None) -> Iterator[_Called]:
    for source, name, confidence in _stated(page):
        tidied = _tidy(name)
        is_name = 1 < len(tidied) <= _MOST_CHARS and not re.search(r"://|@", tidied)
        if is_name and not is_title(name, page):
            yield _Called(source, tidied, confidence)
    if host and page.head.title:
        own = {fold(host.removeprefix("www.")), fold(registered(host)), *map(fold, labels(host))}
        for part in SEPARATOR.split(clean(page.head.title))[1:]:
            if fold(part) in own or fold(part).removeprefix("the") in own:
                yield _Called("title", part, 0.7)


def _stated(page: Page) -> Iterator[tuple[str, str, float]]:
    head = page.head
    if name := head.meta("og:site_name"):
        yield "meta:og:site_name", name, 0.85
    thing = story(head)
    for name in names(head, thing.get("publisher")):
        yield label(thing, "publisher"), name, 0.85
    for site in sites(head):
        for name in strings(site.get("name")):
            yield label(site, "name"), name, 0.75
    for meta in _METAS:
        if name := head.meta(meta):
            yield f"meta:{meta}", name, 0.6
    if owner := head.meta("copyright"):
        yield "meta:copyright", _OWNED.sub("", owner).partition(",")[0], 0.5


def _tidy(name: str) -> str:
    """Return ``name`` without the slogan or the company behind it."""
    name = clean(name)
    return SEPARATOR.split(name)[0].strip() or name


def _platform(host: str | None) -> frozenset[str]:
    """Return, folded, what the platform is called that gives the site its host."""
    domain = landlord(host) if host else None
    return frozenset((fold(domain), fold(domain.partition(".")[0]))) if domain else frozenset()
