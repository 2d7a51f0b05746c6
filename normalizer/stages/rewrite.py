"""Blocks and rules in force → blocks with what those rules rewrite, each change recorded as a Repair."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from normalizer.model import Location, Problem, Repair, Segmented
from normalizer.repaired import repaired
from normalizer.ruleset.compile import Publisher, Rewriting
from normalizer.settings import Settings
from normalizer.text import squash

#: Rounds of all entries after which a text that still changes is left as it was.
_ROUNDS = 8
#: How long a block may become: so many times its size, and this many characters more.
_GROWTH, _ALLOWANCE = 2, 1_000

#: What becomes of a text: the source of each entry that changed it, and the text after it.
_Steps = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The blocks after the rewrite ``entries`` that were applied, the repairs, and the problems."""

    segmented: Segmented
    entries: tuple[Rewriting, ...] = ()
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()

    def line(self, text: str) -> str:
        """Return what the entries make of ``text``, a block as it stood before or a line of one."""
        return _steps(text, self.entries)[0][-1][1]


def rewrite(
    segmented: Segmented, location: Location, files: Sequence[Publisher], *, settings: Settings
) -> Rewritten:
    """Return the blocks after the rewrite entries of ``files``.

    White space stays folded. A file whose entries would shorten the likely story by more than its
    budget rewrites nothing on this page, and a problem says so (law 3). So it does where the entries
    come to no end in a block, which is left as it was: a second run must find nothing to do (law 2).
    """
    entries = tuple(entry for file in files for entry in file.rewriting)
    if not entries:
        return Rewritten(segmented)
    story = [block.text for block in segmented.blocks if block.index in location.body]
    budgets = {rule: budget for file in files for rule, budget in file.layer.budgets.items()}
    allowed = {
        entry.rule: budgets.get(entry.rule, settings.budget) * sum(map(len, story))
        for entry in entries
    }
    stopped = _over_budget(story, entries, allowed)
    problems = [
        Problem(
            "rule_over_budget", f"{rule} would rewrite more of the likely story than its budget"
        )
        for rule in sorted(stopped)
    ]
    entries = tuple(entry for entry in entries if entry.rule not in stopped)
    endless: set[str] = set()

    def steps(text: str) -> _Steps:
        done, unsettled = _steps(text, entries)
        endless.update(unsettled)
        return done

    changed, repairs = repaired(segmented, steps)
    if endless:
        named = ", ".join(sorted(endless))
        message = f"{named} would rewrite a block again and again: not applied to it"
        problems.append(Problem("rewrite_endless", message))
    return Rewritten(changed, entries, repairs, tuple(problems))


def _steps(text: str, entries: Sequence[Rewriting]) -> tuple[_Steps, frozenset[str]]:
    """Return the text as it is, then after each entry that changes it, with the entry's source.

    The last text is one that the entries leave as it is. Where they come to none, the first is the
    last, and the sources of those that went on are returned beside it.
    """
    done = [("", text)]
    most = _GROWTH * len(text) + _ALLOWANCE
    start = 1
    for _ in range(_ROUNDS):
        start = len(done)
        for entry in entries:
            after = squash(entry.rewritten(done[-1][1]))
            if len(after) > most:
                return done[:1], frozenset((entry.source,))
            if after != done[-1][1]:
                done.append((entry.source, after))
        if done[-1][1] == done[start - 1][1]:
            return done[:start], frozenset()
    return done[:1], frozenset(source for source, _ in done[start:])


def _over_budget(
    story: Sequence[str], entries: Sequence[Rewriting], allowed: Mapping[str, float]
) -> frozenset[str]:
    """Return the ids of the files that would shorten the story by more than they may.

    Entries are tried as they act, each on what those before it left.
    """
    rules = {entry.source: entry.rule for entry in entries}
    stopped: frozenset[str] = frozenset()
    while True:
        in_force = [entry for entry in entries if entry.rule not in stopped]
        lost: Counter[str] = Counter()
        for text in story:
            shorter: Counter[str] = Counter()
            for (_, before), (source, after) in itertools.pairwise(_steps(text, in_force)[0]):
                shorter[rules[source]] += len(before) - len(after)
            lost += +shorter  # what grows in one block makes up for no other
        excess = frozenset(rule for rule, cost in lost.items() if cost > allowed[rule])
        if not excess:
            return stopped
        stopped |= excess
