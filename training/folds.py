"""The folds of the cross-validation, and their models on disk: each for the hosts that it has not seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from normalizer.chooser.weights import Models, write_models
from training.examples import PARTS, part_of, registrable

#: Parts of the hosts that are tested together: five folds.
FOLDS = tuple((part, part + 1) for part in range(0, PARTS, 2))


def write_folds(folder: Path, models: Sequence[Models], corpus: Path) -> None:
    """Write the models, and ``hosts.json``: for each host of the corpus the file that is blind to it.

    Hosts are named by their hashes; the benchmarks read it.
    """
    names: dict[int, str] = {}
    for number, (fold, model) in enumerate(zip(FOLDS, models, strict=True)):
        names |= dict.fromkeys(fold, f"{number}.npz")
        with (folder / f"{number}.npz").open("wb") as file:
            write_models(file, model)
    pages = msgspec.json.Decoder(_Address).decode_lines((corpus / "pages.jsonl").read_bytes())
    hosts = {
        _hash(urlsplit(page.url).hostname or ""): names[part_of(registrable(page.url))]
        for page in pages
    }
    (folder / "hosts.json").write_bytes(
        msgspec.json.format(msgspec.json.encode(hosts, order="sorted"), indent=1)
    )


def _hash(host: str) -> str:
    return hashlib.sha256(host.encode()).hexdigest()[:16]


class _Address(msgspec.Struct):
    url: str
