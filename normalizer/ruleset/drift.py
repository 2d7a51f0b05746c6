"""Whether rules still fit their pages: what of a publisher's file hits, what no longer does.

All evidence is read from Articles: who took each piece, which source gave a field, the problems.
``keep`` leaves none there, of a file's sources only those of the fields in ``Article.fields`` do, and
entries that share a line share their hits.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from normalizer.model import Article, Block, Fields, Page
from normalizer.ruleset import model
from normalizer.ruleset.compile import SourceKey
from normalizer.ruleset.index import RuleSet
from normalizer.ruleset.lineage import lineage
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.signature import Imprint

#: Pages that differ most from what no publisher's rules make of them, as many are named.
_NAMED = 5
_BY_RULE = "rule:"
#: Evidence of a field that goes before a file's sources, so that it does not tell if one hit.
_BEFORE_RULES = "removed:crawl_header"
#: The fields whose evidence an Article carries, as far as rules have sources for them.
_FIELDS = tuple(one.name for one in fields(Fields) if one.name in set(SourceKey))


class NoPublishers(RuleSet):
    """The rules that act on the pages of sites of which nothing is known: packs and platforms."""

    def by_address(self, host: str, path: str = "/") -> None:
        """Know no publisher."""

    def by_site_name(self, name: str) -> None:
        """Know no publisher."""

    def by_signature(self, blocks: Sequence[Block]) -> None:
        """Know no publisher."""

    def by_imprint(self, blocks: Sequence[Block]) -> Imprint:
        """Know no publisher, but the name that a text gives its site."""
        return replace(super().by_imprint(blocks), publisher=None)


class PacksAlone(NoPublishers):
    """The rules that act on every page, without those of any publisher or platform."""

    def by_marks(self, page: Page) -> tuple[str, ...]:
        """Know no platform."""
        return ()


@dataclass(frozen=True, slots=True)
class Visit:
    """What one page says of the publisher's file that was in force on it.

    ``took`` are the places (FILE:LINE) of the entries that took or rewrote something, ``stopped``
    those of entries over their budget. ``given`` is the source of the file that gave a field, None
    where none did; a field of which the Article does not tell is left out. ``words`` and
    ``bare_words`` count the text with the file and without; ``common`` is the share of words that
    the two have in common, 0–1. ``layout`` is the number of the version, None for today's.
    """

    name: str
    rule: str
    layout: int | None
    is_dump: bool
    took: frozenset[str]
    stopped: frozenset[str]
    given: Mapping[str, str | None]
    has_body: bool
    problems: frozenset[str]
    words: int
    bare_words: int
    common: float


@dataclass(frozen=True, slots=True)
class Row:
    """How an entry or source fared: it hit on ``hits`` of the ``tried`` pages, ``stopped`` on some.

    ``what`` is its key, ``text`` how the file writes it, ``place`` FILE:LINE. A source counts as
    tried where those before it gave nothing, a selector on no dump.
    """

    what: str
    text: str
    place: str
    hits: int
    tried: int
    stopped: int = 0

    @property
    def has_drifted(self) -> bool:
        """Return whether it was tried in vain on all pages, or stopped on one."""
        return bool(self.stopped or (self.tried and not self.hits))


@dataclass(frozen=True, slots=True)
class Report:
    """How a publisher's file, in one of its layouts, fared on its pages.

    ``until`` is the last day of the layout, None for today's. ``most_other`` are the pages whose
    text has least in common with what no publisher's rules make of them, at most five.
    """

    rule: str
    until: dt.date | None
    visits: tuple[Visit, ...]
    rows: tuple[Row, ...]

    @property
    def has_drifted(self) -> bool:
        """Return whether anything of the file hit nothing, or was stopped or refused."""
        return any(row.has_drifted for row in self.rows) or self.count("body_refused") > 0

    @property
    def most_other(self) -> list[Visit]:
        """Return the pages whose text the file changes most, at most five."""
        other = [one for one in self.visits if one.common < 1]
        return sorted(other, key=lambda one: (one.common, one.name))[:_NAMED]

    @property
    def words(self) -> tuple[int, int]:
        """Return how many words all texts have with the file, and without."""
        return sum(one.words for one in self.visits), sum(one.bare_words for one in self.visits)

    @property
    def common(self) -> float:
        """Return the mean share of words in common with what no publisher's rules make of a page."""
        return sum(one.common for one in self.visits) / len(self.visits)

    def count(self, problem: str) -> int:
        """Return the number of pages with a problem of this code."""
        return sum(problem in one.problems for one in self.visits)


def visit(name: str, article: Article, bare: Article, rule: Rule) -> Visit:
    """Return what the page ``name`` says of ``rule``, the file of the publisher that it is known to be of.

    ``bare`` is what PacksAlone make of the same input.
    """
    words, bare_words = Counter(article.text.split()), Counter(bare.text.split())
    total = words.total() + bare_words.total()
    return Visit(
        name=name,
        rule=rule.id,
        layout=rule.layout(dt.date.fromisoformat(article.date) if article.date else None),
        is_dump=article.extractor == "dump",
        took=frozenset(
            [removal.source for removal in article.removed]
            + [repair.repair for repair in article.repairs]
        ),
        stopped=frozenset(
            problem.message.partition(" ")[0]
            for problem in article.problems
            if problem.code == "rule_over_budget"
        ),
        given=dict(_given(article)),
        has_body=article.extractor == "rule",
        problems=frozenset(problem.code for problem in article.problems),
        words=words.total(),
        bare_words=bare_words.total(),
        common=2 * (words & bare_words).total() / total if total else 1.0,
    )


def _given(article: Article) -> Iterator[tuple[str, str | None]]:
    for key in _FIELDS:
        evidence = getattr(article.fields, key)
        if evidence is None or evidence.source != _BEFORE_RULES:
            by_rule = evidence is not None and evidence.source.startswith(_BY_RULE)
            yield key, evidence.source.removeprefix(_BY_RULE) if by_rule else None


def reports(visits: Iterable[Visit], rules: RuleSet) -> list[Report]:
    """Return a report for each publisher's file and layout that was in force on any page, by id."""
    by_id = {rule.id: rule for rule in rules}
    groups: dict[tuple[str, int], list[Visit]] = defaultdict(list)
    for one in visits:
        groups[one.rule, -1 if one.layout is None else one.layout].append(one)
    return [
        _report(by_id[rule_id], None if number < 0 else number, tuple(group), by_id)
        for (rule_id, number), group in sorted(groups.items())
    ]


def _report(
    rule: Rule, number: int | None, visits: tuple[Visit, ...], by_id: Mapping[str, Rule]
) -> Report:
    layout = rule.in_layout(number)
    chain = (*lineage(rule, by_id)[:-1], layout)
    rows = [*_of_body(chain, visits), *_of_fields(chain, visits), *_of_entries(layout, visits)]
    known = {row.place for row in rows}
    stopped = Counter(place for one in visits for place in one.stopped if place not in known)
    rows += [Row("strip", "", place, 0, 0, times) for place, times in sorted(stopped.items())]
    until = None if number is None else rule.data.versions[number].valid_until
    return Report(rule.id, until, visits, tuple(rows))


def _owner(chain: Sequence[Rule], key: str) -> Rule | None:
    """Return the nearest file that has a key."""
    return next((one for one in reversed(chain) if getattr(one.data, key)), None)


def _of_body(chain: Sequence[Rule], visits: Sequence[Visit]) -> Iterator[Row]:
    """Yield the body selectors in one row: an Article does not say which of them it was."""
    if owner := _owner(chain, "body"):
        pages = [one for one in visits if not one.is_dump]
        place = f"{owner.file}:{owner.line('body')}"
        hits = sum(one.has_body for one in pages)
        yield Row("body", ", ".join(owner.data.body), place, hits, len(pages))


def _of_fields(chain: Sequence[Rule], visits: Sequence[Visit]) -> Iterator[Row]:
    for key in _FIELDS:
        owner = _owner(chain, key)
        left = [one for one in visits if key in one.given]
        for at, text in enumerate(getattr(owner.data, key) if owner else ()):
            assert owner
            able = [one for one in left if text.startswith("line:") or not one.is_dump]
            hits = sum(one.given[key] == text for one in able)
            yield Row(key, text, f"{owner.file}:{owner.line(key, at)}", hits, len(able))
            left = [one for one in left if one.given[key] != text]


def _of_entries(rule: Rule, visits: Sequence[Visit]) -> Iterator[Row]:
    for key in ("rewrite", "strip"):
        for at, entry in enumerate(getattr(rule.data, key)):
            place = f"{rule.file}:{rule.line(key, at)}"
            needs_page = isinstance(entry, model.Strip) and _needs_page(entry)
            able = [one for one in visits if not (needs_page and one.is_dump)]
            hits = sum(place in one.took for one in able)
            stopped = sum(place in one.stopped for one in able)
            yield Row(key, _written(entry), place, hits, len(able), stopped)


def _needs_page(entry: model.Strip) -> bool:
    """Return whether an entry cannot hit in a dump: it has no elements, and nothing is rejected."""
    return entry.select is not None or (entry.where or "").startswith("rejected")


def _written(entry: model.Strip | model.Rewrite) -> str:
    """Return what an entry takes as the file writes it: ``line: Tide table``."""
    keys = ("select", "line", "head", "tail", "from_", "within", "find", "pattern")
    given = [(key, text) for key in keys if (text := getattr(entry, key, None))]
    return ", ".join(f"{key.rstrip('_')}: {text}" for key, text in given)
