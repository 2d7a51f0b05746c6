"""Whole pages and dumps, each a folder of ``fixtures/``, and what each must become.

``page.html`` or ``dump.txt`` is the input, ``meta.json`` what is known of it beside (url,
content_type, crawled), ``expected.json`` the outcome. A key that an expectation leaves out is not
compared; ``text`` and ``removed`` are never left out. ``why`` says what the case is for. ``xfail``
gives the reason of a known failure: the test fails when the case begins to pass.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from normalizer import Article, normalize

from ..conftest import UPDATE
from .golden import KEYS, REQUIRED, difference, observed

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
EXPECTED = "expected.json"
CASES = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())


def known(folder: Path) -> dict[str, str]:
    """Return what is known of a case beside its bytes."""
    meta = folder / "meta.json"
    return json.loads(meta.read_text("utf-8")) if meta.exists() else {}


def read(folder: Path) -> Article:
    """Return the article of a case."""
    [source] = (path for name in ("page.html", "dump.txt") if (path := folder / name).exists())
    return normalize(source.read_bytes(), **known(folder))


def expectation(folder: Path) -> dict[str, object]:
    """Return what is expected of a case; fails where nothing is, or where a key is misspelt.

    Not as a case fails that is known to: an expectation is never excused from being whole.
    """
    path = folder / EXPECTED
    if not path.exists():
        pytest.fail(f"{path} is missing: write it, or run pytest {UPDATE} and read what it wrote")
    expected: dict[str, object] = json.loads(path.read_text("utf-8"))
    missing = [key for key in REQUIRED if key not in expected]
    unknown = [key for key in expected if key not in (*KEYS, "why", "xfail")]
    assert not missing + unknown, f"{path}: missing keys {missing}, unknown keys {unknown}"
    return expected


def update(folder: Path, got: dict[str, object]) -> None:
    """Write what the program gives as the expectation of a case, for the keys that it has.

    Left alone: an expectation that is met, and that of a known failure.
    """
    path = folder / EXPECTED
    before = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if before and ("xfail" in before or not difference(before, got)):
        return
    after = {key: got.get(key, value) for key, value in before.items()} or got
    path.write_text(json.dumps(after, ensure_ascii=False, indent=1) + "\n", "utf-8")


def known_failure(name: str) -> str | None:
    """Return why a case is known to fail, None where it is not."""
    path = FIXTURES / name / EXPECTED
    reason = json.loads(path.read_text("utf-8")).get("xfail") if path.exists() else None
    return str(reason) if reason else None


def marked(name: str) -> object:
    """Return a case as a parameter, marked where it is known to fail."""
    reason = known_failure(name)
    if reason is None:
        return pytest.param(name)
    failed = pytest.fail.Exception
    return pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True, raises=failed))


@pytest.mark.parametrize("name", [marked(name) for name in CASES])
def test_case(name: str, pytestconfig: pytest.Config) -> None:
    """A page or dump becomes what its expected.json says."""
    folder = FIXTURES / name
    got = observed(read(folder))
    if pytestconfig.getoption(UPDATE):
        update(folder, got)
    if shown := difference(expectation(folder), got):
        pytest.fail(f"{name}\n{shown}", pytrace=False)


@pytest.mark.parametrize("name", CASES)
def test_its_text_stays(name: str) -> None:
    """Normalizing the text of a case again, under the same URL, changes nothing."""
    article = read(FIXTURES / name)
    if article.text:
        url = known(FIXTURES / name).get("url")
        assert normalize(article.text, url=url).text == article.text


def test_a_missing_expectation_fails(tmp_path: Path) -> None:
    """A case without expected.json is no case that passes."""
    with pytest.raises(pytest.fail.Exception, match="is missing"):
        expectation(tmp_path)


def test_an_expectation_without_text_fails(tmp_path: Path) -> None:
    """Body and removals belong to every case; a misspelt key would never be compared."""
    (tmp_path / EXPECTED).write_text('{"tilte": null, "removed": []}')
    with pytest.raises(AssertionError, match=r"\['text'\].*\['tilte'\]"):
        expectation(tmp_path)


def test_an_update_writes_what_is_given(tmp_path: Path) -> None:
    """An update fills a missing expectation, and keeps the keys of one that is there."""
    (tmp_path / "dump.txt").write_text("date 2026-03-10\nThe ferry has sailed.")
    got = observed(read(tmp_path))
    update(tmp_path, got)
    assert expectation(tmp_path) == got
    (tmp_path / EXPECTED).write_text('{"why": "short", "text": [], "removed": []}')
    update(tmp_path, got)
    written = expectation(tmp_path)
    assert list(written) == ["why", "text", "removed"]
    assert written["text"] == ["The ferry has sailed."]


@pytest.mark.parametrize(
    "expected",
    [
        {"xfail": "because", "text": [], "removed": []},
        {
            "text": ["The ferry has sailed."],
            "removed": [{"category": "crawl_header", "text": "date 2026-03-10"}],
        },
    ],
)
def test_an_update_leaves_the_rest_alone(tmp_path: Path, expected: dict[str, object]) -> None:
    """A known failure stays one, and what is met stays as it was written."""
    (tmp_path / "dump.txt").write_text("date 2026-03-10\nThe ferry has sailed.")
    before = json.dumps(expected)
    (tmp_path / EXPECTED).write_text(before)
    update(tmp_path, observed(read(tmp_path)))
    assert (tmp_path / EXPECTED).read_text() == before


def test_an_update_is_refused_in_ci() -> None:
    """Expectations are written by people who read them, not by a machine that wants to pass."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", UPDATE, "--collect-only", "-q", str(Path(__file__))],
        cwd=ROOT,
        env=os.environ | {"CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "refused where CI is set" in ran.stderr
