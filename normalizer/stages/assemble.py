"""All that was found → the Article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from normalizer.fields.outcome import outcome_of
from normalizer.model import (
    Article,
    BodyBlock,
    Metadata,
    Page,
    Problem,
    Removal,
    Repair,
    Ruled,
)
from normalizer.text import fold

_FINGERPRINT_BYTES = 16
#: What one kind of problem leaves of the confidence.
_TRUST = 0.8


@dataclass(frozen=True, slots=True)
class Account:
    """What the stages made of a page's text."""

    body: tuple[BodyBlock, ...]
    removed: tuple[Removal, ...]
    repairs: tuple[Repair, ...]
    extractor: str
    confidence: float
    problems: tuple[Problem, ...]


def assemble(page: Page, account: Account, metadata: Metadata, *, ruled: Ruled) -> Article:
    """Return the article: the body's blocks with one blank line between them, and the account.

    Each kind of problem that the rules and the chooser had takes a part of the confidence.
    """
    kinds = {problem.code for problem in account.problems}
    confidence = round(account.confidence * _TRUST ** len(kinds), 3)
    text = "\n\n".join(block.text for block in account.body)
    return Article(
        title=metadata.title,
        date=metadata.date,
        outlet=metadata.outlet,
        text=text,
        published=metadata.published,
        modified=metadata.modified,
        authors=metadata.authors,
        agency=metadata.agency,
        dateline=metadata.dateline,
        language=metadata.language,
        section=metadata.section,
        tags=metadata.tags,
        image=metadata.image,
        url=metadata.url,
        host=metadata.host,
        publisher=ruled.publisher,
        blocks=account.body,
        outcome=outcome_of(
            page,
            text,
            metadata,
            confidence=account.confidence,
            removed=account.removed,
            has_paywall=ruled.has_paywall,
        ),
        extractor=account.extractor,
        confidence=confidence if text else 0.0,
        fields=metadata.fields,
        removed=account.removed,
        repairs=account.repairs,
        problems=(*page.problems, *account.problems, *_doubted(metadata)),
        fingerprint=fingerprint(text),
    )


def _doubted(metadata: Metadata) -> Iterator[Problem]:
    """Yield a problem for each day that may be another one, because nothing decides how it is read."""
    days = {"date": metadata.date, "modified": metadata.modified}
    for name, day in days.items():
        evidence = getattr(metadata.fields, name)
        if day and evidence and evidence.ambiguous:
            message = (
                f"{name} is {day[:10]} with the day read first, and may be another with the month "
                f"first: a rule file can say which (dates: {{order: mdy}})"
            )
            yield Problem("ambiguous_date", message)


def fingerprint(text: str) -> str:
    """Return 32 hex digits, equal for texts that differ in case, space and punctuation only."""
    return hashlib.blake2b(fold(text).encode(), digest_size=_FINGERPRINT_BYTES).hexdigest()
