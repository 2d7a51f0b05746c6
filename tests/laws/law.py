"""What the laws say, in code that shares nothing with the stages it checks.

Each function returns None where the law holds, else a sentence that says what is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from lxml.html import HtmlElement

from normalizer import Article, Normalizer, NormalizerError, RuleSet
from normalizer.model import Block, Kind, Page
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment

_NEVER = {"script", "style", "template", "iframe", "svg", "head", "title"}
_CONTROLS = {
    "button",
    "input",
    "select",
    "textarea",
    "option",
    "optgroup",
    "datalist",
    "output",
    "noscript",
}
_HIDDEN = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


@cache
def _rules() -> RuleSet:
    return RuleSet()


def read(data: bytes | str, url: str | None = None) -> Page:
    """Return the parsed page of an input, as the oracle and the stages both see it."""
    settings = Settings()
    decoded = decode(data, content_type=None, settings=settings)
    return parse(decoded, url=url, crawled=None, settings=settings)


def visible(page: Page) -> str:
    """Return the characters that a reader sees, in order, white space dropped.

    Where more than a third of a page is hidden, a script is there to show it, and it counts.
    """
    if page.tree is None:
        return _bare(page.text)
    body = page.tree.find("body")
    root = page.tree if body is None else body
    shown = _bare("".join(_texts(root, hide=True)))
    everything = _bare("".join(_texts(root, hide=False)))
    hidden = len(everything) - len(shown)
    return everything if hidden > (hidden + len(shown)) / 3 else shown


def _texts(root: HtmlElement, *, hide: bool) -> list[str]:
    texts: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            if element is not root:
                texts.append(element.tail or "")
            continue
        stack.append((element, True))
        unseen = element.tag in _NEVER or (hide and _is_hidden(element))
        if not unseen:
            texts.append(element.text or "")
            stack.extend((child, False) for child in reversed(element))
    return texts


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style") or ""
    return element.tag in _CONTROLS or "hidden" in element.attrib or bool(_HIDDEN.search(style))


def _bare(text: str) -> str:
    return "".join(text.split())


def nothing_lost(data: bytes | str, article: Article, url: str | None = None) -> str | None:
    """Law 1: what is visible stands in the blocks; repairs and removals replayed give the text."""
    page = read(data, url)
    blocks = segment(page, crawl_header=None).blocks
    seen = "".join(_bare(block.text) for block in blocks)
    if seen != visible(page):
        return f"the blocks hold {len(seen)} characters, {len(visible(page))} are visible"
    if page.kind is Kind.DUMP:
        header = _rules().crawl_header
        blocks = segment(page, crawl_header=header).blocks
    return _replayed(blocks, article)


def _replayed(blocks: tuple[Block, ...], article: Article) -> str | None:
    texts = {block.index: block.text for block in blocks}
    for repair in article.repairs:
        text = texts[repair.block]
        end = repair.start + len(repair.before)
        if text[repair.start : end] != repair.before:
            return f"{repair} does not find its words in {text!r}"
        texts[repair.block] = " ".join((text[: repair.start] + repair.after + text[end:]).split())
    gone: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for removal in article.removed:
        if texts[removal.block][removal.start : removal.end] != removal.text:
            return f"{removal} does not name the text that stands there"
        gone[removal.block].append((removal.start, removal.end))
    body = {block.index: block.text for block in article.blocks}
    for index, text in texts.items():
        left, at = "", 0
        for start, end in sorted(gone[index]):
            if start < at:
                return f"block {index} is removed twice at {start}"
            left += text[at:start] + " "
            at = end
        left += text[at:]
        if _bare(left) != _bare(body.get(index, "")):
            return f"block {index}: {left!r} is left, the body has {body.get(index)!r}"
    if article.text != "\n\n".join(block.text for block in article.blocks):
        return "the text is not the body's blocks"
    return None


def clean_stays_clean(
    article: Article, normalizer: Normalizer, url: str | None = None
) -> str | None:
    """Law 2: normalizing the text again changes nothing."""
    if not article.text:
        return None
    try:
        again = normalizer.normalize(article.text, url=url)
    except NormalizerError as error:
        return f"its own text is refused: {error}"
    if again.text != article.text:
        return f"again gives {len(again.text)} characters instead of {len(article.text)}"
    return None
