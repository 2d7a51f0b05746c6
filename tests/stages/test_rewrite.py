"""What rewrite entries make of blocks: text, spans, repairs, and when they are not applied."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from normalizer.model import Block, Location, Segmented
from normalizer.ruleset.compile import Publisher, compile_publisher
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import parse_rule
from normalizer.settings import Settings
from normalizer.spans import Run, Spans
from normalizer.stages.rewrite import Rewritten, rewrite

STORY = Location(0, 1, frozenset((0, 1)), frozenset())


def file(*entries: str, name: str = "mill", more: str = "") -> Publisher:
    """Return a file with these rewrite entries, the first in line 2."""
    source = "rewrite:\n" + "".join(f"  - {entry}\n" for entry in entries) + more
    return compile_publisher(parse_rule(source.encode(), file=f"{name}.yaml"), [], Fragments())


def run(texts: list[str], *files: Publisher, location: Location = STORY) -> Rewritten:
    """Return what files make of blocks with these texts, the first two of which are the story."""
    blocks = tuple(Block(at, text) for at, text in enumerate(texts))
    return rewrite(Segmented(blocks), location, files, settings=Settings())


def texts(rewritten: Rewritten) -> list[str]:
    """Return the blocks' texts."""
    return [block.text for block in rewritten.segmented.blocks]


def replayed(before: list[str], rewritten: Rewritten) -> list[str]:
    """Return the texts that the repairs make of ``before``."""
    made = list(before)
    for one in rewritten.repairs:
        text, end = made[one.block], one.start + len(one.before)
        assert text[one.start : end] == one.before
        made[one.block] = text[: one.start] + one.after + text[end:]
    return made


def test_without_entries_nothing_is_done() -> None:
    """The very same blocks come back, without copies."""
    blocks = Segmented((Block(0, "a"),))
    bare = compile_publisher(parse_rule(b"outlet: Mill", file="mill.yaml"), [], Fragments())
    made = rewrite(blocks, STORY, [bare], settings=Settings())
    assert made == Rewritten(blocks)
    assert made.segmented is blocks


@pytest.mark.parametrize(
    ("entry", "before", "after"),
    [
        ("{find: 'c d', to: 'cd'}", "a b c d e", "a b cd e"),
        ("{find: ' c', to: ''}", "a b c d e", "a b d e"),
        ("{find: 'a ', to: ''}", "a b c", "b c"),
        ("{find: ' c', to: ''}", "a b c", "a b"),
        ("{find: b, to: ''}", "a b c", "a c"),
        ("{find: b, to: ' x  y '}", "a b c", "a x y c"),
        ('{find: b, to: "x\\ny"}', "a b c", "a x y c"),
        ("{find: a, to: x}", "a ba a", "x bx x"),
        ("{pattern: '^a', to: x}", "a a", "x a"),
        ("{pattern: 'a$', to: x}", "a a", "a x"),
        ("{pattern: '(?i)A', to: x}", "a A", "x x"),
        ("{pattern: '물', to: '水'}", "물 속의 물", "水 속의 水"),
        ("{pattern: '(\\pL)👩‍👧(\\pL)', to: '\\2\\1'}", "é👩‍👧а б👩‍👧ü", "аé üб"),
        ("{pattern: 'x*', to: ''}", "axxb", "ab"),
        ("{find: abc, to: ''}", "abc", ""),
    ],
)
def test_what_an_entry_makes_of_a_block(entry: str, before: str, after: str) -> None:
    """Every hit is replaced, white space stays folded, and the repairs lead from one to the other."""
    made = run(
        [before, "The story goes on and on."],
        file(entry),
        location=Location(1, 1, frozenset((1,)), frozenset()),
    )
    assert texts(made)[0] == after
    assert replayed([before, "The story goes on and on."], made)[0] == after
    assert {one.repair for one in made.repairs} <= {"mill.yaml:2"}
    assert made.problems == ()


def test_a_second_run_finds_nothing_to_do() -> None:
    """What comes out is a fixed point, however entries feed each other."""
    entries = file("{find: '--', to: '-'}", "{find: '-+', to: '+'}", "{find: '+', to: '--'}")
    before = ["a ----- b", "c ++ d -+ e"]
    once = run(before, entries)
    assert texts(run(texts(once), entries)) == texts(once)
    assert replayed(before, once) == texts(once)


def test_a_line_is_rewritten_as_a_block_is() -> None:
    """Who reads the page by other ways can make its lines comparable, but for files that were stopped."""
    good, bad = file("{find: a, to: b}"), file("{pattern: '.+', to: ''}", name="bad")
    made = run(["a a a", "c"], good, bad)
    assert made.line("xax") == "xbx"
    assert texts(made) == ["b b b", "c"]


def test_a_file_over_its_budget_is_stopped_alone() -> None:
    """The others act as if it were not there, and the cost is reckoned without it."""
    first = file("{find: oats, to: rye}", name="first")
    gutting = file("{find: rye, to: ''}", name="second")
    made = run(["rye rye rye", "oats oats oats"], first, gutting)
    assert texts(made) == ["rye rye rye", "rye rye rye"]
    assert [one.message.split()[0] for one in made.problems] == ["second"]


def test_a_block_outside_the_story_costs_nothing() -> None:
    """Law 3 is about the story: noise around it may go as a whole."""
    made = run(["The story.", "It goes on.", "noise " * 40], file("{find: noise, to: ''}"))
    assert texts(made) == ["The story.", "It goes on.", ""]
    assert made.problems == ()


def test_what_is_endless_in_one_block_acts_in_others() -> None:
    """Only the block that would not settle is left as it was; the problem names the entries."""
    circle = ("{find: xb, to: xc}", "{find: xa, to: xb}", "{find: xc, to: xa}", "{find: y, to: z}")
    made = run(["xa y", "y", "no more"], file(*circle))
    assert texts(made) == ["xa y", "z", "no more"]
    (problem,) = made.problems
    assert problem.code == "rewrite_endless"
    assert "mill.yaml:2" in problem.message
    assert "mill.yaml:5" not in problem.message


def test_spans_move_along() -> None:
    """Elements keep their text where words before, within or behind them become others."""
    root = fromstring("<p>aa <b>bb</b> <i>cc</i></p>")
    bold, italic = root
    runs = [Run(0, 0, 2), Run(0, 2, 5), Run(0, 5, 8)]
    spans = Spans(runs, {root: 0, bold: 1, italic: 2})
    segmented = Segmented((Block(0, "aa bb cc"),), spans)
    made = rewrite(
        segmented,
        Location(0, -1, frozenset(), frozenset()),
        [file("{find: aa, to: long}", "{find: bb, to: b}", "{find: cc, to: ''}")],
        settings=Settings(),
    )
    text = made.segmented.blocks[0].text
    shown = {
        element.tag: text[span.start : span.end].strip()
        for element in (root, bold, italic)
        if (span := made.segmented.spans.get(element))
    }
    assert shown == {"p": "long b", "b": "b", "i": ""}
