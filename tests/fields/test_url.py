"""The canonical address and the host."""

from __future__ import annotations

import pytest

from normalizer.fields.host import find_host
from normalizer.fields.url import find_url


def link(address: str) -> str:
    """Return a canonical link."""
    return f'<link rel="canonical" href="{address}">'


@pytest.mark.parametrize(
    ("canonical", "fetched", "expected"),
    [
        ("/a", "https://m.x.example/a?utm=1", "https://m.x.example/a"),
        ("https://www.x.example/a", "https://amp.x.example/a", "https://www.x.example/a"),
        ("https://other.example/a", "https://x.example/a", "https://x.example/a"),
        ("https://b.co.uk/a", "https://a.co.uk/a", "https://a.co.uk/a"),
        ("https://x.example/", "https://x.example/a", "https://x.example/a"),
        ("https://x.example/", "https://www.x.example", "https://x.example/"),
        ("https://x.example/?p=7", "https://x.example/a", "https://x.example/?p=7"),
        ("https://x.example/a", None, "https://x.example/a"),
        ("/a", None, None),
        ("https://x.example/a?id=7&utm_source=b&fbclid=c#top", None, "https://x.example/a?id=7"),
        ("", "https://x.example/a?gclid=b&srsltid=c", "https://x.example/a"),
        ("http://[", "https://x.example/a", "https://x.example/a"),
    ],
)
def test_canonical_address(of_html, canonical, fetched, expected):
    """The page's own address counts on its own site only, and never its front page for a story."""
    found = find_url(of_html(link(canonical), url=fetched))
    assert (found.value if found else None) == expected


def test_other_places_name_it(of_html, ld):
    """og:url and JSON-LD serve where there is no canonical link."""
    page = ld(mainEntityOfPage="https://x.example/b")
    assert find_url(of_html(page, url="https://x.example/?x")).value == "https://x.example/b"
    page += '<meta property="og:url" content="https://x.example/c">'
    assert find_url(of_html(page, url="https://x.example/?x")).value == "https://x.example/c"


def test_host(of_html, of_dump):
    """The host is that of the URL that was fetched, else of the page's own address."""
    assert find_host(of_dump(url="https://News.X.example:8080/a")).value == "news.x.example"
    assert find_host(of_html(link("https://x.example/a"), url=None)).value == "x.example"
    assert find_host(of_dump()) is None
