"""``shown``: a rule with all that it inherits, as YAML that says where each part is from."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from normalizer import RuleSet
from normalizer.ruleset.loader import parse_rule
from normalizer.ruleset.shown import shown

from .conftest import Files, Overlay

FILES: Files = {
    "fragments": "tide: 'ebb|flood'\n",
    "platforms/weir": (
        "language: de\n"
        "title: [h1.weir]\n"
        "body: [div.weir]\n"
        "strip:\n"
        "  - {select: .weir-also, as: related}\n"
        "keep: [{line: 'Weir: .+'}]\n"
        "dates: {order: dmy}\n"
    ),
    "platforms/wheel": "extends: [platforms/weir]\ntitle: [h1.wheel, 'meta:og:title']\n",
    "publishers/mill": (
        "outlet: Mill Gazette\n"
        "match:\n"
        "  hosts: [mill.example]\n"
        "  signature: {all: [Mill Gazette]}\n"
        "extends: [platforms/wheel]\n"
        "language: en\n"
        "body: ['#mill']\n"
        'rewrite: [{find: "Mi\\u00adll", to: Mill}]\n'
        "strip:\n"
        "  - line: 'Today: {tide}'\n"
        "    as: promo\n"
        "    why: |\n"
        "      first line\n"
        "      second line\n"
        "    strips: ['Today: ebb']\n"
        "  - {from: More, until: end, as: related, where: after body}\n"
        "valid_until: 2030-01-31\n"
        "versions:\n"
        "  - {valid_until: 2020-12-31, body: ['#old']}\n"
        "examples:\n"
        "  - {name: a, input: b, expect: {title: null}}\n"
    ),
}


@pytest.fixture
def rules(overlay: Overlay) -> RuleSet:
    """Return the shipped rules with those of FILES."""
    return overlay(FILES)


def of(rules: RuleSet, rule_id: str, *, day: dt.date | None = None, expand: bool = False) -> str:
    """Return what is shown for a rule."""
    rule = next(rule for rule in rules if rule.id == rule_id)
    return shown(rule, rules, day=day, expand=expand)


def line_of(text: str, start: str) -> str:
    """Return the one line that begins so."""
    (line,) = (line for line in text.splitlines() if line.startswith(start))
    return line


def test_each_key_says_where_it_is_from(rules: RuleSet) -> None:
    """Keys of the file's own and inherited ones stand beside each other, with file and line."""
    text = of(rules, "publishers/mill")
    assert line_of(text, "outlet:") == "outlet: Mill Gazette  # publishers/mill.yaml:1"
    assert line_of(text, "language:") == "language: en  # publishers/mill.yaml:6"
    assert line_of(text, "dates:") == "dates: {order: dmy}  # platforms/weir.yaml:7"
    assert line_of(text, "- h1.wheel") == "- h1.wheel  # platforms/wheel.yaml:2"
    assert line_of(text, "- '#mill'") == "- '#mill'  # publishers/mill.yaml:7"


def test_it_is_yaml_and_a_rule(rules: RuleSet) -> None:
    """What is shown can be read again: sources are the nearest file's, entries those of all."""
    text = of(rules, "publishers/mill")
    assert yaml.safe_load(text)["match"]["signature"] == {"all": ["Mill Gazette"]}
    data = parse_rule(text.encode(), file="a.yaml").data
    assert data.title == ("h1.wheel", "meta:og:title")
    assert data.body == ("#mill",)
    assert [entry.select or entry.line or entry.from_ for entry in data.strip] == [
        ".weir-also",
        "Today: {tide}",
        "More",
    ]
    assert data.strip[1].why == "first line\nsecond line\n"
    assert data.rewrite[0].find == "Mi\u00adll"
    assert [entry.line for entry in data.keep] == ["Weir: .+"]
    assert data.valid_until == dt.date(2030, 1, 31)


def test_what_is_not_in_force_is_left_out(rules: RuleSet) -> None:
    """Examples, texts that prove entries and layouts of other days are told of, not shown."""
    text = of(rules, "publishers/mill")
    assert "strips" not in text
    assert "#old" not in text
    assert text.splitlines()[:4] == [
        "# publishers/mill.yaml",
        "# takes over from platforms/weir, platforms/wheel",
        "# layout of today; older ones until 2020-12-31",
        "# examples: 1, from publishers/mill.yaml:20 on",
    ]


def test_a_layout_of_another_day(rules: RuleSet) -> None:
    """With a day, the keys of the layout that was in use stand there, with their place."""
    text = of(rules, "publishers/mill", day=dt.date(2019, 5, 1))
    assert line_of(text, "- '#old'") == "- '#old'  # publishers/mill.yaml:19"
    assert "#mill" not in text
    assert "# layout until 2020-12-31" in text


def test_fragments_can_be_put_in(rules: RuleSet) -> None:
    """Patterns are shown as written, or with the pieces that they name."""
    assert "{tide}" in of(rules, "publishers/mill")
    assert "Today: (?:ebb|flood)" in of(rules, "publishers/mill", expand=True)


def test_every_shipped_rule_can_be_shown() -> None:
    """Each is a rule file again, with its entries behind those of others, and with fragments put in."""
    rules = RuleSet()
    for rule in rules:
        data = parse_rule(shown(rule, rules).encode(), file=rule.file).data
        own = [entry.as_ for entry in rule.data.strip]
        assert [entry.as_ for entry in data.strip][len(data.strip) - len(own) :] == own
        assert len(data.strip) == len(own) or rule.data.extends
        assert (data.title, data.match) == (rule.data.title, rule.data.match)
        shown(rule, rules, expand=True)
