"""All fields together."""

from __future__ import annotations

from normalizer.model import (
    Category,
    Clues,
    Evidence,
    Fields,
    Head,
    Kind,
    Location,
    Metadata,
    Page,
    Removal,
    Ruled,
)
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.metadata import read_metadata
from normalizer.stages.parse import parse

NOWHERE = Location(0, -1, frozenset(), frozenset())
PAGE = """<html lang="en-GB"><head><title>Ferry sails again - Harbour Post</title>
<link rel="canonical" href="https://www.harbourpost.example/coast/ferry">
<meta property="og:site_name" content="Harbour Post"><meta property="og:image" content="/ferry.jpg">
<meta property="article:section" content="Coast"><meta property="article:tag" content="ships">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sails again",
"author": [{"name": "Ada Lund"}], "datePublished": "2024-05-03T08:00:00+02:00",
"dateModified": "%s"}</script></head><body><h1>Ferry sails again</h1>
<p>It sails.</p></body></html>"""


def of_page(modified: str) -> Metadata:
    """Return the metadata of a page that was changed at ``modified``."""
    settings = Settings()
    decoded = decode(PAGE % modified, content_type=None, settings=settings)
    url = "https://amp.harbourpost.example/coast/ferry?amp=1"
    page = parse(decoded, url=url, crawled=None, settings=settings)
    return read_metadata(Clues(page, (), NOWHERE, (), Ruled()))


def test_page():
    """Every field of a page that says all of itself is filled, with evidence for three."""
    assert of_page("2024-05-04T09:00:00+02:00") == Metadata(
        title="Ferry sails again",
        date="2024-05-03",
        outlet="Harbour Post",
        published="2024-05-03T08:00:00+02:00",
        modified="2024-05-04T09:00:00+02:00",
        authors=("Ada Lund",),
        language="en",
        section="Coast",
        tags=("ships",),
        image="https://amp.harbourpost.example/ferry.jpg",
        url="https://www.harbourpost.example/coast/ferry",
        host="amp.harbourpost.example",
        fields=Fields(
            title=Evidence("ld:NewsArticle.headline", 0.95),
            date=Evidence("ld:NewsArticle.datePublished", 0.95),
            outlet=Evidence("meta:og:site_name", 0.85),
            modified=Evidence("ld:NewsArticle.dateModified", 0.95),
            authors=Evidence("ld:NewsArticle.author", 0.9),
            language=Evidence("html:lang", 0.9),
            section=Evidence("meta:article:section", 0.85),
            tags=Evidence("meta:article:tag", 0.85),
            image=Evidence("meta:og:image", 0.9),
            url=Evidence("link:canonical", 0.95),
            host=Evidence("url", 1.0),
        ),
    )


def test_change_before_publication_is_none():
    """A page cannot have been changed on a day before it appeared."""
    assert of_page("2024-05-02").modified is None
    assert of_page("2024-05-03").modified == "2024-05-03"


def test_dump():
    """A dump's fields come from what was removed of it and from its publisher's rule."""

    def removed(block: int, category: Category, text: str, **captured: str) -> Removal:
        return Removal(block, 0, len(text), category, "x:1", text, tuple(captured.items()))

    clues = Clues(
        Page(Kind.DUMP, "The ferry has sailed.", None, Head()),
        (),
        NOWHERE,
        (
            removed(3, Category.DATELINE, "Lund, May 4 (CW)", agency="Coastwire", date="May 4"),
            removed(0, Category.CRAWL_HEADER, "date 2024-05-03", date="2024-05-03"),
            removed(1, Category.TITLE, "Ferry sails again"),
        ),
        Ruled(outlet="Harbour Post", known_by="signature", language="en"),
    )
    assert read_metadata(clues) == Metadata(
        title="Ferry sails again",
        date="2024-05-03",
        outlet="Harbour Post",
        published="2024-05-03",
        agency="Coastwire",
        dateline="Lund, May 4 (CW)",
        language="en",
        fields=Fields(
            title=Evidence("removed:title", 0.8),
            date=Evidence("removed:crawl_header", 0.95),
            outlet=Evidence("rule:signature", 0.6),
            agency=Evidence("removed:dateline", 0.95),
            dateline=Evidence("removed:dateline", 0.95),
            language=Evidence("rule:language", 0.95),
        ),
    )


def test_clean_text_has_no_metadata():
    """What the input does not say is None: nothing is guessed from the story."""
    page = Page(Kind.DUMP, "On January 31, 2026, the ferry sailed from Lund.", None, Head())
    assert read_metadata(Clues(page, (), NOWHERE, (), Ruled())) == Metadata()
