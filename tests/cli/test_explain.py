"""``normalizer explain`` from end to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from .conftest import PAGE, Run

RULES = """\
outlet: Weir Weekly
match:
  hosts: [weir.example]
body: [article]
strip:
  - {line: 'Timetables', as: navigation, why: the link to the timetables}
  - head: '(?P<place>KILMORE), Jan 28 -'
    as: dateline
  - {line: 'All boats.*', as: related}
"""
STORY = """\
<!doctype html>
<html lang="en"><head><title>The wheel turns</title>
<meta property="og:title" content="The wheel turns">
<meta property="article:published_time" content="2026-01-28T09:30:00+00:00">
</head><body><p>Timetables</p><article><h1>The wheel turns</h1>
<p>KILMORE, Jan 28 - The mill by the weir has stood empty for eleven years, and nobody in the
village, nor in the cafÃ© below it, thought that its wheel would ever turn again; on Saturday it
did, slowly at first, and then so fast that the children who had come to watch ran back.</p>
<p>Its stones will grind oats and barley from the spring on, the new miller said.</p>
<p>All boats on the lake</p></article></body></html>
"""
URL = "https://weir.example/2026/wheel"
EXPECTED = """\
story.html

title       The wheel turns   (h1, 0.95)
date        2026-01-28   (meta:article:published_time, 0.9)
outlet      Weir Weekly   (rule:host, 0.95)
published   2026-01-28T09:30:00+00:00
dateline    KILMORE, Jan 28
language    en
url         https://weir.example/2026/wheel
host        weir.example

publisher   publishers/weir
extractor   rule, confidence 0.95
outcome     article: 2 blocks of 5 in the body

5 blocks: 1 kept (+), 3 removed (-), 1 partly kept (~)
   0 - navigation   publishers/weir.yaml:6
       Timetables
   1 - title   locate
       The wheel turns
   2 ~ paragraph
       - dateline   publishers/weir.yaml:7
         KILMORE, Jan 28 -
       + The mill by the weir has stood empty for eleven years, and nobody in the village, nor in
         the café below it, thought that its wheel would ever turn again; on Saturday it did, slowl…
       * repair mojibake: cafÃ© → café
   3 + paragraph
       Its stones will grind oats and barley from the spring on, the new miller said.
   4 - related   publishers/weir.yaml:9
       All boats on the lake
"""


@pytest.fixture
def story(folder: Path) -> list[str]:
    """Return the words that explain a page by rules of one's own; both stand in ``folder``."""
    Path("rules/publishers").mkdir(parents=True)
    Path("rules/publishers/weir.yaml").write_text(RULES, "utf-8")
    Path("story.html").write_text(STORY, "utf-8")
    return ["explain", "story.html", "--url", URL, "--rules", "rules"]


def test_every_block_is_shown_with_what_became_of_it(story: list[str], run: Run) -> None:
    """Fields with their sources, then each block: kept, taken by which rule, or in part; repairs."""
    ran = run(*story)
    assert ran.out == EXPECTED
    assert (ran.status, ran.err) == (0, "")


def test_long_texts_are_shown_to_their_end_when_asked(story: list[str], run: Run) -> None:
    """--full cuts nothing."""
    ran = run(*story, "--full")
    assert "come to watch ran back." in " ".join(ran.out.split())
    assert "…" not in ran.out


def test_kept_category_is_shown_as_kept(story: list[str], run: Run) -> None:
    """With --keep dateline no part of the paragraph is gone."""
    ran = run(*story, "--keep", "dateline")
    assert "   2 + paragraph\n       KILMORE, Jan 28 - The mill" in ran.out


def test_page_that_gives_nothing_shows_all_its_blocks(folder: Path, run: Run) -> None:
    """An empty outcome says who took the text, and the text is there to be read."""
    ran = run("explain", "-", stdin=b"<p>Related stories</p><p>Sign up for our newsletter</p>")
    assert "title       unknown\n" in ran.out
    outcome = next(line for line in ran.out.splitlines() if line.startswith("outcome"))
    assert "empty: nothing is left, 2 pieces of text went away" in outcome
    assert "       Related stories\n" in ran.out
    assert "       Sign up for our newsletter\n" in ran.out
    assert ran.status == 0


def test_page_without_text_says_so(folder: Path, run: Run) -> None:
    """A shell that a script would fill has no blocks: the verdict says what to think of it."""
    ran = run("explain", "-", stdin=b"<!doctype html><html><body><div id=app></div></body></html>")
    assert "empty: the input shows no text; perhaps a script would have brought it" in ran.out
    assert ran.out.endswith("no blocks\n")


def test_what_a_terminal_would_obey_is_shown_as_its_code(folder: Path, run: Run) -> None:
    """A page cannot colour, clear or turn around what is written of it."""
    Path("hostile.html").write_text(
        "<title>A \u202etitle</title><p>red \x1b[31m and \x9b2J and \u202eright to left", "utf-8"
    )
    out = run("explain", "hostile.html").out
    assert "⟨U+202E⟩" in out
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)


def test_page_is_written_to_the_file(story: list[str], run: Run) -> None:
    """--html leaves a page there that holds blocks and article, and prints nothing."""
    ran = run(*story, "--html", "why.html")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    tree = html.parse("why.html").getroot()
    assert len(tree.cssselect("ol.blocks > li")) == 5
    assert tree.cssselect("#article h3")[0].text == "The wheel turns"
    (taken,) = tree.cssselect("#b0 .taken")
    assert taken.get("title") == "publishers/weir.yaml:6: the link to the timetables"


def test_page_may_go_to_standard_output(story: list[str], run: Run) -> None:
    """--html - prints what would stand in the file."""
    run(*story, "--html", "why.html")
    assert run(*story, "--html", "-").out == Path("why.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["gone.html"], 1, "gone.html: No such file or directory\n"),
        (["picture.png"], 1, "picture.png: "),
        (["pages"], 2, "it is a folder: give one page or dump"),
        (["pages/b.HTML", "--keep", "captoin"], 2, "Did you mean caption?"),
        (["pages/b.HTML", "--rules", "faulty"], 2, "normalizer: bad.yaml:1"),
        (["pages/b.HTML", "--html", "no/such/folder.html"], 1, "no/such/folder.html: cannot be"),
    ],
    ids=["missing", "no text", "folder", "category", "rules", "target"],
)
def test_failure_is_told_in_a_line(
    words: list[str], status: int, told: str, folder: Path, run: Run
) -> None:
    """As ``clean`` does it: what failed and why on standard error, nothing on standard output."""
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    Path("faulty").mkdir()
    Path("faulty/bad.yaml").write_text("stripp: []\n", "utf-8")
    ran = run("explain", *words)
    assert (ran.status, ran.out) == (status, "")
    assert told in ran.err
    if status == 1:
        assert ran.err.count("\n") == 1


def test_input_that_is_too_large_is_refused(folder: Path, run: Run) -> None:
    """The limit of the settings holds, and its message says what to do."""
    Path("huge.txt").write_bytes(b"a" * 20_000_001)
    ran = run("explain", "huge.txt")
    assert ran.status == 1
    assert ran.err.startswith("huge.txt: the input has 20,000,001 bytes")


def test_reader_who_leaves_early_is_no_failure(folder: Path) -> None:
    """``explain … | head -1`` ends well and silently."""
    Path("long.html").write_text(PAGE + "<p>More of it.</p>" * 3_000, "utf-8")
    command = f"{sys.executable} -m normalizer explain long.html | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "long.html\n", "")
