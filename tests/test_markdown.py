"""Markdown of an article: an independent reader of CommonMark finds the same words in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from normalizer import Article, BodyBlock, Role, normalize
from normalizer.markdown import escape
from normalizer.text import squash

BARE = replace(normalize("The river rose."), title=None, date=None, outlet=None, text="", blocks=())
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: How the reader names what it found, and the role that must have led to it.
OPENERS = {
    "heading_open": Role.HEADING,
    "list_item_open": Role.LIST_ITEM,
    "blockquote_open": Role.QUOTE,
}

markup = st.text(st.sampled_from("ab1. \\`*_{}[]()#+-=!<>&;:|~\"'/$^"), min_size=1)
prose = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)
texts = (markup | prose).map(squash).filter(bool)


def article(*blocks: tuple[Role, str], title: str | None = None) -> Article:
    """Return an article of the given body."""
    body = tuple(BodyBlock(index, role, text) for index, (role, text) in enumerate(blocks))
    return replace(BARE, title=title, blocks=body)


def read(markdown: str) -> list[tuple[Role, str]]:
    """Return the role and the words of each block that the reader sees."""
    blocks: list[tuple[Role, str]] = []
    role = Role.PARAGRAPH
    for token in READER.parse(markdown):
        if token.type in OPENERS:
            role = OPENERS[token.type]
        elif token.type.replace("_close", "_open") in OPENERS:
            role = Role.PARAGRAPH
        elif token.type == "inline":
            blocks.extend((role, line) for line in "".join(shown(token)).split("\n"))
        elif token.type == "fence":
            blocks.extend((Role.CODE, line) for line in token.content.splitlines())
        else:
            assert token.type in {
                "paragraph_open",
                "paragraph_close",
                "bullet_list_open",
                "bullet_list_close",
            }, token
    return blocks


def shown(token: Token) -> Iterator[str]:
    for child in token.children or ():
        assert child.type in {"text", "hardbreak"}, child
        yield child.content if child.type == "text" else "\n"


def test_article_begins_with_title_and_source() -> None:
    """The title is a first heading, outlet and date share a line, the body follows."""
    page = replace(
        article((Role.PARAGRAPH, "The river rose.")),
        title="Rain *again*",
        date="2026-01-28",
        outlet="Valley Post",
    )
    assert page.to_markdown() == (
        "# Rain \\*again\\*\n\nValley Post, 2026-01-28\n\nThe river rose."
    )


def test_what_is_unknown_is_left_out() -> None:
    """Without title, outlet and date there is the body alone; without a body, nothing."""
    assert article((Role.LINE, "The river rose.")).to_markdown() == "The river rose."
    assert article().to_markdown() == ""


def test_roles_become_their_markup() -> None:
    """Lists, quotes and table rows stay together; lines of code share one fence."""
    page = article(
        (Role.HEADING, "What to bring"),
        (Role.LIST_ITEM, "boots"),
        (Role.LIST_ITEM, "a lamp"),
        (Role.QUOTE, "We waited."),
        (Role.QUOTE, "Then it came."),
        (Role.TABLE, "Monday 3 mm"),
        (Role.TABLE, "Tuesday 9 mm"),
        (Role.CODE, "level = 3"),
        (Role.CODE, "print(level)"),
        (Role.CAPTION, "The bridge at noon."),
    )
    assert page.to_markdown() == (
        "## What to bring\n\n"
        "- boots\n- a lamp\n\n"
        "> We waited.\n>\n> Then it came.\n\n"
        "Monday 3 mm  \nTuesday 9 mm\n\n"
        "```\nlevel = 3\nprint(level)\n```\n\n"
        "The bridge at noon."
    )


def test_headings_keep_their_level_below_the_title() -> None:
    """A page's own first heading moves to the second level, deeper ones stay."""
    page = replace(
        BARE,
        blocks=(
            BodyBlock(0, Role.HEADING, "One", 1),
            BodyBlock(1, Role.HEADING, "Three", 3),
        ),
    )
    assert page.to_markdown() == "## One\n\n### Three"


def test_fence_is_longer_than_those_in_the_code() -> None:
    """Code that shows a fence does not end the fence around it."""
    page = article((Role.CODE, "````"), (Role.CODE, "more"))
    assert page.to_markdown() == "`````\n````\nmore\n`````"


@pytest.mark.parametrize(
    "text",
    [
        "snake_case and 5 < 6, 7 > 3",
        "AT&T, Q & A; 3 + 4 = 7",
        "-5 degrees; #rain; 1.5 million",
        "(so it seems) - and so on!",
    ],
)
def test_harmless_characters_stay_readable(text: str) -> None:
    """What Markdown does not read as markup is left alone."""
    assert escape(text) == text


@given(st.lists(st.tuples(st.sampled_from(list(Role)), texts)), st.none() | texts)
@example([(Role.TABLE, "a | b"), (Role.TABLE, ":---")], None)
@example([(Role.TABLE, "a"), (Role.TABLE, "==="), (Role.TABLE, "---")], None)
@example([(Role.PARAGRAPH, "1986. A year"), (Role.PARAGRAPH, "2) b")], "C #")
@example([(Role.PARAGRAPH, "&copy; <b>x</b> <!-- y --> [a](b) ![c](d) <1@b.cc>")], "# #")
def test_reader_sees_the_same_words(blocks: list[tuple[Role, str]], title: str | None) -> None:
    """A reader of CommonMark finds every block with its role and its words, and no other markup."""
    plain = {Role.CAPTION, Role.TABLE, Role.LINE}
    expected = [(Role.HEADING, title)] if title else []
    expected += [(Role.PARAGRAPH if role in plain else role, text) for role, text in blocks]
    assert read(article(*blocks, title=title).to_markdown()) == expected
