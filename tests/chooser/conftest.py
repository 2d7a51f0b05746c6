"""How the tests here judge a page: the stages before the chooser, on the shipped common rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from normalizer.chooser import Judged, PageJudge, page_judge
from normalizer.chooser.observe import Observed, observe
from normalizer.model import Decoded, Kind, Segmented
from normalizer.ruleset.index import RuleSet
from normalizer.settings import Settings
from normalizer.stages.locate import locate
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip

Read = Callable[[str], tuple[Segmented, Observed]]


@pytest.fixture(scope="session")
def judge() -> PageJudge:
    """Return the model for pages that comes with the package."""
    return page_judge()


@pytest.fixture(scope="session")
def read() -> Read:
    """Return what reads markup up to what the chooser sees of it."""
    rules, settings = RuleSet(), Settings()

    def read_markup(markup: str) -> tuple[Segmented, Observed]:
        page = parse(Decoded(markup, Kind.HTML, None), url=None, crawled=None, settings=settings)
        segmented = segment(page, crawl_header=None)
        location = locate(page, segmented.blocks)
        left = strip(page, segmented, location, layers=(rules.shared,), settings=settings)
        return segmented, observe(segmented, left.rests, location)

    return read_markup


def body_of(segmented: Segmented, judged: Judged) -> list[str]:
    """Return the texts of the chosen blocks, in page order."""
    return [segmented.blocks[at].text for at in sorted(judged.body)]
