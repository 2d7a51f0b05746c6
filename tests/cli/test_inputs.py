"""What a user names becomes the inputs behind it."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from normalizer import InputError, LimitError
from normalizer.cli.inputs import Raw, one_line, sources
from normalizer.settings import Settings

LIMIT = Settings(max_bytes=1_000_000)


def load(name: str, settings: Settings = LIMIT) -> Raw:
    """Return the one input that ``name`` stands for."""
    (source,) = sources([name], allow_private=True)
    return source.load(settings)


def test_folder_is_walked_in_order(folder: Path) -> None:
    """Pages and dumps at any depth, by path; other files are left out."""
    names = [source.name for source in sources(["pages/"])]
    assert names == ["pages/b.HTML", "pages/c.xhtml.gz", "pages/deep/a.txt"]


def test_inputs_keep_their_order(folder: Path) -> None:
    """What is named first comes first, named twice it comes twice."""
    named = ["pages/deep/a.txt", "-", "https://news.example/a", "pages/deep/a.txt"]
    assert [source.name for source in sources(named)] == named


def test_named_file_may_be_called_anything(folder: Path) -> None:
    """Suffixes choose inside a folder only."""
    assert load("pages/notes.md") == Raw(b"no page")


def test_packed_file_is_known_by_its_bytes(folder: Path) -> None:
    """A packed page is unpacked under any name, in several members too."""
    Path("page.html").write_bytes(gzip.compress(b"<p>It rained, ") + gzip.compress(b"and rained."))
    assert load("page.html").data == b"<p>It rained, and rained."


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no UTF-8 arrive unharmed."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    assert load("-") == Raw(b"\xff\xfe")


def test_fetched_page_knows_its_address(site: str) -> None:
    """Address and Content-Type of the answer go along with the bytes."""
    raw = load(f"{site}/moved")
    assert (raw.url, raw.content_type) == (f"{site}/page", "text/html")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.html", "No such file or directory"),
        ("", "the name is empty"),
        ("a\0b", "null"),
        ("ftp://news.example/a", "ftp:// is not fetched"),
        ("empty", "the folder holds no .html"),
        ("cut.gz", "the gzip data is damaged"),
        ("fake.gz", "not gzip-compressed"),
        ("loop.html", "symbolic links"),
    ],
)
def test_unreadable_input_says_why(folder: Path, name: str, reason: str) -> None:
    """An input that cannot be read is still named, with its reason, when its turn comes."""
    Path("empty").mkdir()
    Path("cut.gz").write_bytes(gzip.compress(b"It rained, and rained.")[:-9])
    Path("fake.gz").write_bytes(b"It rained.")
    Path("loop.html").symlink_to("loop.html")
    with pytest.raises(InputError, match=reason):
        load(name)


def test_forbidden_input_says_why(folder: Path) -> None:
    """Files and folders without permission are named, not left out."""
    Path("pages/b.HTML").chmod(0)
    Path("pages/deep").chmod(0)
    if os.access("pages/deep", os.R_OK):
        pytest.skip("nothing is forbidden to root")
    reasons = []
    for source in sources(["pages"]):
        try:
            source.load(LIMIT)
        except InputError as error:
            reasons.append((source.name, str(error)))
    Path("pages/deep").chmod(0o700)
    assert reasons == [
        ("pages/deep", "Permission denied"),
        ("pages/b.HTML", "Permission denied"),
    ]


def test_folder_names_its_broken_links_and_skips_its_pipes(folder: Path) -> None:
    """A link to nowhere is an input that fails; a pipe would be waited for without end."""
    Path("odd").mkdir()
    Path("odd/gone.html").symlink_to("nowhere.html")
    os.mkfifo("odd/pipe.html")
    (source,) = sources(["odd"])
    with pytest.raises(InputError, match="No such file"):
        source.load(LIMIT)


def test_large_input_is_stopped(folder: Path) -> None:
    """The limit holds for the file and for what comes out of it."""
    Path("large.txt").write_bytes(b"x" * 1001)
    Path("bomb.gz").write_bytes(gzip.compress(bytes(30_000_000)))
    with pytest.raises(LimitError, match="1,001 bytes"):
        load("large.txt", Settings(max_bytes=1000))
    with pytest.raises(LimitError, match="more than the 1,000,000"):
        load("bomb.gz")


def test_names_stay_on_their_line() -> None:
    """A file's name can neither break a message nor steer a terminal."""
    assert one_line("a\nb\x1b[2J\udcff.txt") == "a\\nb\\x1b[2J\\udcff.txt"
