"""Where Python's own patterns may meet a text: listed here, and bounded by how they are written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

PACKAGE = Path(__file__).parent.parent / "normalizer"
_MAKERS = frozenset("compile search match fullmatch findall finditer split sub subn".split())
#: Modules that use ``re``: on text of pages those of the first line, else on rule files, on names of
#: files, and on what the package itself made. Rules' patterns go through ``ruleset/pattern.py``, RE2.
ALLOWED = frozenset(
    """
    text markdown flat stages/decode stages/parse stages/identify stages/locate stages/segment
    repairs/__init__ repairs/entities repairs/glued repairs/invisible chooser/lexicon chooser/lines
    fields/_calendars fields/_dates fields/_days fields/_search fields/_sites fields/_style fields/_texts
    fields/_times fields/byline fields/language fields/outcome fields/outlet fields/published fields/tags
    fields/title fields/_people fields/_signed fields/_urls
    ruleset/compile ruleset/doubts ruleset/faults ruleset/fragments ruleset/ftr ruleset/index
    ruleset/literals ruleset/loader ruleset/pattern ruleset/reading ruleset/selector ruleset/sources
    ruleset/steps
    batch/inputs batch/shards batch/writers/markdown
    cli/inputs cli/output cli/explain/shown drafting/naming drafting/site drafting/sources
    drafting/writing
    """.split()
)
_MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix(): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def _calls(name: str) -> Iterator[ast.Call]:
    """Yield the calls of ``re`` in a module that are given a pattern."""
    return _calls_in(ast.parse(_MODULES[name].read_text("utf-8")))


def _calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in _MAKERS:
                yield node


def test_only_listed_modules_use_re() -> None:
    """RE2 is the rule where a text meets a pattern; who adds a place for ``re`` says so here."""
    assert {name for name in _MODULES if any(_calls(name))} == ALLOWED


def _nested_repeats(tree: object, *, inside: bool = False) -> Iterator[str]:
    """Yield repeats without bound that stand in another one, which make a pattern exponential."""
    for code, given in tree:  # type: ignore[attr-defined]
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            _, most, inner = given
            endless = most == codes.MAXREPEAT
            if endless and inside:
                yield str(inner)
            yield from _nested_repeats(inner, inside=inside or endless)
        elif code is codes.POSSESSIVE_REPEAT:
            yield from _nested_repeats(given[2])
        elif code is codes.SUBPATTERN:
            yield from _nested_repeats(given[-1], inside=inside)
        elif code is codes.BRANCH:
            for one in given[1]:
                yield from _nested_repeats(one, inside=inside)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _nested_repeats(given[1], inside=inside)
        elif code is codes.ATOMIC_GROUP:
            yield from _nested_repeats(given)


#: Repeats in repeats whose parts cannot take each other's characters, so that there is one way to match.
_UNAMBIGUOUS = frozenset(
    (
        r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}",
        r"[\w-]+(?:\.[\w-]+)+",
        r"part-\d{5,}(?:\.\w+)*",
        r"_part-\d{5,}(?:\.\w+)*",
        r"[^\s/:@*.]+(?:\.[^\s/:@*.]+)+",
        r"[a-z0-9-]+(?:\.[a-z0-9-]+)+",
        r"([a-z]{2,3})(?:[-_][a-z0-9]+)*",
        r"[A-Za-z][A-Za-z_-]{1,60}[A-Za-z]",
        r"[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*",
        r"(?:[A-Z]\.?){2,6}[®™]?(?:-[A-Z]+)*|(?:[A-Z][a-z]{0,2}\.){2,4}|PhD",
    )
)


def _constants(name: str) -> Iterator[str | bytes]:
    """Yield the patterns that a module writes out where it uses them."""
    for call in _calls(name):
        pattern = call.args[0]
        if isinstance(pattern, ast.Constant) and isinstance(pattern.value, (str, bytes)):
            yield pattern.value


def _compiled(value: object) -> Iterator[str | bytes]:
    """Yield the patterns that a module keeps, alone or in a collection: however they were put together."""
    if isinstance(value, re.Pattern):
        yield value.pattern
    elif isinstance(value, Mapping):
        yield from _compiled(tuple(value.values()))
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from _compiled(one)


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_no_pattern_of_ours_is_exponential(name: str) -> None:
    """A repeat in a repeat is possessive, or listed as one that can match in one way alone."""
    module = import_module(f"normalizer.{name.removesuffix('/__init__').replace('/', '.')}")
    for pattern in {*_constants(name), *_compiled(tuple(vars(module).values()))}:
        if pattern not in _UNAMBIGUOUS:
            assert not list(_nested_repeats(parser.parse(pattern))), pattern


def test_patterns_made_while_running_are_listed() -> None:
    """What a function puts together and compiles is made of names that the package lists, of no text."""
    made = {
        (name, function.name)
        for name, path in _MODULES.items()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for call in _calls_in(function)
        if not isinstance(call.args[0], ast.Constant)
    }
    assert made == {("flat", "_tokens"), ("stages/parse", "_behind_raw")}


def test_re_has_one_name() -> None:
    """Nobody calls ``re`` otherwise, takes functions out of it, or uses another engine that goes back."""
    for name, path in _MODULES.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module not in {"re", "regex"}, name
            elif isinstance(node, ast.Import):
                taken = {
                    (one.name, one.asname) for one in node.names if one.name in {"re", "regex"}
                }
                assert taken <= {("re", None)}, name
