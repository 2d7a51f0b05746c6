"""What is reckoned of a month follows from a page."""

from __future__ import annotations

import pytest

from month import Page, month


def test_a_month_is_its_pages() -> None:
    """Core hours, time, bytes and bandwidth are those of a page, times the pages of the month."""
    page = Page(
        reading=0.01,
        normalizing=0.08,
        writing=0.01,
        packed=20_000,
        opened=100_000,
        written=5_000,
        without_account=1_000,
    )
    cost = month(page, files=90, pages_a_file=1_000, cores=5, use=0.5)
    assert cost.pages == 90_000
    assert cost.core_hours == pytest.approx(5)
    assert cost.hours == pytest.approx(1)
    assert cost.read == 90_000 * 20_000
    assert cost.written == 90_000 * 5_000
    # Five cores, half of the time, ten pages a second each.
    assert cost.bandwidth == pytest.approx(25 * 20_000)
