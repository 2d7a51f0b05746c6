"""Patterns: anchored by their frame, linear in the text, compiled when needed."""

from __future__ import annotations

import time

import pytest

from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.pattern import Frame, Pattern, compile_pattern
from normalizer.ruleset.search import PatternSet


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
    assert PatternSet([pattern]).matching(text) == ((0,) if found else ())


def test_offsets_count_characters() -> None:
    """Places behind letters of several bytes are those of the str."""
    hit = Pattern(r"\((?P<wire>x)\)", frame=Frame.TAIL).find("Äöü 東京 (x)")
    assert hit is not None
    assert (hit.start(), hit.end(), hit.groupdict()) == (7, 10, {"wire": "x"})


def test_patterns_are_linear_in_the_text() -> None:
    """What hangs a backtracking engine takes its time by the length of the text alone."""
    began = time.monotonic()
    assert Pattern("(?:a|aa)+(?:a*)*b").fullmatch("a" * 50_000) is None
    assert time.monotonic() - began < 5


def test_fragments_are_put_in_as_groups() -> None:
    """Names in braces stand for their pieces, which may use others; counts and classes are none."""
    fragments = {"day": r"\d{1,2}|x", "on": "on {day}"}
    assert Fragments(fragments).put_into("{on}!") == r"(?:on (?:\d{1,2}|x))!"
    for text in (r"\d{4}", r"\p{Greek}x{2,}", r"\{day\}", r"\x{e9}", "{Day}"):
        assert Fragments(fragments).put_into(text) == text


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
        Fragments(fragments).put_into("{a}")


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
