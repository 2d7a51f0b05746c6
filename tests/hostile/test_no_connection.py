"""A page reaches nothing: a server that listens on this machine hears of none that names it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from normalizer import Extractor, Normalizer, NormalizerError, Settings
from stories import page, paragraphs

#: What pages name things by: each is put into a page with an address of the server.
_HEADS = (
    '<base href="{}">',
    '<link rel=stylesheet href="{}">',
    '<link rel=preload as=script href="{}">',
    '<link rel="dns-prefetch preconnect" href="{}">',
    '<link rel=canonical href="{}"><meta property=og:url content="{}">',
    '<link rel=amphtml href="{}"><link rel=manifest href="{}"><link rel=icon href="{}">',
    '<link rel=alternate type=application/rss+xml href="{}">',
    '<link rel=alternate type="application/json+oembed" href="{}">',
    '<meta http-equiv=refresh content="0;url={}">',
    '<meta http-equiv=Content-Security-Policy content="report-uri {}">',
    '<meta property=og:image content="{}"><meta name=twitter:player content="{}">',
    '<script src="{}"></script><script type=module>import "{}"</script>',
    "<style>@import url({}); p {{ background: url({}) }}</style>",
    '<script type="application/ld+json">{{"@context": "{}", "@type": "NewsArticle", "@id": "{}", '
    '"headline": "x", "url": "{}", "image": {{"@id": "{}"}}, "author": {{"@id": "{}"}}, '
    '"publisher": {{"@type": "Organization", "@id": "{}", "logo": "{}"}}}}</script>',
)
_BODIES = (
    '<img src="{}" srcset="{} 2x" longdesc="{}" lowsrc="{}">',
    '<picture><source srcset="{}"><img data-src="{}"></picture>',
    '<iframe src="{}"></iframe><iframe srcdoc="<img src={}>"></iframe>',
    '<frameset><frame src="{}"></frameset>',
    '<object data="{}" codebase="{}" classid="{}"><param name=src value="{}"></object>',
    '<embed src="{}"><applet archive="{}" codebase="{}"></applet><bgsound src="{}">',
    '<video src="{}" poster="{}"><track src="{}"></video><audio src="{}"></audio>',
    '<a href="{}" ping="{}">x</a><area href="{}">',
    '<form action="{}"><input type=image src="{}" formaction="{}"></form><isindex action="{}">',
    '<blockquote cite="{}">x</blockquote><q cite="{}">y</q><del cite="{}">z</del>',
    '<body background="{}"><table background="{}"><tr><td background="{}">x</table>',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use href="{}#a"/><use xlink:href="{}#a"/>'
    '<image href="{}"/><script href="{}"/><feImage href="{}"/></svg>',
    '<math href="{}"><mglyph src="{}"/></math>',
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>',
    '<p style="background: url({})">x</p><div itemscope itemtype="{}" itemid="{}">x</div>',
    '<script type="text/x-template"><img src="{}"></script><template><img src="{}"></template>',
    '<noscript><img src="{}"></noscript><amp-img src="{}"></amp-img>',
)
_DOCTYPES = (
    '<!DOCTYPE html SYSTEM "{}">',
    '<!DOCTYPE html PUBLIC "-//A//DTD B//EN" "{}">',
    '<!DOCTYPE html [<!ENTITY x SYSTEM "{}">]>',
    '<!DOCTYPE html [<!ENTITY % x SYSTEM "{}"> %x;]>',
    '<!DOCTYPE html [<!NOTATION n SYSTEM "{}"><!ENTITY x SYSTEM "{}" NDATA n>]>',
    '<?xml-stylesheet type="text/xsl" href="{}"?>',
    '<?xml-stylesheet type="text/css" href="{}"?>',
    '<?xml version="1.0"?><!DOCTYPE html SYSTEM "{}" [<!ATTLIST p x CDATA "{}">]>',
)
_XHTML = (
    '{}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="a {{}}" manifest="{{}}"><head profile="{{}}"><title>x</title></head>'
    "<body><p>&x;</p>{}</body></html>"
)


class _Ear:
    """A server that only counts who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=500)
        self._socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x"

    def heard(self) -> int:
        """Return how many connected since the last question."""
        count = 0
        with suppress(BlockingIOError):
            while True:
                self._socket.accept()[0].close()
                count += 1
        return count

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(name="ear")
def _ear() -> Iterator[_Ear]:
    ear = _Ear()
    yield ear
    ear.close()


def _pages(address: str) -> Iterator[str]:
    def put(text: str) -> str:
        return text.format(*[address] * 99)

    for head in _HEADS:
        yield page(head=put(head))
    for body in _BODIES:
        yield page(before=put(body), between=put(body))
    yield page(head=put("".join(_HEADS)), before="".join(map(put, _BODIES)))
    for doctype in _DOCTYPES:
        yield put(_XHTML.format(doctype, paragraphs()))


def test_the_ear_hears(ear: _Ear) -> None:
    """The server does count who connects: the silence of the other tests means something."""
    port = int(ear.address.rpartition(":")[2].partition("/")[0])
    with socket.create_connection(("127.0.0.1", port)):
        assert ear.heard() == 1


@pytest.mark.parametrize("extractor", list(Extractor))
@pytest.mark.parametrize("kind", [None, "text/html", "application/xhtml+xml", "text/plain"])
def test_no_page_makes_a_connection(ear: _Ear, extractor: Extractor, kind: str | None) -> None:
    """Whatever a page declares and names, reading it connects to nothing."""
    normalizer = Normalizer(settings=Settings(extractor=extractor))

    def read(text: str) -> None:
        with suppress(NormalizerError):
            normalizer.normalize(text, url=ear.address, content_type=kind).to_json()

    pages = list(_pages(ear.address))
    assert len(pages) > 35
    for text in pages:
        read(text)
    with ThreadPoolExecutor(1) as pool:  # libxml2 keeps what opens addresses for each thread
        list(pool.map(read, pages))
    assert ear.heard() == 0


def test_no_rule_makes_a_connection(ear: _Ear, tmp_path: Path) -> None:
    """Nor does a rule of a stranger, whose selectors ask for documents."""
    file = tmp_path / "publishers" / "zz" / "reaching.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        "outlet: Reaching\nmatch: {hosts: [reaching.example]}\n"
        f"body: [\"//p[document('{ear.address}')]\"]\n",
        "utf-8",
    )
    with suppress(NormalizerError):
        Normalizer([tmp_path]).normalize(page(), url="https://reaching.example/a")
    assert ear.heard() == 0
