"""Stories in the charsets of the world: said rightly, wrongly, not at all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import INPUT, Case, encoded
from stories import STORIES, dump, page

_CHARSETS = (
    ("ja", "shift_jis"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("ko", "euc_kr"),
    ("ko", "cp949"),
    ("zh", "gb18030"),
    ("zh", "gbk"),
    ("zh", "gb2312"),
    ("zh-hant", "big5"),
    ("pl", "cp1250"),
    ("pl", "iso8859_2"),
    ("ru", "cp1251"),
    ("ru", "koi8_r"),
    ("ru", "iso8859_5"),
    ("de", "cp1252"),
    ("el", "cp1253"),
    ("tr", "cp1254"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("th", "cp874"),
)
_LABELS = {
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp874": "windows-874",
    "euc_kr": "euc-kr",
    "cp949": "ks_c_5601-1987",
    "iso2022_jp": "iso-2022-jp",
}


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "charsets"
    for language, codec in _CHARSETS:
        story = STORIES[language]
        label = _LABELS.get(codec, codec.replace("_", "-"))
        yield Case(
            group,
            f"{codec}, said in a meta tag",
            partial(encoded, _in(language, head=f'<meta charset="{label}">'), codec),
            story=_encodable(story, codec),
        )
        yield Case(
            group,
            f"{codec}, said in the header",
            partial(encoded, _in(language), codec),
            story=_encodable(story, codec),
            content_type=f"text/html; charset={label}",
        )
    for language, codec in (
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("ko", "euc_kr"),
        ("zh", "gb18030"),
        ("zh-hant", "big5"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("de", "cp1252"),
    ):
        story = STORIES[language]
        yield Case(
            group,
            f"{codec}, said nowhere",
            partial(encoded, _in(language), codec),
            story=_encodable(story, codec),
        )
        yield Case(
            group,
            f"{codec} that says it is UTF-8",
            partial(encoded, _in(language, head="<meta charset=utf-8>"), codec),
            story=_encodable(story, codec),
        )
    wide = page(story=STORIES["ru"], language="ru", head="<meta charset=utf-8>")
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        yield Case(
            group,
            f"{codec} {'with' if codec[-2].isdigit() else 'without'} a BOM",
            partial(encoded, wide, codec),
            story=STORIES["ru"],
        )
        yield Case(
            group,
            f"a dump in {codec}",
            partial(encoded, dump(), codec),
            url=None,
        )
    yield Case(
        group,
        "UTF-16 with a BOM in Japanese, a dump",
        lambda: "\n\n".join(STORIES["ja"]).encode("utf-16"),
        story=STORIES["ja"],
    )
    yield Case(group, "UTF-8 with a BOM", lambda: page().encode("utf-8-sig"))
    yield Case(group, "three BOMs at the start", lambda: ("\ufeff" * 3 + page()).encode())
    yield Case(group, "BOMs in the middle", lambda: page(between="\ufeff" * 1_000).encode())
    yield Case(group, "a UTF-16 BOM before UTF-8", lambda: b"\xff\xfe" + page().encode())
    yield Case(
        group,
        "ten charsets declared, all wrong",
        lambda: page(
            head="".join(
                f"<meta charset={name}>"
                for name in "koi8-r utf-16 big5 x-user-defined none utf-7 cp037 a b c".split()
            ),
            story=STORIES["de"],
        ).encode(),
        story=STORIES["de"],
    )
    for name in ("x-unknown", "utf-7", "cp037", "base64_codec", "undefined", "utf-16", "a\x00b"):
        yield Case(
            group,
            f"windows-1252 that says it is {name!r}",
            partial(
                encoded,
                _in(
                    "de", head=f'<meta http-equiv=Content-Type content="text/html; charset={name}">'
                ),
                "cp1252",
            ),
            story=STORIES["de"],
        )
    yield Case(
        group,
        "UTF-8 with another charset pasted in",
        lambda: page(between="<p>X</p>").encode().replace(b"<p>X</p>", b"<p>caf\xe9 \x93a\x94</p>"),
    )
    yield Case(
        group,
        "UTF-8 with broken bytes throughout",
        lambda: (
            page(story=STORIES["ru"], after="<p>X</p>")
            .encode()
            .replace(b"<p>X</p>", b"\xff\xfe\xc0\x80\xed\xa0\x80\xf5" * 500)
        ),
        story=STORIES["ru"],
        errors=INPUT,
    )
    yield Case(
        group,
        "UTF-8 cut in the middle of a character",
        lambda: (dump() + "я").encode()[:-1],
    )
    yield Case(
        group,
        "overlong UTF-8",
        lambda: page(after="X").encode().replace(b"X\n", b"\xc0\xaf\xe0\x80\xaf" * 20),
    )
    yield Case(
        group,
        "UTF-8 read as windows-1252 and saved again",
        lambda: page(between="<p>It’s late</p>".encode().decode("cp1252")).encode(),
    )
    yield Case(
        group,
        "UTF-7",
        lambda: page(head="<meta charset=utf-7>", before="+ADw-script+AD4-").encode(),
    )
    yield Case(
        group,
        "ISO-2022 escapes without end",
        lambda: page(after="\x1b$B\x1b(B" * 50_000).encode(),
    )
    yield from _mixed(group)
    yield Case(
        group,
        "a charset declared in a comment",
        lambda: ("<!-- <meta charset=utf-16> -->" + page()).encode(),
    )


def _mixed(group: str) -> Iterator[Case]:
    """Yield pages of two charsets, and of charsets that no browser reads."""
    german, russian = STORIES["de"], STORIES["ru"]
    yield Case(
        group,
        "a BOM of UTF-8 before windows-1252",
        lambda: b"\xef\xbb\xbf" + page(story=german, language="de").encode("cp1252"),
        story=(),
    )
    yield Case(
        group,
        "a BOM of UTF-16 on a page that says UTF-8",
        lambda: page(story=russian, language="ru", head="<meta charset=utf-8>").encode("utf-16"),
        story=russian,
        content_type="text/html; charset=utf-8",
    )
    yield Case(
        group, "UTF-16 with half a character at its end", lambda: page().encode("utf-16") + b"\x3c"
    )
    yield Case(
        group,
        "a BOM of UTF-32 before UTF-8",
        lambda: b"\xff\xfe\x00\x00" + page().encode(),
        story=(),
    )
    yield Case(
        group, "a BOM of GB18030", lambda: b"\x84\x31\x95\x33" + page().encode(), errors=INPUT
    )
    yield Case(group, "a BOM of UTF-7", lambda: b"+/v8-" + page().encode())
    yield Case(group, "a BOM of SCSU", lambda: b"\x0e\xfe\xff" + page().encode())
    yield Case(group, "a BOM of UTF-EBCDIC", lambda: b"\xdd\x73\x66\x73" + page().encode())
    for codec in ("cp037", "cp500", "cp1026", "cp273"):
        build = partial(encoded, page(), codec)
        yield Case(group, f"EBCDIC, {codec}", build, story=(), errors=INPUT)
    yield Case(
        group,
        "HZ, said in a meta tag",
        lambda: page(story=STORIES["zh"], head="<meta charset=hz-gb-2312>").encode("hz", "ignore"),
        story=(),
    )
    yield Case(
        group,
        "UTF-7 throughout",
        lambda: page(story=russian, head="<meta charset=utf-7>").encode("utf-7"),
        story=(),
    )
    yield Case(
        group,
        "ISO-2022-KR, which browsers refuse",
        lambda: page(story=STORIES["ko"], head="<meta charset=iso-2022-kr>").encode("iso2022_kr"),
        story=(),
    )
    yield Case(
        group,
        "a charset declared behind 200 kB",
        lambda: page(
            story=russian,
            language="ru",
            head="<!-- " + "x" * 200_000 + " --><meta charset=windows-1251>",
        ).encode("cp1251"),
        story=russian,
    )
    yield Case(
        group,
        "a charset declared in a script, in a title and in an attribute",
        lambda: page(
            head="<script>'<meta charset=koi8-r>'</script><meta name=a content='charset=big5'>",
            title="<meta charset=utf-16>",
            story=russian,
        ).encode(),
        story=russian,
    )
    yield Case(
        group,
        "a refresh that names a charset",
        lambda: page(
            head='<meta http-equiv=refresh content="0; url=/?charset=utf-16">', story=russian
        ).encode(),
        story=russian,
    )
    yield Case(
        group,
        "paragraphs in turn in UTF-8 and windows-1251",
        lambda: (
            (
                "<html><body>"
                + "".join(f"<p>{text}</p>" for text in STORIES["en"])
                + "".join(f"<p>{text}</p>" for text in russian)
            ).encode()
            + "".join(f"<p>{text}</p>" for text in russian).encode("cp1251")
        ),
    )
    yield Case(
        group,
        "UTF-8 that was encoded twice",
        lambda: page(story=russian, language="ru").encode().decode("latin-1").encode(),
        story=(),
    )
    yield Case(
        group,
        "a story in the user's own charset",
        lambda: page(head="<meta charset=x-user-defined>").encode(),
    )
    yield Case(group, "UTF-16 in which every other line is UTF-8", _in_turn, story=())


def _in_turn() -> bytes:
    lines = page().splitlines(keepends=True)
    return b"".join(
        line.encode("utf-16-le" if at % 2 else "utf-8") for at, line in enumerate(lines)
    )


def _in(language: str, head: str = "") -> str:
    """Return a page with the story of a language."""
    story = STORIES[language]
    return page(story=story, language=language, title=story[0][:20], head=head)


def _encodable(story: tuple[str, ...], codec: str) -> tuple[str, ...]:
    """Return the paragraphs that a charset can hold: those that others would mean are left out."""
    return tuple(text for text in story if text.encode(codec, "ignore").decode(codec) == text)
