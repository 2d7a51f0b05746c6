from __future__ import annotations

import pytest

from normalizer.model import Block, Decoded, Head, Kind, Page, Role, Segmented
from normalizer.ruleset.pattern import compile_pattern
from normalizer.settings import Settings
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment


def _segmented(body: str) -> Segmented:
    decoded = Decoded(f"<html><body>{body}</body></html>", Kind.HTML, None)
    page = parse(decoded, url=None, crawled=None, settings=Settings())
    return segment(page, crawl_header=None)


def _texts(body: str) -> list[str]:
    return [block.text for block in _segmented(body).blocks]


def _lines(text: str, header: str | None = None) -> list[Block]:
    page = Page(Kind.DUMP, text, None, Head())
    pattern = compile_pattern(header) if header else None
    return list(segment(page, crawl_header=pattern).blocks)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>O<b>n</b>e <i>and</i>\n two</p>", ["One and two"]),
        ("lead<div>inner</div>tail", ["lead", "inner", "tail"]),
        ("<p>First line.<br>Second line.</p>", ["First line.", "Second line."]),
        ("<p>a line<br>broken</p>", ["a line broken"]),
        ("<p>a line<br><br>parted</p>", ["a line", "parted"]),
        ("<h1>Two<br>lines?</h1>", ["Two lines?"]),
        ("<a><div>one</div><div>two</div></a>", ["one", "two"]),
        ("<ul><li>one</li><li>two <ul><li>three</li></ul></li></ul>", ["one", "two", "three"]),
        ("<p>soft<wbr>break and<!-- no --> comment</p>", ["softbreak and comment"]),
        ("<pre>x = 1\ny = <b>2</b>\n</pre>", ["x = 1", "y = 2"]),
        ("<p>no\u00a0break \u2003 space</p>", ["no break space"]),
        ("<my-card>own</my-card>element", ["own", "element"]),
        ("<p>one<hr>two</p>", ["one", "two"]),
        ("<p><a>World</a><a>Sport</a> <b>a</b>nd <a>m</a>ore</p>", ["World Sport and more"]),
    ],
)
def test_blocks_are_what_a_reader_sees_as_one(body: str, texts: list[str]) -> None:
    """Block elements and breaks that end a sentence part blocks, inline markup does not."""
    assert _texts(body) == texts


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript><p>x</p></noscript>",
        "<svg><title>x</title><text>x</text></svg>",
        "<button>x</button>",
        "<select><option>x</option></select>",
        "<textarea>x</textarea>",
        "<div hidden><p>x</p></div>",
        '<p style="color: red; display : none">x</p>',
        '<p style="VISIBILITY:hidden">x</p>',
    ],
)
def test_what_nobody_sees_is_in_no_block(unseen: str) -> None:
    """Scripts, form controls and hidden elements give no text; what follows them does."""
    assert _texts(f"<p>Seen words.</p>{unseen}<p>And more.</p>") == ["Seen words.", "And more."]


@pytest.mark.parametrize("opening", ["<div hidden>", "<button>", '<div style="display:none">'])
def test_a_story_that_a_script_shows_is_seen(opening: str) -> None:
    """Where most of a page is hidden, hidden counts as seen."""
    story = "<p>The ferry sails again in spring.</p>" * 5
    assert len(_texts(f"<p>Menu</p>{opening}{story}")) == 6


def test_rows_of_data_are_blocks_and_layout_cells_are_not() -> None:
    """A row of short cells is one block; a cell with paragraphs in it is layout."""
    assert _texts(
        "<table><tr><th>Year</th><td>1999</td></tr><tr><td>Sum</td><td>7</td></tr></table>"
    ) == [
        "Year 1999",
        "Sum 7",
    ]
    assert _texts("<table><tr><td>Menu</td><td><p>One.</p><p>Two.</p></td></tr></table>") == [
        "Menu",
        "One.",
        "Two.",
    ]


def test_a_row_of_very_many_cells_is_no_line() -> None:
    """Nobody reads a row of hundreds of cells as one: each is a block, and none outweighs the story."""
    assert _texts(f"<table><tr>{'<td>7</td>' * 500}</tr></table>") == ["7"] * 500


def test_roles_follow_the_markup() -> None:
    """Headings, items, quotes, captions, tables, code and paragraphs are known by their elements."""
    body = (
        "<h2>h</h2><p>p</p><ul><li><p>li</p></li></ul><blockquote><p>q</p></blockquote>"
        "<figure><figcaption>c</figcaption></figure><table><tr><td>t</td></tr></table><pre>x</pre>"
    )
    blocks = _segmented(body).blocks
    assert [(block.role, block.level) for block in blocks] == [
        (Role.HEADING, 2),
        (Role.PARAGRAPH, 0),
        (Role.LIST_ITEM, 0),
        (Role.QUOTE, 0),
        (Role.CAPTION, 0),
        (Role.TABLE, 0),
        (Role.CODE, 0),
    ]


def test_link_density_counts_characters() -> None:
    """Link density is the share of a block's characters inside links."""
    assert [
        block.link_density for block in _segmented("<p>abcd<a>efgh</a></p><p>x</p>").blocks
    ] == [
        0.5,
        0.0,
    ]


def test_spans_tell_where_elements_stand() -> None:
    """The span of an element covers its own text, in the middle of a block or over several."""
    found = _segmented('<p>He said <b>no way</b> again</p><div id="d"><p>one</p><p>two</p></div>')
    spans = {element.get("id") or element.tag: found.spans.get(element) for element in found.spans}
    bold, div = spans["b"], spans["d"]
    assert bold
    assert div
    assert found.blocks[bold.first].text[bold.start : bold.end].strip() == "no way"
    assert (div.first, div.last, div.end) == (1, 2, 3)


@pytest.mark.parametrize(
    "body",
    [
        "<b>one</b>",
        "<p>zero <b>one</b></p><p>two</p>",
        "<p>zero</p><b>one</b> two",
        "<p><i>zero</i><b><u>one</u></b></p><hr>",
        "<b>one<script>x</script></b><svg></svg> two",
        "<b>one<button>x</button></b>",
        "<pre>zero\n<b>one</b>\ntwo</pre>",
        "<div hidden>x</div><b>one</b><i></i>two",
    ],
)
def test_a_span_ends_where_its_element_does(body: str) -> None:
    """Nothing that comes after an element, seen or not, belongs to it."""
    found = _segmented(f"{body}<p>{'Some more words. ' * 5}</p>")
    bold = next(element for element in found.spans if element.tag == "b")
    span = found.spans.get(bold)
    assert span
    assert found.blocks[span.first].text[span.start : span.end].strip() == "one"


def test_what_has_no_text_has_no_span() -> None:
    """Neither empty elements nor those that nobody sees have one."""
    found = _segmented("<p>one<br><i></i></p><div hidden>x</div><script>x</script><p> </p>")
    assert sorted(element.tag for element in found.spans) == ["body", "p"]


def test_lines_of_a_dump_are_blocks() -> None:
    """Every kind of line end parts blocks; blank lines give none."""
    assert [block.text for block in _lines("a b\r\n\u00a0\nc\u2028d\r e ")] == [
        "a b",
        "c",
        "d",
        "e",
    ]


def test_a_crawl_header_is_a_block_of_its_own() -> None:
    """What is glued to a crawler's header becomes the line that it was on the page."""
    header = r"date \d{4}-\d\d-\d\d"
    assert [block.text for block in _lines(" date 2026-01-20  Rain\nagain", header)] == [
        "date 2026-01-20",
        "Rain",
        "again",
    ]
    assert [block.text for block in _lines("a date 2026-01-20", header)] == ["a date 2026-01-20"]


WRAPPED = (
    "The miller opened the sluice at dawn, and the wheel turned for the\n"
    "first time in eleven years. Children from the village had waited on\n"
    "the bridge since five, wrapped in their blankets, and when the water\n"
    "came they threw their caps into the air as their fathers had done.\n"
    "\n"
    "By noon the first sack of flour stood in the yard, and the baker, who\n"
    "had paid for half of the new wheel, carried it home himself. He means\n"
    "to bake a loaf for each house of the valley before the week is over,\n"
    "and has borrowed the oven of the school for it.\n"
    "• He asks for wood.\n"
    "• He asks for salt.\n"
)


def test_wrapped_lines_are_put_together() -> None:
    """Lines that the width of a terminal parted are one paragraph; items of a list stay apart."""
    texts = [block.text for block in _lines(WRAPPED)]
    assert [text.split()[-1] for text in texts] == ["done.", "it.", "wood.", "salt."]
    assert texts[0].startswith(
        "The miller opened the sluice at dawn, and the wheel turned for the first"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Section {number} of the paper" for number in range(40)),
        "\n".join(
            f"On day {number} the wheel of the old mill turned again, and all came to see it."
            for number in range(10, 40)
        ),
        WRAPPED.replace("\n", "\n\n"),
    ],
    ids=["menu", "sentences of one length", "all parted by blank lines"],
)
def test_lines_that_are_not_wrapped_stay(text: str) -> None:
    """Short lines, lines that are whole sentences and lines with blanks between them stay as they are."""
    assert len(_lines(text)) == sum(bool(line.strip()) for line in text.splitlines())


def test_how_lines_are_set_is_kept() -> None:
    """A bullet makes an item, and blocks know their indentation and the blank line before them."""
    lines = _lines("News\n  • Sea\n\n- Nei, sa han.\n")
    assert [(one.text, one.role, one.indent, one.gap) for one in lines] == [
        ("News", Role.LINE, 0, False),
        ("• Sea", Role.LIST_ITEM, 2, False),
        ("- Nei, sa han.", Role.LINE, 0, True),
    ]
