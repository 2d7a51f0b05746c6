"""A corpus folder read into examples: pages as the chooser sees them, with their true blocks."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
import numpy as np
import numpy.typing as npt

from normalizer import Extractor, NormalizerError, RuleSet, Settings
from normalizer.chooser.observe import Observed, observe
from normalizer.stages.choose import choose
from normalizer.stages.decode import decode
from normalizer.stages.locate import locate
from normalizer.stages.parse import parse
from normalizer.stages.repair import repair
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip
from normalizer.text import fold
from training.align import align, words

#: Parts of the hosts that are left out in turn. Names are scored by hosts of other parts than a
#: page's own; two parts at a time are left out of a model that is tested on them.
PARTS = 10
#: Sets of pages that are lists, products, forums.
_NO_ARTICLES = frozenset(["types"])
#: Second-level labels under which hosts are registered as under a country.
_REGISTRIES = frozenset("ac co com edu go gov ne net or org".split())


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known of a page without its true body, as blocks by index.

    ``body`` is what trafilatura takes for it; ``held`` and ``kept_out`` are the blocks with snippets of
    which people have said that they belong to it, or do not.
    """

    body: frozenset[int]
    held: frozenset[int]
    kept_out: frozenset[int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An input as blocks. ``shares`` tell of each block what part of its words is of the true body.

    ``host`` is the registrable one, ``part`` (below PARTS) that of all its inputs. ``bags`` are the
    words of each block, ``truth`` those of the body.
    """

    id: str
    set: str
    host: str
    part: int
    shares: npt.NDArray[np.float32]
    bags: tuple[Counter[str], ...]
    truth: Counter[str]


@dataclass(frozen=True, slots=True)
class Example(Labelled):
    """A page. Where nobody knows its body, there is a ``witness``, and shares and truth are empty."""

    seen: Observed
    witness: Witness | None = None


class _Row(msgspec.Struct, rename={"required": "with", "forbidden": "without"}):
    id: str
    set: str
    url: str
    html: str
    text: str | None = None
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def read_examples(folder: Path) -> Iterator[Example]:
    """Yield the pages of a corpus, in the order of its rows; not those that are said to be no articles.

    Publisher rules are off: the common ones and those of its platform are all that a page without
    rules of its own gets.

    Pages that the normalizer refuses, and dumps, are passed over.
    """
    rules, settings = RuleSet(), Settings()
    rows = msgspec.json.Decoder(_Row).decode_lines((folder / "pages.jsonl").read_bytes())
    for row in rows:
        if row.set in _NO_ARTICLES:
            continue
        read = _read(gzip.decompress((folder / row.html).read_bytes()), row, rules, settings)
        if read is None or not any(read.seen.texts):
            continue
        seen, host = read.seen, registrable(row.url)
        yield Example(
            id=row.id,
            set=row.set,
            host=host,
            part=part_of(host),
            seen=seen,
            shares=np.array(align(seen.texts, row.text or ""), np.float32),
            bags=tuple(Counter(words(text)) for text in seen.texts),
            truth=Counter(words(row.text or "")),
            witness=read.witness,
        )


def part_of(host: str) -> int:
    """Return the part of the hosts (below PARTS) that a registrable one is in."""
    return int(hashlib.sha256(host.encode()).hexdigest()[:8], 16) % PARTS


def registrable(url: str) -> str:
    """Return the host of ``url`` as far as it was registered.

    >>> registrable("https://www.news.example.co.uk/a")
    'example.co.uk'
    """
    labels = (urlsplit(url).hostname or "").split(".")
    is_under_registry = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRIES
    return ".".join(labels[-3 if is_under_registry else -2 :])


class _Read(NamedTuple):
    seen: Observed
    witness: Witness | None


def _read(data: bytes, row: _Row, rules: RuleSet, settings: Settings) -> _Read | None:
    try:
        decoded = decode(data, content_type=None, settings=settings)
        page = parse(decoded, url=row.url, crawled=None, settings=settings)
    except NormalizerError:
        return None
    if page.tree is None:
        return None
    segmented, _ = repair(segment(page, crawl_header=rules.crawl_header))
    location = locate(page, segmented.blocks)
    platforms = rules.platforms(page, when=None)
    layers = (*(file.layer for file in platforms), rules.shared)
    left = strip(page, segmented, location, layers=layers, settings=settings)
    seen = observe(segmented, left.rests, location)
    if row.text is not None:
        return _Read(seen, None)
    peer = replace(settings, extractor=Extractor.TRAFILATURA)
    body = choose(page, segmented, left, location, settings=peer).body
    held, kept_out = (_holding(seen.texts, some) for some in (row.required, row.forbidden))
    return _Read(seen, Witness(body, held - kept_out, kept_out - held))


def _holding(texts: Sequence[str], snippets: Sequence[str]) -> frozenset[int]:
    """Return the blocks in whose text one of the snippets stands whole."""
    folded = [fold(text) for text in texts]
    wanted = [one for snippet in snippets if (one := fold(snippet))]
    return frozenset(
        at for at, text in enumerate(folded) if any(snippet in text for snippet in wanted)
    )
