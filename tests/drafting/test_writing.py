from __future__ import annotations

import pytest

from normalizer.drafting.writing import to_yaml
from normalizer.model import Category
from normalizer.ruleset.loader import parse_rule
from normalizer.ruleset.model import Example, Expect, MatchOn, RuleFile, Signature, Strip

_TRICKY = (
    "no",
    "NULL",
    "12",
    "1e3",
    "12:30",
    "#story",
    "it's: a",
    "- dash",
    "[x]",
    "a #b",
    "@at",
    "трава",
    "日本",
    "😀",
    "soft\u00adhyphen",
    "tab\there",
    "line\u2028parted",
    "\ufeffmark",
    "back\\slash",
    '"quoted"',
    "2026-01-30",
)


@pytest.mark.parametrize("text", _TRICKY)
def test_text_comes_back_as_it_was(text: str) -> None:
    """Whatever YAML would make of a text, the loader reads the text that was written."""
    rule = RuleFile(outlet=text, body=(text, "p"), strip=(Strip(line=text, as_=Category.OTHER),))
    assert parse_rule(to_yaml(rule, {}).encode(), file="a.yaml").data == rule


def test_a_whole_file_comes_back_as_it_was() -> None:
    """Nested keys, long lists and texts of many lines are read back the same."""
    rule = RuleFile(
        outlet="River Post",
        match=MatchOn(hosts=("riverpost.example",), signature=Signature(any_=("a" * 90, "b" * 90))),
        strip=tuple(Strip(select=f".part-{size * 'x'}", as_=Category.PROMO) for size in (1, 99)),
        examples=(
            Example(
                name="a page",
                input="<p>one</p>\n\n  <p>two</p>",
                expect=Expect(outlet="River Post", authors=("A", "B"), text="one\n\ntwo\n"),
            ),
        ),
    )
    again = parse_rule(to_yaml(rule, {}).encode(), file="a.yaml").data
    assert again.match == rule.match
    assert again.strip == rule.strip
    assert again.examples[0].input.strip() == rule.examples[0].input
    assert again.examples[0].expect == rule.examples[0].expect


def test_comments_stand_above_their_key_or_in_its_place() -> None:
    """A comment is above its key; where the rule has no such key it stands where that would be."""
    text = to_yaml(RuleFile(outlet="A", title=("h1",)), {"": "head", "title": "t", "match": "m"})
    assert text == "# head\noutlet: A\n# m\n# t\ntitle: [h1]\n"
