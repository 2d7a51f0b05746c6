"""What is no HTML page, or not only one: feeds, frames, several documents in one."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from html import escape
from quopri import encodestring
from urllib.parse import quote

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
    yield from _wrapped(group)
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


def _wrapped(group: str) -> Iterator[Case]:
    """Yield pages in the wrappings of the protocols and files in which they travel."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: a=b\r\n\r\n"
    warc = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n\r\n"
    whole = page()
    yield Case(group, "a page behind the header of its response", partial(encoded, head + whole))
    yield Case(group, "a page in a record of WARC", partial(encoded, warc + head + whole))
    chunks = [whole[at : at + 500] for at in range(0, len(whole), 500)]
    chunked = "".join(f"{len(one):x}\r\n{one}\r\n" for one in chunks) + "0\r\n\r\n"
    others = {
        "a page in the chunks of its transfer": chunked,
        "a page in base64": b64encode(whole.encode()).decode(),
        "a page in quoted-printable": encodestring(whole.encode()).decode(),
        "a page as a data URI": "data:text/html," + quote(whole),
        "a page whose markup is escaped": escape(whole),
        "a page whose markup is escaped twice": escape(escape(whole)),
        "a page as a string of JSON": json.dumps({"html": whole}),
        "a saved mail of a page": "MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\n"
        + whole,
        "RTF": "{\\rtf1\\ansi " + "\\par ".join(STORY) + "}",
        "PostScript": "%!PS-Adobe-3.0\n" + "(word) show\n" * 20_000,
        "LaTeX": "\\documentclass{article}\n\\begin{document}\n" + "\n\n".join(STORY),
        "a diff": "".join(f"-{text}\n+{text}\n" for text in STORY),
        "subtitles": "".join(
            f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n" for n, text in enumerate(STORY)
        ),
        "a calendar": "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nDTSTART:20240101\nEND:VEVENT\n" * 5_000,
        "a log of a server": '1.2.3.4 - - [01/Jan/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 12\n'
        * 20_000,
        "source of a program": "def f(x):\n    return x < 1 and '<p>'\n\n" * 5_000,
        "a table of tabs": "1\t2\t3\t\n" * 50_000,
    }
    for name, text in others.items():
        yield Case(group, name, partial(encoded, text), story=(), errors=INPUT)
