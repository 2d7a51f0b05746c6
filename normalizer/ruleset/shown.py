"""A rule as it is in force: its own keys and those that it inherits, each with the place it is from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence

import msgspec
import yaml

from normalizer.ruleset import model
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.index import RuleSet
from normalizer.ruleset.lineage import APPENDED, OWN, lineage
from normalizer.ruleset.loader import Rule

#: What is not in force: proofs, and layouts of other days.
_LEFT_OUT = frozenset(("extends", "examples", "versions", "strips", "keeps"))
#: Keys whose values are patterns.
_PATTERNS = frozenset(
    ("line", "head", "tail", "from", "until", "has_text", "pattern", "header", "all", "any")
) | {"paths", "generators"}
_LINE = "line:"


def shown(rule: Rule, rules: RuleSet, *, day: dt.date | None = None, expand: bool = False) -> str:
    """Return ``rule`` as YAML, in the layout of a day, with what it takes over from other files.

    Behind each key, source and entry a comment says where it stands. Entries stand in the order in
    which they act, sources in that in which they are tried. With ``expand``, patterns have their
    fragments put in. Left out: examples, ``strips``, ``keeps``, and layouts of other days.
    """
    by_id = {one.id: one for one in rules}
    chain = [one.in_layout(one.layout(day)) for one in lineage(rule, by_id)]
    change = _expander(rules.fragments) if expand else _as_it_stands
    lines = [*_heading(rule, chain)]
    for field in msgspec.structs.fields(model.RuleFile):
        if field.name not in _LEFT_OUT:
            lines += _key(field.name, chain, change)
    return "\n".join(lines)


#: What is shown for the text of a key.
_Change = Callable[[str, str], str]


def _as_it_stands(_key: str, text: str) -> str:
    return text


def _expander(fragments: Fragments) -> _Change:
    def change(key: str, text: str) -> str:
        if key in _PATTERNS:
            return fragments.put_into(text)
        if text.startswith(_LINE):
            return f"{_LINE}{fragments.put_into(text.removeprefix(_LINE))}"
        return text

    return change


def _heading(rule: Rule, chain: Sequence[Rule]) -> Iterator[str]:
    yield f"# {rule.file}"
    if parents := [one.id for one in chain[:-1]]:
        yield f"# takes over from {', '.join(parents)}"
    if place := next(iter(chain[-1].moved.values()), None):
        number = int(place[1])
        yield f"# layout until {rule.data.versions[number].valid_until}"
    elif days := [str(one.valid_until) for one in rule.data.versions]:
        yield f"# layout of today; older ones until {', '.join(days)}"
    if count := len(rule.data.examples):
        yield f"# examples: {count}, from {rule.file}:{rule.line('examples')} on"


def _key(key: str, chain: Sequence[Rule], change: _Change) -> Iterator[str]:
    """Yield the lines of one key; none where no file has it."""
    holders = [one for one in (chain[-1:] if key in OWN else chain) if getattr(one.data, key)]
    if not holders:
        return
    if not isinstance(getattr(holders[-1].data, key), tuple):
        owner = holders[-1]
        value = _plain(getattr(owner.data, key), key, change)
        yield from _with_place({key: value}, value, owner, key)
        return
    yield f"{key}:"
    for owner in holders if key in APPENDED else holders[-1:]:
        for at, item in enumerate(getattr(owner.data, key)):
            value = _plain(item, key, change)
            yield from _with_place([value], value, owner, key, at)


def _with_place(data: object, value: object, owner: Rule, *path: str | int) -> Iterator[str]:
    """Yield the YAML of ``data``, which holds one value, and behind its first line where that stands."""
    dumped = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        # None: the innermost collection on one line, which is the outer one for a text.
        default_flow_style=None if isinstance(value, (dict, list)) else False,
        sort_keys=False,
        width=math.inf,
    )
    first, *others = dumped.splitlines()
    yield f"{first}  # {owner.file}:{owner.line(*path)}"
    yield from others


class _Dumper(yaml.SafeDumper):
    """Writes every text on one line, so that a comment may follow it."""

    def represent_scalar(self, tag: str, value: str, style: str | None = None) -> yaml.ScalarNode:
        r"""Return the node of a value; line breaks are written as ``\n``."""
        quoted = '"' if len(value.splitlines()) > 1 else style
        return super().represent_scalar(tag, value, quoted)


def _plain(value: object, key: str, change: _Change) -> object:
    """Return a value as YAML's own types, without what is empty or left out."""
    if isinstance(value, msgspec.Struct):
        value = msgspec.to_builtins(value)
    if isinstance(value, dict):
        items = ((name, one) for name, one in value.items() if name not in _LEFT_OUT and one)
        return {name: _plain(one, name, change) for name, one in items}
    if isinstance(value, (list, tuple)):
        return [_plain(one, key, change) for one in value]
    return change(key, value) if isinstance(value, str) else value
