"""How benchmarks set the normalizer up."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from normalizer.chooser import dump_judge, page_judge
from normalizer.chooser.weights import Models, write_models
from setup import Setup


def test_each_host_has_the_model_that_is_blind_to_it(tmp_path: Path) -> None:
    """A host of the folder gets its own model, any other the shipped one."""
    models = Models(replace(page_judge(), bounds=(0.1, 0.9)), dump_judge())
    with (tmp_path / "0.npz").open("wb") as file:
        write_models(file, models)
    name = hashlib.sha256(b"mill.example").hexdigest()[:16]
    (tmp_path / "hosts.json").write_text(json.dumps({name: "0.npz"}))
    setup = Setup(folds=tmp_path)
    assert setup.normalizer("https://mill.example/a").settings.weights == tmp_path / "0.npz"
    assert setup.normalizer("https://river.example/a").settings.weights is None
    assert setup.normalizer(None).settings.weights is None
    assert Setup().normalizer("https://mill.example/a").settings.weights is None


def test_publisher_rules_may_be_off() -> None:
    """Without publishers' rules a page of theirs is one of a site that nobody knows."""
    page = "<html><body><p>The ferry sails at noon, the harbour master said on Tuesday.</p></body></html>"
    url = "https://japannews.yomiuri.co.jp/politics/a/"
    known, unknown = (Setup(publisher_rules=on).normalizer(url) for on in (True, False))
    assert known.normalize(page, url=url).publisher == "publishers/jp/the-japan-news"
    assert unknown.normalize(page, url=url).publisher is None
