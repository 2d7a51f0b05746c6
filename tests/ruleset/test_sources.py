"""Sources: where on a page a rule finds a title, a date, an author."""

from __future__ import annotations

import pytest

from normalizer.model import Block, Page
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.sources import compile_source, read_first
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.parse import parse

HTML = """<html><head><meta property="og:title" content=" Wheel  turns ">
<meta name="author" content="Ana Ruiz"><meta name="author" content="Ben Holm">
<script type="application/ld+json">
{"@type": ["NewsArticle", "Thing"], "headline": "Wheel turns again",
 "author": [{"name": "Ana"}, {"name": "Ben"}, "Cleo"], "deep": [[["x"]]], "n": 5}</script>
</head><body><h1 class=head>The <b>wheel</b></h1><time datetime="2025-03-01">March</time>
<time>none</time></body></html>"""
LINES = ("By Ana Ruiz", "Published: 3 March 2025", "Published: 4 March 2025", "Bare")


def page(text: str = HTML) -> Page:
    """Return a parsed page."""
    settings = Settings()
    decoded = decode(text, content_type=None, settings=settings)
    return parse(decoded, url=None, crawled=None, settings=settings)


def read(*texts: str, group: str = "date") -> tuple[str, ...] | None:
    """Return what the sources find on the page and in the lines."""
    sources = [compile_source(text, Fragments({"day": r"\d+ \w+ \d{4}"})) for text in texts]
    blocks = [Block(at, line) for at, line in enumerate(LINES)]
    found = read_first(sources, page(), blocks, group)
    return found and found.value


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("meta:og:title", ("Wheel turns",)),
        ("meta: OG:Title", ("Wheel turns",)),
        ("meta:author", ("Ana Ruiz", "Ben Holm")),
        ("meta:nowhere", None),
        ("ld:NewsArticle.headline", ("Wheel turns again",)),
        ("ld:Thing.headline", ("Wheel turns again",)),
        ("ld:NewsArticle.author.name", ("Ana", "Ben")),
        ("ld:NewsArticle.author", ("Cleo",)),
        ("ld:NewsArticle.n", None),
        ("ld:NewsArticle.headline.more", None),
        ("ld:NewsArticle.deep", None),
        ("ld:Person.name", None),
        ("line:Published: (?P<date>{day})", ("3 March 2025",)),
        ("line:Published: {day}", ("Published: 3 March 2025",)),
        ("line: Bare", ("Bare",)),
        ("line:Published", None),
        ("h1.head", ("The wheel",)),
        ("time@datetime", ("2025-03-01",)),
        ("//time/@datetime", ("2025-03-01",)),
        ("//h1/text()", ("The",)),
        ("h2", None),
    ],
)
def test_forms(source: str, values: tuple[str, ...] | None) -> None:
    """Each form reads its place; white space is folded, and what is no text is left out."""
    assert read(source) == values


def test_the_first_that_yields_wins() -> None:
    """Sources are asked in order; one that finds nothing leaves it to the next."""
    assert read("h2", "meta:og:title", "h1") == ("Wheel turns",)
    assert read("h2", "meta:none") is None
    assert read() is None


def test_the_evidence_names_the_source() -> None:
    """Where a value is from is told as the rule file writes it."""
    found = read_first([compile_source("h1.head", Fragments())], page(), [], "title")
    assert found is not None
    assert (found.evidence.source, found.value) == ("rule:h1.head", ("The wheel",))


def test_deep_linked_data_does_no_harm() -> None:
    """Lists in lists, as deep as JSON is read, end in no recursion."""
    deep = "[" * 300 + '"x"' + "]" * 300
    script = '<script type="application/ld+json">{"@type": "A", "b": ' + deep + "}</script>"
    html = f"{script}<p>A story.</p>"
    assert read_first([compile_source("ld:A.b", Fragments())], page(html), [], "title") is None


@pytest.mark.parametrize("text", ["meta:", "ld:", "ld:A", "ld:A.", "ld:.b", "ld:A..b", "line:{no}"])
def test_sources_that_name_nothing(text: str) -> None:
    """What could never yield anything is a fault at once."""
    with pytest.raises(ValueError, match=r"names no value|no fragment"):
        compile_source(text, Fragments())
