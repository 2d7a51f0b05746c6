"""A user's folders over the shipped rules, files that extend others, and layouts by date."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from normalizer import Article, Normalizer, RuleError, RuleSet
from normalizer.ruleset.compile import Publisher, SourceKey
from normalizer.ruleset.loader import shipped_folder

from .conftest import Folder, Overlay

STORY = (
    "The wheel of the old mill turns again, two winters after the flood had carried it off.\n\n"
    "A cooper and his daughter built it of larch, and the whole valley came to see it turn.\n\n"
    "The miller means to grind rye on it from spring on, as his grandfather did."
)
MILL = "https://mill.example/news/1"


def sources(article: Article) -> list[str]:
    """Return which entries took something, in page order."""
    return [one.source for one in article.removed]


def normalize(rules: RuleSet, text: str, url: str | None = MILL) -> Article:
    """Return the article of a dump under these rules."""
    return Normalizer(rules).normalize(text, url=url)


# ── Folders over folders


def test_a_file_of_the_same_id_replaces_the_shipped_one(overlay: Overlay) -> None:
    """The shipped pack is gone as a whole, and the user's stands in its place."""
    rules = overlay({"common/share": "strip:\n  - {line: 'Pass it on', as: share}\n"})
    article = normalize(rules, f"Share this article\n\n{STORY}\n\nPass it on")
    assert article.text == STORY
    assert sources(article) == ["choose", "common/share.yaml:2"]


def test_files_of_other_ids_are_added(overlay: Overlay) -> None:
    """A new pack and a new publisher act beside what is shipped."""
    rules = overlay(
        {
            "common/mill": "strip:\n  - {line: 'Pass it on', as: share}\n",
            "publishers/mill": "outlet: Mill Gazette\nmatch: {hosts: [mill.example]}\n",
        }
    )
    article = normalize(rules, f"Share this article\n\n{STORY}\n\nPass it on")
    assert (article.text, article.outlet, article.publisher) == (
        STORY,
        "Mill Gazette",
        "publishers/mill",
    )
    assert [source.partition(":")[0] for source in sources(article)] == [
        "common/share.yaml",
        "common/mill.yaml",
    ]


def test_a_later_folder_replaces_an_earlier_one(overlay: Overlay) -> None:
    """Of two files with one id the last folder's is in force."""
    rules = overlay(
        {"publishers/mill": "outlet: First\nmatch: {hosts: [mill.example]}\n"},
        {"publishers/mill": "outlet: Second\nmatch: {hosts: [mill.example]}\n"},
    )
    assert normalize(rules, STORY).outlet == "Second"


def test_a_users_claim_on_a_host_wins(overlay: Overlay) -> None:
    """A host that a shipped file has already is no fault: an upgrade must not break a folder."""
    rules = overlay(
        {
            "publishers/my-menafn": "outlet: Mine\nmatch:\n  hosts: [menafn.com]\n"
            "  site_names: [MENAFN]\n"
        }
    )
    assert rules.by_address("menafn.com") == "publishers/my-menafn"
    assert rules.by_address("www.menafn.com") == "publishers/my-menafn"
    assert rules.by_site_name("MenaFN") == "publishers/my-menafn"


def test_fragments_are_added_and_replaced(overlay: Overlay) -> None:
    """A user's fragments serve his files, and take the place of shipped ones of the same name."""
    rules = overlay(
        {
            "fragments": "wheel: 'wheel|gear'\nmonth: '(?:Brumaire|Germinal)'\n",
            "common/mill": "strip:\n  - {line: '(?:{wheel})s?: \\d+', as: other}\n",
        }
    )
    assert rules.fragments["month"] == "(?:Brumaire|Germinal)"
    assert "date" in rules.fragments
    article = normalize(rules, f"Published: 3 Brumaire 1999\n\n{STORY}\n\ngears: 12")
    assert article.text == STORY
    assert [one.text for one in article.removed] == ["Published: 3 Brumaire 1999", "gears: 12"]


def test_an_escaped_brace_is_no_fragment(overlay: Overlay) -> None:
    r"""``\{day}`` and ``\p{Lu}`` are patterns, not names."""
    source = "strip:\n  - {line: '\\{day} \\p{Lu}x{2}', as: other}\n"
    rules = overlay({"common/mill": source})
    assert normalize(rules, f"{STORY}\n\n{{day}} Axx").text == STORY


def test_a_shipped_file_can_be_put_out_of_force(overlay: Overlay) -> None:
    """A file that says nothing but why takes the place of one that is not wanted."""
    rules = overlay({"publishers/jo/menafn": "why: not wanted here\n"})
    assert rules.by_address("menafn.com") is None


def test_one_folder_needs_no_list(folder: Folder) -> None:
    """A single path is one folder, not a sequence of letters."""
    root = folder({"publishers/mill": "outlet: Mill Gazette\nmatch: {hosts: [mill.example]}\n"})
    for rules in (RuleSet(root), RuleSet(str(root)), Normalizer(str(root)).rules):
        assert rules.by_address("mill.example") == "publishers/mill"


def test_folders_are_read_once(overlay: Overlay, folder: Folder) -> None:
    """What happens to a folder later does not change rules that were made of it."""
    root = folder({"publishers/mill": "outlet: Mill Gazette\nmatch: {hosts: [mill.example]}\n"})
    rules = RuleSet([root])
    shutil.rmtree(root)
    assert normalize(rules, STORY).outlet == "Mill Gazette"


# ── extends

PLATFORM = """\
outlet: Wheel Press
language: de
timezone: Europe/Vienna
budget: 0.9
dates: {order: dmy}
title: [h1.wheel]
body: [div.wheel]
strip:
  - {line: 'From the platform', as: other}
keep:
  - {line: 'Kept by the platform'}
"""


def extended(overlay: Overlay, child: str) -> Publisher:
    """Return a publisher whose file extends PLATFORM."""
    head = "match: {hosts: [mill.example]}\nextends: [platforms/wheel]\n"
    rules = overlay({"platforms/wheel": PLATFORM, "publishers/mill": head + child})
    return rules.publisher("publishers/mill", when=None)


def test_scalars_and_sources_are_inherited(overlay: Overlay) -> None:
    """What the file leaves out is what the extended one says."""
    found = extended(overlay, "outlet: Mill Gazette\n")
    assert (found.data.outlet, found.data.language) == ("Mill Gazette", "de")
    assert (found.data.timezone, found.data.budget) == ("Europe/Vienna", 0.9)
    assert found.data.dates is not None
    assert [source.text for source in found.sources[SourceKey.TITLE]] == ["h1.wheel"]
    assert len(found.body) == 1
    assert found.layer.budgets["publishers/mill"] == 0.9


def test_sources_override(overlay: Overlay) -> None:
    """A list of sources takes the place of the inherited one, it is not added."""
    found = extended(overlay, "title: ['meta:og:title', h1]\n")
    assert [source.text for source in found.sources[SourceKey.TITLE]] == ["meta:og:title", "h1"]


def test_strip_and_keep_append(overlay: Overlay) -> None:
    """The entries of both files act, the extended one's first; its exceptions hold for both."""
    child = "strip:\n  - {line: '(?:From|Kept by) .*', as: other}\n"
    found = extended(overlay, child)
    assert [entry.source for entry in found.layer.text.entries] == [
        "platforms/wheel.yaml:9",
        "publishers/mill.yaml:4",
    ]
    assert len(found.layer.exceptions.lines) == 1


def test_files_extend_over_several_steps(overlay: Overlay) -> None:
    """The nearest file that says something wins; entries of the farthest come first."""
    rules = overlay(
        {
            "platforms/a": "language: de\ntimezone: Europe/Vienna\nstrip: [{line: a, as: other}]\n",
            "platforms/b": "extends: [platforms/a]\nlanguage: fr\nstrip: [{line: b, as: other}]\n",
            "publishers/c": "match: {hosts: [mill.example]}\nextends: [platforms/b]\n"
            "strip: [{line: c, as: other}]\n",
        }
    )
    found = rules.publisher("publishers/c", when=None)
    assert (found.data.language, found.data.timezone) == ("fr", "Europe/Vienna")
    assert [entry.rule[-1] for entry in found.layer.text.entries] == ["a", "b", "c"]


def test_a_file_extended_twice_acts_once(overlay: Overlay) -> None:
    """Two platforms of one root: the root's entries stand once."""
    rules = overlay(
        {
            "platforms/root": "strip: [{line: a, as: other}]\n",
            "platforms/left": "extends: [platforms/root]\n",
            "platforms/right": "extends: [platforms/root]\n",
            "publishers/c": "match: {hosts: [mill.example]}\n"
            "extends: [platforms/left, platforms/right]\n",
        }
    )
    assert len(rules.publisher("publishers/c", when=None).layer.text.entries) == 1


def test_the_extended_file_is_not_matched(overlay: Overlay) -> None:
    """Hosts and signatures are no inheritance: each publisher has its own."""
    rules = overlay(
        {
            "platforms/a": "match: {hosts: [a.example]}\n",
            "publishers/b": "match: {hosts: [b.example]}\nextends: [platforms/a]\n",
        }
    )
    assert rules.by_address("a.example") == "platforms/a"
    assert rules.by_address("b.example") == "publishers/b"


def test_a_user_extends_a_shipped_file(overlay: Overlay) -> None:
    """A file of the user's folder may stand on one that comes with the package."""
    files = {
        "publishers/mill": "match: {hosts: [mill.example]}\nextends: [publishers/jo/menafn]\n"
        "outlet: Mill Gazette\n"
    }
    found = overlay(files).publisher("publishers/mill", when=None)
    assert (found.data.outlet, found.data.timezone) == ("Mill Gazette", "Asia/Amman")


# ── body


def test_a_body_selector_that_finds_nothing_is_a_problem(overlay: Overlay) -> None:
    """The page comes out all the same, by the chooser, and the problem names the file."""
    rules = overlay({"publishers/mill": "match: {hosts: [mill.example]}\nbody: ['#gone', .away]\n"})
    paragraphs = "".join(f"<p>{one}</p>" for one in STORY.split("\n\n"))
    article = Normalizer(rules).normalize(f"<html><body>{paragraphs}</body></html>", url=MILL)
    assert article.text == STORY
    assert [(one.code, "publishers/mill" in one.message) for one in article.problems] == [
        ("body_not_found", True)
    ]


# ── versions

VERSIONS = """\
outlet: Mill Gazette
match: {hosts: [mill.example]}
body: ['#new']
strip:
  - {line: 'new footer', as: footer}
versions:
  - valid_until: 2020-12-31
    body: ['#middle']
  - valid_until: 2015-06-30
    strip:
      - {line: 'old footer', as: footer}
"""
PAGE = """<html><head>{}</head><body>
<div id="new"><p>The new mill turns, as it has turned since the flood of the year before.</p></div>
<div id="middle"><p>The middle mill turns, as it has turned since the great frost of my day.</p></div>
</body></html>"""


@pytest.mark.parametrize(
    ("when", "footer", "source"),
    [
        (None, "new footer", "publishers/mill.yaml:5"),
        (dt.date(2021, 1, 1), "new footer", "publishers/mill.yaml:5"),
        (dt.date(2020, 12, 31), "new footer", "publishers/mill.yaml:5"),
        (dt.date(2015, 7, 1), "new footer", "publishers/mill.yaml:5"),
        (dt.date(2015, 6, 30), "old footer", "publishers/mill.yaml:11"),
        (dt.date(1999, 1, 1), "old footer", "publishers/mill.yaml:11"),
    ],
)
def test_a_layout_serves_up_to_its_last_day(
    overlay: Overlay, when: dt.date | None, footer: str, source: str
) -> None:
    """The version that ends first on or after the day is in force; its keys replace the file's."""
    layer = overlay({"publishers/mill": VERSIONS}).publisher("publishers/mill", when=when).layer
    assert [entry.source for entry in layer.text.matching(footer)] == [source]
    assert len(layer.text.entries) == 1


@pytest.mark.parametrize(
    ("head", "crawled", "words"),
    [
        ("", None, "new"),
        ("", "2018-01-01", "middle"),
        ("", "2021-01-01", "new"),
        ("{time}", None, "middle"),
        ("{time}", "2024-01-01", "middle"),
        ("{ld}", "2024-01-01", "middle"),
        ('<meta property="article:published_time" content="last spring">', "2018-01-01", "middle"),
    ],
    ids=["neither", "crawled", "crawled later", "page", "page first", "JSON-LD", "no date"],
)
def test_layouts_go_by_the_page_else_the_crawl(
    overlay: Overlay, head: str, crawled: str | None, words: str
) -> None:
    """The page's own date decides, then the day of the crawl, and without both the newest."""
    head = head.replace(
        "{time}", '<meta property="article:published_time" content="2018-03-01T10:00:00Z">'
    ).replace("{ld}", '<script type="application/ld+json">{"datePublished": "2018-03-01"}</script>')
    rules = overlay({"publishers/mill": VERSIONS})
    page = PAGE.replace("{}", head)
    article = Normalizer(rules).normalize(page, url=MILL, crawled=crawled)
    assert article.text.startswith(f"The {words} mill turns")
    assert article.extractor == "rule"


def test_the_layout_of_a_dump_goes_by_its_header(overlay: Overlay) -> None:
    """A crawler's header states the day of a dump as a page's head states that of a page."""
    rules = overlay({"publishers/mill": VERSIONS})
    normalizer = Normalizer(rules)
    text = f"date 2014-03-01 {STORY}\n\nold footer"
    first = normalizer.normalize(text, url=MILL)
    assert "publishers/mill.yaml:11" in sources(first)
    later = normalizer.normalize(text.replace("2014", "2024"), url=MILL)
    assert "publishers/mill.yaml:11" not in sources(later)


def test_the_layouts_of_an_extended_file_go_by_the_date_too(overlay: Overlay) -> None:
    """A platform's old layout is in force on old pages of all that extend it."""
    rules = overlay(
        {
            "platforms/wheel": "body: ['#new']\nversions:\n"
            "  - {valid_until: 2020-12-31, body: ['#middle']}\n",
            "publishers/mill": "match: {hosts: [mill.example]}\nextends: [platforms/wheel]\n",
        }
    )
    page = PAGE.replace("{}", "")
    normalizer = Normalizer(rules)
    assert normalizer.normalize(page, url=MILL).text.startswith("The new")
    old = normalizer.normalize(page, url=MILL, crawled="2019-01-01")
    assert old.text.startswith("The middle")


# ── Copies, threads, cost


def test_a_rule_set_survives_pickling(overlay: Overlay) -> None:
    """A copy in another process has the same rules, and gives the same articles."""
    files = {"publishers/mill": VERSIONS, "fragments": "wheel: gear\n"}
    rules = overlay(files)
    copy = pickle.loads(pickle.dumps(rules))
    assert [(one.id, one.rank) for one in copy] == [(one.id, one.rank) for one in rules]
    assert copy.fragments == rules.fragments
    text = f"{STORY}\n\nnew footer"
    assert normalize(copy, text) == normalize(rules, text)


def test_a_normalizer_survives_pickling_after_use(overlay: Overlay) -> None:
    """What was compiled meanwhile is left behind, not in the way."""
    normalizer = Normalizer(overlay({"publishers/mill": VERSIONS}))
    article = normalizer.normalize(STORY, url=MILL)
    copy = pickle.loads(pickle.dumps(normalizer))
    assert copy.normalize(STORY, url=MILL) == article
    assert copy.settings == normalizer.settings


def test_a_copy_finds_its_folders_from_elsewhere(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that was given by a relative path is found by a worker that stands elsewhere."""
    root = folder({"publishers/mill": VERSIONS})
    monkeypatch.chdir(root.parent)
    pickled = pickle.dumps(RuleSet([root.name]))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert pickle.loads(pickled).by_address("mill.example") == "publishers/mill"


def test_threads_share_a_normalizer(overlay: Overlay) -> None:
    """Eight threads that begin at once on fresh rules give what one gives."""
    files = {"publishers/mill": VERSIONS}
    inputs = [
        (f"Mill {number}\n\n{STORY}\n\nnew footer\n\nShare this article", url)
        for number in range(40)
        for url in (MILL, None, "https://menafn.com/1")
    ]
    alone = Normalizer(overlay(files))
    expected = [alone.normalize(text, url=url) for text, url in inputs]
    shared = Normalizer(overlay(files))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: shared.normalize(one[0], url=one[1]), inputs))
    assert found == expected


def test_nothing_is_compiled_before_it_is_needed() -> None:
    """A RuleSet of the shipped folder makes no automaton: pages pay for what they use."""
    rules = RuleSet()
    entries = (*rules.shared.elements.entries, *rules.shared.text.entries)
    parts = [entry.selector or entry.pattern for entry in entries]
    made = {"_compiled", "_alone", "_alternatives"}
    assert [part for part in parts if made.intersection(vars(part))] == []
    rules.shared.text.matching("Share this article")
    compiled = [part for part in parts if made.intersection(vars(part))]
    assert 0 < len(compiled) < len(parts) / 10


def test_the_users_files_are_checked_at_once(overlay: Overlay) -> None:
    """A fault deep in a user's file is told when the rules are made, not at the thousandth page."""
    with pytest.raises(RuleError, match=r"publishers/mill\.yaml:2: title\[0\]"):
        overlay({"publishers/mill": "match: {hosts: [mill.example]}\ntitle: ['a[']\n"})


def test_shipped_folder_is_there() -> None:
    """The rules are found beside the package, in a checkout or a wheel."""
    assert (shipped_folder() / "common").is_dir()
