"""Why a piece was taken: what rule files say of their entries, and what the stages do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.ruleset.loader import Rule

_STAGES = {
    "choose": "the chooser of the body did not take it for a part of the story",
    "locate": "it repeats the title, which is a field of its own",
}


def reasons(rules: Iterable[Rule]) -> Mapping[str, str]:
    """Return for each source of removals that says why it takes them: FILE:LINE or stage → why.

    An entry without a ``why`` of its own has that of its file.
    """
    found = dict(_STAGES)
    for rule in rules:
        for layout in rule.layouts():
            for at, strip in enumerate(layout.data.strip):
                if why := strip.why or rule.data.why:
                    found[f"{rule.file}:{layout.line('strip', at)}"] = why
    return found
