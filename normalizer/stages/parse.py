"""Decoded → Page: one tree for all later stages, and what its head says to machines."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile
from typing import cast

import msgspec
from lxml import etree
from lxml.etree import HTMLParser

from normalizer.elements import HEAD_TAGS, Element, Elements, text_content
from normalizer.errors import LimitError
from normalizer.flat import flat_tree
from normalizer.model import Decoded, Head, Kind, Page, Problem
from normalizer.settings import Settings
from normalizer.text import squash

#: libxml2 drops all that comes after the closing tag of the document, and stories stand there
#: (4 of 1,879 pages of the tuning corpus). Without the tags it closes both at the end by itself.
_CLOSERS = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s*>")
#: Characters that libxml2 reads but refuses to write: those that Python takes for white space
#: become a space, the others go.
_BAD_SPACES = bytes.maketrans(b"\x0b\x0c\x1c\x1d\x1e\x1f", b"      ")
_BAD_BYTES = bytes({*range(0x20)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F})
_BAD_WIDE = re.compile(b"\xef\xbf[\xbe\xbf]")
#: The same written as character references.
_BAD_REFERENCE = re.compile(
    rb"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    rb"|[xX]0*(?:[1-8bcefBCEF]|1[\da-fA-F]|[fF]{3}[efEF])(?![\da-fA-F]));?"
)
#: What ends a line for ``str.splitlines``.
_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_COUNT = etree.XPath("count(//*)")
#: Elements that every page is given: html, head, body and a paragraph, and some to spare.
_IMPLIED = 8
_IN_HEAD = HEAD_TAGS | {"script", "style", "noscript", "template"}
_META_NAMES = ("property", "name", "itemprop", "http-equiv")
#: An attribute as browsers read it; a quote that nothing closes runs to the end of the page.
_ATTRIBUTE = (
    rb"[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))?+"
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_START = re.compile(rb"<[a-zA-Z][^\s/>]*+")
_TAG = re.compile(rb"</?+[a-zA-Z][^\s/>]*+")
#: Elements in which markup is only text, up to their end tags.
_RAW = rb"script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"
_RAW_END = rb"</(?i:%s)(?=[\s/>])"
#: What needs no closer look before a page is parsed: text, declarations, tags of few attributes.
_PLAIN = re.compile(
    rb"(?:[^<]++"
    rb"|</[a-zA-Z][^\s/>]*+>"
    rb"|<(?![a-zA-Z!?/])"
    rb"|<(?:/?+(?!(?i:%s)[\s/>])[a-zA-Z])[^\s/>]*+(?:%s){0,100}+[\s/]*+>"
    rb"|<(?:[?]|!(?!--)|/(?![a-zA-Z]))[^>]*+>)*+" % (_RAW, _ATTRIBUTE)
)
_RAW_START = re.compile(rb"<(%s)(?=[\s/>])" % _RAW, re.I)
_COMMENT_END = re.compile(rb"--!?>")
#: Comments in a script may hold scripts of their own; "<!-->" is a whole comment.
_IN_SCRIPT = re.compile(rb"(<!--)(?!-?>)|(-->)|<(/?)script(?=[\s/>])", re.I)
_LD_JUNK = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*+\]\]>|/\*\s*+\]\]>\s*+\*/)\s*+;?\s*+$"
)
_LD_COMMA = re.compile(r",\s*([}\]])")


def parse(
    decoded: Decoded, *, url: str | None, crawled: dt.datetime | None, settings: Settings
) -> Page:
    """Return the input as a Page: HTML with its tree and head, a dump with its text.

    libxml2 gives up below 2,048 levels of nesting and drops the rest of the page without a word
    but in its error log; such pages are read again, their deepest levels made flat, so that no text is
    lost. Raises LimitError past ``settings.max_nodes``. Nothing that a page declares or names is
    fetched, included or expanded.
    """
    if decoded.kind is Kind.DUMP:
        _refuse_lines(decoded.text, settings)
        return Page(Kind.DUMP, decoded.text, None, Head(), url, crawled, decoded.problems)
    problems = list(decoded.problems)
    source = _slim(_sound(decoded), settings.max_attributes, problems)
    tree = _tree(source, settings)
    _fill_body(tree)
    _unveil(tree, source)
    _refuse_huge(decoded.text, tree, settings)
    elements = Elements(tree)
    head = _head(elements, settings, problems)
    return Page(Kind.HTML, "", elements, head, url, crawled, tuple(problems))


def _refuse_lines(text: str, settings: Settings) -> None:
    if len(text) <= settings.max_blocks:
        return
    lines = sum(map(text.count, _LINE_ENDS)) - text.count("\r\n")
    if lines > settings.max_blocks:
        raise LimitError(limit="max_blocks", allowed=settings.max_blocks, value=lines, unit="lines")


def _refuse_huge(text: str, tree: Element, settings: Settings) -> None:
    # The parser may imply an element for each tag and each text, but no more: mostly none is counted.
    if 2 * text.count("<") + _IMPLIED <= settings.max_nodes:
        return
    nodes = int(cast(float, _COUNT(tree)))
    if nodes > settings.max_nodes:
        raise _too_many_nodes(nodes, settings)


def _too_many_nodes(nodes: int, settings: Settings) -> LimitError:
    return LimitError(limit="max_nodes", allowed=settings.max_nodes, value=nodes, unit="elements")


def _slim(source: bytes, most: int, problems: list[Problem]) -> bytes:
    """Return the page with no start tag of very many attributes: libxml2 takes the square of their number.

    Tags are told from text as libxml2 tells them, in one pass: quotes may hide any sign of where one ends.
    """
    pieces: list[bytes] = []
    done = at = 0
    while (plain := _PLAIN.match(source, at)) and (at := plain.end()) < len(source):
        if source.startswith(b"<!--", at):
            at = _behind(_COMMENT_END, source, at + 2)
        elif tag := _TAG.match(source, at):
            cut, at = _cut(source, tag.end(), most)
            if cut < at:
                pieces.append(source[done:cut])
                done = at
            if raw := _RAW_START.match(source, tag.start()):
                at = _behind_raw(source, at, raw[1].lower())
        else:
            break
    if not pieces:
        return source
    message = f"{len(pieces)} elements have more than {most} attributes: the others are left out"
    problems.append(Problem("many_attributes", message))
    return b"".join((*pieces, source[done:]))


def _cut(source: bytes, at: int, most: int) -> tuple[int, int]:
    """Return where of a tag the attributes are to be cut off, and where the last of them ends."""
    cut, count = 0, 0
    while one := _ATTRIBUTES.match(source, at):
        at = one.end()
        count += 1
        if count == most:
            cut = at
    return cut or at, at


def _behind(mark: re.Pattern[bytes], source: bytes, at: int) -> int:
    found = mark.search(source, at)
    return found.end() if found else len(source)


def _behind_raw(source: bytes, at: int, name: bytes) -> int:
    """Return where the end tag of an element begins in which markup is only text."""
    found = re.compile(_RAW_END % name).search(source, at)
    end = found.start() if found else len(source)
    if name != b"script" or source.find(b"<!--", at, end) < 0:
        return end
    is_comment = hides = False
    for mark in _IN_SCRIPT.finditer(source, at):
        if mark[1]:
            is_comment = True
        elif mark[2]:
            is_comment = hides = False
        elif mark[3] and not hides:
            return mark.start()
        else:
            hides = is_comment and not mark[3]
    return len(source)


def _tree(source: bytes, settings: Settings) -> Element:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(source, parser=parser)
    except etree.XMLSyntaxError:
        tree = None
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if tree is None or cut:
        # Each opening tag is an element here, and no more.
        if (nodes := len(_START.findall(source))) > settings.max_nodes:
            raise _too_many_nodes(nodes, settings)
        return flat_tree(source.decode("utf-8"), depth=settings.max_depth)
    return tree


def _fill_body(tree: Element) -> None:
    """Move what a page shows out of its head, where libxml2 leaves HTML5 elements without a body tag."""
    head = tree.find("head")
    strays = [] if head is None else list(dropwhile(lambda child: child.tag in _IN_HEAD, head))
    if not strays:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for at, stray in enumerate(strays):
        body.insert(at, stray)


def _unveil(tree: Element, source: bytes) -> None:
    """Make plain elements of what browsers show: declarative shadow roots, drawings with HTML in them."""
    if b"shadowrootmode" in source:
        for template in tree.iter("template"):
            if template.get("shadowrootmode") is not None:
                template.tag = "div"
    if b"foreignObject" in source or b"foreignobject" in source:
        seen: set[Element] = set()
        for inner in tree.iter("foreignobject"):
            for outer in inner.iterancestors():
                if outer in seen:
                    break
                seen.add(outer)
                if outer.tag == "svg":
                    outer.tag = "div"


def _sound(decoded: Decoded) -> bytes:
    """Return the page's bytes in UTF-8 without what libxml2 stumbles over."""
    source = decoded.utf8
    if source is None:
        source = decoded.text.encode().translate(_BAD_SPACES, _BAD_BYTES)
    if "\ufffe" in decoded.text or "\uffff" in decoded.text:
        source = _BAD_WIDE.sub(b"", source)
    return _BAD_REFERENCE.sub(b" ", _CLOSERS.sub(b"", source))


def _head(elements: Elements, settings: Settings, problems: list[Problem]) -> Head:
    metas: dict[str, list[str]] = {}
    for element in elements.named("meta"):
        # Some pages, and archives that rewrote them, write value where HTML says content.
        content = element.get("content", element.get("value"))
        if content is None:
            continue
        for kind in _META_NAMES:
            if name := element.get(kind):
                metas.setdefault(name.strip().lower(), []).append(squash(content))
    canonical = None
    for link in elements.named("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            canonical = link.get("href", "").strip()
            break
    tree = elements.tree
    return Head(
        metas={name: tuple(contents) for name, contents in metas.items()},
        ld=tuple(_linked_data(_linked(elements, settings, problems), settings)),
        title=_title(elements) or None,
        canonical=canonical,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        base=next((element.get("href") for element in elements.named("base")), None),
    )


def _title(elements: Elements) -> str:
    """Return the text of the first title: a drawing has titles too, which are not the page's."""
    for element in elements.named("title"):
        if next(element.iterancestors("svg"), None) is None:
            return squash(text_content(element))
    return ""


def _linked(elements: Elements, settings: Settings, problems: list[Problem]) -> list[str]:
    """Return the sources of the page's JSON-LD scripts, as many as may be read."""
    sources: list[str] = []
    size = 0
    for script in elements.named("script"):
        if "ld+json" in (script.get("type") or "").lower():
            source = script.text or ""
            size += len(source)
            if size > settings.max_linked_bytes:
                allowed = f"{settings.max_linked_bytes:,} characters"
                message = f"the page has more than {allowed} of JSON-LD: the rest is left out"
                problems.append(Problem("much_linked_data", message))
                break
            sources.append(source)
    return sources


def _linked_data(sources: Iterable[str], settings: Settings) -> Iterator[Mapping[str, object]]:
    """Yield the JSON-LD objects of scripts, outer ones first."""
    count = 0
    for source in sources:
        level: list[object] = [_json(source)]
        for _ in range(settings.max_linked_depth):
            deeper: list[object] = []
            for value in level:
                if isinstance(value, dict):
                    if count == settings.max_linked_objects:
                        return
                    count += 1
                    yield value
                    deeper.extend(value.values())
                elif isinstance(value, list):
                    deeper.extend(value)
            level = [value for value in deeper if isinstance(value, (dict, list))]


def _json(source: str) -> object:
    """Return the JSON value of a script, or None: pages wrap it in comments, leave commas behind."""
    try:
        return msgspec.json.decode(source)
    except (ValueError, RecursionError):
        source = _LD_JUNK.sub("", source)
    for text in (source, _LD_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
