"""What the training learns from: true bodies, what two extractors agree on, snippets, words of hosts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from normalizer.chooser import PageJudge, dump_judge, page_judge
from normalizer.chooser.judge import Judged
from normalizer.chooser.weights import Models, read_models
from tests.chooser.conftest import Read
from tests.chooser.pages import STORY, page
from training.examples import PARTS, Example, Witness, part_of, registrable
from training.folds import FOLDS, write_folds
from training.odds import Odds
from training.scores import scored
from training.silver import labels_of


@pytest.fixture
def example(read: Read) -> Example:
    """Return a page of known body."""
    _, seen = read(page())
    return Example(
        id="one",
        set="set",
        host="wexcombe.example",
        part=0,
        shares=np.array([float(text in STORY) for text in seen.texts], np.float32),
        bags=tuple(Counter(text.lower().split()) for text in seen.texts),
        truth=Counter(" ".join(STORY).lower().split()),
        seen=seen,
    )


def _without_truth(one: Example, **known: frozenset[int]) -> Example:
    none = frozenset[int]()
    witness = Witness(**({"body": none, "held": none, "kept_out": none} | known))
    return Example(
        one.id,
        one.set,
        one.host,
        one.part,
        np.zeros(len(one.shares), np.float32),
        one.bags,
        Counter(),
        one.seen,
        witness,
    )


def _story(one: Example) -> frozenset[int]:
    return frozenset(np.flatnonzero(one.shares >= 0.5).tolist())


def test_a_true_body_is_the_label(example: Example) -> None:
    """Blocks of the body are labelled so, and their weights add up to about one."""
    labels = labels_of(example, None)
    assert frozenset(np.flatnonzero(labels.is_body).tolist()) == _story(example)
    assert labels.weights[labels.is_body].sum() == pytest.approx(1)


def test_what_two_agree_on_counts_half(example: Example) -> None:
    """Where the peer says the same as the model, a block counts; where not, it does not count at all."""
    judge: PageJudge = page_judge()
    body = judge.decide(example.seen).body
    some = frozenset(sorted(body)[:2])
    labels = labels_of(_without_truth(example, body=some), judge)
    assert all(labels.weights[at] > 0 for at in some)
    assert all(labels.weights[at] == 0 for at in body - some)


def test_known_snippets_overrule_both(example: Example) -> None:
    """A block that people have said to be of the story is, one that they have said not to be is not."""
    judge = page_judge()
    body = judge.decide(example.seen).body
    first, other = min(body), next(at for at in range(len(example.bags)) if at not in body)
    found = _without_truth(example, held=frozenset([other]), kept_out=frozenset([first]))
    labels = labels_of(found, judge)
    assert (bool(labels.is_body[other]), bool(labels.is_body[first])) == (True, False)
    assert labels.weights[other] > 0 < labels.weights[first]


def test_a_choice_is_scored_by_its_words(example: Example) -> None:
    """The true blocks have all of the words, a half of them fewer; nothing has none."""
    story = _story(example)
    whole, part, none = (
        scored("set", example, Judged(body=body)).f1
        for body in (story, frozenset(sorted(story)[:2]), frozenset[int]())
    )
    assert whole == 1.0 > part > none == 0.0


def test_words_of_left_out_hosts_are_unknown() -> None:
    """A lexicon knows the words that enough of the other hosts have: here, one that speaks for the story."""
    common, rare = np.zeros((2, 2, PARTS))
    common[:, :6] = [[0.9], [1]]
    rare[:, 8:] = [[0.1], [1]]
    odds = Odds({}, {"said": common, "share": rare}, {})
    known = odds.lexicon().words
    assert set(known) == {"said"}
    assert known["said"] > 0
    assert odds.lexicon(without=range(3)).words == {}
    assert odds.lexicon().names == {}


def test_each_host_of_a_corpus_has_a_fold(tmp_path: Path) -> None:
    """The models are written, and each host, by its hash, has the one that was trained without it."""
    url = "https://www.wexcombe.example/bridge"
    (tmp_path / "pages.jsonl").write_text(json.dumps({"url": url}))
    models = Models(page_judge(), dump_judge())
    write_folds(tmp_path, [models] * len(FOLDS), tmp_path)
    hosts = json.loads((tmp_path / "hosts.json").read_text())
    part = part_of(registrable(url))
    assert list(hosts.values()) == [f"{part // 2}.npz"]
    with (tmp_path / f"{part // 2}.npz").open("rb") as file:
        assert read_models(file).pages.bounds == models.pages.bounds
