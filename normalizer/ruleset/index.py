"""All rules of a Normalizer: found by host, site name or signature, compiled once, when needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from normalizer.model import Block, Category
from normalizer.ruleset.compile import Layer, Publisher, compile_layer, compile_publisher
from normalizer.ruleset.loader import Loaded, Rule, load, shipped_folder
from normalizer.ruleset.model import Strip
from normalizer.ruleset.pattern import Pattern, PatternSet, compile_pattern
from normalizer.ruleset.sources import expanded
from normalizer.text import fold

#: Files that act on every page, in the order in which their entries act.
_SHARED = ("common/", "agencies/")
_VERSIONED = ("title", "date", "authors", "section", "body", "strip", "keep")


class RuleSet:
    """The rules that ship with the package, overlaid by the user's folders in the given order.

    Raises RuleError for the first faulty file and InputError for a folder that is not there. May
    be shared between threads: what two of them compile at once comes out the same.
    """

    def __init__(self, folders: Sequence[Path | str] = ()) -> None:
        self.folders = tuple(Path(folder) for folder in folders)
        self._loaded = load([shipped_folder(), *self.folders])
        rules = self._loaded.rules
        for rule in rules.values():
            _parents(rule, rules)
        shared = [rule for start in _SHARED for rule in rules.values() if rule.id.startswith(start)]
        self.shared: Layer = compile_layer(shared, self._loaded.fragments)
        self.crawl_header: Pattern | None = _crawl_header(shared, self._loaded.fragments)
        self._names = _Names.of(rules.values())
        self._signatures = _Signatures(self._loaded)
        self._compiled: dict[tuple[str, dt.date | None], Publisher] = {}

    @property
    def fragments(self) -> Mapping[str, str]:
        """The named pieces of patterns, by name."""
        return self._loaded.fragments

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._loaded.rules.values())

    def by_host(self, host: str) -> str | None:
        """Return the id of the publisher of ``host``: its own entry, or that of a parent domain."""
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            if found := self._names.hosts.get(".".join(labels[start:])):
                return found
        return None

    def by_site_name(self, name: str) -> str | None:
        """Return the id of the publisher that calls itself ``name``."""
        return self._names.site_names.get(fold(name))

    def by_signature(self, blocks: Sequence[Block]) -> str | None:
        """Return the id of the one publisher whose signature the blocks bear; None if many do."""
        return self._signatures.find(blocks, self.crawl_header)

    def publisher(self, rule_id: str, *, when: dt.date | None) -> Publisher:
        """Return a publisher's rules, in the layout that was in use on the day ``when``.

        Without a day, and after the last dated layout, the newest. Compiled at the first call.
        Raises RuleError for a faulty selector, pattern or condition.
        """
        rule = self._loaded.rules[rule_id]
        until = min(
            (version.valid_until for version in rule.data.versions if when and when <= version.valid_until),
            default=None,
        )
        key = (rule_id, until)
        if key not in self._compiled:
            parents = _parents(rule, self._loaded.rules)
            self._compiled[key] = compile_publisher(
                _in_version(rule, until), parents, self._loaded.fragments
            )
        return self._compiled[key]

    def check(self) -> None:
        """Compile every publisher in every version; raises RuleError for the first fault."""
        for rule in self:
            for when in (None, *(version.valid_until for version in rule.data.versions)):
                self.publisher(rule.id, when=when)


@dataclass(frozen=True, slots=True)
class _Names:
    hosts: Mapping[str, str]
    site_names: Mapping[str, str]

    @classmethod
    def of(cls, rules: Sequence[Rule] | object) -> _Names:
        hosts: dict[str, str] = {}
        site_names: dict[str, str] = {}
        for rule in rules:  # type: ignore[attr-defined]
            match = rule.data.match
            for at, host in enumerate(match.hosts if match else ()):
                if hosts.setdefault(host.lower(), rule.id) != rule.id:
                    other = hosts[host.lower()]
                    raise rule.error(f"{host} is already a host of {other}", "match", "hosts", at)
            for name in match.site_names if match else ():
                site_names.setdefault(fold(name), rule.id)
        return cls(hosts, site_names)


@dataclass(frozen=True, slots=True)
class _Signature:
    rule: str
    all_of: frozenset[int]
    any_of: frozenset[int]
    header: Pattern | None


class _Signatures:
    """All signatures in one automaton: a dump is read once, however many publishers there are."""

    def __init__(self, loaded: Loaded) -> None:
        self._signatures: list[_Signature] = []
        patterns: dict[str, int] = {}
        for rule in loaded.rules.values():
            signature = rule.data.match.signature if rule.data.match else None
            if signature is None:
                continue

            def numbers(key: str, texts: Sequence[str], rule: Rule = rule) -> frozenset[int]:
                found = set()
                for at, text in enumerate(texts):
                    compiled = _pattern(rule, loaded, text, "match", "signature", key, at)
                    found.add(patterns.setdefault(compiled[0], len(patterns)))
                return frozenset(found)

            header = None
            if signature.header:
                header = _pattern(rule, loaded, signature.header, "match", "signature", "header")[1]
            self._signatures.append(
                _Signature(
                    rule.id,
                    numbers("all", signature.all_),
                    numbers("any", signature.any_),
                    header,
                )
            )
        self._set = PatternSet([f"(?:{pattern})" for pattern in patterns])

    def find(self, blocks: Sequence[Block], crawl_header: Pattern | None) -> str | None:
        seen = {number for block in blocks for number in self._set.matching(block.text)}
        glued = ""
        if len(blocks) > 1 and crawl_header and crawl_header.fullmatch(blocks[0].text):
            glued = blocks[1].text
        found = [
            signature.rule
            for signature in self._signatures
            if signature.all_of <= seen
            and (not signature.any_of or signature.any_of & seen)
            and (signature.header is None or signature.header.fullmatch(glued))
        ]
        return found[0] if len(found) == 1 else None


def _pattern(rule: Rule, loaded: Loaded, text: str, *path: str | int) -> tuple[str, Pattern]:
    try:
        source = expanded(text, loaded.fragments)
        return source, compile_pattern(source)
    except ValueError as error:
        raise rule.error(f"{text}: {error}", *path) from None


def _parents(rule: Rule, rules: Mapping[str, Rule]) -> list[Rule]:
    """Return the files that ``rule`` extends, directly or not, farthest first."""
    found: dict[str, Rule] = {}

    def visit(child: Rule, trail: tuple[str, ...]) -> None:
        for at, parent_id in enumerate(child.data.extends):
            if parent_id in trail:
                circle = " → ".join((*trail, parent_id))
                raise child.error(f"the files extend each other in a circle: {circle}", "extends", at)
            if parent_id not in rules:
                raise child.error(
                    f"there is no rule file {parent_id}.yaml to extend", "extends", at
                )
            visit(rules[parent_id], (*trail, parent_id))
            found[parent_id] = rules[parent_id]

    visit(rule, (rule.id,))
    return list(found.values())


def _crawl_header(rules: Sequence[Rule], fragments: Mapping[str, str]) -> Pattern | None:
    """Return one pattern for all headers that crawlers put before a dump."""

    def is_header(strip: Strip) -> bool:
        return strip.as_ is Category.CRAWL_HEADER and strip.head is not None

    heads = [strip.head for rule in rules for strip in rule.data.strip if is_header(strip)]
    sources = "|".join(f"(?:{expanded(head or '', fragments)})" for head in heads)
    return compile_pattern(sources.replace("(?P<", "(?P<_")) if sources else None


def _in_version(rule: Rule, until: dt.date | None) -> Rule:
    """Return the rule with the keys of the version that ends on ``until``, lines moved along."""
    for at, version in enumerate(rule.data.versions):
        if version.valid_until == until:
            changed = {key: getattr(version, key) for key in _VERSIONED if getattr(version, key)}
            prefix = ("versions", at)
            moved = {path[2:]: line for path, line in rule.lines.items() if path[:2] == prefix}
            data = msgspec.structs.replace(rule.data, **changed)
            return replace(rule, data=data, lines={**rule.lines, **moved})
    return rule
