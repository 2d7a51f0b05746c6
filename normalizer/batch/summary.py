"""What a batch has done, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from normalizer.batch.ledger import Counted, Ledger

#: Problems that say that a publisher's file no longer fits its pages.
_DRIFT = frozenset({"body_not_found", "body_refused", "rule_outdated", "rule_over_budget"})


class Topic(StrEnum):
    """What documents are counted by."""

    OUTCOME = "outcome"
    ERROR = "error"
    OUTLET = "outlet"
    CATEGORY = "category"
    PROBLEM = "problem"
    PUBLISHER = "publisher"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Drift:
    """A publisher's file on whose pages its rules failed: on how many of them, by problem."""

    publisher: str
    pages: int
    problems: Mapping[str, int]

    @property
    def share(self) -> float:
        """Return the share of the pages that the most frequent problem has, 0–1."""
        return max(self.problems.values()) / self.pages


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole batch, what earlier runs did included.

    ``made`` are the documents that this run normalized, in ``seconds``. ``faults`` are inputs that
    could not be read to their end, with the reason; ``left_out`` is what inputs hold beside documents.
    """

    documents: int
    made: int
    seconds: float
    counts: Mapping[Counted, int]
    faults: Mapping[str, str]
    left_out: Mapping[str, int]

    def by(self, topic: Topic) -> Sequence[tuple[str, int]]:
        """Return the names under a topic with their numbers, largest first."""
        found = [(name, number) for (what, name), number in self.counts.items() if what == topic]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def number(self, topic: Topic) -> int:
        """Return the sum of a topic."""
        return sum(number for _, number in self.by(topic))

    def drift(self) -> Sequence[Drift]:
        """Return the publishers whose rules failed on some page, those first that failed most often."""
        problems: dict[str, dict[str, int]] = {}
        for name, number in self.by(Topic.DRIFT):
            publisher, _, problem = name.partition(" ")
            problems.setdefault(publisher, {})[problem] = number
        pages = dict(self.by(Topic.PUBLISHER))
        found = (Drift(publisher, pages[publisher], of) for publisher, of in problems.items())
        return sorted(found, key=lambda one: (-one.share, one.publisher))


def summary_of(ledger: Ledger, *, made: int, seconds: float) -> Summary:
    """Return the summary of a batch whose ledger is open."""
    return Summary(ledger.done, made, seconds, ledger.counts(), ledger.faults(), ledger.left_out())


def counted(row: Mapping[str, Any]) -> Counter[Counted]:
    """Return what is counted of a row: pieces taken away by category, all else once a document."""
    if row["error"]:
        return Counter({(Topic.ERROR, row["error"]): 1})
    publisher = row["publisher"]
    problems = {one["code"] for one in row["problems"]}
    found: Counter[Counted] = Counter((Topic.CATEGORY, one["category"]) for one in row["removed"])
    found[Topic.OUTCOME, row["outcome"]] = 1
    found[Topic.OUTLET, row["outlet"] or ""] = 1
    found.update((Topic.PROBLEM, code) for code in problems)
    if publisher:
        found[Topic.PUBLISHER, publisher] = 1
        found.update((Topic.DRIFT, f"{publisher} {code}") for code in problems & _DRIFT)
    return found
