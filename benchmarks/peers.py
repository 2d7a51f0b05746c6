"""The extractors that are measured: each a function of a page's bytes and its URL.

Libraries are imported inside, so that a benchmark loads only what it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring import Prediction

if TYPE_CHECKING:
    from normalizer import Article


def of_article(article: Article) -> Prediction:
    """Return what of an article is scored."""
    return Prediction(article.text, article.title, article.date, article.outlet)


def run_normalizer(data: bytes, url: str | None) -> Prediction:
    """Return what the whole of ``normalize`` makes of a page, nothing for one that it refuses."""
    from normalizer import NormalizerError, normalize

    try:
        return of_article(normalize(data, url=url))
    except NormalizerError:
        return Prediction()


def run_trafilatura(data: bytes, url: str | None) -> Prediction:
    """Return what trafilatura makes of a page: body and metadata, comments left out."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    if not isinstance(document, Document):
        return Prediction()
    return Prediction(document.text or "", document.title, document.date, document.sitename)


def run_resiliparse(data: bytes, url: str | None) -> Prediction:
    """Return what resiliparse takes for a page's main content; it reads no metadata."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    encoding = detect_encoding(data, from_html_meta=True) or "utf-8"
    tree = HTMLTree.parse_from_bytes(data, encoding)
    return Prediction(extract_plain_text(tree, main_content=True))


def parse_with_lxml(data: bytes, url: str | None) -> None:
    """Parse a page with lxml and do nothing with it: what every tool on lxml pays at least."""
    from lxml.html import HTMLParser, document_fromstring

    document_fromstring(data, parser=HTMLParser(encoding="utf-8"))
