from __future__ import annotations

import pytest

from normalizer import InputError
from normalizer.model import Category
from normalizer.ruleset.model import Signature, Strip

from .conftest import FERRY, Drafting

_FERRY = (
    "The ferry to the northern bank will sail again in spring, the harbour office said on Monday.",
    "Forty people can cross at a time, and a bicycle travels for free, as it did last summer.",
)
_WEIR = (
    "The mill by the weir has stood empty for eleven years, until its wheel turned on Saturday.",
    "The miller's granddaughter, who had the wheel mended, means to grind rye from next month on.",
)


def dump(story: tuple[str, ...]) -> str:
    """Return a dump of a story between the lines of its site."""
    return "\n\n".join(
        ("From the quays of the River Post", *story, "Low Tide (our evening letter)")
    )


def test_lines_of_all_dumps_are_the_sites(drafted: Drafting) -> None:
    """What stands in every dump is how the site is known, and is taken away."""
    draft = drafted(dump(_FERRY), dump(_WEIR))
    opening, end = "From the quays of the River Post", r"Low Tide \(our evening letter\)"
    assert draft.rule.match is not None
    assert draft.rule.match.signature == Signature(any_=(opening, end))
    assert draft.rule.strip == (
        Strip(line=opening, as_=Category.OTHER),
        Strip(line=end, as_=Category.OTHER),
    )
    assert draft.notes == ()


def test_the_example_has_filler_for_the_story(drafted: Drafting) -> None:
    """The example keeps the site's lines, and none of the stories' words."""
    (example,) = drafted(dump(_FERRY), dump(_WEIR)).rule.examples
    assert example.input.startswith("From the quays of the River Post\n\nSed ut")
    assert "ferry" not in example.input


def test_one_dump_alone_tells_nothing(drafted: Drafting) -> None:
    """With one dump and no address nothing would put the file in force."""
    with pytest.raises(InputError, match="give more than one"):
        drafted(dump(_FERRY))


def test_pages_and_dumps_together_are_refused(drafted: Drafting) -> None:
    """Pages and dumps have nothing in common that a draft could be made of."""
    with pytest.raises(InputError, match="some are pages and some are dumps"):
        drafted(FERRY, dump(_WEIR))
