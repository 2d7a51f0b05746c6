"""The section."""

from __future__ import annotations

from normalizer.fields.section import find_section
from normalizer.model import Ruled


def test_metas_go_before_json_ld(of_html, ld):
    """A meta wins over JSON-LD; an address is no name of a section."""
    linked = ld(articleSection=["Transport &amp; Sea", "News"])
    meta = '<meta property="article:section" content="Coast">'
    assert find_section(of_html(linked + meta)).value == "Coast"
    assert find_section(of_html(linked)).value == "Transport & Sea"
    address = '<meta property="article:section" content="https://x.example/coast">'
    assert find_section(of_html(address)) is None


def test_breadcrumb_serves_where_its_rule_caught_it(of_dump, removal):
    """A removed breadcrumb names the section only by a group of its pattern."""
    assert find_section(of_dump(removal("breadcrumb", "Home > Coast"))) is None
    caught = removal("breadcrumb", "Home > Coast", section="Coast")
    assert find_section(of_dump(caught)).value == "Coast"


def test_rule_goes_first(of_html, said):
    """What the publisher's rule gave wins."""
    meta = '<meta property="article:section" content="Coast">'
    assert find_section(of_html(meta, ruled=Ruled(section=said("Sea")))).value == "Sea"
