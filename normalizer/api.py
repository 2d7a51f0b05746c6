"""The public API: Normalizer, which compiles its rules once, and normalize, on the shipped rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from normalizer.errors import InputError, NormalizerError
from normalizer.model import Article
from normalizer.pipeline import run
from normalizer.ruleset.index import RuleSet
from normalizer.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One page or dump with what is known of it; see ``Normalizer.normalize`` for the fields."""

    data: bytes | str
    url: str | None = None
    content_type: str | None = None
    crawled: dt.date | str | None = None


class Normalizer:
    """Turns pages and dumps into articles.

    rules: folders of rule files that overlay the shipped ones, or a RuleSet.
    settings: limits and choices.

    May be shared between threads and pickled into worker processes, where its rules are read
    again. Raises RuleError for a faulty rule file, InputError for a folder that is not there
    and for weights that are none.
    """

    def __init__(
        self, rules: RuleSet | Sequence[Path | str] = (), settings: Settings | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.rules = rules if isinstance(rules, RuleSet) else RuleSet(rules)
        if self.settings.weights is not None:
            from normalizer.chooser import dump_judge, page_judge

            page_judge(self.settings.weights)
            dump_judge(self.settings.weights)

    def __reduce__(self) -> tuple[type[Normalizer], tuple[RuleSet, Settings]]:
        return Normalizer, (self.rules, self.settings)

    def normalize(
        self,
        data: bytes | str,
        *,
        url: str | None = None,
        content_type: str | None = None,
        crawled: dt.date | str | None = None,
    ) -> Article:
        """Return the Article of one page or dump.

        data: HTML or plain text, as bytes or str; which of them it is, is found out.
        url: where it was fetched from; decides on the publisher's rules.
        content_type: the HTTP header, as ``text/html; charset=utf-8``.
        crawled: when it was fetched (date, datetime or ISO 8601): the ``now`` of relative dates.

        Raises InputError for what is no text, LimitError for what is too large.
        """
        return run(
            data,
            url=url or None,
            content_type=content_type,
            crawled=_moment(crawled),
            rules=self.rules,
            settings=self.settings,
        )

    def normalize_many(
        self, inputs: Iterable[Input | bytes | str]
    ) -> Iterator[Article | NormalizerError]:
        """Yield one row for each input, in order: its Article, or the error that stood in its way.

        Errors are yielded, not raised, so that one bad input costs no other; what ``inputs`` itself
        raises is passed on.
        """
        for given in inputs:
            one = given if isinstance(given, Input) else Input(data=given)
            try:
                yield self.normalize(
                    one.data, url=one.url, content_type=one.content_type, crawled=one.crawled
                )
            except NormalizerError as error:
                yield error


def normalize(
    data: bytes | str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    crawled: dt.date | str | None = None,
) -> Article:
    """Return the Article of one page or dump, by the shipped rules and default settings.

    The rules are read at the first call and kept. See ``Normalizer.normalize``.
    """
    return _shipped().normalize(data, url=url, content_type=content_type, crawled=crawled)


@lru_cache(maxsize=1)
def _shipped() -> Normalizer:
    return Normalizer()


def _moment(crawled: dt.date | str | None) -> dt.datetime | None:
    if crawled is None or isinstance(crawled, dt.datetime):
        return crawled
    if isinstance(crawled, str):
        try:
            return dt.datetime.fromisoformat(crawled)
        except ValueError:
            raise InputError(
                f"crawled={crawled!r} is no date: write 2026-01-31 or 2026-01-31T12:00+09:00"
            ) from None
    return dt.datetime(crawled.year, crawled.month, crawled.day)
