"""What a rule file inherits, and from where."""

from __future__ import annotations

from collections.abc import Mapping

from normalizer.ruleset.loader import Rule

#: Keys that a file has for itself alone; others are replaced by those of the file that extends it.
OWN = frozenset(
    ("match", "extends", "examples", "versions", "valid_until", "seen", "why"),
)
#: Keys whose entries are put before those of the file that extends theirs.
APPENDED = frozenset(("strip", "keep", "rewrite"))


def lineage(rule: Rule, rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """Return the files that ``rule`` extends, directly or not, farthest first, and ``rule`` itself.

    The order is that in which a RuleSet, which has refused circles, lets their entries act.
    """
    found: dict[str, Rule] = {}
    for parent in rule.data.extends:
        for one in lineage(rules[parent], rules):
            found.setdefault(one.id, one)
    return (*found.values(), rule)
