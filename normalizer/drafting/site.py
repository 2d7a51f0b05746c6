"""Samples → what they say of their site: host, names, language, and a place for its rule file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from normalizer.drafting.samples import Sample
from normalizer.errors import InputError
from normalizer.model import Head

#: Labels before the host that name a way to read the site, not a part of it.
_WAYS = ("www.", "m.", "amp.", "mobile.")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.I)
#: Country codes that are sold to everybody, and those of no country.
_NO_COUNTRY = frozenset(("ai", "cc", "co", "eu", "fm", "io", "me", "su", "tv", "ws"))
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages agree on; None or empty where they say nothing, or not the same."""

    host: str | None
    outlet: str | None
    language: str | None
    names: tuple[str, ...]

    @property
    def rule_id(self) -> str:
        """Return where the rule file belongs: ``publishers/COUNTRY/NAME``."""
        country = (self.host or "").rpartition(".")[2]
        is_country = len(country) == 2 and country not in _NO_COUNTRY
        name = _slug(self.outlet or "") or _slug((self.host or "").partition(".")[0])
        return f"publishers/{country if is_country else 'xx'}/{name or 'new-publisher'}"


def find_site(samples: Sequence[Sample]) -> Site:
    """Return what the samples say of their site; raises InputError where they are of several."""
    return Site(
        host=_host(samples),
        outlet=_most_common(sample.article.outlet for sample in samples),
        language=_language(samples),
        names=_common(_names(sample.page.head) for sample in samples),
    )


def _host(samples: Sequence[Sample]) -> str | None:
    """Return the host without ``www.``; where pages stand on its subdomains, the one they share."""
    hosts = {host: sample.name for sample in samples if (host := _bare(sample.article.url))}
    if not hosts:
        return None
    shortest = min(hosts, key=len)
    for host, name in hosts.items():
        if not f".{host}".endswith(f".{shortest}"):
            raise InputError(
                f"{name} is a page of {host}, {hosts[shortest]} of {shortest}: give pages of one "
                f"publisher, or with --url where they came from if it is not what they say"
            )
    return shortest


def _bare(url: str | None) -> str | None:
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return None
    for way in _WAYS:
        if host.startswith(way) and host.count(".") > 1:
            host = host.removeprefix(way)
    return host if _HOST.fullmatch(host) else None


def _language(samples: Sequence[Sample]) -> str | None:
    found = {sample.article.language for sample in samples}
    language = found.pop() if len(found) == 1 else None
    return language if language and _LANGUAGE.fullmatch(language) else None


def _names(head: Head) -> Iterator[str]:
    """Yield what a page calls its site where rules look for it: og:site_name, JSON-LD's publisher."""
    yield from head.metas.get("og:site_name", ())
    for item in head.ld:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
            yield name


def _common(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the texts that stand in all lists, in the order of the first, each once."""
    first, *others = (list(texts) for texts in several)
    common = (text for text in first if text.strip() and all(text in other for other in others))
    return tuple(dict.fromkeys(common))


def _most_common(texts: Iterable[str | None]) -> str | None:
    counts = Counter(text for text in texts if text)
    return counts.most_common(1)[0][0] if counts else None


def _slug(text: str) -> str:
    """Return a name as files are named: ASCII, lower case, words parted by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))
