"""Inputs past what the settings allow, and just below."""

from __future__ import annotations

from collections.abc import Iterator

from hostile_cases.case import LIMIT, MB, Case
from stories import dump, page


def cases() -> Iterator[Case]:
    """Yield inputs past what the settings allow, and just below."""
    group = "limits"
    yield Case(
        group,
        "a page of 19 MB",
        lambda: page(after="<p>The lake is calm.</p>\n" * 760_000).encode()[: 19 * MB],
        errors=LIMIT,
    )
    yield Case(
        group,
        "a page of 19 MB of text in one element",
        lambda: page(after="<div>" + "The lake is calm. " * 1_040_000 + "</div>").encode(),
        errors=LIMIT,
    )
    yield Case(
        group,
        "a dump of 19 MB",
        lambda: dump(after="The lake is calm today.\n" * 790_000).encode(),
        errors=LIMIT,
        url=None,
    )
    yield Case(
        group,
        "a page of 30 MB",
        lambda: page(after="x" * 30 * MB).encode(),
        story=(),
        errors=LIMIT,
    )
    yield Case(
        group,
        "2,500,000 elements",
        lambda: page(after="<b><i></b>" * 1_250_000).encode(),
        story=(),
        errors=LIMIT,
    )
    yield Case(
        group,
        "900,000 elements",
        lambda: page(after="<i>x</i>" * 900_000).encode(),
        errors=LIMIT,
    )
    yield Case(
        group,
        "1,000,000 nested elements",
        lambda: page(after="<b>" * 1_000_000).encode(),
        errors=LIMIT,
    )
    yield Case(
        group,
        "1,000,000 attributes on one element",
        lambda: page(after="<b " + " ".join(f"a{n}" for n in range(1_000_000)) + ">x</b>").encode(),
        errors=LIMIT,
    )
