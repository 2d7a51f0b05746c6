"""Articles → what a reader, a program or a folder gets of them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Protocol, TextIO

from normalizer.markdown import escape
from normalizer.model import Article, Removal

#: What a terminal would obey instead of show.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOT_NAME = re.compile(r"[^\w.]+")
_PAGE_SUFFIX = re.compile(r"(?:\.(?:html?|xhtml|txt))?(?:\.gz)?$", re.I)
#: Characters of a file's name that come from its input: file systems allow 255 bytes in all, and
#: a character may have four.
_NAME_CHARS = 50
#: Hexadecimal digits that tell inputs of the same readable name apart: 48 bits.
_HASH_DIGITS = 12


class Format(StrEnum):
    """How articles are written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"

    @property
    def suffix(self) -> str:
        """Return what the names of files in this format end in."""
        return {Format.TEXT: ".txt", Format.MARKDOWN: ".md"}.get(self, f".{self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How articles are written.

    ``removed``: with what was taken and why. ``named``: JSON objects say which input they are of.
    """

    format: Format
    removed: bool = False
    named: bool = False


class Sink(Protocol):
    """Where articles go."""

    @property
    def on_terminal(self) -> bool:
        """Return whether a person sees each article as it is written."""

    def write(self, name: str, article: Article) -> None:
        """Write the article made of the input ``name``. Raises OSError."""

    def close(self) -> None:
        """Write what belongs behind the last article. Raises OSError."""


def render(name: str, article: Article, style: Style) -> str:
    """Return one article in the format of ``style``, without a line break at its end.

    JSONL always names the input. What was removed is left out unless asked for: it is often longer
    than the article.
    """
    match style.format:
        case Format.TEXT:
            return "\n".join(line for line, _ in _lines(article, removed=style.removed))
        case Format.MARKDOWN:
            account = ["---", _markdown_account(article.removed)] if style.removed else []
            return "\n\n".join(filter(None, [article.to_markdown(), *account]))
        case Format.JSON | Format.JSONL:
            plain = article.to_dict()
            if not style.removed:
                del plain["removed"]
            if style.named or style.format is Format.JSONL:
                plain = {"input": name} | plain
            indent = 2 if style.format is Format.JSON else None
            return json.dumps(plain, ensure_ascii=False, indent=indent)


def file_name(name: str, form: Format) -> str:
    """Return the name of the file for the input ``name``: always the same, another for each input.

    It depends on the input's name alone, not on the other inputs, and cannot leave its folder.

    >>> file_name("../pages/a.html.gz", Format.JSON)
    'pages_a-96e7c480c1dc.json'
    """
    full = name if "://" in name else os.path.normpath(name)
    readable = _NOT_NAME.sub("_", _PAGE_SUFFIX.sub("", full))[-_NAME_CHARS:].strip("_.")
    digest = hashlib.sha256(full.encode()).hexdigest()[:_HASH_DIGITS]
    return f"{readable or 'input'}-{digest}{form.suffix}"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with one file for each article."""

    path: Path
    style: Style
    on_terminal: ClassVar[bool] = False

    def write(self, name: str, article: Article) -> None:
        """Write the article into a file of its own; one that exists is replaced."""
        path = self.path / file_name(name, self.style.format)
        text = render(name, article, self.style) + "\n"
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")

    def close(self) -> None:
        """Do nothing: every file is whole."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around several articles; ``{}`` in ``name`` is the input's.

    ``last`` stands behind the last article, where the format is not complete without it.
    """

    first: str = ""
    between: str = ""
    name: str = ""
    after: str = "\n"
    last: str = ""


_FRAMES = {
    Format.TEXT: _Frame(between="\n\n", name="==> {} <==\n\n"),
    Format.MARKDOWN: _Frame(between="\n---\n\n"),
    Format.JSON: _Frame(first="[\n", between=",\n", after="", last="\n]\n"),
    Format.JSONL: _Frame(),
}


class Stream:
    """All articles one after another: in the file at ``path``, on standard output without one.

    ``several``: there may be more than one. A file is opened when the first article is there: an
    output that is its own input is read before it is replaced, and stays as it was where the
    reading fails.
    """

    def __init__(self, path: Path | None, style: Style, *, several: bool = False) -> None:
        self._path = path
        self._style = style
        self._frame = _FRAMES[style.format] if several else _Frame()
        self._file: TextIO | None = None

    @property
    def on_terminal(self) -> bool:
        """Return whether a person sees each article as it is written."""
        return self._path is None and sys.stdout.isatty()

    def write(self, name: str, article: Article) -> None:
        """Write the article, parted from the one before it as its format wants it."""
        before = self._frame.between if self._file else self._frame.first
        file = self._opened()
        file.write(before + self._frame.name.format(name))
        if self._style.format is Format.TEXT and self.on_terminal:
            _print(file, _lines(article, removed=self._style.removed))
        else:
            file.write(render(name, article, self._style) + self._frame.after)
        file.flush()

    def close(self) -> None:
        """End the list, where the format has one: an empty list where there was no article."""
        if self._frame.last:
            before = "" if self._file else self._frame.first
            self._opened().write(before + self._frame.last)
        if self._file:
            self._file.flush()
            if self._path:
                self._file.close()

    def _opened(self) -> TextIO:
        if self._file is None:
            if self._path:
                self._file = self._path.open("w", encoding="utf-8", errors="replace", newline="\n")
            else:
                self._file = standard_output()
        return self._file


def standard_output() -> TextIO:
    """Return standard output: UTF-8 for programs, what the terminal can show for people."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
    return sys.stdout


def _lines(article: Article, *, removed: bool) -> Iterator[tuple[str, str]]:
    """Yield the lines of the text format, each with the style that it has on a terminal."""
    known = ((article.title, "bold"), (article.date, "cyan"), (article.outlet, "cyan"))
    sections = [
        [(value, look) for value, look in known if value],
        [(line, "") for line in article.text.split("\n")] if article.text else [],
        list(_account(article.removed)) if removed else [],
    ]
    for number, section in enumerate(filter(None, sections)):
        if number:
            yield "", ""
        yield from section


def _account(removed: tuple[Removal, ...]) -> Iterator[tuple[str, str]]:
    yield "Removed:" if removed else "Removed: nothing", "bold"
    for removal in removed:
        yield f"- {removal.category} ({removal.source}): {removal.text}", "dim"


def _markdown_account(removed: tuple[Removal, ...]) -> str:
    if not removed:
        return "Removed: nothing"
    items = (f"- {r.category} ({escape(r.source)}): {escape(r.text)}" for r in removed)
    return "\n".join(("Removed:", "", *items))


def _print(terminal: TextIO, lines: Iterator[tuple[str, str]]) -> None:
    """Write styled lines for a person; what a terminal would obey is shown as U+FFFD."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=terminal, highlight=False)
    for line, look in lines:
        console.print(Text(_CONTROL.sub("\ufffd", line), look))
