"""What loads, but is likely not meant: entries that never act, that take too much, or without proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import msgspec
from lxml.html import document_fromstring

from normalizer.ruleset import model
from normalizer.ruleset.compile import compile_entries, compile_pattern
from normalizer.ruleset.entries import Entry, Part
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.index import RuleSet
from normalizer.ruleset.lineage import APPENDED, OWN, lineage
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.prose import PAGE, PROSE
from normalizer.ruleset.reading import Path
from normalizer.ruleset.selector import Selector

#: A path in a rule file, and what is doubtful there.
Doubt = tuple[Path, str]

#: Files that act on every page.
_PACKS = ("common/", "agencies/")
#: Second-level domains under which names are given out: co.uk, com.au, or.kr.
_PUBLIC_SUFFIX = re.compile(r"(?:ac|co|com|edu|go|gob|gov|gouv|ne|net|or|org)\.[a-z]{2}")


def doubts(rule: Rule, rules: RuleSet) -> Iterator[Doubt]:
    """Yield what is doubtful in ``rule``, a file without errors; ``rules`` is in force with it."""
    for layout in rule.layouts():
        if layout is rule or "strip" in layout.moved:
            entries = _entries(layout, rules.fragments)
            for at, entry in enumerate(entries):
                yield from _dead(entry, entries[:at], rules)
                yield from _open_ended(entry)
            yield from _overlapping(entries)
        yield from _whole_pages(layout)
    yield from _unproven(rule)
    yield from _idle_parents(rule, rules)
    yield from _versions(rule)
    if rule.data.match is not None:
        yield from _match(rule, rule.data.match, rules)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A strip entry: as it stands in the file at ``path``, and compiled."""

    path: Path
    strip: model.Strip
    entry: Entry

    @property
    def text(self) -> tuple[str, str]:
        """Return the key that says what is taken, and its value."""
        return _taken(self.strip)

    @property
    def has_condition(self) -> bool:
        return bool(self.strip.where or self.strip.beside or self.strip.has_text)

    def takes(self, text: str) -> bool:
        """Return whether the entry takes a block of this text whole."""
        if self.entry.part is Part.LINE or (
            self.entry.part is Part.RUN and self.strip.until == "end"
        ):
            return self.entry.find(text) is not None
        return False


def _taken(strip: model.Strip) -> tuple[str, str]:
    for key in ("select", "line", "head", "tail", "from_", "within"):
        if text := getattr(strip, key):
            return key.rstrip("_"), text
    return "", ""


def _acts_wherever(one: model.Strip, other: model.Strip) -> bool:
    """Return whether no condition keeps ``one`` from a place where ``other`` may act."""
    return all(
        getattr(one, key) in (None, getattr(other, key))
        for key in ("where", "beside", "has_text", "within", "linked")
    )


def _takes_all_of(one: model.Strip, other: model.Strip) -> bool:
    """Return whether ``one`` is written like ``other`` and takes at least as much."""
    return (
        _taken(one)[1] != ""
        and _taken(one) == _taken(other)
        and one.until in (other.until, "end")
        and _acts_wherever(one, other)
    )


def _entries(rule: Rule, fragments: Fragments) -> list[_Entry]:
    head = rule.moved.get("strip", ("strip",))
    return [
        _Entry((*head, at), strip, entry)
        for at, (strip, entry) in enumerate(
            zip(rule.data.strip, compile_entries(rule, fragments), strict=True)
        )
    ]


def _dead(entry: _Entry, earlier: Sequence[_Entry], rules: RuleSet) -> Iterator[Doubt]:
    """Yield that an entry never acts, as one before it or one of a pack takes the same."""
    for one in earlier:
        if _takes_all_of(one.strip, entry.strip):
            yield entry.path, f"never acts: {one.entry.source} takes the same before it"
            return
    if twin := _twin_in_packs(entry, rules):
        yield entry.path, f"needless: {twin} takes the same from every page"
        return
    before = [one for one in earlier if _acts_wherever(one.strip, entry.strip)]
    texts = entry.strip.strips
    if entry.entry.part is not Part.LINE or not texts:
        return
    takers = [next((one for one in before if one.takes(text)), None) for text in texts]
    if first := takers[0] if all(takers) else None:
        reason = f"never acts: all that stands under strips is taken before by {first.entry.source}"
        yield entry.path, reason
        return
    packs = [_in_packs(entry, text, rules) for text in texts]
    if all(packs):
        yield entry.path, f"needless: {packs[0]} takes all that stands under strips from every page"


def _twin_in_packs(entry: _Entry, rules: RuleSet) -> str | None:
    """Return the place of an entry of a pack that is written like one of a file of another kind."""
    if entry.entry.rule.startswith(_PACKS):
        return None
    for rule in rules:
        for at, strip in enumerate(rule.data.strip if rule.id.startswith(_PACKS) else ()):
            if strip.as_ is entry.strip.as_ and _takes_all_of(strip, entry.strip):
                return f"{rule.file}:{rule.line('strip', at)}"
    return None


def _in_packs(entry: _Entry, text: str, rules: RuleSet) -> str | None:
    """Return the place of an entry of a pack that takes ``text`` on every page as the same thing.

    Of packs only those before the entry's own count.
    """
    for other in rules.shared.text.matching(text):
        if other.source == entry.entry.source:
            return None
        is_free = other.where is None and other.beside is None
        is_other = other.rule != entry.entry.rule
        if is_free and is_other and other.part is Part.LINE and other.category is entry.strip.as_:
            return other.source
    return None


def _overlapping(entries: Sequence[_Entry]) -> Iterator[Doubt]:
    """Yield pairs of entries that take each other's texts as different things."""
    for one, other in combinations(entries, 2):
        if one.strip.as_ is other.strip.as_ or not _acts_wherever(one.strip, other.strip):
            continue
        of_other = next((text for text in other.strip.strips if one.entry.find(text)), None)
        of_one = next((text for text in one.strip.strips if other.entry.find(text)), None)
        if of_one is not None and of_other is not None:
            reason = (
                f"takes {of_one!r} as {other.strip.as_}, which {one.entry.source} takes as "
                f"{one.strip.as_}, and the reverse: make one of them narrower"
            )
            yield other.path, reason


def _open_ended(entry: _Entry) -> Iterator[Doubt]:
    """Yield that an entry takes more than boilerplate; one that only names what is gone may be bold."""
    if entry.entry.is_naming:
        return
    key, _ = entry.text
    path = (*entry.path, key)
    strip, pattern = entry.strip, entry.entry.pattern
    if key == "select":
        if not entry.has_condition and (tags := _bare(entry.entry.selector)):
            reason = f"takes every <{tags[0]}> of a page: name a class, an id or a condition"
            yield path, reason
        return
    if pattern is not None and pattern.fullmatch("") is not None:
        yield path, "matches the empty text: write + for *, or what has to stand there"
        return
    prose = next((text for text in PROSE if entry.entry.find(text)), None)
    to_end = strip.until == "end"
    if prose is not None and (to_end or not entry.has_condition):
        behind = ", and all behind it" if to_end else ""
        yield (
            path,
            f"takes ordinary prose ({prose!r}){behind}: make it narrower, or add a condition",
        )
    elif to_end and strip.where != "after body" and not strip.why:
        reason = "takes the rest of the page wherever its first line stands: add where: after body"
        yield path, f"{reason}, or say under why it must not have it"


def _bare(selector: Selector | None) -> list[str]:
    """Return the tags of the elements without class or id that a selector hits, as a story has them."""
    page = document_fromstring(PAGE)
    return [str(element.tag) for element in selector(page)] if selector else []


def _whole_pages(rule: Rule) -> Iterator[Doubt]:
    if rule.moved and "body" not in rule.moved:
        return
    for at, text in enumerate(rule.data.body):
        if {"body", "html"}.intersection(_bare(Selector(text))):
            yield (
                (*rule.moved.get("body", ("body",)), at),
                "is the whole page: name an element in it",
            )


def _unproven(rule: Rule) -> Iterator[Doubt]:
    """Yield what stands without an example."""
    if rule.id.startswith((*_PACKS, "platforms/")):
        for at, strip in enumerate(rule.data.strip):
            if missing := [key for key in ("strips", "keeps") if not getattr(strip, key)]:
                yield ("strip", at), f"has no {' and no '.join(missing)}: write texts that prove it"
        return
    examples = rule.data.examples
    if not examples:
        yield (
            (),
            "has no examples: write a page or dump in the publisher's shapes, and what it becomes",
        )
    elif not any(isinstance(one.expect.text, str) or one.expect.outcome for one in examples):
        yield ("examples",), "no example expects a text: write what the body has to be"
    for at, example in enumerate(examples):
        if example.expect == model.Expect():
            yield ("examples", at, "expect"), "expects nothing: write what has to come out"


def _idle_parents(rule: Rule, rules: RuleSet) -> Iterator[Doubt]:
    """Yield files under ``extends`` of which nothing reaches this one."""
    by_id = {one.id: one for one in rules}
    taken: set[str] = set()
    for at, parent_id in enumerate(rule.data.extends):
        path = ("extends", at)
        inherited = {one.id for one in lineage(by_id[parent_id], by_id)}
        if parent_id in taken:
            yield path, f"{parent_id} is extended already"
        elif parent_id.startswith(_PACKS):
            yield path, f"{parent_id} acts on every page: leave it out"
        elif not any(_adds(by_id[one].data, rule.data) for one in inherited - taken):
            yield path, f"{parent_id} adds nothing to this file: leave it out"
        taken |= inherited


def _adds(parent: model.RuleFile, child: model.RuleFile) -> bool:
    """Return whether a file has a key that the one that extends it takes over."""
    for field in msgspec.structs.fields(model.RuleFile):
        if field.name in OWN or not getattr(parent, field.name):
            continue
        if field.name in APPENDED or not getattr(child, field.name):
            return True
    return bool(parent.versions)


def _versions(rule: Rule) -> Iterator[Doubt]:
    """Yield layouts that are never in force, or in no order."""
    versions = rule.data.versions
    days = [one.valid_until for one in versions]
    for at, one in enumerate(versions):
        path = ("versions", at)
        if one == model.Version(valid_until=one.valid_until):
            yield path, "replaces nothing: write the keys that were other then"
        if one.valid_until in days[:at]:
            yield (*path, "valid_until"), f"never in force: {one.valid_until} stands above already"
        if rule.data.valid_until and one.valid_until >= rule.data.valid_until:
            reason = f"the layout of today is known to hold until {rule.data.valid_until} alone"
            yield (*path, "valid_until"), reason
    if any(old < new for old, new in pairwise(days)) and any(
        old > new for old, new in pairwise(days)
    ):
        yield ("versions",), "the days are in no order: write the newest layout first"


def _match(rule: Rule, match: model.MatchOn, rules: RuleSet) -> Iterator[Doubt]:
    """Yield what is doubtful in how pages are known."""
    known_by = (match.hosts, match.site_names, match.signature, match.generators, match.marks)
    if not any(known_by):
        yield ("match",), "no page is known by this: write hosts, site_names or a signature"
    yield from _hosts([host.lower() for host in match.hosts])
    if match.signature is not None:
        for key, texts in (("all", match.signature.all_), ("any", match.signature.any_)):
            for at, text in enumerate(texts):
                path = ("match", "signature", key, at)
                pattern = compile_pattern(rule, rules.fragments, text, *path)
                if any(pattern.fullmatch(one) for one in PROSE):
                    yield (
                        path,
                        "matches ordinary prose, and so any dump: write what only this site has",
                    )


def _hosts(hosts: Sequence[str]) -> Iterator[Doubt]:
    for at, host in enumerate(hosts):
        path = ("match", "hosts", at)
        parent = next((one for one in hosts if host.endswith(f".{one}")), None)
        if host in hosts[:at]:
            yield path, f"{host} stands here a second time"
        elif parent:
            yield path, f"{parent} stands for its subdomains already: leave this out"
        elif host.startswith("www."):
            yield path, f"write {host[4:]}, which stands for its subdomains as well"
        elif _PUBLIC_SUFFIX.fullmatch(host):
            yield (
                path,
                "under this suffix everybody may have a name: write the publisher's own host",
            )
