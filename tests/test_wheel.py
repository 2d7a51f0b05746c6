"""The wheel works where there is no checkout: built, installed into an empty environment, run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: A seed whose date, outlet and agency only the shipped rules know.
SEED = ROOT / "seeds" / "001_ab449b006b86a282.txt"


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints; fails with all it said where it fails."""
    # A PYTHONPATH would bring the checkout back in.
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder)
    run(*build, ROOT, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_rules_types_and_licence(wheel: Path) -> None:
    """Every rule file of the checkout is packed, with the marker for type checkers."""
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = [path.relative_to(ROOT / "rules") for path in (ROOT / "rules").rglob("*.yaml")]
    assert rules
    assert {f"normalizer/shipped_rules/{path.as_posix()}" for path in rules} <= names
    assert "normalizer/py.typed" in names
    assert any(name.endswith("/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """Tests, seeds and benchmarks stay at home."""
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"normalizer"}


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    found = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (found / "python", "-m", "pip")
    locked = ("--require-hashes", "--requirement", ROOT / "locks" / "package.txt")
    run(*pip, "install", "--quiet", *locked, cwd=folder)
    run(*pip, "install", "--quiet", "--no-deps", wheel, cwd=folder)
    run(*pip, "check", cwd=folder)
    return found


def test_the_installed_wheel_cleans_a_seed(programs: Path, tmp_path: Path) -> None:
    """Outside the checkout a seed comes out as it does in it."""
    printed = run(programs / "normalizer", "clean", SEED, "--format", "json", cwd=tmp_path)

    article = json.loads(printed)
    expected = json.loads((ROOT / "seeds" / "expected.json").read_text("utf-8"))[SEED.name]
    assert article["text"].split("\n\n") == expected["text"]
    for key in ("title", "date", "outlet", "agency", "dateline"):
        assert article[key] == expected[key]


def test_the_installed_wheel_cleans_a_page(programs: Path, tmp_path: Path) -> None:
    """A page brings in the libraries that read HTML: all of them have been installed."""
    story = "The mill on the upper brook turns again after nine years, and bread is baked there."
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><h1>The mill</h1>{f'<p>{story}</p>' * 3}</body></html>")
    printed = run(programs / "normalizer", "clean", page, "--format", "json", cwd=tmp_path)
    assert story in json.loads(printed)["text"]
