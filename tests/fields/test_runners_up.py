"""For each field its sources in a row: the first that a page has wins, and the record names it.

A ladder is a list of rungs, the surest first. The page that has all of them gives the first one's
value; without it the next one's, and so on; without any, the field is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from normalizer import Normalizer, Outcome

#: Where a rule knows the publisher, and where none does.
KNOWN = "https://harbourpost.example"
UNKNOWN = "https://quayside.example"
RULES = {
    "publishers/xx/harbour-post.yaml": """
        outlet: Harbour Post
        language: sv
        match: {hosts: [harbourpost.example]}
        title: ['meta:harbour:title']
        date: ['meta:harbour:date']
        modified: ['meta:harbour:modified']
        authors: ['meta:harbour:author']
        section: ['meta:harbour:section']
        tags: ['meta:harbour:tag']
        image: ['meta:harbour:image']
        paywall: [.harbour-wall]
        """,
    "common/harbour.yaml": """
        why: what the ladders take away
        strip:
          - {line: 'Day of the crawl: (?P<date>.+)', as: crawl_header}
          - {line: 'Headline: (?P<title>.+)', as: title}
          - {line: 'A site of (?P<outlet>.+) and (?P<agency>.+)', as: site_header}
          - {line: 'The wire of (?P<agency>.+)', as: agency}
          - {line: 'The words of (?P<author>.+) and (?P<agency>.+)', as: byline}
          - {line: 'The path to (?P<section>.+)', as: breadcrumb}
          - {line: 'Printed on (?P<date>.+)', as: timestamp}
          - {line: 'Printed anew on (?P<modified>.+)', as: timestamp}
          - {head: 'LUND, May 3 \\((?P<agency>[A-Z]\\w+)\\) — ', as: dateline}
          - {line: 'The rest is for those who pay.', as: paywall}
        """,
}
STORY = (
    "<p>The old ferry sailed to the island with a full deck, a cold engine and a captain who had not"
    " slept since the harbour closed its gates to the winter and the ice came in from the sea.</p>"
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One source: what evidence calls it, the value it gives, and where it stands on the page."""

    source: str
    value: object
    head: str = ""
    above: str = ""
    below: str = ""
    lead: str = ""
    url: str | None = None
    lang: str = ""


def meta(name: str, value: str) -> Rung:
    """Return the rung of a meta element."""
    return Rung(f"meta:{name}", value, head=tag(name, value))


def tag(name: str, value: str) -> str:
    """Return a meta element."""
    return f'<meta name="{name}" content="{value}">'


def metas(names: str, values: str) -> list[Rung]:
    """Return the rungs of several metas, each with its own of a row of values."""
    return [meta(*pair) for pair in zip(names.split(), values.split(), strict=True)]


def linked(source: str, value: object, raw: object = None) -> Rung:
    """Return the rung of a key of JSON-LD, as evidence names it: ``ld:NewsArticle.headline``."""
    kind, _, key = source.removeprefix("ld:").partition(".")
    return Rung(source, value, head=ld(kind, **{key: value if raw is None else raw}))


def ld(kind: str, **keys: object) -> str:
    """Return a script with an object of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **keys})}</script>'


def line(source: str, value: object, text: str) -> Rung:
    """Return the rung of a line above the story."""
    return Rung(source, value, above=f"<p>{text}</p>")


def ruled(field: str, value: str, given: object = None) -> Rung:
    """Return the rung of the publisher's rule, which reads a meta of its own."""
    source = f"rule:meta:harbour:{field}"
    return Rung(source, value if given is None else given, head=tag(f"harbour:{field}", value))


#: Metas of the date of publication.
PUBLISHED = (
    "article:published_time og:article:published_time og:published_time article:published"
    " dc.date.issued dcterms.date dcterms.created dc.date dc.date.created parsely-pub-date sailthru.date"
    " datepublished publisheddate publish_date publish-date pub_date pubdate date og:publish_date"
    " date.available date.created citation_publication_date citation_date cxenseparse:recs:publishtime"
    " cxenseparse:publishtime published published-date date-pub datecreated"
)
LADDERS = {
    "title": [
        ruled("title", "Old ferry sails first"),
        linked("ld:NewsArticle.headline", "Old ferry sails second"),
        Rung("h1", "Old ferry sails third", above="<h1>Old ferry sails third</h1>"),
        linked("ld:BlogPosting.headline", "Old ferry sails fourth"),
        meta("citation_title", "Old ferry sails fifth"),
        meta("og:title", "Old ferry sails sixth"),
        meta("twitter:title", "Old ferry sails seventh"),
        meta("dc.title", "Old ferry sails eighth"),
        meta("parsely-title", "Old ferry sails ninth"),
        meta("headline", "Old ferry sails tenth"),
        Rung("title", "Old ferry sails at last", head="<title>Old ferry sails at last</title>"),
        line("removed:title", "Old ferry sails in vain", "Headline: Old ferry sails in vain"),
    ],
    "published": [
        line("removed:crawl_header", "2024-05-01", "Day of the crawl: 1 May 2024"),
        Rung("rule:meta:harbour:date", "2024-05-02", head=tag("harbour:date", "2 May 2024")),
        Rung("url", "2024-05-03", url=f"{KNOWN}/2024/05/03/ferry"),
        linked("ld:NewsArticle.datePublished", "2024-05-04"),
        linked("ld:NewsArticle.dateCreated", "2024-05-05"),
        *(meta(name, f"2024-06-{day:02}") for day, name in enumerate(PUBLISHED.split(), 1)),
        Rung(
            "itemprop:datePublished",
            "2024-05-10",
            above='<p itemprop="datePublished" content="2024-05-10">&nbsp;</p>',
        ),
        Rung("time", "2024-05-11", below='<time class="entry-date" datetime="2024-05-11"></time>'),
        Rung("time", "2024-05-12", above='<time datetime="2024-05-12"></time>'),
        Rung("time", "2024-05-13", head='<time datetime="2024-05-13"></time>'),
        line("removed:timestamp", "2024-05-14", "Printed on 14 May 2024"),
        line("search:title", "2024-05-15", "Harbour desk • 15 May 2024 • 4 replies"),
        Rung("url", "2024-05-16", url=f"{KNOWN}/16-05-2024-ferry"),
        meta("harbour:uploaded", "2024-05-17"),
        Rung("search:class", "2024-05-18", below='<p class="entry__date" title="2024-05-18"></p>'),
        line("search:changed", "2024-05-19", "Printed anew on 19 May 2024"),
    ],
    "modified": [
        ruled("modified", "2024-05-01"),
        linked("ld:NewsArticle.dateModified", "2024-05-02"),
        *metas(
            "article:modified_time og:article:modified_time og:modified_time og:updated_time"
            " datemodified dcterms.modified dc.date.modified last-modified lastmod article:modified",
            "2024-05-03 2024-05-04 2024-05-05 2024-05-06 2024-05-07 2024-05-08 2024-05-09 2024-05-10"
            " 2024-05-11 2024-05-12",
        ),
        Rung(
            "itemprop:dateModified",
            "2024-05-13",
            above='<p itemprop="dateModified" content="2024-05-13">&nbsp;</p>',
        ),
        line("removed:timestamp", "2024-05-14", "Printed anew on 14 May 2024"),
    ],
    "outlet": [
        Rung("rule:host", "Harbour Post", url=f"{KNOWN}/ferry"),
        Rung("title", "Quayside", head="<title>Old ferry sails | Quayside</title>"),
        meta("og:site_name", "Morning Sea"),
        linked(
            "ld:NewsArticle.publisher", "Noon Sea", {"@type": "Organization", "name": "Noon Sea"}
        ),
        linked("ld:WebSite.name", "Evening Sea"),
        meta("application-name", "Night Sea"),
        meta("apple-mobile-web-app-title", "Cold Sea"),
        meta("dc.publisher", "Warm Sea"),
        meta("publisher", "Calm Sea"),
        Rung("meta:copyright", "Wild Sea", head=tag("copyright", "© 2024 Wild Sea")),
        line("removed:site_header", "Deep Sea", "A site of Deep Sea and Coastwire"),
        Rung("host", "quayside", url=f"{UNKNOWN}/ferry"),
    ],
    "authors": [
        ruled("author", "Ada Holm", ("Ada Holm",)),
        linked("ld:NewsArticle.author", ("Bo Lund",), {"@type": "Person", "name": "Bo Lund"}),
        *(
            Rung(f"meta:{name}", (value,), head=tag(name, value))
            for name, value in (
                ("citation_author", "Cy Berg"),
                ("parsely-author", "Di Strand"),
                ("sailthru.author", "Eva Dahl"),
                ("article:author", "Finn Moe"),
                ("author", "Gro Vik"),
                ("dc.creator", "Hal Lie"),
                ("dcterms.creator", "Ida Nes"),
            )
        ),
        Rung("meta:byl", ("Jon Aas",), head=tag("byl", "By Jon Aas")),
        *(
            Rung(f"meta:{name}", (value,), head=tag(name, value))
            for name, value in (
                ("cxenseparse:author", "Per Skog"),
                ("og:article:author", "Rut Berg"),
                ("og:author", "Siv Moe"),
                ("dcsext.author", "Tor Lund"),
                ("mrf:authors", "Una Vik"),
                ("authors", "Vera Bo"),
                ("creator", "Yrsa Dal"),
                ("byline", "Åse Rud"),
            )
        ),
        Rung("itemprop:author", ("Kai Ek",), below='<p itemprop="author">Kai Ek</p>'),
        Rung("rel:author", ("Liv Bo",), below='<p><a rel="author" href="/l">Liv Bo</a></p>'),
        Rung("class:author", ("Ola Sund",), below='<p class="author-name">Ola Sund</p>'),
        line("removed:byline", ("Max Rud",), "The words of Max Rud and Coastwire"),
        # A line that signs stands here; it also goes before who is not seen around the headline.
        Rung(
            "meta:twitter:data",
            ("Nils Hav",),
            head=tag("twitter:label1", "Written by") + tag("twitter:data1", "Nils Hav"),
        ),
        Rung("link:author", ("Pia Ness",), above='<p><a href="/authors/pia">Pia Ness</a></p>'),
        Rung(
            "class:author",
            ("Rolf Eng",),
            below='<p class="author-name">Rolf Eng (from the harbour desk)</p>',
        ),
        Rung(
            "text:author",
            ("Stig Aune",),
            above="<p>Stig Aune</p>",
            below="<p>Stig Aune is a rower from the island.</p>",
        ),
    ],
    "agency": [
        Rung("removed:dateline", "Coastwire", lead="LUND, May 3 (Coastwire) — "),
        line("removed:agency", "Quaywire", "The wire of Quaywire"),
        line("removed:site_header", "Mastwire", "A site of Deep Sea and Mastwire"),
        line("removed:byline", "Deckwire", "The words of Max Rud and Deckwire"),
    ],
    "dateline": [
        Rung("removed:dateline", "LUND, May 3 (Coastwire)", lead="LUND, May 3 (Coastwire) — "),
    ],
    "language": [
        Rung("rule:language", "sv", url=f"{KNOWN}/ferry"),
        Rung("html:lang", "da", lang="da-DK"),
        Rung("meta:content-language", "nb", head=tag("content-language", "nb")),
        Rung("meta:og:locale", "is", head=tag("og:locale", "is_IS")),
        meta("dc.language", "fi"),
        meta("language", "et"),
        linked("ld:NewsArticle.inLanguage", "lv"),
        Rung(
            "text", "en", lead="The old ferry sailed to the island with a full deck and a captain. "
        ),
    ],
    "section": [
        ruled("section", "Sea"),
        *metas(
            "article:section og:article:section parsely-section section dc.subject",
            "Coast Harbour Island Bay Strait",
        ),
        linked("ld:NewsArticle.articleSection", "Ocean"),
        line("removed:breadcrumb", "Fjord", "The path to Fjord"),
    ],
    "tags": [
        ruled("tag", "sea", ("sea",)),
        Rung("meta:article:tag", ("coast",), head=tag("article:tag", "coast")),
        Rung("meta:og:article:tag", ("bay",), head=tag("og:article:tag", "bay")),
        linked("ld:NewsArticle.keywords", ("ocean", "ferry"), ["ocean", "ferry"]),
        Rung("meta:news_keywords", ("island",), head=tag("news_keywords", "island")),
        Rung("meta:parsely-tags", ("quay",), head=tag("parsely-tags", "quay")),
        Rung("meta:keywords", ("ship", "ice"), head=tag("keywords", "ship, ice")),
    ],
    "image": [
        ruled("image", f"{UNKNOWN}/1.jpg"),
        meta("og:image", f"{UNKNOWN}/2.jpg"),
        meta("og:image:secure_url", f"{UNKNOWN}/3.jpg"),
        meta("og:image:url", f"{UNKNOWN}/4.jpg"),
        linked("ld:NewsArticle.image", f"{UNKNOWN}/5.jpg"),
        meta("twitter:image", f"{UNKNOWN}/6.jpg"),
        meta("twitter:image:src", f"{UNKNOWN}/7.jpg"),
        meta("parsely-image-url", f"{UNKNOWN}/8.jpg"),
        meta("sailthru.image.full", f"{UNKNOWN}/9.jpg"),
        meta("image", f"{UNKNOWN}/10.jpg"),
    ],
    "url": [
        Rung(
            "link:canonical",
            f"{UNKNOWN}/one",
            head=f'<link rel="canonical" href="{UNKNOWN}/one">',
        ),
        meta("og:url", f"{UNKNOWN}/two"),
        linked("ld:NewsArticle.url", f"{UNKNOWN}/three"),
        linked("ld:NewsArticle.mainEntityOfPage", f"{UNKNOWN}/four"),
        Rung("url", f"{UNKNOWN}/five", url=f"{UNKNOWN}/five"),
    ],
    "host": [
        Rung("url", "quayside.example", url=f"{UNKNOWN}/ferry"),
        Rung(
            "link:canonical",
            "coast.example",
            head='<link rel="canonical" href="https://coast.example/a">',
        ),
    ],
}
#: Addresses of the pages whose rungs name none: the publisher's rule reads where it is known.
ADDRESSES = dict.fromkeys(
    "title published modified authors section tags image".split(), f"{KNOWN}/ferry"
)
#: What stands on the page of a field beside its rungs: a change is one of something that was published.
ALWAYS = {"modified": Rung("", "", head=tag("article:published_time", "2024-04-30"))}
#: A story whose language nobody hears.
SILENT = "<p>4711 / 0815</p>"
#: Fields that are recorded under another name.
RECORDED = {"published": "date"}


@pytest.fixture(scope="module")
def normalizer(tmp_path_factory: pytest.TempPathFactory) -> Normalizer:
    """Return a normalizer that knows one publisher more, and the lines of the ladders."""
    folder = tmp_path_factory.mktemp("rules")
    for name, text in RULES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Normalizer([folder])


def page(rungs: Sequence[Rung], *, story: str = 4 * STORY) -> str:
    """Return the page on which all of these rungs stand around a story."""

    def joined(part: str) -> str:
        return "".join(getattr(rung, part) for rung in rungs)

    return (
        f"<html lang='{joined('lang')}'><head>{joined('head')}</head><body><article>"
        f"{joined('above')}{story.replace('<p>', '<p>' + joined('lead'), 1)}</article>"
        f"{joined('below')}</body></html>"
    )


def steps() -> Iterator[object]:
    """Yield each field with each rung of its ladder as the first, and with none."""
    for field, ladder in LADDERS.items():
        for at in range(len(ladder) + 1):
            rungs = ladder[at:]
            source = rungs[0].source if rungs else "nothing"
            yield pytest.param(field, rungs, id=f"{field}-{at}-{source}")


@pytest.mark.parametrize(("field", "rungs"), list(steps()))
def test_the_first_source_that_a_page_has_wins(
    normalizer: Normalizer, field: str, rungs: Sequence[Rung]
) -> None:
    """The value is the first rung's, the record names its source, and without a rung both are null."""
    url = next((rung.url for rung in rungs if rung.url), ADDRESSES.get(field))
    around = [*rungs, ALWAYS[field]] if field in ALWAYS else rungs
    html = page(around, story=SILENT) if field == "language" else page(around)
    article = normalizer.normalize(html, url=url)
    evidence = getattr(article.fields, RECORDED.get(field, field))
    if rungs:
        assert (getattr(article, field), evidence.source) == (rungs[0].value, rungs[0].source)
    else:
        assert not getattr(article, field)
        assert evidence is None


WALL = Rung("", "", below='<p class="harbour-wall">Members read on.</p>')
SHUT = Rung("", "", below="<p>The rest is for those who pay.</p>")
UNFREE = Rung("", "", head=ld("WebPage", isAccessibleForFree=False))
SHOP = Rung("", "", head=ld("Product", name="Lamp") + '<meta property="og:type" content="product">')
#: What a page turns out to be, the sign that decides first; the last pages show none.
OUTCOMES = [
    ("/", [WALL, SHUT, UNFREE, SHOP], STORY, Outcome.INDEX),
    ("/ferry", [WALL, SHUT, UNFREE, SHOP], STORY, Outcome.STUB),
    ("/ferry", [SHUT, UNFREE, SHOP], STORY, Outcome.STUB),
    ("/ferry", [UNFREE, SHOP], STORY, Outcome.STUB),
    ("/ferry", [SHOP], STORY, Outcome.INDEX),
    ("/ferry", [], STORY, Outcome.ARTICLE),
    ("/ferry", [], "", Outcome.EMPTY),
    ("/ferry", [WALL], 4 * STORY, Outcome.STUB),
    ("/ferry", [SHUT, UNFREE], 4 * STORY, Outcome.ARTICLE),
]


@pytest.mark.parametrize(("path", "signs", "story", "outcome"), OUTCOMES)
def test_the_first_sign_decides_what_a_page_is(
    normalizer: Normalizer, path: str, signs: Sequence[Rung], story: str, outcome: Outcome
) -> None:
    """A front page goes before a wall, a wall before a list, and a list before a story."""
    article = normalizer.normalize(page(signs, story=story), url=KNOWN + path)
    assert article.outcome is outcome
