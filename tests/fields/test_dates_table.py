"""Every text of ``fixtures/dates.yaml``, read by what the fields read their dates with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from normalizer import normalize
from normalizer.fields._dates import read_date, read_visible
from normalizer.fields._style import DateStyle

TABLE = Path(__file__).parents[2] / "fixtures" / "dates.yaml"
GROUPS = yaml.safe_load(TABLE.read_text("utf-8"))
READERS = {"line": read_visible, "machine": read_date}
SENTENCE = (
    "The ferry sailed to the island with a full deck and a captain who had not slept for days."
)


def style_of(group: dict[str, str]) -> DateStyle:
    """Return how the dates of a group are written, as far as it is known."""
    known = {key: group.get(key) for key in ("language", "country", "order", "timezone")}
    crawled = group.get("crawled")
    return DateStyle(**known, crawled=dt.datetime.fromisoformat(crawled) if crawled else None)


def rows(origins: Iterable[str]) -> list[object]:
    """Return a test for each text of these origins, named by how and in what language it is met."""
    return [
        pytest.param(group, text, expected, id=" ".join(filter(None, (*named(group), text))))
        for group in GROUPS
        if group["from"] in origins
        for text, expected in group["dates"].items()
    ]


def named(group: dict[str, str]) -> list[str]:
    """Return what tells the rows of a group from the same texts in another."""
    keys = ("from", "language", "country", "order", "timezone", "crawled")
    return [group.get(key, "") for key in keys]


@pytest.mark.parametrize(("group", "text", "iso"), rows(READERS))
def test_a_text_gives_its_date(group, text, iso):
    """A text is read as the day or moment of the table, or as none, and says where it is ambiguous."""
    reading = READERS[group["from"]](text, style_of(group))
    assert (reading and reading.iso) == iso
    assert (reading is not None and reading.ambiguous) == group.get("ambiguous", False)


@pytest.mark.parametrize(("group", "line", "dates"), rows(["dump"]))
def test_a_line_of_a_dump_says_which_date_is_which(group, line, dates):
    """Publication and change are told apart; where a change stands alone, the date says that it is one."""
    article = normalize("\n\n".join(("Ferry sails again", line, *[SENTENCE] * 3)))
    published, modified = dates
    assert article.modified == modified
    if published:
        assert article.published == published
        assert article.fields.date.source == "removed:timestamp"
    else:
        assert article.fields.date.source == "search:changed"


def test_the_table_is_large_enough():
    """The table has hundreds of texts in the languages of news, and no text twice under one style."""
    count = Counter((text, *named(group)) for group in GROUPS for text in group["dates"])
    languages = {style_of(group).tongue for group in GROUPS} - {""}
    assert count.total() >= 700
    assert len(languages) >= 40
    assert max(count.values()) == 1
    assert len(count) == TABLE.read_text("utf-8").count("\n    ")
