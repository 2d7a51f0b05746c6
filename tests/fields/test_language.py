"""The language."""

from __future__ import annotations

import pytest

from normalizer import normalize
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


GERMAN = (
    "Die Fähre zum Nordufer fährt im Frühjahr wieder, teilte das Hafenamt am Montag mit. Der alte Motor "
    "wird ausgebaut, ein neuer eingesetzt. Vierzig Menschen finden Platz, Fahrräder kosten nichts, und "
    "die Fischer bekommen am Kai eine eigene Spur, weil ihre Boote früh am Morgen auslaufen."
)
DANISH = (
    "Færgen til den nordlige bred sejler igen til foråret, oplyste havnekontoret mandag. Den gamle motor "
    "bliver taget ud, og en ny bliver sat i. Fyrre mennesker kan sejle med ad gangen, cykler er gratis, "
    "og fiskerne får deres egen bane ved kajen, fordi bådene sejler ud tidligt om morgenen."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GERMAN, "de"),
        ("\x85".join((DANISH, DANISH)), "da"),
        ("浜の渡し船が春に再び動くと港の事務所が月曜に発表した。古い機関は外される。", "ja"),
        ("Die Fähre fährt.", "de"),
        ("9 8 7 6 5", None),
    ],
)
def test_a_dump_is_heard(text, expected):
    """A text tells its language by itself; one without words tells none."""
    article = normalize(text)
    assert article.language == expected
    assert (article.fields.language.source if article.fields.language else None) == (
        "text" if expected else None
    )


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("en", GERMAN, "de"),
        ("de", GERMAN, "de"),
        ("en", GERMAN[:60], "en"),
        ("nb", DANISH, "nb"),
    ],
)
def test_a_plain_text_overrules_its_template(said, text, expected):
    """A long text in another language than its page's is right, unless the two are kin."""
    assert normalize(f"<!doctype html><html lang={said}><p>{text}</p></html>").language == expected
