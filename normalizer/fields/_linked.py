"""Reading JSON-LD: who or what a value names, and which object is the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from normalizer.model import Head

Thing = Mapping[str, object]

#: Ends of the schema.org types that are stories: NewsArticle, BlogPosting, LiveBlogPosting …
_STORIES = ("article", "blogposting", "report")
#: Those whose name is what the site calls itself.
_SITES = ("website", "newsmediaorganization", "newspaper")


def label(thing: Thing, key: str) -> str:
    """Return how evidence names a key of ``thing``: ``ld:NewsArticle.headline``."""
    return f"ld:{next(kinds(thing), 'Thing')}.{key}"


def story(head: Head) -> Thing:
    """Return the object that is the page's own article, an empty one where there is none.

    It is the first article of the page: in the 8 pages of the tuning corpus that have several with
    different headlines, the others are teasers or the story's own chapters.
    """
    return next((thing for thing in head.ld if _is(thing, _STORIES)), {})


def sites(head: Head) -> list[Thing]:
    """Return the objects that stand for the site: WebSite, NewsMediaOrganization, Newspaper."""
    return [thing for thing in head.ld if _is(thing, _SITES)]


def strings(value: object) -> Iterator[str]:
    """Yield the non-empty strings of a value that is one string or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item


def names(head: Head, value: object) -> Iterator[str]:
    """Yield the names of persons, organizations or images that ``value`` holds or points to."""
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, str):
            yield from strings(thing)
        elif isinstance(thing, Mapping):
            yield from strings(thing.get("name") or _pointed(head, thing).get("name"))


def kinds(thing: Thing) -> Iterator[str]:
    """Yield the types of ``thing`` without the vocabulary's address."""
    return (kind.rpartition("/")[2] for kind in strings(thing.get("@type")))


def people(head: Head, value: object) -> Iterator[str]:
    """Yield the names of what ``value`` holds or points to and says to be a person."""
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, Mapping):
            pointed = _pointed(head, thing)
            if any(_is(one, ("person",)) for one in (thing, pointed)):
                yield from strings(thing.get("name") or pointed.get("name"))


def persons(head: Head) -> Iterator[str]:
    """Yield the names of all whom the page says to be persons."""
    for thing in head.ld:
        if _is(thing, ("person",)):
            yield from strings(thing.get("name"))


def _pointed(head: Head, thing: Thing) -> Thing:
    """Return the object that ``{"@id": …}`` points to; ``thing`` itself where there is none."""
    key = thing.get("@id")
    if not isinstance(key, str):
        return thing
    same = (other for other in head.ld if other.get("@id") == key and other.get("name"))
    return next(same, thing)


def _is(thing: Thing, ends: tuple[str, ...]) -> bool:
    return any(kind.lower().endswith(ends) for kind in kinds(thing))
