"""Many patterns at once: the same answers as of each pattern alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.ruleset.pattern import Frame, Pattern
from normalizer.ruleset.search import NamePatternSet, PatternSet

#: Pieces of which patterns with words, with signs and without any are made.
_PIECES = (
    "read",
    "more",
    " ",
    "Ort",
    "ß",
    "記事",
    "#",
    "[ab]",
    "a?",
    ".*",
    "(?:also|too)",
    "\\d+",
    "(?i)x",
)
_PATTERNS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5).map("".join)
_TEXTS = st.lists(
    st.sampled_from(
        (
            "read",
            "READ",
            "more",
            " ",
            "ort",
            "Ort",
            "SS",
            "ß",
            "記事",
            "#",
            "a",
            "b",
            "also",
            "7",
            "x",
        )
    ),
    max_size=7,
).map("".join)


def test_a_set_tells_which_patterns_match() -> None:
    """The numbers rise, and a set of none matches nothing."""
    patterns = [Pattern(text) for text in ("b.*", "a.*", "a", "(?i)A|B")]
    assert PatternSet(patterns).matching("a") == (1, 2, 3)
    assert PatternSet([]).matching("a") == ()


def test_a_set_that_grows_too_large_is_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """More patterns than one automaton holds are still all matched, by their own numbers."""
    monkeypatch.setattr("normalizer.ruleset.pattern._MAX_MEMORY", 2 << 20)
    large = [Pattern(rf"\pN{{{number + 1}}} (?:\p{{L}}{{1,9}} ){{1,2}}") for number in range(8)]
    many = PatternSet(large)
    assert many.matching("555 abc ") == (2,)
    assert many.matching("0 abc äöü ") == (0,)
    assert many.matching("0 abc äöü") == ()


def test_a_set_tells_which_pattern_is_faulty() -> None:
    """A fault that nobody checked for is told as that pattern's own, in few words."""
    patterns = [Pattern("a"), Pattern("b" * 500 + "(", fault=LookupError)]
    with pytest.raises(LookupError, match=r"^missing \)$"):
        PatternSet(patterns).matching("b" * 500)


@given(
    st.lists(st.tuples(_PATTERNS, st.sampled_from(Frame)), min_size=1, max_size=6),
    st.lists(_TEXTS, min_size=1, max_size=6),
)
def test_a_set_agrees_with_each_of_its_patterns(
    written: list[tuple[str, Frame]], texts: list[str]
) -> None:
    """Whatever words a search goes by, those patterns match that would alone."""
    patterns = [Pattern(text, frame=frame) for text, frame in written]
    wanted = {
        text: tuple(at for at, one in enumerate(patterns) if one.find(text) is not None)
        for text in texts
    }
    many = PatternSet(patterns)
    assert many.matching_each(texts) == wanted
    assert {text: many.matching(text) for text in texts} == wanted


@given(
    st.lists(_PATTERNS, min_size=1, max_size=6),
    st.lists(
        st.lists(_TEXTS.filter(lambda text: " " not in text), max_size=4).map(tuple), max_size=6
    ),
)
def test_names_agree_with_each_pattern(written: list[str], lists: list[tuple[str, ...]]) -> None:
    """A pattern that looks into names finds what it would in all of them, a space before each."""
    patterns = [Pattern(text, frame=Frame.INSIDE) for text in written]
    wanted = [
        tuple(
            at for at, one in enumerate(patterns) if one.find("".join(f" {name}" for name in some))
        )
        for some in lists
    ]
    many = NamePatternSet(patterns)
    assert list(many.matching_each(lists)) == wanted
    assert list(many.matching_each(lists)) == wanted, "the same the second time, from memory"


def test_threads_share_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one thread throws away to make room, another one still reads."""
    monkeypatch.setattr("normalizer.ruleset.search._KEPT_TEXTS", 1)
    names = NamePatternSet([Pattern(" story", frame=Frame.INSIDE)])
    texts = PatternSet([Pattern("story.*")])

    def read(number: int) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
        some = (f"story-{number % 7}", "story", f"x-{number % 5}")
        found = texts.matching_each(some)
        return list(names.matching_each([some])), [found[text] for text in some]

    with ThreadPoolExecutor(8) as pool:
        for of_names, of_texts in pool.map(read, range(2_000)):
            assert (of_names, of_texts) == ([(0,)], [(0,), (0,), ()])


def test_long_names_are_not_kept() -> None:
    """The names of hostile pages, of megabytes each, do not stay in memory."""
    names = NamePatternSet([Pattern(" story", frame=Frame.INSIDE)])
    assert list(names.matching_each([("story", "x" * 5_000)])) == [(0,)]
    assert set(names._known) == {"story"}
