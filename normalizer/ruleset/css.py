"""CSS selectors answered from a page's index of names, as far as they are of the usual kinds.

Nearly all selectors of rule files name a class, an id, an attribute or a tag, with or without
ancestors. To look these up costs a tenth of asking the tree by XPath. The rest (siblings, positions,
``:has`` …) is left to cssselect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cssselect import parser as css
from cssselect.parser import Attrib, Class, CombinedSelector, Hash, Negation, Relation, Tree

from normalizer.elements import Element, Elements

Test = Callable[[Element], bool]
Find = Callable[[Elements], Sequence[Element]]

_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda has, asked: has == asked,
    "~=": lambda has, asked: asked in has.split(),
    "|=": lambda has, asked: has == asked or has.startswith(f"{asked}-"),
    "^=": lambda has, asked: bool(asked) and has.startswith(asked),
    "$=": lambda has, asked: bool(asked) and has.endswith(asked),
    "*=": lambda has, asked: bool(asked) and asked in has,
}


#: Tags that nearly every page has.
_COMMON = ("a", "body", "div", "h1", "h2", "img", "li", "p", "span", "ul")
#: What may stand behind an attribute's value: that its case does not count, or nothing.
_FLAGS = (None, "i")


def finder(node: Tree) -> Find | None:
    """Return what finds the elements that a parsed selector hits, None for the unusual kinds."""
    test = _test(node)
    if test is None:
        return None
    if of_class := _of_class(node):
        return lambda page: page.in_page_order(filter(test, of_class(page)))
    if within := _within(node):
        return within
    name = name_of(node)
    if name is None:
        return lambda page: list(filter(test, page.all()))
    if _is_bare(node):
        return lambda page: page.named(name)
    return lambda page: list(filter(test, page.named(name)))


def _is_bare(node: Tree) -> bool:
    """Return whether a selector is a name alone: all elements of that name are its hits."""
    if isinstance(node, (Hash, Class)):
        base = node.selector
        return isinstance(base, css.Element) and not (base.element or base.namespace)
    return isinstance(node, css.Element) and bool(node.element) and not node.namespace


def names_of(node: Tree) -> tuple[str, ...]:
    """Return names that a page must have for a selector to hit anything, the rarest kinds first."""
    names: list[str] = []
    left = [node]
    while left:
        part = left.pop()
        if isinstance(part, CombinedSelector):
            left += (part.selector, part.subselector)
        elif name := name_of(part):
            names.append(name)
    return tuple(sorted(names, key=_commonness))


def _commonness(name: str) -> int:
    """Return how likely a page has an element of that name, by the name's kind."""
    if name in ("[class", "[id", *_COMMON):
        return 4
    return "#.[".find(name[0]) if name[0] in "#.[" else 3


def name_of(node: object) -> str | None:
    """Return the id, class, attribute or tag that an element must have to match a selector."""
    match node:
        case Hash():
            return f"#{node.id}"
        case Class():
            return f".{node.class_name}"
        case css.Element():
            return node.element.lower() if node.element else None
        case CombinedSelector():
            return name_of(node.subselector)
        case Attrib():
            return name_of(node.selector) or f"[{node.attrib.lower()}"
        case _:
            return name_of(node.selector) if hasattr(node, "selector") else None


def _of_class(node: Tree) -> Callable[[Elements], Iterable[Element]] | None:
    """Return what finds the elements whose class attribute fits ``[class*=…]`` without a name."""
    last = node.subselector if isinstance(node, CombinedSelector) else node
    if not (isinstance(last, Attrib) and last.attrib.lower() == "class" and last.value):
        return None
    flag = getattr(last, "flag", None)
    if name_of(last.selector) is not None or last.operator not in _OPERATORS or flag not in _FLAGS:
        return None
    fits, asked = _OPERATORS[last.operator], last.value.value or ""
    any_case = flag == "i"
    asked = asked.lower() if any_case else asked

    def found(page: Elements) -> Iterable[Element]:
        for value, elements in page.by_class.items():
            if fits(value.lower() if any_case else value, asked):
                yield from elements

    return found


def _within(node: Tree) -> Find | None:
    """Return what finds ``outer tag`` and ``outer > tag`` from the outer elements, which are fewer."""
    if not (isinstance(node, CombinedSelector) and node.combinator in (" ", ">")):
        return None
    inner, name = node.subselector, name_of(node.selector)
    if not (isinstance(inner, css.Element) and inner.element and name and name[0] in "#."):
        return None
    outers = finder(node.selector)
    if outers is None or inner.namespace:
        return None
    tag, is_child = inner.element.lower(), node.combinator == ">"

    def found(page: Elements) -> Sequence[Element]:
        hits: list[Element] = []
        for outer in outers(page):
            hits += outer.iterchildren(tag) if is_child else outer.iterdescendants(tag)
        return page.in_page_order(hits)

    return found


def _test(node: Tree) -> Test | None:
    """Return what says whether an element matches a selector, None for the unusual kinds."""
    if isinstance(node, css.Element):
        return _tag(node)
    if isinstance(node, CombinedSelector):
        return _combined(node)
    own: Test | None
    match node:
        case Hash():
            own = _attribute("id", "=", node.id)
        case Class():
            own = _attribute("class", "~=", node.class_name)
        case Attrib():
            own = _attribute_of(node)
        case Negation():
            own = _not(_test(node.subselector))
        case Relation():
            own = _has(node)
        case _:
            return None
    return _both(_test(node.selector), own)


def _tag(node: css.Element) -> Test | None:
    if node.namespace:
        return None
    if not node.element:
        return lambda _: True
    tag = node.element.lower()
    return lambda element: bool(element.tag == tag)


def _attribute_of(node: Attrib) -> Test | None:
    if node.namespace or (node.operator != "exists" and node.operator not in _OPERATORS):
        return None
    if node.operator == "exists":
        name = node.attrib.lower()
        return lambda element: element.get(name) is not None
    if node.value is None or node.value.type not in ("IDENT", "STRING"):
        return None
    flag = getattr(node, "flag", None)
    if flag not in _FLAGS:
        return None
    name, operator, asked = node.attrib.lower(), node.operator, node.value.value or ""
    return _attribute(name, operator, asked, any_case=flag == "i")


def _attribute(name: str, operator: str, asked: str, *, any_case: bool = False) -> Test:
    fits = _OPERATORS[operator]
    if any_case:
        asked = asked.lower()
        return lambda element: fits(element.get(name, "").lower(), asked)

    def test(element: Element) -> bool:
        has = element.get(name)
        return has is not None and fits(has, asked)

    return test


def _both(one: Test | None, other: Test | None) -> Test | None:
    if one is None or other is None:
        return None
    return lambda element: one(element) and other(element)


def _has(node: Relation) -> Test | None:
    """Return the test of ``:has(inner)``, which looks at all elements inside."""
    tests = [_test(inner.parsed_tree) for _, inner in node.arguments]
    if None in tests or any(combinator.value != " " for combinator, _ in node.arguments):
        return None
    known = [test for test in tests if test is not None]
    return lambda element: any(
        test(inner) for inner in element.iterdescendants("*") for test in known
    )


def _not(test: Test | None) -> Test | None:
    return None if test is None else lambda element: not test(element)


def _combined(node: CombinedSelector) -> Test | None:
    """Return the test of ``outer inner`` and ``outer > inner``."""
    outer, inner = _test(node.selector), _test(node.subselector)
    if outer is None or inner is None or node.combinator not in (" ", ">"):
        return None
    any_depth = node.combinator == " "

    def test(element: Element) -> bool:
        if not inner(element):
            return False
        parent = element.getparent()
        while parent is not None:
            if outer(parent):
                return True
            if not any_depth:
                return False
            parent = parent.getparent()
        return False

    return test
