"""The account of an article as one HTML page that needs nothing beside itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from urllib.parse import urlsplit

from normalizer.cli.explain.markup import Markup, joined, tag
from normalizer.cli.explain.shown import Fact, Piece, Shown, State, facts, shown, takers, verdict
from normalizer.model import Article, BodyBlock, Category, Problem, Repair, Role

#: The page runs no script and loads nothing, whatever stands in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_KEPT = "kept"
_STYLES = {State.PARTLY: "partly", State.MENDED_AWAY: "mended"}
#: Degrees between the hues of two categories that stand beside each other: the golden angle, which
#: keeps any number of them apart.
_HUE_STEP = 137.5
_ELEMENTS = {
    Role.HEADING: "h4",
    Role.QUOTE: "blockquote",
    Role.CODE: "pre",
}


def page(article: Article, *, name: str, reasons: Mapping[str, str]) -> str:
    """Return an HTML page that shows the page's blocks beside the article made of them.

    name: of the input. reasons: why the source of a removal (FILE:LINE or stage) takes it, where
    known. All that comes from the input is escaped; the page holds no script, asks no server for
    anything, and its only address is the article's, where that is one of the web.
    """
    blocks = shown(article)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"Explained: {article.title or name}"),
        tag("style", Markup(_style())),
    )
    body = tag(
        "body",
        _header(article, name, blocks),
        tag("main", _result(article), _account(article, blocks, reasons)),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _style() -> str:
    """Return the style sheet, with a hue and a filter for each category."""
    sheet = files(__package__).joinpath("page.css").read_text("utf-8")
    hues = (
        f".is-{category} {{ --hue: {number * _HUE_STEP % 360:g} }}"
        for number, category in enumerate(Category)
    )
    filters = (
        f"body:has(#show-{word}:not(:checked)) .blocks .is-{word}:not(:target) {{ display: none }}"
        for word in (_KEPT, *Category)
    )
    return "\n".join((sheet, *hues, *filters))


def _header(article: Article, name: str, blocks: Sequence[Shown]) -> Markup:
    publisher = article.publisher or "none is known"
    return tag(
        "header",
        tag("p", "Why this article came out as it did", class_="kicker"),
        tag("h1", tag("bdi", name)),
        tag("p", verdict(article, blocks), class_=f"verdict {article.outcome}"),
        tag(
            "dl",
            _pair("publisher", publisher),
            _pair("extractor", article.extractor),
            _pair("confidence", _percent(article.confidence)),
            class_="facts",
        ),
        _problems(article.problems),
        tag(
            "nav",
            tag("a", "Article", href="#article"),
            tag("a", "Blocks of the page", href="#blocks"),
            tag("a", "Who took what", href="#takers"),
            aria_label="Parts of this page",
        ),
    )


def _problems(problems: Sequence[Problem]) -> Markup:
    if not problems:
        return Markup()
    items = (
        tag("li", tag("code", problem.code), " ", tag("bdi", problem.message))
        for problem in problems
    )
    return tag(
        "section",
        tag("h2", "Problems that were survived"),
        tag("ul", *items),
        class_="problems",
    )


def _pair(name: str, *value: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", *value))


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _result(article: Article) -> Markup:
    """Return the article with its fields."""
    title = article.title or "No title is known"
    body = [_story(blocks, role) for role, blocks in groupby(article.blocks, lambda one: one.role)]
    return tag(
        "section",
        tag("h2", "The article"),
        tag(
            "h3", title, dir="auto", lang=article.language, class_=None if article.title else "none"
        ),
        tag("dl", *_fields(facts(article)), class_="facts fields"),
        tag(
            "div",
            *(body or [tag("p", "No text is left of this input.", class_="none")]),
            class_="story",
            lang=article.language,
        ),
        id="article",
        class_="pane",
        tabindex="0",
        aria_label="The article",
    )


def _fields(known: Iterable[Fact]) -> Iterator[Markup]:
    for fact in known:
        if fact.value is None:
            value = tag("span", "unknown", class_="none")
        elif fact.name == "url" and _is_web(fact.value):
            value = tag("a", fact.value, href=fact.value, rel="noopener noreferrer nofollow")
        else:
            value = tag("bdi", fact.value)
        source = Markup()
        if fact.evidence:
            sure = f"{fact.evidence.source} · {_percent(fact.evidence.confidence)}"
            source = tag("small", tag("bdi", sure), class_="source")
        yield _pair(fact.name, value, " ", source)


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:  # no address at all
        return False


def _story(blocks: Iterable[BodyBlock], role: Role) -> Markup:
    """Return neighbouring blocks of one role, each a way to its place on the page."""
    name = "li" if role is Role.LIST_ITEM else _ELEMENTS.get(role, "p")
    written = joined(
        tag(
            name,
            tag("a", block.text, href=f"#b{block.index}"),
            id=f"a{block.index}",
            class_=f"as-{role}",
            dir="auto",
        )
        for block in blocks
    )
    return tag("ul", written) if role is Role.LIST_ITEM else written


def _account(article: Article, blocks: Sequence[Shown], reasons: Mapping[str, str]) -> Markup:
    """Return all blocks of the page, with the legend and who took what."""
    items = (_block(block, article.language, reasons) for block in blocks)
    return tag(
        "section",
        tag("h2", "The page, block by block"),
        _legend(article, blocks),
        tag("ol", *items, class_="blocks")
        if blocks
        else tag("p", "The input shows no text.", class_="none"),
        _takers(article, reasons),
        id="blocks",
        class_="pane",
        tabindex="0",
        aria_label="The page, block by block",
    )


def _legend(article: Article, blocks: Sequence[Shown]) -> Markup:
    """Return a box for each category that occurs: how often, and whether it is shown."""
    kept = sum(block.role is not None for block in blocks)
    removed = Counter(removal.category for removal in article.removed)
    counts = {_KEPT: kept} | {str(one): removed[one] for one in Category if one in removed}
    boxes = (
        tag(
            "label",
            tag("input", type="checkbox", checked=True, id=f"show-{word}"),
            f" {_words(word)} ",
            tag("b", str(count)),
            class_="chip" if word == _KEPT else f"chip is-hue is-{word}",
        )
        for word, count in counts.items()
    )
    return tag("fieldset", tag("legend", "Show"), *boxes, class_="legend")


def _words(name: str) -> str:
    return name.replace("_", " ")


def _block(block: Shown, language: str | None, reasons: Mapping[str, str]) -> Markup:
    """Return one block: number, what became of it, its text, its repairs."""
    categories = {piece.category for piece in block.pieces}
    only = categories.pop() if len(categories) == 1 else None
    sources = {piece.source for piece in block.pieces}
    match block.state, only:
        case State.KEPT, _:
            style, head = f"block is-{_KEPT}", tag("span", _words(str(block.role)), class_="label")
        case State.REMOVED, Category() if len(sources) == 1:
            style, head = f"block is-hue is-{only}", _taken(block.pieces[0], reasons)
        case _:
            style = f"block {_STYLES.get(block.state, 'removed')}"
            label = (
                str(block.state) if block.role is None else f"{_words(block.role)}, {block.state}"
            )
            head = tag("span", label, class_="label")
    is_whole = "is-" in style
    pieces = (
        tag("span", piece.text, class_="piece") if is_whole else _piece(piece, reasons)
        for piece in block.pieces
    )
    number = (
        tag("span", str(block.index), class_="number")
        if block.role is None
        else tag("a", str(block.index), href=f"#a{block.index}", class_="number")
    )
    return tag(
        "li",
        tag("p", number, " ", head, class_="head"),
        tag("p", *_spaced(pieces), class_="text", dir="auto", lang=language),
        *(_repair(repair) for repair in block.repairs),
        id=f"b{block.index}",
        class_=style,
    )


def _spaced(pieces: Iterable[Markup]) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        if number:
            yield " "
        yield piece


def _piece(piece: Piece, reasons: Mapping[str, str]) -> Markup:
    """Return a part of a block of which another part is gone, or went another way."""
    if piece.category is None:
        return tag("span", piece.text, class_=f"piece is-{_KEPT}")
    return tag(
        "del",
        _taken(piece, reasons),
        " ",
        tag("span", piece.text, class_="piece"),
        class_=f"part is-hue is-{piece.category}",
    )


def _taken(piece: Piece, reasons: Mapping[str, str]) -> Markup:
    """Return category and source of a removed piece, with the reason where one is known."""
    source = piece.source or ""
    why = reasons.get(source)
    return tag(
        "span",
        tag("span", _words(str(piece.category)), class_="chip"),
        " ",
        tag("bdi", source, class_="source"),
        class_="taken",
        title=f"{source}: {why}" if why else source,
    )


def _repair(repair: Repair) -> Markup:
    return tag(
        "p",
        tag("span", "repair", class_="label"),
        " ",
        tag("bdi", repair.repair, class_="source"),
        ": ",
        tag("bdi", repair.before, class_="before"),
        " → ",
        tag("bdi", repair.after, class_="after"),
        class_="repair",
    )


def _takers(article: Article, reasons: Mapping[str, str]) -> Markup:
    """Return a list of rules and stages that took something, and why they do."""
    items = (
        tag(
            "li",
            tag("span", _words(taker.category), class_=f"chip is-hue is-{taker.category}"),
            f" {taker.pieces} × ",
            tag("bdi", taker.source, class_="source"),
            tag("p", reasons.get(taker.source, "no reason is given there"), dir="auto"),
        )
        for taker in takers(article.removed)
    )
    return tag(
        "section",
        tag("h3", "Who took what, and why"),
        tag("ul", *items) if article.removed else tag("p", "Nothing was taken away."),
        id="takers",
        class_="takers",
    )
