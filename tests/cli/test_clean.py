"""``normalizer clean`` from end to end."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from normalizer import Article, Normalizer, normalize

from .conftest import DUMP, PAGE, Run

COMMAND = [sys.executable, "-c", "from normalizer.cli import main; main()"]
HEAD = "Ferry returns to the lake\n2026-01-28\nLakeside Courier\n\nThe ferry that links"


def test_page_is_written_for_people(folder: Path, run: Run) -> None:
    """Title, date, outlet and body on standard output, nothing on standard error."""
    ran = run("clean", "pages/b.HTML")
    assert ran.out.startswith(HEAD)
    assert "Home" not in ran.out
    assert (ran.status, ran.err) == (0, "")


def test_standard_input_is_an_input(folder: Path, run: Run) -> None:
    """``-`` reads the page from the pipe."""
    assert run("clean", "-", stdin=PAGE.encode()).out.startswith(HEAD)


def test_folder_is_cleaned_as_a_whole(folder: Path, run: Run) -> None:
    """Every page and dump of the folder, under its name."""
    ran = run("clean", "pages")
    heads = [line for line in ran.out.splitlines() if line.startswith("==>")]
    assert heads == [
        "==> pages/b.HTML <==",
        "==> pages/c.xhtml.gz <==",
        "==> pages/deep/a.txt <==",
    ]
    assert ran.status == 0


def test_address_is_fetched(folder: Path, run: Run, site: str) -> None:
    """The article knows where it stood in the end, the bytes are read as the server says."""
    ran = run("clean", f"{site}/moved", f"{site}/korean", "--format", "jsonl", "--allow-private")
    moved, korean = map(json.loads, ran.out.splitlines())
    assert (moved["input"], moved["url"]) == (f"{site}/moved", f"{site}/page")
    assert korean["text"] == "눈이 내렸다"


def test_url_and_crawled_reach_the_article(folder: Path, run: Run) -> None:
    """What the options say is what the API is told."""
    url = "https://news.example/mill"
    ran = run(
        "clean", "-", "--url", url, "--crawled", "2026-02-03", "--format", "json", stdin=b"Hi"
    )
    assert json.loads(ran.out)["url"] == url
    article = normalize("Hi", url=url, crawled="2026-02-03")
    assert json.loads(ran.out) == expected(article)


def expected(article: Article) -> object:
    """Return what --format json shows of an article."""
    plain = json.loads(article.to_json())
    del plain["removed"]
    return plain


def test_json_is_one_object_or_a_list(folder: Path, run: Run) -> None:
    """One input gives its object; a folder and several inputs give a list."""
    one = json.loads(run("clean", "pages/b.HTML", "--format", "json").out)
    several = json.loads(run("clean", "pages", "--format", "json").out)
    assert one == expected(normalize(PAGE.encode()))
    assert several[0] == {"input": "pages/b.HTML"} | one
    assert len(several) == 3


def test_markdown_has_a_heading(folder: Path, run: Run) -> None:
    """Markdown is the article's own."""
    ran = run("clean", "pages/b.HTML", "--format", "markdown")
    assert ran.out == normalize(PAGE.encode()).to_markdown() + "\n"


def test_removed_is_added_when_asked(folder: Path, run: Run) -> None:
    """With --removed the words of the page's navigation are listed with their category."""
    assert "Removed:" not in run("clean", "pages/b.HTML").out
    assert "Home Towns" in run("clean", "pages/b.HTML", "--removed").out.partition("Removed:")[2]
    removed = json.loads(run("clean", "pages/b.HTML", "--removed", "--format", "json").out)
    assert "Home Towns" in [removal["text"] for removal in removed["removed"]]


def test_kept_category_stays_in_the_text(folder: Path, run: Run) -> None:
    """--keep takes a category's words for part of the story."""
    dump = f"Kilmore, Jan 3 (IANS) {DUMP}".encode()
    assert run("clean", "-", stdin=dump).out.startswith("The mill")
    ran = run("clean", "-", "--keep", "dateline", "--keep", "caption", stdin=dump)
    assert ran.out.startswith("Kilmore, Jan 3 (IANS) The mill")


def test_rules_of_ones_own_are_used(folder: Path, run: Run) -> None:
    """A folder given with --rules knows a publisher that the shipped rules do not."""
    Path("rules/publishers").mkdir(parents=True)
    Path("rules/publishers/mill.yaml").write_text(
        "outlet: Mill Gazette\nmatch:\n  hosts: [mill.example]\n", "utf-8"
    )
    words = ["clean", "pages/deep/a.txt", "--url", "https://mill.example/1", "--rules", "rules"]
    assert run(*words).out.startswith("Mill Gazette\n\nThe mill")


def test_faulty_rules_are_told_with_their_line(folder: Path, run: Run) -> None:
    """A wrong rule file is wrong usage: one line that leads to the place."""
    Path("rules/publishers").mkdir(parents=True)
    Path("rules/publishers/mill.yaml").write_text("outlet: Mill Gazette\nstripp: []\n", "utf-8")
    ran = run("clean", "pages", "--rules", "rules")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("normalizer: ")
    assert "mill.yaml:2" in ran.err
    assert ran.err.count("\n") == 1


def test_output_file_holds_what_standard_output_would(folder: Path, run: Run) -> None:
    """One input with -o FILE gives that file."""
    shown = run("clean", "pages/b.HTML").out
    assert run("clean", "pages/b.HTML", "-o", "out.txt").out == ""
    assert Path("out.txt").read_text("utf-8") == shown


def test_output_may_be_the_input(folder: Path, run: Run) -> None:
    """The input is read before it is replaced."""
    run("clean", "pages/deep/a.txt", "-o", "pages/deep/a.txt")
    assert Path("pages/deep/a.txt").read_text("utf-8").startswith("The mill")


def test_output_folder_has_stable_names(folder: Path, run: Run) -> None:
    """A file per input, named by the input alone: order and company do not matter."""
    run("clean", "pages", "-o", "all", "--format", "markdown")
    run("clean", "pages/deep/a.txt", "pages/b.HTML", "-o", "two", "--format", "markdown")
    run("clean", "pages/b.HTML", "-o", "one/", "--format", "markdown")
    every, two, one = ({path.name for path in Path(out).iterdir()} for out in ("all", "two", "one"))
    assert len(every) == 3
    assert one < two < every
    assert {Path(name).suffix for name in every} == {".md"}


def test_output_folder_holds_what_one_input_shows(folder: Path, run: Run) -> None:
    """A file of many is like the output of its input alone, but that JSON names the input."""
    for form in ("text", "markdown", "json"):
        run("clean", "pages/b.HTML", "pages/deep/a.txt", "-o", form, "--format", form)
        written = next(Path(form).glob("pages_b*")).read_text("utf-8")
        alone = run("clean", "pages/b.HTML", "--format", form).out
        assert written.replace('  "input": "pages/b.HTML",\n', "") == alone


def test_several_inputs_share_a_file_named_like_the_format(folder: Path, run: Run) -> None:
    """``-o all.jsonl`` is a file of lines, not a folder of that name."""
    run("clean", "pages", "--format", "jsonl", "-o", "all.jsonl")
    assert len(Path("all.jsonl").read_text("utf-8").splitlines()) == 3


BAD = {
    "doc.html": (b"%PDF-1.7 \xff\xfe", "a PDF"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
    "blank.txt": (b" \n", "is empty"),
    "zero.html": (b"", "is empty"),
    "blob.txt": (bytes(range(32)) * 99, "binary"),
    "cut.txt.gz": (gzip.compress(DUMP.encode())[:-20], "gzip data is damaged"),
    "bomb.txt.gz": (gzip.compress(bytes(30_000_000)), "more than the 20,000,000"),
}


def test_bad_inputs_are_named_and_the_others_written(folder: Path, run: Run) -> None:
    """A line for each on standard error with the reason, status 1, good inputs unharmed."""
    for name, (data, _) in BAD.items():
        Path("pages", name).write_bytes(data)
    ran = run("clean", "pages", "missing.html", "--format", "jsonl")
    reasons = {f"pages/{name}": reason for name, (_, reason) in BAD.items()}
    reasons["missing.html"] = "No such file"
    said = dict(line.split(": ", 1) for line in ran.err.splitlines())
    assert said.keys() == reasons.keys()
    assert all(reasons[name] in said[name] for name in said)
    assert ran.status == 1
    assert [json.loads(line)["input"] for line in ran.out.splitlines()] == [
        "pages/b.HTML",
        "pages/c.xhtml.gz",
        "pages/deep/a.txt",
    ]


def test_failing_address_is_named(run: Run, site: str) -> None:
    """What went wrong on the net is a line like any other failure."""
    ran = run("clean", f"{site}/missing", "--allow-private")
    assert (ran.status, ran.out, ran.err) == (1, "", f"{site}/missing: HTTP 404 Not Found\n")


def test_fault_in_one_input_spares_the_others(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the library break its word and raise anything else, the run goes on."""
    sound = Normalizer.normalize

    def faulty(self: Normalizer, data: bytes, **known: str | None) -> Article:
        if b"mill" in data:
            raise ZeroDivisionError("by\nzero")
        return sound(self, data, **known)

    monkeypatch.setattr(Normalizer, "normalize", faulty)
    ran = run("clean", "pages")
    assert ran.err == (
        "pages/deep/a.txt: a fault of the normalizer, please report it: "
        "ZeroDivisionError: by\\nzero\n"
    )
    assert (ran.status, ran.out.count("==>")) == (1, 2)


def test_article_that_cannot_be_written_is_named(folder: Path, run: Run) -> None:
    """A file in the way of one article does not stop the others."""
    run("clean", "pages", "-o", "out")
    blocked = next(path for path in Path("out").iterdir() if "_a-" in path.name)
    blocked.unlink()
    blocked.mkdir()
    ran = run("clean", "pages", "-o", "out")
    assert ran.err == "pages/deep/a.txt: cannot be written: Is a directory\n"
    assert ran.status == 1


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ([], "INPUT"),
        (["a", "b", "--url", "https://news.example/"], "one INPUT"),
        (["pages", "--url", "https://news.example/"], "one INPUT"),
        (["a", "--keep", "captions"], "Did you mean caption?"),
        (["a", "--keep", "xyz"], "cookie_banner"),
        (["a", "--crawled", "28.1.2026"], "2026-01-28"),
        (["a", "--format", "yaml"], "markdown"),
        (["a", "--rules", "nowhere"], "nowhere"),
        (["a", "-o", "nowhere/a.txt"], "no folder nowhere"),
        (["a", "b", "-o", "pages/notes.md"], "cannot be the folder"),
        (["a", "--frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_is_explained(folder: Path, run: Run, words: list[str], hint: str) -> None:
    """Status 2, and on standard error what would be right; nothing is read."""
    ran = run("clean", *words)
    assert (ran.status, ran.out) == (2, "")
    assert hint in ran.err


def test_version_is_said(run: Run) -> None:
    """The version is that of the installed package."""
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"normalizer {version('article-normalizer')}\n")


def test_closed_pipe_ends_quietly(folder: Path) -> None:
    """``| head`` has read enough: no traceback, and no failure."""
    names = ["pages/b.HTML"] * 200
    with subprocess.Popen(
        [*COMMAND, "clean", *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_full_disk_is_told_in_words(folder: Path) -> None:
    """Where nothing more can be written, that is the reason given."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*COMMAND, "clean", "pages/b.HTML"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.stderr == b"pages/b.HTML: cannot be written: No space left on device\n"
    assert ran.returncode == 1


@pytest.mark.parametrize(("closed", "status"), [("<&-", 1), (">&-", 0), ("2>&-", 0)])
def test_closed_stream_is_an_empty_one(folder: Path, closed: str, status: int) -> None:
    """A shell may close any of the three streams: there is less to read or write, no traceback."""
    name = "-" if closed == "<&-" else "pages/b.HTML"
    ran = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "clean", name],
        capture_output=True,
        check=False,
    )
    assert ran.returncode == status
    assert b"Traceback" not in ran.stderr


def test_output_is_utf8_in_any_locale(folder: Path) -> None:
    """Programs get UTF-8, also where the locale cannot say it."""
    ran = subprocess.run(
        [*COMMAND, "clean", "-"],
        input="눈이 내렸다".encode(),
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert ran.stdout.decode() == "눈이 내렸다\n"


def test_start_is_cheap(folder: Path) -> None:
    """What only some runs need is loaded when it is needed: libraries, and other commands."""
    heavy = {"rich", "urllib3", "trafilatura", "ftfy", "dateparser", "htmldate"}
    others = {"normalizer.cli.explain", "normalizer.cli.rules", "normalizer.cli.fetch"}
    probe = (
        "import atexit, sys; from normalizer.cli import main; "
        f"atexit.register(lambda: print(*{heavy | others} & sys.modules.keys())); main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", probe, "clean", "pages/deep/a.txt", "-o", "out.txt"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "\n"
