"""The language."""

from __future__ import annotations

import pytest

from normalizer.fields.language import find_language
from normalizer.model import Ruled


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<html lang="en-US"><p>x', "en"),
        ('<html lang="DE"><p>x', "de"),
        ('<html lang="zh-Hans-CN"><p>x', "zh"),
        ('<html lang="two words"><meta property="og:locale" content="fr_FR"><p>x', "fr"),
        ("<html><p>x", None),
    ],
)
def test_root_element_says_it(of_html, html, expected):
    """The primary subtag is returned; what is no language tag is passed over."""
    found = find_language(of_html(html))
    assert (found.value if found else None) == expected


def test_json_ld_serves(of_html, ld):
    """The language of the article in JSON-LD serves where nothing else says it."""
    assert find_language(of_html(ld(inLanguage="pt-BR"))).value == "pt"


def test_rule_goes_first(of_html, of_dump):
    """What the publisher's rule says wins, and is all that a dump has."""
    ruled = Ruled(language="ko")
    assert find_language(of_html('<html lang="en"><p>x', ruled=ruled)).value == "ko"
    assert find_language(of_dump(ruled=ruled)).value == "ko"
    assert find_language(of_dump()) is None
