"""Addresses and types that a caller gives, well or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import MB, Case, encoded
from stories import page


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "addresses"
    for url in (
        "",
        " ",
        "http://",
        "http://[::1",
        "http://[v1.x]/",
        "https://[fe80::1%25eth0]:99999/a",
        "http://a:b@c:d@e:f/",
        "http://a.example:port/",
        "http://\x00/",
        "http://a\nb/\r\n",
        "http://ex ample/a b",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<p>x",
        "//courier.example/x",
        "courier.example",
        "http://" + "a" * MB,
        "http://" + "a." * 500_000,
        "http://courier.example/" + "a/" * MB,
        "http://courier.example/?" + "a=b&" * 500_000,
        "http://courier.example/" + "2024/01/" * 100_000,
        "http://courier.example/" + "%2e%2e/" * 100_000,
        "http://xn--" + "z" * 300 + "/",
        "http://bücher.example/ä",
        "http://\udcff\ud800/\udfff",
        "http://．example／x",
        "http://ﷺ.example/",
        "http://1.2.3.4.5/",
        "http://0x7f.1/",
        "HTTP://COURIER.EXAMPLE/2024/13/99/x",
    ):
        yield Case(group, f"{url[:40]!r} of {len(url):,} characters", _plain, url=url)
    for name, markup in {
        "base": '<base href="{}">',
        "canonical": '<link rel=canonical href="{}">',
        "og:url": '<meta property=og:url content="{}">',
    }.items():
        for url in (
            "http://[::1",
            "http://a:b/",
            "//" + "x" * 100_000,
            "http://\x01\x7f/",
            "\\\\x\\y",
        ):
            yield Case(
                group,
                f"{url[:20]!r} as {name}",
                partial(
                    encoded,
                    page(head=markup.format(url) + "<meta name=og:image content=../a.png>"),
                ),
                url=None,
            )


def _plain() -> bytes:
    """Return a page with nothing hostile in it."""
    return page().encode()
