"""``lint``: every fault of a folder at its place, and what in sound files is likely not meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalizer import RuleError
from normalizer.ruleset.lint import Finding, Severity, lint
from normalizer.ruleset.loader import shipped_folder

from .conftest import Files, Folder
from .test_faulty_files import CASES, FILE, Case

#: A publisher about which there is nothing to say.
SOUND = """\
outlet: Mill Gazette
match: {hosts: [mill.example]}
strip:
  - {line: 'Tide table', as: navigation, strips: [Tide table], keeps: [Tide tables are old.]}
examples:
  - name: dump
    url: https://mill.example/wheel
    input: The wheel of the mill turns again, the miller said on Monday.
    expect: {text: 'The wheel of the mill turns again, the miller said on Monday.'}
"""


def told(findings: list[Finding], severity: Severity) -> list[tuple[int, int, str]]:
    """Return line, column and key of the findings of one severity."""
    return [(one.line, one.column, one.key) for one in findings if one.severity is severity]


def warnings(folder: Folder, source: str, file: str = FILE) -> list[tuple[str, str]]:
    """Return key and reason of the warnings about one file, which has to be without errors."""
    findings = lint(folder({file: source}))
    assert told(findings, Severity.ERROR) == []
    return [(one.key, one.reason) for one in findings]


def with_strip(*entries: str) -> str:
    """Return a publisher with these strip entries, which stand in line 4 and below."""
    examples = SOUND[SOUND.index("examples:") :]
    head = "outlet: Mill Gazette\nmatch: {hosts: [mill.example]}\n"
    return f"{head}strip:\n" + "".join(f"  - {one}\n" for one in entries) + examples


def test_the_shipped_rules_are_clean() -> None:
    """There is nothing to say about the rules that ship with the package."""
    assert [str(one) for one in lint(shipped_folder())] == []


def test_a_sound_file_is_clean(folder: Folder) -> None:
    """Nothing is said about a file as it should be."""
    assert lint(folder({FILE: SOUND})) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_that_loading_refuses_is_told(case: Case, folder: Folder) -> None:
    """What makes one RuleError is among the errors, with the same line, key and reason."""
    findings = lint(folder({FILE: case.source}))
    errors = [one for one in findings if one.severity is Severity.ERROR]
    same = [one for one in errors if (one.line, one.key) == (case.line, case.key)]
    assert any(all(words in one.reason for words in case.says) for one in same), errors


def test_every_fault_in_the_data_is_told_with_its_column(folder: Folder) -> None:
    """One run tells of keys, values and categories, each where its key or item begins."""
    source = (
        "outlett: Mill\n"
        "outlet: 3\n"
        "outlet: 4\n"
        "why:\n"
        "match: {hosts: [a.example, 3], signatur: {}}\n"
        "strip:\n"
        "  - {line: a, as: shar, beside: cpation}\n"
        "  - {lime: a}\n"
        "  - text\n"
        "budget: 4\n"
    )
    assert told(lint(folder({FILE: source})), Severity.ERROR) == [
        (1, 1, "outlett"),
        (2, 1, "outlet"),
        (3, 1, "outlet"),
        (4, 1, "why"),
        (5, 28, "match.hosts[1]"),
        (5, 32, "match.signatur"),
        (7, 15, "strip[0].as"),
        (7, 25, "strip[0].beside"),
        (8, 5, "strip[1]"),
        (8, 6, "strip[1].lime"),
        (9, 5, "strip[2]"),
        (10, 1, "budget"),
    ]


def test_every_faulty_entry_is_told(folder: Folder) -> None:
    """One run tells of all selectors, patterns, sources and layouts, and of the time zone."""
    source = (
        "outlet: Mill\n"
        "match: {hosts: [mill.example]}\n"
        "timezone: Europe/Berln\n"
        "title: ['h1[', 'meta:']\n"
        "strip:\n"
        "  - {line: 'a(', as: share}\n"
        "  - {select: .a, line: b, as: share}\n"
        "  - {line: c, as: share, where: nowhere}\n"
        "versions:\n"
        "  - valid_until: 2020-12-31\n"
        "    body: ['a[']\n"
    )
    assert told(lint(folder({FILE: source})), Severity.ERROR) == [
        (3, 1, "timezone"),
        (4, 9, "title[0]"),
        (4, 16, "title[1]"),
        (6, 6, "strip[0].line"),
        (7, 5, "strip[1]"),
        (8, 26, "strip[2].where"),
        (11, 12, "versions[0].body[0]"),
    ]


def test_faults_between_files_are_told(folder: Folder) -> None:
    """Two files for one host, and a file that is not there, are told beside each other."""
    files = {
        "publishers/a": SOUND,
        "publishers/b": SOUND,
        "publishers/c": "match: {hosts: [c.example]}\nextends: [platforms/none]\n",
    }
    errors = [str(one) for one in lint(folder(files)) if one.severity is Severity.ERROR]
    assert errors == [
        "publishers/b.yaml:2:17: error: match.hosts[0]: mill.example is already a host of "
        "publishers/a.yaml",
        "publishers/c.yaml:2:11: error: extends[0]: there is no rule file platforms/none.yaml to extend",
    ]


def test_what_only_follows_from_a_faulty_file_is_not_told(folder: Folder) -> None:
    """A file that extends a faulty one is not blamed for it."""
    files = {
        "platforms/a": "strip: {}\n",
        "publishers/b": SOUND.replace("strip:", "extends: [platforms/a]\nstrip:"),
    }
    assert [one.file for one in lint(folder(files))] == ["platforms/a.yaml"]


def test_faulty_fragments_are_told_first(folder: Folder) -> None:
    """Without its fragments all patterns of a folder would seem faulty: only theirs is told."""
    fragments = "tide: '('\nebb: '[a-z]'\nflood: '*'\n"
    files = {"fragments": fragments, FILE: with_strip("{line: '{tide}', as: share}")}
    findings = lint(folder(files))
    assert told(findings, Severity.ERROR) == [(1, 1, "tide"), (3, 1, "flood")]


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("outlet: A\n  why: 'b\n", 2, 6),
        ("outlet: A\nwhy: b: c\n", 2, 7),
        (b"outlet: A\nwhy: caf\xe9\n", 2, 9),
        ("outlet: A\ntitle: [&a h1]\n", 2, 9),
    ],
)
def test_faulty_yaml_is_told_with_its_column(
    folder: Folder, source: str | bytes, line: int, column: int
) -> None:
    """What is no YAML, or more than data, is told where it stands in its line."""
    (finding,) = lint(folder({FILE: source}))
    assert (finding.line, finding.column) == (line, column)


def test_a_file_that_cannot_be_read_is_told(folder: Folder) -> None:
    """A folder that is named like a rule file is a finding, not a crash."""
    root = folder({FILE: SOUND})
    (root / "common" / "b.yaml").mkdir(parents=True)
    (finding,) = lint(root)
    assert str(finding).startswith("common/b.yaml: error: cannot be read")


def test_only_the_given_files_are_read(folder: Folder) -> None:
    """A file beside those that were asked for may be anything."""
    root = folder({FILE: SOUND, "publishers/other": "3"})
    assert lint(root, files=[root / f"{FILE}.yaml"]) == []


def test_folders_beneath_are_known(folder: Folder) -> None:
    """A file may extend one of a folder that it overlays; a fault there is that folder's."""
    beneath = folder({"platforms/wheel": "title: [h1.wheel]\n"})
    own = folder({FILE: SOUND.replace("strip:", "extends: [platforms/wheel]\nstrip:")})
    assert lint(own, under=[beneath]) == []
    with pytest.raises(RuleError, match=r"platforms/faulty\.yaml"):
        lint(own, under=[beneath, folder({"platforms/faulty": "strip: 3\n"})])


def test_the_folder_is_left_as_it_was(folder: Folder) -> None:
    """Linting writes nothing into the folder, and changes no file."""
    root = folder({FILE: SOUND, "common/faulty": "strip: [{line: '(', as: share}]\n"})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    lint(root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        (["{line: Ads, as: advert}", "{line: Ads, as: share}"], "never acts: {}:4 takes the same"),
        (
            ["{select: .box, as: advert}", "{select: .box, as: share, where: after body}"],
            "never acts: {}:4 takes the same",
        ),
        (
            [
                "{line: 'Ads? .{2,9}', as: advert}",
                "{line: 'Ad [a-z]+', as: advert, strips: [Ad one, Ad two]}",
            ],
            "never acts: all that stands under strips is taken before by {}:4",
        ),
        (
            ["{line: Mills, as: share}", "{line: 'Share this', as: share, strips: [Share this]}"],
            "needless: common/share.yaml:",
        ),
    ],
    ids=[
        "same",
        "same under a condition",
        "strips taken before",
        "strips taken by a pack",
    ],
)
def test_an_entry_that_never_acts(folder: Folder, entries: list[str], says: str) -> None:
    """The later of two entries is told, with the place of the one that takes the same."""
    ((key, reason),) = warnings(folder, with_strip(*entries))
    assert key == "strip[1]"
    assert reason.startswith(says.format(f"{FILE}.yaml"))


def test_an_entry_that_a_pack_has_as_well(folder: Folder) -> None:
    """An entry that is written like one of a pack is told, as long as both say the same of it."""
    pack = "strip: [{select: .mill-box, as: related, strips: [<p class=mill-box>], keeps: [<p>]}]\n"
    for category, told_ in (("related", ["strip[0]"]), ("promo", [])):
        files = {"common/mill": pack, FILE: with_strip(f"{{select: .mill-box, as: {category}}}")}
        assert [one.key for one in lint(folder(files))] == told_


@pytest.mark.parametrize(
    "entries",
    [
        ["{line: Ads, as: advert, where: after body}", "{line: Ads, as: share}"],
        ["{line: Ads, as: advert, beside: share}", "{line: Ads, as: advert, beside: tags}"],
        [
            "{from: More, until: Less, as: related, where: after body}",
            "{from: More, until: end, as: related, where: after body}",
        ],
        [
            "{line: 'Ad [a-z]+', as: advert, where: last 1, strips: [Ad one]}",
            "{line: 'Ad one|Ad 1', as: share, where: first 1, strips: [Ad one]}",
        ],
    ],
)
def test_entries_with_other_conditions_are_no_duplicates(
    folder: Folder, entries: list[str]
) -> None:
    """An entry that acts where the first one does not is not told."""
    assert warnings(folder, with_strip(*entries)) == []


def test_entries_that_take_each_others_texts(folder: Folder) -> None:
    """Two entries of different category that both fit a text of the other are told as a pair."""
    source = with_strip(
        "{line: 'Tide [a-z]+', as: navigation, strips: [Tide table, Tide clock]}",
        "{line: '[A-Z][a-z]+ table', as: share, strips: [Tide table, Fish table]}",
    )
    ((key, reason),) = warnings(folder, source)
    assert key == "strip[1]"
    assert f"takes 'Tide table' as share, which {FILE}.yaml:4 takes as navigation" in reason


@pytest.mark.parametrize(
    ("entry", "key", "says"),
    [
        ("{line: '.+', as: share}", "line", "ordinary prose"),
        ("{line: '[A-Z][^!]{9,90}', as: caption}", "line", "ordinary prose"),
        ("{head: '.+?[a-z]', as: dateline}", "head", "ordinary prose"),
        ("{tail: '[^.]+[.]', as: share}", "tail", "ordinary prose"),
        ("{line: '.*', as: share}", "line", "empty text"),
        ("{head: '(?:By )?', as: byline}", "head", "empty text"),
        ("{from: '.{9,}', until: end, as: related, where: after body}", "from", "and all behind"),
        ("{from: 'More', until: end, as: related}", "from", "add where: after body"),
        ("{select: p, as: share}", "select", "every <p>"),
        ("{select: '*', as: share}", "select", "every <html>"),
        ("{select: 'div:not(.story)', as: share}", "select", "every <div>"),
        ("{select: //section, as: share}", "select", "every <section>"),
    ],
)
def test_an_entry_that_takes_too_much(folder: Folder, entry: str, key: str, says: str) -> None:
    """Patterns that fit prose, selectors that fit any story and runs without a hold are told."""
    ((at, reason),) = warnings(folder, with_strip(entry))
    assert at == f"strip[0].{key}"
    assert says in reason


@pytest.mark.parametrize(
    "entry",
    [
        "{line: '.{3,120}', as: caption, where: first 1}",
        "{line: '[^.]{3,200}', as: caption, beside: credit}",
        "{from: 'More', until: end, as: related, where: after body}",
        "{from: 'More', until: end, as: related, why: the teasers count for the body}",
        "{select: 'p:last-child', has_text: 'Sold by', as: advert}",
        "{select: 'p.sold, aside', as: advert}",
        "{where: rejected, line: '.+', within: nav, as: navigation}",
    ],
)
def test_an_entry_with_a_hold_is_not_told(folder: Folder, entry: str) -> None:
    """A condition makes a bold pattern right, and a reason a bold run."""
    assert warnings(folder, with_strip(entry)) == []


@pytest.mark.parametrize(
    ("file", "source", "expected"),
    [
        (FILE, SOUND[: SOUND.index("examples:")], ("", "has no examples")),
        (FILE, SOUND[: SOUND.index("text:")] + "title: null}\n", ("examples", "expects a text")),
        (
            "common/mill",
            "strip: [{line: Mills, as: tags}]\n",
            ("strip[0]", "no strips and no keeps"),
        ),
        (
            "platforms/mill",
            "strip: [{line: Mills, as: tags, strips: [Mills]}]\n",
            ("strip[0]", "has no keeps"),
        ),
    ],
)
def test_what_has_no_proof(
    folder: Folder, file: str, source: str, expected: tuple[str, str]
) -> None:
    """A publisher needs an example with a text, an entry of a pack texts to take and to keep."""
    ((key, reason),) = warnings(folder, source, file)
    assert key == expected[0]
    assert expected[1] in reason


def test_an_expectation_of_nothing(folder: Folder) -> None:
    """An example that compares nothing is told, beside another that does."""
    source = f"{SOUND}  - {{name: b, input: c, expect: {{}}}}\n"
    assert [key for key, _ in warnings(folder, source)] == ["examples[1].expect"]


@pytest.mark.parametrize(
    ("hosts", "at", "says"),
    [
        ("mill.example, www.mill2.example", 1, "write mill2.example"),
        ("mill.example, Mill.example", 1, "a second time"),
        ("news.mill.example, mill.example", 0, "subdomains already"),
        ("mill.example, co.uk", 1, "everybody may have a name"),
    ],
)
def test_doubtful_hosts(folder: Folder, hosts: str, at: int, says: str) -> None:
    """Hosts that say what others say, or too much, are told."""
    ((key, reason),) = warnings(folder, SOUND.replace("hosts: [mill.example]", f"hosts: [{hosts}]"))
    assert key == f"match.hosts[{at}]"
    assert says in reason


def test_a_match_that_no_page_meets(folder: Folder) -> None:
    """A file for which nothing speaks is told."""
    source = "outlet: Mill\nmatch: {}\n" + SOUND[SOUND.index("examples:") :]
    assert [key for key, _ in warnings(folder, source)] == ["match"]


def test_a_signature_that_any_dump_bears(folder: Folder) -> None:
    """A pattern of a signature that fits prose is told."""
    source = SOUND.replace("hosts:", "signature: {all: [Mill Gazette, '.*']}, hosts:")
    assert [key for key, _ in warnings(folder, source)] == ["match.signature.all[1]"]


def test_a_body_that_is_the_whole_page(folder: Folder) -> None:
    """A body selector that hits the root of the page is told, an article element is not."""
    source = SOUND.replace("strip:", "body: [article, body]\nstrip:")
    assert [key for key, _ in warnings(folder, source)] == ["body[1]"]


def test_files_that_are_extended_for_nothing(folder: Folder) -> None:
    """What adds nothing, stands in force anyway, or is extended by another parent, is told."""
    files: Files = {
        "platforms/idle": "title: [h1.idle]\n",
        "platforms/near": "date: [time.near]\nextends: [platforms/far]\n",
        "platforms/far": "section: [p.far]\n",
        FILE: SOUND.replace(
            "strip:",
            "title: [h1]\n"
            "extends: [platforms/idle, common/share, platforms/near, platforms/far]\nstrip:",
        ),
    }
    findings = lint(folder(files))
    assert [(one.key, one.severity) for one in findings] == [
        ("extends[0]", Severity.WARNING),
        ("extends[1]", Severity.WARNING),
        ("extends[3]", Severity.WARNING),
    ]


def test_layouts_that_are_never_in_force(folder: Folder) -> None:
    """A layout without keys, one of the same day, and one past the file's own day are told."""
    source = (
        "versions:\n"
        "  - {valid_until: 2020-12-31, body: [p.a]}\n"
        "  - {valid_until: 2020-12-31, body: [p.b]}\n"
        "  - {valid_until: 2018-12-31}\n"
        "  - {valid_until: 2024-12-31, body: [p.c]}\n"
        "valid_until: 2023-12-31\n"
    )
    assert [key for key, _ in warnings(folder, SOUND + source)] == [
        "versions",
        "versions[1].valid_until",
        "versions[2]",
        "versions[3].valid_until",
    ]


def test_warnings_wait_for_errors(folder: Folder) -> None:
    """A file with an error gives no warnings; another one of the folder does."""
    files = {
        "publishers/a": with_strip("{line: '.*', as: share}", "{line: '(', as: share}"),
        "publishers/b": with_strip("{line: '.+', as: share}").replace("mill.", "b.mill."),
    }
    assert [(one.file, one.severity) for one in lint(folder(files))] == [
        ("publishers/a.yaml", Severity.ERROR),
        ("publishers/b.yaml", Severity.WARNING),
    ]


def test_a_folder_without_files(tmp_path: Path) -> None:
    """There is nothing to say about an empty folder."""
    assert lint(tmp_path) == []
