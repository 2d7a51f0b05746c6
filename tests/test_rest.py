"""Rest: what stands of a block while pieces are taken, mended and recorded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizer.model import Block, Category
from normalizer.rest import Piece, Rest

TEXT = "Seoul, Jan 21 (IANS) The river rose. Print"


def rest(text: str = TEXT) -> Rest:
    """Return the rest of a block with this text."""
    return Rest.whole(Block(3, text))


def test_the_whole_block_stands_at_first() -> None:
    """Nothing taken: one piece, the text as it is; of an empty block, none."""
    assert (rest().pieces, rest().text) == (((0, 42),), TEXT)
    assert (rest("").pieces, rest("").text) == ((), "")


def test_what_is_taken_leaves_no_space_at_the_cut() -> None:
    """The pieces that stand are trimmed, so that the text begins and ends with a word."""
    left = rest().without_piece(0, 20)
    assert (left.pieces, left.text) == (((21, 42),), "The river rose. Print")
    left = left.without_piece(37, 42)
    assert (left.pieces, left.text) == (((21, 36),), "The river rose.")


def test_pieces_around_a_gap_keep_their_distance() -> None:
    """A gap with space at either end parts words; one without joins them, as the reader sees it."""
    assert rest("The (so-called) river").without_piece(4, 15).text == "The river"
    assert rest("子こども").without_piece(1, 2).text == "子ども"
    assert rest("river[1]s rose").without_piece(5, 8).text == "rivers rose"


def test_taking_all_leaves_nothing() -> None:
    """A block of which all is taken, at once or by and by, has no pieces and no text."""
    assert rest().without_piece(0, 42).pieces == ()
    assert rest("a b").without([(0, 1), (2, 3)]).pieces == ()
    assert rest("a b").without([(2, 3), (0, 1)]).text == ""


def test_taking_what_is_gone_changes_nothing() -> None:
    """Pieces that were taken before, or stand outside the block, do no harm."""
    left = rest().without_piece(0, 20)
    assert left.without_piece(0, 20) == left
    assert left.without_piece(5, 5) == left
    assert left.without_piece(90, 99) == left


def test_inside_is_what_still_stands_there() -> None:
    """Of the wanted pieces that comes back which stands, trimmed and in order, once."""
    left = rest("one two three four").without_piece(4, 7)
    assert left.inside([(0, 13)]) == ((0, 3), (8, 13))
    assert left.inside([(14, 18), (8, 18)]) == ((8, 18),)
    assert left.inside([(4, 7)]) == ()
    assert left.inside([(3, 8)]) == ()


def test_offsets_in_the_text_lead_to_the_block() -> None:
    """What a pattern hits in the rest is found in the block, in several pieces across a gap."""
    left = rest("one two three four").without_piece(4, 7)
    assert left.text == "one three four"
    assert left.pieces_of(0, 3) == ((0, 3),)
    assert left.pieces_of(0, 9) == ((0, 3), (8, 13))
    assert left.pieces_of(3, 4) == ()
    assert left.pieces_of(0, 14) == left.pieces


def test_a_repair_moves_what_stands_behind_it() -> None:
    """A longer or shorter word shifts the pieces; the place in the block is told."""
    left = rest("cafÃ© one two").without_piece(6, 9)
    mended = left.mended(0, "cafÃ©", "café")
    assert mended is not None
    assert mended.changes == ((0, "cafÃ©", "café"),)
    assert mended.rest.text == "café two"
    assert mended.rest.block.text == "café one two"
    assert mended.rest.without_piece(9, 12).text == "café"


def test_a_piece_that_is_mended_away_is_gone() -> None:
    """A repair that leaves nothing of a piece leaves no empty piece behind."""
    mended = rest("one \u200b").without_piece(0, 3).mended(0, "\u200b", "")
    assert mended is not None
    assert (mended.rest.pieces, mended.rest.text) == ((), "")


def test_words_around_a_removal_are_mended() -> None:
    """The first of the pieces is replaced, the others go, with one of the spaces around them."""
    left = rest("one two three four").without_piece(4, 7)
    mended = left.mended(0, "one three", "1")
    assert mended is not None
    assert mended.changes == ((7, " three", ""), (0, "one", "1"))
    assert mended.rest.block.text == "1 two four"
    assert mended.rest.text == "1 four"
    assert mended.rest.without_piece(6, 10).text == "1"


def test_words_that_do_not_stand_there_are_left_alone() -> None:
    """What a repair names has to be what the rest shows at that place."""
    left = rest("one two three").without_piece(4, 7)
    assert left.mended(0, "two", "x") is None
    assert left.mended(4, "two", "x") is None


def test_removals_say_what_was_taken_and_why() -> None:
    """One record for each piece, with the block, its place, the text and what the rule captured."""
    (record,) = rest().removals(((0, 20),), Category.DATELINE, "a.yaml:3", (("wire", "IANS"),))
    assert (record.block, record.start, record.end) == (3, 0, 20)
    assert (record.text, record.category) == ("Seoul, Jan 21 (IANS)", Category.DATELINE)
    assert (record.source, record.captured) == ("a.yaml:3", (("wire", "IANS"),))


texts = st.text(alphabet="ab c\u00e9子", max_size=30).map(lambda text: " ".join(text.split()))
pieces = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple))


def words(text: str) -> str:
    """Return the characters that a reader sees."""
    return "".join(text.split())


@given(text=texts, gone=pieces)
def test_no_character_is_lost_or_doubled(text: str, gone: list[Piece]) -> None:
    """What stands and what is inside the taken pieces are together the block, character by character."""
    whole = rest(text)
    taken, left = whole.inside(gone), whole.without(gone)
    marks = [0] * len(text)
    for start, end in (*taken, *left.pieces):
        for at in range(start, end):
            marks[at] += 1
    assert all(mark == 1 for mark, char in zip(marks, text, strict=True) if not char.isspace())
    assert words(left.text) == "".join(words(text[slice(*piece)]) for piece in left.pieces)
    assert left == whole.without(taken)


@given(text=texts, gone=pieces)
def test_pieces_taken_one_by_one_or_at_once(text: str, gone: list[Piece]) -> None:
    """The order of taking does not matter."""
    one_by_one = rest(text)
    for start, end in reversed(gone):
        one_by_one = one_by_one.without_piece(start, end)
    assert one_by_one == rest(text).without(gone)


@given(text=texts, gone=pieces, start=st.integers(0, 30), length=st.integers(0, 30))
def test_pieces_of_a_hit_hold_its_words(
    text: str, gone: list[Piece], start: int, length: int
) -> None:
    """The pieces for two offsets hold the characters that stand between them, in order."""
    left = rest(text).without(gone)
    found = left.pieces_of(start, start + length)
    assert "".join(words(text[slice(*piece)]) for piece in found) == words(
        left.text[start : start + length]
    )
