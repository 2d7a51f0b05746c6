"""What a publisher's file can say beside strip entries: rewrite, has_text, paths, paywall, sources, days.

All through the public API, on invented pages of an invented mill.
"""

from __future__ import annotations

import pytest

from normalizer import Article, Normalizer, RuleSet
from normalizer.ruleset.examples import Failure, run_entries, run_examples
from tests.laws import law

from .conftest import Overlay

URL = "https://mill.example/news/1"
MATCH = "match: {hosts: [mill.example]}\n"
WHEEL = "The wheel of the old mill turns again, two winters after the flood had carried it off."
COOPER = "A cooper and his daughter built it of larch, and the whole valley came to see it turn."
RYE = "The miller means to grind rye on it from spring on, as his grandfather did before the war."
MORE = "More from the valley: the weir, the inn and the bridge that has no name as yet."
STORY = (WHEEL, COOPER, RYE)


def page(*parts: str, head: str = "") -> str:
    """Return a page of these parts, text as paragraphs and markup as it stands."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return f"<html><head>{head}</head><body>{body}</body></html>"


def dump(*lines: str) -> str:
    """Return a dump of these lines."""
    return "\n\n".join(lines)


def run(rules: RuleSet, data: str, url: str | None = URL, crawled: str | None = None) -> Article:
    """Return the article of an input, once laws 1 and 2 are seen to hold for it."""
    normalizer = Normalizer(rules)
    article = normalizer.normalize(data, url=url, crawled=crawled)
    assert law.nothing_lost(data, article, url) is None
    assert law.clean_stays_clean(article, normalizer, url) is None
    return article


def mill(overlay: Overlay, source: str) -> RuleSet:
    """Return the rules with one publisher over them; its own keys begin in line 2."""
    return overlay({"publishers/mill": MATCH + source})


def codes(article: Article) -> list[str]:
    """Return the codes of an article's problems."""
    return [problem.code for problem in article.problems]


def taken(article: Article) -> list[str]:
    """Return the texts that were removed, in page order."""
    return [removal.text for removal in article.removed]


def mended(article: Article) -> list[tuple[str, str, str]]:
    """Return words before, words after and source of each repair."""
    return [(one.before, one.after, one.repair) for one in article.repairs]


# ── rewrite


@pytest.mark.parametrize("make", [dump, page], ids=["dump", "page"])
def test_a_rewrite_is_a_repair_that_names_its_line(overlay: Overlay, make: object) -> None:
    """Text that a publisher gets wrong is put right, and the record says by which entry."""
    rules = mill(overlay, "rewrite:\n  - {find: 'l arch', to: larch}\n")
    source = make(WHEEL, COOPER.replace("larch", "l arch"), RYE)  # type: ignore[operator]
    article = run(rules, source)
    assert article.text == dump(*STORY)
    assert mended(article) == [("l arch,", "larch,", "publishers/mill.yaml:3")]


def test_found_text_is_no_pattern(overlay: Overlay) -> None:
    """What ``find`` and its ``to`` hold stands for itself: dots, braces, backslashes, groups."""
    rules = mill(
        overlay,
        "rewrite:\n"
        r"  - {find: '{date}.', to: 'on Sunday \1.'}"
        "\n"
        r"  - {find: '(r+ye|\d)', to: 'rye'}"
        "\n",
    )
    article = run(rules, dump(WHEEL, COOPER[:-1] + " {date}.", RYE.replace("rye", r"(r+ye|\d)")))
    assert article.text == dump(WHEEL, COOPER[:-1] + r" on Sunday \1.", RYE)


def test_groups_are_put_in(overlay: Overlay) -> None:
    r"""``\1``, ``\g<1>``, ``\g<name>`` and ``\0`` are groups, ``\\`` is a backslash; none is empty."""
    pattern = r"(\d) (?P<unit>metres|feet)( high)?"
    rules = mill(overlay, f"rewrite: [{{pattern: '{pattern}', to: '\\\\\\1\\g<1>-\\g<unit>\\3'}}]")
    article = run(rules, dump(f"The wheel is 7 metres across. {WHEEL}", COOPER, RYE))
    assert article.text.startswith(r"The wheel is \77-metres across.")


def test_a_group_of_two_digits_is_one_and_a_digit(overlay: Overlay) -> None:
    r"""``\10`` is the first group with a nought behind it: there are no ten groups."""
    rules = mill(overlay, r"rewrite: [{pattern: '(\d)x', to: '\10'}]")
    assert run(rules, dump(f"It has 4x spokes. {WHEEL}", COOPER)).text.startswith("It has 40 ")


def test_rewrites_act_in_order(overlay: Overlay) -> None:
    """Each entry sees what the one before it wrote; each change is recorded."""
    rules = mill(overlay, "rewrite:\n  - {find: corn, to: barley}\n  - {find: barley, to: rye}\n")
    article = run(rules, dump(WHEEL, COOPER, RYE.replace("rye", "corn")))
    assert article.text == dump(*STORY)
    assert mended(article) == [
        ("corn", "barley", "publishers/mill.yaml:3"),
        ("barley", "rye", "publishers/mill.yaml:4"),
    ]


def test_a_strip_sees_what_was_rewritten(overlay: Overlay) -> None:
    """Rewriting comes before every strip entry, the file's own and those of the packs."""
    rules = mill(
        overlay,
        "rewrite:\n  - {find: 'Adv ert', to: Advertisement}\n  - {find: 'Pr int', to: Print}\n"
        "strip:\n  - {line: 'Print the wheel', as: navigation}\n",
    )
    article = run(rules, dump(WHEEL, "Pr int the wheel", COOPER, "Adv ert", RYE))
    assert article.text == dump(*STORY)
    assert taken(article) == ["Print the wheel", "Advertisement"]


def test_a_rewrite_may_empty_a_block(overlay: Overlay) -> None:
    """A block that is nothing but noise goes, without an empty paragraph in its place."""
    rules = mill(overlay, r"rewrite: [{pattern: '\[\[gallery \d+\]\]', to: ''}]")
    for make in (dump, page):
        article = run(rules, make(WHEEL, "[[gallery 7]]", COOPER, RYE))
        assert article.text == dump(*STORY)
        assert [(one.before, one.after) for one in article.repairs] == [("[[gallery 7]]", "")]


@pytest.mark.parametrize(
    ("inner", "left"),
    [
        ("xyz <b class=ad>Tail</b>", ""),
        ("<b class=ad>Head</b> xyz", ""),
        ("<b class=ad>Head</b> xyz <b class=ad>Tail</b>", ""),
        ("<b class=ad>Head</b>xyz<b class=ad>Tail</b>", ""),
        (f"x <b class=ad>one</b> y <b class=ad>two</b> z {MORE}", f"w {MORE}"),
        (f"{MORE} x <b class=ad>one</b> y <b class=ad>two</b> z", f"{MORE} w"),
        (f"{MORE} x <b class=ad>one</b> y <b class=ad>two</b>", f"{MORE} v"),
        ("x<b class=ad>one</b>y<b class=ad>two</b>z", ""),
    ],
)
def test_a_rewrite_of_what_strips_leave(overlay: Overlay, inner: str, left: str) -> None:
    """What a rewrite finds only once a strip entry has acted is mended too, and every word is told."""
    rules = mill(
        overlay,
        "rewrite: [{pattern: '^xyz$', to: ''}, {find: 'x y z', to: w}, "
        "{find: ' x y', to: ' v'}]\n"
        "strip: [{select: .ad, as: advert}]\n",
    )
    article = run(rules, page(WHEEL, f"<p>{inner}</p>", COOPER, RYE))
    texts = [block.text for block in article.blocks]
    assert [text for text in texts if text not in STORY] == ([left] if left else [])


def test_a_rewrite_across_a_removal(overlay: Overlay) -> None:
    """Words that a removal joins are rewritten as one, wherever else the block goes on."""
    rules = mill(
        overlay,
        "rewrite: [{find: 'Riv er', to: River}]\nstrip: [{select: .ad, as: advert}]\n",
    )
    broken = (
        "<p>By the Riv <b class=ad>Buy now</b> er stands the mill, and by the Riv er the inn.</p>"
    )
    article = run(rules, page(WHEEL, broken, COOPER, RYE))
    assert article.blocks[1].text == "By the River stands the mill, and by the River the inn."
    assert taken(article) == ["Buy now"]


def test_a_rewrite_beside_head_and_tail(overlay: Overlay) -> None:
    """Removals of a rewritten block name the text that stands there after rewriting."""
    rules = mill(
        overlay,
        "rewrite: [{find: 'Mi ll', to: Mill}, {find: Gaz., to: Gazette}, {find: l’, to: 'le '}]\n"
        "strip:\n  - {head: 'LUNZ \\(Mill\\) -', as: dateline}\n"
        "  - {tail: '\\(Mill Gazette\\)', as: agency}\n",
    )
    article = run(rules, dump(f"LUNZ (Mi ll) - {WHEEL} So l’a dit. (Mi ll Gaz.)", COOPER, RYE))
    assert article.text == dump(f"{WHEEL} So le a dit.", COOPER, RYE)
    assert taken(article) == ["LUNZ (Mill) -", "(Mill Gazette)"]


def test_damage_is_mended_before_it_is_rewritten(overlay: Overlay) -> None:
    """A rewrite sees sound characters, whatever entities and mojibake the page came with."""
    rules = mill(overlay, "rewrite: [{find: 'l’été & co', to: 'l’été'}]")
    article = run(rules, dump(WHEEL, "En lâ€™Ã©tÃ© &amp;amp; co. " + COOPER, RYE))
    assert article.text == dump(WHEEL, "En l’été. " + COOPER, RYE)
    assert [one.repair for one in article.repairs][-1] == "publishers/mill.yaml:2"


@pytest.mark.parametrize(
    ("find", "to", "before", "after"),
    [
        ("물레 방아", "물레방아", "물레 방아가 다시 돈다.", "물레방아가 다시 돈다."),
        ("الطا حونة", "الطاحونة", "تدور الطا حونة من جديد.", "تدور الطاحونة من جديد."),
        ("水 車", "水車", "水 車が再び回る。水 車だ。", "水車が再び回る。水車だ。"),
        (
            "𝔐ühle",
            "Mühle",
            "Die 𝔐ühle dreht sich 👩‍👧, die 𝔐ühle.",
            "Die Mühle dreht sich 👩‍👧, die Mühle.",
        ),
        ("चक् की", "चक्की", "पुरानी चक् की फिर चलती है।", "पुरानी चक्की फिर चलती है।"),
    ],
    ids=["Korean", "Arabic", "Japanese", "beyond the plane", "Hindi"],
)
@pytest.mark.parametrize("make", [dump, page], ids=["dump", "page"])
def test_rewrites_in_every_script(
    overlay: Overlay, make: object, find: str, to: str, before: str, after: str
) -> None:
    """Offsets count characters, not bytes, in whatever direction the script runs."""
    rules = mill(overlay, f"rewrite: [{{find: '{find}', to: '{to}'}}]")
    article = run(rules, make(f"{before} {WHEEL}", COOPER, RYE))  # type: ignore[operator]
    assert article.text == dump(f"{after} {WHEEL}", COOPER, RYE)


def test_a_rewrite_may_make_text_longer(overlay: Overlay) -> None:
    """A block of a page that grows to four times its size is still known as the chooser's."""
    long = "maker of barrels, tubs, pails and wheels for all the mills of the valley " * 4
    rules = mill(overlay, f"rewrite: [{{find: cooper, to: '{long.strip()}'}}]")
    article = run(rules, page(*STORY))
    assert article.text == dump(WHEEL, COOPER.replace("cooper", long.strip()), RYE)


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        (r"[{pattern: '(x+)y', to: '\1\1y'}]", "xy"),
        (r"[{pattern: '(\p{Lu}.+)', to: '\1 \1'}]", "Larch"),
        (r"[{pattern: '(?P<a>\d)', to: '\g<a>\g<a>'}]", "1843"),
        ("[{find: oats, to: bran}, {find: corn, to: oats}, {find: bran, to: corn}]", "corn"),
        (f"[{{find: a, to: '{'b' * 99}'}}, {{find: b, to: '{'c' * 99}'}}]", "aaaa"),
    ],
    ids=["doubled", "all doubled", "digits", "in a circle", "by thousands"],
)
def test_a_rewrite_without_an_end_is_not_applied(overlay: Overlay, entries: str, text: str) -> None:
    """A block that would change for ever is left as it was, and a problem names the entry."""
    rules = mill(overlay, f"rewrite: {entries}")
    article = run(rules, dump("um " + text))
    assert article.text == "um " + text
    assert "rewrite_endless" in codes(article)
    assert "publishers/mill.yaml:2" in article.problems[0].message


def test_rewrites_that_undo_each_other_change_nothing(overlay: Overlay) -> None:
    """Entries of two files, one of which writes what the other mends: the text settles."""
    rules = overlay(
        {
            "platforms/weir": "match: {marks: ['meta[name=weir]']}\n"
            "rewrite: [{find: rye, to: corn}]\n",
            "publishers/mill": MATCH + "rewrite: [{find: corn, to: rye}]\n",
        }
    )
    article = run(rules, page(*STORY, head="<meta name=weir>"))
    assert article.text == dump(*STORY)
    assert codes(article) == []


def test_a_rewrite_goes_on_until_nothing_is_left_to_do(overlay: Overlay) -> None:
    """``aa`` → ``a`` leaves one a of many, in one run."""
    rules = mill(overlay, "rewrite: [{find: '!!', to: '!'}]")
    article = run(rules, dump(WHEEL, COOPER[:-1] + "!" * 90, RYE))
    assert article.text == dump(WHEEL, COOPER[:-1] + "!", RYE)


@pytest.mark.parametrize(
    "entries",
    [
        "[{pattern: '.+', to: ''}]",
        r"[{pattern: '\w', to: ''}]",
        "[{pattern: '[a-zA-Z]', to: '#'}, {pattern: '#+', to: ''}]",
        f"[{{pattern: '^The.*', to: ''}}, {{find: cooper, to: '{'c' * 400}'}}]",
    ],
    ids=["all", "letters", "in two steps", "behind growth elsewhere"],
)
@pytest.mark.parametrize("make", [dump, page], ids=["dump", "page"])
def test_a_rewrite_cannot_gut_an_article(overlay: Overlay, make: object, entries: str) -> None:
    """A file that would shorten the story by more than its budget rewrites nothing (law 3)."""
    article = run(mill(overlay, f"rewrite: {entries}"), make(*STORY))  # type: ignore[operator]
    assert article.text == dump(*STORY)
    assert codes(article) == ["rule_over_budget"]
    assert "publishers/mill" in article.problems[0].message


def test_a_files_own_budget_holds_for_rewrites(overlay: Overlay) -> None:
    """Who allows his file more may shorten the story by more."""
    source = f"rewrite: [{{find: '{WHEEL}', to: ''}}, {{find: '{COOPER}', to: ''}}]\n"
    assert run(mill(overlay, source), dump(*STORY)).text == dump(*STORY)
    assert run(mill(overlay, source + "budget: 0.9\n"), dump(*STORY)).text == RYE


def test_one_files_excess_stops_no_other(overlay: Overlay) -> None:
    """The platform's entries are stopped, the publisher's act."""
    rules = overlay(
        {
            "platforms/weir": "rewrite: [{pattern: '.+', to: ''}]\n",
            "publishers/mill": MATCH + "extends: [platforms/weir]\n"
            "rewrite: [{find: corn, to: rye}]\n",
        }
    )
    article = run(rules, dump(WHEEL, COOPER, RYE.replace("rye", "corn")))
    assert article.text == dump(*STORY)
    assert [problem.message.split()[0] for problem in article.problems] == ["platforms/weir"]


def test_extended_rewrites_come_first(overlay: Overlay) -> None:
    """The entries of both files act, the extended one's before those of the file itself."""
    rules = overlay(
        {
            "platforms/weir": "rewrite: [{find: oats, to: corn}]\n",
            "publishers/mill": MATCH + "extends: [platforms/weir]\n"
            "rewrite: [{find: corn, to: rye}]\n",
        }
    )
    article = run(rules, dump(WHEEL, COOPER, RYE.replace("rye", "oats")))
    assert article.text == dump(*STORY)
    assert [one.repair.partition(":")[0] for one in article.repairs] == [
        "platforms/weir.yaml",
        "publishers/mill.yaml",
    ]


# ── has_text

LIST = "<div class=box><p>{}</p></div>"


def test_a_strip_with_has_text_takes_the_elements_that_say_it(overlay: Overlay) -> None:
    """Of elements of one class only those go in which the pattern is found."""
    rules = mill(overlay, "strip: [{select: .box, has_text: '^More from', as: related}]")
    article = run(rules, page(WHEEL, LIST.format(COOPER), RYE, LIST.format(MORE)))
    assert article.text == dump(*STORY)
    assert taken(article) == [MORE]


def test_has_text_sees_the_elements_own_text_alone(overlay: Overlay) -> None:
    """What stands beside an inline element in its block is none of its text."""
    rules = mill(overlay, r"strip: [{select: b, has_text: '^\(?Mill Gazette\)?$', as: agency}]")
    mixed = f"<p>{COOPER} <b>(Mill Gazette)</b> <b>Mill Gazette said so</b></p>"
    article = run(rules, page(WHEEL, mixed, RYE))
    assert taken(article) == ["(Mill Gazette)"]


def test_has_text_sees_what_was_rewritten(overlay: Overlay) -> None:
    """Conditions on text come after rewriting, as patterns do; elements keep their places."""
    rules = mill(
        overlay,
        "rewrite: [{find: 'M ore', to: More}, {find: '(a)', to: ''}]\n"
        "strip: [{select: i, has_text: '^More', as: related}]\n",
    )
    mixed = f"<p>(a) {COOPER} <i>M ore here</i> And on it goes.</p>"
    article = run(rules, page(WHEEL, mixed, RYE))
    assert article.blocks[1].text == f"{COOPER} And on it goes."
    assert taken(article) == ["More here"]


def test_a_keep_with_has_text_keeps_no_other(overlay: Overlay) -> None:
    """Only the element with the words is an exception; its like goes as before."""
    rules = mill(
        overlay,
        "strip: [{select: .box, as: promo}]\nkeep: [{select: .box, has_text: larch}]\n",
    )
    article = run(rules, page(WHEEL, LIST.format(COOPER), RYE, LIST.format(MORE)))
    assert article.text == dump(*STORY)
    assert taken(article) == [MORE]


HAS_TEXT_EXAMPLES = (
    MATCH
    + """\
strip:
  - select: .box
    has_text: '^More from'
    as: related
    strips: ['<div class=box> <p>More from the valley</p></div>']
    keeps:
      - '<div class=box><p>No More from the valley</p></div>'
      - '<div class=chest><p>More from the valley</p></div>'
      - '<div class=box><p>One</p></div><p>More from the valley</p>'
  - {select: .bag, as: related, strips: ['<i class=bag>a</i>'], keeps: ['<i class=box>a</i>']}
"""
)


def entry_failures(overlay: Overlay, source: str) -> list[Failure]:
    """Return what the texts beside the strip entries of a file show to be wrong."""
    rules = overlay({"publishers/mill": source})
    (rule,) = (rule for rule in rules if rule.id == "publishers/mill")
    return list(run_entries(rule, rules.fragments))


def test_texts_beside_an_entry_try_has_text_too(overlay: Overlay) -> None:
    """``strips`` and ``keeps`` speak of selector and pattern together."""
    assert entry_failures(overlay, HAS_TEXT_EXAMPLES) == []
    wrong = HAS_TEXT_EXAMPLES.replace("No More", "More")
    assert [one.where for one in entry_failures(overlay, wrong)] == ["publishers/mill.yaml:8"]


# ── paths

PATHS = {
    "publishers/mill": "outlet: Mill\nmatch: {hosts: [mill.example]}\n",
    "publishers/sport": "outlet: Sport\nmatch:\n  hosts: [mill.example]\n"
    "  paths: ['/sport(?:/.*)?', '/스포츠/.*', '/a b/.*']\n",
    "publishers/live": "outlet: Live\nmatch: {hosts: [live.mill.example], paths: [/now]}\n",
}


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://mill.example/sport/1", "Sport"),
        ("https://www.mill.example/sport/1", "Sport"),
        ("https://mill.example/sport", "Sport"),
        ("https://mill.example/sport/", "Sport"),
        ("https://mill.example/sport?page=2#top", "Sport"),
        ("https://mill.example/sport/1?from=/news/", "Sport"),
        ("https://mill.example/sports/1", "Mill"),
        ("https://mill.example/news/sport/1", "Mill"),
        ("https://mill.example/news?to=/sport/1", "Mill"),
        ("https://mill.example/Sport/1", "Mill"),
        ("https://mill.example//sport/1", "Mill"),
        ("https://mill.example", "Mill"),
        ("https://mill.example/스포츠/1", "Sport"),
        ("https://mill.example/%EC%8A%A4%ED%8F%AC%EC%B8%A0/1", "Sport"),
        ("https://mill.example/%ec%8a%a4%ed%8f%ac%ec%b8%a0/1", "Sport"),
        ("https://mill.example/a%20b/1", "Sport"),
        ("https://mill.example/%ff%fe/1", "Mill"),
        ("https://live.mill.example/now", "Live"),
        ("https://live.mill.example/now/", "Mill"),
        ("https://live.mill.example/sport/1", "Sport"),
        ("https://www.live.mill.example/now", "Live"),
    ],
)
def test_paths_part_a_host(overlay: Overlay, url: str, outlet: str) -> None:
    """A pattern matches the whole path, decoded, without the query; else the file for all serves."""
    assert run(overlay(PATHS), dump(*STORY), url).outlet == outlet


def test_other_pages_of_a_host_are_nobodys(overlay: Overlay) -> None:
    """Where no file claims the whole host, pages off the paths have no publisher."""
    rules = overlay({"publishers/sport": PATHS["publishers/sport"]})
    assert run(rules, dump(*STORY), "https://mill.example/sport/1").publisher == "publishers/sport"
    assert run(rules, dump(*STORY), "https://mill.example/news/1").publisher is None


@pytest.mark.parametrize(
    ("shipped", "mine", "sport", "news"),
    [
        (["sport", "mill"], ["my-sport"], "my-sport", "mill"),
        (["sport", "mill"], ["my-mill"], "my-mill", "my-mill"),
        (["sport"], ["my-mill"], "my-mill", "my-mill"),
        (["mill"], ["my-sport", "my-mill"], "my-sport", "my-mill"),
        (["sport"], ["my-sport"], "my-sport", None),
    ],
)
def test_a_later_folders_claims_go_first(
    overlay: Overlay, shipped: list[str], mine: list[str], sport: str, news: str | None
) -> None:
    """A user's claim on a host or on paths of it wins over those of the folders before."""
    match = "  hosts: [mill.example]\n"
    claims = {
        name: f"outlet: Mill\nmatch:\n{match}"
        + ("  paths: ['/sport/.*']\n" if name.endswith("sport") else "")
        for name in ("sport", "mill", "my-sport", "my-mill")
    }
    rules = overlay(
        {f"publishers/{name}": claims[name] for name in shipped},
        {f"publishers/{name}": claims[name] for name in mine},
    )
    assert rules.by_address("mill.example", "/sport/1") == f"publishers/{sport}"
    assert rules.by_address("mill.example", "/news/1") == (f"publishers/{news}" if news else None)


def test_the_canonical_address_has_paths_too(overlay: Overlay) -> None:
    """Where no URL is given, the path of the address that the page states decides."""
    head = '<link rel="canonical" href="https://mill.example/sport/9">'
    assert run(overlay(PATHS), page(*STORY, head=head), None).outlet == "Sport"


# ── paywall


@pytest.mark.parametrize(
    ("marks", "extra", "outcome"),
    [
        ("['.members']", "<div class=members></div>", "stub"),
        ("['.gone', '.members']", "<i class=members>For members</i>", "stub"),
        ("['.gone']", "<i class=members>For members</i>", "article"),
        ("['meta:tier']", "", "stub"),
        ("['meta:rank']", "", "article"),
        ("['body@data-wall']", "", "article"),
        ("['p@lang']", "<p lang=en>Yes.</p>", "stub"),
        ("['p@lang']", "<p lang=''>Yes.</p>", "article"),
        ("['ld:NewsArticle.wall']", "", "stub"),
        ("['line:For members .*']", "<p>For members of the mill alone</p>", "stub"),
        ("['line:For members']", "<p>For members of the mill alone</p>", "article"),
    ],
)
def test_a_paywall_mark_makes_a_stub(
    overlay: Overlay, marks: str, extra: str, outcome: str
) -> None:
    """Any source may be a mark: the page bears it or not, however long its text is."""
    head = (
        "<meta name=tier content=paid><script type='application/ld+json'>"
        '{"@type": "NewsArticle", "wall": "hard"}</script>'
    )
    article = run(mill(overlay, f"paywall: {marks}"), page(*STORY * 8, extra, head=head))
    assert article.outcome.value == outcome


def test_a_dump_may_bear_a_paywalls_line(overlay: Overlay) -> None:
    """Selectors say nothing of a dump, a line does; the home page stays an index."""
    rules = mill(overlay, "paywall: [.members, 'line:Join the mill to read on']")
    closed = dump(*STORY, "Join the mill to read on")
    assert run(rules, closed).outcome.value == "stub"
    assert run(rules, dump(*STORY)).outcome.value == "article"
    assert run(rules, closed, "https://mill.example/").outcome.value == "index"


# ── Sources


SOURCES = """\
modified: ['.changed@datetime', 'line:Changed (?P<date>{date})']
tags: ['.topics a']
image: ['.lead img@data-src', 'meta:picture']
section: [.section]
"""


def test_sources_of_modified_tags_and_image(overlay: Overlay) -> None:
    """What the file names goes before what the head says; addresses are made whole."""
    head = (
        '<meta property="article:modified_time" content="2026-01-01">'
        '<meta name="keywords" content="noise"><meta property="og:image" content="/logo.png">'
    )
    extra = (
        "<time class=changed datetime='2026-05-04T10:00:00+02:00'></time>"
        "<ul class=topics><li><a>Mills</a></li><li><a>Larch</a></li><li><a>mills</a></li></ul>"
        "<div class=lead><img data-src='/wheel.jpg'></div>"
    )
    article = run(mill(overlay, SOURCES), page(*STORY, extra, head=head))
    assert article.modified == "2026-05-04T10:00:00+02:00"
    assert article.tags == ("Mills", "Larch")
    assert article.image == "https://mill.example/wheel.jpg"
    bare = run(mill(overlay, SOURCES), page(*STORY, head=head))
    assert (bare.modified, bare.tags, bare.image) == (
        "2026-01-01",
        ("noise",),
        "https://mill.example/logo.png",
    )


# ── title_suffixes


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The wheel turns ~ Mill Gazette", "The wheel turns"),
        ("The wheel  turns  ~  Mill  Gazette ", "The wheel turns"),
        ("The wheel turns ~ mill gazette", "The wheel turns ~ mill gazette"),
        ("~ Mill Gazette", "~ Mill Gazette"),
        ("Where ~ Mill Gazette is made", "Where ~ Mill Gazette is made"),
        ("How to plant a SignPost", "How to plant a SignPost"),
        ("A day at the Post", "A day at the"),
        ("Post", "Post"),
        ("The wheel turns (Mill)", "The wheel turns"),
        ("The wheel(Mill)", "The wheel"),
    ],
)
@pytest.mark.parametrize("source", ["", "title: [title]\n"], ids=["found", "by source"])
def test_title_suffixes(overlay: Overlay, title: str, expected: str, source: str) -> None:
    """A suffix goes as it stands, with the space before it; a title is never all suffix."""
    rules = mill(overlay, source + "title_suffixes: [' ~ Mill Gazette', ' Post', '(Mill)']\n")
    article = run(rules, page(*STORY, head=f"<title>{title}</title>"))
    assert article.title == expected


def test_a_title_taken_from_a_dump_loses_its_suffix(overlay: Overlay) -> None:
    """Where the title is a line that was removed, the field is without the suffix all the same."""
    rules = mill(overlay, "title_suffixes: [' ~ Mill Gazette']")
    line = "The wheel turns again ~ Mill Gazette"
    article = run(rules, dump(line, "Print", line, *STORY))
    assert article.title == "The wheel turns again"


# ── valid_until

DATED = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "crawled", "problems"),
    [
        (DATED.format("2026-03-30T23:59:00Z"), None, []),
        (DATED.format("2026-03-31"), None, []),
        (DATED.format("2026-03-31T23:59:59Z"), "2026-04-20", []),
        (DATED.format("2026-04-01"), None, ["rule_outdated"]),
        (DATED.format("2026-04-01"), "2026-01-01", ["rule_outdated"]),
        ("", "2026-03-31", []),
        ("", "2026-04-01", ["rule_outdated"]),
        ("", None, []),
        (DATED.format("some day"), None, []),
    ],
)
def test_a_file_past_its_day_says_so(
    overlay: Overlay, head: str, crawled: str | None, problems: list[str]
) -> None:
    """It acts all the same; its last day is still its own, and without a day nothing is said."""
    source = "valid_until: 2026-03-31\nstrip: [{line: Imprint, as: footer}]\n"
    article = run(mill(overlay, source), page(*STORY, "Imprint", head=head), crawled=crawled)
    assert codes(article) == problems
    assert article.text == dump(*STORY)
    assert all("publishers/mill" in one.message for one in article.problems)


# ── versions

VERSIONED = """\
rewrite: [{find: corn, to: rye}]
paywall: [.wall]
modified: [.changed]
tags: [.topic]
image: ['img@src']
versions:
  - valid_until: 2020-12-31
    rewrite:
      - {find: oats, to: rye}
    paywall: [.fence]
    modified: [.edited]
    tags: [.theme]
    image: ['img@data-old']
"""


@pytest.mark.parametrize(
    ("crawled", "grain", "source", "rest"),
    [
        (
            "2026-05-05",
            "oats",
            "publishers/mill.yaml:2",
            ("article", "2026-02-02", ("New",), "https://mill.example/new.jpg"),
        ),
        (
            "2019-05-05",
            "corn",
            "publishers/mill.yaml:10",
            ("stub", "2019-02-02", ("Old",), "https://mill.example/old.jpg"),
        ),
    ],
    ids=["today", "then"],
)
def test_a_version_replaces_every_key_it_names(
    overlay: Overlay, crawled: str, grain: str, source: str, rest: tuple[object, ...]
) -> None:
    """An old layout has rewrites, paywall marks and sources of its own, in the place of the file's."""
    extra = (
        "<i class=fence></i><time class=changed>2026-02-02</time><time class=edited>2019-02-02"
        "</time><b class=topic>New</b><b class=theme>Old</b>"
        "<img src=/new.jpg data-old=/old.jpg>"
    )
    rules = mill(overlay, VERSIONED)
    mixed = page(WHEEL, COOPER, RYE.replace("rye", "corn, rye and oats"), extra)
    article = Normalizer(rules).normalize(mixed, url=URL, crawled=crawled)
    assert law.nothing_lost(mixed, article, URL) is None
    assert article.repairs[0].repair == source
    assert (article.outcome, article.modified, article.tags, article.image) == rest
    assert grain in mended_text(article, source)


def mended_text(article: Article, source: str) -> str:
    """Return the words that one entry left alone in the block that it changed."""
    others = [one for one in article.repairs if one.repair != source]
    first = next(one for one in article.repairs if one.repair == source)
    text = next(block.text for block in article.blocks if block.index == first.block)
    return " ".join((text, *(one.before for one in others)))


# ── Examples


EXPECTED = """\
outlet: Mill Gazette
language: en
paywall: [.wall]
examples:
  - name: all fields
    url: https://mill.example/news/1
    crawled: 2026-05-05
    input: |
      {page}
    expect:
      title: The wheel turns
      date: 2026-05-03
      outlet: Mill Gazette
      outcome: {outcome}
      published: '2026-05-03T10:00:00+02:00'
      modified: '2026-05-04T11:00:00+02:00'
      tags: [Mills, Larch]
      image: {image}
      language: en
      section: ~
"""
FULL_HEAD = (
    "<title>The wheel turns</title><meta property='og:image' content='/wheel.jpg'>"
    "<meta property='article:published_time' content='2026-05-03T10:00:00+02:00'>"
    "<meta property='article:modified_time' content='2026-05-04T11:00:00+02:00'>"
    "<meta property='article:tag' content='Mills'><meta property='article:tag' content='Larch'>"
)


@pytest.mark.parametrize(
    ("outcome", "image", "wrong"),
    [
        ("stub", "https://mill.example/wheel.jpg", []),
        ("article", "~", ["image of all fields", "outcome of all fields"]),
    ],
)
def test_examples_compare_the_new_keys(
    overlay: Overlay, outcome: str, image: str, wrong: list[str]
) -> None:
    """Outcome, times, tags, image and language of an example are held against the article's."""
    source = MATCH + EXPECTED.format(
        page=page(*STORY, "<i class=wall></i>", head=FULL_HEAD), outcome=outcome, image=image
    )
    rules = overlay({"publishers/mill": source})
    (rule,) = (rule for rule in rules if rule.id == "publishers/mill")
    failures = list(run_examples(rule, Normalizer(rules).normalize))
    assert [failure.what for failure in failures] == wrong
    if wrong:
        assert (failures[1].expected, failures[1].got) == ("'article'", "'stub'")
