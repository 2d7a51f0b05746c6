"""Who signs the story where the reader sees it: in lines and links around the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizer.fields._clean import text_of
from normalizer.fields._people import (
    BY,
    WORK,
    WRITER,
    bare,
    is_name,
    is_role,
    opening_names,
    parted,
)
from normalizer.model import Block, Category, Clues

#: Blocks before and after a title among which the story is signed.
_BEFORE, _AFTER = 6, 10
#: Titles looked around: a page that shows more is a list.
_MOST_TITLES = 10
#: A line that signs says little else. In characters.
_MOST_CHARS = 160
#: Links looked at; a page with more is an index.
_MOST_LINKS = 2000
#: What has writers of its own.
_FOREIGN = frozenset(
    (
        Category.ADVERT,
        Category.CAPTION,
        Category.COMMENTS,
        Category.CREDIT,
        Category.RELATED,
    )
)
#: What a line that signs has, which is quicker to see than that it does.
_SIGN = re.compile(rf"\b(?:{BY}|{WRITER})", re.I)
#: A line that signs, whatever stands before a sign or a number in it, also where a box parts the words.
_LINE = re.compile(
    rf"(?:.{{0,60}}?(?:[|•·⋅●,:/–—-]|\d)\s*)?"
    rf"(?:(?:{WORK} )?(?:{BY}\b ?:? ?|(?-i:By|BY)(?=[A-Z]))|{WRITER} ?: ?)(?P<names>\w.*)",
    re.I,
)
#: The same with a name of one word.
_SINGLE = re.compile(rf"(?:{WORK} )?(?i:{BY}) ?:? (?P<name>[A-Z][a-z]+)(?: ?[|•·⋅●,/(–—].*)?")
#: The label alone, whose name stands in the next line.
_LABEL = re.compile(rf"(?:{WORK} )?{BY}|{WRITER}", re.I)
#: Those who looked at a story after it was written.
_OTHERS = re.compile(r"(?:review|check|edit|test)ed by", re.I)
#: Folders and parameters of addresses under which sites have pages about their writers.
_HOME = re.compile(
    r"[/?&](?:authors?|auteurs?|autore?s?|autor(?:en|in)|contributors?|columnists?|writers?|journalists?"
    r"|reporters?|by|people|team|staff|profiles?|experts?)[/=]",
    re.I,
)
#: What only names of houses have.
_ABBREVIATED = re.compile(r"\b[A-Z]{3,} |[a-z].* [A-Z]{3,}|[&,|]")
#: What is said of a writer below the story begins with the name and one of these.
_SAYS = ("is", "has", "was", "writes", "ist", "est", "es", "è")


def near(clues: Clues) -> Sequence[Block]:
    """Return the short blocks around the headline, the nearest first, without those of other stories."""
    place = clues.location
    titles = sorted(place.titles)[:_MOST_TITLES] or [place.first]
    around = {at for title in titles for at in range(title - _BEFORE, title + _AFTER + 1)}
    foreign = {
        removal.block
        for removal in clues.removed
        if removal.block in around and removal.category in _FOREIGN
    }
    return [
        block
        for at in sorted(around, key=lambda at: min(_distance(at - title) for title in titles))
        if 0 <= at < len(clues.blocks) and at not in foreign
        if len((block := clues.blocks[at]).text) <= _MOST_CHARS
    ]


def lines(blocks: Sequence[Block]) -> list[str]:
    """Return the names in the first of the lines that says by whom the story is."""
    may_sign = [block for block in blocks if _SIGN.search(block.text)]
    for block in may_sign:
        if (signed := _LINE.match(block.text)) and (names := opening_names(signed["names"])):
            return names
        if (signed := _SINGLE.fullmatch(block.text)) and not is_role(signed["name"]):
            return [signed["name"]]
    after = {block.index - 1: block for block in blocks}
    for label in may_sign:
        named = after.get(label.index)
        is_label = named and _LABEL.fullmatch(label.text.rstrip(" :"))
        if named and is_label and (names := opening_names(named.text)):
            return names
    return []


def links(clues: Clues, blocks: Sequence[Block]) -> list[str]:
    """Return the names in the first of the lines of which some lead to a page about a writer."""
    if clues.page.elements is None:
        return []
    leading = [
        text
        for link in clues.page.elements.named("a")[:_MOST_LINKS]
        if _HOME.search(link.get("href") or "") and (text := bare(text_of(link)))
    ]
    for block in blocks if leading else ():
        if not _OTHERS.search(block.text):
            signed = _LINE.match(block.text)
            here = [
                text
                for text in leading
                if text in block.text
                and (
                    all(map(is_name, parted(text))) or (signed and _is_only(text, signed["names"]))
                )
            ]
            if here:
                return here
    return []


def alone(clues: Clues, blocks: Sequence[Block]) -> list[str]:
    """Return a name that is a line of its own, and of whom the page says more further down."""
    for block in blocks:
        if is_name(block.text) and not _ABBREVIATED.search(block.text):
            said = tuple(f"{block.text} {word} " for word in _SAYS)
            if any(other.text.startswith(said) for other in clues.blocks):
                return [block.text]
    return []


def _is_only(text: str, names: str) -> bool:
    """Return whether a line signs with a name of one word."""
    return text.isalpha() and text.istitle() and names.startswith(text)


def _distance(away: int) -> int:
    """Return how far a block is from a title: what stands before it is less likely its own."""
    return away if away >= 0 else 2 - away
