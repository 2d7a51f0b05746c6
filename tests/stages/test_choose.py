from __future__ import annotations

import re

import pytest

from normalizer import Normalizer
from normalizer.model import Block
from normalizer.rest import Rest, Stripped
from normalizer.ruleset.compile import Publisher, compile_publisher
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import parse_rule
from normalizer.settings import Extractor, Settings
from normalizer.stages.choose import Chosen, _blocks_of, choose
from normalizer.stages.decode import decode
from normalizer.stages.locate import locate
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment


def _chosen(text: str, *blocks: str) -> set[int]:
    rests = [Rest.whole(Block(index, block)) for index, block in enumerate(blocks)]
    return set(_blocks_of(text, rests, str))


def test_lines_are_found_in_order() -> None:
    """A line that stands twice on the page is taken where the story goes on."""
    blocks = (
        "Ferry news",
        "Menu of the harbour",
        "The story begins here.",
        "Ferry news",
        "It ends.",
    )
    assert _chosen("The story begins here.\nFerry news\nIt ends.", *blocks) == {2, 3, 4}


def test_a_block_over_several_lines_is_found() -> None:
    """An extractor that parts a block into lines, or joins blocks in one, still names them."""
    blocks = (
        "Before all of that",
        "One sentence stands here. Another follows it.",
        "After all of that",
    )
    assert _chosen("One sentence stands here.\nAnother follows it.", *blocks) == {1}
    assert _chosen(blocks[0] + " " + blocks[1], *blocks) == {0, 1}


def test_an_altered_line_is_found_in_pieces() -> None:
    """A paragraph out of whose middle the extractor took some words is found all the same."""
    block = (
        "The ferry between the islands, which had been stopped for two winters, will sail again in "
        "spring, and the mayor of the larger one has promised to be aboard on the first day."
    )
    assert _chosen(block.replace("which had been stopped ", ""), "Menu", block) == {1}


def test_short_lines_do_not_hit_inside_others() -> None:
    """A word of the answer chooses no longer block that happens to hold it."""
    assert _chosen("News", "Newsletter for harbour people", "News") == {1}


def test_markers_do_not_matter() -> None:
    """List dashes and table bars of the extractor's text are no part of ours."""
    assert _chosen("- one item\n| 1999 | 7 |", "one item", "1999 7", "other") == {0, 1}


# ── Bodies that rules name

PROSE = (
    "The wheel of the old mill turns again, two winters after the flood had carried it off.",
    "A cooper and his daughter built it of larch, and the whole valley came to see it turn.",
    "The miller means to grind rye on it from spring on, as his grandfather did before him.",
)
ASIDE = "Log in to see which mills of the valley are open to visitors."


def _publisher(name: str, source: str) -> Publisher:
    return compile_publisher(parse_rule(source.encode(), file=f"{name}.yaml"), [], Fragments())


def _of_page(body: str, *files: Publisher) -> tuple[Chosen, list[str]]:
    """Return the choice for a page, and the texts that it chose."""
    settings = Settings()
    decoded = decode(f"<html><body>{body}</body></html>", content_type=None, settings=settings)
    page = parse(decoded, url=None, crawled=None, settings=settings)
    segmented = segment(page, crawl_header=None)
    left = Stripped(tuple(Rest.whole(block) for block in segmented.blocks), (), (), frozenset(), ())
    location = locate(page, segmented.blocks)
    chosen = choose(page, segmented, left, location, files=files, settings=settings)
    return chosen, [block.text for block in segmented.blocks if block.index in chosen.body]


def _box(name: str, *texts: str) -> str:
    return f"<div class={name}>{''.join(f'<p>{text}</p>' for text in texts)}</div>"


def _codes(chosen: Chosen) -> list[str]:
    return [problem.code for problem in chosen.problems]


def test_nested_containers_count_once() -> None:
    """A selector that hits a container and others inside it gives their blocks, each once."""
    body = _box("story", PROSE[0]) + f"<div class=story><div class=story><p>{PROSE[1]}</p></div>"
    chosen, texts = _of_page(
        f"{body}<p>{PROSE[2]}</p></div>{_box('aside', ASIDE)}", _publisher("a", "body: [.story]")
    )
    assert texts == list(PROSE)
    assert (chosen.extractor, chosen.confidence, chosen.problems) == ("rule", 0.95, ())


def test_all_body_selectors_count() -> None:
    """Several selectors name the parts of one body; one that hits nothing is no problem."""
    body = _box("lead", PROSE[0]) + _box("aside", ASIDE) + _box("rest", *PROSE[1:])
    chosen, texts = _of_page(body, _publisher("a", "body: [.lead, .gone, .rest]"))
    assert texts == list(PROSE)
    assert chosen.problems == ()


def test_an_inline_body_gives_its_block() -> None:
    """Blocks are the smallest thing that is chosen: an element inside one brings all of it."""
    body = "".join(f"<p><span class=a>{text[:20]}</span>{text[20:]}</p>" for text in PROSE)
    _, texts = _of_page(body + _box("aside", ASIDE), _publisher("a", "body: [.a]"))
    assert texts == list(PROSE)


def test_a_body_that_leaves_out_the_story_is_refused() -> None:
    """Where both location and extractor see the story elsewhere, the extractor decides (law 3)."""
    body = _box("story", *PROSE) + _box("aside", ASIDE)
    chosen, texts = _of_page(body, _publisher("a", "body: [.aside]"))
    assert set(PROSE) <= set(texts)
    assert (chosen.extractor, _codes(chosen)) == ("model", ["body_refused"])
    assert re.match(
        r"a: its body selectors leave out \d+% of the likely", chosen.problems[0].message
    )


def test_a_files_budget_holds_for_its_body() -> None:
    """How much of the story a body may leave out is the file's budget, half where it names none."""
    body = _box("story", PROSE[0]) + _box("rest", *PROSE[1:])
    source = "body: [.story]"
    assert _of_page(body, _publisher("a", source))[0].extractor == "model"
    chosen, texts = _of_page(body, _publisher("a", f"{source}\nbudget: 0.7"))
    assert (chosen.extractor, texts, chosen.problems) == ("rule", [PROSE[0]], ())


def test_the_first_file_with_a_body_decides() -> None:
    """A body that finds nothing, or next to nothing of the story, leaves it to the next file's."""
    body = _box("story", *PROSE) + _box("aside", ASIDE)
    second = _publisher("b", "body: [.story]")
    for source, code in (("body: [.gone]", "body_not_found"), ("body: [.aside]", "body_refused")):
        chosen, texts = _of_page(body, _publisher("a", source), second)
        assert (texts, chosen.extractor) == (list(PROSE), "rule")
        assert [(one.code, one.message[:2]) for one in chosen.problems] == [(code, "a:")]


def test_all_refused_bodies_are_told() -> None:
    """Each file whose body is refused has a problem of its own, in the order of the files."""
    body = _box("story", *PROSE) + _box("aside", ASIDE) + _box("top", "Menu of mills")
    files = (_publisher("a", "body: [.aside]"), _publisher("b", "body: [.top]"))
    chosen, _ = _of_page(body, *files)
    assert [(one.code, one.message[:2]) for one in chosen.problems] == [
        ("body_refused", "a:"),
        ("body_refused", "b:"),
    ]


def test_a_short_body_needs_no_story() -> None:
    """Where nothing looks like a story, what the rule names is the body: a line of live news."""
    body = _box("live", "Wheel stopped.", "Wheel turns.") + _box("aside", "Menu", "Log in")
    chosen, texts = _of_page(body, _publisher("a", "body: [.live]"))
    assert (texts, chosen.extractor) == (["Wheel stopped.", "Wheel turns."], "rule")


def test_lines_are_rewritten_before_they_are_looked_for() -> None:
    """The extractor reads the page as it came; our blocks are compared with what rules make of it."""
    rests = [
        Rest.whole(Block(0, "A maker of barrels, tubs and pails spoke.")),
        Rest.whole(Block(1, "Menu of mills")),
    ]

    def longer(line: str) -> str:
        return line.replace("cooper", "maker of barrels, tubs and pails")

    assert _blocks_of("A cooper spoke.", rests, str) == frozenset()
    assert _blocks_of("A cooper spoke.", rests, longer) == {0}


@pytest.mark.parametrize("extractor", Extractor)
def test_settings_name_the_extractor(extractor: Extractor) -> None:
    """Model or trafilatura, as Settings say, leave out the menu and the list of other stories."""
    body = (
        "<nav class=menu><a href=/a>Home</a> <a href=/b>Harbour</a> <a href=/c>Fish</a></nav>"
        + _box("story", *PROSE)
        + "<aside class=most-read><h3>Most read</h3><ul>"
        + "".join(
            f"<li><a href=/{n}>The old mill of day {n} is sold again</a></li>" for n in range(6)
        )
        + "</ul></aside>"
    )
    page = f"<html><head><title>The ferry</title></head><body>{body}</body></html>"
    normalizer = Normalizer(settings=Settings(extractor=extractor))
    article = normalizer.normalize(page)
    assert article.extractor == extractor.value
    assert article.text.split("\n\n") == list(PROSE)
    assert 0 < article.confidence <= 1
    assert normalizer.normalize(article.text).text == article.text
