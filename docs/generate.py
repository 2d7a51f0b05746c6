"""Write docs/rules.md, docs/commands.md and docs/publishers.md anew, of what they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import click
import msgspec

from normalizer import RuleSet
from normalizer.cli import application
from normalizer.cli.commands import LazyGroup, description, summary
from normalizer.ruleset.loader import FRAGMENTS, Rule, shipped_folder
from normalizer.ruleset.reference import Key, Section, categories, sections

FOLDER = Path(__file__).resolve().parent
#: What ``make publishers`` has measured.
_SCORES = FOLDER.parent / "benchmarks" / "publishers.json"
_CODE = re.compile(r"(`[^`]*`)|<")
#: A comment in the file of fragments, with the lines below it up to the next one.
_NAMED = re.compile(r"((?:^#.*\n)+)((?:^[^#\n].*\n)+)", re.M)
_NAME = re.compile(r"^(\w+):", re.M)
_PUBLISHERS = "publishers/"
#: Keys of a publisher's file that say how its pages are read.
_KNOWN = ("extends", "title", "date", "authors", "body", "strip", "keep", "rewrite")


class _Score(msgspec.Struct, frozen=True):
    """The mean word-F1 on some pages, with the publisher's file and without any publisher's."""

    pages: int
    ruled: float
    generic: float


def main() -> None:
    """Write the documents."""
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def documents() -> Mapping[str, str]:
    """Return the generated documents by file name. Depends on the source alone, not on a terminal."""
    fragments = (shipped_folder() / FRAGMENTS).read_text(encoding="utf-8")
    rules = {
        "keys": "\n\n".join(_section(section) for section in sections()),
        "categories": _table(
            ("category", "what it is"), ((f"`{one.name}`", one.meaning) for one in categories())
        ),
        "fragments": _table(("name", "what it matches"), _fragments(fragments)),
    }
    context = click.Context(application, info_name="normalizer")
    commands = {"commands": "\n\n".join(_commands(context))}
    files = [rule for rule in RuleSet() if rule.id.startswith(_PUBLISHERS)]
    heads = (
        "country",
        "outlet",
        "hosts",
        "what the file knows",
        "seen",
        "pages",
        "word F1",
        "without",
    )
    scores = msgspec.json.decode(_SCORES.read_bytes(), type=dict[str, _Score])
    publishers = {
        "count": f"{len(files)} files.",
        "publishers": _table(heads, (_publisher(rule, scores.get(rule.id)) for rule in files)),
    }
    parts = {"rules.md": rules, "commands.md": commands, "publishers.md": publishers}
    return {name: _filled(name, part) for name, part in parts.items()}


def _publisher(rule: Rule, score: _Score | None) -> tuple[str, ...]:
    data = rule.data
    known = [key for key in _KNOWN if getattr(data, key)]
    if data.match and data.match.signature:
        known.append("signature")
    return (
        rule.id.split("/")[1],
        data.outlet or "",
        ", ".join(data.match.hosts if data.match else ()),
        ", ".join(known),
        data.seen or "",
        *(
            (str(score.pages), f"{score.ruled:.3f}", f"{score.generic:.3f}")
            if score
            else ("", "", "")
        ),
    )


def _filled(name: str, parts: Mapping[str, str]) -> str:
    """Return a template with each ``<!-- part -->`` replaced."""
    text = (FOLDER / "templates" / name).read_text(encoding="utf-8")
    for part, content in parts.items():
        text = text.replace(f"<!-- {part} -->", content)
    return text


def _section(section: Section) -> str:
    rows = (
        _row(list(keys))
        for _, keys in groupby(section.keys, key=lambda key: (key.meaning, key.type, key.allowed))
    )
    table = _table(("key", "value", "what it says", "example"), rows)
    return f"### {section.name}\n\n{section.doc}\n\n{table}"


def _row(keys: list[Key]) -> tuple[str, ...]:
    """Return the row of one key, or of some that mean the same."""
    first = keys[0]
    names = ", ".join(f"`{key.name}`" for key in keys)
    return (
        f"{names} (required)" if first.is_required else names,
        _value(keys),
        first.meaning,
        _code(first.example) if first.example else "",
    )


def _value(keys: list[Key]) -> str:
    """Return what a key's value is, with a link to where more is said of it."""
    key = keys[0]
    if key.allowed:
        return ", ".join(f"`{word}`" for word in key.allowed)
    if key.type == "category":
        return "[category](#categories)"
    start, _, last = key.type.rpartition(" ")
    if last in ("keys", "entries"):
        links = ", ".join(f"[{one.name if len(keys) > 1 else last}](#{one.name})" for one in keys)
        return f"{start} {links}".strip()
    return key.type


def _fragments(source: str) -> Iterator[tuple[str, str]]:
    """Yield the names of fragments and the comment above them; one comment may stand above many."""
    for comment, names in _NAMED.findall(source):
        shown = " ".join(f"`{{{name}}}`" for name in _NAME.findall(names))
        yield shown, " ".join(line.removeprefix("#").strip() for line in comment.splitlines())


def _commands(context: click.Context) -> Iterator[str]:
    """Yield what is to be said of a command, then of those below it, each with its heading."""
    command = context.command
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    below = [
        click.Context(one, info_name=name, parent=context)
        for name, one in (command.members().items() if isinstance(command, LazyGroup) else ())
    ]
    parts = [
        f"## {context.command_path}",
        f"    {usage}",
        _prose(description(command)),
        _table(("argument", "what it is"), _parameters(context, "argument")),
        _table(("option", "what it does"), _parameters(context, "option")),
        _table(
            ("command", "what it does"),
            (
                (
                    f"[`{one.command_path}`](#{one.command_path.replace(' ', '-')})",
                    _prose(summary(one.command)),
                )
                for one in below
            ),
        ),
    ]
    yield "\n\n".join(part for part in parts if part)
    for one in below:
        yield from _commands(one)


def _parameters(context: click.Context, kind: str) -> Iterator[tuple[str, str]]:
    """Yield name and help of the arguments or options of a command, without ``--help``."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record and parameter.param_type_name == kind and "--help" not in parameter.opts:
            yield _code(record[0]), _prose(record[1])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table, or nothing where it would have no rows. A column without any text is left out."""
    rows = list(rows)
    shown = [at for at in range(len(head)) if any(row[at] for row in rows)]
    cells = [[row[at].replace("|", r"\|") for at in shown] for row in (head, *rows)]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join((lines[0], "|" + "---|" * len(shown), *lines[1:])) if rows else ""


def _code(text: str) -> str:
    """Return ``text`` as code, whatever backticks it has."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _prose(text: str) -> str:
    """Return a text in which < is no markup outside code."""
    plain = text.replace("``", "`").replace("  [", " [").strip()
    return _CODE.sub(lambda found: found[1] or "&lt;", plain)


if __name__ == "__main__":
    main()
