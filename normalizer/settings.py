"""Settings: every limit and every choice of the library. There are no other knobs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from normalizer.model import Category


class Extractor(StrEnum):
    """What chooses the body of a page for which no rule names it."""

    MODEL = "model"
    TRAFILATURA = "trafilatura"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to normalize.

    keep: categories that stay in the text (``Category.CAPTION``, ``Category.DATELINE`` …).
    extractor: the body chooser: the models of this package, or trafilatura for pages; then of a dump
        everything stays that no rule takes.
    weights: the model's file, for one of your own making (``training/train.py``); None for the shipped one.
    budget: the share of the likely body (0–1) that one rule file may take before it is stopped; a
        rule file may set its own. Half: a rule that takes more hits the story, not its surroundings.
    max_bytes: size of an input, in bytes (characters of a str); 20 MB is four times the largest page of
        the tuning corpus.
    max_nodes: elements of a page; the largest page of the tuning corpus has 10,145.
    max_passes: how often the text is read again until it no longer changes. The bound is
        for hostile input.
    """

    keep: frozenset[Category] = frozenset()
    extractor: Extractor = Extractor.MODEL
    weights: Path | None = None
    budget: float = 0.5
    max_bytes: int = 20_000_000
    max_nodes: int = 1_000_000
    max_passes: int = 20
