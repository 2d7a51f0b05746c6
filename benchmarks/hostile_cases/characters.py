"""Signs that break readers of text: NULs, surrogates, marks, directions."""

from __future__ import annotations

from collections.abc import Iterator

from hostile_cases.case import INPUT, Case, on_page
from stories import STORY, dump, page


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "characters"
    places = {
        "NUL bytes": lambda: "\x00" * 100_000,
        "NUL bytes in every tag": lambda: "<p\x00><b\x00>x</b></p\x00>" * 2_000,
        "control characters": lambda: "".join(map(chr, range(1, 32))) * 500,
        "megabytes of combining marks": lambda: "<p>a" + "\u0301\u0328" * 1_000_000 + "</p>",
        "combining marks behind each other's order": lambda: (
            "<p>" + ("a" + "\u0315\u0300" * 5_000) * 20
        ),
        "zero-width flood": lambda: "<p>" + "\u200b\u200d\ufeff\u2060" * 250_000 + "</p>",
        "RTL overrides": lambda: "<p>" + "\u202e\u202d\u2066\u2069abc" * 50_000 + "</p>",
        "private use and unassigned": lambda: (
            "<p>" + "\ue000\uf8ff\U000f0000\u0378" * 50_000 + "</p>"
        ),
        "non-characters": lambda: "<p>" + "\ufffe\uffff\ufdd0\U0001ffff" * 50_000 + "</p>",
        "emoji with joiners": lambda: "<p>" + "👨‍👩‍👧‍👦" * 50_000 + "</p>",
        "soft hyphens": lambda: "<p>" + "\u00ad" * 500_000 + "</p>",
        "every kind of white space": lambda: (
            "<p>" + "\u00a0\u2003\u3000\u2028\u2029\x85\x0b\x0c" * 50_000
        ),
        "mojibake without end": lambda: "<p>" + "â€™Ã©Ã¼" * 50_000 + "</p>",
        "characters that grow when folded": lambda: "<p>" + "ﷺ" * 100_000 + "</p>",
        "ligatures and full width": lambda: "<p>" + "ﬁｆｕｌｌ" * 50_000 + "</p>",
        "one word of 5 MB": lambda: "<p>" + "a" * 5_000_000 + "</p>",
        "one word of 1 MB in Chinese": lambda: "<p>" + "船" * 400_000 + "</p>",
        "one number of 1 MB": lambda: "<p>" + "7" * 1_000_000 + "</p>",
        "variation selectors": lambda: "<p>x" + "\ufe0f\U000e0100" * 250_000 + "</p>",
        "tag characters": lambda: "<p>" + "\U000e0041\U000e007f" * 200_000 + "</p>",
        "fillers of Hangul": lambda: "<p>" + "\u3164\u115f\u1160\uffa0" * 100_000 + "</p>",
        "annotations and replaced objects": lambda: "<p>" + "\ufff9\ufffa\ufffb\ufffc" * 100_000,
        "unpaired isolates in every element": lambda: "<p>\u2067\u2068x</p>" * 20_000,
        "Thai of 1 MB without a space": lambda: "<p>" + "เรือข้ามฟาก" * 30_000 + "</p>",
        "Arabic with all its marks": lambda: "<p>" + "ع\u064b\u064c\u064d\u064e\u0651" * 50_000,
        "Devanagari stacked without end": lambda: "<p>" + "क\u094d" * 200_000 + "</p>",
        "jamo that make no syllable": lambda: "<p>" + "\u1100\u1100\u1161\u11a8\u11a8" * 50_000,
        "flags of nowhere": lambda: "<p>" + "\U0001f1e6" * 200_001 + "</p>",
        "a word of 2 MB with hyphens": lambda: "<p>" + "a-b—c/" * 400_000 + "</p>",
        "a dotted capital I without end": lambda: "<p>" + "İıſKÅ" * 100_000 + "</p>",
        "numbers in many scripts": lambda: "<p>" + "٣३๓３Ⅲ③³" * 50_000 + "</p>",
        "tabs and carriage returns": lambda: "\t\r\r\n" * 300_000,
    }
    yield from on_page(group, places)
    yield Case(
        group,
        "directions set around each paragraph of the story",
        lambda: page(story=tuple(f"\u202a{text}\u202c" for text in STORY)).encode(),
    )
    yield Case(
        group,
        "zero-width joiners and word joiners in the title, a BOM at each line",
        lambda: page(
            title="Old\u2060 fer\u200bry\ufeff returns", between="\ufeff\n" * 20_000
        ).encode(),
    )
    yield Case(
        group,
        "lone surrogates in every element of a str",
        lambda: "".join(f"<p>{text}</p><p>\udc80\ud83d x</p>" for text in STORY) * 50,
    )
    surrogates = "".join(map(chr, (0xD800, 0xDFFF, 0xDC00, 0xDBFF)))
    yield Case(group, "broken surrogates in a str page", lambda: page(between=surrogates * 1_000))
    yield Case(group, "broken surrogates in a str dump", lambda: dump(before=surrogates * 10))
    yield Case(
        group,
        "surrogates in UTF-16",
        lambda: page(between="X").encode("utf-16").replace(b"X\x00", b"\x00\xd8" * 100),
    )
    yield Case(
        group,
        "CESU-8 surrogates",
        lambda: page(between="<p>X</p>").encode().replace(b"X", b"\xed\xa0\xbd\xed\xb8\x80" * 10),
        errors=INPUT,
    )
    yield Case(
        group,
        "marks on every letter of the story",
        lambda: page(after="<p>" + "".join(f"{c}\u0336" for c in STORY[0] * 200)).encode(),
    )
    yield Case(
        group,
        "soft hyphens in the story's words",
        lambda: page(
            between="<p>" + "\u00ad".join("The boat went on and on." * 100) + "</p>"
        ).encode(),
    )
