"""The wire service."""

from __future__ import annotations

from normalizer.fields.agency import find_agency
from normalizer.model import Ruled


def test_dateline_goes_first(of_dump, removal):
    """The dateline opens the agency's own copy; a header may name who passed it on."""
    header = removal("site_header", "Quay - Gazette)", agency="Gazette")
    dateline = removal("dateline", "Lund, May 3 (CW)", agency="Coastwire", block=1)
    assert find_agency(of_dump(header, dateline)).value == "Coastwire"
    assert find_agency(of_dump(header)).value == "Gazette"


def test_line_of_an_agency_serves_without_a_group(of_dump, removal):
    """A line that is nothing but the agency gives its name; where a rule knows it, the rule's."""
    assert find_agency(of_dump(removal("agency", "Coastwire"))).value == "Coastwire"
    known = removal("agency", "COASTWIRE NEWS", agency="Coastwire")
    assert find_agency(of_dump(known)).value == "Coastwire"


def test_credit_of_a_picture_names_no_agency(of_dump, removal):
    """Who took the picture did not write the story."""
    assert find_agency(of_dump(removal("credit", "Photo: Coastwire", agency="Coastwire"))) is None


def test_outlet_is_no_agency(of_dump, removal):
    """On its own page an agency is the outlet."""
    line = removal("agency", "Coastwire")
    assert find_agency(of_dump(line, ruled=Ruled(outlet="CoastWire"))) is None
