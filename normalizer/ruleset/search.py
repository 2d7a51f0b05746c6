"""Many patterns, and which of them match a text.

Most patterns hold words that few texts do: one search for the words of all patterns leaves a few to be
tried on a text. Those without such words are tried together, as automata.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import re2
from ahocorasick_rs import AhoCorasick, MatchKind

from normalizer.ruleset.hints import ENOUGH_CHARS, HEAD_CHARS
from normalizer.ruleset.pattern import Frame, Pattern, options

#: Patterns in one automaton. In one for hundreds RE2 runs out of states on real pages and starts afresh.
_PER_AUTOMATON = 50
#: Most patterns without words are of short lines; longer ones are not tried on theirs. In characters.
_SHORT = 64
_ANY = 1 << 60
#: Texts whose answers are kept, and characters of the longest: 8 MB at most.
_KEPT_TEXTS, _KEPT_CHARS = 8_000, 1_000

_Numbered = tuple[int, Pattern]
_Numbers = tuple[int, ...]


class PatternSet:
    """Many patterns: which of them match a text.

    Answers are kept for a while: a page is read more than once, and menus recur from page to page.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._known: dict[str, _Numbers] = {}

    def matching(self, text: str) -> _Numbers:
        """Return the numbers of the patterns that match ``text`` in their frames, rising."""
        known = self._known.get(text)
        return self.matching_each([text])[text] if known is None else known

    def matching_each(self, texts: Iterable[str]) -> Mapping[str, _Numbers]:
        """Return for each text what ``matching`` does: one search serves them all."""
        known, texts = self._known, dict.fromkeys(texts)
        found = {text: known[text] for text in texts if text in known}
        if new := [text for text in texts if text not in found]:
            searches, trial = self._prepared
            wanted: defaultdict[int, set[int]] = defaultdict(set)
            for search in searches:
                search.mark(new, wanted)
            for at, text in enumerate(new):
                found[text] = trial.matching(text, wanted.get(at, ()))
            if len(known) > _KEPT_TEXTS:
                # Never cleared: another thread may be reading it.
                known = self._known = {}
            known.update((text, found[text]) for text in new if len(text) <= _KEPT_CHARS)
        return found

    @cached_property
    def _prepared(self) -> tuple[Sequence[_Search], _Trial]:
        """A search for words at the head of a text, one for those anywhere in it, and the trial."""
        named = [(at, one) for at, one in enumerate(self._patterns) if one.hint.literals]
        at_head = [(at, one) for at, one in named if _is_at_head(one)]
        others = [(at, one) for at, one in named if not _is_at_head(one)]
        searches = [
            _Search([(at, one, _needs(one)) for at, one in some], cut=cut)
            for some, cut in ((at_head, HEAD_CHARS + ENOUGH_CHARS), (others, _ANY))
            if some
        ]
        return searches, _Trial(self._patterns, (at for at, _ in named))


class NamePatternSet:
    """Many patterns that look into lists of names: which of them are found in a list.

    In the list each name has a space before it. Lists share their names: which patterns may be found
    in a list is known from its names.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._known: dict[str, Set[int]] = {}

    def matching_each(self, lists: Collection[Sequence[str]]) -> Iterator[_Numbers]:
        """Yield for each list the numbers of the patterns that are found in it, rising."""
        search, trial = self._prepared
        names = dict.fromkeys(name for some in lists for name in some)
        known = self._known
        marked = {name: known[name] for name in names if name in known}
        if new := [name for name in names if name not in marked]:
            wanted: defaultdict[int, set[int]] = defaultdict(set)
            if search:
                search.mark([f" {name}" for name in new], wanted)
            marked.update((name, wanted.get(at, frozenset())) for at, name in enumerate(new))
            if len(known) > _KEPT_TEXTS:
                # Never cleared: another thread may be reading it.
                known = self._known = {}
            known.update((name, marked[name]) for name in new if len(name) <= _KEPT_CHARS)
        found: dict[Sequence[str], _Numbers] = {}
        for some in lists:
            if some not in found:
                candidates = frozenset().union(*(marked[name] for name in some))
                found[some] = trial.matching("".join(f" {name}" for name in some), candidates)
            yield found[some]

    @cached_property
    def _prepared(self) -> tuple[_Search | None, _Trial]:
        # A word that spans two names would be found in neither.
        named = [
            (at, one)
            for at, one in enumerate(self._patterns)
            if one.hint.literals and not any(" " in word[1:] for word in one.hint.literals)
        ]
        needs = [(at, one, _Needs(_ANY, 0, _ANY)) for at, one in named]
        trial = _Trial(self._patterns, (at for at, _ in named))
        return (_Search(needs, cut=_ANY) if needs else None), trial


class _Needs(NamedTuple):
    """What a text must be like for a pattern, beside its words.

    At most ``ahead`` characters stand before the word, ``least`` to ``most`` are in the text.
    """

    ahead: int
    least: int
    most: int


class _Search:
    """The words of many patterns, looked for all at once, among the first characters of texts."""

    def __init__(self, owned: Iterable[tuple[int, Pattern, _Needs]], *, cut: int) -> None:
        self._cut = cut
        owners: defaultdict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
        for number, pattern, needs in owned:
            for word in pattern.hint.literals:
                owners[word].append((number, *needs))
        self._owners = list(owners.values())
        self._words = AhoCorasick(list(owners), matchkind=MatchKind.Standard)

    def mark(self, texts: Sequence[str], wanted: defaultdict[int, set[int]]) -> None:
        """Add to ``wanted`` for each text, by its place, the numbers of patterns that may match it."""
        heads = [text[: self._cut] for text in texts]
        folded = [text.casefold() for text in heads]
        starts = [0, *accumulate(len(text) + 1 for text in folded)]
        hits = self._words.find_matches_as_indexes("\n".join(folded), overlapping=True)
        last: dict[int, int] = {}
        for word, start, _ in hits:
            at = bisect_right(starts, start) - 1
            if last.get(word) == at:
                continue  # again in the same text, and further in
            last[word] = at
            # Some characters become two when their case is folded.
            grown = len(folded[at]) - len(heads[at])
            before, size = start - starts[at] - grown, len(texts[at])
            for number, ahead, least, most in self._owners[word]:
                if before <= ahead and least <= size <= most:
                    wanted[at].add(number)


class _Trial:
    """What says for sure which patterns match: those that a search has found, and those without words."""

    def __init__(self, patterns: Sequence[Pattern], named: Iterable[int]) -> None:
        self._patterns = patterns
        nameless = sorted(set(range(len(patterns))).difference(named))
        self._sizes = [
            (at, least, _ANY if most is None else most)
            for at in nameless
            for least, most in patterns[at].sizes
        ]
        alike: defaultdict[tuple[bool, bool], list[_Numbered]] = defaultdict(list)
        for at in nameless:
            one = patterns[at]
            if not one.sizes:
                alike[_most(one) <= _SHORT, one.hint.beyond_ascii].append((at, one))
        self._groups = [
            _Group(_SHORT if is_short else _ANY, beyond_ascii, numbers, automaton)
            for (is_short, beyond_ascii), some in alike.items()
            for first in range(0, len(some), _PER_AUTOMATON)
            for numbers, automaton in _automata(some[first : first + _PER_AUTOMATON])
        ]

    def matching(self, text: str, candidates: Iterable[int]) -> _Numbers:
        """Return the numbers of the candidates, and of the patterns without words, that match."""
        size, encoded, is_ascii = len(text), text.encode(), text.isascii()
        hits = [number for number in candidates if self._patterns[number].fits(encoded)]
        for group in self._groups:
            if size <= group.most and not (is_ascii and group.beyond_ascii):
                hits += [group.numbers[at] for at in group.automaton.Match(encoded) or ()]
        hits += [number for number, least, most in self._sizes if least <= size <= most]
        return tuple(sorted(hits)) if len(hits) > 1 else tuple(hits)


class _Group(NamedTuple):
    """Patterns in one automaton, by their numbers: the size of the longest texts, and what these hold."""

    most: int
    beyond_ascii: bool
    numbers: _Numbers
    automaton: re2.Set


def _is_at_head(pattern: Pattern) -> bool:
    return pattern.hint.is_at_head and pattern.frame in (Frame.WHOLE, Frame.HEAD)


def _needs(pattern: Pattern) -> _Needs:
    hint = pattern.hint
    ahead = hint.ahead if _is_at_head(pattern) and hint.ahead is not None else _ANY
    return _Needs(ahead, hint.least, _most(pattern))


def _most(pattern: Pattern) -> int:
    """Return how many characters the longest text has that a pattern matches in its frame."""
    most = pattern.hint.most
    return _ANY if most is None or pattern.frame is not Frame.WHOLE else most


def _automata(owned: Sequence[_Numbered]) -> list[tuple[_Numbers, re2.Set]]:
    """Return an automaton with the patterns' numbers, or more where one grows too large."""
    automaton = re2.Set.FullMatchSet(options())
    for _, pattern in owned:
        try:
            automaton.Add(pattern.source)
        except re2.error:
            pattern.check()
            raise
    try:
        automaton.Compile()
    except re2.error:
        half = len(owned) // 2
        if not half:
            raise
        return [*_automata(owned[:half]), *_automata(owned[half:])]
    return [(tuple(number for number, _ in owned), automaton)]
