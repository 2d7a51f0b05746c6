"""The outlet: which of the names that a page gives its site is the brand."""

from __future__ import annotations

import pytest

from normalizer.fields._sites import is_domain
from normalizer.fields.outlet import find_outlet
from normalizer.model import Evidence, Found, Ruled


def site(name: str) -> str:
    """Return an og:site_name."""
    return f'<meta property="og:site_name" content="{name}">'


@pytest.mark.parametrize(
    ("known_by", "confidence"),
    [("host", 0.95), ("site_name", 0.95), ("signature", 0.6), ("imprint", 0.6)],
)
def test_rule_goes_first(of_html, known_by, confidence):
    """The rule's outlet wins; how sure it is depends on how the publisher was known."""
    ruled = Ruled(outlet="Harbour Post", known_by=known_by)
    evidence = Evidence(f"rule:{known_by}", confidence)
    assert find_outlet(of_html(site("Other"), ruled=ruled)) == Found("Harbour Post", evidence)


def test_name_that_the_host_bears_out_goes_first(of_html, ld):
    """Of a section's name and the publisher's, the one that the host spells is the outlet."""
    publisher = ld(publisher={"@type": "Organization", "name": "The Harbour Post"})
    assert find_outlet(of_html(site("Shipping") + publisher)).value == "The Harbour Post"


def test_initials_bear_a_name_out(of_html, ld):
    """A host that is short for the name speaks for the name, against its own address."""
    publisher = ld(publisher={"name": "Neue Hafenzeitung Rund"})
    clues = of_html(site("nhr.example") + publisher, url="https://www.nhr.example/a")
    assert find_outlet(clues).value == "Neue Hafenzeitung Rund"


def test_brand_goes_before_company(of_html, ld):
    """The company that owns the site is not what the reader sees."""
    owner = ld(publisher={"name": "Harbourpost Verlag GmbH & Co. KG"})
    brand = ld("WebSite", name="Hafenblatt")
    assert find_outlet(of_html(owner + brand)).value == "Hafenblatt"


def test_publisher_is_found_by_its_id(of_html, ld):
    """A publisher that JSON-LD only points to is looked up on the page."""
    story = ld(publisher={"@id": "#us"})
    assert (
        find_outlet(of_html(story + ld("Organization", **{"@id": "#us", "name": "Quay"}))).value
        == "Quay"
    )


def test_slogan_is_cut_off(of_html):
    """What stands behind the name is the site's slogan."""
    assert find_outlet(of_html(site("Quay News - all about ships"))).value == "Quay News"
    assert find_outlet(of_html(site("Quay &amp;amp; Sea | Latest"))).value == "Quay & Sea"


def test_title_written_as_site_name_is_refused(of_html):
    """Systems that fill every field with the title do not make an outlet of it."""
    title = "The old ferry sails again to the island"
    clues = of_html(f"<title>{title}</title>{site(title)}")
    assert find_outlet(clues) == Found("harbourpost", Evidence("host", 0.4))


def test_title_shows_the_name_that_the_host_spells(of_html):
    """The part of the title that is the host's own label is the name, spelled as readers see it."""
    found = find_outlet(of_html("<title>Ferry sails | The Harbour Post</title>"))
    assert (found.value, found.evidence.source) == ("The Harbour Post", "title")


def test_host_is_the_last_resort(of_html):
    """Without any name the registered label of the host serves, and says that it is unsure."""
    clues = of_html("<p>x</p>", url="https://news.quayside.co.uk/a")
    assert find_outlet(clues) == Found("quayside", Evidence("host", 0.4))


def test_agency_is_no_outlet(of_html, removal):
    """The name of the agency whose copy it is does not become the outlet of another's page."""
    signed = removal("dateline", "Lund, May 3 (Coastwire)", agency="Coastwire")
    clues = of_html(site("Coastwire"), removed=(signed,))
    assert find_outlet(clues).value == "harbourpost"
    own = of_html(site("Coastwire"), url="https://coastwire.example/a", removed=(signed,))
    assert find_outlet(own).value == "Coastwire"


def test_dump_names_it_in_its_header_or_not_at_all(of_dump, removal):
    """A header that a rule read gives the outlet; a clean text names none."""
    header = removal("site_header", "Quay News -", outlet="Quay News", agency="Coastwire")
    assert find_outlet(of_dump(header)).value == "Quay News"
    assert find_outlet(of_dump()) is None


def test_a_number_is_no_outlet() -> None:
    """A page fetched from a bare address of the network has no outlet to its host's name."""
    assert not is_domain("127.0.0.1")
    assert not is_domain("localhost")
    assert is_domain("river.example")


def test_a_platform_is_no_outlet(of_html):
    """Who gives the site its host is left alone, by name and by domain; on its own pages it is the outlet."""
    page, url = site("Substack"), "https://weirnotes.substack.com/p/ferry"
    assert find_outlet(of_html(page, url=url)) == Found("weirnotes", Evidence("host", 0.4))
    assert find_outlet(of_html(site("Weir Notes"), url=url)).value == "Weir Notes"
    own = of_html(site("Medium"), url="https://medium.com/ferry")
    assert find_outlet(own).value == "Medium"
