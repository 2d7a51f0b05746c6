from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer import Article, Input, Normalizer, NormalizerError
from tests.laws import law
from tests.laws.strategies import dumps, pages, urls


@pytest.fixture(scope="module", name="normalizer")
def _normalizer() -> Normalizer:
    return Normalizer()


many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
inputs = st.one_of(dumps, pages)


def _normalized(normalizer: Normalizer, data: bytes | str, url: str | None) -> Article | None:
    try:
        return normalizer.normalize(data, url=url)
    except NormalizerError:
        return None


@many
@given(data=inputs, url=urls)
def test_nothing_is_lost(normalizer: Normalizer, data: str, url: str | None) -> None:
    """Law 1: every visible word stands in the body or in exactly one removal or repair."""
    article = _normalized(normalizer, data, url)
    assert article is None or law.nothing_lost(data, article, url) is None


@many
@given(data=inputs, url=urls)
def test_clean_stays_clean(normalizer: Normalizer, data: str, url: str | None) -> None:
    """Law 2: an article's text normalizes to itself, whatever it came from."""
    article = _normalized(normalizer, data, url)
    assert article is None or law.clean_stays_clean(article, normalizer, url) is None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=st.lists(st.tuples(inputs, urls), min_size=2, max_size=5), seed=st.integers(0, 99))
def test_same_in_same_out(
    normalizer: Normalizer, chosen: list[tuple[str, str | None]], seed: int
) -> None:
    """Law 4: the order of inputs, and what ran before, change no article."""
    order = list(range(len(chosen)))
    random.Random(seed).shuffle(order)
    first = {at: _normalized(normalizer, *chosen[at]) for at in range(len(chosen))}
    second = {at: _normalized(normalizer, *chosen[at]) for at in order}
    assert first == second


@many
@given(data=st.binary(max_size=400) | st.text(max_size=400), url=st.none() | st.text(max_size=40))
def test_any_bytes_end_well(normalizer: Normalizer, data: bytes | str, url: str | None) -> None:
    """Law 5: any input, under any URL, ends in an Article or in a NormalizerError."""
    (row,) = normalizer.normalize_many([Input(data=data, url=url)])
    assert str(row) if isinstance(row, NormalizerError) else row.to_json()
