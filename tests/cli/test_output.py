"""Articles in the formats of the command line."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from normalizer import Article, BodyBlock, Category, Removal, Role, normalize
from normalizer.cli.output import Folder, Format, Stream, Style, file_name, render

ARTICLE = replace(
    normalize("The river rose."),
    title="Rain in the *valley*",
    date="2026-01-28",
    outlet="Valley Post",
    text="The river rose.\n\nThen it fell.",
    blocks=(
        BodyBlock(1, Role.PARAGRAPH, "The river rose."),
        BodyBlock(2, Role.PARAGRAPH, "Then it fell."),
    ),
    removed=(Removal(0, 0, 14, Category.NAVIGATION, "common/navigation.yaml:3", "Home > *Rain*"),),
)
BARE = replace(ARTICLE, title=None, date=None, outlet=None, removed=())


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def written(path: Path, articles: list[Article], form: Format, *, several: bool = True) -> str:
    """Return what a stream of the articles leaves in a file."""
    style = Style(format=form, named=several)
    stream = Stream(path, style, several=several)
    for number, article in enumerate(articles, 1):
        stream.write(f"{number}.html", article)
    stream.close()
    return path.read_text("utf-8")


def test_text_is_for_people() -> None:
    """Title, date and outlet a line each, then the body; what is unknown takes no line."""
    style = Style(format=Format.TEXT)
    head = "Rain in the *valley*\n2026-01-28\nValley Post\n\n"
    assert render("a", ARTICLE, style) == head + ARTICLE.text
    assert render("a", BARE, style) == BARE.text


def test_text_lists_what_was_removed() -> None:
    """Each removal is a line behind the body: category, who took it, the words."""
    style = Style(format=Format.TEXT, removed=True)
    account = "\n\nRemoved:\n- navigation (common/navigation.yaml:3): Home > *Rain*"
    assert render("a", ARTICLE, style).endswith(ARTICLE.text + account)
    assert render("a", BARE, style).endswith("\n\nRemoved: nothing")


def test_markdown_lists_what_was_removed() -> None:
    """Behind a rule; the words are escaped as those of the article are."""
    rendered = render("a", ARTICLE, Style(format=Format.MARKDOWN, removed=True))
    assert rendered == (
        f"{ARTICLE.to_markdown()}\n\n---\n\nRemoved:\n\n"
        "- navigation (common/navigation.yaml:3): Home > \\*Rain\\*"
    )
    rendered = render("a", BARE, Style(format=Format.MARKDOWN, removed=True))
    assert rendered.endswith("\n\n---\n\nRemoved: nothing")


@pytest.mark.parametrize("form", [Format.JSON, Format.JSONL])
def test_json_holds_the_removals_only_when_asked(form: Format) -> None:
    """Without --removed the key is missing, with it the object is the article's own."""
    without = json.loads(render("a", ARTICLE, Style(format=form)))
    whole = json.loads(render("a", ARTICLE, Style(format=form, removed=True)))
    assert "removed" not in without
    whole.pop("input", None)
    assert whole == json.loads(ARTICLE.to_json())


def test_json_names_the_input_where_asked() -> None:
    """JSONL always says which input an object is of, JSON where there could be doubt."""

    def inputs(form: Format) -> list[str | None]:
        styles = (Style(format=form, named=named) for named in (False, True))
        return [json.loads(render("a", ARTICLE, style)).get("input") for style in styles]

    assert inputs(Format.JSON) == [None, "a"]
    assert inputs(Format.JSONL) == ["a", "a"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_several_in_json_are_a_list(tmp_path: Path, count: int) -> None:
    """One value, however many inputs came through."""
    objects = json.loads(written(tmp_path / "all.json", [ARTICLE] * count, Format.JSON))
    assert [each["input"] for each in objects] == [f"{n}.html" for n in range(1, count + 1)]


def test_several_in_jsonl_are_lines(tmp_path: Path) -> None:
    """One object a line, also where the text has line breaks."""
    lines = written(tmp_path / "all.jsonl", [ARTICLE, BARE], Format.JSONL).splitlines()
    assert [json.loads(line)["text"] for line in lines] == [ARTICLE.text, BARE.text]


def test_several_in_text_are_told_apart(tmp_path: Path) -> None:
    """Each article stands under the name of its input."""
    assert written(tmp_path / "all.txt", [BARE, BARE], Format.TEXT) == (
        f"==> 1.html <==\n\n{BARE.text}\n\n\n==> 2.html <==\n\n{BARE.text}\n"
    )


def test_several_in_markdown_are_told_apart(tmp_path: Path) -> None:
    """A rule stands between two articles."""
    assert written(tmp_path / "all.md", [BARE, BARE], Format.MARKDOWN) == (
        f"{BARE.text}\n\n---\n\n{BARE.text}\n"
    )


def test_file_is_left_alone_until_there_is_an_article(tmp_path: Path) -> None:
    """Where the only input fails, what stood in the output is still there."""
    path = tmp_path / "a.txt"
    path.write_text("from before", "utf-8")
    assert written(path, [], Format.TEXT, several=False) == "from before"


def test_broken_character_is_written_as_a_question_mark(tmp_path: Path) -> None:
    """Half a surrogate pair, which no file can hold, does not stop the article."""
    broken = replace(BARE, title="Rain \ud83d again")
    assert written(tmp_path / "a.txt", [broken], Format.TEXT, several=False).startswith("Rain ? ag")


def test_terminal_is_not_steered_by_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters that a terminal obeys are shown as replaced; colours are ours alone."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    page = replace(ARTICLE, text="Rise\x1b[2J and [red]fall[/red] :rain:")
    Stream(None, Style(format=Format.TEXT)).write("a", page)
    assert terminal.getvalue() == (
        "\x1b[1mRain in the *valley*\x1b[0m\n\x1b[36m2026-01-28\x1b[0m\n"
        "\x1b[36mValley Post\x1b[0m\n\nRise\ufffd[2J and [red]fall[/red] :rain:\n"
    )


def test_folder_has_a_file_for_each_article(tmp_path: Path) -> None:
    """Files are named after their inputs; writing again replaces them."""
    sink = Folder(tmp_path, Style(format=Format.TEXT))
    sink.write("b/a.html", ARTICLE)
    sink.write("c/a.html", BARE)
    sink.write("b/a.html", BARE)
    sink.close()
    files = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    names = {file_name("b/a.html", Format.TEXT), file_name("c/a.html", Format.TEXT)}
    assert files == dict.fromkeys(names, BARE.text + "\n")


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("pages/a.html", "pages_a"),
        ("./pages//a.html.gz", "pages_a"),
        ("../../etc/passwd", "etc_passwd"),
        ("..", "input"),
        ("-", "input"),
        ("https://news.example/2026/rain?id=5#top", "https_news.example_2026_rain_id_5_top"),
        ("비가 왔다.txt", "비가_왔다"),
        ("x" * 300, "x" * 50),
    ],
)
def test_file_names_are_safe_and_readable(name: str, readable: str) -> None:
    """A file's name is one path component, short enough for any file system."""
    made = file_name(name, Format.MARKDOWN)
    assert made.startswith(f"{readable}-")
    assert made.endswith(".md")
    assert Path(made).name == made
    assert len(made.encode()) < 255


def test_file_names_differ_where_inputs_do() -> None:
    """Inputs whose readable parts are alike get files of their own."""
    names = ["a.html", "a.txt", "a.html.gz", "../a.html", "b/a.html", "b_a.html", "A.html", "-"]
    assert len({file_name(name, Format.TEXT).lower() for name in names}) == len(names)
    assert file_name("./a.html", Format.TEXT) == file_name("a.html", Format.TEXT)
