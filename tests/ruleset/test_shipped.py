"""The shipped rules: every example in them holds, and none of them fires on clean prose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from normalizer import Normalizer, RuleSet
from normalizer.ruleset.examples import run_entries, run_examples
from normalizer.ruleset.loader import Rule, load, shipped_folder

RULES = load([shipped_folder()]).rules
PACKS = [rule for rule in RULES.values() if rule.id.startswith(("common/", "agencies/"))]
PUBLISHERS = [rule for rule in RULES.values() if rule.id.startswith("publishers/")]
#: Those that may take something from a text without markup.
ACTING = [
    rule
    for rule in PUBLISHERS
    if rule.data.rewrite or any(not strip.select for strip in rule.data.strip)
]
PROSE = sorted((Path(__file__).parents[1] / "clean_prose").glob("*.txt"))


@pytest.fixture(scope="module")
def shipped() -> Normalizer:
    """Return what all tests of this file normalize with: the shipped rules alone."""
    return Normalizer()


def told(failures: object) -> str:
    """Return failures as a text that is empty where there are none."""
    return "\n".join(map(str, failures))  # type: ignore[call-overload]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_example_holds(rule: Rule, shipped: Normalizer) -> None:
    """An example's input becomes what stands under ``expect``."""
    assert told(run_examples(rule, shipped.normalize)) == ""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_entry_takes_and_keeps_what_it_says(rule: Rule, shipped: Normalizer) -> None:
    """An entry hits all texts under ``strips`` and none under ``keeps``."""
    assert told(run_entries(rule, shipped.rules.fragments)) == ""


@pytest.mark.parametrize("rule", PACKS, ids=lambda rule: rule.id)
def test_every_entry_of_a_pack_has_its_proof(rule: Rule) -> None:
    """What acts on all pages carries texts that it must take and near misses that it must not."""
    assert rule.data.strip or (rule.data.imprints and rule.data.examples)
    for at, strip in enumerate(rule.data.strip):
        assert strip.strips, f"{rule.file}:{rule.line('strip', at)} has no strips"
        assert strip.keeps, f"{rule.file}:{rule.line('strip', at)} has no keeps"


@pytest.mark.parametrize("rule", PACKS, ids=lambda rule: rule.id)
def test_every_pack_says_why(rule: Rule) -> None:
    """A pack says what its entries have in common; an agency's file says whose copy it knows."""
    assert rule.data.why or rule.data.agency


@pytest.mark.parametrize("rule", PUBLISHERS, ids=lambda rule: rule.id)
def test_every_publisher_has_examples(rule: Rule) -> None:
    """A publisher's file proves itself: it has a brand, a way to be known, and examples."""
    assert rule.data.outlet
    assert rule.data.match
    assert rule.data.seen
    assert rule.data.examples
    assert all(example.expect.text for example in rule.data.examples[:1])


def test_all_shipped_rules_compile() -> None:
    """Every selector and pattern of every layout is one, and all of a file act together."""
    rules = RuleSet()
    rules.check()
    for rule in rules:
        layer = rules.publisher(rule.id, when=None).layer
        assert not layer.text.matching(""), "an entry hits no text at all"


def test_no_two_entries_of_the_packs_are_alike() -> None:
    """What several files need stands in one of them, never copied."""
    seen: dict[str, str] = {}
    for rule in PACKS:
        for at, strip in enumerate(rule.data.strip):
            taken = strip.select or strip.line or strip.head or strip.tail or strip.from_
            place = f"{rule.file}:{rule.line('strip', at)}"
            assert seen.setdefault(f"{taken} within {strip.within}", place) == place


def test_there_is_enough_clean_prose() -> None:
    """Many texts, in many languages, with the words that boilerplate is made of."""
    assert len(PROSE) >= 10
    assert len({path.name[:2] for path in PROSE}) >= 8
    words = " ".join(path.read_text("utf-8").casefold() for path in PROSE)
    near = "related cookies share comments tags updated published subscribe advertisement home"
    assert [
        word for word in (*near.split(), " ap ", "log in", "read more") if word not in words
    ] == []


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_no_rule_fires_on_clean_prose(path: Path, shipped: Normalizer) -> None:
    """Prose without boilerplate comes through word for word, and nothing is taken from it."""
    text = path.read_text("utf-8").strip()
    article = shipped.normalize(text)
    assert [(one.source, one.text) for one in article.removed] == []
    assert article.text == text
    assert article.publisher is None


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_no_rule_fires_on_a_line_of_clean_prose(path: Path, shipped: Normalizer) -> None:
    """No entry without a condition hits any paragraph: none is saved by a budget alone."""
    for paragraph in path.read_text("utf-8").strip().split("\n\n"):
        for entry in shipped.rules.shared.text.matching(paragraph):
            assert entry.where or entry.beside, f"{entry.source} takes from: {paragraph}"


@pytest.mark.parametrize("rule", ACTING, ids=lambda rule: rule.id)
def test_no_publisher_takes_from_clean_prose(rule: Rule, shipped: Normalizer) -> None:
    """A publisher's rules, in force by its address, leave prose alone as well."""
    assert rule.data.match
    paths = rule.data.match.paths
    path = re.split(r"[(\[\\.]", paths[0])[0] if paths else "/news/1"
    url = f"https://{rule.data.match.hosts[0]}{path}"
    for path in PROSE:
        text = path.read_text("utf-8").strip()
        article = shipped.normalize(text, url=url)
        assert article.publisher == rule.id
        assert [(path.stem, one.source, one.text) for one in article.removed] == []
        assert article.text == text
