"""The account of an article as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from normalizer.cli.explain.shown import Piece, Shown, State, facts, shown, verdict, visible
from normalizer.model import Article

if TYPE_CHECKING:
    from rich.console import Console

#: Columns where the output is no terminal: a file looks the same whatever window it was made in.
_COLUMNS = 100
#: Lines of a piece of text that are shown unless all is asked for.
_LINES = 2
#: Columns that the names of fields take.
_NAME = 12
_INDENT = " " * 7
_MARKS = {State.KEPT: "+", State.REMOVED: "-", State.PARTLY: "~", State.MENDED_AWAY: "-"}
_LOOKS = {"+": "green", "-": "red", "~": "yellow"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: what stands at its beginning, its text as it came, and its style on a terminal.

    ``is_long``: the text may be of any length; it is wrapped, or cut where not all is asked for.
    """

    lead: str = ""
    text: str = ""
    look: str = ""
    is_long: bool = False


def write(article: Article, *, name: str, full: bool, file: TextIO) -> None:
    """Write the account of ``article``, made of the input ``name``, to ``file``.

    Texts are cut after two lines unless ``full``. In colour where ``file`` is a terminal that has
    it; else the same lines, 100 columns wide. What cannot be seen is written as its code.
    """
    from rich.console import Console

    for_person = file.isatty()
    console = Console(
        file=file,
        force_terminal=for_person,
        width=None if for_person else _COLUMNS,
        highlight=False,
        soft_wrap=True,
    )
    # Rich ends the program where its file is closed; what it would write is written here instead.
    with console.capture() as captured:
        for line in _lines(article, name):
            _print(console, line, full=full)
    file.write(captured.get())


def _lines(article: Article, name: str) -> Iterator[_Line]:
    blocks = shown(article)
    yield _Line("", name, "bold")
    yield _Line()
    for fact in facts(article):
        evidence = fact.evidence
        known_by = f"   ({evidence.source}, {evidence.confidence:g})" if evidence else ""
        value = "unknown" if fact.value is None else fact.value
        look = "dim" if fact.value is None else ""
        yield _Line(fact.name.ljust(_NAME), value + known_by, look, is_long=True)
    yield _Line()
    yield _Line("publisher".ljust(_NAME), article.publisher or "none is known")
    yield _Line("extractor".ljust(_NAME), f"{article.extractor}, confidence {article.confidence:g}")
    yield _Line("outcome".ljust(_NAME), verdict(article, blocks), "bold", is_long=True)
    for problem in article.problems:
        text = f"{problem.code}: {problem.message}"
        yield _Line("problem".ljust(_NAME), text, "yellow", is_long=True)
    yield _Line()
    yield _Line("", _heading(blocks), "bold")
    for block in blocks:
        yield from _block(block)


def _heading(blocks: tuple[Shown, ...]) -> str:
    states = Counter(block.state for block in blocks)
    counts = (f"{number} {state} ({_MARKS[state]})" for state in State if (number := states[state]))
    return f"{len(blocks)} blocks: {', '.join(counts)}" if blocks else "no blocks"


def _block(block: Shown) -> Iterator[_Line]:
    """Yield a block's lines: what became of it, its pieces, its repairs."""
    mark = _MARKS[block.state]
    lead = f"{block.index:4} {mark} "
    match block.state, block.pieces:
        case State.REMOVED, (piece,):
            yield _Line(lead, _taken(piece), _LOOKS[mark])
            yield _Line(_INDENT, piece.text, "dim", is_long=True)
        case _:
            label = f"{block.state}" if block.role is None else f"{block.role}"
            yield _Line(lead, label, _LOOKS[mark])
            for piece in block.pieces:
                yield from _piece(piece, is_only=len(block.pieces) == 1)
    for repair in block.repairs:
        text = f"repair {repair.repair}: {repair.before} → {repair.after}"
        yield _Line(f"{_INDENT}* ", text, "cyan", is_long=True)


def _piece(piece: Piece, *, is_only: bool) -> Iterator[_Line]:
    if piece.category is None:
        yield _Line(_INDENT if is_only else f"{_INDENT}+ ", piece.text, is_long=True)
    else:
        yield _Line(f"{_INDENT}- ", _taken(piece), "red")
        yield _Line(f"{_INDENT}  ", piece.text, "dim", is_long=True)


def _taken(piece: Piece) -> str:
    return f"{piece.category}   {piece.source}"


def _print(console: Console, line: _Line, *, full: bool) -> None:
    from rich.text import Text

    width = max(console.width - len(line.lead), _NAME)
    # A column may take several characters: marks that stand above others have no width.
    most = len(line.text) if full or not line.is_long else 4 * _LINES * width
    text = visible(line.text[:most])
    if not line.is_long:
        console.print(Text.assemble(line.lead, (text, line.look)))
        return
    wrapped = Text(text, line.look).wrap(console, width)
    cut = not full and (len(wrapped) > _LINES or most < len(line.text))
    for number, part in enumerate(wrapped if full else wrapped[:_LINES]):
        part.rstrip()
        if cut and number == _LINES - 1:
            part.truncate(width - 1)
            part.append("…")
        lead = " " * len(line.lead) if number else line.lead
        console.print(Text.assemble(lead, part))
