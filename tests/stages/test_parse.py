from __future__ import annotations

from pathlib import Path

import pytest

from normalizer.elements import text_content
from normalizer.errors import LimitError
from normalizer.model import Decoded, Head, Kind, Page
from normalizer.settings import Settings
from normalizer.stages.parse import parse


def _parse(text: str, settings: Settings | None = None) -> Page:
    decoded = Decoded(text, Kind.HTML, None)
    return parse(decoded, url=None, crawled=None, settings=settings or Settings())


def _text(page: Page) -> str:
    assert page.tree is not None
    return "".join(text_content(page.tree).split())


def _head(markup: str) -> Head:
    return _parse(f"<html><head>{markup}</head><body>x</body></html>").head


@pytest.mark.parametrize("depth", [10, 300, 2000, 2100, 5000, 60_000])
def test_no_depth_loses_text(depth: int) -> None:
    """Text above, in and behind any depth of nesting is there, and in order."""
    page = f"<p>before</p>{'<div>' * depth}deep{'</div>' * depth}<p>after</p>"
    assert _text(_parse(page)) == "beforedeepafter"


def test_deep_pages_keep_their_order() -> None:
    """In levels that are made flat, text before, in and behind a child keeps its place."""
    page = "".join(f"<div>a{n} " for n in range(2500)) + "".join(
        f"b{n}</div> " for n in range(2500)
    )
    expected = "".join(f"a{n}" for n in range(2500)) + "".join(f"b{n}" for n in range(2500))
    assert _text(_parse(page)) == expected


def test_deep_pages_keep_their_head() -> None:
    """What the head says is read from pages of any depth."""
    deep = "<div>" * 3000 + "x"
    page = _parse(f'<html><head><title>Rain</title><meta name="author" content="A B"></head>{deep}')
    assert (page.head.title, page.head.meta("author")) == ("Rain", "A B")


def test_text_behind_the_closing_tag_is_read() -> None:
    """A story behind a premature </html> is part of the page."""
    assert _text(_parse("<html><body><p>a</p></body></html><p>b</p>")) == "ab"


@pytest.mark.parametrize("source", ["<!-- nothing -->", "<html></html>", "</p>", "<!doctype html>"])
def test_pages_without_text_are_pages(source: str) -> None:
    """A page with nothing in it has a tree all the same."""
    assert _text(_parse(source)) == ""


def test_control_characters_do_not_reach_the_tree() -> None:
    """Characters that lxml refuses to write are gone, spelled out or as references."""
    assert _text(_parse("<p>a\x02b&#2;c&#x1f;d&#39;e&#x1F4;</p>")) == "abcd'eǴ"


def test_metas_are_read_by_name_property_and_itemprop() -> None:
    """All metas of a name are kept in order, names in lower case."""
    head = _head(
        '<meta property="og:title" content=" A  b "><meta name="Author" content="C">'
        '<meta name="author" content="D"><meta itemprop="headline" content="E">'
    )
    assert head.meta("og:title") == "A b"
    assert head.metas["author"] == ("C", "D")
    assert head.meta("nothing", "headline") == "E"


@pytest.mark.parametrize(
    "source",
    [
        '{"@type": "NewsArticle", "headline": "Rain"}',
        '[{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Rain"}]',
        '{"@graph": [{"@type": "NewsArticle", "headline": "Rain"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Rain"}}',
        '<!-- {"@type": "NewsArticle", "headline": "Rain"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Rain"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Rain",}',
        '{"@type": "NewsArticle",\n"headline": "Rain", "body": "line\nbreak"}',
    ],
)
def test_linked_data_is_read_as_pages_write_it(source: str) -> None:
    """JSON-LD is found in lists, graphs and nested objects, wrapped or slightly wrong."""
    head = _head(f'<script type="application/ld+json">{source}</script>')
    assert "Rain" in [item.get("headline") for item in head.ld]


def test_broken_linked_data_costs_only_itself() -> None:
    """A script that is no JSON, or far too deep, leaves the others readable."""
    head = _head(
        '<script type="application/ld+json">{oops</script>'
        f'<script type="application/ld+json">{"[" * 100_000}</script>'
        '<script type="application/ld+json">{"headline": "Rain"}</script>'
    )
    assert [item.get("headline") for item in head.ld] == ["Rain"]


def test_nodes_are_limited() -> None:
    """A page with more elements than the settings allow is refused."""
    with pytest.raises(LimitError, match="elements"):
        _parse("<p>" * 50, Settings(max_nodes=20))


def test_attributes_of_one_element_are_limited() -> None:
    """Of an element with very many attributes the first are read, and a problem says so."""
    many = " ".join(f"a{number}='>'" if number % 300 else f"a{number}" for number in range(5_000))
    page = _parse(f"<p {many} " + "b=1 " * 2_000 + ">before</p><p id=x>after</p>")
    assert _text(page) == "beforeafter"
    plain = _parse("<i " + " ".join(f"a{number}" for number in range(5_000)) + ">x</i>")
    assert plain.elements is not None
    assert len(plain.elements.named("i")[0].attrib) == Settings().max_attributes
    assert [problem.code for problem in plain.problems] == ["many_attributes"]


@pytest.mark.parametrize(
    "hiding",
    [
        "<i x='>' {}>",
        '<i x=">" y="<" {}>',
        "<i =='>' {}>",
        "<i/x='>'{}>",
        "<I X = '>'\n{}>",
        "x =\"> <i x='>' {}>",
        "<a =\" '>'><i x='>' {}>",
        "<!-- <b x=' --><i x='>' {}>",
        "<!--><i x='>' {}> -->",
        "<?b x='?><i x='>' {}>",
        "</b x='<script>'><i x='>' {}>",
        "<script>a<b c='</script><i x='>' {}>",
        "<script><!--<script></script><i x='--></script><i x='>' {}>",
        "<style>a<b c='</STYLE ><i x='>' {}>",
        "<textarea><b x='</textarea><i x='>' {}>",
        "<title><b x='</title><i x='>' {}>",
        "<script x='>' {}></script>",
    ],
)
def test_no_quotes_hide_attributes(hiding: str) -> None:
    """However a page hides where a tag ends, no element has more attributes than it may."""
    many = " ".join(f"a{number}" for number in range(2_000))
    page = _parse(f"<p>before</p>{hiding.format(many)}<p>after</p>")
    assert page.elements is not None
    assert max(len(element.attrib) for element in page.elements.all()) <= Settings().max_attributes
    assert "many_attributes" in [problem.code for problem in page.problems]


def test_long_attributes_are_left_alone() -> None:
    """A picture of megabytes in an attribute, and code in a script, are no attributes in number."""
    source = "data:image/png;base64," + "A" * 100_000
    page = _parse(
        f'<img src="{source}" alt="x"><script>{"a <b c " * 3_000}</script><p>y</p>'
        f"<!-- {'a <b c ' * 3_000} --><p>z</p>"
    )
    assert page.elements is not None
    assert page.elements.named("img")[0].get("src") == source
    assert not page.problems
    assert _text(page).endswith("yz")


def test_spaces_in_a_tag_end() -> None:
    """A start tag of little but white space is looked at once."""
    assert _text(_parse("<p" + " " * 50_000 + "a" + " " * 50_000 + ">x</p>")) == "x"


def test_linked_data_is_limited() -> None:
    """JSON-LD past its size is left out with a problem; objects are counted."""
    script = '<script type="application/ld+json">[{"a": 1}, {"b": 2}]</script>'
    small = _parse(script * 3, Settings(max_linked_bytes=30))
    assert [dict(item) for item in small.head.ld] == [{"a": 1}, {"b": 2}]
    assert [problem.code for problem in small.problems] == ["much_linked_data"]
    assert len(_parse(script * 3, Settings(max_linked_objects=3)).head.ld) == 3


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a<!-- b -->c", "ac"),
        ("a<!-- b", "a"),
        ("a<b c='d", "a"),
        ("a < b &lt; c", "a<b<c"),
        ("a<textarea>b</textarea>c", "abc"),
        ("a<title>b <i>", "ab"),
        ("a<script>b</script >c", "abc"),
        ("a</i></x></p>b", "ab"),
        ("a&#" + "9" * 10_000 + ";b", "a\ufffdb"),
        ("a<br>b<img>c", "abc"),
        ("a<p>b<p>c", "abc"),
        ("a<?x y?>b<!z>c</>d", "abcd"),
    ],
)
def test_deep_pages_are_read_as_browsers_read_them(inside: str, text: str) -> None:
    """What is special in markup is so below any depth as well."""
    assert _text(_parse("<div>" * 2_500 + inside)) == text


def test_deep_pages_have_limits() -> None:
    """A page of more elements than allowed is refused before it is made flat; flat is a setting."""
    with pytest.raises(LimitError, match="max_nodes"):
        _parse("<b>" * 3_000, Settings(max_nodes=2_900))
    page = _parse("<b>" * 3_000, Settings(max_depth=10))
    assert page.elements is not None
    assert max(len(list(one.iterancestors())) for one in page.elements.all()) <= 12


def test_lines_of_a_dump_are_limited() -> None:
    """A dump of too many lines, empty ones too, is refused before they are cut."""
    decoded = Decoded("a\r\n\u2028" * 20, Kind.DUMP, None)
    with pytest.raises(LimitError, match="40 lines"):
        parse(decoded, url=None, crawled=None, settings=Settings(max_blocks=39))


def test_declared_entities_are_not_expanded(tmp_path: Path) -> None:
    """What a document type declares is no text: neither a file nor a laugh comes out."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    declared = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file://{tmp_path}/secret"><!ENTITY b "laugh">]>'
    text = _text(_parse(f"{declared}<p>x &a; &b;</p>"))
    assert "secret" not in text
    assert "laugh" not in text.replace('"laugh">]>', "")


def test_what_browsers_show_is_no_template_and_no_drawing() -> None:
    """A declarative shadow root and HTML within a drawing are plain elements; templates and drawings stay."""
    page = _parse(
        "<x-a><template shadowrootmode=open><p>one</p></template></x-a><template><p>two</p></template>"
        "<svg><g><foreignObject><p>three</p></foreignObject></g></svg><svg><text>four</text></svg>"
    )
    assert page.elements is not None
    shown = [element.text for element in page.elements.named("p")]
    assert shown == ["one", "two", "three"]
    assert len(page.elements.named("template")) == len(page.elements.named("svg")) == 1
