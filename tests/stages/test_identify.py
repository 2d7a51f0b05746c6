"""Which publisher's rules are in force on a page, and how it was known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from normalizer import RuleSet, Settings
from normalizer.model import Page
from normalizer.stages.decode import decode
from normalizer.stages.identify import Identified, identify
from normalizer.stages.parse import parse
from normalizer.stages.segment import segment

RULES = {
    "mill": """\
outlet: Mill Gazette
match:
  hosts: [mill.example, Mill-Gazette.example]
  site_names: [Mill Gazette, 'The Wheel']
  signature:
    all: ['Mill Gazette', 'Printed on .+']
    any: ['Back to the wheel', 'Subscribe to the wheel.*']
""",
    "weir": """\
outlet: Weir Times
match:
  hosts: [news.weir.example]
  site_names: ['The Wheel', Weir Times]
  signature:
    header: '(?:.* )?Weir Times photo'
""",
    "pond": """\
outlet: Pond Post
match:
  hosts: [weir.example]
  signature:
    any: ['Pond Post', 'Back to the wheel']
versions:
  - valid_until: 2020-12-31
    body: ['#old']
""",
}
PROSE = "The wheel of the old mill turns again, two winters after the flood."
Find = Callable[..., Identified | None]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """Return the shipped rules with three invented publishers."""
    return made(tmp_path_factory.mktemp("rules"), RULES)


def made(root: Path, files: Mapping[str, str]) -> RuleSet:
    """Return the shipped rules with the publishers of ``files``."""
    for name, text in files.items():
        (root / f"{name}.yaml").write_text(text, encoding="utf-8")
    return RuleSet([root])


@pytest.fixture
def find(rules: RuleSet) -> Find:
    """Return what identifies an input: how it was known and by which file."""

    def run(text: str, url: str | None = None, crawled: dt.datetime | None = None) -> object:
        settings = Settings()
        decoded = decode(text, content_type=None, settings=settings)
        page: Page = parse(decoded, url=url, crawled=crawled, settings=settings)
        blocks = segment(page, crawl_header=rules.crawl_header).blocks
        return identify(page, blocks, rules=rules)

    return run  # type: ignore[return-value]


def known(found: Identified) -> tuple[str, str] | None:
    """Return how a publisher was known, and its id."""
    return (found.known_by, found.publisher.id) if found.publisher else None


def html(head: str) -> str:
    """Return a page with this head."""
    return f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>"


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://mill.example/a", "mill"),
        ("https://www.mill.example/a", "mill"),
        ("http://m.news.mill.example:8080/a?b#c", "mill"),
        ("https://MILL.example./", "mill"),
        ("https://mill-gazette.example", "mill"),
        ("https://user@mill.example/", "mill"),
        ("https://news.weir.example/a", "weir"),
        ("https://live.news.weir.example/a", "weir"),
        ("https://sport.weir.example/a", "pond"),
    ],
)
def test_a_host_stands_for_its_subdomains(find: Find, url: str, publisher: str) -> None:
    """The nearest parent domain that a file names decides, in whatever case."""
    assert known(find(PROSE, url)) == ("host", publisher)


@pytest.mark.parametrize(
    "url",
    [
        "https://oldmill.example/",
        "https://mill.example.org/",
        "https://example/",
        "https://other.example/mill.example",
        "https://[broken/",
        "https://[::1]/a",
        "https:///a",
        "mill",
        "mailto:editor@mill.example",
    ],
)
def test_other_hosts_are_not_known(find: Find, url: str) -> None:
    """A host that merely looks alike is another; an address without a host is none."""
    assert find(PROSE, url).publisher is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Mill Gazette">',
        '<meta property="og:site_name" content=" MILL  gazette ">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": '
        '{"@type": "Organization", "name": "Mill Gazette"}}</script>',
        '<meta property="og:site_name" content="Reader"><script type="application/ld+json">'
        '{"publisher": {"name": "Mill-Gazette"}}</script>',
    ],
    ids=["og", "case and space", "JSON-LD", "second name"],
)
def test_a_site_name_names_the_publisher(find: Find, head: str) -> None:
    """og:site_name and the JSON-LD publisher count, case and punctuation do not."""
    assert known(find(html(head))) == ("site_name", "mill")
    assert known(find(html(head), "https://reader.example/1")) == ("site_name", "mill")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="The Wheel">',
        '<meta property="og:site_name" content="Mill">',
        '<meta property="og:site_name" content="—">',
        '<meta property="og:site_name" content="">',
        '<script type="application/ld+json">{"publisher": ["Mill Gazette", 5]}</script>',
        '<script type="application/ld+json">{"publisher": {"name": {"en": "Mill"}}}</script>',
    ],
    ids=["of two publishers", "part", "no letters", "empty", "list", "no text"],
)
def test_other_site_names_are_not_known(find: Find, head: str) -> None:
    """A name that two files claim names neither; a name of another shape is none."""
    assert find(html(head)).publisher is None


def test_the_host_of_the_url_comes_first(find: Find) -> None:
    """A page fetched from one publisher that calls itself another is the first one's."""
    head = '<meta property="og:site_name" content="Mill Gazette">'
    assert known(find(html(head), "https://weir.example/1")) == ("host", "pond")


CANONICAL = '<link rel="canonical" href="https://mill.example/a">'


def test_a_canonical_address_serves_without_url(find: Find) -> None:
    """Where nobody says whence the page is, it may say so itself, as link or as og:url."""
    assert known(find(html(CANONICAL))) == ("host", "mill")
    assert known(find(html('<meta property="og:url" content="https://mill.example/">'))) == (
        "host",
        "mill",
    )
    assert find(html('<link rel="canonical" href="/a">')).publisher is None


def test_a_canonical_address_does_not_overrule_a_url(find: Find) -> None:
    """A syndicated copy carries the address of its origin, in the template of another site."""
    assert find(html(CANONICAL), "https://reader.example/1").publisher is None
    assert known(find(html(CANONICAL), "https://weir.example/1")) == ("host", "pond")


def dump(*lines: str) -> str:
    """Return a dump with these lines around a story."""
    return "\n".join((lines[0], PROSE, *lines[1:]))


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (dump("Mill Gazette", "Printed on paper", "Back to the wheel"), None),
        (dump("Mill Gazette", "Printed on paper", "Subscribe to the wheel today"), "mill"),
        (dump("Printed on paper", "Subscribe to the wheel", "Mill Gazette"), "mill"),
        (dump("Mill Gazette", "Subscribe to the wheel"), None),
        (dump("Mill Gazette", "Printed on paper"), None),
        (dump("The Mill Gazette", "Printed on paper", "Subscribe to the wheel"), None),
        (dump("Pond Post"), "pond"),
        (dump("The Pond Post"), None),
    ],
    ids=[
        "two signatures fit",
        "all and any",
        "any order",
        "one of all is missing",
        "any is missing",
        "all by part of a block",
        "any alone",
        "any by part of a block",
    ],
)
def test_signatures(find: Find, text: str, publisher: str | None) -> None:
    """Every pattern of ``all`` and one of ``any`` match whole blocks; two publishers are none."""
    assert known(find(text)) == (publisher and ("signature", publisher))


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"date 2025-10-11 Weir Times photo\n\n{PROSE}", "weir"),
        (f"date 2025-10-11 A wheel. Weir Times photo\n\n{PROSE}", "weir"),
        (f"date 2025-10-11 Weir Times photos\n\n{PROSE}", None),
        (f"Weir Times photo\n\n{PROSE}", None),
        (f"date 2025-10-11\n\n{PROSE}\n\nWeir Times photo", None),
        ("date 2025-10-11", None),
    ],
    ids=["glued", "behind a caption", "other words", "no header", "elsewhere", "header alone"],
)
def test_signatures_by_the_header(find: Find, text: str, publisher: str | None) -> None:
    """``header`` is matched on what a crawler's header line holds behind the header, nowhere else."""
    assert known(find(text)) == (publisher and ("signature", publisher))


def test_a_signature_does_not_overrule_a_url(find: Find) -> None:
    """A copy on another site bears the words of its origin, but not its template."""
    text = dump("Pond Post")
    assert find(text, "https://reader.example/1").publisher is None
    assert known(find(text, "https://mill.example/1")) == ("host", "mill")


def test_of_two_folders_the_later_signature_counts(tmp_path: Path) -> None:
    """Where a user's file and a shipped one know the same text, it is the user's."""
    source = "match:\n  signature: {any: ['MENAFN\\d{20,40}ID\\d{6,14}']}\n"
    rules = made(tmp_path, {"mine": source})
    settings = Settings()
    decoded = decode(
        f"{PROSE}\n\nMENAFN02092025000000011111ID1100000001", content_type=None, settings=settings
    )
    page = parse(decoded, url=None, crawled=None, settings=settings)
    blocks = segment(page, crawl_header=rules.crawl_header).blocks
    assert known(identify(page, blocks, rules=rules)) == ("signature", "mine")


@pytest.mark.parametrize(
    ("text", "crawled", "is_old"),
    [
        (PROSE, None, False),
        (PROSE, dt.datetime(2020, 12, 31, 23, 59), True),
        (PROSE, dt.datetime(2021, 1, 1), False),
        (f"date 2019-01-01 {PROSE}", dt.datetime(2021, 1, 1), True),
        (f"date 2021-01-01 {PROSE}", dt.datetime(2019, 1, 1), False),
        (f"date 2019-99-99 {PROSE}", None, False),
        (html('<meta property="article:published_time" content="2019-05-05T00:00Z">'), None, True),
        (html('<meta property="article:published_time" content="2022-05-05">'), None, False),
    ],
    ids=["none", "crawled", "later", "header", "header first", "no day", "page", "page later"],
)
def test_the_layout_goes_by_the_day(
    find: Find, text: str, crawled: dt.datetime | None, is_old: bool
) -> None:
    """The day that the page or a crawler's header states, else the day of the crawl."""
    found = find(text, "https://weir.example/1", crawled)
    assert found.publisher is not None
    assert bool(found.publisher.body) is is_old


@pytest.mark.parametrize(
    ("line", "publisher", "name"),
    [
        ("© 2026 Mill Gazette. All rights reserved.", "mill", "Mill Gazette"),
        ("Copyright 2019-2026 Weir Times Media Ltd", "weir", "Weir Times"),
        ("Write to us: tips@mill.example", "mill", None),
        ("More on news.weir.example", "weir", None),
        ("© 2026 Far Away Post", None, "Far Away Post"),
        ("© 2026 The Wheel", None, "The Wheel"),
        ("See https://mill.example/old-wheel for more", None, None),
        ("© 2026 Reuters", None, None),
        ("Copyright was claimed in 2026 by nobody", None, None),
    ],
)
def test_imprints(find: Find, line: str, publisher: str | None, name: str | None) -> None:
    """A dump is known by how its site names itself: in a line of copyright, by an address of its own."""
    found = find(f"{PROSE}\n\n{line}")
    assert known(found) == (publisher and ("imprint", publisher))
    assert found is not None
    assert found.imprint == name


def test_two_imprints_place_nothing(find: Find) -> None:
    """A dump in which two publishers are named is known to be of neither."""
    text = f"{PROSE}\n\n© 2026 Mill Gazette\n\nMore on news.weir.example"
    assert known(find(text)) is None


def test_an_imprint_does_not_overrule_a_url(find: Find) -> None:
    """What stands at an address is not another's because it bears the other's line of copyright."""
    found = find(f"{PROSE}\n\n© 2026 Mill Gazette", url="https://other.example/a")
    assert known(found) is None
