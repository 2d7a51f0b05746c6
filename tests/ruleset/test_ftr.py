"""Site configs of other readers: what is carried over, what is left, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from normalizer import InputError, Normalizer
from normalizer.model import Article
from normalizer.ruleset.ftr import Imported, host_of, read_config, to_rule, to_yaml
from normalizer.ruleset.loader import parse_rule
from normalizer.ruleset.reading import read_yaml
from normalizer.ruleset.selector import Selector

from .conftest import Folder

HOST = "mill.example"
URL = f"https://{HOST}/2026/01/ferry"
STORY = (
    "The miller opened the sluice at dawn, and the wheel turned for the first time in eleven years.",
    "Children from the village had waited on the bridge since five, wrapped in their blankets.",
    "By noon the first sack of flour stood in the yard, and the baker carried it home himself.",
)
ASIDE = "The bridge above the weir will be painted green in summer, the parish council has decided."


def imported(text: str | bytes, *more: str) -> Imported:
    """Return what becomes of a site config, and of others for the same host."""
    texts = [text if isinstance(text, bytes) else text.encode(), *(one.encode() for one in more)]
    configs = [read_config(one, file=f"{at}.txt") for at, one in enumerate(texts)]
    return to_rule(configs, host=HOST)


def rule_of(text: str) -> Mapping[str, object]:
    """Return the rule file made of a site config, of which nothing was left out."""
    made = imported(text)
    assert made.left == ()
    assert made.rule is not None
    return made.rule


def reason(text: str) -> str:
    """Return why the one line of a site config was left out."""
    made = imported(text)
    assert (made.rule, made.carried, len(made.left)) == (None, (), 1)
    return made.left[0].reason


def article(folder: Folder, config: str, body: str, **more: float) -> Article:
    """Return the article of a page of the host, under the rules made of a site config, and ``more``."""
    rules = folder({f"publishers/xx/{HOST}.yaml": to_yaml({**rule_of(config), **more})})
    page = f"<!doctype html><html><head><title>Mill</title></head><body>{body}</body></html>"
    return Normalizer(rules=[rules]).normalize(page, url=URL)


def div(attribute: str, *texts: str) -> str:
    """Return a div of paragraphs."""
    return f"<div {attribute}>{''.join(f'<p>{text}</p>' for text in texts)}</div>"


BODIES = "body: //div[@id='a']\nbody: (//div[@class='b'])\nbody: id('c')\n"


@pytest.mark.parametrize(
    ("shown", "taken"),
    [("abc", "a"), ("ab", "a"), ("bc", "b"), ("ca", "a"), ("c", "c"), ("bb", "bb")],
)
def test_the_first_body_that_hits_is_taken(folder: Folder, shown: str, taken: str) -> None:
    """Of several body lines one counts, the first that hits: with all the elements that it hits.

    The others hold as much of the story, which a file's usual budget would not let go.
    """
    names = {"a": "id=a", "b": "class=b", "c": "id=c"}
    texts = dict(zip("abc", STORY, strict=True))
    page = "".join(div(names[name], texts[name], ASIDE) for name in shown)
    cleaned = article(folder, BODIES, page, budget=0.9)
    assert cleaned.extractor == "rule"
    assert [block.text for block in cleaned.blocks] == [
        text for name in taken for text in (texts[name], ASIDE)
    ]


def test_title_date_and_author_are_read_in_their_order(folder: Folder) -> None:
    """The first line that yields gives the value, an attribute as well as an element."""
    config = (
        "title: //h1[@class='gone']\ntitle: //h2\n"
        "date: //time/@datetime\ndate: //p\n"
        "author: //p[@class='by']/text()\n"
    )
    head = "<h2>The wheel turns</h2><time datetime=2026-01-28>now</time><p class=by>Ada Weir</p>"
    cleaned = article(folder, config, head + div("id=a", *STORY))
    assert cleaned.title == "The wheel turns"
    assert cleaned.date == "2026-01-28"
    assert cleaned.authors == ("Ada Weir",)


def test_names_are_found_inside_words(folder: Folder) -> None:
    """strip_id_or_class takes every element in whose class or id the text is found."""
    boxes = div("class='x big-teasers'", ASIDE) + div("id=teaser_2", ASIDE)
    page = f"<main>{boxes}{div('id=a', *STORY)}</main>"
    cleaned = article(folder, "body: //main\nstrip_id_or_class: 'teaser'\n", page)
    assert cleaned.text == "\n\n".join(STORY)
    assert {removal.text for removal in cleaned.removed} == {ASIDE}


def test_a_name_does_not_take_the_whole_page() -> None:
    """A theme's class on the page's body does not count: the line was written for a part of it."""
    strip = rule_of("strip_id_or_class: sidebar")["strip"]
    assert isinstance(strip, list)
    page = document_fromstring("<body class=has-sidebar><p>a</p><p id=sidebar>b</p></body>")
    assert [one.text for one in Selector(strip[0]["select"])(page)] == ["b"]


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("strip_id_or_class: related", "related"),
        ("strip_id_or_class: relatedPosts", "related"),
        ("strip_id_or_class: post-footer share", "footer"),
        ("strip_id_or_class: cookie_banner", "cookie_banner"),
        ("strip_id_or_class: cookie-banner", "cookie_banner"),
        ("strip_id_or_class: unrelated", "other"),
        ("strip_id_or_class: ad", "other"),
        # An outcome, a date, a title is not concluded from a name alone.
        ("strip_id_or_class: paywall", "other"),
        ("strip_id_or_class: widget-title", "other"),
        ("strip: //div[@class='box newsletter']", "newsletter"),
        ("strip: //footer", "footer"),
        ("strip: //a[@share]", "other"),
    ],
)
def test_the_category_is_the_one_that_the_name_says(line: str, category: str) -> None:
    """A name that holds the word of a category as its own word is of that category."""
    strip = rule_of(line)["strip"]
    assert isinstance(strip, list)
    assert [entry["as"] for entry in strip] == [category]


@pytest.mark.parametrize(
    ("config", "pairs"),
    [
        ("replace_string(Advertisment): Advertisement", [("Advertisment", "Advertisement")]),
        ("replace_string(Tide  table:): ", [("Tide table:", "")]),
        ("replace_string(&ldquo;Mill (old)&rdquo;): Mill", [("“Mill (old)”", "Mill")]),
        ("find_string: A mill\nreplace_string: The mill", [("A mill", "The mill")]),
        (
            "find_string: A b\nfind_string: C d\nreplace_string: E f\nreplace_string:",
            [("A b", "E f"), ("C d", "")],
        ),
    ],
)
def test_text_is_rewritten(config: str, pairs: list[tuple[str, str]]) -> None:
    """Replacements of text become rewrites, first to first where they stand on lines of their own."""
    assert rule_of(config)["rewrite"] == [{"find": find, "to": to} for find, to in pairs]


def test_a_rewrite_mends_the_text_of_a_page(folder: Folder) -> None:
    """The words that a config replaces are replaced in the article."""
    config = "body: //main\nreplace_string(eleven years): twelve years\n"
    cleaned = article(folder, config, f"<main>{div('id=a', *STORY)}</main>")
    assert cleaned.blocks[0].text == STORY[0].replace("eleven", "twelve")


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ("replace_string(<p>&nbsp;</p>): ", "tags"),
        ("replace_string(data-src): src", "attributes"),
        ("replace_string(The mill): <b>The mill</b>", "tags"),
        ("replace_string(&nbsp;): ", "white space"),
    ],
)
def test_markup_is_not_rewritten(config: str, says: str) -> None:
    """What changes the source of a page, not its text, is left out."""
    assert says in reason(config)


def test_unpaired_replacements_are_left_out() -> None:
    """Where there is one find_string more, nobody knows which belong together: all are left."""
    made = imported("find_string: A b\nreplace_string: C d\nfind_string: E f\n")
    assert [left.line for left in made.left] == [1, 2, 3]
    assert all("as many" in left.reason for left in made.left)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("strip: //div[@id='a'", "not an XPath"),
        ("strip: //div[matches(@id, 'a')]", "matches() is no function"),
        ("strip: //nowhere[re:test(@id, 'a')]", "re:test() is no function"),
        ("strip: //nowhere[php:function('f', @id)]", "php:function() is no function"),
        ("strip: //fb:like", "fb:"),
        ("strip: //nowhere[$x]", "variables"),
        ("strip: .sidebar", "//"),
        ("strip: div[@id='a']", "//"),
        ("strip: //div | p", "//"),
        ("strip: //img/@srcset", "attributes"),
        ("strip: //comment()", "comments"),
        ("strip: //p/text()[contains(., '|')]", "bare text"),
        ("strip: //p = //h1", "value"),
        ("strip: //p\x00", "not an XPath"),
        (f"strip: //{'p' * 2_000}", "2,000"),
        ("strip_id_or_class: ''", "no value"),
        ("body:", "no value"),
        ("title: substring-after(//h1, ': ')", "value"),
        ("tidy: no", "parsed"),
        ("strip_image_src: /pixel.gif", "images"),
        ("http_header(user-agent): Any", "fetched"),
        ("if_page_contains: //a", "next_page_link"),
        ("test_contains: the wheel", "example"),
        ("titel: //h1", "did you mean title?"),
        ("xyzzy: //h1", "no such directive"),
        ("just words", "write directive: value"),
    ],
)
def test_what_is_left_says_why(line: str, says: str) -> None:
    """Faults, and what has no counterpart, are left out one by one, each with its reason."""
    assert says in reason(line)


@pytest.mark.parametrize(
    "path",
    [
        "//fb[name()='fb:like']",
        "//div[starts-with(@id, 'matches(')]",
        "//p[not(.//a)][position() = last()]/following-sibling::node()[self::p]",
        "//h2[text()='More']/following-sibling::ul[1]",
        "(//div/p | //li)[1]",
        '//p[contains(., "don\'t")]',
        "/html/body/div",
        "//div[ancestor::section]/..",
    ],
)
def test_sound_paths_are_not_refused(path: str) -> None:
    """What XPath 1.0 knows is carried over, and means what it meant."""
    strip = rule_of(f"strip: {path}")["strip"]
    assert isinstance(strip, list)
    page = document_fromstring(
        "<html><body><section><div id=a><p>One <a>two</a></p><h2>More</h2><ul><li>x</ul></div>"
        "</section><p>don't</p></body></html>"
    )
    assert Selector(strip[0]["select"])(page) == Selector(path)(page)


def test_relative_paths_are_read_from_the_top() -> None:
    """``.//`` and ``descendant::`` begin at the page, also where they stand in a condition."""
    rule = rule_of("body: .//main\nbody: descendant::article\nbody: //p\n")
    assert rule["body"] == [
        "//main",
        "(/descendant::article)[not(//main)]",
        "(//p)[not(//main | /descendant::article)]",
    ]


def test_many_bodies_do_not_blow_up() -> None:
    """From the 31st body line on they are left out: each names all before it."""
    made = imported("".join(f"body: //div[@id='{at}']\n" for at in range(40)))
    assert (len(made.carried), len(made.left)) == (30, 10)
    assert "more than 30" in made.left[0].reason


def test_two_configs_of_a_host_become_one_rule() -> None:
    """The lines of the first go before those of the second; what both say stands once."""
    made = imported("body: //main\nstrip: //p\ntidy: no", "strip: //p\nprune: no\nbody: //article")
    assert made.rule == {
        "why": "Imported from the site config 0.txt, 1.txt.",
        "match": {"hosts": [HOST]},
        "body": ["//main", "(//article)[not(//main)]"],
        "strip": [{"select": "//p", "as": "other"}],
    }
    assert [str(left).split(": ")[0] for left in made.left] == ["0.txt:3", "1.txt:2"]


def test_pages_that_a_config_was_tried_on_are_kept() -> None:
    """test_url lines are carried over; alone they make no rule file."""
    assert rule_of(f"strip: //p\ntest_url: {URL}\n")["seen"] == f"tried there on {URL}"
    assert imported(f"test_url: {URL}\n").rule is None


def test_nothing_of_the_config_of_all_sites_is_carried_over() -> None:
    """A rule file is for one site: without a host every line is left."""
    made = to_rule([read_config(b"strip: //p\ntidy: no\n", file="global.txt")], host=None)
    assert (made.rule, made.carried, len(made.left)) == (None, (), 2)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("# Café\r\n\r\nstrip: //p[@id='café']\r\n".encode(), "utf-8"),
        ("strip: //p[@id='café']".encode("utf-8-sig"), "utf-8"),
        ("# x\rstrip: //p[@id='café']".encode("windows-1252"), "windows-1252"),
    ],
)
def test_encodings_and_line_ends(data: bytes, encoding: str) -> None:
    """UTF-8 with and without a mark, Windows-1252, and line ends of three systems are read."""
    config = read_config(data, file="a.txt")
    assert config.encoding == encoding
    assert [one.value for one in config.directives] == ["//p[@id='café']"]


def test_lines_are_numbered_as_editors_do() -> None:
    """Comments and empty lines count, a line separator of Unicode does not."""
    made = imported("# one\n\nstrip: //p[@id='\u2028']\r\ntidy: no\n")
    assert str(made.left[0]).startswith("0.txt:4: tidy: ")


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("mill.example.txt", HOST),
        (".mill.example.txt", HOST),
        ("www.Mill.Example.txt", HOST),
        ("news.mill.example.txt", "news.mill.example"),
        ("mill-2.example.txt", "mill-2.example"),
    ],
)
def test_files_are_named_like_hosts(name: str, host: str) -> None:
    """A leading dot and www. say nothing that a host in a rule file does not say anyway."""
    assert host_of(name) == host


@pytest.mark.parametrize(
    "name", ["README.txt", ".txt", "a b.example.txt", "mill.example/x.txt", ""]
)
def test_a_name_that_is_no_host_is_refused(name: str) -> None:
    """The error says how a site config is called."""
    with pytest.raises(InputError, match="call the file as its site"):
        host_of(name)


_VALUES = st.sampled_from(
    [
        "//p",
        "//p[",
        "//a/@href",
        "id('a')",
        "no",
        "",
        "mill",
        "Mill: 1",
        "//b | //i",
        "'",
        '"',
        "<p>",
    ]
)
_NAMES = st.sampled_from(
    "title body date author strip strip_id_or_class find_string replace_string(A\u00a0b) "
    "replace_string test_url tidy xyzzy".split(" ")
)
_LINES = st.builds("{}: {}".format, _NAMES, _VALUES | st.text())


@given(st.lists(_LINES | st.text()).map("\n".join).map(str.encode) | st.binary())
def test_every_line_is_accounted_for_and_every_rule_is_sound(data: bytes) -> None:
    """Whatever the bytes: each directive is carried over or left, and the rule file is read back."""
    config = read_config(data, file="a.txt")
    made = to_rule([config], host=HOST)
    assert len(made.carried) + len(made.left) == len(config.directives) + len(config.left)
    if made.rule is not None:
        text = to_yaml(made.rule).encode()
        assert read_yaml(text, file="a.yaml").data == made.rule
        rule = parse_rule(text, file="a.yaml")
        for select in (*rule.data.body, *(entry.select for entry in rule.data.strip)):
            Selector(select or "").check()
