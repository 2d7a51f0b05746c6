"""Pages that ask a reader to fetch, to include, to expand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_cases.case import Case, encoded
from stories import page, paragraphs


def cases() -> Iterator[Case]:
    """Yield pages that ask their reader for files, the network, or endless text."""
    group = "reaching out"
    declared = {
        "an entity of a file": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "a parameter entity": '<!DOCTYPE html [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        "an entity of an address": '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        "a DTD of a file": '<!DOCTYPE html SYSTEM "file:///etc/passwd">',
        "a billion laughs": '<!DOCTYPE html [<!ENTITY x0 "laugh">'
        + "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(12))
        + '<!ENTITY x "&x12;">]>',
        "a quadratic blow-up": f'<!DOCTYPE html [<!ENTITY x "{"a" * 100_000}">]>',
    }
    for name, head in declared.items():
        text = "&x;" * (20_000 if "quadratic" in name else 3)
        body = f"<html><body><p>{text}</p>{paragraphs()}</body></html>"
        for start in ("", '<?xml version="1.0"?>\n'):
            yield Case(
                group,
                f"{name}{' in XML' if start else ''}",
                partial(encoded, f"{start}{head}\n{body}"),
                absent=("root:x:0", "laughlaugh"),
            )
    yield Case(
        group,
        "an XInclude of a file",
        lambda: page(
            before='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
            'href="file:///etc/passwd"/>'
        ).encode(),
        absent=("root:x:0",),
    )
    yield Case(
        group,
        "a style sheet of XSLT",
        lambda: (
            '<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>\n' + page()
        ).encode(),
        absent=("root:x:0",),
    )
    yield Case(
        group,
        "objects, frames and pictures of files",
        lambda: page(
            between="".join(
                f'<{tag} src="file:///etc/passwd" data="file:///etc/passwd"></{tag}>'
                for tag in ("iframe", "object", "embed", "img", "script", "link")
            )
        ).encode(),
        absent=("root:x:0",),
    )
