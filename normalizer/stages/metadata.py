"""Clues → Metadata: every field with its evidence."""

from __future__ import annotations

from typing import TypeVar

from normalizer.fields.agency import find_agency
from normalizer.fields.byline import find_authors
from normalizer.fields.dateline import find_dateline
from normalizer.fields.host import find_host
from normalizer.fields.image import find_image
from normalizer.fields.language import find_language
from normalizer.fields.modified import find_modified
from normalizer.fields.outlet import find_outlet
from normalizer.fields.published import find_published
from normalizer.fields.section import find_section
from normalizer.fields.tags import find_tags
from normalizer.fields.title import find_title
from normalizer.fields.url import find_url
from normalizer.model import Clues, Fields, Found, Metadata

T = TypeVar("T")

#: Characters of ``2026-01-28``.
_DAY = 10


def read_metadata(clues: Clues) -> Metadata:
    """Return all that is known of the article beside its text.

    ``date`` is the day of ``published``, as the page writes it. A change before that day is none.
    What the input does not support is None or empty.
    """
    title = find_title(clues)
    published = find_published(clues)
    modified = find_modified(clues)
    if modified and published and modified.value[:_DAY] < published.value[:_DAY]:
        modified = None
    outlet = find_outlet(clues)
    return Metadata(
        title=_value(title),
        date=published.value[:_DAY] if published else None,
        outlet=_value(outlet),
        published=_value(published),
        modified=_value(modified),
        authors=_value(find_authors(clues)) or (),
        agency=_value(find_agency(clues)),
        dateline=_value(find_dateline(clues)),
        language=_value(find_language(clues)),
        section=_value(find_section(clues)),
        tags=_value(find_tags(clues)) or (),
        image=_value(find_image(clues)),
        url=_value(find_url(clues)),
        host=_value(find_host(clues)),
        fields=Fields(
            title=title.evidence if title else None,
            date=published.evidence if published else None,
            outlet=outlet.evidence if outlet else None,
        ),
    )


def _value(found: Found[T] | None) -> T | None:
    return found.value if found else None
