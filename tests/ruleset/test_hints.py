"""What a pattern's source says of the texts that it matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.hints import Hint
from normalizer.ruleset.pattern import Pattern


def _hint(pattern: str) -> Hint:
    return Fragments({"day": "(?:Mon|Tues)day"}).hint(pattern)


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("River Post", {"river post"}),
        ("(?i)(?:read|see) more", {"read more", "see more"}),
        (r"3\.5 miles\?", {"3.5 miles?"}),
        ("colou?rs", {"colours", "colors"}),
        (r"\d+ miles?", {" mile"}),
        ("one(?:a|b){2,}", {"one"}),
        ("{day}s?", {"monday", "tuesday"}),
        ("on [{|)] now", {"on { now", "on | now", "on ) now"}),
        ("Straße", {"strasse"}),
        (r"[^.]{2,9} \(photo\)", {" (photo)"}),
        (r"\x{a9} \d{4}", {"© "}),
        (r"\d{1,2}[./]\d{1,2}", {".", "/"}),
        (r".*[./]\d{1,2}", set()),
        (r"\d{4} \d{2}", set()),
        (".{15,}", set()),
        ("", set()),
    ],
)
def test_literals_are_read_off_a_pattern(pattern: str, literals: set[str]) -> None:
    """Words of which each match holds one, their case folded; none where they tell nothing."""
    assert _hint(pattern).literals == literals


@pytest.mark.parametrize(
    ("pattern", "sizes"),
    [
        ("abc", (3, 3)),
        ("ab?c{2,4}", (3, 6)),
        ("a+", (1, None)),
        (r"\w{2,} x", (4, None)),
        ("a|bcd", (1, 3)),
    ],
)
def test_sizes_are_read_off_a_pattern(pattern: str, sizes: tuple[int, int | None]) -> None:
    """How many characters a match has at least, and at most, if anything bounds them."""
    hint = _hint(pattern)
    assert (hint.least, hint.most) == sizes


@pytest.mark.parametrize(
    ("pattern", "ahead"),
    [("read", 0), ("[^a]? ?read", 1), (".*read", None), (r"\d{1,4} of read", 4)],
)
def test_how_far_in_a_word_stands(pattern: str, ahead: int | None) -> None:
    """How many characters at most come before the words of a match."""
    assert _hint(pattern).ahead == ahead


@pytest.mark.parametrize(
    ("pattern", "beyond"),
    [
        ("ort", False),
        ("örtlich", True),
        ("a|ö", False),
        (r"\p{Hangul}+기자", True),
        ("[가-힣]x", True),
        ("é?x", False),
    ],
)
def test_what_no_ascii_text_can_match(pattern: str, beyond: bool) -> None:
    """Whether each match holds a character beyond ASCII."""
    assert _hint(pattern).beyond_ascii is beyond


#: Pieces of patterns that Python, which makes up the matches, reads as RE2 does.
_PIECES = st.sampled_from(
    (
        "read",
        "Ort",
        "ß",
        "é",
        "#",
        " ",
        "a?",
        "b*",
        "[cß]+",
        ".{0,2}",
        "(?:also|too|s)",
        r"\d{1,3}",
        "(x|yz)?",
        "[^a-z]",
    )
)


@given(st.data(), st.lists(_PIECES, min_size=1, max_size=6).map("".join))
def test_every_match_has_what_the_hint_says(data: st.DataObject, pattern: str) -> None:
    """Whatever the pattern, a text that it matches has the words, the size and the characters."""
    made = Pattern(f"(?i){pattern}")
    text = data.draw(st.from_regex(re.compile(pattern, re.I), fullmatch=True))
    assume(made.fullmatch(text) is not None)
    hint, folded = made.hint, text.casefold()
    assert hint.least <= len(text)
    assert hint.most is None or len(text) <= hint.most
    assert not (hint.beyond_ascii and text.isascii())
    if hint.literals:
        places = [folded.find(word) for word in hint.literals if word in folded]
        grown = len(folded) - len(text)
        assert places
        assert hint.ahead is None or min(places) <= hint.ahead + grown
