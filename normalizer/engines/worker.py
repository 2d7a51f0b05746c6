"""What the workers of every engine share: where the pages stand, one Normalizer in each, and its rows."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalizer.api import Normalizer
from normalizer.errors import InputError
from normalizer.rows import failure_of, row_of

#: Normalizers that a process keeps; one serves a job, and few processes see several jobs.
_KEPT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names of the columns of pages and dumps, and of what is known of them.

    text: string or binary. It must be there; the others may be missing.
    url: where the page was fetched from.
    content_type: the HTTP header.
    crawled: when it was fetched: date, time or ISO 8601.
    """

    text: str = "text"
    url: str = "url"
    content_type: str = "content_type"
    crawled: str = "crawled"

    def check(self, there: Sequence[str]) -> None:
        """Raise InputError where the text is not among the columns that are there."""
        if self.text not in there:
            raise InputError(
                f"there is no column {self.text!r} of pages: name it with text=…; there are: "
                f"{', '.join(there)}"
            )


class Worker:
    """A Normalizer as it is sent to the processes of an engine: each makes it once and keeps it.

    Engines send their function with every task, and a Normalizer in it would read its rules each
    time. normalizer: without it, the shipped rules and default settings. Folders of rules must be
    found under the same path on every machine.
    """

    __slots__ = ("_recipe",)

    def __init__(self, normalizer: Normalizer | None = None) -> None:
        self._recipe = pickle.dumps(normalizer) if normalizer else b""

    @property
    def normalizer(self) -> Normalizer:
        """Return the Normalizer of this process. Raises what making it raises: RuleError, InputError."""
        return _made(self._recipe)


def article_row(
    normalizer: Normalizer,
    data: object,
    *,
    url: object = None,
    content_type: object = None,
    crawled: object = None,
) -> dict[str, object]:
    """Return the row of a page or dump, whatever stands there: its article, or the error in its place."""
    try:
        if not isinstance(data, (str, bytes)):
            raise InputError("there is no text: the value is null")  # noqa: TRY301
        article = normalizer.normalize(
            data,
            url=_string(url),
            content_type=_string(content_type),
            crawled=_string(crawled),
        )
    except Exception as error:  # a fault in one row must not cost the others
        return row_of(failure_of(error))
    return row_of(article)


def _string(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@lru_cache(maxsize=_KEPT)
def _made(recipe: bytes) -> Normalizer:
    if not recipe:
        return Normalizer()
    normalizer: Normalizer = pickle.loads(recipe)
    return normalizer
