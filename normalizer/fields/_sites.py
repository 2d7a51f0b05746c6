"""What a page's site is called, and how its host bears that out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from normalizer.fields._clean import clean
from normalizer.fields._linked import names, sites, story, strings
from normalizer.model import Page
from normalizer.text import fold

#: What parts a headline from site and section in a title: ``Headline | Politics - Example News``.
SEPARATOR = re.compile(
    r"\s+(?:[|•·»›~*/\\<>←«]|::?|-{1,3}|[–—―−－])\s+|\s*[|｜ㅣ│┃]\s*|\s*：(?=[^：]{2,20}$)"
    r"|(?<=[」』】）])\s*:(?=[^:]{2,20}$)"
)
#: Second-level labels under which country registries sell names (``co.uk``, ``com.au``).
_SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "ne", "net", "or", "org")
)
#: Domains under which platforms give each of their authors a site of its own: none of these is an outlet.
_LANDLORDS = frozenset(
    "bearblog.dev blogspot.com ghost.io github.io gitlab.io hatenablog.com livejournal.com medium.com "
    "micro.blog netlify.app over-blog.com pages.dev squarespace.com substack.com tumblr.com typepad.com "
    "vercel.app webflow.io weebly.com wixsite.com wordpress.com".split()
)
#: Shorter names are found by chance inside others. In characters.
_LEAST_CHARS = 4
#: The same for a name and a host, of which there are fewer. In characters.
_LEAST_SHARED = 3
#: Front pages are titled with the site's name, which is not longer than this. In characters.
_LONG_NAME = 30
#: Share of the longer of two names that the shorter one must make up to mean the same.
_SAME = 0.5


def host_of(url: str | None) -> str | None:
    """Return the host of ``url`` in lower case; None where it has none or cannot be read."""
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".") or None
    except ValueError:
        return None


def labels(host: str) -> list[str]:
    """Return the labels of ``host`` that name something, the registered one last.

    >>> labels("www.news.example.co.uk"), labels("example.com"), labels("example.substack.com")
    (['news', 'example'], ['example'], ['example'])
    """
    parts = host.removeprefix("www.").split(".")
    country = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL
    tail = 2 if country or landlord(host) else 1
    return parts[: max(1, len(parts) - tail)]


def landlord(host: str) -> str | None:
    """Return the domain of the platform that gives ``host`` a name under its own, None where none does."""
    parts = host.removeprefix("www.").rsplit(".", 2)
    domain = ".".join(parts[-2:])
    return domain if len(parts) > 2 and domain in _LANDLORDS else None


def registered(host: str) -> str:
    """Return the domain that was registered: ``example.co.uk`` for ``www.news.example.co.uk``."""
    kept = labels(host)
    return host.removeprefix("www.").split(".", len(kept) - 1)[-1]


def page_host(page: Page) -> str | None:
    """Return the host of the page: of the URL it came from, else of the one it names itself."""
    head = page.head
    return host_of(page.url) or host_of(head.canonical) or host_of(head.meta("og:url"))


def is_domain(host: str) -> bool:
    """Return whether ``host`` is a name under a top-level domain: no number, no ``localhost``.

    >>> is_domain("news.example"), is_domain("127.0.0.1"), is_domain("localhost")
    (True, False, False)
    """
    _, dot, last = host.rpartition(".")
    return bool(dot) and not last.isdigit()


def is_host_like(name: str, host: str | None) -> bool:
    """Return whether ``name`` is an address, not a name (``example.com``, ``dailyexample``)."""
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", name, re.I):
        return True
    if host is None:
        return False
    own = {host, host.removeprefix("www."), registered(host), *labels(host)}
    return name.islower() and name in own


def is_title(name: str, page: Page) -> bool:
    """Return whether a name given for the site is the page's title: some systems fill it so."""
    titles = (page.head.title, page.head.meta("og:title"))
    return len(name) > _LONG_NAME and fold(name) in (fold(title or "") for title in titles)


def agrees(name: str, host: str | None) -> bool:
    """Return whether ``host`` bears out ``name``: by its letters or by its initials.

    >>> agrees("The Daily Example", "www.dailyexample.com"), agrees("Neue Zeitung", "nz.ch")
    (True, True)
    """
    folded = _ascii(name)
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).casefold()
    for label in (_ascii(label) for label in labels(host or "")):
        if label in (folded, initials):
            return True
        is_long = min(len(label), len(folded)) >= _LEAST_SHARED
        if is_long and (label in folded or folded in label):
            return True
    return False


def site_names(page: Page) -> frozenset[str]:
    """Return, folded, what the page and its host call the site."""
    return given_names(page) | host_names(page)


def given_names(page: Page) -> frozenset[str]:
    """Return, folded, what the page calls the site."""
    head = page.head
    given = (head.meta("og:site_name"), head.meta("apple-mobile-web-app-title"))
    stated = [name for name in given if name and not is_title(name, page)]
    stated += [(head.meta("twitter:site") or "").lstrip("@")]
    stated += names(head, story(head).get("publisher"))
    for site in sites(head):
        stated += strings(site.get("name"))
    cleaned = [clean(name) for name in stated]
    folded = {fold(part) for name in cleaned for part in (name, SEPARATOR.split(name)[0])}
    return frozenset(name for name in folded if len(name) > 1)


def host_names(page: Page) -> frozenset[str]:
    """Return, folded, the host of the page and those of its labels that name something."""
    host = page_host(page)
    if host is None:
        return frozenset()
    long = [label for label in labels(host) if len(label) >= _LEAST_CHARS]
    folded = map(fold, (host.removeprefix("www."), registered(host), *long))
    return frozenset(name for name in folded if len(name) > 1)


def without_site(title: str, site: frozenset[str], sections: frozenset[str]) -> str:
    """Return ``title`` without the names of site and section before and after the headline.

    A title that is nothing but those is returned as its first part.
    """
    starts, ends = [0], []
    for separator in SEPARATOR.finditer(title):
        ends.append(separator.start())
        starts.append(separator.end())
    parts = list(zip(starts, [*ends, len(title)], strict=True))
    last = next(
        (at for at in range(1, len(parts)) if names_site(title[slice(*parts[at])], site)),
        len(parts),
    )
    first = 0
    while first < last - 1 and fold(title[slice(*parts[first])]) in site:
        first += 1
    while first < last - 1 and fold(title[slice(*parts[last - 1])]) in sections:
        last -= 1
    return title[parts[first][0] : parts[last - 1][1]]


def names_site(text: str, site: frozenset[str]) -> bool:
    """Return whether ``text`` is the site's name or most of it, or that name with little added."""
    folded = fold(text)
    if not folded or folded in site or folded.removeprefix("the") in site:
        return True
    return any(
        min(len(name), len(folded)) >= _LEAST_CHARS
        and min(len(name), len(folded)) >= _SAME * max(len(name), len(folded))
        and (name in folded or folded in name)
        for name in site
    )


def _ascii(text: str) -> str:
    """Return ``text`` folded, its accents dropped: hosts are written without."""
    decomposed = unicodedata.normalize("NFKD", text)
    return fold("".join(letter for letter in decomposed if not unicodedata.combining(letter)))
