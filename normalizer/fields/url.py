"""The address that the site itself gives the story."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer.fields._clean import found
from normalizer.fields._linked import label, story, strings
from normalizer.fields._sites import host_of, registered
from normalizer.fields._urls import absolute, parts_of, without_tracking
from normalizer.model import Clues, Found, Page


def find_url(clues: Clues) -> Found[str] | None:
    """Return the canonical address, absolute, None where neither page nor caller gives one.

    An address on another registered domain than the page's URL is refused: syndicated copies name
    the site that they were taken from. So is the site's front page for a URL that is not it. Where
    none is left, the URL that the page was fetched from is the answer. What only tracks readers is
    left out.
    """
    page = clues.page
    for source, address in _stated(page):
        url = absolute(page, address)
        if url and _is_same(url, page.url):
            return found(without_tracking(url), source, 0.95)
    return found(without_tracking(page.url), "url", 0.9) if page.url else None


def _stated(page: Page) -> Iterator[tuple[str, str]]:
    if page.head.canonical:
        yield "link:canonical", page.head.canonical
    if address := page.head.meta("og:url"):
        yield "meta:og:url", address
    thing = story(page.head)
    for key in ("url", "mainEntityOfPage"):
        for address in strings(thing.get(key)):
            yield label(thing, key), address


def _is_same(url: str, fetched: str | None) -> bool:
    own, other = host_of(fetched), host_of(url)
    if own is None:
        return True
    if other is None or registered(own) != registered(other):
        return False
    address, asked = parts_of(url), parts_of(fetched)
    is_front = not (address and (address.path.strip("/") or address.query))
    return not is_front or not (asked and asked.path.strip("/"))
