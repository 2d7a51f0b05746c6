"""All rules of a Normalizer: found by host, site name or signature, compiled once, when needed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from normalizer.model import Block, Category, Page
from normalizer.ruleset.cache import Cache, default_place, digest
from normalizer.ruleset.compile import (
    Publisher,
    SourceKey,
    compile_layer,
    compile_pattern,
    compile_publisher,
)
from normalizer.ruleset.entries import Layer
from normalizer.ruleset.faults import hint
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import Rule, load, shipped_folder
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.platforms import Platforms
from normalizer.ruleset.signature import Imprint, Imprints, Signatures, only
from normalizer.text import fold

#: Files that act on every page, in the order in which their entries act.
_SHARED = ("agencies/", "common/")
#: Files that need no match: those, and what others extend.
_UNMATCHED = (*_SHARED, "platforms/")
#: How many files may stand behind each other by ``extends``.
_MAX_CHAIN = 20
#: Keys that do something on a page; the others say something of it.
_ACTING = ("strip", "keep", "rewrite", "body", *SourceKey)
#: Characters of the longest host that there is.
_HOST_CHARS = 255
_HOST = re.compile(r"[^\s/:@*.]+(?:\.[^\s/:@*.]+)+")
_GROUP = re.compile(r"\(\?P?<(\w+)>")


class RuleSet:
    """The rules that ship with the package, overlaid by the user's folders in the given order.

    What the user's folders hold is checked whole, the shipped rules are compiled when a page needs
    them. What the files say, and that they are sound, is kept in the user's cache folder until they
    change; ``cached=False`` neither reads nor writes it. Raises RuleError for the first faulty file
    and InputError for a folder that is not there. May be pickled, and shared between threads: what
    two of them compile at once is the same.
    """

    def __init__(
        self, folders: Sequence[Path | str] | Path | str = (), *, cached: bool = True
    ) -> None:
        several = (folders,) if isinstance(folders, (str, Path)) else folders
        self.folders = tuple(Path(folder).absolute() for folder in several)
        self.cached = cached
        place = default_place() if cached else None
        loaded = load([shipped_folder(), *self.folders], place=place)
        self._rules, self._pieces = loaded.rules, loaded.pieces
        self.fragments = loaded.fragments
        self._chains = {rule.id: _chain(rule, self._rules) for rule in self}
        shared = [rule for start in _SHARED for rule in self if rule.id.startswith(start)]
        self.shared: Layer = compile_layer(shared, self.fragments)
        if cached:
            for pattern in self.shared.patterns():
                pattern.hint = loaded.caches[0].hint(pattern)
        self.crawl_header: Pattern | None = _crawl_header(shared, self.fragments)
        _refuse_idle(self)
        self._names = _Names.of(self, self.fragments)
        self._platforms = Platforms(self, self.fragments)
        self._signatures = Signatures(self, self.fragments)
        self._imprints = Imprints(self, self.fragments)
        self._agencies = frozenset(fold(one.data.agency) for one in self if one.data.agency)
        self._compiled: dict[tuple[str, tuple[int | None, ...]], Publisher] = {}
        self._check_own(loaded.caches)

    def __reduce__(self) -> tuple[partial[RuleSet], tuple[tuple[Path, ...]]]:
        return partial(type(self), cached=self.cached), (self.folders,)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def by_address(self, host: str, path: str = "/") -> str | None:
        """Return the id of the publisher of a page: by its host, or the nearest parent domain.

        Of files for the same host, one whose ``paths`` the path matches goes before one for all.
        """
        if len(host) > _HOST_CHARS:
            return None
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            for claim in self._names.hosts.get(".".join(labels[start:]), ()):
                if claim.fits(path):
                    return claim.rule.id
        return None

    def by_marks(self, page: Page) -> tuple[str, ...]:
        """Return the ids of the platforms whose marks or generator a page bears; none for a dump."""
        return self._platforms.of(page)

    def platforms(
        self, page: Page, *, when: dt.date | None, known: Collection[str] = ()
    ) -> tuple[Publisher, ...]:
        """Return the rules of the platforms whose marks a page bears, as they were on a day.

        Without those in force already: the ids that are ``known``, and what another one extends.
        """
        marked = [self.publisher(one, when=when) for one in self.by_marks(page)]
        inside = {*known, *(parent for one in marked for parent in one.parents)}
        return tuple(one for one in marked if one.id not in inside)

    def by_site_name(self, name: str) -> str | None:
        """Return the id of the one publisher that calls itself ``name``; None if many do."""
        return self._names.site_names.get(fold(name))

    def by_signature(self, blocks: Sequence[Block]) -> str | None:
        """Return the id of the one publisher whose signature the blocks bear; None if many do."""
        return self._signatures.find(blocks, self.crawl_header)

    def by_imprint(self, blocks: Sequence[Block]) -> Imprint:
        """Return what the blocks say of the site that they come from, by name or by host.

        An agency's name and addresses travel with its copy: they place no page.
        """
        named, hosts = self._imprints.read(blocks)
        names = [name for name in named if fold(name) not in self._agencies]
        owners = {*map(self.by_site_name, names), *map(self.by_address, hosts)}
        found = [one for one in owners if one and not self._is_agency(one)]
        return Imprint(found[0] if len(found) == 1 else None, names[0] if names else None)

    def _is_agency(self, rule_id: str) -> bool:
        return fold(self._rules[rule_id].data.outlet or "") in self._agencies

    def publisher(self, rule_id: str, *, when: dt.date | None) -> Publisher:
        """Return a publisher's rules, in the layout that was in use on the day ``when``.

        Without a day, and after the last dated layout, the newest. Made at the first call.
        Raises RuleError for an entry or condition that is wrong.
        """
        chain = self._chains[rule_id]
        key = (rule_id, tuple(rule.layout(when) for rule in chain))
        if key not in self._compiled:
            *parents, rule = (
                rule.in_layout(number) for rule, number in zip(chain, key[1], strict=True)
            )
            self._compiled[key] = compile_publisher(rule, parents, self.fragments)
        return self._compiled[key]

    def check(self) -> None:
        """Compile every file in every layout; raises RuleError for the first fault."""
        for _, piece in self._pieces:
            piece.check()
        for rule in self:
            self._check(rule)

    def _check_own(self, caches: Sequence[Cache]) -> None:
        """Compile the files of the user's own folders, but for those known to be sound."""
        for rank, piece in self._pieces:
            if rank:
                piece.check()
        fragments = digest(repr(sorted(self.fragments.items())).encode())
        for rule in self:
            if rule.rank:
                parts = (rule.id, fragments, *(one.digest for one in self._chains[rule.id]))
                key = digest(" ".join(parts).encode())
                if not caches[rule.rank].is_sound(key):
                    self._check(rule)
                caches[rule.rank].found_sound(key)
        for cache in caches:
            cache.save()

    def _check(self, rule: Rule) -> None:
        _check_zone(rule)
        self._names.check(rule.id)
        self._signatures.check(rule)
        self._imprints.check(rule)
        self._platforms.check(rule.id)
        for when in (None, *(version.valid_until for version in rule.data.versions)):
            self.publisher(rule.id, when=when).check()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A file's claim on a host: on all of it, or on the ``paths`` that it names."""

    rule: Rule
    paths: tuple[Pattern, ...]

    def fits(self, path: str) -> bool:
        """Return whether the claim is on the page at ``path``."""
        return not self.paths or any(pattern.fullmatch(path) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class _Names:
    """Which publisher a host or site name belongs to. Later folders' claims win over earlier ones'.

    ``hosts`` holds the claims on each host in the order in which they are tried.
    """

    hosts: Mapping[str, Sequence[_Claim]]
    site_names: Mapping[str, str | None]
    paths: Mapping[str, Sequence[Pattern]]

    @classmethod
    def of(cls, rules: Iterable[Rule], fragments: Fragments) -> _Names:
        hosts: dict[str, list[_Claim]] = {}
        names: dict[str, list[Rule]] = {}
        path_patterns: dict[str, Sequence[Pattern]] = {}
        for rule in rules:
            match = rule.data.match
            if match is None:
                continue
            paths = tuple(
                compile_pattern(rule, fragments, path, "match", "paths", at)
                for at, path in enumerate(match.paths)
            )
            path_patterns[rule.id] = paths
            if paths and not match.hosts:
                raise rule.error("paths are paths of hosts: name them too", "match", "paths")
            for at, host in enumerate(match.hosts):
                claims = hosts.setdefault(host.lower(), [])
                _refuse_host(host, rule, at, () if paths else claims)
                claims.append(_Claim(rule, paths))
            for at, name in enumerate(match.site_names):
                if not fold(name):
                    raise rule.error(f"{name} has no letters", "match", "site_names", at)
                names.setdefault(fold(name), []).append(rule)
        for claims in hosts.values():
            claims.sort(key=lambda claim: (-claim.rule.rank, not claim.paths))
        site_names = {name: only(claims) for name, claims in names.items()}
        return cls(hosts, site_names, path_patterns)

    def check(self, rule_id: str) -> None:
        """Compile the paths of one file now; raises RuleError where one is no pattern."""
        for pattern in self.paths.get(rule_id, ()):
            pattern.check()


def _refuse_idle(rules: Iterable[Rule]) -> None:
    """Raise RuleError for a file with entries that no page would ever meet."""
    rules = tuple(rules)
    extended = {parent for rule in rules for parent in rule.data.extends}
    for rule in rules:
        data = rule.data
        is_active = any(getattr(data, key) for key in _ACTING)
        match = data.match
        is_found = match and (match.hosts or match.site_names or match.signature)
        if is_active and not (is_found or rule.id in extended or rule.id.startswith(_UNMATCHED)):
            reason = "nothing puts this file in force: give it match, or move it into common/"
            raise rule.error(reason)


def _check_zone(rule: Rule) -> None:
    name = rule.data.timezone
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = available_timezones()
        if known:  # else this machine has no time zones at all, and no rule is to blame
            raise rule.error(
                f"there is no time zone {name}{hint(name, sorted(known))}", "timezone"
            ) from None


def _refuse_host(host: str, rule: Rule, at: int, claims: Iterable[_Claim]) -> None:
    """Raise RuleError for what is no host, and for one that another file claims whole as well."""
    if not _HOST.fullmatch(host):
        reason = f"{host} is no host: write example.com, which stands for its subdomains as well"
        raise rule.error(reason, "match", "hosts", at)
    for claim in claims:
        other = claim.rule
        if not claim.paths and other.rank == rule.rank and other.id != rule.id:
            raise rule.error(f"{host} is already a host of {other.file}", "match", "hosts", at)


def _chain(rule: Rule, rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """Return the files that ``rule`` extends, directly or not, farthest first, and ``rule`` itself."""
    found: dict[str, Rule] = {}

    def visit(child: Rule, trail: tuple[str, ...]) -> None:
        for at, parent_id in enumerate(child.data.extends):
            if parent_id in trail or len(trail) == _MAX_CHAIN:
                circle = " → ".join((*trail, parent_id))
                reason = f"the files extend each other in a circle: {circle}"
                raise child.error(reason, "extends", at)
            if parent_id not in rules:
                reason = f"there is no rule file {parent_id}.yaml to extend"
                raise child.error(reason, "extends", at)
            visit(rules[parent_id], (*trail, parent_id))
            found[parent_id] = rules[parent_id]

    visit(rule, (rule.id,))
    return (*found.values(), rule)


def _crawl_header(rules: Sequence[Rule], fragments: Fragments) -> Pattern | None:
    """Return one pattern for all headers that crawlers put before a dump."""
    heads = [
        strip.head
        for rule in rules
        for strip in rule.data.strip
        if strip.as_ is Category.CRAWL_HEADER and strip.head is not None
    ]
    # A name may stand in a pattern once, and two headers may both name their date.
    nameless = [f"(?:{_GROUP.sub('(?:', fragments.put_into(head))})" for head in heads]
    return Pattern("|".join(nameless)) if nameless else None
