"""What is kept of rule files between runs."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer import Normalizer, RuleError, RuleSet
from normalizer.ruleset import cache
from normalizer.ruleset.loader import Rule, load

MILL = """outlet: Mill Gazette {0}
match: {{hosts: [mill-{0}.example]}}
strip:
  - {{line: 'Tide {0}', as: promo}}
"""
#: Enough files for a cache to be worth its while.
MANY = 30

Place = Callable[[], list[Path]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Keep caches in a folder of this test, and return what lists them."""
    monkeypatch.setattr("normalizer.ruleset.index.default_place", lambda: tmp_path / "cache")
    return lambda: sorted((tmp_path / "cache").glob("*"))


@pytest.fixture
def mills(tmp_path: Path) -> Path:
    """Return a folder with many rule files."""
    folder = tmp_path / "rules"
    (folder / "publishers").mkdir(parents=True)
    for number in range(MANY):
        write(folder, number, MILL.format(number))
    return folder


def write(folder: Path, number: int, text: str) -> None:
    """Write one of the rule files."""
    (folder / "publishers" / f"mill-{number}.yaml").write_text(text, encoding="utf-8")


def rule(rules: RuleSet, number: int = 7) -> Rule:
    """Return one of the rules of the many files."""
    return next(one for one in rules if one.id == f"publishers/mill-{number}")


def test_a_second_run_reads_the_same(place: Place, mills: Path) -> None:
    """What the cache gives is what the file gives: content, lines, and what pages become."""
    first, second = RuleSet(mills), RuleSet(mills)
    assert len(place()) == 2  # the shipped rules have one as well
    assert rule(first).data == rule(second).data
    assert dict(rule(first).lines) == dict(rule(second).lines)
    assert rule(second).line("strip", 0) == 4
    text = "Tide 7\n\nThe wheel of the old mill turns again, two winters after the flood.\n"
    first_text, second_text = (
        Normalizer(rules).normalize(text, url="https://mill-7.example/a").text
        for rules in (first, second)
    )
    assert first_text == second_text == text[8:].strip()


def test_nothing_is_parsed_in_a_second_run(
    place: Place, mills: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file whose content is known is read as YAML, nor are its patterns compiled."""
    RuleSet(mills)
    assert place()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("parsed or checked again")

    monkeypatch.setattr("normalizer.ruleset.loader.parse_rule", refuse)
    monkeypatch.setattr(RuleSet, "_check", refuse)
    assert rule(RuleSet(mills)).data.outlet == "Mill Gazette 7"


def test_patterns_are_looked_through_once(
    place: Place, mills: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a text must have for a shared pattern to match it is kept for the next run's first page."""
    first = [pattern.hint for pattern in RuleSet(mills).shared.patterns()]

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("looked through again")

    monkeypatch.setattr("normalizer.ruleset.literals.part_of", refuse)
    assert [pattern.hint for pattern in RuleSet(mills).shared.patterns()] == first
    with pytest.raises(AssertionError, match="looked through again"):
        [pattern.hint for pattern in RuleSet(mills, cached=False).shared.patterns()]


def test_a_changed_file_is_read_again(place: Place, mills: Path) -> None:
    """A cache goes by what a file says: a change shows at once, a fault is told."""
    RuleSet(mills)
    write(mills, 7, MILL.format(7).replace("Mill Gazette", "Mill Post"))
    assert rule(RuleSet(mills)).data.outlet == "Mill Post 7"
    write(mills, 7, MILL.format(7).replace("Tide", "Tide ("))
    for _ in range(2):  # a fault is never kept as sound
        with pytest.raises(RuleError, match=r"mill-7\.yaml:4"):
            RuleSet(mills)


def test_a_file_is_checked_again_when_what_it_uses_changes(place: Place, mills: Path) -> None:
    """A fragment that is gone makes the files faulty that use it, though they are as they were."""
    (mills / "fragments.yaml").write_text("tide: 'Ebb|Flood'\n", encoding="utf-8")
    write(mills, 7, MILL.format(7).replace("Tide 7", "{tide} 7"))
    RuleSet(mills)
    (mills / "fragments.yaml").write_text("moon: 'Full|New'\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"mill-7\.yaml:4.*no fragment \{tide\}"):
        RuleSet(mills)


@pytest.mark.parametrize("damage", [b"", b"\x93", b"no cache at all", b"\x83\xa6engine"])
def test_a_damaged_cache_is_no_cache(place: Place, mills: Path, damage: bytes) -> None:
    """What cannot be read is passed over, and written anew."""
    RuleSet(mills)
    for file in place():
        file.write_bytes(damage)
    assert rule(RuleSet(mills)).data.outlet == "Mill Gazette 7"
    assert all(file.read_bytes() != damage for file in place())


def test_other_code_reads_afresh(
    place: Place, mills: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that another version wrote is not believed."""
    RuleSet(mills)
    before = [file.read_bytes() for file in place()]
    monkeypatch.setattr(cache, "_engine", lambda: "another")
    assert load([mills], place=place()[0].parent).rules
    load([mills], place=place()[0].parent).caches[0].save()
    assert [file.read_bytes() for file in place()] != before


def test_a_folder_that_cannot_be_written(
    mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no place for a cache, the rules are read all the same."""
    (tmp_path / "file").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setattr("normalizer.ruleset.index.default_place", lambda: tmp_path / "file" / "x")
    assert rule(RuleSet(mills)).data.outlet == "Mill Gazette 7"


def test_no_cache_on_demand(place: Place, mills: Path) -> None:
    """cached=False writes nothing, also in the process that a RuleSet is sent to."""
    rules = RuleSet(mills, cached=False)
    assert pickle.loads(pickle.dumps(rules)).cached is False
    assert not place()


def test_small_folders_are_not_worth_it(place: Place, tmp_path: Path) -> None:
    """A folder of a few files leaves nothing behind."""
    folder = tmp_path / "few" / "publishers"
    folder.mkdir(parents=True)
    write(folder.parent, 1, MILL.format(1))
    RuleSet(folder.parent)
    assert len(place()) == 1  # that of the shipped rules
