from __future__ import annotations

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
