"""A hostile page, explained, in a real browser: nothing of it runs, and nothing is asked of anyone."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from .conftest import Run

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason=f"none of {', '.join(_NAMES)} is installed (apt-get install chromium)"
)

_QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
#: Seconds after which a browser hangs.
_PATIENCE = 120
_OWNED = "owned"
_ATTACK = (
    "<script>document.body.className='owned'; fetch('SITE/script')</script>"
    "<img src='SITE/picture' onerror=\"document.body.className='owned'\">"
    "<svg onload=\"document.body.className='owned'\"></svg>"
    "<style>@import 'SITE/style'; body { background: url(SITE/background) }</style>"
    "<iframe src='SITE/frame'></iframe><link rel=stylesheet href='SITE/sheet'>"
    "<meta http-equiv=refresh content='0;url=SITE/away'>"
)


@dataclass(frozen=True)
class Site:
    """A server of this machine, and the paths that were asked of it."""

    address: str
    asked: list[str]


@pytest.fixture
def witness() -> Iterator[Site]:
    """Return a server that notes each request."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_port}", asked)
        server.shutdown()
        thread.join()


def opened(path: Path, profile: Path) -> HtmlElement:
    """Return a page as it stands in a browser after its scripts, if any, have run."""
    dump = (f"--user-data-dir={profile}", "--virtual-time-budget=2000", "--dump-dom")
    done = subprocess.run(
        [str(CHROMIUM), *_QUIET, *dump, path.as_uri()],
        capture_output=True,
        timeout=_PATIENCE,
        check=True,
    )
    return html.document_fromstring(done.stdout, parser=html.HTMLParser(encoding="utf-8"))


def hostile(site: Site) -> str:
    """Return a page that attacks with each field and text that an account shows."""
    attack = _ATTACK.replace("SITE", site.address)
    text = attack.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    breakouts = "".join(f"&lt;/{name}&gt;" for name in "title style textarea p a del main".split())
    return f"""<!doctype html><html lang="en&quot; onclick=&quot;x"><head>
        <title>{breakouts}{text}</title>
        <meta property="og:title" content="{breakouts}{text}">
        <meta property="og:site_name" content="&quot;&gt;{text}">
        <meta property="og:image" content="{site.address}/image">
        <link rel="canonical" href="javascript:document.body.className='owned'">
        </head><body><nav>Home {text}</nav><article><h1>{breakouts}{text}</h1>
        <p>{breakouts} The river rose in the night, and the cafÃ© by the bridge was closed. {text}</p>
        <p>]]&gt; --&gt; &quot; ' &amp;lt; The water fell again before noon, the mayor said. {text}</p>
        </article><footer>Related stories {text}</footer></body></html>"""


def test_the_witness_sees_an_attack(folder: Path, witness: Site) -> None:
    """The means of this test work: opened as it is, a page with the attack runs and asks."""
    attack = _ATTACK.replace("SITE", witness.address).partition("<meta")[0]
    Path("page.html").write_text(f"<!doctype html><body>{attack}", "utf-8")
    tree = opened(folder / "page.html", folder / "profile")
    assert tree.find("body").get("class") == _OWNED
    assert {"/script", "/picture"} <= set(witness.asked)


def test_a_hostile_page_runs_nothing_and_asks_nobody(folder: Path, run: Run, witness: Site) -> None:
    """Explained, the same words are text: no element of theirs is there, no request is made."""
    Path("hostile.html").write_text(hostile(witness), "utf-8")
    assert run("explain", "hostile.html", "--html", "why.html").status == 0
    tree = opened(folder / "why.html", folder / "profile")
    assert tree.find("body").get("class") is None
    assert not tree.cssselect("script, img, svg, iframe, link, body style, meta[content*='away']")
    assert not [name for element in tree.iter() for name in element.attrib if name[:2] == "on"]
    assert "document.body.className='owned'" in tree.cssselect(".story")[0].text_content()
    assert witness.asked == []


def test_the_policy_stops_what_escaping_would_let_through(
    folder: Path, run: Run, witness: Site
) -> None:
    """Were markup to get into the page in spite of all, the browser would neither run nor load it."""
    Path("page.html").write_text("<p>The river rose in the night.</p>", "utf-8")
    page = run("explain", "page.html", "--html", "-").out
    attack = _ATTACK.replace("SITE", witness.address).partition("<meta")[0]
    Path("why.html").write_text(page.replace("<main>", f"<main>{attack}"), "utf-8")
    tree = opened(folder / "why.html", folder / "profile")
    assert tree.cssselect("main > script")
    assert tree.find("body").get("class") is None
    assert witness.asked == []
