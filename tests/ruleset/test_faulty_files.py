"""Faulty rule files: each gives one RuleError that names file, line, key and what would be right."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from normalizer import InputError, RuleError, RuleSet
from normalizer.ruleset.loader import parse_rule
from normalizer.ruleset.reading import MAX_BYTES

from .conftest import Files, Folder, Overlay

FILE = "publishers/xx/mill-gazette"
MATCH = "match: {hosts: [mill.example]}\n"


@dataclass(frozen=True)
class Case:
    """A faulty file, and what must be said of it: line, key, and the words that help."""

    name: str
    source: str | bytes
    line: int
    key: str
    says: tuple[str, ...]


def entry(text: str) -> str:
    """Return a file with one strip entry, which stands in line 3."""
    return f"{MATCH}strip:\n  - {text}\n"


def rewriting(text: str) -> str:
    """Return a file with one rewrite entry, which stands in line 3."""
    return f"{MATCH}rewrite:\n  - {text}\n"


CASES = [
    # Keys
    Case("unknown key", "outlet: A\nstripp: []\n", 2, "stripp", ("did you mean strip?",)),
    Case("unknown key, nothing near", "colour: red\n", 1, "colour", ("known are outlet, agency",)),
    Case("unknown key in an entry", entry("{lime: a, as: share}"), 3, "strip[0].lime", ("line?",)),
    Case(
        "unknown key in a signature",
        "match:\n  signature:\n    al: [a]\n",
        3,
        "match.signature.al",
        ("did you mean all?",),
    ),
    Case(
        "unknown key in an expectation",
        "examples:\n  - name: a\n    input: b\n    expect:\n      titel: c\n",
        5,
        "examples[0].expect.titel",
        ("did you mean title?",),
    ),
    Case("duplicate key", "outlet: A\nwhy: b\noutlet: C\n", 3, "outlet", ("a second time",)),
    Case("key read as bool", "outlet: A\nno: b\n", 2, "", ("key no", "quotes")),
    Case("key read as bool, below", entry("{on: a, as: share}"), 3, "strip[0]", ("key on",)),
    Case("key read as number", "1: b\n", 1, "", ("key 1", "quotes")),
    Case("key that is a list", "? [a, b]\n: c\n", 1, "", ("a list or mapping", "not text")),
    Case("merge key", "<<: {outlet: A}\n", 1, "", ("key <<",)),
    Case("missing key", entry("{line: a}"), 3, "strip[0]", ("the key as is missing",)),
    # Values
    Case(
        "wrong category",
        entry("{line: a, as: relatd}"),
        3,
        "strip[0].as",
        ("no category relatd", "did you mean related?"),
    ),
    Case("category, nothing near", entry("{line: a, as: x}"), 3, "strip[0].as", ("crawl_header",)),
    Case(
        "wrong category beside",
        entry("{line: a, as: share, beside: shares}"),
        3,
        "strip[0].beside",
        ("did you mean share?",),
    ),
    Case("value read as bool", "title:\n  - h1\n  - no\n", 3, "title[1]", ("bool", "quote it")),
    Case("value read as bool, alone", "outlet: yes\n", 1, "outlet", ("bool", "quote it")),
    Case("value read as number", "outlet: 1843\n", 1, "outlet", ("int", "quote it")),
    Case("value read as float", entry("{line: 1.5, as: share}"), 3, "strip[0].line", ("float",)),
    Case("value read as comment", "body: #story\n", 1, "body", ("empty for YAML", "#")),
    Case("value read as null", "why: a\noutlet: null\n", 2, "outlet", ("empty for YAML",)),
    Case("value left out", "outlet:\nlanguage: en\n", 1, "outlet", ("fill it in",)),
    Case("empty text", entry("{line: '', as: share}"), 3, "strip[0].line", ("text is empty",)),
    Case("list written as text", "why: a\nbody: article\n", 2, "body", ("a list is meant",)),
    Case("list written as mapping", "strip: {as: share}\n", 1, "strip", ("behind a dash",)),
    Case("mapping written as text", "match: mill.example\n", 1, "match", ("known are hosts",)),
    Case("text written as list", "outlet: [Mill]\n", 1, "outlet", ("one text is meant", "[")),
    Case("text written as mapping", "outlet: {a: b}\n", 1, "outlet", ("one text is meant",)),
    Case("list at the top", "- outlet: A\n", 1, "", ("keys with values", "outlet")),
    Case("text at the top", "outlet\n", 1, "", ("keys with values", "outlet")),
    Case(
        "bad date",
        "versions:\n  - valid_until: 2020-13-01\n    body: [p]\n",
        2,
        "versions[0].valid_until",
        ("2020-13-01 is no day", "2020-12-31"),
    ),
    Case(
        "date that is a year",
        "versions:\n  - {valid_until: 2020}\n",
        2,
        "versions[0].valid_until",
        ("2020 is no day",),
    ),
    Case("budget above 1", "budget: 2\n", 1, "budget", ("up to 1",)),
    Case("budget in quotes", "budget: '0.5'\n", 1, "budget", ("without quotes",)),
    Case("wrong order of dates", "dates: {order: dym}\n", 1, "dates.order", ("dmy, mdy, ymd",)),
    Case("wrong language", "language: English\n", 1, "language", ("as en",)),
    Case("wrong zone", MATCH + "timezone: Asia/Soul\n", 2, "timezone", ("mean Asia/Seoul?",)),
    # YAML
    Case("empty file", "", 0, "", ("empty",)),
    Case("file of comments", "# nothing\n\n# yet\n", 0, "", ("empty",)),
    Case("file with a rule of dashes alone", "---\n", 0, "", ("empty",)),
    Case("tab", "match:\n\thosts: [a.example]\n", 2, "", ("a tab", "spaces")),
    Case("tab at the top", "outlet: A\n\twhy: b\n", 2, "", ("a tab",)),
    Case("bad indentation", "match:\n  hosts: [a.example]\n site_names: [A]\n", 3, "", ("indent",)),
    Case("quote never closed", "outlet: A\nwhy: 'b\nseen: c\n", 2, "", ("quoted scalar",)),
    Case("bracket never closed", "outlet: A\ntitle: [h1\n", 2, "", ("brackets",)),
    Case("colon in plain text", "outlet: A\nwhy: b: c\n", 2, "", ("single quotes",)),
    Case("text that begins with @", "outlet: @mill\n", 1, "", ("single quotes",)),
    Case("two documents", "outlet: A\n---\noutlet: B\n", 2, "", ("a second document",)),
    Case("anchor", "outlet: &a A\nwhy: b\n", 1, "outlet", ("anchors",)),
    Case("anchor and alias", "outlet: A\ntitle: &t [h1]\ndate: *t\n", 2, "title", ("anchors",)),
    Case("anchor of a key", "&a outlet: A\n", 1, "", ("anchors",)),
    Case("alias", "outlet: A\nwhy: *a\n", 2, "why", ("anchors and aliases",)),
    Case("alias of itself", "title: &t [*t]\n", 1, "title", ("anchors",)),
    Case("tag", "outlet: !!python/name:os.system ''\n", 1, "outlet", ("tag",)),
    Case("tag on a mapping", "match: !!set {a, b}\n", 1, "match", ("tag",)),
    Case("not UTF-8", b"outlet: A\nwhy: caf\xe9\n", 2, "", ("UTF-8",)),
    Case("UTF-16", "outlet: A\n".encode("utf-16"), 1, "", ("UTF-8",)),
    Case("control character", "outlet: A\nwhy: b\x01\n", 2, "", ("U+0001",)),
    Case("too large", "# " + "x" * MAX_BYTES, 0, "", ("1,000,002 bytes", "1,000,000")),
    Case("nested too deep", "title: " + "[" * 30 + "]" * 30 + "\n", 1, "title", ("20 levels",)),
    # Entries
    Case(
        "two of select and line",
        entry("{select: a, line: b, as: share}"),
        3,
        "strip[0]",
        ("exactly one", "select and line"),
    ),
    Case("none of them", entry("{as: share, why: a}"), 3, "strip[0]", ("none of them",)),
    Case("from without until", entry("{from: a, as: share}"), 3, "strip[0]", ("until",)),
    Case("until without from", entry("{line: a, until: b, as: share}"), 3, "strip[0]", ("from",)),
    Case(
        "wrong where",
        entry("{line: a, as: share, where: behind body}"),
        3,
        "strip[0].where",
        ("behind body is no place", "after body"),
    ),
    Case(
        "where: first of nothing",
        entry("{line: a, as: share, where: first 0}"),
        3,
        "strip[0].where",
        ("first N",),
    ),
    Case(
        "exception with both",
        MATCH + "keep:\n  - {select: a, line: b}\n",
        3,
        "keep[0]",
        ("either select or line",),
    ),
    Case("exception with neither", MATCH + "keep:\n  - why: a\n", 3, "keep[0]", ("either",)),
    # Selectors and patterns
    Case("bad CSS", entry("{select: 'a[', as: share}"), 3, "strip[0].select", ("CSS selector",)),
    Case("pseudo-element", MATCH + "title: ['h1::text']\n", 2, "title[0]", ("Pseudo-elements",)),
    Case(
        "unknown pseudo-class",
        entry("{select: 'a:top', as: share}"),
        3,
        "strip[0].select",
        ("top",),
    ),
    Case("CSS with a prefix", MATCH + "body: ['svg|a']\n", 2, "body[0]", ("prefix",)),
    Case("bad XPath", MATCH + "body: ['//div[']\n", 2, "body[0]", ("XPath",)),
    Case(
        "XPath with an unknown function", MATCH + "body: ['//p[top()]']\n", 2, "body[0]", ("func",)
    ),
    Case("XPath with a variable", MATCH + "body: ['//p[$a]']\n", 2, "body[0]", ("variable",)),
    Case("XPath that gives a number", MATCH + "body: ['(1 + 1)']\n", 2, "body[0]", ("value",)),
    Case(
        "look-behind",
        MATCH + "strip:\n  - as: share\n    line: '(?<=a)b'\n",
        4,
        "strip[0].line",
        ("(?<=a)b", "RE2 knows no look-around"),
    ),
    Case("back reference", entry(r"{line: '(a)\1', as: share}"), 3, "strip[0].line", (r"\1",)),
    Case("bracket missing", entry("{head: 'a(', as: share}"), 3, "strip[0].head", ("missing )",)),
    Case("bracket too many", entry("{line: 'a)|(b', as: share}"), 3, "strip[0].line", (")",)),
    Case("quoted text", entry(r"{line: '\Qa.b', as: share}"), 3, "strip[0].line", (r"\Q",)),
    Case(
        "half a character", entry(r"{tail: 'a\C', as: share}"), 3, "strip[0].tail", ("write . and",)
    ),
    Case(
        "bad pattern of an end",
        MATCH + "strip:\n  - from: a\n    until: '*'\n    as: share\n",
        4,
        "strip[0].until",
        ("repetition",),
    ),
    Case("bad pattern of a source", MATCH + "date: ['line:(']\n", 2, "date[0]", ("missing )",)),
    Case(
        "bad pattern of an exception", MATCH + "keep:\n  - line: '['\n", 3, "keep[0].line", ("]",)
    ),
    Case(
        "bad pattern of a signature",
        "match:\n  signature:\n    any: [a, '(']\n",
        3,
        "match.signature.any[1]",
        ("missing )",),
    ),
    Case(
        "pattern too large",
        entry("{line: '((a{999}){999}){9}', as: share}"),
        3,
        "strip[0].line",
        (),
    ),
    Case(
        "unknown fragment",
        MATCH + "strip:\n  - as: share\n    line: 'on {dat}'\n",
        4,
        "strip[0].line",
        ("no fragment {dat}", "date"),
    ),
    Case("source that names nothing", MATCH + "title: ['ld:Headline']\n", 2, "title[0]", ("TYPE",)),
    Case("meta source that names nothing", MATCH + "title: ['meta:']\n", 2, "title[0]", ("NAME",)),
    Case(
        "fault in an old layout",
        MATCH + "versions:\n  - valid_until: 2020-12-31\n    body: ['a[']\n",
        4,
        "versions[0].body[0]",
        ("CSS",),
    ),
    # Rewrites
    Case(
        "rewrite with find and pattern",
        rewriting("{find: a, pattern: b, to: c}"),
        3,
        "rewrite[0]",
        ("either find or pattern",),
    ),
    Case("rewrite with neither", rewriting("{to: c}"), 3, "rewrite[0]", ("either find",)),
    Case("rewrite without to", rewriting("{find: a}"), 3, "rewrite[0]", ("the key to is missing",)),
    Case(
        "unknown key in a rewrite",
        rewriting("{find: a, too: b}"),
        3,
        "rewrite[0].too",
        ("did you mean to?",),
    ),
    Case("rewrite of nothing", rewriting("{find: '', to: a}"), 3, "rewrite[0].find", ("empty",)),
    Case(
        "replacement too long",
        rewriting(f"{{find: a, to: '{'b' * 501}'}}"),
        3,
        "rewrite[0].to",
        ("more than 500 characters",),
    ),
    Case(
        "bad pattern of a rewrite",
        MATCH + "rewrite:\n  - to: a\n    pattern: '('\n",
        4,
        "rewrite[0].pattern",
        ("missing )",),
    ),
    Case(
        "look-ahead in a rewrite",
        rewriting("{pattern: 'a(?=b)', to: c}"),
        3,
        "rewrite[0].pattern",
        ("RE2 knows no look-around",),
    ),
    Case(
        "fragment of a rewrite",
        rewriting("{pattern: 'on {dat}', to: c}"),
        3,
        "rewrite[0].pattern",
        ("no fragment {dat}", "date"),
    ),
    *(
        Case(
            f"unknown group {to}",
            MATCH + f"rewrite:\n  - pattern: '(a)(?P<b>c)'\n    to: '{to}'\n",
            4,
            "rewrite[0].to",
            (f"no group {name}",),
        )
        for to, name in ((r"\3", "3"), (r"\g<7>", "7"), (r"\g<c>", "c"), (r"\1 \g<day>", "day"))
    ),
    *(
        Case(
            f"rewrite without an end, {text}", rewriting(text), 3, "rewrite[0]", ("without an end",)
        )
        for text in (
            "{find: a, to: aa}",
            "{find: mill, to: a windmill}",
            "{find: Mill, to: Mills}",
            "{pattern: '$', to: '.'}",
            "{pattern: '^', to: '> '}",
            "{pattern: 'a*', to: b}",
            "{pattern: '(.+)', to: '\\1 and so on'}",
        )
    ),
    *(
        Case(
            f"rewrite that damages, {to}",
            MATCH + f"rewrite:\n  - find: a\n    to: '{to}'\n",
            4,
            "rewrite[0].to",
            ("to be mended", f"write {sound!r}"),
        )
        for to, sound in (
            ("R&amp;D", "R&D"),
            ("lâ€™Ã©tÃ©", "l’été"),
            ("r\u00adye", "rye"),
            ("\ufeff", ""),
        )
    ),
    Case(
        "fault in the rewrites of an old layout",
        MATCH + "versions:\n  - valid_until: 2020-12-31\n    rewrite:\n      - {find: a, to: aa}\n",
        5,
        "versions[0].rewrite[0]",
        ("without an end",),
    ),
    Case(
        "fault in the sources of an old layout",
        MATCH + "versions:\n  - valid_until: 2020-12-31\n    image: ['a[']\n",
        4,
        "versions[0].image[0]",
        ("CSS",),
    ),
    # has_text
    *(
        Case(
            f"has_text beside {key}",
            entry(f"{{{key}: a, has_text: b, as: share}}"),
            3,
            "strip[0]",
            ("a condition on select",),
        )
        for key in ("line", "head", "tail", "until: end, from")
    ),
    Case(
        "has_text of an exception beside line",
        MATCH + "keep:\n  - {line: a, has_text: b}\n",
        3,
        "keep[0]",
        ("a condition on select",),
    ),
    Case(
        "bad pattern of has_text",
        MATCH + "strip:\n  - select: a\n    has_text: '('\n    as: share\n",
        4,
        "strip[0].has_text",
        ("missing )",),
    ),
    Case(
        "bad pattern of an exception's has_text",
        MATCH + "keep:\n  - select: a\n    has_text: '['\n",
        4,
        "keep[0].has_text",
        ("]",),
    ),
    # Paths and marks
    Case(
        "paths without hosts",
        "match:\n  site_names: [Mill]\n  paths: [/a]\n",
        3,
        "match.paths",
        ("name them too",),
    ),
    Case(
        "bad pattern of a path",
        "match:\n  hosts: [mill.example]\n  paths: ['/a', '/(']\n",
        3,
        "match.paths[1]",
        ("missing )",),
    ),
    Case(
        "unknown fragment of a path",
        "match:\n  hosts: [mill.example]\n  paths: ['/{dy}']\n",
        3,
        "match.paths[0]",
        ("no fragment {dy}",),
    ),
    Case(
        "generators of a publisher",
        "match:\n  hosts: [mill.example]\n  generators: [Weir]\n",
        3,
        "match.generators",
        ("move this into platforms/",),
    ),
    Case(
        "marks of a publisher",
        "match:\n  hosts: [mill.example]\n  marks: ['#weir']\n",
        3,
        "match.marks",
        ("move this into platforms/",),
    ),
    # Keys of the other kinds
    Case("bad paywall mark", MATCH + "paywall: ['meta:']\n", 2, "paywall[0]", ("NAME",)),
    Case("bad source of tags", MATCH + "tags: [p, 'a[']\n", 2, "tags[1]", ("CSS",)),
    Case("bad last day", MATCH + "valid_until: soon\n", 2, "valid_until", ("soon is no day",)),
    Case("empty suffix", MATCH + "title_suffixes: ['']\n", 2, "title_suffixes[0]", ("empty",)),
    Case(
        "wrong outcome",
        "examples:\n  - name: a\n    input: b\n    expect: {outcome: stubb}\n",
        4,
        "examples[0].expect.outcome",
        ("no outcome stubb", "did you mean stub?"),
    ),
    *(
        Case(f"{key} alone, no match", f"outlet: A\n{key}: {value}\n", 1, "", ("match", "common/"))
        for key, value in (
            ("rewrite", "[{find: a, to: b}]"),
            ("paywall", "[.wall]"),
            ("modified", "[time]"),
            ("tags", "[a]"),
            ("image", "['img@src']"),
            ("authors", "[a]"),
            ("section", "[a]"),
        )
    ),
    # Files among each other
    Case(
        "unknown file to extend",
        MATCH + "extends: [platforms/mill]\n",
        2,
        "extends[0]",
        ("mill.yaml",),
    ),
    Case("file that extends itself", MATCH + f"extends: [{FILE}]\n", 2, "extends[0]", ("circle",)),
    Case(
        "host with scheme",
        "match: {hosts: ['http://a.example/']}\n",
        1,
        "match.hosts[0]",
        ("example.com",),
    ),
    Case(
        "host with a star",
        "match: {hosts: ['*.a.example']}\n",
        1,
        "match.hosts[0]",
        ("subdomains",),
    ),
    Case(
        "site name without letters",
        "match: {site_names: ['—']}\n",
        1,
        "match.site_names[0]",
        ("—",),
    ),
    Case("empty signature", "match:\n  signature: {}\n", 2, "match.signature", ("every text",)),
    Case("file that no page meets", "outlet: A\nbody: [p]\n", 1, "", ("match", "common/")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_faulty_file_gives_one_helpful_error(case: Case, overlay: Overlay) -> None:
    """A RuleError, nothing else, with the file, the right line, the key and a way out."""
    with pytest.raises(RuleError) as caught:
        overlay({FILE: case.source})
    error = caught.value
    assert (error.file, error.line, error.key) == (f"{FILE}.yaml", case.line, case.key)
    assert [words for words in case.says if words not in error.reason] == []
    where = f"{FILE}.yaml:{case.line}" if case.line else f"{FILE}.yaml"
    assert str(error).startswith(f"{where}: ")


def test_there_are_many_cases() -> None:
    """Names of cases are unique, so that a failing one is found."""
    assert len({case.name for case in CASES}) == len(CASES) > 25


def refused(overlay: Overlay, files: Files) -> RuleError:
    """Return the error that a folder of files gives."""
    with pytest.raises(RuleError) as caught:
        overlay(files)
    return caught.value


def test_two_rules_cannot_have_one_host(overlay: Overlay) -> None:
    """The second file in the order of names is at fault, and the first is named."""
    files = {
        "publishers/a": "match: {hosts: [mill.example]}\n",
        "publishers/b": "match:\n  hosts:\n    - b.example\n    - Mill.example\n",
    }
    error = refused(overlay, files)
    assert (error.file, error.line, error.key) == ("publishers/b.yaml", 4, "match.hosts[1]")
    assert "already a host of publishers/a.yaml" in error.reason


@pytest.mark.parametrize(
    ("match", "line", "key", "says"),
    [
        ("generators: ['Weir', '(']", 2, "match.generators[1]", "missing )"),
        ("marks: ['#weir', 'a[']", 2, "match.marks[1]", "CSS"),
        ("marks: ['//p[top()]']", 2, "match.marks[0]", "func"),
        ("generators: ['{wier}']", 2, "match.generators[0]", "no fragment {wier}"),
    ],
)
def test_faulty_marks_of_a_platform(
    overlay: Overlay, match: str, line: int, key: str, says: str
) -> None:
    """Patterns and selectors of marks are checked like all others."""
    error = refused(overlay, {"platforms/weir": f"match:\n  {match}\n"})
    assert (error.file, error.line, error.key) == ("platforms/weir.yaml", line, key)
    assert says in error.reason


def test_a_host_may_be_parted_by_paths_alone(overlay: Overlay) -> None:
    """Files with paths may share a host with each other and with one that claims all of it."""
    match = "match: {{hosts: [mill.example]{}}}\n"
    files = {
        "publishers/a": match.format(""),
        "publishers/b": match.format(", paths: [/b]"),
        "publishers/c": match.format(", paths: [/c]"),
    }
    assert overlay(files).by_address("mill.example", "/c") == "publishers/c"
    error = refused(overlay, files | {"publishers/d": match.format("")})
    assert (error.file, error.key) == ("publishers/d.yaml", "match.hosts[0]")
    assert "already a host of publishers/a.yaml" in error.reason


def test_files_cannot_extend_each_other_in_a_circle(overlay: Overlay) -> None:
    """The file that closes the circle is at fault, and the circle is shown."""
    files = {
        "platforms/a": "why: a\nextends: [platforms/b]\n",
        "platforms/b": "extends:\n  - platforms/c\n",
        "platforms/c": "extends: [platforms/a]\n",
    }
    error = refused(overlay, files)
    assert (error.file, error.line, error.key) == ("platforms/c.yaml", 1, "extends[0]")
    assert "platforms/a → platforms/b → platforms/c → platforms/a" in error.reason


def test_files_cannot_extend_each_other_without_end(overlay: Overlay) -> None:
    """A chain of a hundred files is refused, not followed until the stack is full."""
    files = {f"platforms/n{n}": f"extends: [platforms/n{n + 1}]\n" for n in range(100)}
    assert "extend each other" in refused(overlay, files).reason


def test_one_name_cannot_stand_for_two_files(overlay: Overlay) -> None:
    """``.yaml`` and ``.yml`` of one name in one folder: neither would be known to win."""
    error = refused(overlay, {"common/a.yaml": "why: a\n", "common/a.yml": "why: b\n"})
    assert error.file == "common/a.yml"
    assert "common/a.yaml" in error.reason


@pytest.mark.parametrize(
    ("source", "line", "key", "says"),
    [
        ("a: '{b}'\nb: '{c}'\nc: 'x{a}'\n", 1, "a", "in a circle"),
        ("a: x\nb: 'on {dai}'\n", 2, "b", "no fragment {dai}: known are a, b, "),
        ("a: x\nb: '('\n", 2, "b", "missing )"),
        ("a: x\nb: 5\n", 2, "b", "quote it"),
        ("a: x\nb:\n", 2, "b", "quote it"),
        ("a: x\nBig2: y\n", 2, "Big2", "a to z"),
        ("- a\n", 1, "", "names with patterns"),
        (
            "".join(
                f"{n}: '{m * 50}'\n"
                for n, m in zip("abcdef", ["{b}", "{c}", "{d}", "{e}", "{f}", "x"], strict=True)
            ),
            1,
            "a",
            "characters",
        ),
    ],
)
def test_faulty_fragments(overlay: Overlay, source: str, line: int, key: str, says: str) -> None:
    """A fault in ``fragments.yaml`` is told there, not in the files that use the fragment."""
    error = refused(overlay, {"fragments": source})
    assert (error.file, error.line, error.key) == ("fragments.yaml", line, key)
    assert says in error.reason


def test_a_folder_that_is_not_there() -> None:
    """A mistyped folder is an input error that names it."""
    with pytest.raises(InputError, match="no-such-folder"):
        RuleSet(["no-such-folder"])


def test_a_file_that_cannot_be_read(folder: Folder) -> None:
    """A folder that is named like a rule file is a fault of its own."""
    root = folder({"common/a": "why: a\n"})
    (root / "common" / "b.yaml").mkdir()
    with pytest.raises(RuleError, match=r"common/b\.yaml: cannot be read"):
        RuleSet([root])


@pytest.mark.parametrize(
    "source",
    [
        "title: " + "[" * 10_000 + "]" * 10_000,
        "title: " + "[" * 300_000,
        "title: " + "{a: " * 100_000,
        "title:\n" + "- " * 100_000 + "a",
        "\n".join(" " * depth + "a:" for depth in range(1_300)),
    ],
    ids=["brackets", "open brackets", "braces", "dashes", "indentation"],
)
def test_deep_nesting_does_not_crash_the_process(folder: Folder, source: str) -> None:
    """Hundreds of thousands of levels give the one error, in a process that lives on, in 30 s of CPU time."""
    root = folder({"common/deep": source})
    code = (
        "import resource, sys, normalizer\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (30, 30))\n"
        "try: normalizer.RuleSet([sys.argv[1]])\n"
        "except normalizer.RuleError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(root)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "nested deeper than 20 levels" in done.stdout


def outcome(source: bytes) -> int:
    """Return the line of the fault in a rule file, 0 where there is none; nothing else is raised."""
    try:
        parse_rule(source, file="a.yaml")
    except RuleError as error:
        return error.line
    return 0


def test_a_file_cut_short_is_read_or_refused() -> None:
    """Wherever a rule file ends, it is a rule or gives a RuleError with a line that exists."""
    whole = WHOLE.encode()
    assert outcome(whole) == 0
    for cut in range(len(whole)):
        assert outcome(whole[:cut]) <= whole.count(b"\n", 0, cut) + 1


def test_a_file_with_one_character_changed_is_read_or_refused() -> None:
    """Whatever one character is exchanged for, no other exception comes out."""
    for at in range(len(WHOLE)):
        for character in "\t:-'{[&*!#|%@\n\x00\u2028":
            outcome((WHOLE[:at] + character + WHOLE[at + 1 :]).encode())


WHOLE = """\
# A publisher — invented
outlet: Mill Gazette
language: en
timezone: Europe/Vienna
match:
  hosts: [mill.example, 'www.mill.example']
  site_names: [Mill Gazette]
  signature:
    all: ['Mill Gazette']
    any: ['Print edition', 'Mill: .*']
extends: [platforms/wheel]
title: [h1.head, 'meta:og:title']
date: ['ld:NewsArticle.datePublished', 'line:Out: (?P<date>.+)']
body: ['#story']
strip:
  - {select: '.box', as: related}
  - line: 'Print edition'
    as: navigation
    strips: ['Print edition']
    keeps: ['Print editions sell well.']
  - {from: 'More .*', until: end, as: related, where: after body}
keep:
  - {select: 'blockquote.pull'}
dates: {order: dmy}
budget: 0.4
versions:
  - valid_until: 2020-12-31
    body: ['#old']
examples:
  - name: a dump
    input: |2
       Mill Gazette

      The wheel turns.
    expect:
      title: null
      text: |
        The wheel turns.
"""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("[" * 100_000, "nested deeper"),
        ("strip:\n" + "  - {line: a, as: share}\n" * 20_000, "more than 10,000 values"),
        (f"outlet: {'9' * 100_000}\n", "at most 50,000 characters"),
        ("a: &a [x]\nb: [*a, *a]\n", "anchors and aliases"),
        ("outlet: !!python/object/apply:os.system ['id']\n", "the tag"),
        (
            f"{MATCH}strip: [{{line: '[{chr(92) + 'x{a}'}{(chr(92) + 'x{a}') * 60}', as: share}}]\n",
            "missing",
        ),
    ],
)
def test_files_from_strangers_have_bounds(overlay: Overlay, source: str, reason: str) -> None:
    """What is too deep, too much, or more than data is refused with one RuleError."""
    with pytest.raises(RuleError, match=reason):
        overlay({FILE: source})
