from __future__ import annotations

from normalizer.model import BodyBlock, Head, Kind, Metadata, Outcome, Page, Role, Ruled
from normalizer.stages.assemble import Account, assemble, fingerprint


def _outcome(text: str, head: Head) -> Outcome:
    body = (BodyBlock(0, Role.PARAGRAPH, text),) if text else ()
    account = Account(body, (), (), "test", 0.8, ())
    page = Page(Kind.HTML, "", None, head)
    return assemble(page, account, Metadata(), ruled=Ruled()).outcome


def test_outcomes() -> None:
    """No text is empty; little text on a page that says it is not free is a stub."""
    closed = Head(ld=({"@type": "NewsArticle", "isAccessibleForFree": "False"},))
    assert _outcome("", Head()) is Outcome.EMPTY
    assert _outcome("A teaser of a few words.", closed) is Outcome.STUB
    assert _outcome("A teaser of a few words.", Head()) is Outcome.ARTICLE
    assert _outcome("word " * 500, closed) is Outcome.ARTICLE


def test_fingerprints_ignore_what_does_not_count() -> None:
    """Case, white space and punctuation do not change a fingerprint, words do."""
    assert fingerprint("The river, rose.") == fingerprint("the  RIVER rose")
    assert fingerprint("The river rose.") != fingerprint("The river fell.")
