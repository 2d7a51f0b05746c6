"""What rules take from a page, what they may not take, and what they say of it."""

from __future__ import annotations

import time

import pytest

from normalizer.errors import RuleError
from normalizer.model import Block, Category, Head, Kind, Location, Page, Segmented
from normalizer.rest import Stripped
from normalizer.ruleset.compile import compile_layer
from normalizer.ruleset.entries import Layer
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import parse_rule
from normalizer.settings import Settings
from normalizer.stages.decode import decode
from normalizer.stages.locate import locate
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip

#: A paragraph of a story; what locate takes for the body.
PROSE = "The wheel of the old mill turns again, two winters after the flood carried it off."
FRAGMENTS = Fragments({"place": r"\p{Lu}[\p{L}]+"})


def layer(*entries: str, name: str = "a", more: str = "") -> Layer:
    """Return a layer of one file with these strip entries, the first in line 2."""
    source = "strip:\n" + "".join(f"  - {entry}\n" for entry in entries) + more
    return compile_layer([parse_rule(source.encode(), file=f"{name}.yaml")], FRAGMENTS)


def run_dump(
    lines: list[str],
    *layers: Layer,
    body: tuple[int, ...] | None = None,
    settings: Settings | None = None,
) -> Stripped:
    """Return what the layers do to a dump; the body is where locate finds it, or is given."""
    blocks = tuple(Block(at, line) for at, line in enumerate(lines))
    page = Page(Kind.DUMP, "\n".join(lines), None, Head())
    location = locate(page, blocks)
    if body is not None:
        location = Location(min(body), max(body), frozenset(body), frozenset())
    return strip(page, Segmented(blocks), location, layers=layers, settings=settings or Settings())


def run_page(html: str, *layers: Layer, settings: Settings | None = None) -> Stripped:
    """Return what the layers do to a page."""
    settings = settings or Settings()
    decoded = decode(f"<html><body>{html}</body></html>", content_type=None, settings=settings)
    page = parse(decoded, url=None, crawled=None, settings=settings)
    segmented = segment(page, crawl_header=None)
    location = locate(page, segmented.blocks)
    return strip(page, segmented, location, layers=layers, settings=settings)


def left(stripped: Stripped) -> list[str]:
    """Return the texts that still stand."""
    return [rest.text for rest in stripped.rests if rest.pieces]


def taken(stripped: Stripped) -> list[str]:
    """Return the texts that were taken, in page order."""
    return [one.text for one in stripped.removals]


# ── Parts of a block


def test_a_line_is_the_whole_block() -> None:
    """``line`` takes blocks that its pattern matches from end to end, and no other."""
    stripped = run_dump(
        ["Print", "Print this", "Reprint", PROSE, "Share: this"],
        layer("{line: 'Print|Share', as: share}"),
    )
    assert taken(stripped) == ["Print"]
    assert left(stripped) == ["Print this", "Reprint", PROSE, "Share: this"]


def test_alternatives_are_anchored_as_a_whole() -> None:
    """``a|b`` does not mean "begins with a or ends with b"."""
    stripped = run_dump(
        ["Print it", "It is Share", PROSE], layer("{line: 'Print|Share', as: share}")
    )
    assert taken(stripped) == []


def test_the_longest_alternative_is_captured() -> None:
    """The groups of a line speak of the whole of it, not of what would match its beginning."""
    entry = "{line: '(?P<agency>AP|AP News)', as: agency}"
    (removal,) = run_dump([PROSE, "AP News"], layer(entry)).removals
    assert removal.captured == (("agency", "AP News"),)


def test_a_head_takes_the_beginning() -> None:
    """``head`` takes what its pattern matches at the beginning, and the space behind it."""
    entry = r"{head: '(?P<place>{place})(?:, (?P<day>\w+ \d+))? \(WIRE\)(?: -)?', as: dateline}"
    stripped = run_dump([f"Lunz, May 3 (WIRE) - {PROSE}", "Said Lunz (WIRE) - no"], layer(entry))
    (removal,) = stripped.removals
    assert (removal.text, removal.start, removal.end) == ("Lunz, May 3 (WIRE) -", 0, 20)
    assert dict(removal.captured) == {"place": "Lunz", "day": "May 3"}
    assert (removal.category, removal.source) == (Category.DATELINE, "a.yaml:2")
    assert left(stripped) == [PROSE, "Said Lunz (WIRE) - no"]


def test_groups_that_took_no_part_are_not_captured() -> None:
    """An optional group that matched nothing says nothing."""
    entry = r"{head: '(?P<place>{place})(?:, (?P<day>\w+ \d+))? \(WIRE\)', as: dateline}"
    (removal,) = run_dump([f"Lunz (WIRE) {PROSE}"], layer(entry)).removals
    assert removal.captured == (("place", "Lunz"),)


def test_a_tail_takes_the_end() -> None:
    """``tail`` takes what its pattern matches at the end, not the same words further up."""
    stripped = run_dump(
        [f"The (WIRE) man said (WIRE) twice. {PROSE} (WIRE)", "(WIRE) began it all"],
        layer(r"{tail: '\((?P<agency>WIRE)\)', as: agency}"),
    )
    (removal,) = stripped.removals
    assert (removal.text, removal.captured) == ("(WIRE)", (("agency", "WIRE"),))
    assert left(stripped) == [f"The (WIRE) man said (WIRE) twice. {PROSE}", "(WIRE) began it all"]


def test_heads_and_tails_go_on_until_none_is_left() -> None:
    """What one entry leaves is looked at again, by the same entry and by others."""
    stripped = run_dump(
        [f"[a] [b] By Ana. {PROSE} [c]"],
        layer(
            r"{head: '\[\w\]', as: other}",
            "{head: 'By Ana\\.', as: byline}",
            r"{tail: '\[\w\]', as: credit}",
        ),
    )
    assert left(stripped) == [PROSE]
    assert taken(stripped) == ["[a]", "[b]", "By Ana.", "[c]"]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("{head: 'Print', as: other}", "Printers rejoice: " + PROSE),
        ("{head: 'Äu', as: other}", "Äußerst schön: " + PROSE),
        ("{head: 'Мо', as: other}", "Мост стоит. " + PROSE),
        ("{head: 'हि', as: other}", "हिन्दी " + PROSE),
        ("{head: '연합', as: other}", "연합뉴스는 " + PROSE),
        ("{head: 'No. 1', as: other}", "No. 12 turns. " + PROSE),
        ("{tail: 'print', as: other}", PROSE + " A reprint"),
    ],
)
def test_no_word_is_cut(entry: str, text: str) -> None:
    """A part that ends inside a word, in any script that parts words by spaces, is not taken."""
    assert left(run_dump([text], layer(entry))) == [text]


@pytest.mark.parametrize(
    ("head", "text", "rest"),
    [
        ("東京", "東京水車が回る。", "水車が回る。"),
        ("新华", "新华水车转了。", "水车转了。"),
        ("กรุงเทพ", "กรุงเทพกังหัน", "กังหัน"),
        ("LUNZ—", "LUNZ—The wheel turns.", "The wheel turns."),
        ("1", "1. The wheel turns.", ". The wheel turns."),
    ],
)
def test_a_cut_between_words_without_space(head: str, text: str, rest: str) -> None:
    """Where no space stands between words, or a mark parts them, a part ends anywhere."""
    assert left(run_dump([text], layer(f"{{head: '{head}', as: other}}"))) == [rest]


def test_the_first_entry_takes_the_block() -> None:
    """Of entries that hit the same block the first of the first layer takes it."""
    first = layer("{line: 'x', as: tags}", "{line: 'Pri.*', as: share}", name="first")
    second = layer("{line: 'Print', as: navigation}", name="second")
    (removal,) = run_dump(["Print", PROSE], first, second).removals
    assert removal.source == "first.yaml:3"
    (removal,) = run_dump(["Print", PROSE], second, first).removals
    assert removal.source == "second.yaml:2"


def test_an_agencys_file_names_its_agency() -> None:
    """Every removal by the file of an agency says whose copy this is, captured or not."""
    entries = (
        "{line: 'Wire', as: agency}",
        "{head: 'W:', as: dateline}",
        "{from: W+, until: end, as: other}",
    )
    wire = layer(*entries, more="agency: Wire Service\n")
    removals = run_dump([f"W: {PROSE}", "Wire", "WW", "b"], wire).removals
    assert [one.captured for one in removals] == [(("agency", "Wire Service"),)] * 4
    (removal,) = run_page(
        f"<p>{PROSE}</p><i class=w>Wire</i>",
        layer("{select: .w, as: agency}", more="agency: Wire Service\n"),
    ).removals
    assert removal.captured == (("agency", "Wire Service"),)


# ── Runs


LISTED = ["Print", PROSE, "More news", "One link", "Another link", "Log in", "Imprint"]


def test_a_run_ends_before_its_end() -> None:
    """``until`` is exclusive: the block that it matches stays."""
    stripped = run_dump(LISTED, layer("{from: 'More .*', until: 'Log .*', as: related}"))
    assert taken(stripped) == ["More news", "One link", "Another link"]
    assert left(stripped) == ["Print", PROSE, "Log in", "Imprint"]


def test_a_run_to_the_end_of_the_page() -> None:
    """``until: end`` takes all that follows."""
    stripped = run_dump(LISTED, layer("{from: 'More .*', until: end, as: related}"))
    assert left(stripped) == ["Print", PROSE]
    assert {one.category for one in stripped.removals} == {Category.RELATED}


def test_a_run_without_its_end_is_none() -> None:
    """Where nothing matches ``until`` behind the beginning, nothing is taken."""
    stripped = run_dump(LISTED, layer("{from: 'More .*', until: 'Print|Sign up', as: related}"))
    assert taken(stripped) == []


def test_a_run_ends_at_the_next_end() -> None:
    """Each beginning has its own end; a second run begins behind the first."""
    lines = [PROSE, "More a", "b", "End", "c", "More d", "e", "End", "f"]
    stripped = run_dump(lines, layer("{from: 'More .', until: End, as: related}"))
    assert taken(stripped) == ["More a", "b", "More d", "e"]


def test_a_block_that_was_taken_still_ends_a_run() -> None:
    """Where the run ends does not hang on which entry came first."""
    end = layer("{line: 'Log .*', as: login}", name="end")
    run = layer("{from: 'More .*', until: 'Log .*', as: related}", name="run")
    for layers in ((end, run), (run, end)):
        stripped = run_dump(LISTED, *layers)
        assert left(stripped) == ["Print", PROSE, "Imprint"]


def test_a_run_begins_where_it_may() -> None:
    """``where`` speaks of the block that begins the run."""
    lines = ["More news", PROSE, "More news", "link"]
    run = layer("{from: 'More .*', until: end, as: related, where: after body}")
    assert left(run_dump(lines, run)) == ["More news", PROSE]


# ── Conditions


@pytest.mark.parametrize(
    ("where", "gone"),
    [
        ("before body", [0, 1]),
        ("after body", [5, 6]),
        ("first 1", [0, 1, 2]),
        ("first 2", [0, 1, 2, 4, 5, 6]),
        ("last 1", [4, 5, 6]),
    ],
)
def test_where(where: str, gone: list[int]) -> None:
    """Before and after the body; the first and last N of the blocks that still stand."""
    lines = ["x", "x", "x", PROSE, "x", "x", "x"]
    entry = f"{{line: x, as: other, where: {where}}}"
    stripped = run_dump(lines, layer(entry), body=(2, 3, 4))
    assert [one.block for one in stripped.removals] == gone


@pytest.mark.parametrize(
    ("where", "gone"),
    [("first 1", "a"), ("first 2", "abc"), ("last 1", "f"), ("last 99", "abcdef")],
)
def test_first_and_last_count_standing_blocks(where: str, gone: str) -> None:
    """Blocks that stand in the way count, those that were taken do not."""
    lines = ["skip", "a", "stay", "b", "c", PROSE, "d", "e", "over", "f", "skip"]
    entry = f"{{line: '[a-f]', as: tags, where: {where}}}"
    stripped = run_dump(lines, layer("{line: skip, as: other}", entry), body=(5,))
    tags = [one.text for one in stripped.removals if one.category is Category.TAGS]
    assert tags == list(gone)


def test_where_without_a_body() -> None:
    """Where no story is located, no block stands before or after it."""
    entries = (
        "{line: a, as: other, where: before body}",
        "{line: b, as: other, where: after body}",
    )
    assert taken(run_dump(["a", "b", "c"], layer(*entries))) == []


def test_beside_a_block_of_a_category() -> None:
    """``beside`` holds directly before and behind a block of which the category was taken."""
    entries = (
        "{line: 'We bake cookies', as: cookie_banner}",
        "{line: OK, as: cookie_banner, beside: cookie_banner}",
    )
    lines = ["OK", PROSE, "OK", "We bake cookies", "OK", "OK", "no", "OK"]
    stripped = run_dump(lines, layer(*entries))
    assert [one.block for one in stripped.removals] == [2, 3, 4, 5]
    assert left(stripped) == ["OK", PROSE, "no", "OK"]


def test_beside_does_not_depend_on_the_order() -> None:
    """It holds as well where the neighbour is taken later, by another layer."""
    beside = layer("{line: OK, as: share, beside: cookie_banner}", name="first")
    banner = layer("{line: 'We bake cookies', as: cookie_banner}", name="second")
    stripped = run_dump([PROSE, "OK", "We bake cookies"], beside, banner)
    assert left(stripped) == [PROSE]


def test_beside_a_part_of_a_block() -> None:
    """A block of which only the head was taken is a neighbour too."""
    entries = ("{head: 'Lunz:', as: dateline}", "{line: 'A. B.', as: byline, beside: dateline}")
    assert left(run_dump(["A. B.", f"Lunz: {PROSE}"], layer(*entries))) == [PROSE]


# ── Elements


def test_an_element_goes_with_all_its_text() -> None:
    """``select`` takes all blocks under the elements it hits, and names them for the chooser."""
    html = (
        f"<p>{PROSE}</p><div class='box left'><h3>More</h3><ul><li>a<li>b</ul></div><p>{PROSE}</p>"
    )
    stripped = run_page(html, layer("{select: .box, as: related}"))
    assert left(stripped) == [PROSE, PROSE]
    assert taken(stripped) == ["More", "a", "b"]
    assert [element.get("class") for element in stripped.elements] == ["box left"]


def test_class_names_match_whole_tokens() -> None:
    """``.bar`` hits the class ``bar`` among others, not ``barcelona``, ``side-bar`` or ``Bar``."""
    names = ("barcelona", "side-bar", "bar_", "Bar", "bar side", "left bar")
    html = "".join(f"<div class='{name}'>{name}</div>" for name in names) + f"<p>{PROSE}</p>"
    assert taken(run_page(html, layer("{select: .bar, as: other}"))) == ["bar side", "left bar"]


@pytest.mark.parametrize(
    "selector",
    [
        "//div[@id='x']",
        "(//div)[last()]",
        "div:not(.y)",
        "#x",
        "div#x, div#z",
        "[id=x]",
        "body > div + div",
    ],
)
def test_css_and_xpath(selector: str) -> None:
    """Both languages select; XPath is known by its first character."""
    html = f"<div class=y>a</div><div id=x>b</div><p>{PROSE}</p>"
    assert taken(run_page(html, layer(f'{{select: "{selector}", as: other}}'))) == ["b"]


def test_a_part_of_a_line_goes() -> None:
    """An element inside a line is taken out of it, and its neighbours keep their distance."""
    html = f"<p>{PROSE}</p><p>The <i class=x>(so-called)</i> wheel<sup class=x>1</sup>s turn.</p>"
    stripped = run_page(html, layer("{select: .x, as: other}"))
    assert left(stripped) == [PROSE, "The wheels turn."]
    assert taken(stripped) == ["(so-called)", "1"]


def test_elements_inside_each_other_go_once() -> None:
    """An element inside one that was taken is no second removal."""
    html = f"<p>{PROSE}</p><div class=x>a<div class=x>b</div>c</div><div class=x>d</div>"
    stripped = run_page(html, layer("{select: .x, as: other}"))
    assert taken(stripped) == ["a", "b", "c", "d"]
    assert len(stripped.elements) == 2


def test_elements_stand_where_the_entry_says() -> None:
    """An element has to stand before or after the body as a whole."""
    html = f"<div class=x>a</div><p>{PROSE}</p><div class=x>b</div><p>{PROSE}</p><div class=x>c<p>d</div>"
    after = layer("{select: .x, as: other, where: after body}")
    before = layer("{select: .x, as: other, where: before body}")
    assert taken(run_page(html, after)) == ["c", "d"]
    assert taken(run_page(html, before)) == ["a"]
    across = f"<div class=x>a<p>{PROSE}</p></div>"
    assert taken(run_page(across, after)) == taken(run_page(across, before)) == []


def test_an_element_beside_another() -> None:
    """``beside`` looks at the blocks before and behind the element, however many it has."""
    html = f"<p>{PROSE}</p><b id=s>Share</b><ul class=x><li>a<li>b<li>c</ul><p>{PROSE}</p>"
    html += "<ul class=x><li>d</ul>"
    entries = ("{select: '#s', as: share}", "{select: ul.x, as: related, beside: share}")
    assert taken(run_page(html, layer(*entries))) == ["Share", "a", "b", "c"]


def test_selectors_leave_dumps_alone() -> None:
    """A dump has no elements; the words of a selector in it are words."""
    assert taken(run_dump(["div", PROSE], layer("{select: div, as: other}"))) == []


def test_a_selector_that_fails_on_a_page_is_a_fault_of_its_rule() -> None:
    """What only a page can tell (a call in a branch that was never reached) is a RuleError."""
    entry = layer("""{select: "//dialog[last(1)]", as: other}""")
    assert taken(run_page(f"<p>{PROSE}</p>", entry)) == []
    with pytest.raises(RuleError, match=r"a\.yaml:2: strip\[0\]\.select"):
        run_page(f"<p>{PROSE}</p><dialog>a</dialog>", entry)


# ── Exceptions


def test_an_exception_wins_over_every_strip() -> None:
    """``keep: line`` holds against line, head, tail and runs, of its own file and of others."""
    entries = (
        "{line: 'Print.*', as: share}",
        "{head: 'Pr', as: other}",
        "{from: a, until: end, as: other}",
    )
    keep = layer("{line: zzz, as: other}", more="keep:\n  - {line: 'Print me'}\n", name="keep")
    lines = ["Print you", "Print me", PROSE, "a", "Print me", "b"]
    for layers in ((layer(*entries), keep), (keep, layer(*entries))):
        stripped = run_dump(lines, *layers)
        assert left(stripped) == ["Print me", PROSE, "Print me"]


def test_an_exception_by_selector() -> None:
    """``keep: select`` holds for all blocks under its elements; what stands beside them goes."""
    html = (
        f"<p>{PROSE}</p><aside><p>a</p><blockquote class=pull><p>b<p>c</blockquote><p>d</p></aside>"
    )
    more = "keep:\n  - {select: blockquote.pull}\n"
    stripped = run_page(
        html, layer("{select: aside, as: related}", "{line: b, as: other}", more=more)
    )
    assert left(stripped) == [PROSE, "b", "c"]
    assert taken(stripped) == ["a", "d"]
    assert stripped.elements == (), "the chooser must not drop an element that holds what is kept"


# ── Settings.keep


def test_kept_categories_stay() -> None:
    """What a rule would have taken stays, and is named as held."""
    entries = ("{line: Print, as: share}", "{line: 'A mill', as: caption}")
    settings = Settings(keep=frozenset({Category.CAPTION}))
    stripped = run_dump(["Print", "A mill", PROSE], layer(*entries), settings=settings)
    assert left(stripped) == ["A mill", PROSE]
    assert stripped.held == {1}


def test_a_kept_line_is_taken_by_no_other_entry() -> None:
    """A caption that is kept does not go as something else."""
    entries = ("{line: 'A mill', as: caption}", "{line: 'A .*', as: other}")
    settings = Settings(keep=frozenset({Category.CAPTION}))
    assert left(run_dump(["A mill", PROSE], layer(*entries), settings=settings)) == [
        "A mill",
        PROSE,
    ]


def test_a_kept_head_does_not_save_the_tail() -> None:
    """A dateline that is kept leaves the rest of its paragraph to the other entries."""
    entries = ("{head: 'Lunz:', as: dateline}", "{tail: 'By Ana', as: byline}")
    settings = Settings(keep=frozenset({Category.DATELINE}))
    stripped = run_dump([f"Lunz: {PROSE} By Ana"], layer(*entries), settings=settings)
    assert left(stripped) == [f"Lunz: {PROSE}"]
    assert stripped.held == {0}


def test_a_kept_neighbour_is_still_a_neighbour() -> None:
    """Keeping credits does not keep the captions that are known by standing beside them."""
    entries = ("{line: 'Photo: A', as: credit}", "{line: 'A mill', as: caption, beside: credit}")
    settings = Settings(keep=frozenset({Category.CREDIT}))
    stripped = run_dump(["Photo: A", "A mill", PROSE], layer(*entries), settings=settings)
    assert left(stripped) == ["Photo: A", PROSE]


def test_kept_elements_stay() -> None:
    """An element of a kept category stays in the tree that the chooser reads, and is held."""
    html = f"<p>{PROSE}</p><div class=x>a<p>b</div>"
    settings = Settings(keep=frozenset({Category.CAPTION}))
    stripped = run_page(html, layer("{select: .x, as: caption}"), settings=settings)
    assert (left(stripped), stripped.held, stripped.elements) == ([PROSE, "a", "b"], {1, 2}, ())


# ── The budget (law 3)


STORY = [f"{number}. {PROSE}" for number in range(6)]


def test_a_rule_cannot_gut_an_article() -> None:
    """An entry that hits most paragraphs is not applied; the problem names it, others still act."""
    entries = (
        "{line: 'Print', as: share}",
        "{line: '\\d\\. .*', as: related}",
        "{head: 'a:', as: other}",
    )
    stripped = run_dump(["Print", f"a: {PROSE}", *STORY], layer(*entries))
    assert left(stripped) == [PROSE, *STORY]
    assert [(one.code, one.message.partition(" ")[0]) for one in stripped.problems] == [
        ("rule_over_budget", "a.yaml:3")
    ]


def test_up_to_its_budget_a_rule_may_take() -> None:
    """Half of the body by default; what stands outside the body costs nothing."""
    half = layer("{line: '[012]\\. .*|x', as: related}")
    stripped = run_dump([*STORY, *["x"] * 50], half)
    assert left(stripped) == STORY[3:]
    assert stripped.problems == ()
    more = layer("{line: '[0123]\\. .*|x', as: related}")
    assert left(run_dump([*STORY, *["x"] * 50], more)) == [*STORY, *["x"] * 50]


def test_a_budget_counts_all_entries_of_a_file() -> None:
    """Two entries that take a third each are too much together; the costlier one is stopped."""
    two = layer("{line: '[01]\\. .*', as: related}", "{line: '[234]\\. .*', as: promo}")
    stripped = run_dump(STORY, two)
    assert left(stripped) == STORY[2:]
    assert [one.message.partition(" ")[0] for one in stripped.problems] == ["a.yaml:3"]


def test_each_file_has_its_own_budget() -> None:
    """A file may set its budget; another's stays as it is."""
    wide = layer("{line: '[0123]\\. .*', as: related}", more="budget: 0.8\n", name="wide")
    narrow = layer("{line: '5\\. .*', as: promo}", more="budget: 0.1\n", name="narrow")
    stripped = run_dump(STORY, wide, narrow)
    assert left(stripped) == STORY[4:]
    assert [one.message.partition(":")[0] for one in stripped.problems] == ["narrow.yaml"]


def test_the_budget_of_the_settings() -> None:
    """Settings.budget is what files without their own have."""
    entry = layer("{line: '[0123]\\. .*', as: related}")
    assert left(run_dump(STORY, entry, settings=Settings(budget=0.7))) == STORY[4:]


def test_a_stopped_entry_leaves_the_block_to_the_next() -> None:
    """What a stopped entry would have taken is looked at by those behind it, under their budgets."""
    files = [layer(f"{{line: '[0-{n}]\\. .*', as: related}}", name=f"n{n}") for n in (5, 4, 1)]
    stripped = run_dump(STORY, *files)
    assert left(stripped) == STORY[2:]
    assert [one.message.partition(":")[0] for one in stripped.problems] == ["n5.yaml", "n4.yaml"]


def test_many_files_over_budget_are_all_stopped() -> None:
    """However many files try one after the other, none gets through."""
    files = [layer("{line: '\\d\\. .*', as: related}", name=f"n{n:02}") for n in range(30)]
    stripped = run_dump(STORY, *files)
    assert left(stripped) == STORY
    assert len(stripped.problems) == 30


def test_elements_are_under_the_budget_too() -> None:
    """A selector that takes the story's own element is stopped."""
    html = f"<div class=x><p>{PROSE}<p>{PROSE}</div><div class=y>Print</div>"
    stripped = run_page(html, layer("{select: .x, as: other}", "{select: .y, as: share}"))
    assert left(stripped) == [PROSE, PROSE]
    assert [one.code for one in stripped.problems] == ["rule_over_budget"]
    assert [element.get("class") for element in stripped.elements] == ["y"]


def test_a_run_over_the_story_is_stopped() -> None:
    """A run that would take the story along is not applied, whatever it begins with."""
    stripped = run_dump(["More", *STORY, "Print"], layer("{from: More, until: Print, as: related}"))
    assert left(stripped) == ["More", *STORY, "Print"]


# ── Titles, order, cost


def test_titles_that_were_located_go() -> None:
    """The title before the story is no part of it, unless titles are kept."""
    lines = ["The wheel turns again", "The wheel turns again", *STORY]
    stripped = run_dump(lines)
    assert left(stripped) == STORY
    assert {(one.category, one.source) for one in stripped.removals} == {(Category.TITLE, "locate")}
    settings = Settings(keep=frozenset({Category.TITLE}))
    assert left(run_dump(lines, settings=settings)) == lines


def test_removals_stand_in_page_order() -> None:
    """Whatever order they were made in, they are told as a reader meets them."""
    entries = ("{tail: z, as: other}", "{line: c, as: other}", "{head: 'a:', as: other}")
    stripped = run_dump([f"a: {PROSE} z", "c"], layer(*entries))
    places = [(one.block, one.start) for one in stripped.removals]
    assert places == sorted(places)
    assert taken(stripped) == ["a:", "z", "c"]


def test_words_are_kept_or_removed_once() -> None:
    """What stands and what was taken are the page, word by word."""
    html = f"<p>{PROSE} <i class=x>a b</i> c</p><div class=x>d<p>e</div><p>Print {PROSE}</p>"
    entries = ("{select: .x, as: other}", "{head: Print, as: share}", "{line: e, as: other}")
    stripped = run_page(html, layer(*entries))
    words = sorted(" ".join([*left(stripped), *taken(stripped)]).split())
    assert words == sorted(f"{PROSE} a b c d e Print {PROSE}".split())


@pytest.mark.parametrize(
    ("lines", "entry"),
    [
        (
            [f"town {number}" for number in range(20_000)],
            "{line: 'town .*', as: other, where: first 1}",
        ),
        (
            [f"town {number}" for number in range(20_000)],
            "{line: 'town .*', as: other, where: last 9}",
        ),
        (["more"] * 20_000, "{from: more, until: never, as: other}"),
        (["a: " * 50_000 + PROSE], "{head: 'a:', as: other}"),
        ([PROSE + " z" * 50_000], "{tail: z, as: other}"),
        (["x", *["OK"] * 20_000], "{line: OK, as: other, beside: other}"),
    ],
    ids=["first", "last", "runs", "heads", "tails", "beside"],
)
def test_hostile_dumps_take_bounded_time(lines: list[str], entry: str) -> None:
    """Cost does not grow with the square of what repeats itself (law 5)."""
    began = time.monotonic()
    run_dump([*lines, PROSE], layer(entry, "{line: x, as: other}"))
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "<b>a<i class=x>b</i></b>" * 20_000 + "</p>",
        "<div class=x>" * 500 + "<p>a</p>" * 5_000 + "</div>" * 500,
        "<div class=x>a</div>" * 20_000,
    ],
    ids=["in one line", "in each other", "side by side"],
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    """Nor with the square of the elements that a selector hits."""
    began = time.monotonic()
    stripped = run_page(
        f"{html}<p>{PROSE}</p>", layer("{select: .x, as: other}", more="budget: 1\n")
    )
    assert stripped.removals
    assert time.monotonic() - began < 10
