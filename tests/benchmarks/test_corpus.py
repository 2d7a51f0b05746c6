"""Reading a corpus folder."""

from __future__ import annotations

from pathlib import Path

from corpus import Truth, fingerprint, read_dumps, read_pages


def test_a_page_has_its_bytes_url_and_truth(corpus: Path) -> None:
    """A page's source is unpacked when it is read; its URL is given."""
    one = read_pages(corpus)[0]
    data = one.read()
    assert isinstance(data, bytes)
    assert data.startswith(b"<!doctype html>")
    assert (one.id, one.set, one.url) == ("one", "set-one", "https://harbour.example/ferry")
    assert one.truth.required == ("Bicycles travel free",)
    assert one.truth.outlet == "The Harbour Post"


def test_what_a_row_lacks_is_not_known(corpus: Path) -> None:
    """A row without truth gives an empty Truth but for its type; other keys are passed over."""
    assert read_pages(corpus)[2].truth == Truth(is_article=False)


def test_a_dump_is_read_without_its_url(corpus: Path) -> None:
    """Who has only a text has no URL: the dumps are measured that way."""
    [dump] = read_dumps(corpus)
    assert dump.url is None
    assert str(dump.read()).startswith("Ferry to run")


def test_the_fingerprint_tells_corpora_apart(corpus: Path) -> None:
    """The same rows have the same fingerprint, others another."""
    before = fingerprint(corpus)
    assert before == fingerprint(corpus)
    (corpus / "pages.jsonl").write_text("")
    assert before != fingerprint(corpus)
