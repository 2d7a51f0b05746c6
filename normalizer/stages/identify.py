"""Page and blocks → whose rules are in force: the publisher's, and those of platforms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from normalizer.model import Block, Page, Problem
from normalizer.ruleset.compile import Publisher
from normalizer.ruleset.index import RuleSet

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Identified:
    """A publisher, None where none is known, and the platforms whose marks the page bears.

    ``known_by`` says how the publisher was known: ``host``, ``site_name``, ``signature`` or ``imprint``.
    ``imprint`` is the name that the text gives its site, looked for where nothing else places it.
    """

    publisher: Publisher | None
    known_by: str | None
    imprint: str | None
    platforms: tuple[Publisher, ...]
    problems: tuple[Problem, ...]

    @property
    def files(self) -> tuple[Publisher, ...]:
        """Return the files in force beside the shared ones, the publisher's first."""
        return (self.publisher, *self.platforms) if self.publisher else self.platforms


def identify(page: Page, blocks: Sequence[Block], *, rules: RuleSet) -> Identified:
    """Return whose rules are in force on the page.

    The publisher is known by the address that the page was fetched from; else by what the page
    calls its site; else, where no URL is given, by its canonical address, by the signature of its
    text or by its imprint. None of these overrules a URL: syndicated copies carry those of another
    site. Platforms are known by the marks that they leave; one that the publisher's file
    extends is in force through it.
    """
    known_by, found = _known(page, blocks, rules)
    imprint = None
    if not found and not page.url:
        seen = rules.by_imprint(blocks)
        known_by, found, imprint = "imprint", seen.publisher, seen.name
    day = _day(page, blocks, rules)
    publisher = rules.publisher(found, when=day) if found else None
    known = (publisher.id, *publisher.parents) if publisher else ()
    platforms = rules.platforms(page, when=day, known=known)
    return Identified(
        publisher,
        known_by if publisher else None,
        imprint,
        platforms,
        tuple(_outdated((publisher, *platforms) if publisher else platforms, day)) if day else (),
    )


def _outdated(files: Iterable[Publisher], day: dt.date) -> Iterator[Problem]:
    for file in files:
        until = file.data.valid_until
        if until and day > until:
            message = (
                f"{file.id} is known to hold until {until}, the page is of {day}: look it over"
            )
            yield Problem("rule_outdated", message)


def _known(page: Page, blocks: Sequence[Block], rules: RuleSet) -> tuple[str, str | None]:
    """Return how the publisher is known, and the id of its file or None."""
    if page.url and (found := _of_address(page.url, rules)):
        return "host", found
    for name in _site_names(page):
        if found := rules.by_site_name(name):
            return "site_name", found
    if page.url:
        return "host", None
    address = page.head.canonical or page.head.meta("og:url")
    if address and (found := _of_address(address, rules)):
        return "host", found
    return "signature", rules.by_signature(blocks)


def _of_address(url: str, rules: RuleSet) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return rules.by_address(host, unquote(parts.path) or "/") if host else None


def _site_names(page: Page) -> Iterator[str]:
    if name := page.head.meta("og:site_name"):
        yield name
    for item in page.head.ld:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
            yield name


def _day(page: Page, blocks: Sequence[Block], rules: RuleSet) -> dt.date | None:
    """Return the day that decides on the layout: the page's own, else that of the crawl."""
    stated = [page.head.meta("article:published_time")]
    stated += [
        value for item in page.head.ld if isinstance(value := item.get("datePublished"), str)
    ]
    if blocks and rules.crawl_header and rules.crawl_header.fullmatch(blocks[0].text):
        stated += _DAY.findall(blocks[0].text)
    for text in stated:
        try:
            return dt.date.fromisoformat((text or "")[:10])
        except ValueError:
            continue
    return page.crawled.date() if page.crawled else None
