"""What users may rely on: the names, what they raise, and that importing them costs little."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
import types

import pytest

import normalizer
from normalizer import errors

#: Libraries that cost tens of milliseconds to import and that many users' inputs never need.
HEAVY = (
    *("bs4", "trafilatura", "htmldate", "dateparser", "ftfy", "click", "rich", "urllib3"),
    *("pyarrow", "fastwarc", "pebble", "sqlite3"),
)


def test_all_is_whole() -> None:
    """``__all__`` names what the package holds and is not private, in order."""
    public = {
        name
        for name, value in vars(normalizer).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(normalizer.__all__) == public
    assert list(normalizer.__all__) == sorted(normalizer.__all__)


@pytest.mark.parametrize("name", normalizer.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """A public name has a docstring of its own, not one inherited from an enum or dataclass."""
    thing = getattr(normalizer, name)
    assert thing.__doc__
    assert not thing.__doc__.startswith(f"{name}(")


def test_the_types_of_an_article_are_public() -> None:
    """Whatever stands in an Article can be named in users' annotations."""
    hints = inspect.get_annotations(normalizer.Article, eval_str=False).values()
    words = {word.strip("[],. ") for hint in hints for word in hint.replace("[", " ").split()}
    named = {word for word in words if word[:1].isupper() and word != "None"}
    assert named <= set(normalizer.__all__)


def test_every_error_is_public_and_has_its_own_code() -> None:
    """Batch rows carry the code: no two errors share one."""
    kinds = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert {kind.__name__ for kind in kinds} <= set(normalizer.__all__)
    assert all(issubclass(kind, normalizer.NormalizerError) for kind in kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    "error",
    [
        normalizer.InputError("empty"),
        normalizer.RuleError("no such key", file="a.yaml", line=3, key="strip"),
        normalizer.LimitError(limit="max_bytes", allowed=10, value=11, unit="bytes"),
    ],
)
def test_errors_survive_pickling(error: normalizer.NormalizerError) -> None:
    """A worker process can hand any error back, its attributes with it."""
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert (str(back), vars(back)) == (str(error), vars(error))


def test_importing_the_package_loads_nothing_heavy() -> None:
    """A fresh interpreter imports the package without the libraries that only some inputs need."""
    code = f"import sys, normalizer; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_package_says_and_configures_nothing() -> None:
    """Importing leaves logging and warnings as they were, and prints nothing."""
    code = (
        "import logging, warnings; before = (logging.root.handlers[:], logging.root.level, "
        "warnings.filters[:]); import normalizer; "
        "assert before == (logging.root.handlers, logging.root.level, warnings.filters)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
