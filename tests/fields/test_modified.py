"""The date of the last change."""

from __future__ import annotations

from normalizer.fields.modified import find_modified


def test_json_ld_goes_before_metas(of_html, ld):
    """JSON-LD wins over metas, metas over microdata."""
    stated = '<meta property="article:modified_time" content="2024-05-03T10:00:00Z">'
    marked = '<time itemprop="dateModified" datetime="2024-05-04">x</time>'
    found = find_modified(of_html(ld(dateModified="2024-05-02") + stated + marked))
    assert (found.value, found.evidence.source) == ("2024-05-02", "ld:NewsArticle.dateModified")
    assert find_modified(of_html(stated + marked)).value == "2024-05-03T10:00:00+00:00"
    assert find_modified(of_html(marked)).value == "2024-05-04"


def test_dump_says_it_in_a_timestamp(of_dump, removal):
    """An ``Updated`` line that was removed gives the change; a date of publication does not."""
    changed = removal("timestamp", "Updated: 5 May 2024", modified="5 May 2024")
    first = removal("timestamp", "Published: 3 May 2024", date="3 May 2024")
    assert find_modified(of_dump(first, changed)).value == "2024-05-05"
    assert find_modified(of_dump(first)) is None
