"""The files in ``locks/`` name a version and hashes for all that ``pyproject.toml`` asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
#: lock: the extras that it serves, beside the package's own requirements
LOCKS = {
    "package": (),
    "dev": ("dev", "batch", "datasets", "datatrove", "ray", "spark"),
    "fuzz": ("fuzz",),
    "training": ("training",),
    "peers": (),
}


def pins(lock: str) -> dict[str, list[Requirement]]:
    """Return the requirements of a lock by name: one, or one for each platform."""
    found: dict[str, list[Requirement]] = {}
    text = (ROOT / "locks" / f"{lock}.txt").read_text("utf-8")
    for line in re.findall(r"^[\w.-]+(?:\[.*\])?==[^\\\n]+", text, re.MULTILINE):
        pin = Requirement(line.strip())
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock != "peers"])
def test_a_lock_pins_what_the_project_asks_for(lock: str) -> None:
    """Each requirement is there, in a version that its range holds."""
    asked = PROJECT["dependencies"] + [need for extra in LOCKS[lock] for need in EXTRAS[extra]]
    pinned = pins(lock)
    for need in map(Requirement, asked):
        if need.name == PROJECT["name"]:
            continue
        found = pinned.get(canonicalize_name(need.name))
        assert found, f"make lock: {need} is not in locks/{lock}.txt"
        for pin in found:
            [only] = pin.specifier
            assert need.specifier.contains(only.version), f"make lock: {need}, locked {pin}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    """A file that does not have one of the hashes is not installed."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text("utf-8")
    entries = [entry for entry in re.split(r"(?m)^(?=[\w])", text) if "==" in entry]
    assert entries
    for entry in entries:
        assert "--hash=sha256:" in entry, f"make lock: no hash for {entry.splitlines()[0]}"


def test_a_library_has_one_version_in_all_locks() -> None:
    """What is measured, trained and fuzzed is what is tested."""
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, alternatives in pins(lock).items():
            for pin in alternatives:
                versions.setdefault(f"{name} {pin.marker}", set()).add(str(pin.specifier))
    assert not {name: found for name, found in versions.items() if len(found) > 1}
