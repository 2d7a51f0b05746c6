"""The picture that stands for the story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from normalizer.fields._clean import found
from normalizer.fields._linked import label, story
from normalizer.fields._urls import absolute
from normalizer.model import Clues, Found, Page

_SHARED = ("og:image", "og:image:secure_url", "og:image:url")
_METAS = ("twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "image")


def find_image(clues: Clues) -> Found[str] | None:
    """Return the absolute address of the story's picture, None where the page names none.

    What the publisher's rule gave goes first, then metas and JSON-LD.
    Left alone: pictures in the text, which need not stand for the story.
    """
    ruled = clues.ruled.image
    if ruled and (url := absolute(clues.page, ruled.value)):
        return Found(url, ruled.evidence)
    for source, address, confidence in _stated(clues.page):
        if url := absolute(clues.page, address):
            return found(url, source, confidence)
    return None


def _stated(page: Page) -> Iterator[tuple[str, str, float]]:
    for name in _SHARED:
        yield f"meta:{name}", page.head.meta(name) or "", 0.9
    thing = story(page.head)
    for address in _addresses(thing.get("image")):
        yield label(thing, "image"), address, 0.9
    for name in _METAS:
        yield f"meta:{name}", page.head.meta(name) or "", 0.8


def _addresses(value: object) -> Iterator[str]:
    for image in value if isinstance(value, list) else [value]:
        for address in (image, *_of_object(image)):
            if isinstance(address, str):
                yield address


def _of_object(image: object) -> tuple[object, ...]:
    return (image.get("url"), image.get("contentUrl")) if isinstance(image, Mapping) else ()
