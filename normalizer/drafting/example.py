"""A draft and a page it was made of → a page of filler in the same shapes, and what it must give."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from normalizer.drafting.filler import AUTHOR, DATE, DECK, HEADLINE, PARAGRAPHS, SCRAPS, SECTION
from normalizer.drafting.naming import NAMING_ATTRIBUTES, is_lasting, lasting_classes
from normalizer.drafting.samples import Sample
from normalizer.elements import Element
from normalizer.ruleset.model import Example, Expect, RuleFile
from normalizer.ruleset.selector import Selector

_VALUES = {"title": HEADLINE, "date": DATE, "authors": AUTHOR, "section": SECTION}
_VOID = frozenset(("meta", "link", "img", "input"))


@dataclass(frozen=True, slots=True)
class _Named:
    """An element that the rule names: what it shows, or states in an attribute.

    ``is_scrap`` marks boilerplate, ``is_story`` what holds the story.
    """

    selector: str
    text: str = ""
    attribute: str | None = None
    is_scrap: bool = False
    is_story: bool = False


@dataclass(slots=True)
class _Node:
    """An element of the example with those that stand in it."""

    named: _Named
    element: Element
    children: list[_Node] = field(default_factory=list)


def make_example(rule: RuleFile, sample: Sample, *, with_fields: bool = True) -> Example:
    """Return an example that holds nothing of the page but the elements that ``rule`` names.

    They stand inside each other and in order as on the page, filled with filler text. Title, date,
    authors and section stand wherever the rule's sources read them; without ``with_fields`` only in
    the head.
    """
    tops = _nodes(rule, sample, with_fields=with_fields)
    decks = [DECK for named in _all_named(rule, with_fields=False) if named.text == DECK]
    values = {
        "outlet": rule.outlet,
        "title": HEADLINE if rule.title else None,
        "date": DATE[:10] if rule.date else None,
        "authors": (AUTHOR,) if rule.authors else None,
        "section": SECTION if rule.section else None,
        "text": "\n\n".join((*decks, *PARAGRAPHS)),
    }
    host = rule.match.hosts[0] if rule.match and rule.match.hosts else None
    return Example(
        name="a page of filler in the shapes of the site",
        url=f"https://{host}/lorem-ipsum" if host else None,
        input=_document(rule, tops),
        expect=replace(Expect(), **{key: value for key, value in values.items() if value}),
    )


def _document(rule: RuleFile, tops: list[_Node]) -> str:
    opening = f'<html lang="{rule.language}">' if rule.language else "<html>"
    lines = [opening, "<head>", *_head(rule), "</head>", "<body>"]
    for node in tops:
        lines += _lines(node)
    if not rule.body:
        lines += ["<article>", *map(_paragraph, PARAGRAPHS), "</article>"]
    return "\n".join([*lines, "</body>", "</html>"])


def _head(rule: RuleFile) -> Iterator[str]:
    """Yield what the head says to machines, as far as the rule reads it."""
    yield f"<title>{HEADLINE}</title>"
    if rule.match and rule.match.site_names:
        yield _meta("og:site_name", rule.match.site_names[0])
    linked: dict[str, dict[str, object]] = {}
    for source, value in _sources(rule):
        kind, _, rest = source.partition(":")
        if kind == "meta":
            yield _meta(rest, value)
        elif kind == "ld":
            type_, key, *inner = rest.split(".")
            linked.setdefault(type_, {})[key] = {inner[0]: value} if inner else value
    for type_, values in linked.items():
        thing = json.dumps({"@type": type_} | values)
        yield f'<script type="application/ld+json">{thing}</script>'


def _meta(name: str, content: str) -> str:
    return f'<meta property="{html.escape(name)}" content="{html.escape(content)}">'


def _sources(rule: RuleFile) -> Iterator[tuple[str, str]]:
    """Yield each source of the rule with the value that it has in the example."""
    for key, value in _VALUES.items():
        sources: tuple[str, ...] = getattr(rule, key)
        yield from ((source, value) for source in sources)


def _all_named(rule: RuleFile, *, with_fields: bool) -> Iterator[_Named]:
    """Yield what the rule names, the story's container first."""
    for selector in rule.body[-1:]:
        yield _Named(selector, is_story=True)
    for selector in rule.body[:-1]:
        yield _Named(selector, DECK)
    for source, value in _sources(rule) if with_fields else ():
        if not source.startswith(("meta:", "ld:")):
            selector, _, attribute = source.partition("@")
            yield _Named(selector, "" if attribute else value, attribute or None)
    for at, strip in enumerate(rule.strip):
        if strip.select:
            yield _Named(strip.select, SCRAPS[at % len(SCRAPS)], is_scrap=True)


def _nodes(rule: RuleFile, sample: Sample, *, with_fields: bool) -> list[_Node]:
    """Return the outermost of the elements that the rule names; the others stand in these."""
    nodes: dict[Element, _Node] = {}
    stories = _hits(sample, rule.body[-1]) if rule.body else []
    for named in _all_named(rule, with_fields=with_fields):
        hits = _hits(sample, named.selector)
        if named.is_scrap:
            hits = [one for one in hits if stories and stories[0] in one.iterancestors()]
        for element in hits[:1]:
            nodes.setdefault(element, _Node(named, element))
            # `.story p` says that there is a .story around the p
            outer = named.selector.rpartition(" ")[0]
            around = [one for one in _hits(sample, outer) if element in one.iter()] if outer else []
            for one in around[:1]:
                nodes.setdefault(one, _Node(_Named(outer), one))
    tops: list[_Node] = []
    for element in sample.page.tree.iter() if sample.page.tree is not None else ():
        if element in nodes:
            inside = next((one for one in element.iterancestors() if one in nodes), None)
            siblings = tops if inside is None else nodes[inside].children
            siblings.append(nodes[element])
    return tops


def _hits(sample: Sample, selector: str) -> list[Element]:
    """Return what a selector hits: elements with visible text, where there are none, any."""
    return sample.hits(selector) or Selector(selector)(sample.page.tree)


def _lines(node: _Node) -> Iterator[str]:
    """Yield the HTML of an element; of a story its boilerplate stands before the last paragraph."""
    tag, named = node.element.tag, node.named
    opening = f"<{tag}{''.join(_attributes(node))}>"
    if not node.children and not named.is_story:
        yield f"{opening}{named.text}" + ("" if tag in _VOID else f"</{tag}>")
        return
    yield opening
    if named.text:
        yield named.text
    scraps = [child for child in node.children if child.named.is_scrap]
    for child in node.children:
        if child not in scraps:
            yield from _lines(child)
    if named.is_story:
        yield from map(_paragraph, PARAGRAPHS[:-1])
    for child in scraps:
        yield from _lines(child)
    if named.is_story:
        yield _paragraph(PARAGRAPHS[-1])
    yield f"</{tag}>"


def _attributes(node: _Node) -> Iterator[str]:
    """Yield the attributes by which selectors know the element, and the one that states its value."""
    element = node.element
    for name in ("id", *NAMING_ATTRIBUTES):
        if (value := element.get(name)) and is_lasting(value):
            yield f' {name}="{value}"'
    if classes := lasting_classes(element):
        yield f' class="{" ".join(classes)}"'
    if node.named.attribute:
        yield f' {node.named.attribute}="{DATE}"'


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>"
