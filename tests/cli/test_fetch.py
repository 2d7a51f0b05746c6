"""Fetching: a real server, on this machine, that behaves well and badly."""

from __future__ import annotations

import socket
import time

import pytest

from normalizer import InputError, LimitError
from normalizer.cli import public
from normalizer.cli.fetch import fetch
from normalizer.settings import Settings

LIMIT = Settings(max_bytes=1_000_000, max_ratio=10_000)


def test_answer_has_bytes_address_and_type(site: str) -> None:
    """The bytes come as they are, with the Content-Type that says how to read them."""
    answer = fetch(f"{site}/korean", settings=LIMIT, allow_private=True)
    assert answer.data.decode("cp949") == "눈이 내렸다"
    assert answer.url == f"{site}/korean"
    assert answer.content_type == "text/plain; charset=euc-kr"


def test_compressed_answer_is_unpacked(site: str) -> None:
    """What the server compressed on the way arrives as it was."""
    packed, plain = (
        fetch(f"{site}/{path}", settings=LIMIT, allow_private=True) for path in ("packed", "page")
    )
    assert packed.data == plain.data


def test_redirect_is_followed(site: str) -> None:
    """The address is the one where the page stands in the end."""
    assert fetch(f"{site}/moved", settings=LIMIT, allow_private=True).url == f"{site}/page"


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
        fetch(f"{site}/{path}", settings=LIMIT, allow_private=True)


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[::1", "http://a b/", f"http://{'a' * 300}.example/", "http://x:99999/"],
)
def test_address_that_is_none_is_refused(url: str) -> None:
    """A mistyped address is told from one whose server does not answer."""
    with pytest.raises(InputError, match="no address of the web"):
        fetch(url, settings=LIMIT)


def test_refused_connection_is_told_in_words() -> None:
    """Where nobody listens, the system's reason is passed on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(InputError, match="no connection: Connection refused"):
            fetch(f"http://127.0.0.1:{port}/", settings=LIMIT, allow_private=True)


def test_bomb_is_stopped(site: str) -> None:
    """The size that counts is the unpacked one."""
    with pytest.raises(LimitError, match="more than the 1,000,000"):
        fetch(f"{site}/bomb", settings=LIMIT, allow_private=True)


def test_dripping_server_is_given_up_in_time(site: str) -> None:
    """A server that sends a byte now and then cannot hold the program."""
    began = time.monotonic()
    with pytest.raises(InputError, match=r"no whole answer within 0\.3 seconds"):
        fetch(f"{site}/slow", settings=LIMIT, allow_private=True, seconds=0.3)
    assert time.monotonic() - began < 1.0


@pytest.mark.parametrize("path", ["page", "moved", "bomb"])
def test_private_address_is_refused(site: str, path: str) -> None:
    """What stands on this machine or in a private network is fetched only where a user asks for it."""
    with pytest.raises(InputError, match="--allow-private fetches it"):
        fetch(f"{site}/{path}", settings=LIMIT)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://0.0.0.0:9/",
        "http://2130706433:9/",
        "http://0x7f000001:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "https://192.168.0.1/",
        "http://user:pass@127.0.0.1:9/",
    ],
)
def test_private_address_is_refused_however_written(url: str) -> None:
    """Names, numbers and wrapped forms of private addresses are known for what they are."""
    with pytest.raises(InputError, match="--allow-private fetches it"):
        fetch(url, settings=LIMIT)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://courier.example/", "gopher://a/"])
def test_other_schemes_are_not_fetched(url: str) -> None:
    """Only http and https lead anywhere."""
    with pytest.raises(InputError):
        fetch(url, settings=LIMIT, allow_private=True)


def test_redirect_to_a_private_address_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step of a redirect is looked at anew: a public page may lead into the private network."""
    host, real = site.removeprefix("http://"), public.is_public
    monkeypatch.setattr(
        public, "is_public", lambda address: address == "127.0.0.1" or real(address)
    )
    assert fetch(f"http://{host}/moved", settings=LIMIT).url.endswith("/page")
    with pytest.raises(InputError, match="--allow-private fetches it"):
        fetch(f"http://{host}/inside", settings=LIMIT)


def test_answer_that_grows_too_much_is_stopped(site: str) -> None:
    """An answer that is unpacked to a thousand times its size is given up early."""
    settings = Settings(max_bytes=10**9)
    with pytest.raises(LimitError, match="max_ratio"):
        fetch(f"{site}/bomb", settings=settings, allow_private=True)
