"""Scores of predictions against the truth: per sample (``mark``), then per set (``tabulate``)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, TypeVar

from corpus import Truth

#: The row of a table that takes all sets together.
ALL = "ALL"
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^the")
_TOP_LEVEL_DOMAIN = re.compile(r"(com|de|net|org|at|ch|fr|it|es|jp)$")
_DAY = len("2026-01-28")
_LIST = "index"
_NO_ARTICLE = frozenset((_LIST, "empty"))
_Item = TypeVar("_Item", bound=Hashable)


class Metric(StrEnum):
    """What is measured; each is between 0 and 1, more is better.

    f1, prec, rec: words of the body as a bag, mean over the samples (as the WCXB benchmark has it).
    shingle: F1 over runs of four words, samples weighing the same (as article-extraction-benchmark
    has it). exact: the body is the truth, case, white space and punctuation aside. with, without:
    required snippets found, forbidden ones not found. title, outlet: as exact. date: the same day.
    outlet~: one name holds the other, for outlets that have several accepted names. by_prec, by_rec: of
    the authors that are given, those that are right, and of the true people those that are given, as exact.
    kind: articles are not taken for a list of stories or for nothing, and lists are taken for lists.
    """

    F1 = "f1"
    PRECISION = "prec"
    RECALL = "rec"
    SHINGLE = "shingle"
    EXACT = "exact"
    WITH = "with"
    WITHOUT = "without"
    TITLE = "title"
    DATE = "date"
    OUTLET = "outlet"
    OUTLET_LENIENT = "outlet~"
    AUTHORS_PRECISION = "by_prec"
    AUTHORS_RECALL = "by_rec"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What an extractor made of an input; None where it does not say."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] | None = None
    kind: str | None = None


class Overlap(NamedTuple):
    """What two bags share: counts, or parts of their union that add up to 1."""

    both: float
    only_predicted: float
    only_true: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 where nothing is shared."""
        if not self.both:
            return 0.0
        return 2 * self.both / (2 * self.both + self.only_predicted + self.only_true)


@dataclass(frozen=True, slots=True)
class Marks:
    """The scores of one sample; ``shingles`` is None where the true body is not known."""

    values: Mapping[Metric, tuple[float, ...]]
    shingles: Overlap | None


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one set of ``n`` samples, rounded to four digits."""

    n: int
    scores: Mapping[Metric, float]


def mark(truth: Truth, prediction: Prediction) -> Marks:
    """Return the scores of one prediction in every metric for which the truth is known."""
    values = _body(truth, prediction.text) | _snippets(truth, prediction.text)
    if truth.title is not None:
        values[Metric.TITLE] = (float(_fold(prediction.title) == _fold(truth.title)),)
    if truth.date is not None:
        values[Metric.DATE] = (float((prediction.date or "")[:_DAY] == truth.date[:_DAY]),)
    if truth.outlet is not None:
        values |= _outlet(truth.outlet, prediction.outlet)
    if truth.authors and prediction.authors is not None:
        values |= _authors(truth, prediction.authors)
    if truth.is_article is not None and prediction.kind is not None:
        is_right = (prediction.kind in _NO_ARTICLE) is not truth.is_article
        values[Metric.KIND] = (float(is_right and (truth.is_article or prediction.kind == _LIST)),)
    return Marks(values, _shingles(truth, prediction.text))


def tabulate(marks: Iterable[tuple[str, Marks]]) -> dict[str, Row]:
    """Return a row for each set, in the order in which they come, and ``ALL`` at the end."""
    by_set: dict[str, list[Marks]] = {}
    for name, one in marks:
        by_set.setdefault(name, []).append(one)
    everything = list(chain.from_iterable(by_set.values()))
    return {name: _row(some) for name, some in (*by_set.items(), (ALL, everything))}


def _row(marks: list[Marks]) -> Row:
    scores: dict[Metric, float] = {}
    for metric in Metric:
        values = [value for one in marks for value in one.values.get(metric, ())]
        if values:
            scores[metric] = round(sum(values) / len(values), 4)
    shares = [one.shingles for one in marks if one.shingles is not None]
    if shares:
        scores[Metric.SHINGLE] = round(Overlap(*map(sum, zip(*shares, strict=True))).f1, 4)
    return Row(len(marks), scores)


def _body(truth: Truth, text: str) -> dict[Metric, tuple[float, ...]]:
    if truth.text is None:
        return {}
    predicted, true = (Counter(_WORD.findall(body.lower())) for body in (text, truth.text))
    overlap = _overlap(predicted, true)
    return {
        Metric.F1: (overlap.f1 if true else float(not predicted),),
        Metric.PRECISION: (overlap.both / predicted.total() if predicted else 0.0,),
        Metric.RECALL: (overlap.both / true.total() if true else 1.0,),
        Metric.EXACT: (float(_fold(text) == _fold(truth.text)),),
    }


def _snippets(truth: Truth, text: str) -> dict[Metric, tuple[float, ...]]:
    body = _squeeze(text)
    return {
        Metric.WITH: tuple(float(_squeeze(snippet) in body) for snippet in truth.required),
        Metric.WITHOUT: tuple(float(_squeeze(snippet) not in body) for snippet in truth.forbidden),
    }


def _outlet(true: str, predicted: str | None) -> dict[Metric, tuple[float, ...]]:
    want, got = (_ARTICLE.sub("", _fold(name)) for name in (true, predicted))
    # A site that calls itself by its domain is right in the lenient reading.
    stem = _TOP_LEVEL_DOMAIN.sub("", got) or got
    return {
        Metric.OUTLET: (float(got == want),),
        Metric.OUTLET_LENIENT: (float(bool(stem) and (stem in want or want in stem)),),
    }


def _authors(truth: Truth, given: Iterable[str]) -> dict[Metric, tuple[float, ...]]:
    """Return what was given of the people, and what of the given is right; an outlet is nobody."""
    outlet = _fold(truth.outlet)
    want, got = ({_fold(name) for name in names} for names in (truth.authors, given))
    people = {name for name in want if not outlet or (name not in outlet and outlet not in name)}
    return {
        Metric.AUTHORS_PRECISION: tuple(float(name in want) for name in sorted(got)),
        Metric.AUTHORS_RECALL: tuple(float(name in got) for name in sorted(people)),
    }


def _shingles(truth: Truth, text: str) -> Overlap | None:
    if truth.text is None:
        return None
    overlap = _overlap(_runs(text), _runs(truth.text))
    union = sum(overlap) or 1
    return Overlap(*(part / union for part in overlap))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words, or the one shorter run of a text that has no four."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    starts = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[start : start + _SHINGLE]) for start in starts)


def _overlap(predicted: Counter[_Item], true: Counter[_Item]) -> Overlap:
    both = (predicted & true).total()
    return Overlap(both, predicted.total() - both, true.total() - both)


def _fold(text: str | None) -> str:
    """Return the letters and digits of ``text``, case and width aside.

    The package has the same in ``normalizer.text``; what it measures with, it must not measure.
    """
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text or "").casefold())


def _squeeze(text: str) -> str:
    """Return ``text`` with white space folded and compatibility characters as their plain forms."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
