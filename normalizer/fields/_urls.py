"""Addresses as pages write them → absolute ones."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from normalizer.model import Page


def parts_of(url: str | None) -> SplitResult | None:
    """Return the parts of an address, None where there is none or it cannot be read."""
    try:
        return urlsplit(url) if url else None
    except ValueError:
        return None


def absolute(page: Page, address: str) -> str | None:
    """Return ``address`` as an absolute http(s) URL, None where it is none."""
    if not address.strip():
        return None
    try:
        base = urljoin(page.url or "", page.head.base or "")
        url = urljoin(base, address.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
