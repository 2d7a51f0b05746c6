"""The dateline."""

from __future__ import annotations

from normalizer.fields.dateline import find_dateline


def test_it_is_the_text_that_was_removed(of_dump, removal):
    """The first dateline of the text is returned exactly as it stood there."""
    clues = of_dump(
        removal("dateline", "OSLO, May 4 (CW) --", block=3),
        removal("dateline", "Lund, May 3 (CW)", block=1),
    )
    assert find_dateline(clues).value == "Lund, May 3 (CW)"


def test_without_removal_there_is_none(of_dump, removal):
    """No dateline is looked for where no rule found one."""
    assert find_dateline(of_dump(removal("agency", "CW"))) is None
