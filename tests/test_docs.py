"""The generated documents: they are what the generator gives, and what they show is true."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import msgspec
import pytest
from markdown_it import MarkdownIt

from docs.generate import FOLDER, documents
from normalizer import Normalizer, RuleSet
from normalizer.ruleset import model
from normalizer.ruleset.examples import run_entries, run_examples
from normalizer.ruleset.reference import categories, sections

_DOCUMENTS = documents()
#: All pages, those that people write as well.
_PAGES = sorted([*FOLDER.glob("*.md"), *(FOLDER / "engines").glob("*.md")])
_BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", _DOCUMENTS["rules.md"], re.S | re.M)
_KEYS = [(one, key) for one in sections() for key in one.keys]
_EXAMPLES = {(one.name, key.name): key.example for one, key in _KEYS if key.example}
#: Keys that are tried together, as what stands under ``strip``, ``keep`` or ``rewrite``.
_ENTRIES = (
    "strip: as select has_text",
    "strip: as line beside strips keeps why",
    "strip: as head",
    "strip: as tail",
    "strip: as from until where",
    "keep: select has_text",
    "keep: line",
    "rewrite: find to",
    "rewrite: pattern to",
)


def _rule_set(folder: Path, text: str) -> RuleSet:
    """Return the shipped rules with a publisher's file of this text over them."""
    file = folder / "publishers" / "xx" / "river-post.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return RuleSet([folder])


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_documents_are_up_to_date(name: str) -> None:
    """The document in the repository is what ``make docs`` writes: run it where this fails."""
    assert (FOLDER / name).read_text("utf-8") == _DOCUMENTS[name]


def test_documents_do_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrow terminal, or one without colours, gives the same documents."""
    for name, value in (("COLUMNS", "20"), ("TERM", "dumb"), ("FORCE_COLOR", "1")):
        monkeypatch.setenv(name, value)
    assert documents() == _DOCUMENTS


def test_every_struct_and_key_is_described() -> None:
    """Each struct of the model stands in the reference, and each of its keys has a ``#:`` comment."""
    structs = {
        name
        for name, one in inspect.getmembers(model, inspect.isclass)
        if issubclass(one, msgspec.Struct) and one.__module__ == model.__name__
    }
    assert {section.struct for section in sections()} == structs
    assert [f"{one.struct}.{key.name}" for one, key in _KEYS if not key.meaning] == []
    assert all(section.doc for section in sections())


def test_keys_are_named_as_yaml_names_them() -> None:
    """The reference gives the words of the file, whether they must be there, and what they allow."""
    keys = {(one.name, key.name): key for one, key in _KEYS}
    assert keys["strip", "as"].is_required
    assert not keys["strip", "from"].is_required
    assert keys["strip", "as"].type == "category"
    assert keys["signature", "all"].type == "list of texts"
    assert keys["dates", "order"].allowed == ("dmy", "mdy", "ymd")
    assert keys["expect", "title"].type == "text or null"
    assert keys["expect", "title"].meaning == keys["expect", "text"].meaning


def test_every_category_is_described() -> None:
    """Each category has a ``#:`` comment that says what is meant by it."""
    assert [word.name for word in categories() if not word.meaning] == []


def test_the_example_at_the_top_holds(tmp_path: Path) -> None:
    """The annotated rule loads, and gives on its page and its dump what stands beside them."""
    rules = _rule_set(tmp_path, _BLOCKS[0])
    (rule,) = (rule for rule in rules if rule.id == "publishers/xx/river-post")
    assert len(rule.data.examples) == 2
    assert list(run_entries(rule, rules.fragments)) == []
    assert list(run_examples(rule, Normalizer(rules).normalize)) == []


def test_every_entry_of_the_example_acts(tmp_path: Path) -> None:
    """Each strip entry that the annotated rule explains takes something in one of its examples."""
    rules = _rule_set(tmp_path, _BLOCKS[0])
    (rule,) = (rule for rule in rules if rule.id == "publishers/xx/river-post")
    articles = [Normalizer(rules).normalize(one.input, url=one.url) for one in rule.data.examples]
    acted = {removal.source for article in articles for removal in article.removed}
    entries = {f"{rule.file}:{rule.line('strip', at)}" for at in range(len(rule.data.strip))}
    assert entries - acted == set()


@pytest.mark.parametrize("text", _BLOCKS[1:])
def test_the_other_examples_load(text: str, tmp_path: Path) -> None:
    """What the reference shows of single keys is a rule file that loads."""
    _rule_set(tmp_path, text)


@pytest.mark.parametrize("words", _ENTRIES)
def test_the_examples_of_keys_fit_together(words: str, tmp_path: Path) -> None:
    """The values shown for the keys of an entry make one that loads."""
    section, *keys = words.replace(":", "").split()
    lines = "\n    ".join(_EXAMPLES[section, key] for key in keys)
    _rule_set(tmp_path, f"match: {{hosts: [a.example]}}\n{section}:\n  - {lines}\n")


def test_the_examples_of_a_files_keys_make_a_file(tmp_path: Path) -> None:
    """The values shown for the keys of a rule file make one that loads."""
    left_out = ("extends",)  # names a file that is not there
    keys = [(name, text) for (section, name), text in _EXAMPLES.items() if section == "rule file"]
    _rule_set(tmp_path, "\n".join(text for name, text in keys if name not in left_out))


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """A link within a document has its heading, one to another document its file."""
    text = _DOCUMENTS[name]
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif "://" not in target:
            assert (FOLDER / target).is_file()


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem)
def test_links_to_files_lead_somewhere(path: Path) -> None:
    """A page of docs/ links to files that are there."""
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
        assert "://" in target or (path.parent / target).exists(), target


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_nothing_in_a_document_is_markup_by_chance(name: str) -> None:
    """Angle brackets of texts and patterns do not become HTML, and each table row has all its cells."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_DOCUMENTS[name])
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "html_block"}
    rows = [line for line in _DOCUMENTS[name].splitlines() if line.startswith("| ")]
    assert sum(token.type == "tr_open" for token in tokens) == len(rows)
