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
    max_ratio: how many times larger than it came an input may become by unpacking (command line); pages
        reach 30. What has less than a megabyte unpacked is never refused.
    max_nodes: elements of a page; the largest page of the tuning corpus has 10,145.
    max_depth: levels of elements in each other to which a page is made flat, should it go deeper than
        libxml2 does (2,048 levels). No text is lost; the deepest page of the tuning corpus has 56.
    max_attributes: attributes of a tag; of one that has more, and more than 100, those behind them are left
        out, with a problem, and no reader sees them.
    max_blocks: blocks of a page; lines of a dump, empty ones too.
    max_text: characters that a reader sees of an input.
    max_linked_bytes: JSON-LD of a page, in characters; scripts behind it are left out, with a problem.
    max_linked_depth: levels in each other to which objects are looked for in JSON-LD.
    max_linked_objects: JSON-LD objects read of a page, the outer ones first.
    max_passes: how often the text is read again until it no longer changes. The bound is
        for hostile input.
    max_reread: characters that are read again in all of these, after the first time.
    """

    keep: frozenset[Category] = frozenset()
    extractor: Extractor = Extractor.MODEL
    weights: Path | None = None
    budget: float = 0.5
    max_bytes: int = 20_000_000
    max_ratio: int = 200
    max_nodes: int = 500_000
    max_depth: int = 200
    max_attributes: int = 500
    max_blocks: int = 1_000_000
    max_text: int = 20_000_000
    max_linked_bytes: int = 5_000_000
    max_linked_depth: int = 8
    max_linked_objects: int = 500
    max_passes: int = 20
    max_reread: int = 20_000_000
