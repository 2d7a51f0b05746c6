"""What an article's account shows: every block, all its text, and why each piece went."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer import Article, BodyBlock, Category, Normalizer, Removal, Repair, Role, normalize
from normalizer.cli.explain.reasons import reasons
from normalizer.cli.explain.shown import Piece, State, shown, takers, visible
from normalizer.cli.explain.text import write
from normalizer.errors import NormalizerError
from normalizer.model import Block
from normalizer.rest import Rest
from tests.laws.strategies import dumps, pages, urls

from .accounts import articles

BARE = replace(normalize("x"), blocks=(), removed=())


def account(text: str, *gone: str) -> Article:
    """Return an article of one block from which the first occurrence of each of ``gone`` was taken."""
    rest = Rest.whole(Block(0, text))
    removed: list[Removal] = []
    for words in gone:
        start = text.index(words)
        removed.extend(rest.removals(((start, start + len(words)),), Category.AGENCY, "a.yaml:1"))
        rest = rest.without_piece(start, start + len(words))
    body = (BodyBlock(0, Role.PARAGRAPH, rest.text),) if rest.pieces else ()
    return replace(BARE, blocks=body, removed=tuple(removed))


def marked(article: Article) -> list[str]:
    """Return the pieces of the article's only block, those that were removed in brackets."""
    (block,) = shown(article)
    return [piece.text if piece.category is None else f"[{piece.text}]" for piece in block.pieces]


@pytest.mark.parametrize(
    ("text", "gone", "pieces"),
    [
        ("The river rose.", [], ["The river rose."]),
        ("ADA (AP) - The river rose.", ["ADA (AP) -"], ["[ADA (AP) -]", "The river rose."]),
        ("ADA (AP) - A river.", ["ADA", "(AP) -"], ["[ADA]", "[(AP) -]", "A river."]),
        ("ADA (AP) - “A river.”", ["ADA", "(AP) -"], ["[ADA]", "[(AP) -]", "“A river.”"]),
        ("The river rose. (AP)", ["(AP)"], ["The river rose.", "[(AP)]"]),
        ("It rose. (AP) It fell.", ["(AP)"], ["It rose.", "[(AP)]", "It fell."]),
        ("(AP) I saw a x (UP) b c", ["(AP)", "(UP)"], ["[(AP)]", "I saw a x", "[(UP)]", "b c"]),
        ("(AP) It rose. (UP)", ["(AP)", "(UP)"], ["[(AP)]", "It rose.", "[(UP)]"]),
        ("(AP), (UP) It rose.", ["(AP)", "(UP)"], ["[(AP)]", ",", "[(UP)]", "It rose."]),
        (
            "【社】橋は春【者】直る。",
            ["【社】", "【者】"],
            ["[【社】]", "橋は春", "[【者】]", "直る。"],
        ),
        ("(AP) (UP)", ["(AP)", "(UP)"], ["[(AP)]", "[(UP)]"]),
    ],
)
def test_a_block_is_parted_where_something_was_taken(
    text: str, gone: list[str], pieces: list[str]
) -> None:
    """What is left stands where it stood between the removals, with its words whole."""
    assert marked(account(text, *gone)) == pieces


def test_a_block_says_what_became_of_it() -> None:
    """Kept, removed, kept in part; or mended away, where damage was all there was."""
    states = [
        shown(account("It rose. (AP)", *gone))[0].state
        for gone in ([], ["(AP)"], ["It rose. (AP)"])
    ]
    assert states == [State.KEPT, State.PARTLY, State.REMOVED]
    mended = replace(BARE, repairs=(Repair(3, 0, "\ufeff", "", "invisible"),))
    (block,) = shown(mended)
    assert (block.index, block.state, block.pieces) == (3, State.MENDED_AWAY, ())


def check(article: Article) -> None:
    """Assert that each block is shown once, in order, with all its removals and all its text."""
    blocks = shown(article)
    named = {block.index for block in article.blocks} | {one.block for one in article.removed}
    indexes = [block.index for block in blocks]
    assert indexes == sorted(named | {repair.block for repair in article.repairs})
    body = {block.index: block.text for block in article.blocks}
    for block in blocks:
        kept = "".join(piece.text for piece in block.pieces if piece.category is None)
        assert "".join(kept.split()) == "".join(body.get(block.index, "").split())
        removed = [one for one in article.removed if one.block == block.index]
        taken = [piece for piece in block.pieces if piece.category is not None]
        expected = [Piece(one.text, one.category, one.source) for one in removed]
        assert sorted(map(repr, taken)) == sorted(map(repr, expected))


@given(articles())
def test_all_of_an_account_is_shown(article: Article) -> None:
    """Whatever an article says, no block, no removal and no word of the body is left out."""
    check(article)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(pages, dumps), urls)
def test_all_of_a_run_is_shown(data: str, url: str | None) -> None:
    """The same for what pages and dumps give, whose pieces stand in the order of the page."""
    try:
        article = normalize(data, url=url)
    except NormalizerError:
        return
    check(article)


@settings(deadline=None)
@given(articles())
def test_the_text_form_shows_all_of_it(article: Article) -> None:
    """With --full each word of each piece is printed, and nothing that a terminal would obey."""
    file = io.StringIO()
    write(article, name="page.html", full=True, file=file)
    printed = file.getvalue()
    unbroken = printed.replace("\n", "")
    assert unbroken == visible(unbroken)
    bare = "".join(printed.split())
    for block in shown(article):
        for piece in block.pieces:
            assert "".join(visible(piece.text).split()) in bare


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colour_and_its_own_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person sees fits the window; a file is the same whatever the environment asks for."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    article = account("The river rose in the night, and nobody had asked the mayor. (AP)", "(AP)")
    terminal, file = Terminal(), io.StringIO()
    for target in (terminal, file):
        write(article, name="page.html", full=False, file=target)
    assert "\x1b[31magency   a.yaml:1\x1b[0m" in terminal.getvalue()
    assert "       + The river rose in the night,\n         and nobody" in terminal.getvalue()
    assert "\x1b" not in file.getvalue()
    assert "nobody had asked the mayor.\n" in file.getvalue()


def test_takers_are_counted() -> None:
    """Each rule or stage with the number of pieces it took, by category."""
    article = account("(AP) It rose. (UP)", "(AP)", "(UP)")
    (taker,) = takers(article.removed)
    assert (taker.source, taker.category, taker.pieces) == ("a.yaml:1", Category.AGENCY, 2)


def test_reasons_are_those_of_the_rule_files() -> None:
    """What removed something says why by the place that its removals name."""
    known = reasons(Normalizer().rules)
    article = normalize("<p>Related stories</p><p>The river rose in the night.</p>")
    (source,) = {one.source for one in article.removed if one.category is Category.RELATED}
    assert known[source]
