from __future__ import annotations

import pytest

from normalizer.errors import InputError, LimitError
from normalizer.model import Decoded, Kind
from normalizer.settings import Settings
from normalizer.stages.decode import decode

_STORY = "Der Fluss stieg um zwei Meter, wie die Gemeinde mitteilte. Größe, Übung, Straße."


def _decode(data: bytes | str, content_type: str | None = None) -> Decoded:
    return decode(data, content_type=content_type, settings=Settings())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_known_by_mark_or_zero_bytes(encoding: str) -> None:
    """UTF-8, UTF-16 and UTF-32 come out whole, with a byte order mark or (UTF-16) without."""
    page = f"<html><body><p>{_STORY}</p></body></html>"
    assert _decode(page.encode(encoding)).text == page


@pytest.mark.parametrize(
    ("encoding", "label", "story"),
    [
        ("cp1252", "iso-8859-1", "Der Bürgermeister sagte „nein“ – und ging."),
        ("shift_jis", "Shift_JIS", "橋は春までに直ると町長は述べた。"),
        ("euc-jp", "EUC-JP", "橋は春までに直ると町長は述べた。"),
        ("iso2022_jp", "ISO-2022-JP", "橋は春までに直ると町長は述べた。"),
        ("cp949", "euc-kr", "강물이 밤새 이 미터 불어났다."),
        ("gb18030", "gb2312", "河水一夜之间上涨了两米。"),
        ("big5", "Big5", "河水一夜之間上漲了兩米。"),
        ("cp1251", "windows-1251", "Река поднялась на два метра."),
        ("koi8-r", "KOI8-R", "Река поднялась на два метра."),
    ],
)
def test_declared_encodings_are_read_as_browsers_read_them(
    encoding: str, label: str, story: str
) -> None:
    """A charset is taken from the header or from the document, in the browsers' sense of its name."""
    declared = f'<html><head><meta charset="{label}"></head><body><p>{story}</p></body></html>'
    assert story in _decode(declared.encode(encoding)).text
    bare = f"<html><body><p>{story}</p></body></html>"
    assert story in _decode(bare.encode(encoding), f"text/html; charset={label}").text


def test_well_formed_utf8_goes_before_a_lying_label() -> None:
    """A page that says latin-1 and is UTF-8 is read as UTF-8."""
    page = f'<meta charset="iso-8859-1"><p>{_STORY}</p>'
    assert _decode(page.encode()).text == page


def test_foreign_bytes_in_utf8_are_mended() -> None:
    """A UTF-8 page with one line pasted in from windows-1252 keeps both readable."""
    data = (f"<p>{_STORY}</p>\n" * 40).encode() + "<p>Café zu</p>".encode("cp1252")
    decoded = _decode(data)
    assert "Größe" in decoded.text
    assert "Café zu" in decoded.text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<!doctype html><p>Rain", Kind.HTML),
        ("<?xml version='1.0'?>\n<!-- x -->\n<html><body>Rain</body></html>", Kind.HTML),
        ("<p>It rained all day.</p><p>It rained all night.</p>", Kind.HTML),
        ("Rain\n<p>It rained.</p>\n<p>Again.</p>\n<div><p>And again.</p></div>", Kind.HTML),
        ("It rained <b>all</b> day, and 5 < 6 was all they said.", Kind.DUMP),
        ("5 < 6 and 7 > 3.\n\nSo it is.", Kind.DUMP),
        (
            "<div>x</div> is a pair of tags.\n\n"
            + "A long paragraph on markup follows here. " * 10,
            Kind.DUMP,
        ),
        ("Plain words.\nMore of them.", Kind.DUMP),
    ],
)
def test_kind_is_sniffed(data: str, kind: Kind) -> None:
    """Markup around text is HTML, markup inside text is a dump."""
    assert _decode(data).kind is kind


def test_content_type_decides_on_the_kind() -> None:
    """What the header says is believed."""
    assert _decode("<p>Rain</p>", "text/plain").kind is Kind.DUMP
    assert _decode("Rain", "text/html; charset=utf-8").kind is Kind.HTML


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x1f\x8b\x08....", "gzip"),
        (bytes(range(32)) * 30, "binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, word: str) -> None:
    """A PDF, a picture, an empty or binary input is refused with a word that says what it is."""
    with pytest.raises(InputError, match=word):
        _decode(data)


def test_other_types_are_refused() -> None:
    """Something that is neither bytes nor str is an InputError, not a TypeError."""
    with pytest.raises(InputError, match="not bytes or str"):
        _decode(12)  # type: ignore[arg-type]


def test_size_is_limited() -> None:
    """An input past max_bytes is refused with limit, value and unit."""
    with pytest.raises(LimitError) as caught:
        decode(b"x" * 11, content_type=None, settings=Settings(max_bytes=10))
    assert (caught.value.limit, caught.value.value, caught.value.unit) == ("max_bytes", 11, "bytes")


def test_surrogates_and_nul_do_not_pass() -> None:
    """Lone surrogates become U+FFFD and NUL goes: no later stage can choke on them."""
    story = "and so on, for quite a while, until the line is long enough"
    assert _decode(f"a\ud800b\x00c {story}").text == f"a\ufffdbc {story}"


@pytest.mark.parametrize("label", ["utf-16", "utf-7", "cp037", "base64", "undefined", "nonsense"])
def test_labels_that_are_no_charset_of_pages_are_passed_over(label: str) -> None:
    """A page in windows-1252 is read, whatever codec of another kind it names."""
    page = f'<html><head><meta charset="{label}"></head><body><p>{_STORY}</p></body></html>'
    assert _decode(page.encode("cp1252")).text == page
    bare = f"<html><body><p>{_STORY}</p></body></html>"
    assert _decode(bare.encode("cp1252"), f"text/html; charset={label}").text == bare


def test_mark_that_lies_is_passed_over() -> None:
    """UTF-8 behind the byte order mark of UTF-16 is UTF-8."""
    assert _decode(b"\xff\xfe" + _STORY.encode()).text == _STORY


def test_flood_of_controls_is_no_binary_data() -> None:
    """One long stretch of NUL bytes or controls costs no story; controls throughout are binary."""
    for flood in ("\x00" * 9_000, "\x01\x02" * 9_000, "\ud800" * 9_000):
        assert _STORY in _decode(f"<p>{flood}</p><p>{_STORY}</p>").text
    with pytest.raises(InputError, match="binary"):
        _decode("a\x01b\x02" * 9_000)
