"""Titles, dates and addresses in the head that are huge, wrong or many."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import MB, Case, Text, put
from stories import TITLE, page


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "metadata"
    heads: dict[str, Text] = {
        "100,000 meta tags": lambda: '<meta name="a" content="b">' * 100_000,
        "50,000 meta tags of other names": lambda: "".join(
            f'<meta name="n{n}" content="b">' for n in range(50_000)
        ),
        "20,000 authors": lambda: "".join(
            f'<meta name="author" content="Ann Lee {n}">' for n in range(20_000)
        ),
        "20,000 dates": lambda: '<meta name="date" content="2024-02-30T99:99">' * 20_000,
        "20,000 titles": lambda: (
            '<meta property="og:title" content="Another title of it">' * 20_000
        ),
        "20,000 sites": lambda: "".join(
            f'<meta property="og:site_name" content="Site {n}">' for n in range(20_000)
        ),
        "20,000 canonical links": lambda: (
            '<link rel=canonical href="https://x.example/a">' * 20_000
        ),
        "a title of 2 MB": lambda: (
            '<meta property="og:title" content="' + "Rain and wind " * 140_000 + '">'
        ),
        "a description of 5 MB": lambda: (
            '<meta name="description" content="' + "Rain and wind " * 350_000 + '">'
        ),
        "an author of 1 MB": lambda: '<meta name="author" content="' + "Ann Lee, " * 110_000 + '">',
        "a date of 1 MB": lambda: (
            '<meta property="article:published_time" content="' + "2024-01-01 " * 90_000 + '">'
        ),
        "keywords of 2 MB": lambda: '<meta name="keywords" content="' + "lake, " * 330_000 + '">',
        "a canonical of 2 MB": lambda: (
            '<link rel="canonical" href="https://x.example/' + "a/" * MB + '">'
        ),
        "a language of 1 MB": lambda: (
            '<meta http-equiv="content-language" content="' + "en-" * 330_000 + '">'
        ),
        "dates out of range": lambda: "".join(
            f'<meta property="article:published_time" content="{value}">'
            for value in (
                "99999-12-31",
                "0000-00-00",
                "2024-13-45T25:61:61+99:99",
                "-0001-01-01",
                "9" * 400,
                "1e400",
                "NaN",
                "9999-12-31T23:59:59-14:00",
                "0001-01-01T00:00:00+14:00",
                "99999999999999",
                "253402300800000",
                "٢٠٢٤-٠١-٠١",
                "２０２４年１月１日",
                "²⁰²⁴-01-01",
            )
        ),
    }
    for name, head in heads.items():
        yield Case(group, name, partial(put, page, "head", head))
    titles: dict[str, Text] = {
        "a title element of 10 MB": lambda: "Rain and wind " * 700_000,
        "a title element of marks": lambda: "\u0301\u202e\u200b" * 100_000,
        "a title element of markup": lambda: "&lt;h1&gt;Rain&lt;/h1&gt;&#0;&#xD800;" * 5_000,
        "a title element of bars": lambda: "Rain | Wind - Sun :: " * 20_000,
        "a title element of white space": lambda: " \n\t\u00a0" * 100_000,
    }
    for name, title in titles.items():
        yield Case(group, name, partial(put, page, "title", title))
    headlines: dict[str, Text] = {
        "a heading of 5 MB": lambda: f"<h1>{'Rain and wind ' * 350_000}</h1>",
        "10,000 headings in headings": lambda: "<h1>" * 10_000 + "Rain",
        "a byline of 2 MB": lambda: f"<p class=byline>By {'Ann Lee and ' * 170_000}</p>",
        "a time element of 1 MB": lambda: f"<time datetime='{'2024-01-01T' * 90_000}'>x</time>",
        "classes that name every field": lambda: (
            "<div class='title headline author byline date published article-body story' "
            "itemprop='headline author datePublished articleBody'>Ann Lee, 1 May 2020</div>" * 5_000
        ),
        "breadcrumbs without end": lambda: (
            "<ol itemtype='https://schema.org/BreadcrumbList'>"
            + "<li itemprop=itemListElement><a href=/>Home</a> &raquo; " * 20_000
        ),
    }
    for name, text in headlines.items():
        yield Case(group, name, partial(put, page, "before", text))
    times = (
        "99999-01-01",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "P1D",
        "9" * 99,
    )
    yield Case(
        group,
        "time elements out of range",
        lambda: page(
            before="".join(f"<time datetime='{value}'>{value}</time>" for value in times * 2_000)
        ).encode(),
    )
    yield Case(
        group,
        "30,000 dates on the page",
        lambda: page(
            after="".join(
                f"<p class=date>{n % 28 + 1} March {2000 + n % 30}, 10:15</p>"
                for n in range(30_000)
            )
        ).encode(),
    )
    yield Case(
        group,
        "30,000 relative dates",
        lambda: page(
            after="".join(f"<span class=time>{n} minutes ago</span>" for n in range(30_000))
        ).encode(),
    )
    yield Case(
        group,
        "30,000 bylines",
        lambda: page(
            before="".join(f"<p class=byline>By Ann Lee {n}</p>" for n in range(30_000))
        ).encode(),
    )
    yield Case(
        group,
        "a title that stands 30,000 times",
        lambda: page(before=f"<h1>{TITLE}</h1>" * 30_000).encode(),
    )
    yield Case(
        group,
        "microdata without end",
        lambda: page(
            after='<div itemscope itemtype="https://schema.org/NewsArticle" itemprop=author>'
            "<span itemprop=name>Ann</span></div>" * 20_000
        ).encode(),
    )
