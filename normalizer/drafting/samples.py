"""Pages of one publisher, as far as a draft looks at them: the tree, its blocks, what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from normalizer import pipeline
from normalizer.api import Normalizer
from normalizer.elements import Element
from normalizer.model import Article, Category, Location, Page, Segmented
from normalizer.ruleset.selector import Selector


@dataclass(frozen=True)
class Sample:
    """A page or dump with the Article that it gives without a rule file of its own."""

    name: str
    data: bytes | str
    content_type: str | None
    page: Page
    segmented: Segmented
    location: Location
    article: Article
    #: sources of removals that only say what a block is which the body chooser rejected
    naming: frozenset[str]

    @cached_property
    def body(self) -> frozenset[int]:
        """The blocks of which something is in the body."""
        return frozenset(block.index for block in self.article.blocks)

    @cached_property
    def decks(self) -> frozenset[int]:
        """The blocks of the body that show the page's summary."""
        return self.body & self.location.decks

    @cached_property
    def taken(self) -> dict[int, Category]:
        """What each block was taken as that is not in the body."""
        return {
            removal.block: removal.category
            for removal in self.article.removed
            if removal.block not in self.body
        }

    @cached_property
    def rejected(self) -> frozenset[int]:
        """The blocks that no rule took: the body chooser left them out."""
        return frozenset(
            removal.block
            for removal in self.article.removed
            if removal.block not in self.body and removal.source in self.naming
        )

    def size(self, block: int) -> int:
        """Return the number of characters of a block."""
        return len(self.segmented.blocks[block].text)

    def blocks_of(self, element: Element) -> range:
        """Return the blocks that stand under an element, also those that do so in part."""
        span = self.segmented.spans.get(element)
        return range(span.first, span.last + 1) if span else range(0)

    def blocks_with(self, texts: Set[str]) -> frozenset[int]:
        """Return the blocks that say one of ``texts``."""
        return frozenset(block.index for block in self.segmented.blocks if block.text in texts)

    def is_whole(self, element: Element) -> bool:
        """Return whether an element holds text, and none of its blocks goes on outside of it."""
        span = self.segmented.spans.get(element)
        return span is not None and span.start == 0 and span.end == self.size(span.last)

    def hits(self, selector: str) -> list[Element]:
        """Return the elements with visible text that a selector hits, in page order."""
        return [
            element
            for element in Selector(selector)(self.page.tree)
            if element in self.segmented.spans
        ]

    def standing(self, element: Element) -> Iterator[int]:
        """Yield the blocks under an element that would be in the body if the element were it."""
        for block in self.blocks_of(element):
            if block in self.body or block in self.rejected:
                yield block


def examine(
    data: bytes | str,
    *,
    name: str,
    url: str | None,
    content_type: str | None = None,
    normalizer: Normalizer,
) -> Sample:
    """Return a page or dump as a Sample; raises InputError or LimitError as ``normalize`` does."""
    seen = pipeline.examine(
        data,
        url=url,
        content_type=content_type,
        crawled=None,
        rules=normalizer.rules,
        settings=normalizer.settings,
    )
    return Sample(
        name,
        data,
        content_type,
        seen.page,
        seen.segmented,
        seen.location,
        seen.article,
        seen.naming,
    )
