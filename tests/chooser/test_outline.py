from __future__ import annotations

from normalizer.model import Decoded, Kind, Outline
from normalizer.settings import Settings
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment


def _outline(body: str) -> Outline:
    decoded = Decoded(f"<html><body>{body}</body></html>", Kind.HTML, None)
    page = parse(decoded, url=None, crawled=None, settings=Settings())
    return segment(page, crawl_header=None).outline


def test_elements_hold_runs_of_blocks() -> None:
    """Each block element knows its blocks and the element around it, in page order."""
    outline = _outline("<div><p>One.</p><hr><ul><li>Two.</li><li>Three.</li></ul></div>")
    tags = ["body", "div", "p", "hr", "ul", "li", "li"]
    assert [element.tag for element in outline.elements] == tags
    assert outline.parents == [-1, 0, 1, 1, 1, 4, 4]
    assert list(zip(outline.firsts, outline.ends, strict=True)) == [
        (0, 3),
        (0, 3),
        (0, 1),
        (1, 1),
        (1, 3),
        (1, 2),
        (2, 3),
    ]
    assert outline.owners == [2, 5, 6]


def test_text_beside_elements_belongs_to_what_is_around() -> None:
    """A block of loose text is owned by the element in which it stands."""
    outline = _outline("<div>before<p>inside</p>behind</div>")
    assert [outline.elements[owner].tag for owner in outline.owners] == ["div", "p", "div"]


def test_what_begins_a_block() -> None:
    """Inline elements at the beginning of a block lead it; those further in do not."""
    outline = _outline("<p><b><i>One</i></b> and <u>two</u></p><p>Three <a href='/'>four</a></p>")
    assert list(outline.leads) == [2, 0]


def test_links_and_images_are_counted() -> None:
    """Links count for the block that they begin in, images from the page's beginning on."""
    outline = _outline(
        "<p><a href='/'>a</a> <a href='/'>b</a></p><img src='x'><p>c<img src='y'></p>"
    )
    assert (outline.links, outline.images) == ([2, 0], [0, 2])


def test_row_of_data_is_one_block() -> None:
    """Cells of a data table own nothing: their row does."""
    outline = _outline("<table><tr><td>One</td><td>1</td></tr></table>")
    assert [outline.elements[owner].tag for owner in outline.owners] == ["tr"]
