"""Folders of rule files made for one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from normalizer import RuleSet

Files = Mapping[str, str | bytes]
Folder = Callable[[Files], Path]
Overlay = Callable[..., RuleSet]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return what writes rule files into a new folder: contents by path without suffix."""
    made: list[Path] = []

    def make(files: Files) -> Path:
        root = tmp_path / f"rules-{len(made)}"
        made.append(root)
        root.mkdir()
        for name, content in files.items():
            path = root / (name if "." in name else f"{name}.yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            path.write_bytes(data)
        return root

    return make


@pytest.fixture
def overlay(folder: Folder) -> Overlay:
    """Return what makes a RuleSet of the shipped rules with folders of files over them."""
    return lambda *files: RuleSet([folder(one) for one in files])
