"""Libraries that only some work needs, and what to do where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from normalizer.errors import BatchError


@contextmanager
def needed(what: str, *, extra: str = "batch") -> Iterator[None]:
    """Let imports fail in words: ``what`` is what a library is needed for (``Parquet``).

    extra: the extra of the package that installs the library.

    Raises BatchError where an import in its block fails.
    """
    try:
        yield
    except ImportError as error:
        raise BatchError(
            f"{what} needs the library {error.name}: pip install 'article-normalizer[{extra}]'"
        ) from error
