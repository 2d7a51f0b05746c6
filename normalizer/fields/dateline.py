"""Place, date and agency that open a wire story."""

from __future__ import annotations

from normalizer.fields._clean import found, removals
from normalizer.model import Category, Clues, Found


def find_dateline(clues: Clues) -> Found[str] | None:
    """Return the first dateline that was removed from the text, without the dash behind it."""
    for removal in removals(clues, Category.DATELINE):
        return found(removal.text.rstrip(" -–—=:"), "removed:dateline", 0.95)
    return None
