"""Blocks and rules in force → blocks with what those rules rewrite, each change recorded as a Repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from normalizer.model import Location, Problem, Repair, Segmented
from normalizer.repaired import repaired
from normalizer.ruleset.compile import Publisher, Rewriting
from normalizer.settings import Settings
from normalizer.text import squash


def rewrite(
    segmented: Segmented, location: Location, files: Sequence[Publisher], *, settings: Settings
) -> tuple[Segmented, tuple[Repair, ...], tuple[Problem, ...]]:
    """Return the blocks after the rewrite entries of ``files``, the repairs, and the problems.

    White space stays folded. A file whose entries would shorten the likely story by more than its
    budget rewrites nothing on this page, and a problem says so (law 3).
    """
    entries = tuple(entry for file in files for entry in file.rewriting)
    if not entries:
        return segmented, (), ()
    stopped = _over_budget(segmented, location, files, settings)
    problems = tuple(
        Problem(
            "rule_over_budget", f"{rule} would rewrite more of the likely story than its budget"
        )
        for rule in sorted(stopped)
    )
    entries = tuple(entry for entry in entries if entry.rule not in stopped)
    changed, repairs = repaired(segmented, lambda text: _steps(text, entries))
    return changed, repairs, problems


def _steps(text: str, entries: Sequence[Rewriting]) -> list[tuple[str, str]]:
    """Return the text as it is, then after each entry that changes it, with the entry's source."""
    done = [("", text)]
    for entry in entries:
        after = squash(entry.rewritten(done[-1][1]))
        if after != done[-1][1]:
            done.append((entry.source, after))
    return done


def _over_budget(
    segmented: Segmented, location: Location, files: Sequence[Publisher], settings: Settings
) -> frozenset[str]:
    """Return the ids of the files that would shorten the likely story by more than they may."""
    budgets = {rule: budget for file in files for rule, budget in file.layer.budgets.items()}
    story = [block.text for block in segmented.blocks if block.index in location.body]
    whole = sum(map(len, story))
    lost: Counter[str] = Counter()
    for file in files:
        for entry in file.rewriting:
            lost[entry.rule] += sum(len(text) - len(entry.rewritten(text)) for text in story)
    return frozenset(
        rule for rule, cost in lost.items() if cost > budgets.get(rule, settings.budget) * whole
    )
