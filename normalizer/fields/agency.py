"""The wire service whose copy the story is."""

from __future__ import annotations

from normalizer.fields._clean import captured, clean, found, removals
from normalizer.model import Category, Clues, Found
from normalizer.text import fold

#: Where an agency signs, the surest first: the dateline opens its own copy.
_SIGNED = (
    (Category.DATELINE, 0.95),
    (Category.AGENCY, 0.9),
    (Category.SITE_HEADER, 0.85),
    (Category.BYLINE, 0.8),
)


def find_agency(clues: Clues) -> Found[str] | None:
    """Return the agency as the rules name it, None where no removed text signs for one.

    Left alone: agencies that the story merely quotes, those that only took the picture, and the
    outlet itself, which is no agency on its own page.
    """
    own = fold(clues.ruled.outlet or "")
    for category, confidence in _SIGNED:
        for removal in removals(clues, category):
            name = captured(removal, "agency")
            if name is None and category is Category.AGENCY:
                name = clean(removal.text)
            if name and fold(name) != own:
                return found(name, f"removed:{category}", confidence)
    return None
