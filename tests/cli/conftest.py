"""The command line as a user meets it, and a web server on this machine alone."""

from __future__ import annotations

import gzip
import io
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from normalizer.cli import main

PAGE = """<!doctype html>
<html lang="en"><head><title>Ferry returns to the lake</title>
<meta property="og:title" content="Ferry returns to the lake">
<meta property="og:site_name" content="Lakeside Courier">
<meta property="article:published_time" content="2026-01-28T09:30:00+00:00">
</head><body><nav><a href="/">Home</a> <a href="/towns">Towns</a></nav>
<article><h1>Ferry returns to the lake</h1>
<p>The ferry that links the two shores of the lake will run again from Monday, its owner said,
after a winter in which the old engine was taken out and a new one was put in.</p>
<p>Forty people can cross at a time, and a bicycle travels for free, as it did last summer when
the boat carried more than nine thousand of them between May and the first storms.</p>
</article></body></html>
"""
DUMP = (
    "The mill by the weir has stood empty for eleven years, and nobody in the village thought "
    "that its wheel would ever turn again.\n"
    "On Saturday it did, slowly at first, and then so fast that the children who had come to "
    "watch ran back from the spray.\n"
)
#: Bytes of a body that is sent in small pieces, with as many seconds between them.
DRIP_BYTES, DRIP_SECONDS = 20, 0.1


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs ``normalizer`` with the given words and standard input."""

    def command(*words: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["normalizer", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main()
        seen = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, seen.out, seen.err)

    return command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in: a page, a dump below it, a packed page, and other files."""
    monkeypatch.chdir(tmp_path)
    deep = tmp_path / "pages" / "deep"
    deep.mkdir(parents=True)
    (tmp_path / "pages" / "b.HTML").write_text(PAGE, "utf-8")
    (deep / "a.txt").write_text(DUMP, "utf-8")
    (tmp_path / "pages" / "c.xhtml.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "pages" / "notes.md").write_text("no page", "utf-8")
    return tmp_path


@dataclass(frozen=True)
class _Reply:
    """What the server says. ``size`` is what it claims, where that is not the body's."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html"
    size: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


_PACKED = (("Content-Encoding", "gzip"),)
_REPLIES = {
    "/page": _Reply(PAGE.encode()),
    "/korean": _Reply("눈이 내렸다".encode("cp949"), kind="text/plain; charset=euc-kr"),
    "/packed": _Reply(gzip.compress(PAGE.encode()), headers=_PACKED),
    "/unpackable": _Reply(PAGE.encode(), headers=_PACKED),
    "/bomb": _Reply(gzip.compress(bytes(30_000_000)), headers=_PACKED),
    "/short": _Reply(PAGE.encode(), size=100_000),
    "/moved": _Reply(status=302, headers=(("Location", "/page"),)),
    "/around": _Reply(status=302, headers=(("Location", "/around"),)),
    "/inside": _Reply(status=302, headers=(("Location", "http://10.0.0.1/page"),)),
    "/away": _Reply(status=302, headers=(("Location", "ftp://127.0.0.1/page"),)),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        reply = _REPLIES.get(self.path, _Reply(b"not here", status=404))
        if self.path == "/slow":
            reply = _Reply(size=DRIP_BYTES)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(reply.size or len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        if self.path == "/slow":
            for _ in range(DRIP_BYTES):
                time.sleep(DRIP_SECONDS)
                self.wfile.write(b"x")

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent when a client leaves early: some tests make it leave."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Return the address of a web server on this machine."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
