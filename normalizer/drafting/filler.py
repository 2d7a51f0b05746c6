"""Text that stands in for a story's: everybody sees that it is none, whatever language the site has."""

from __future__ import annotations

HEADLINE = "Lorem ipsum dolor sit amet consectetur"
DECK = "Nulla facilisi morbi tempus iaculis urna id volutpat lacus laoreet."
DATE = "2026-01-15T09:30:00+00:00"
AUTHOR = "Dolor Amet"
SECTION = "Lorem"
#: What stands where the site has boilerplate.
SCRAPS = ("Ut enim", "Quis nostrud", "Duis aute", "Sunt in culpa")
PARAGRAPHS = (
    "Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium.",
    "Nemo enim ipsam voluptatem quia voluptas sit aspernatur aut odit aut fugit.",
    "Neque porro quisquam est qui dolorem ipsum quia dolor sit amet adipisci velit.",
)
