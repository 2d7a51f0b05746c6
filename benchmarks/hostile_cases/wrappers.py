"""Stories that stand in elements which were made for something else, and that browsers show all the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import Case, encoded
from stories import STORY, TITLE, paragraphs

#: What stands around the story, by what it is called.
_AROUND = {
    "a link": ('<a href="/x">', "</a>"),
    "a button": ("<button>", "</button>"),
    "a label in a form": (
        "<form><fieldset><legend>x</legend><label>",
        "</label></fieldset></form>",
    ),
    "details that are closed": ("<details><summary>Read</summary>", "</details>"),
    "an open dialog": ("<dialog open>", "</dialog>"),
    "custom elements": (
        "<news-page><news-body><news-text>",
        "</news-text></news-body></news-page>",
    ),
    "a layout table": (
        "<table><tr><td><ul><li><a href=/a>Home</a><li><a href=/b>Sport</a></ul><td>",
        "<td><a href=/c>Shop</a></table>",
    ),
    "tables in tables of columns": (
        "<table><tr><td>" + "<table><tr><td><table><tr><td>x<td>" * 5,
        "</table></table>" * 5 + "</table>",
    ),
    "a cell of a heading": ("<table><tr><th>", "</th></tr></table>"),
    "a caption of a table": ("<table><caption>", "</caption><tr><td>1</table>"),
    "noscript": ("<noscript>", "</noscript>"),
    "the fallback of an object": ("<object data=x.swf>", "</object>"),
    "the fallback of a video": ("<video src=x.mp4>", "</video>"),
    "the fallback of a canvas": ("<canvas>", "</canvas>"),
    "a marquee": ("<marquee>", "</marquee>"),
    "an address": ("<address>", "</address>"),
    "nobr and center": ("<center><nobr><big><tt>", "</tt></big></nobr></center>"),
    "a map": ("<map name=a>", "</map>"),
    "a slot": ("<x-card><slot>", "</slot></x-card>"),
    "a declarative shadow root": (
        "<x-story><template shadowrootmode=open>",
        "</template></x-story>",
    ),
    "an svg's foreignObject": ("<svg width=900><foreignObject>", "</foreignObject></svg>"),
    "MathML": ("<math><mtext>", "</mtext></math>"),
    "elements with prefixes": ("<o:p><v:shape><st1:place>", "</st1:place></v:shape></o:p>"),
    "comments for other browsers": ("<!--[if !IE]><!-->", "<!--<![endif]-->"),
    "conditions for other browsers": ("<![if !IE]>", "<![endif]>"),
    "a bdo from right to left": ("<div dir=rtl><bdo dir=ltr>", "</bdo></div>"),
    "a fixed layer above all": ('<div style="position:fixed;inset:0;z-index:99999999">', "</div>"),
    "blockquote and cite": ("<blockquote><cite>", "</cite></blockquote>"),
    "deleted and inserted text": ("<ins><del></del>", "</ins>"),
    "an isindex and a dir": ("<isindex prompt=x><dir><li>", "</dir>"),
    "a header": ("<header>", "</header>"),
    "a footer": ("<footer>", "</footer>"),
    "an aside": ("<aside>", "</aside>"),
    "a nav": ("<nav>", "</nav>"),
}
#: Elements in which markup is text, and what joins the paragraphs there.
_AS_TEXT = ("pre", "listing", "xmp", "plaintext", "textarea")


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "wrappers"
    for name, (opening, closing) in _AROUND.items():
        text = _page(f"{opening}<h1>{TITLE}</h1>{paragraphs()}{closing}")
        yield Case(group, f"the story in {name}", partial(encoded, text))
    for tag in _AS_TEXT:
        text = _page(f"<{tag}>" + "\n\n".join(STORY) + f"\n</{tag}>")
        yield Case(group, f"the story as text in {tag}", partial(encoded, text))
    pieces = {
        "dt and dd": "<dl>"
        + "".join(f"<dt>{n}<dd>{text}" for n, text in enumerate(STORY))
        + "</dl>",
        "items of a list": "<ol>" + "".join(f"<li>{text}" for text in STORY) + "</ol>",
        "rows of a table": "<table>" + "".join(f"<tr><td>{text}" for text in STORY) + "</table>",
        "headings": "".join(f"<h3>{text}</h3>" for text in STORY),
        "figure captions": "".join(
            f"<figure><img src=a><figcaption>{text}</figcaption></figure>" for text in STORY
        ),
        "custom elements, each of its own": "".join(
            f"<x-{n}>{text}</x-{n}>" for n, text in enumerate(STORY)
        ),
        "links, each its own": "".join(
            f"<p><a href=/{n}>{text}</a>" for n, text in enumerate(STORY)
        ),
        "shapes of a slide show": "".join(
            f"<div class=slide {'hidden' if n else ''}><p>{text}</div>"
            for n, text in enumerate(STORY)
        ),
        "pairs of br": f"<b>{'<br /><br />'.join(STORY)}</b>",
        "each letter its own element": "".join(
            f"<p>{''.join(f'<i>{letter}</i>' for letter in text)}</p>" for text in STORY
        ),
    }
    for name, body in pieces.items():
        yield Case(
            group, f"the story in {name}", partial(encoded, _page(f"<h1>{TITLE}</h1>{body}"))
        )


def _page(body: str) -> str:
    """Return a page of nothing but that, and of a menu."""
    return (
        f"<!doctype html><html lang=en><head><title>{TITLE}</title></head><body>"
        f"<div class=menu><a href=/>Home</a> <a href=/towns>Towns</a></div>{body}</body></html>"
    )
