"""Fetching: a real server, on this machine, that behaves well and badly."""

from __future__ import annotations

import socket
import time

import pytest

from normalizer import InputError, LimitError
from normalizer.cli.fetch import fetch

LIMIT = 1_000_000


def test_answer_has_bytes_address_and_type(site: str) -> None:
    """The bytes come as they are, with the Content-Type that says how to read them."""
    answer = fetch(f"{site}/korean", max_bytes=LIMIT)
    assert answer.data.decode("cp949") == "눈이 내렸다"
    assert answer.url == f"{site}/korean"
    assert answer.content_type == "text/plain; charset=euc-kr"


def test_compressed_answer_is_unpacked(site: str) -> None:
    """What the server compressed on the way arrives as it was."""
    packed, plain = (fetch(f"{site}/{path}", max_bytes=LIMIT) for path in ("packed", "page"))
    assert packed.data == plain.data


def test_redirect_is_followed(site: str) -> None:
    """The address is the one where the page stands in the end."""
    assert fetch(f"{site}/moved", max_bytes=LIMIT).url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "HTTP 404 Not Found"),
        ("around", "more than 10 redirects"),
        ("away", "neither http nor https"),
        ("short", "broke before the answer was whole"),
        ("unpackable", "not compressed the way its headers say"),
    ],
)
def test_bad_answer_is_told_in_words(site: str, path: str, reason: str) -> None:
    """Whatever a server does wrong ends in an InputError that a person understands."""
    with pytest.raises(InputError, match=reason):
        fetch(f"{site}/{path}", max_bytes=LIMIT)


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[::1", "http://a b/", f"http://{'a' * 300}.example/", "http://x:99999/"],
)
def test_address_that_is_none_is_refused(url: str) -> None:
    """A mistyped address is told from one whose server does not answer."""
    with pytest.raises(InputError, match="no address of the web"):
        fetch(url, max_bytes=LIMIT)


def test_refused_connection_is_told_in_words() -> None:
    """Where nobody listens, the system's reason is passed on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(InputError, match="no connection: Connection refused"):
            fetch(f"http://127.0.0.1:{port}/", max_bytes=LIMIT)


def test_bomb_is_stopped(site: str) -> None:
    """The size that counts is the unpacked one."""
    with pytest.raises(LimitError, match="more than the 1,000,000"):
        fetch(f"{site}/bomb", max_bytes=LIMIT)


def test_dripping_server_is_given_up_in_time(site: str) -> None:
    """A server that sends a byte now and then cannot hold the program."""
    began = time.monotonic()
    with pytest.raises(InputError, match=r"no whole answer within 0\.3 seconds"):
        fetch(f"{site}/slow", max_bytes=LIMIT, seconds=0.3)
    assert time.monotonic() - began < 1.0
