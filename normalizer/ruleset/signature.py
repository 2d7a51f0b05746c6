"""Signatures and imprints: which publisher a dump without URL comes from, by its text alone.

A signature is what one publisher's text shows; an imprint is how any site names itself in its text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from normalizer.model import Block
from normalizer.ruleset.compile import compile_pattern
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import Rule
from normalizer.ruleset.pattern import Pattern
from normalizer.ruleset.search import PatternSet

#: What an imprint's groups may be called.
_NAMING = frozenset(("outlet", "host"))


@dataclass(frozen=True, slots=True)
class _Signature:
    """``blocks`` and ``header`` are all that has to match, but of ``any_of`` one is enough."""

    rule: Rule
    blocks: tuple[Pattern, ...]
    any_of: tuple[Pattern, ...]
    header: tuple[Pattern, ...]

    def fits(self, seen: Collection[str], header: Collection[str]) -> bool:
        """Return whether the signature is borne by a dump in which these sources were seen."""
        return (
            all(pattern.source in seen for pattern in self.blocks)
            and all(pattern.source in header for pattern in self.header)
            and (not self.any_of or any(pattern.source in seen for pattern in self.any_of))
        )


class Signatures:
    """All signatures: a dump is read once, however many publishers there are."""

    def __init__(self, rules: Iterable[Rule], fragments: Fragments) -> None:
        self._rules = tuple(rule for rule in rules if rule.data.match and rule.data.match.signature)
        self._fragments = fragments

    def check(self, rule: Rule) -> None:
        """Compile the signature of one file now; raises RuleError where it is faulty."""
        if signature := _signature(rule, self._fragments):
            for pattern in (*signature.blocks, *signature.any_of, *signature.header):
                pattern.check()

    def find(self, blocks: Sequence[Block], crawl_header: Pattern | None) -> str | None:
        """Return the id of the one publisher whose signature the blocks bear; None if many do."""
        of_blocks, of_headers = self._lookups
        seen = of_blocks.seen([block.text for block in blocks])
        header: frozenset[str] = frozenset()
        if len(blocks) > 1 and crawl_header and crawl_header.fullmatch(blocks[0].text):
            header = of_headers.seen([blocks[1].text])
        candidates = {
            signature.rule.id: signature
            for signature in (*of_blocks.bearers(seen), *of_headers.bearers(header))
        }
        return only(one.rule for one in candidates.values() if one.fits(seen, header))

    @cached_property
    def _lookups(self) -> tuple[_Lookup, _Lookup]:
        made = (_signature(rule, self._fragments) for rule in self._rules)
        signatures = [signature for signature in made if signature]
        by_block = [((*one.blocks, *one.any_of), one) for one in signatures]
        by_header = [(one.header, one) for one in signatures]
        return _Lookup(by_block), _Lookup(by_header)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a text says of its site: the id of the one ``publisher`` that it names, and a ``name``."""

    publisher: str | None
    name: str | None


class Imprints:
    """The lines in which sites name themselves."""

    def __init__(self, rules: Iterable[Rule], fragments: Fragments) -> None:
        self._fragments = fragments
        self._patterns = tuple(one for rule in rules for one in self._of(rule))
        self._set = PatternSet(self._patterns)

    def check(self, rule: Rule) -> None:
        """Compile the imprints of one file now; raises RuleError where one is faulty."""
        for at, pattern in enumerate(self._of(rule)):
            pattern.check()
            if not _NAMING.intersection(pattern.groups):
                raise rule.error("name what it shows: (?P<outlet>…) or (?P<host>…)", "imprints", at)

    def read(self, blocks: Sequence[Block]) -> tuple[Sequence[str], Sequence[str]]:
        """Return the names and the hosts, each once, by which a site calls itself in its blocks."""
        names: dict[str, None] = {}
        hosts: dict[str, None] = {}
        for text, numbers in self._set.matching_each([block.text for block in blocks]).items():
            for number in numbers:
                match = self._patterns[number].fullmatch(text)
                groups = match.groupdict() if match else {}
                if name := groups.get("outlet"):
                    names[name] = None
                if host := groups.get("host"):
                    hosts[host.lower()] = None
        return tuple(names), tuple(hosts)

    def _of(self, rule: Rule) -> list[Pattern]:
        texts = enumerate(rule.data.imprints)
        return [compile_pattern(rule, self._fragments, text, "imprints", at) for at, text in texts]


class _Lookup:
    """Which patterns match texts, and whose they are."""

    def __init__(self, owned: Iterable[tuple[Sequence[Pattern], _Signature]]) -> None:
        self._bearers: dict[str, list[_Signature]] = defaultdict(list)
        patterns: dict[str, Pattern] = {}
        for some, signature in owned:
            for pattern in some:
                patterns.setdefault(pattern.source, pattern)
                self._bearers[pattern.source].append(signature)
        self._sources = tuple(patterns)
        self._set = PatternSet(tuple(patterns.values()))

    def seen(self, texts: Sequence[str]) -> frozenset[str]:
        """Return the sources of the patterns that match the whole of any of the texts."""
        found = self._set.matching_each(texts)
        return frozenset(self._sources[number] for numbers in found.values() for number in numbers)

    def bearers(self, sources: Iterable[str]) -> Iterator[_Signature]:
        """Yield the signatures that have one of these patterns."""
        for source in sources:
            yield from self._bearers[source]


def _signature(rule: Rule, fragments: Fragments) -> _Signature | None:
    signature = rule.data.match.signature if rule.data.match else None
    if signature is None:
        return None
    place = ("match", "signature")
    if not (signature.all_ or signature.any_ or signature.header):
        raise rule.error("an empty signature fits every text: write all, any or header", *place)

    def patterns(key: str, texts: Sequence[str]) -> tuple[Pattern, ...]:
        return tuple(
            compile_pattern(rule, fragments, text, *place, key, at) for at, text in enumerate(texts)
        )

    header = signature.header
    return _Signature(
        rule,
        patterns("all", signature.all_),
        patterns("any", signature.any_),
        (compile_pattern(rule, fragments, header, *place, "header"),) if header else (),
    )


def only(claims: Iterable[Rule]) -> str | None:
    """Return the id of the one rule among those of the last folder; None where there are more."""
    claims = tuple(claims)
    rank = max((rule.rank for rule in claims), default=0)
    found = {rule.id for rule in claims if rule.rank == rank}
    return found.pop() if len(found) == 1 else None
