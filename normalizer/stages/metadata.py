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
from normalizer.model import Clues, Evidence, Fields, Found, Metadata

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
    authors = find_authors(clues)
    agency = find_agency(clues)
    dateline = find_dateline(clues)
    language = find_language(clues)
    section = find_section(clues)
    tags = find_tags(clues)
    image = find_image(clues)
    url = find_url(clues)
    host = find_host(clues)
    return Metadata(
        title=_value(title),
        date=published.value[:_DAY] if published else None,
        outlet=_value(outlet),
        published=_value(published),
        modified=_value(modified),
        authors=_value(authors) or (),
        agency=_value(agency),
        dateline=_value(dateline),
        language=_value(language),
        section=_value(section),
        tags=_value(tags) or (),
        image=_value(image),
        url=_value(url),
        host=_value(host),
        fields=Fields(
            title=_evidence(title),
            date=_evidence(published),
            outlet=_evidence(outlet),
            modified=_evidence(modified),
            authors=_evidence(authors),
            agency=_evidence(agency),
            dateline=_evidence(dateline),
            language=_evidence(language),
            section=_evidence(section),
            tags=_evidence(tags),
            image=_evidence(image),
            url=_evidence(url),
            host=_evidence(host),
        ),
    )


def _evidence(found: Found[T] | None) -> Evidence | None:
    return found.evidence if found else None


def _value(found: Found[T] | None) -> T | None:
    return found.value if found else None
