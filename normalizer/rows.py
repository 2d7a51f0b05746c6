"""An article, or the error in its place, as one flat row: what batches and engines write.

A row has the fields of Article by name, as ``Article.to_dict`` gives them, then ``error`` and
``error_message``. One of the two sides is null: where there is an article there is no error.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from normalizer.errors import NormalizerError
from normalizer.model import Article

#: Goes up when a field of rows is renamed, removed or changes its type; new fields leave it.
SCHEMA_VERSION = 1
ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
#: The fields of a row, in order.
ROW_FIELDS = (*ARTICLE_FIELDS, "error", "error_message")
#: What the code of a row says where an exception came that nobody foresaw.
FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no article: a stable ``code``, and a sentence for people."""

    code: str
    message: str


def failure_of(error: Exception) -> Failure:
    """Return what a row says of an exception; one that is no NormalizerError is our own fault."""
    if isinstance(error, NormalizerError):
        return Failure(error.code, str(error))
    reason = f"{type(error).__name__}: {error}"
    return Failure(FAULT, f"a fault of the normalizer, please report it: {reason}")


def row_of(result: Article | Failure) -> dict[str, object]:
    """Return the row of an article or of what stood in its way."""
    if isinstance(result, Failure):
        nothing: dict[str, object] = dict.fromkeys(ARTICLE_FIELDS)
        return nothing | {"error": result.code, "error_message": result.message}
    return result.to_dict() | {"error": None, "error_message": None}


def free_name(name: str, taken: frozenset[str]) -> str:
    """Return the name under which a column of the input is passed through.

    One that a row has already (``taken``) gets ``input_`` before it.
    """
    return free_name(f"input_{name}", taken) if name in taken else name
