"""A draft tried on the pages it was made of: what of it has to go, and why."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from normalizer.api import Normalizer
from normalizer.drafting.samples import Sample
from normalizer.drafting.writing import to_yaml
from normalizer.model import Article
from normalizer.ruleset.examples import run_examples
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.model import Example, Expect, RuleFile
from normalizer.text import fold

#: Share of the text found without the rule that its body has to hold, and share of the body that has to
#: be of that text, for the body to stand: a whole container often holds more than the story.
_HELD, _FITTING = 0.8, 0.98
#: Letters that are compared at a time.
_RUN = 6
_SOURCED = ("title", "date", "authors", "section")


class _Fault(NamedTuple):
    """Something that fails on a page: the rule without it, and why in words."""

    without: RuleFile
    reason: str


def without_faults(
    rule: RuleFile, rule_id: str, samples: Sequence[Sample], normalizer: Normalizer
) -> tuple[RuleFile, tuple[str, ...]]:
    """Return the rule without what fails on the samples, and a sentence about each that went.

    Fails: what causes a problem that the page did not have before, a field that comes out otherwise,
    a body that is another story.
    """
    reasons: list[str] = []
    while True:
        under_rule, stored = _in_force(rule, rule_id, normalizer)
        again = [(sample, _again(sample, under_rule)) for sample in samples]
        faults = (fault for sample, now in again for fault in _faults(stored, sample, now))
        if not (fault := next(faults, None)):
            break
        rule = fault.without
        reasons.append(fault.reason)
    strangers = [sample.name for sample, now in again if now.publisher != rule_id]
    reasons += [f"{name} is not known by this file: look at match" for name in strangers]
    return rule, tuple(reasons)


def with_example(
    rule: RuleFile, rule_id: str, examples: Iterable[Example], normalizer: Normalizer
) -> RuleFile:
    """Return the rule with the first of the examples that comes out.

    Where none does the last one is taken, without the expectations that it does not meet.
    """
    for example in examples:
        if not (failed := _failed(example, rule, rule_id, normalizer)):
            break
    failed &= set(Expect.__struct_fields__)
    expect = replace(example.expect, **dict.fromkeys(failed, UNSET))
    return replace(rule, examples=(replace(example, expect=expect),))


def _failed(
    example: Example, rule: RuleFile, rule_id: str, normalizer: Normalizer
) -> frozenset[str]:
    """Return the keys of the example's expectations that are not met."""
    under_rule, stored = _in_force(replace(rule, examples=(example,)), rule_id, normalizer)
    failures = run_examples(stored, under_rule.normalize)
    return frozenset(failure.what.partition(" ")[0] for failure in failures)


def _in_force(rule: RuleFile, rule_id: str, normalizer: Normalizer) -> tuple[Normalizer, Rule]:
    """Return a Normalizer with the rule over the others, and the rule as it was read."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{rule_id}.yaml")
        file.parent.mkdir(parents=True)
        file.write_text(to_yaml(rule, {}), encoding="utf-8")
        under_rule = Normalizer((*normalizer.rules.folders, folder), normalizer.settings)
    return under_rule, next(one for one in under_rule.rules if one.id == rule_id)


def _again(sample: Sample, under_rule: Normalizer) -> Article:
    return under_rule.normalize(sample.data, url=sample.page.url, content_type=sample.content_type)


def _faults(stored: Rule, sample: Sample, now: Article) -> Iterator[_Fault]:
    """Yield what fails on a page; ``now`` is what it gives under the rule."""
    rule, before = stored.data, sample.article
    body = f"left out: body {', '.join(rule.body)}: {sample.name}"
    known = {problem.code for problem in before.problems}
    for message in (one.message for one in now.problems if one.code not in known):
        at = _accused(stored, message)
        if at is not None:
            entry, rest = rule.strip[at], (*rule.strip[:at], *rule.strip[at + 1 :])
            reason = f"left out: strip {entry.select or entry.line}: {sample.name}: {message}"
            yield _Fault(replace(rule, strip=rest), reason)
        elif rule.body:
            yield _Fault(replace(rule, body=()), f"{body}: {message}")
    held, fitting = _shares(before.text, now.text)
    if rule.body and (held < _HELD or fitting < _FITTING):
        what = "leaves out" if held < _HELD else "adds to"
        yield _Fault(replace(rule, body=()), f"{body}: {what} what is found without a rule")
    for key in _SOURCED:
        was, came = getattr(before, key), getattr(now, key)
        if getattr(rule, key) and was != came:
            reason = f"left out: {key}: {sample.name}: gives {came!r} in place of {was!r}"
            yield _Fault(replace(rule, **{key: ()}), reason)


def _accused(stored: Rule, message: str) -> int | None:
    """Return the number of the strip entry that the message of a problem begins with."""
    lines = [stored.line("strip", at) for at in range(len(stored.data.strip))]
    return next(
        (at for at, line in enumerate(lines) if message.startswith(f"{stored.file}:{line} ")), None
    )


def _shares(one: str, other: str) -> tuple[float, float]:
    """Return which share of each text the other has as well, 0–1, as bags of letter runs.

    Letters, not words, since some scripts part none.
    """
    bag, other_bag = _runs(one), _runs(other)
    both = (bag & other_bag).total()
    return both / bag.total(), both / other_bag.total()


def _runs(text: str) -> Counter[str]:
    """Return the runs of letters within lines, so that a line left out takes none of its neighbours'."""
    return Counter(
        line[at : at + _RUN]
        for line in map(fold, text.split("\n"))
        for at in range(max(1, len(line) - _RUN + 1))
    )
