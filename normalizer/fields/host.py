"""The host that the story stands on."""

from __future__ import annotations

from normalizer.fields._clean import found
from normalizer.fields._sites import host_of, page_host
from normalizer.model import Clues, Found


def find_host(clues: Clues) -> Found[str] | None:
    """Return the host, lower case: of the URL that was fetched, else of the page's own address."""
    if host := host_of(clues.page.url):
        return found(host, "url", 1.0)
    if host := page_host(clues.page):
        return found(host, "link:canonical", 0.9)
    return None
