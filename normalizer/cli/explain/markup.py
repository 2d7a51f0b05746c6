"""HTML that is safe by construction: whatever is not made here is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from normalizer.cli.explain.shown import visible

_VOID = frozenset({"input", "meta"})


class Markup(str):
    """HTML as it stands. Only this module and constants of the page make it, never an input."""

    __slots__ = ()


def tag(name: str, /, *content: str, **attributes: str | bool | None) -> Markup:
    """Return an element. ``content`` that is no Markup and the attributes' values are escaped.

    What cannot be seen is written as its code (see ``visible``). An underscore behind an attribute's
    name is left out (``class_``), one inside it is a hyphen. False and None leave the attribute out.

    >>> print(tag("a", "5 < 6", href='"', class_="number", hidden=False))
    <a href="&quot;" class="number">5 &lt; 6</a>
    """
    opened = f"<{name}{''.join(map(_attribute, attributes, attributes.values()))}>"
    return Markup(opened if name in _VOID else f"{opened}{joined(content)}</{name}>")


def joined(content: Iterable[str]) -> Markup:
    """Return pieces of content one after another; those that are no Markup are escaped."""
    return Markup(
        "".join(one if isinstance(one, Markup) else escape(visible(one)) for one in content)
    )


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(value))}"'
