"""Platforms: the publishing systems behind many sites, known by the marks that they leave on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalizer.model import Page
from normalizer.ruleset.compile import compile_pattern
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.selector import Selector, SelectorSet

#: Where the files of platforms stand.
FOLDER = "platforms/"


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a platform's pages bear: one of its generators, or one of its elements."""

    rule: Rule
    generators: tuple[Pattern, ...]
    elements: tuple[Selector, ...]


class Platforms:
    """The platforms that have marks. A page may bear those of several."""

    def __init__(self, rules: Iterable[Rule], fragments: Fragments) -> None:
        self._marks = tuple(
            marks for rule in rules if (marks := _marks(rule, fragments)) is not None
        )
        self._selectors = [one for marks in self._marks for one in marks.elements]
        #: for each selector, the number of the platform that it is a mark of
        self._owners = [at for at, marks in enumerate(self._marks) for _ in marks.elements]
        self._set = SelectorSet(self._selectors)

    def of(self, page: Page) -> tuple[str, ...]:
        """Return the ids of the platforms whose marks a page bears."""
        if page.elements is None:
            return ()
        generators = page.head.metas.get("generator", ())
        marked = {self._owners[at] for at in self._set.on(page.elements) if self._hits(at, page)}
        return tuple(
            marks.rule.id
            for number, marks in enumerate(self._marks)
            if number in marked
            or any(one.fullmatch(name) for one in marks.generators for name in generators)
        )

    def _hits(self, number: int, page: Page) -> bool:
        return bool(self._selectors[number].hits(page.elements))

    def check(self, rule_id: str) -> None:
        """Compile the marks of one file now; raises RuleError where one is faulty."""
        for marks in self._marks:
            if marks.rule.id == rule_id:
                for pattern in marks.generators:
                    pattern.check()
                for element in marks.elements:
                    element.check()


def _marks(rule: Rule, fragments: Fragments) -> _Marks | None:
    match = rule.data.match
    if match is None or not (match.generators or match.marks):
        return None
    if not rule.id.startswith(FOLDER):
        key = "generators" if match.generators else "marks"
        reason = f"{key} are marks of a platform: move this into {FOLDER}, and extend it from here"
        raise rule.error(reason, "match", key)
    return _Marks(
        rule,
        tuple(
            compile_pattern(rule, fragments, text, "match", "generators", at)
            for at, text in enumerate(match.generators)
        ),
        tuple(
            Selector(text, fault=rule.fault(text, "match", "marks", at))
            for at, text in enumerate(match.marks)
        ),
    )
