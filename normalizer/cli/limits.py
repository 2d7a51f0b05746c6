"""The limits that hold while an input is read and unpacked."""

from __future__ import annotations

from normalizer.errors import LimitError
from normalizer.settings import Settings

#: Bytes that anything may be unpacked to: a page of blanks is no bomb.
_HARMLESS_BYTES = 1_000_000


def check_size(size: int, settings: Settings) -> None:
    """Raise LimitError for an input of more bytes than ``settings.max_bytes``."""
    if size > settings.max_bytes:
        raise LimitError(limit="max_bytes", allowed=settings.max_bytes, value=size, unit="bytes")


def check_ratio(packed: int, unpacked: int, settings: Settings) -> None:
    """Raise LimitError for an input that grew by more than ``settings.max_ratio``; sizes in bytes."""
    if unpacked > max(_HARMLESS_BYTES, settings.max_ratio * packed):
        raise LimitError(
            limit="max_ratio",
            allowed=settings.max_ratio,
            value=unpacked // max(1, packed),
            unit="times its packed size",
        )
