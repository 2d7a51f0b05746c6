"""The tags."""

from __future__ import annotations

from normalizer.fields.tags import find_tags


def test_each_tag_once_in_order(of_html):
    """Tags of several metas, or of one list, come once, in the site's order and spelling."""
    several = '<meta property="article:tag" content="Ferry">' * 2
    several += '<meta property="article:tag" content="Sea, FERRY">'
    assert find_tags(of_html(several)).value == ("Ferry", "Sea")


def test_sources_in_order(of_html, ld):
    """article:tag goes before JSON-LD, JSON-LD before keywords."""
    linked = ld(keywords=["ferry", {"@type": "DefinedTerm", "name": "sea"}])
    keywords = '<meta name="keywords" content="ship; quay">'
    assert find_tags(of_html(keywords + linked)).value == ("ferry", "sea")
    assert find_tags(of_html(keywords)).value == ("ship", "quay")


def test_none(of_html, of_dump):
    """Empty keywords, sentences and dumps give no tags."""
    assert find_tags(of_html('<meta name="keywords" content=" , ">')) is None
    assert find_tags(of_html(f'<meta name="keywords" content="{"on and on " * 20}">')) is None
    assert find_tags(of_dump()) is None
