"""Patterns: anchored by their frame, linear in the text, compiled when needed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.ruleset.pattern import Frame, Pattern, PatternSet, compile_pattern, expanded


@pytest.mark.parametrize(
    ("frame", "text", "found"),
    [
        (Frame.WHOLE, "ab", "ab"),
        (Frame.WHOLE, "abc", None),
        (Frame.WHOLE, "b", "b"),
        (Frame.HEAD, "abc", "ab"),
        (Frame.HEAD, "cab", None),
        (Frame.TAIL, "abcab", "ab"),
        (Frame.TAIL, "bcb", "b"),
        (Frame.TAIL, "abc", None),
    ],
)
def test_a_frame_says_where_the_pattern_stands(frame: Frame, text: str, found: str | None) -> None:
    """All of a text, its beginning, or its end; the set of one agrees with the pattern alone."""
    pattern = Pattern("ab|b", frame=frame)
    hit = pattern.find(text)
    assert (hit and text[hit.start() : hit.end()]) == found
    assert PatternSet([pattern]).matching(text) == ([0] if found else [])


def test_offsets_count_characters() -> None:
    """Places behind letters of several bytes are those of the str."""
    hit = Pattern(r"\((?P<wire>x)\)", frame=Frame.TAIL).find("Äöü 東京 (x)")
    assert hit is not None
    assert (hit.start(), hit.end(), hit.groupdict()) == (7, 10, {"wire": "x"})


def test_a_set_tells_which_patterns_match() -> None:
    """The numbers rise, and a set of none matches nothing."""
    patterns = [Pattern(text) for text in ("b.*", "a.*", "a", "(?i)A|B")]
    assert PatternSet(patterns).matching("a") == [1, 2, 3]
    assert PatternSet([]).matching("a") == []


def test_a_set_that_grows_too_large_is_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """More patterns than one automaton holds are still all matched, by their own numbers."""
    monkeypatch.setattr("normalizer.ruleset.pattern._MAX_MEMORY", 2 << 20)
    large = [Pattern(rf"{number} (?:\p{{L}}{{1,9}} ){{1,2}}") for number in range(8)]
    many = PatternSet(large)
    assert many.matching("5 abc ") == [5]
    assert many.matching("0 abc äöü ") == [0]
    assert len(many._automata) > 1


def test_a_set_tells_which_pattern_is_faulty() -> None:
    """A fault that nobody checked for is told as that pattern's own, in few words."""
    patterns = [Pattern("a"), Pattern("b" * 500 + "(", fault=LookupError)]
    with pytest.raises(LookupError, match=r"^missing \)$"):
        PatternSet(patterns).matching("a")


def test_patterns_are_linear_in_the_text() -> None:
    """What hangs a backtracking engine takes its time by the length of the text alone."""
    began = time.monotonic()
    assert Pattern("(?:a|aa)+(?:a*)*b").fullmatch("a" * 50_000) is None
    assert time.monotonic() - began < 5


def test_fragments_are_put_in_as_groups() -> None:
    """Names in braces stand for their pieces, which may use others; counts and classes are none."""
    fragments = {"day": r"\d{1,2}|x", "on": "on {day}"}
    assert expanded("{on}!", fragments) == r"(?:on (?:\d{1,2}|x))!"
    for text in (r"\d{4}", r"\p{Greek}x{2,}", r"\{day\}", r"\x{e9}", "{Day}"):
        assert expanded(text, fragments) == text


@pytest.mark.parametrize(
    ("fragments", "reason"),
    [
        ({}, "known are none"),
        ({"a": "{b}", "b": "{a}"}, "circle"),
        ({"a": "{a}" * 99}, "characters"),
    ],
)
def test_fragments_that_cannot_be_put_in(fragments: dict[str, str], reason: str) -> None:
    """A name that is not there, or that stands for itself, is a ValueError with the reason."""
    with pytest.raises(ValueError, match=reason):
        expanded("{a}", fragments)


def test_a_pattern_of_a_million_steps_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would not fit into an automaton is told when it is checked, not at the first page."""
    monkeypatch.setattr("normalizer.ruleset.pattern._MAX_INSTRUCTIONS", 1000)
    compile_pattern("(?:[a-z]{1,9} ){1,2}")
    with pytest.raises(ValueError, match="too large"):
        compile_pattern(r"(?:\p{L}{1,9} ){1,2}")


def test_a_faulty_pattern_is_a_value_error() -> None:
    """Without a file to blame, a fault is a ValueError with RE2's reason."""
    with pytest.raises(ValueError, match="missing"):
        compile_pattern("(")


@pytest.mark.parametrize(
    ("pattern", "beginning"),
    [
        ("River Post", "River Post"),
        (r"Sign up for .* now", "Sign up for "),
        (r"3\.5 miles\?", "3.5 miles?"),
        ("colou?r", "colo"),
        ("ab{2}", "a"),
        ("a+b", "a"),
        ("one|two", ""),
        ("one(a|b)", "one"),
        ("one((a|b)c)|two", ""),
        ("one[|)]x|two", ""),
        ("one[])|]x", "one"),
        (r"one\|two", "one|two"),
        ("(?i)one", ""),
        (r"\d+ miles", ""),
        ("", ""),
    ],
)
def test_the_beginning_of_a_pattern(pattern: str, beginning: str) -> None:
    """The characters that all texts share which a pattern matches are read off its source."""
    assert Pattern(pattern).beginning() == beginning


@given(
    st.from_regex(r"[ab(|)\[\]?*+\\.]{1,8}", fullmatch=True), st.text("ab().|[]*?+\\", max_size=8)
)
def test_no_match_begins_otherwise(pattern: str, text: str) -> None:
    """Whatever the pattern, a text that it matches begins with its beginning."""
    made = Pattern(pattern)
    try:
        is_match = made.fullmatch(text) is not None
    except ValueError:
        return
    assert not is_match or text.startswith(made.beginning())
