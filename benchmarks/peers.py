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
    return Prediction(
        article.text,
        article.title,
        article.date,
        article.outlet,
        article.authors,
        article.outcome.value,
    )


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
    authors = tuple(name.strip() for name in (document.author or "").split(";") if name.strip())
    return Prediction(
        document.text or "", document.title, document.date, document.sitename, authors
    )


def run_resiliparse(data: bytes, url: str | None) -> Prediction:
    """Return what resiliparse takes for a page's main content; it reads no metadata."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(_decoded(data))
    return Prediction(extract_plain_text(tree, main_content=True))


def run_readability(data: bytes, url: str | None) -> Prediction:
    """Return readability-lxml's summary of a page as text, and its short title."""
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text

    document = Document(_decoded(data), url=url)
    text = extract_plain_text(document.summary(html_partial=True), main_content=False)
    return Prediction(text, document.short_title())


def run_newspaper(data: bytes, url: str | None) -> Prediction:
    """Return what newspaper4k makes of a page; it is kept from fetching the page's pictures."""
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False
    article = Article(url or "", config=config)
    article.download(input_html=_decoded(data))
    article.parse()
    day = article.publish_date
    return Prediction(article.text or "", article.title, day.date().isoformat() if day else None)


def run_justext(data: bytes, url: str | None) -> Prediction:
    """Return the paragraphs that jusText keeps, by the English stop words, its own default."""
    from justext import get_stoplist, justext

    kept = justext(data, get_stoplist("English"))
    return Prediction("\n\n".join(one.text for one in kept if not one.is_boilerplate))


def _decoded(data: bytes) -> str:
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    text: str = bytes_to_str(data, detect_encoding(data, from_html_meta=True) or "utf-8")
    return text


def parse_with_lxml(data: bytes, url: str | None) -> None:
    """Parse a page with lxml and do nothing with it: what every tool on lxml pays at least."""
    from lxml.html import HTMLParser, document_fromstring

    document_fromstring(data, parser=HTMLParser(encoding="utf-8"))
