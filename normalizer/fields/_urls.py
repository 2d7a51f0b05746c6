"""Addresses as pages write them → absolute ones."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from normalizer.model import Page

#: Parameters that tell where a reader came from, which leave the page as it is: of campaigns, networks
#: and letters. Source: what links from Google, Meta, Microsoft, X, Mailchimp, HubSpot and Piano carry.
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|g|d|tw|y|tt)clid|msclkid|[gw]braid|igshid|srsltid|mc_[ce]id|_hs(?:enc|mi)"
    r"|at_(?:medium|campaign|custom\d|link_\w+)|cmpid|smid|ref_src)=[^&]*",
    re.I,
)


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


def without_tracking(url: str) -> str:
    """Return ``url`` without a fragment and parameters that only track its readers.

    Fragments by which scripts find their page stay.

    >>> without_tracking("https://a.example/b?p=7&utm_source=c#top"), without_tracking("https://a.example/#!/b")
    ('https://a.example/b?p=7', 'https://a.example/#!/b')
    """
    address, _, fragment = url.partition("#")
    path, asked, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.fullmatch(part)]
    asked = asked if kept else ""
    tail = f"#{fragment}" if fragment.startswith(("!", "/")) else ""
    return f"{path}{asked}{'&'.join(kept)}{tail}"
