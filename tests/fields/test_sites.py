"""Hosts and the names of sites."""

from __future__ import annotations

import pytest

from normalizer.fields._sites import agrees, host_of, is_host_like, labels, registered


@pytest.mark.parametrize(
    ("host", "named", "domain"),
    [
        ("example.com", ["example"], "example.com"),
        ("www.example.com", ["example"], "example.com"),
        ("news.example.co.uk", ["news", "example"], "example.co.uk"),
        ("a.b.example.ne.jp", ["a", "b", "example"], "example.ne.jp"),
        ("co.uk", ["co"], "co.uk"),
        ("localhost", ["localhost"], "localhost"),
    ],
)
def test_parts_of_a_host(host, named, domain):
    """The registered domain and its labels are told from the registry's own labels."""
    assert (labels(host), registered(host)) == (named, domain)


@pytest.mark.parametrize("url", [None, "", "x", "http://[", "mailto:a@b.example"])
def test_no_host(url):
    """What has no host, or cannot be read, has none."""
    assert host_of(url) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("example.com", True), ("harbourpost", True), ("Harbour Post", False), ("Harbourpost", False)],
)
def test_addresses_are_told_from_names(name, expected):
    """An address, or the bare label of the host, is no brand as readers know it."""
    assert is_host_like(name, "www.harbourpost.example") is expected


def test_accents_do_not_part_name_and_host():
    """Hosts are written without accents."""
    assert agrees("Café Société", "cafesociete.example")
    assert not agrees("Le Quai", "cafesociete.example")
