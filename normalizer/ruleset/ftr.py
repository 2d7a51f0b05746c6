"""Site configs of Full-Text RSS, wallabag and graby → rule files, and what could not be carried over.

A site config is a text file named like its host. Its lines are ``directive: value`` or
``directive(argument): value``; a line that begins with ``#`` is a comment.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from normalizer.errors import InputError
from normalizer.model import Category
from normalizer.ruleset.selector import Selector, xpath_fault
from normalizer.text import squash

#: The site config that holds for every site; it is named like no host.
GLOBAL = "global.txt"
#: Longest value, in characters: far more than people write, little enough to be tried at once.
_MAX_VALUE = 2_000
#: Alternatives for the body: each names all those before it, so that their text grows by the square.
_MAX_BODIES = 30
#: How much of a line that is no directive is shown, in characters.
_SHOWN = 40
#: Wide enough that every selector stands on one line, to be searched for.
_NO_WRAP = 1_000_000
_NEWLINE = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(
    r"(?P<name>[a-z]\w*)\s*(?:\((?P<argument>.*?)\)\s*)?:(?P<value>.*)", re.I | re.ASCII
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL = re.compile(r"(?<!\w)([A-Za-z_][\w:.-]*)\s*\(")
_PREDICATE = re.compile(r"\[[^\[\]]*\]")
#: A part of a union, or of what stands in brackets, that begins neither with / nor with id().
_RELATIVE = re.compile(r"[(|]\s*(?![\s/()'\"]|id\()")
_NO_ELEMENT = re.compile(
    r"(?:@[\w*-]+|\battribute::[\w*-]+|\b(?:text|comment|processing-instruction)\(\))\)*\s*(?:\||$)"
)
#: Text of a page's source that is no text of its story: tags, attributes, addresses, lone names.
_MARKUP = re.compile(r"[<>=]|//|^[a-z0-9_:./-]+$")
_ATTRIBUTE = re.compile(r"@[\w:-]+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
#: Categories from which dates, names and outcomes are concluded: a class name is too weak for them.
_EVIDENCE = frozenset(
    {
        Category.AGENCY,
        Category.CRAWL_HEADER,
        Category.DATELINE,
        Category.PAYWALL,
        Category.TIMESTAMP,
        Category.TITLE,
    }
)
_ONE_PAGE = "only the page at hand is read: no other one is fetched"
_NO_FETCH = "pages come from the caller: nothing is fetched and nobody is logged in"
_NO_IMAGES = "images are no part of the text"
_OWN_PARSER = "the way in which pages are parsed is the same for all sites"
_OWN_BODY = "elements under body are taken as they stand, and the body chooser serves without them"
_NO_CHANGE = "rules take text away or mend it: they do not rebuild the tree"
#: Directives that have no counterpart here, and why.
_UNMATCHED: Mapping[str, str] = {
    "autodetect_next_page": _ONE_PAGE,
    "autodetect_on_failure": _OWN_BODY,
    "convert_double_br_tags": "two line breaks always part paragraphs",
    "dissolve": _NO_CHANGE,
    "footnotes": _NO_CHANGE,
    "http_header": _NO_FETCH,
    "if_page_contains": "it is a condition of single_page_link or next_page_link, which are left out",
    "insert_detected_image": _NO_IMAGES,
    "login_extra_fields": _NO_FETCH,
    "login_password_field": _NO_FETCH,
    "login_uri": _NO_FETCH,
    "login_username_field": _NO_FETCH,
    "move_into": _NO_CHANGE,
    "native_ad_clue": "pages are not told from advertisements that look like them",
    "next_page_link": _ONE_PAGE,
    "not_logged_in_xpath": _NO_FETCH,
    "parser": _OWN_PARSER,
    "prune": _OWN_BODY,
    "requires_login": _NO_FETCH,
    "single_page_link": _ONE_PAGE,
    "single_page_link_in_feed": _ONE_PAGE,
    "skip_json_ld": "what the rule file names always goes before JSON-LD",
    "src_lazy_load_attr": _NO_IMAGES,
    "strip_attr": "attributes are no part of the text",
    "strip_comments": "comments are no part of the text",
    "strip_image_src": _NO_IMAGES,
    "test_contains": "an example needs the whole page: write one with this text in it",
    "tidy": _OWN_PARSER,
    "wrap_in": _NO_CHANGE,
}
_SOURCES = {"title": "title", "date": "date", "author": "authors"}
_MATCHED = (*_SOURCES, *"body strip strip_id_or_class find_string replace_string test_url".split())


@dataclass(frozen=True, slots=True)
class Directive:
    """One line of a site config, with the name of its file and its number (1-based)."""

    file: str
    line: int
    name: str
    argument: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Left:
    """One line that was not carried over: the directive in it, and why."""

    file: str
    line: int
    directive: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.directive}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Config:
    """A site config as it was read: its directives, and the lines that hold none."""

    file: str
    directives: tuple[Directive, ...]
    left: tuple[Left, ...]
    encoding: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of directives: each is among ``carried`` or ``left``, in their order.

    ``rule`` is the content of a rule file as plain data, None where it would do nothing.
    """

    rule: Mapping[str, object] | None
    carried: tuple[Directive, ...]
    left: tuple[Left, ...]


def host_of(name: str) -> str:
    """Return the host that a site config is for by its name; InputError where that is no host.

    ``www.`` is dropped, and so is the leading dot that stands for subdomains: a host in a rule
    file always stands for its subdomains too.
    """
    host = name.lower().removesuffix(".txt").removeprefix(".").removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise InputError("the name is no host: call the file as its site, example.com.txt")
    return host


def read_config(data: bytes, *, file: str) -> Config:
    """Return the lines of a site config; what is not UTF-8 is read as Windows-1252, all of it."""
    try:
        encoding, text = "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding, text = "windows-1252", data.decode("windows-1252", "replace")
    directives: list[Directive] = []
    left: list[Left] = []
    for number, line in enumerate(map(str.strip, _NEWLINE.split(text)), 1):
        if not line or line.startswith("#"):
            continue
        if found := _LINE.fullmatch(line):
            name, argument, value = found.groups()
            directives.append(Directive(file, number, name.lower(), argument, value.strip()))
        else:
            shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
            left.append(Left(file, number, "no directive", f"{shown}: write directive: value"))
    return Config(file, tuple(directives), tuple(left), encoding)


def to_rule(configs: Sequence[Config], *, host: str | None) -> Imported:
    """Return the rule file for ``host`` that does what its site configs say, as far as one can.

    Of several ``body`` lines the first that hits is taken, as there: later selectors are written
    so that they hit only where none before them does. Every selector is tried, and a faulty one
    left out. For ``host`` None (the config of all sites) nothing is carried over.
    """
    directives = [one for config in configs for one in config.directives]
    draft = _Draft(host, _partners(directives))
    carried: list[Directive] = []
    left = [one for config in configs for one in config.left]
    for directive in directives:
        try:
            draft.add(directive)
        except ValueError as error:
            left.append(Left(directive.file, directive.line, directive.name, str(error)))
        else:
            carried.append(directive)
    files = [config.file for config in configs]
    left.sort(key=lambda one: (files.index(one.file), one.line))
    return Imported(draft.rule(files), tuple(carried), tuple(left))


def to_yaml(rule: Mapping[str, object]) -> str:
    """Return plain data as the text of a rule file: keys in their order, a line for each entry."""
    return yaml.safe_dump(
        dict(rule), sort_keys=False, allow_unicode=True, width=_NO_WRAP, default_flow_style=None
    )


class _Draft:
    """A rule file that grows by one directive after another."""

    def __init__(self, host: str | None, partners: Mapping[Directive, Directive]) -> None:
        self._host = host
        self._partners = partners
        # Mappings, for two site configs of one host often say the same.
        self._tried: dict[str, None] = {}
        self._sources: dict[str, dict[str, None]] = {key: {} for key in _SOURCES.values()}
        self._bodies: dict[str, None] = {}
        self._strip: dict[str, Category] = {}
        self._rewrite: dict[str, str] = {}

    def rule(self, files: Iterable[str]) -> dict[str, object] | None:
        """Return the content of the rule file, None where it would do nothing to a page."""
        bodies = list(self._bodies)
        body = [
            f"({path})[not({' | '.join(bodies[:at])})]" if at else path
            for at, path in enumerate(bodies)
        ]
        acting: dict[str, object] = {
            **{key: list(paths) for key, paths in self._sources.items()},
            "body": body,
            "rewrite": [{"find": find, "to": to} for find, to in self._rewrite.items()],
            "strip": [{"select": path, "as": kind.value} for path, kind in self._strip.items()],
        }
        if not any(acting.values()):
            return None
        keys = {
            "why": f"Imported from the site config {', '.join(files)}.",
            "seen": f"tried there on {' '.join(self._tried)}" if self._tried else None,
            "match": {"hosts": [self._host]},
            **acting,
        }
        return {key: value for key, value in keys.items() if value}

    def add(self, directive: Directive) -> None:
        """Carry a directive over; raises ValueError with the reason where it cannot be."""
        name, value = directive.name, directive.value
        if self._host is None:
            raise ValueError(f"{GLOBAL} is for all sites: the packs that come along serve them")
        if not value and name != "replace_string":
            raise ValueError("it has no value")
        if len(value) + len(directive.argument or "") > _MAX_VALUE:
            raise ValueError(f"it has more than {_MAX_VALUE:,} characters")
        match name:
            case "title" | "date" | "author":
                self._sources[_SOURCES[name]].setdefault(_path(value))
            case "body":
                self._add_body(_elements(value))
            case "strip":
                self._strip.setdefault(_elements(value), _category(_ATTRIBUTE.sub("", value)))
            case "strip_id_or_class":
                self._strip.setdefault(_named(value), _category(value))
            case "find_string" | "replace_string":
                self._rewrite.setdefault(*self._replacement(directive))
            case "test_url":
                self._tried.setdefault(value)
            case _:
                raise ValueError(_UNMATCHED.get(name) or _unknown(name))

    def _add_body(self, path: str) -> None:
        if len(self._bodies) == _MAX_BODIES:
            raise ValueError(f"more than {_MAX_BODIES} lines of body: write one XPath for several")
        self._bodies.setdefault(path)

    def _replacement(self, directive: Directive) -> tuple[str, str]:
        """Return what a directive finds and replaces, alone or with its partner."""
        if directive.name == "replace_string" and directive.argument is not None:
            return _rewrite(directive.argument, directive.value)
        partner = self._partners.get(directive)
        if partner is None:
            raise ValueError("there are not as many lines of find_string as of replace_string")
        find, to = (directive, partner) if directive.name == "find_string" else (partner, directive)
        return _rewrite(find.value, to.value)


def _partners(directives: Sequence[Directive]) -> dict[Directive, Directive]:
    """Return for each find_string its replace_string and the other way round: first to first.

    Empty where there are more of one kind: then nobody knows which belong together.
    """
    finds = [one for one in directives if one.name == "find_string"]
    replacements = [
        one for one in directives if one.name == "replace_string" and one.argument is None
    ]
    if len(finds) != len(replacements):
        return {}
    return dict(zip(finds + replacements, replacements + finds, strict=True))


def _path(text: str) -> str:
    """Return an XPath as rule files write it; raises ValueError where it is none, or not for us."""
    path = text.removeprefix(".") if text.startswith(".//") else text
    path = f"/{path}" if path.startswith("descendant::") else path
    # YAML then shows it without doubling the quotes.
    path = path if '"' in path else path.replace("'", '"')
    if reason := xpath_fault(path):
        raise ValueError(reason)
    path = f"({path})" if path.startswith("id(") else path
    if not path.startswith(("/", "(")):
        if _CALL.match(path):
            raise ValueError("it makes a value: only elements, attributes and texts are read")
        raise ValueError("no path from the top of the page: it begins with // elsewhere")
    Selector(path).check()
    return path


def _elements(text: str) -> str:
    """Return an XPath that ends in elements; raises ValueError for any other."""
    path = _path(text)
    steps, inner = "", _LITERAL.sub("''", path)
    while steps != inner:
        steps, inner = inner, _PREDICATE.sub("", inner)
    if _RELATIVE.search(steps):
        raise ValueError("a part of it does not begin at the top of the page: write // at its head")
    if _NO_ELEMENT.search(steps):
        raise ValueError("it ends in attributes, comments or bare text: only elements are taken")
    return path


def _named(text: str) -> str:
    """Return the XPath of the elements in whose class or id a text is found, inside words too."""
    name = text.replace("'", "").replace('"', "")
    if not name:
        raise ValueError("it has no value")
    # Not body itself: a theme's has-sidebar would take the whole page.
    return _path(f"//body//*[contains(@class, '{name}') or contains(@id, '{name}')]")


def _category(name: str) -> Category:
    """Return the category that stands first in a name as words of its own, else ``other``."""
    words = f"_{'_'.join(_WORD.findall(name))}_".lower()
    places = {
        at: category
        for category in Category
        if category not in _EVIDENCE and (at := words.find(f"_{category.value}_")) >= 0
    }
    return places[min(places)] if places else Category.OTHER


def _rewrite(find: str, to: str) -> tuple[str, str]:
    """Return both as blocks show them; raises ValueError where no text is meant, but its source."""
    if any(map(_MARKUP.search, (find, to))):
        raise ValueError("it changes tags, attributes or addresses: only text is rewritten")
    found = squash(html.unescape(find))
    if not found:
        raise ValueError("it changes white space, of which one space is left anyway")
    return found, squash(html.unescape(to))


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, (*_MATCHED, *_UNMATCHED), 1)
    return f"there is no such directive{f': did you mean {near[0]}?' if near else ''}"
