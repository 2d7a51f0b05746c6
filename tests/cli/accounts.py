"""Articles as hypothesis makes them: what a run may give, and what no run would."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from normalizer import (
    Article,
    BodyBlock,
    Category,
    Evidence,
    Outcome,
    Problem,
    Removal,
    Repair,
    Role,
    normalize,
)
from normalizer.model import Fields

#: What markup, terminals and eyes may stumble over.
HOSTILE = (
    "<script>document.title='owned'</script>", "</title><script>alert(1)</script>", "\"'`&<>", "]]>",
    "<img src=x onerror=alert(1)>", "</style><style>*{display:none}</style>", "--><svg onload=alert(1)>",
    "javascript:alert(1)", "&lt;b&gt; &amp; &#0; &#x202e;", "\x00\x07\x1b[31m\x7f\x9b2J", "\r\n\t\u2028",
    "\u202eevil\u2066", "\ud800", "\ufffe\ufdd0", "{{7*7}} ${7} %s {0}", "橋は春", "الجسر", "a\u0301",
    '" onmouseover="alert(1)', "{ } : #id ; /* */", "https://[::1", "data:text/html,<script>", "",
)  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)) | st.lists(
    st.sampled_from(HOSTILE), max_size=4
).map(" ".join)
_indexes = st.integers(min_value=0, max_value=9)
_offsets = st.integers(min_value=-2, max_value=40)
_evidence = st.none() | st.builds(Evidence, source=texts, confidence=st.floats(0, 1))
_known = st.none() | texts


def articles() -> st.SearchStrategy[Article]:
    """Return articles with hostile words in every place, whose offsets need not fit their texts."""
    return st.builds(
        lambda **changes: replace(normalize("x"), **changes),
        title=_known,
        date=_known,
        outlet=_known,
        authors=st.lists(texts, max_size=2).map(tuple),
        agency=_known,
        language=_known,
        tags=st.lists(texts, max_size=2).map(tuple),
        image=_known,
        url=_known | st.just("https://river.example/?a=1&b='2'") | st.just("JavaScript:alert(1)"),
        host=_known,
        publisher=_known,
        extractor=texts,
        confidence=st.floats(0, 1),
        outcome=st.sampled_from(Outcome),
        fields=st.builds(Fields, title=_evidence, date=_evidence, outlet=_evidence),
        blocks=st.lists(
            st.builds(BodyBlock, _indexes, st.sampled_from(Role), texts.map(str.strip)),
            max_size=6,
            unique_by=lambda block: block.index,
        ).map(lambda blocks: tuple(sorted(blocks, key=lambda block: block.index))),
        removed=st.lists(
            st.builds(
                Removal, _indexes, _offsets, _offsets, st.sampled_from(Category), texts, texts
            ),
            max_size=8,
        ).map(tuple),
        repairs=st.lists(
            st.builds(Repair, _indexes, _offsets, texts, texts, texts), max_size=3
        ).map(tuple),
        problems=st.lists(st.builds(Problem, texts, texts), max_size=2).map(tuple),
    )
