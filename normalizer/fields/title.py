"""The headline of the story, without the names of site and section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalizer.fields._clean import captured, clean, found, removals, text_of
from normalizer.fields._linked import label, story, strings
from normalizer.fields._sites import site_names, without_site
from normalizer.fields._urls import absolute, parts_of
from normalizer.model import Category, Clues, Found, Page
from normalizer.text import fold, squash

#: Metas that hold the title, the surest first: what is made for readers of the story before what
#: is made for search and share.
_METAS = ("citation_title", "og:title", "twitter:title", "dc.title", "parsely-title", "headline")
#: A heading that has less in common with every title of the head is another story's or the site's
#: (Dice's coefficient of the words; 0.2 to 0.3 score alike on the tuning corpus).
_LIKE = 0.2
#: Headings looked at, and characters of the longest text that can be a title: an ``h1`` that nobody
#: closed holds the whole page.
_MOST_HEADINGS = 50
_MOST_CHARS = 500
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Confidence by the number of places that show the title: heading, JSON-LD, metas, title element.
#: Shares that were right on the tuning corpus: 0.63, 0.87, 0.95, 0.96.
_CONFIDENCE = (0.5, 0.65, 0.85, 0.95, 0.95)


class _Shown(NamedTuple):
    """A title as one place of the page shows it, without and with the names of site and section."""

    source: str
    text: str
    whole: str


def find_title(clues: Clues) -> Found[str] | None:
    """Return the title with its evidence, None where the input shows none.

    In this order: what the publisher's rule gave; the headline of a NewsArticle in JSON-LD; the
    first-level heading that is most like the titles in the head; JSON-LD of other types; metas; the
    title element; a title that was removed from the text. Newsrooms write the NewsArticle, plugins
    for search engines the other types: where JSON-LD and heading differ in the tuning corpus, the
    former was right 17 times to the heading's 7, the latter 8 times to 20. Nothing is made of the
    story's first sentence.
    """
    suffixes = clues.ruled.title_suffixes
    if ruled := clues.ruled.title:
        return Found(_without(suffixes, clean(ruled.value)), ruled.evidence)
    return _stated(clues.page, suffixes) or _removed(clues)


def _without(suffixes: tuple[str, ...], title: str) -> str:
    """Return ``title`` without what the publisher's rule says stands behind its titles."""
    for suffix in suffixes:
        parted = " " if suffix[0].isspace() else ""
        shorter = title.removesuffix(parted + squash(suffix)).rstrip()
        if shorter and shorter != title:
            return shorter
    return title


def _stated(page: Page, suffixes: tuple[str, ...]) -> Found[str] | None:
    site, sections = site_names(page) | _banner(page), _sections(page)

    def shown(places: Iterator[tuple[str, str]]) -> Iterator[_Shown]:
        for source, raw in places:
            whole = _without(suffixes, clean(raw))
            if len(whole) > _MOST_CHARS:
                continue
            text = without_site(whole, site, sections)
            if fold(text) and fold(text) not in site:
                yield _Shown(source, text, whole)

    linked = next(shown(_linked(page)), None)
    others = list(shown(_head(page)))
    heading = _heading(list(shown(_headings(page))), [*others, *([linked] if linked else [])])
    is_news = linked is not None and "news" in linked.source.lower()
    ordered = (linked if is_news else None, heading, linked, *others)
    best = next((one for one in ordered if one), None)
    if best is None:
        return None
    places = {
        one.source.partition(":")[0]
        for one in (linked, heading, *others)
        if one and fold(one.text) == fold(best.text)
    }
    return found(best.text, best.source, _CONFIDENCE[len(places)])


def _removed(clues: Clues) -> Found[str] | None:
    for removal in removals(clues, Category.TITLE):
        if text := captured(removal, "title") or clean(removal.text):
            return found(_without(clues.ruled.title_suffixes, text), "removed:title", 0.8)
    return None


def _linked(page: Page) -> Iterator[tuple[str, str]]:
    thing = story(page.head)
    for key in ("headline", "name"):
        for text in strings(thing.get(key)):
            yield label(thing, key), text


def _head(page: Page) -> Iterator[tuple[str, str]]:
    for name in _METAS:
        if content := page.head.meta(name):
            yield f"meta:{name}", content
    if page.head.title:
        yield "title", page.head.title


def _headings(page: Page) -> Iterator[tuple[str, str]]:
    if page.elements is not None:
        for element in page.elements.named("h1")[:_MOST_HEADINGS]:
            yield "h1", text_of(element)


def _banner(page: Page) -> frozenset[str]:
    """Return, folded, the heading that leads to the site's front page: blogs write their name so."""
    for element in page.elements.named("h1")[:1] if page.elements else ():
        for link in element.iter("a"):
            target = parts_of(absolute(page, link.get("href") or ""))
            if target and not target.query and target.path in ("", "/"):
                text = text_of(element)
                # The whole of it: a headline may hold a link.
                return frozenset((fold(text),)) if text == text_of(link) else frozenset()
    return frozenset()


def _heading(headings: list[_Shown], others: list[_Shown]) -> _Shown | None:
    """Return the heading most like one of the head's titles, the first where they have none."""
    if not others:
        return headings[0] if headings else None
    wanted = [_words(text) for other in others for text in (other.text, other.whole)]
    best, most = None, _LIKE
    for heading in headings:
        words = _words(heading.text)
        like = max(2 * len(words & other) / max(1, len(words) + len(other)) for other in wanted)
        if like > most or (like == most and best is None):
            best, most = heading, like
    return best


def _words(text: str) -> frozenset[str]:
    """Return the words of ``text``; of scripts without spaces between words, pairs of letters."""
    words: set[str] = set()
    for word in re.findall(r"\w+", text.casefold()):
        if _WIDE.search(word):
            words.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            words.add(word)
    return frozenset(words)


def _sections(page: Page) -> frozenset[str]:
    """Return, folded, the sections that the page names, and the folders of its address."""
    named = [page.head.meta("article:section") or ""]
    named += strings(story(page.head).get("articleSection"))
    named += (page.url or "").partition("?")[0].split("/")[3:]
    return frozenset(folded for name in named if (folded := fold(clean(name))))
