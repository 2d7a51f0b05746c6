"""What is no HTML page, or not only one: feeds, frames, several documents in one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from html import escape

from hostile_cases.case import INPUT, Case, encoded
from stories import STORY, dump, page, paragraphs


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "documents"
    noise = (
        ("a frameset without a story", "<frameset cols=*><frame src=a></frameset>"),
        ("an empty page", "<!doctype html><html><head></head><body></body></html>"),
        ("only a head", "<html><head><title>Rain</title>"),
        ("only a doctype", "<!doctype html>"),
        ("only a comment", "<html><!-- nothing here -->"),
        ("only scripts", "<html><body><script>load()</script></body></html>"),
        ("only an unclosed script", "<html><body><script>load(" + "x" * 100_000),
        ("only an unclosed comment", "<html><body><!-- " + "x" * 100_000),
        ("only an unclosed tag", "<html><body><p " + "x" * 100_000),
        ("only links", "<html><body>" + "<a href=x>Go there</a> " * 5_000),
        ("only images", "<html><body>" + "<img src=x>" * 5_000),
        ("a page of white space", "<html><body>" + " \n\t" * 1_000_000),
        ("a page of no-break spaces", "<html><body>" + "&nbsp;" * 500_000),
    )
    for name, text in noise:
        yield Case(group, name, partial(encoded, text), story=(), errors=INPUT)
    yield Case(
        group,
        "a frameset with the story in noframes",
        lambda: (
            "<html><head><title>Frames</title></head><frameset cols='20%,*'><frame src=a>"
            f"<noframes><body>{paragraphs()}</body></noframes></frameset></html>"
        ).encode(),
    )
    yield Case(
        group,
        "a frameset around the page's body",
        lambda: (
            f"<html><frameset><frame src=a></frameset><body>{paragraphs()}</body></html>".encode()
        ),
    )
    rss = "".join(
        f"<item><title>Story {n}</title><description>{escape(text)}</description></item>"
        for n, text in enumerate(STORY)
    )
    feeds = (
        ("an RSS feed", f'<?xml version="1.0"?><rss version="2.0"><channel>{rss}</channel></rss>'),
        (
            "an Atom feed",
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
            + "".join(f"<entry><summary>{text}</summary></entry>" for text in STORY)
            + "</feed>",
        ),
        ("a JSON document", json.dumps({"text": list(STORY)}, indent=1)),
        ("a JavaScript file", "".join(f"say({text!r});\n" for text in STORY)),
        ("a style sheet", ".a { color: red }\n" * 500),
        ("a robots.txt", "User-agent: *\nDisallow: /a\n" * 100),
        ("a sitemap", "<?xml version='1.0'?><urlset>" + "<url><loc>https://a</loc></url>" * 9_000),
        ("a CSV file", "id,title,views\n" + "1,Ferry,12\n" * 50_000),
        ("an SQL dump", "INSERT INTO a VALUES (1, 'x', NULL);\n" * 20_000),
        ("a mail", "From: a@b.example\nSubject: Ferry\n\n" + "\n\n".join(STORY)),
    )
    for name, text in feeds:
        yield Case(group, name, partial(encoded, text), story=(), errors=INPUT)
    yield Case(
        group,
        "XHTML with an XML declaration",
        lambda: (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 '
            'Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html '
            f'xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs()}</body></html>'
        ).encode(),
        content_type="application/xhtml+xml",
    )
    yield Case(
        group,
        "XHTML with a prefix for every element",
        lambda: (
            '<html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
            + "".join(f"<h:p>{text}</h:p>" for text in STORY)
            + "</h:body></html>"
        ).encode(),
    )
    yield Case(
        group,
        "a page sent as text/plain",
        lambda: "\n\n".join(STORY).encode(),
        content_type="text/plain; charset=nonsense",
    )
    yield Case(
        group,
        "a dump sent as text/html",
        lambda: dump().encode(),
        content_type="text/html; charset=utf-8",
    )
    for kind in (
        "image/png",
        "application/octet-stream",
        ";;;=",
        "text/html; charset=" + "x" * 100_000,
        'text/html; charset="utf-8',
        "text/html;" * 20_000,
        "text/html; charset*=utf-8''%00",
        "\r\nX: y",
        "text/html; charset=\udcff",
        "текст/хтмл; charset=юникод",
        "text/html; charset=utf-7",
        "text/html; charset=base64",
        "text/html; charset=rot13",
        "text/html; charset=idna",
        "text/html; charset=unicode_escape",
        "text/html; charset=utf-16",
        "text/html; charset=hex; charset=zlib",
    ):
        yield Case(
            group,
            f"a page with the Content-Type {kind[:40]!r}",
            lambda: page().encode(),
            content_type=kind,
        )
