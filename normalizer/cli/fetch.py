"""An http(s) address → the bytes behind it, in bounded time and size."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from normalizer.cli.limits import check_ratio, check_size
from normalizer.errors import InputError
from normalizer.settings import Settings

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

#: Seconds until an address is given up, whatever its server is busy with. Slow news pages take 10.
SECONDS = 30.0
#: Redirects followed for one address; browsers follow 20, pages that end somewhere need 5.
_REDIRECTS = 10
_CHUNK_BYTES = 65_536
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; article-normalizer)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: the bytes, the address after all redirects, and the Content-Type."""

    data: bytes
    url: str
    content_type: str | None


def fetch(
    url: str, *, settings: Settings, allow_private: bool = False, seconds: float = SECONDS
) -> Answer:
    """Return what stands behind ``url``.

    Raises InputError, in words for a person, where there is no answer within ``seconds``, an
    answer other than success, more than _REDIRECTS redirects or one that leaves http(s), or, unless
    ``allow_private``, a host on this machine or a private network, at first or behind a redirect; and
    LimitError past ``max_bytes`` (counted unpacked) or ``max_ratio`` of the settings. Cookies, proxies
    of the environment and retries are left to tools made for them: this is for addresses that a user
    types.
    """
    answers: queue.SimpleQueue[Answer | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_get(url, settings, seconds, allow_private=allow_private))
        except Exception as error:  # handed to the thread that waits
            answers.put(error)

    # Time-outs of sockets start again with each byte, and looking up a host has none: only a
    # thread that may be left behind bounds the whole.
    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise InputError(_late(seconds)) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _get(url: str, settings: Settings, seconds: float, *, allow_private: bool) -> Answer:
    from urllib3 import PoolManager
    from urllib3.exceptions import HTTPError

    from normalizer.cli.public import PublicPoolManager

    kind = PoolManager if allow_private else PublicPoolManager
    try:
        url = _ascii_host(url)
        with kind(headers=_HEADERS, timeout=seconds, retries=False) as pool:
            for _ in range(_REDIRECTS + 1):
                with pool.request("GET", url, redirect=False, preload_content=False) as response:
                    target = response.get_redirect_location()
                    if not target:
                        return _read(response, url, settings)
                    url = _ascii_host(_next(url, target))
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise InputError(_said(error, seconds)) from error
    raise InputError(f"more than {_REDIRECTS} redirects, the last to {url}")


def _next(url: str, target: str) -> str:
    """Return the address that a redirect leads to; one of another scheme is refused."""
    target = urljoin(url, target)
    if urlsplit(target).scheme not in {"http", "https"}:
        raise InputError(f"redirected to {target}, which is neither http nor https")
    return target


def _ascii_host(url: str) -> str:
    """Return ``url`` with a host like ``bücher.example`` as name servers know it."""
    parts = urlsplit(url)
    if parts.netloc.isascii():
        return url
    return parts._replace(netloc=parts.netloc.encode("idna").decode()).geturl()


def _read(response: BaseHTTPResponse, url: str, settings: Settings) -> Answer:
    if not 200 <= response.status < 300:
        raise InputError(f"HTTP {response.status} {response.reason or ''}".rstrip())
    data = bytearray()
    while chunk := response.read(_CHUNK_BYTES):
        data += chunk
        check_size(len(data), settings)
        check_ratio(response.tell(), len(data), settings)
    return Answer(bytes(data), url, response.headers.get("content-type"))


def _said(error: Exception, seconds: float) -> str:
    """Return a network error in words, without the library's object addresses."""
    from urllib3 import exceptions as kinds

    cause = _system(error.__cause__ or error)
    # NameResolutionError is a NewConnectionError, and that is a TimeoutError: the first counts.
    reasons = (
        (kinds.NameResolutionError, "the host is not known"),
        (kinds.NewConnectionError, f"no connection: {cause}"),
        (kinds.TimeoutError, _late(seconds)),
        (kinds.SSLError, f"no secure connection: {cause}"),
        (kinds.DecodeError, "the answer is not compressed the way its headers say"),
        (kinds.ProtocolError, "the connection broke before the answer was whole"),
        (ValueError, "this is no address of the web"),
    )
    return next(
        (reason for kind, reason in reasons if isinstance(error, kind)),
        f"the download failed: {cause}",
    )


def _system(error: BaseException) -> str:
    """Return the operating system's words for an error where it has some."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _late(seconds: float) -> str:
    return f"no whole answer within {seconds:g} seconds"
