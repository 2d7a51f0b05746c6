"""A corpus folder read into examples: pages as the chooser sees them, with their true blocks."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import numpy as np
import numpy.typing as npt

from normalizer import NormalizerError, RuleSet, Settings
from normalizer.chooser.observe import Observed, observe
from normalizer.stages.decode import decode
from normalizer.stages.locate import locate
from normalizer.stages.parse import parse
from normalizer.stages.repair import repair
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip
from training.align import align, words

#: Parts of the hosts that are left out in turn. Names are scored by hosts of other parts than a
#: page's own; two parts at a time are left out of a model that is tested on them.
PARTS = 10
#: Second-level labels under which hosts are registered as under a country.
_REGISTRIES = frozenset("ac co com edu go gov ne net or org".split())


@dataclass(frozen=True, slots=True)
class Example:
    """A page of known body. ``shares`` tell of each block what part of its words is of the body.

    ``host`` is the registrable one, ``part`` (below PARTS) that of all its pages. ``bags`` are the
    words of each block, ``truth`` those of the body.
    """

    id: str
    set: str
    host: str
    part: int
    seen: Observed
    shares: npt.NDArray[np.float32]
    bags: tuple[Counter[str], ...]
    truth: Counter[str]


class _Row(msgspec.Struct):
    id: str
    set: str
    url: str
    html: str
    text: str | None = None


def read_examples(folder: Path) -> Iterator[Example]:
    """Yield the pages of a corpus whose body is known, in the order of its rows.

    Publisher rules are off: the common ones are all that a page without rules of its own gets.
    Pages that the normalizer refuses, and dumps, are passed over.
    """
    rules, settings = RuleSet(), Settings()
    rows = msgspec.json.Decoder(_Row).decode_lines((folder / "pages.jsonl").read_bytes())
    for row in rows:
        if row.text is None:
            continue
        seen = _observed(
            gzip.decompress((folder / row.html).read_bytes()), row.url, rules, settings
        )
        if seen is None or not any(seen.texts):
            continue
        host = registrable(row.url)
        yield Example(
            id=row.id,
            set=row.set,
            host=host,
            part=int(hashlib.sha256(host.encode()).hexdigest()[:8], 16) % PARTS,
            seen=seen,
            shares=np.array(align(seen.texts, row.text), np.float32),
            bags=tuple(Counter(words(text)) for text in seen.texts),
            truth=Counter(words(row.text)),
        )


def registrable(url: str) -> str:
    """Return the host of ``url`` as far as it was registered.

    >>> registrable("https://www.news.example.co.uk/a")
    'example.co.uk'
    """
    labels = (urlsplit(url).hostname or "").split(".")
    is_under_registry = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRIES
    return ".".join(labels[-3 if is_under_registry else -2 :])


def _observed(data: bytes, url: str, rules: RuleSet, settings: Settings) -> Observed | None:
    try:
        decoded = decode(data, content_type=None, settings=settings)
        page = parse(decoded, url=url, crawled=None, settings=settings)
    except NormalizerError:
        return None
    if page.tree is None:
        return None
    segmented, _ = repair(segment(page, crawl_header=rules.crawl_header))
    location = locate(page, segmented.blocks)
    left = strip(page, segmented, location, layers=(rules.shared,), settings=settings)
    return observe(page, segmented, left.rests, left.removals, location)
