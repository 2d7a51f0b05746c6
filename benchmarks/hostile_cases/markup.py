"""Markup that is wrong, rare, or meant for something else than reading."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from hostile_cases.case import INPUT, LIMIT, MB, Case, encoded, on_page
from stories import STORY, page, paragraphs


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    group = "markup"
    yield from on_page(
        group,
        {
            "an unclosed comment of dashes": lambda: "<!-- " + "- - " * 1000 + "-->",
            "comments that are none": lambda: "<!-><!--><!--->" * 5_000,
            "100,000 comments": lambda: "<!-- x -->" * 100_000,
            "a comment of 10 MB": lambda: "<!--" + "-x " * 3_300_000 + "-->",
            "conditional comments": lambda: (
                "<!--[if lt IE 9]><p>Old browser</p><![endif]-->" * 2_000
                + "<![if !IE]><p>Not IE</p><![endif]>"
            ),
            "CDATA sections": lambda: "<![CDATA[ <p>hidden</p> ]]>" * 2_000,
            "processing instructions": lambda: (
                "<?php echo '<p>x</p>'; ?><?xml version='1.0'?>" * 2_000
            ),
            "100,000 opening angle brackets": lambda: "<" * 100_000,
            "opening brackets with spaces": lambda: "< " * 100_000,
            "100,000 closing angle brackets": lambda: ">" * 100_000,
            "half tags": lambda: "<p <p <p <p <div <a <b" * 5_000 + ">",
            "tags of signs": lambda: "<@><$><1><_a><:b><é>" * 5_000,
            "attributes without values or quotes": lambda: "<a ='x' \"=y = = >x</a>" * 5_000,
            "quotes in attribute names": lambda: "<p a\"b'c=`d`>x</p>" * 5_000,
            "a tag name of 1 MB": lambda: f"<{'a' * MB}>x</{'a' * MB}>",
            "an attribute name of 1 MB": lambda: f"<div {'a' * MB}=1>x</div>",
            "an id with NUL and controls": lambda: (
                '<div id="a\x00b\x01c" class="\x00">x</div>' * 2_000
            ),
            "names with colons": lambda: '<a:b c:d="e" xmlns:c="f"><o:p>x</o:p></a:b>' * 5_000,
            "doctypes everywhere": lambda: "<!DOCTYPE html PUBLIC 'a' 'b'>" * 5_000,
            "bodies everywhere": lambda: "<body class=a><body id=b></body>" * 5_000,
            "html and head everywhere": lambda: (
                "<html lang=xx><head><title>No</title></head></html>" * 3_000
            ),
            "closed body and html again and again": lambda: "</body></html>" * 20_000,
            "titles in the body": lambda: "<title>Another title</title>" * 10_000,
            "self-closed elements": lambda: "<div/><p/><span/><b/>" * 5_000,
            "unknown references": lambda: (
                "&nosuch; &#xZZ; &#99999999999999; &amp &lt &#0; &#xD800;" * 5_000
            ),
            "references beyond Unicode": lambda: (
                "<p>&#x110000; &#xFFFFFFFF; &#x80000000; &#4294967296; &#-1; &#x; &#;</p>" * 5_000
            ),
            "references to surrogates and C1 controls": lambda: (
                "<p>&#xD83D;&#xDE00; &#x80;&#x9F;&#x150; &#xFDD0;&#x1FFFF;</p>" * 5_000
            ),
            "300,000 references": lambda: (
                "<p>" + "&eacute;&NotEqualTilde;&#233;" * 100_000 + "</p>"
            ),
            "numbers too large in attributes": lambda: (
                (
                    f"<ol start=-{'9' * 400} reversed><li value=1e400>x</ol><td colspan={'9' * 99} "
                    "rowspan=-1>x</td><font size=+99999999999>x</font><img width=1e308 height=NaN>"
                    "<h1 tabindex=4294967296>x</h1><progress value=Infinity max=-0></progress>"
                )
                * 500
            ),
            "attributes said twice": lambda: (
                '<div class=a class=b id=c ID=d class="e" hidden=no style=x style="display:none">'
                "Seen twice</div>" * 3_000
            ),
            "line breaks in attributes": lambda: (
                "<a\n\n\nhref\r\n=\n'/a\nb'\tclass\f=\n\"a\n\nb\"\n>x</a\n\n>" * 5_000
            ),
            "cells that span 65,534 rows": lambda: (
                "<table>" + "<tr><td rowspan=65534 colspan=1000>7" * 3_000 + "</table>"
            ),
            "a table of 300 columns": lambda: (
                "<table>" + ("<tr>" + "<td>7" * 300) * 200 + "</table>"
            ),
            "a table of 5,000 tables": lambda: "<table><tr><td>" * 5_000 + "x",
            "lists in lists": lambda: "<ul><li>" * 5_000 + "x" + "</ul>" * 5_000,
            "a form of 300 huge selects": lambda: (
                "<form>"
                + ("<select>" + "<option value=x>Town" * 300 + "</select>") * 300
                + "</form>"
            ),
            "400,000 br": lambda: "<br>" * 400_000,
            "100,000 wbr in a word": lambda: "<p>" + "a<wbr>" * 100_000,
            "100,000 hr": lambda: "<hr>" * 100_000,
            "inline elements 5,000 deep": lambda: "<b><i><u><s>" * 1_250 + "x",
            "meta tags in the body": lambda: (
                '<meta name=author content="No One"><meta charset=utf-16><title>No</title>' * 5_000
            ),
            "instructions that never end": lambda: "<?xml <?php <?" * 1_000 + ">",
            "SGML short tags": lambda: "<em/word/ </> <> </ > <!> <!ELEMENT p ANY>" * 5_000,
            "nested comments": lambda: "<!-- <!-- --> x -->" * 10_000,
            "comments that end with a bang": lambda: "<!-- x --!><!-- y -- >z-->" * 10_000,
            "scripts in svg and math": lambda: (
                "<svg><style><p>x</style><script><p>y</script><title><b>z</title></svg>"
                "<math><annotation-xml encoding=text/html><p>w</annotation-xml></math>" * 2_000
            ),
            "tags in capitals of other alphabets": lambda: (
                "<ſcript>x</ſcript><İmg><K>y</K>" * 3_000
            ),
            "100,000 ampersands": lambda: "&" * 100_000,
            "an entity name of 1 MB": lambda: f"&{'a' * MB};",
            "a number reference of 1 MB": lambda: f"&#{'9' * MB};",
            "a hexadecimal reference of 1 MB": lambda: f"&#x{'f' * MB};",
            "number references with leading zeros": lambda: f"&#{'0' * 200_000}65;" * 5,
            "entities encoded many times": lambda: "<p>&" + "amp;" * 100_000 + "lt;b&gt;</p>",
            "templates": lambda: "<template><p>Not shown</p></template>" * 10_000,
            "template in template": lambda: "<template>" * 5_000 + "x" + "</template>" * 5_000,
            "slots and shadow roots": lambda: (
                "<x-a><template shadowrootmode=open><slot></slot></template></x-a>" * 5_000
            ),
            "audio, video and objects": lambda: (
                "<object><param><embed><video><source><track></video></object>" * 5_000
            ),
            "maps and areas": lambda: "<map name=a><area href=b></map>" * 10_000,
            "details and dialogs": lambda: (
                "<details><summary>x</summary>y</details><dialog>z</dialog>" * 5_000
            ),
            "marquee, blink, keygen": lambda: "<marquee><blink>x</blink><keygen></marquee>" * 5_000,
            "ruby": lambda: "<ruby>漢<rt>かん</rt></ruby>" * 10_000,
            "contenteditable and aria": lambda: (
                '<div aria-hidden="true" contenteditable>x</div>' * 10_000
            ),
            "style of a megabyte": lambda: f'<p style="{"color:red;" * 100_000}">x</p>',
            "style of half a rule": lambda: f'<p style="{"display " * 100_000}">x</p>',
            "base and refresh": lambda: (
                '<base href="javascript:x"><meta http-equiv=refresh '
                'content="0;url=file:///etc/passwd">' * 500
            ),
        },
    )
    for tag in ("title", "textarea", "select", "plaintext", "xmp", "noscript", "button", "style"):
        behind = page(after=f"<{tag}>never closed <p>x</p>")
        yield Case(group, f"an unclosed {tag} behind the story", partial(encoded, behind))
    for tag in ("select", "button", "noscript", "form", "table", "a", "center"):
        build = partial(encoded, page(before=f"<{tag}>"))
        yield Case(group, f"an unclosed {tag} before the story", build)
    for text in ("<!-- never closed", "<script>var a = 1;", "<style>p {", "<!doctype", "<![CDATA["):
        build = partial(encoded, page(after=text + " x" * 100_000))
        yield Case(group, f"never closed behind the story: {text}", build)
    yield Case(
        group, "the page ends inside a tag", lambda: page(after="<div class='").encode()[:-90]
    )
    yield Case(group, "the page ends inside a comment", lambda: page(after="<!-- a -- >").encode())
    yield Case(
        group,
        "an attribute that is never closed behind the story",
        lambda: page(after='<a title="' + "word " * 200_000).encode(),
    )
    for tag in ("title", "textarea", "style", "script", "xmp", "iframe", "noembed", "plaintext"):
        build = partial(encoded, page(before=f"<{tag}>"))
        yield Case(group, f"an unclosed {tag} swallows the page", build, story=(), errors=INPUT)
    for times in (1_000_000, 600_000):
        for tag in ("p", "br"):
            build = partial(encoded, page(after=f"<{tag}>" * times))
            yield Case(group, f"{times:,} {tag}", build, errors=LIMIT)
    for ending in ("</body></html>", "</html>\n</html>", "</body>\n<!-- x --></html><p>x"):
        yield Case(
            group,
            f"half the story behind {ending!r}",
            partial(encoded, f"<html><body>{paragraphs(STORY[:2])}{ending}{paragraphs(STORY[2:])}"),
        )
    yield Case(
        group,
        "paragraphs without any element around",
        lambda: "\n".join(f"<p>{text}" for text in STORY).encode(),
    )
    yield Case(
        group,
        "the story in br-parted text",
        lambda: f"<html><body><div>{'<br><br>'.join(STORY)}</div></body></html>".encode(),
    )
    yield Case(
        group,
        "the story in font and center",
        lambda: (
            "<HTML><BODY><CENTER><FONT SIZE=2>"
            + "".join(f"<P ALIGN=left><FONT FACE=Arial>{text}</FONT>" for text in STORY)
            + "</FONT></CENTER></BODY></HTML>"
        ).encode(),
    )
    yield Case(
        group,
        "each word of the story in its own span",
        lambda: page(
            story=tuple(" ".join(f"<span>{word}</span>" for word in text.split()) for text in STORY)
        ).encode(),
    )
    yield Case(
        group,
        "the story with references for letters",
        lambda: page(
            story=tuple("".join(f"&#{ord(letter)};" for letter in text) for text in STORY)
        ).encode(),
    )
    yield Case(
        group,
        "tag soup at random",
        lambda: page(after=_soup(200_000)).encode(),
    )
    yield Case(
        group, "tag soup before the story", lambda: page(before=_soup(20_000) + "</a></b>").encode()
    )
    yield Case(
        group,
        "the story behind </html>",
        lambda: f"<html><body><p>Menu</p></body></html>{paragraphs()}".encode(),
    )
    yield Case(
        group,
        "the story in an article inside p inside a",
        lambda: f"<html><body><p><a name=top><article>{paragraphs()}</article></a></body>".encode(),
    )
    yield Case(
        group,
        "two bodies, the story in the second",
        lambda: f"<html><body><p>One</p></body><body>{paragraphs()}</body></html>".encode(),
    )
    yield Case(
        group,
        "the story in a hidden element that a script shows",
        lambda: f"<html><body><div hidden>{paragraphs()}</div></body></html>".encode(),
    )
    yield Case(
        group,
        "upper case, no quotes, no closing tags",
        lambda: (
            "<HTML><HEAD><TITLE>X</TITLE><BODY BGCOLOR=white>"
            + "".join(f"<P CLASS=Story>{text}" for text in STORY)
        ).encode(),
    )


def _soup(count: int) -> str:
    """Return tags of many kinds in no order."""
    chosen = random.Random(7)
    names = "a b i p div td tr table ul li em h1 span form center font dl dt".split()
    return "".join(
        f"<{'/' if chosen.random() < 0.5 else ''}{chosen.choice(names)}>" for _ in range(count)
    )
