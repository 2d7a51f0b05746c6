"""A corpus folder → examples of dumps → DumpJudge, trained without some of the hosts."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from normalizer import NormalizerError, RuleSet, Settings
from normalizer.chooser import DumpJudge
from normalizer.chooser.forest import Forest
from normalizer.chooser.judge import Calibration
from normalizer.chooser.lines import Lines, line_features, observe_lines
from normalizer.chooser.texts import Features
from normalizer.stages.decode import decode
from normalizer.stages.locate import locate
from normalizer.stages.parse import parse
from normalizer.stages.repair import repair
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip
from normalizer.text import fold
from training.align import align, words
from training.examples import PARTS, Labelled, part_of, registrable
from training.fit import fit
from training.odds import Odds, Tally, by_part
from training.scores import UNKNOWN, Scored, scored

#: A story without anything around it, as a dump: of it nothing may be taken.
CLEAN = "clean"
HEADED = "headed"
#: Lines below the beginning of the likely story that may be its title all the same.
_ABOVE = 3
#: No line below the first probability is chosen, all from the second on.
_BOUNDS = (0.2, 0.5)


@dataclass(frozen=True, slots=True)
class DumpExample(Labelled):
    """A dump of known body. ``flavour`` says how it was made.

    ``titles`` are the lines that say its title and nothing else.
    """

    seen: Lines
    flavour: str
    titles: frozenset[int]


class _Row(msgspec.Struct):
    id: str
    set: str
    url: str
    text: str
    flavour: str
    dump: str
    title: str | None = None


def read_dumps(folder: Path) -> Iterator[DumpExample]:
    """Yield the dumps of a corpus, in the order of its rows, each truth once more as a dump of its own.

    Publisher rules are off. Dumps of which the packs leave nothing are passed over.
    """
    rules, settings = RuleSet(), Settings()
    lines = gzip.decompress((folder / "dumps.jsonl.gz").read_bytes())
    cleaned: set[str] = set()
    for row in msgspec.json.Decoder(_Row).decode_lines(lines):
        yield from _example(row, row.dump, row.flavour, rules, settings)
        if row.text not in cleaned:
            cleaned.add(row.text)
            yield from _example(row, row.text, CLEAN, rules, settings)


def _example(
    row: _Row, data: str, flavour: str, rules: RuleSet, settings: Settings
) -> Iterator[DumpExample]:
    try:
        decoded = decode(data, content_type="text/plain", settings=settings)
        page = parse(decoded, url=None, crawled=None, settings=settings)
    except NormalizerError:
        return
    segmented, _ = repair(segment(page, crawl_header=rules.crawl_header))
    location = locate(page, segmented.blocks)
    left = strip(page, segmented, location, layers=(rules.shared,), settings=settings)
    seen = observe_lines(segmented.blocks, left, location)
    if not any(seen.texts):
        return
    is_clean = flavour == CLEAN
    host = registrable(row.url)
    yield DumpExample(
        id=row.id,
        set=row.set,
        flavour=flavour,
        host=host,
        part=part_of(host),
        seen=seen,
        shares=np.array(
            [1.0] * len(seen.texts) if is_clean else align(seen.texts, row.text), np.float32
        ),
        bags=tuple(Counter(words(text)) for text in seen.texts),
        truth=Counter(words(row.text)),
        titles=frozenset() if is_clean else _titles(seen, row.title),
    )


def _titles(seen: Lines, title: str | None) -> frozenset[int]:
    """Return the lines that say the title and nothing else."""
    wanted = fold(title or "")
    return frozenset(at for at, text in enumerate(seen.texts) if wanted and fold(text) == wanted)


def count_line_odds(examples: Iterable[DumpExample]) -> Odds:
    """Return what the hosts of the examples say of the words and labels in their lines."""
    opening: Tally = defaultdict(lambda: [0.0, 0.0])
    whole: Tally = defaultdict(lambda: [0.0, 0.0])
    parts: dict[str, int] = {}
    for example in examples:
        if example.flavour == CLEAN:
            continue
        parts[example.host] = example.part
        seen = example.seen
        for label, found, is_true in zip(
            seen.labels, seen.openings, (example.shares >= 0.5).tolist(), strict=True
        ):
            for word in set(found):
                opening[word, example.host][0] += is_true
                opening[word, example.host][1] += 1
            if label:
                whole[label, example.host][0] += is_true
                whole[label, example.host][1] += 1
    return Odds({}, by_part(opening, parts), by_part(whole, parts))


@dataclass(frozen=True, slots=True)
class DumpTrainer:
    """The examples with what all folds share."""

    examples: Sequence[DumpExample]
    odds: Odds
    classes: npt.NDArray[np.uint8]
    threads: int

    def train(
        self, *, without: Collection[int] = (), calibration: Calibration = UNKNOWN
    ) -> DumpJudge:
        """Return the model of all hosts but those in the parts ``without``.

        Words are scored by other hosts' dumps. Dumps behind a header are the same as those without.
        """
        lexicons = {
            part: self.odds.lexicon(without={part, *without})
            for part in range(PARTS)
            if part not in without
        }
        dumps = [
            (one, line_features(one.seen, lexicons[one.part], self.classes))
            for one in self.examples
            if one.part in lexicons and one.flavour != HEADED
        ]
        labels = [one.shares[found.blocks] >= 0.5 for one, found in dumps]
        weights = [
            _weights(one, found, label) for (one, found), label in zip(dumps, labels, strict=True)
        ]
        forest = fit(
            np.concatenate([found.rows.T for _, found in dumps]),
            np.concatenate(labels),
            np.concatenate(weights),
            directions={},
            threads=self.threads,
        )
        lexicon = self.odds.lexicon(without=without)
        return DumpJudge(
            lexicon, forest, self.classes, _BOUNDS, calibration, self._fit_titles(dumps)
        )

    def _fit_titles(self, dumps: Sequence[tuple[DumpExample, Features]]) -> Forest:
        """Return what tells titles from the other lines above the likely story."""
        above = [
            (one, found, int(np.searchsorted(found.blocks, one.seen.run[0] + _ABOVE)))
            for one, found in dumps
            if one.flavour == CLEAN or one.titles
        ]
        return fit(
            np.concatenate([found.rows[:, :end].T for _, found, end in above]),
            np.concatenate(
                [np.isin(found.blocks[:end], sorted(one.titles)) for one, found, end in above]
            ),
            np.concatenate([np.ones(end) for *_, end in above]),
            directions={},
            threads=self.threads,
        )

    def score(self, judge: DumpJudge, parts: Collection[int]) -> list[Scored]:
        """Return how well a model does on the dumps in ``parts``."""
        return [
            scored(f"{one.set.partition('-')[0]} {one.flavour}", one, judge.decide(one.seen))
            for one in self.examples
            if one.part in parts
        ]


def _weights(
    one: DumpExample, found: Features, is_body: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Return the weight of each line: its share in the words of the body, so that dumps weigh the same."""
    sizes = np.array([one.bags[at].total() + 2 for at in found.blocks], np.float64)
    weights: npt.NDArray[np.float64] = sizes / max(sizes[is_body].sum(), sizes.sum() / 3)
    return weights
