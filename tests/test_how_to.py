"""docs/add-a-publisher.md, done as it says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from normalizer.cli import main

_ROOT = Path(__file__).resolve().parent.parent
_HOW_TO = (_ROOT / "docs" / "add-a-publisher.md").read_text(encoding="utf-8")
_PAGES = _ROOT / "tests" / "drafting" / "pages"
_FILE = Path("my-rules/publishers/xx/river-post.yaml")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", _HOW_TO, re.S | re.M)


def _commands(block: str) -> list[tuple[list[str], str]]:
    """Return the words of each command of a block, and what stands below it."""
    return [
        (first.split(), shown)
        for first, _, shown in (one.partition("\n") for one in re.split(r"^\$ ", block, flags=re.M))
        if first
    ]


def _is_shown(shown: str, said: str) -> bool:
    """Return whether a command said what is shown, in which a line of ``…`` stands for any lines."""
    parts = [re.escape(part.strip("\n")) for part in re.split(r"^…\n", shown, flags=re.M)]
    return re.fullmatch("(?s:.*)".join(parts), said.strip("\n")) is not None


def _uncommented(yaml: str) -> list[str]:
    return [line.partition("  #")[0].rstrip() for line in yaml.splitlines()]


def _draft_with(edited: Sequence[str], drafted: str) -> str:
    """Return the drafted file with what stands before its example edited as the document shows."""
    return "\n".join(edited) + "\n" + drafted[drafted.index("examples:\n") :]


def test_the_steps_give_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command says what stands below it; the file differs from the draft where it says so."""
    monkeypatch.chdir(tmp_path)
    for page in _PAGES.glob("*.html"):
        shutil.copy(page, tmp_path)

    def run(block: str) -> None:
        for words, shown in _commands(block):
            monkeypatch.setattr("sys.argv", words)
            with pytest.raises(SystemExit):
                main()
            said = "".join(capsys.readouterr())
            assert _is_shown(shown, said), said

    drafting, trying = _blocks("console")
    (yaml,) = _blocks("yaml")
    run(drafting)
    drafted = _FILE.read_text(encoding="utf-8")
    for line in yaml.splitlines():
        is_edited = re.search(r"# (?:added|was)\b", line) or line.startswith("seen:")
        assert is_edited or _uncommented(line)[0] in drafted.splitlines(), line
    _FILE.write_text(_draft_with(_uncommented(yaml), drafted), encoding="utf-8")
    run(trying)
