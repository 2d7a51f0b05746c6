"""Article → Markdown (CommonMark with the tables and strike-outs of GitHub in mind)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from normalizer.model import Article, BodyBlock, Role

#: What Markdown reads as markup anywhere in a line. An underscore inside a word, a lone ``<`` and
#: a lone ``&`` mean nothing to it and stay readable.
_ANYWHERE = re.compile(r"[\\`*\[\]~|]|(?<![^\W_])_|_(?![^\W_])|<(?=\S)|&(?=#?\w+;)")
#: What it reads as markup at the beginning of a line: headings, list marks, rules, quotes, the
#: underlines of headings and of table heads.
_AT_START = re.compile(r"#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|[>=]|:(?=-)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
#: Number signs that end a heading are taken for its closing marks.
_CLOSING = re.compile(r"(?<=\s)#+$")
_FENCE = re.compile(r"`{3,}")


def to_markdown(article: Article) -> str:
    """Return the article as Markdown, without a line break at the end.

    The title as ``# ``, a line with outlet and date, then the body: headings one level below the
    title at least, list items as ``- ``, quotes as ``> ``, neighbouring code blocks in one fence,
    each row of a table as a line. What is unknown is left out. Characters that Markdown would
    read as markup or HTML are escaped, so that a reader sees the words of the article; addresses
    that it makes into links stay as they are.
    """
    parts = [f"# {_heading(article.title)}"] if article.title else []
    if source := [escape(value) for value in (article.outlet, article.date) if value]:
        parts.append(", ".join(source))
    for role, blocks in groupby(article.blocks, key=attrgetter("role")):
        parts.append(_group(role, blocks))
    return "\n\n".join(parts)


def escape(text: str) -> str:
    r"""Return one line of text so that Markdown shows it as it is.

    >>> print(escape("1. *Rain* & <b>wind</b>: 5 < 6, snake_case"))
    1\. \*Rain\* & \<b>wind\</b>: 5 < 6, snake_case
    """
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    if _AT_START.match(text):
        return f"\\{text}"
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def _group(role: Role, blocks: Iterable[BodyBlock]) -> str:
    """Return neighbouring blocks of one role."""
    if role is Role.CODE:
        return _code(block.text for block in blocks)
    if role is Role.HEADING:
        return "\n\n".join(
            f"{'#' * max(block.level, 2)} {_heading(block.text)}" for block in blocks
        )
    lines = (escape(block.text) for block in blocks)
    match role:
        case Role.LIST_ITEM:
            return "\n".join(f"- {line}" for line in lines)
        case Role.QUOTE:
            return "\n>\n".join(f"> {line}" for line in lines)
        case Role.TABLE:
            # Two spaces at its end are what keeps a line from running into the next.
            return "  \n".join(lines)
        case _:
            return "\n\n".join(lines)


def _heading(text: str) -> str:
    return _CLOSING.sub(r"\\\g<0>", escape(text))


def _code(lines: Iterator[str]) -> str:
    code = "\n".join(lines)
    fence = "`" * max([3, *(len(run) + 1 for run in _FENCE.findall(code))])
    return f"{fence}\n{code}\n{fence}"
