"""Bytes or str → Decoded: the characters of the input, and whether they are a page or a dump."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from email.message import Message

from normalizer.errors import InputError, LimitError
from normalizer.model import Decoded, Kind, Problem
from normalizer.settings import Settings

#: Beginnings of files that are no text, with the word a person knows them by.
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "an SQLite database"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_BOMS = tuple(bom for bom, name in _BOMS if name != "utf-8")
#: What a label means to browsers, where Python's codec of that name knows less (WHATWG Encoding).
_LABELS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
#: Codecs that are no charsets of pages: markup can hide in UTF-7, others write letters by escapes.
_UNWANTED = frozenset(("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode"))
_PROBE = b"<p class='a'>Az09 +-/;&"
#: Share of the bytes that may be undecodable before a charset is given up: a page into which a
#: feed of another encoding was pasted is still a page in its own.
_TOLERATED = 0.002
#: Share of control characters from which on data is binary; text has next to none.
_CONTROL_SHARE = 0.05
#: What bytes that are not UTF-8 mostly mean in a page that is: windows-1252, pasted in.
_FOREIGN = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_SURROGATE = re.compile(r"[\ud800-\udfff]")
#: Stretches of controls and unreadable characters: a flood of them is one, binary data is full of them.
_STRETCH = re.compile("[\x00-\x20\ufffd]+")
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
#: Control characters but for tab and line breaks.
_NO_SPACE = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})

_SNIFF_CHARS = 100_000
#: Bytes by which a charset is guessed that nothing tells: guessing takes a second for a megabyte.
_GUESS_BYTES = 50_000
#: Tags of structure that a text which does not begin with one has to hold to be HTML.
_FEW_TAGS = 6
_BLOCK_TAGS = (
    "html|head|body|title|meta|link|script|style|div|p|h[1-6]|article|section|main|header|footer"
    "|nav|aside|ul|ol|li|table|tr|td|blockquote|figure|pre|form|center|br|hr|img|iframe|frameset"
)
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*){0,50}", re.S)
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body|frameset)\b", re.I)
_OPENS = re.compile(rf"<(?:{_BLOCK_TAGS})(?:\s[^<>]*)?/?>", re.I)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9:-]*(?:\s[^<>]*)?/?>", re.I)
_STRUCTURE = re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s[^<>]*)?/?>", re.I)


def decode(data: bytes | str, *, content_type: str | None, settings: Settings) -> Decoded:
    """Return the input's characters, its kind, and the encoding they were read in.

    Evidence for the encoding, in this order: byte order mark, well-formed UTF-8, the charset of
    ``content_type``, the document's own declaration, detection. Well-formed UTF-8 goes before the
    labels because labels lie and multi-byte UTF-8 hardly comes about by chance.

    Raises InputError for what is no text (empty, a PDF, a picture …) and LimitError past
    ``settings.max_bytes``. Undecodable bytes become U+FFFD and a problem.
    """
    if not isinstance(data, (bytes, str)):
        raise InputError(
            f"the input is {type(data).__name__}, not bytes or str: read the file or response first"
        )
    if len(data) > settings.max_bytes:
        raise LimitError(
            limit="max_bytes", allowed=settings.max_bytes, value=len(data), unit="bytes"
        )
    if isinstance(data, bytes):
        _refuse_binary(data)
        decoded = _decode_bytes(data, content_type)
    else:
        decoded = Decoded(_without_surrogates(data.removeprefix("\ufeff")), Kind.DUMP, None)
    text = decoded.text
    if decoded.utf8 is None:
        text = text.replace("\x00", "")
        _refuse_controls(text[:_SNIFF_CHARS])
    if not text or text.isspace():
        raise InputError("the input is empty: there is nothing to normalize")
    return replace(decoded, text=text, kind=_kind(text, content_type))


def _refuse_controls(head: str) -> None:
    encoded = head.encode()
    controls = len(encoded) - len(encoded.translate(None, _CONTROL)) + head.count("\ufffd")
    if controls <= _CONTROL_SHARE * len(head):
        return
    stretches = [stretch for stretch in _STRETCH.findall(head) if not stretch.isspace()]
    if len(stretches) > _CONTROL_SHARE * (len(head) - sum(map(len, stretches))):
        raise InputError("the input is binary data, not text: give a page or a plain-text dump")


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _refuse_binary(data: bytes) -> None:
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise InputError(f"the input is {name}, not a page or a plain-text dump")


def _decode_bytes(data: bytes, content_type: str | None) -> Decoded:
    """Return the characters of the input, of a kind that is yet to be found out."""
    if b"\x1b" not in data and not data.startswith(_WIDE_BOMS):
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            is_plain = len(data.translate(None, _NO_SPACE)) == len(data)
            text, plain = text.removeprefix("\ufeff"), data.removeprefix(codecs.BOM_UTF8)
            if is_plain or not _wide_without_bom(data):
                return Decoded(text, Kind.DUMP, "utf-8", utf8=plain if is_plain else None)
    text, encoding = _read(data, content_type)
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if bad <= 0:
        return Decoded(text, Kind.DUMP, encoding)
    message = f"{bad} bytes are not {encoding}: they are shown as U+FFFD"
    return Decoded(text, Kind.DUMP, encoding, (Problem("undecodable_bytes", message),))


def _read(data: bytes, content_type: str | None) -> tuple[str, str]:
    """Return the characters of bytes that are not plainly UTF-8, and the encoding."""
    if marked := _marked(data):
        return marked
    if wide := _wide_without_bom(data):
        return data.decode(wide, "replace"), wide
    # Most pages are UTF-8 and do not come to this import, which takes as long as a page.
    from bs4.dammit import EncodingDetector
    from resiliparse.parse.encoding import detect_encoding

    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    labels = [label for label in (_charset(content_type), declared) if label]
    codecs_named = [codec for label in labels if (codec := _codec(label))]
    # ISO-2022 text is well-formed ASCII, so its label has to go before the test for UTF-8.
    codecs_named.sort(key=lambda name: not name.startswith("iso2022"))
    for name in (*codecs_named, "utf-8"):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, ValueError):
            continue
    if _mostly_utf8(data):
        return _with_pasted(data), "utf-8"
    for name in codecs_named:
        text = data.decode(name, "replace")
        if name != "utf-8" and text.count("\ufffd") <= _TOLERATED * len(data):
            return text, name
    _refuse_controls(data[:_SNIFF_CHARS].decode("latin-1").replace("\x00", ""))
    # Its names for browsers leave cp949 out.
    guess = _codec(detect_encoding(_telling(data), html5_compatible=False) or "") or "cp1252"
    return _with_pasted(data) if guess == "utf-8" else data.decode(guess, "replace"), guess


def _with_pasted(data: bytes) -> str:
    """Return the characters of a page in UTF-8 into which windows-1252 was pasted."""
    return data.decode("utf-8", "surrogateescape").translate(_FOREIGN)


def _marked(data: bytes) -> tuple[str, str] | None:
    """Return the characters of bytes that a byte order mark opens, and the encoding; else None."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            rest = data[len(bom) :]
            # A wide text has zero bytes in its line breaks at least; else the mark is a lie.
            if name != "utf-8" and 0 not in rest and (narrow := _as_utf8(rest)):
                return narrow, "utf-8"
            return rest.decode(name, "replace"), name
    return None


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _telling(data: bytes) -> bytes:
    """Return the part of a text by which its charset is guessed: from its first byte beyond ASCII on."""
    if len(data) <= _GUESS_BYTES:
        return data
    first = _BEYOND_ASCII.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    start = max(start, first.start() - _GUESS_BYTES // 2) if first else 0
    return data[start : start + _GUESS_BYTES]


def _mostly_utf8(data: bytes) -> bool:
    """Return whether ``data`` is UTF-8 with some bytes of another charset pasted in."""
    text = data.decode("utf-8", "replace")
    strange = text.count("\ufffd")
    return 0 < strange <= _TOLERATED * len(data) and 2 * strange < sum(
        character > "\x7f" for character in text if character != "\ufffd"
    )


def _wide_without_bom(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 whose zero bytes the head of ``data`` shows (ASCII markup)."""
    head = data[:400]
    if len(head) < 8 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd > len(head) * 0.7:
        return "utf-32-le" if head[0] else "utf-32-be"
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _charset(content_type: str | None) -> str | None:
    message = Message()
    message["content-type"] = content_type or ""
    return message.get_content_charset()


def _codec(label: str) -> str | None:
    """Return the codec of a charset that pages may be in: one that reads ASCII as it is."""
    try:
        name = codecs.lookup(label.strip()).name
        is_plain = _PROBE.decode(name) == _PROBE.decode() and name not in _UNWANTED
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name, name) if is_plain else None


def _kind(text: str, content_type: str | None) -> Kind:
    """Return what the input is.

    A dump may hold tags (``<b>``) or comparisons (``5 < 6``); HTML may come without ``<html>``.
    What decides is whether the text is inside markup or the markup inside text.
    """
    media = (content_type or "").partition(";")[0].strip().lower()
    if media in {"text/html", "application/xhtml+xml"}:
        return Kind.HTML
    if media in {"text/plain", "text/markdown"}:
        return Kind.DUMP
    head = text[:_SNIFF_CHARS]
    prologue = _PROLOGUE.match(head)
    start = head[prologue.end() :] if prologue else head
    if _DOCUMENT.match(start):
        return Kind.HTML
    if _OPENS.match(start):
        return Kind.DUMP if _outside(head) else Kind.HTML
    if len(_STRUCTURE.findall(head)) < _FEW_TAGS or _mostly_bare_lines(head) or _outside(head):
        return Kind.DUMP
    return Kind.HTML


def _mostly_bare_lines(head: str) -> bool:
    """Return whether most characters stand in lines without a tag: prose about markup."""
    lines = head.splitlines()
    bare = sum(len(line) for line in lines if not _ANY_TAG.search(line))
    return 2 * bare > sum(map(len, lines))


def _outside(head: str) -> bool:
    """Return whether most characters of ``head`` stand outside every element: code in a text."""
    depth = outside = inside = position = 0
    for tag in _ANY_TAG.finditer(head):
        size = len(head[position : tag.start()].strip())
        outside, inside = (outside + size, inside) if depth == 0 else (outside, inside + size)
        position = tag.end()
        if tag.group().startswith("</"):
            depth = max(0, depth - 1)
        elif not tag.group().endswith("/>") and not _VOID.match(tag.group()):
            depth += 1
    size = len(head[position:].strip())
    outside, inside = (outside + size, inside) if depth == 0 else (outside, inside + size)
    return outside > inside


_VOID = re.compile(r"<(?:br|hr|img|meta|link|input|wbr|source|area|base|col|embed|track)\b", re.I)
