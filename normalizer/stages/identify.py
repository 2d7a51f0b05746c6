"""Page and blocks → the publisher whose rules are in force, or none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from normalizer.model import Block, Page
from normalizer.ruleset.compile import Publisher
from normalizer.ruleset.index import RuleSet

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Identified:
    """A publisher and how it was known: ``host``, ``site_name`` or ``signature``."""

    publisher: Publisher
    known_by: str


def identify(page: Page, blocks: Sequence[Block], *, rules: RuleSet) -> Identified | None:
    """Return the publisher of the page, or None.

    By the host of the URL it was fetched from; else by what the page calls its site; else, where no
    URL is given, by the host of its canonical address or by the signature of its text. A canonical
    address or a signature does not overrule a URL: syndicated copies carry those of another site.
    """
    known_by, found = _known(page, blocks, rules)
    if found is None:
        return None
    return Identified(rules.publisher(found, when=_day(page, blocks, rules)), known_by)


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
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return rules.by_host(host) if host else None


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
