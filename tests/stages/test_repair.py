from __future__ import annotations

import pytest

from normalizer.model import Block, Segmented
from normalizer.repairs import mend, steps
from normalizer.stages.repair import repair


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("l\u00e2\u20ac\u2122\u00c3\u00a9t\u00c3\u00a9", "l’été"),
        ("voilÃ le travail", "voilà le travail"),
        ("GrÃ¶ÃŸe", "Größe"),
        ("It\u00e2\u0080\u0099s", "It’s"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("R&amp;D &#8212; now", "R&D — now"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("a\x07b", "ab"),
        ("They meet next week.According to her, so.", "They meet next week. According to her, so."),
        ("Wird es so kommen?Das weiß keiner.", "Wird es so kommen? Das weiß keiner."),
    ],
)
def test_damage_is_mended(damaged: str, mended: str) -> None:
    """Mojibake, double escapes, invisible characters and glued sentences come out as they were meant."""
    assert mend(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” quotes ‘stay’",
        "ﬁne ligatures stay",
        "Ｆｕｌｌ width stays",
        "AT&T and ?a=1&copy=2 stay",
        "می‌خواهم",
        "👩‍👩‍👧",
        "5 < 6 && 7 > 3",
        "Booking.Com is a site, Node.Js runs it",
        "The U.S.Army and J.R.Smith stay",
        "https://valley.example/news.Archive of mills",
        "Ask editor@mill.Example now",
        "an ellipsis...And more",
    ],
)
def test_style_is_left_alone(text: str) -> None:
    """What is merely a matter of style, and joiners that spell words, stay as they are."""
    assert mend(text) == text


@pytest.mark.parametrize("text", ["&amp;lt;b&amp;gt;", "&amp;amp;amp;", "Ã\u0192Â©", "\u200b"])
def test_mending_is_final(text: str) -> None:
    """A mended text is not changed by mending it again."""
    assert steps(mend(text)) == [("", mend(text))]


def test_repairs_name_the_words_and_their_place() -> None:
    """A repair gives the changed words, nothing around them, and replays to the mended text."""
    block = Block(0, "One l\u00e2\u20ac\u2122\u00c3\u00a9t\u00c3\u00a9 and R&amp;D too")
    segmented, repairs = repair(Segmented((block,)))
    text = block.text
    for made in repairs:
        assert text[made.start : made.start + len(made.before)] == made.before
        text = text[: made.start] + made.after + text[made.start + len(made.before) :]
    assert segmented.blocks[0].text == text == "One l’été and R&D too"
    assert [made.repair for made in repairs] == ["entities", "mojibake"]


def test_sound_text_is_not_touched() -> None:
    """Blocks without damage are the same objects afterwards."""
    segmented = Segmented((Block(0, "Größe, Übung — “so”."),))
    assert repair(segmented) == (segmented, ())
