from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from normalizer import Normalizer
from normalizer.cli import main
from normalizer.ruleset.examples import run_examples

_ROOT = Path(__file__).resolve().parent.parent
_README = (_ROOT / "README.md").read_text(encoding="utf-8")
_HOW_TO = (_ROOT / "docs" / "add-a-publisher.md").read_text(encoding="utf-8")


def _block(text: str, kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", text, re.S | re.M)
    assert found, f"there is no {kind} block"
    return found.group(1)


def test_the_command_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example on the command line gives the output that stands below it."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(_block(_README, "text"), encoding="utf-8")
    command, _, expected = _block(_README, "console").partition("\n")
    monkeypatch.setattr("sys.argv", command.removeprefix("$ ").split())
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.strip() == expected.strip()


def test_the_python_example_gives_what_the_readme_shows() -> None:
    """The example in Python is a doctest that passes."""
    example = doctest.DocTestParser().get_doctest(_block(_README, "python"), {}, "README", None, 0)
    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("text", [_README, _HOW_TO], ids=["README", "add-a-publisher"])
def test_the_rules_shown_pass_their_own_examples(text: str, tmp_path: Path) -> None:
    """The rule files of the documents are valid, and their examples come out."""
    file = tmp_path / "publishers" / "xx" / "river-post.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(_block(text, "yaml"), encoding="utf-8")
    normalizer = Normalizer(rules=[tmp_path])
    (rule,) = (rule for rule in normalizer.rules if rule.id == "publishers/xx/river-post")
    assert not list(run_examples(rule, normalizer.normalize))
