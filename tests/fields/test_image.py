"""The image."""

from __future__ import annotations

import pytest

from normalizer.fields.image import find_image


@pytest.mark.parametrize(
    "image",
    [
        "/a.jpg",
        ["/a.jpg", "/b.jpg"],
        {"@type": "ImageObject", "url": "/a.jpg"},
        [{"contentUrl": "https://www.harbourpost.example/a.jpg"}],
    ],
)
def test_forms_of_json_ld(of_html, ld, image):
    """The first picture is returned with its absolute address."""
    assert find_image(of_html(ld(image=image))).value == "https://www.harbourpost.example/a.jpg"


def test_metas_and_base(of_html):
    """og:image wins; addresses start from the page's base."""
    base = '<base href="https://cdn.example/x/">'
    metas = '<meta name="twitter:image" content="t.jpg"><meta property="og:image" content="a.jpg">'
    assert find_image(of_html(base + metas)).value == "https://cdn.example/x/a.jpg"


@pytest.mark.parametrize("address", ["data:image/png;base64,AA", "http://[", "", "javascript:x"])
def test_what_is_no_address(of_html, address):
    """Embedded data and broken addresses are passed over."""
    assert find_image(of_html(f'<meta property="og:image" content="{address}">')) is None
