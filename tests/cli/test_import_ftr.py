"""``normalizer rules import-ftr`` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalizer import RuleSet
from tests.cli.conftest import DUMP, Run

MILL = """# Mill Gazette
title: //h1
body: //div[@id='story']
body: //article
strip_id_or_class: newsletter
tidy: no
test_url: https://mill.example/ferry
"""
PAGE = f"""<!doctype html><html><body><h1>The wheel turns</h1><article><p>Old frame</p></article>
<div id=story><div class=newsletter-box><p>Letters from the weir, each Friday.</p></div>
{"".join(f"<p>{line}</p>" for line in DUMP.splitlines())}</div></body></html>"""


@pytest.fixture
def configs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one site config, in the folder to work in."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "configs"
    folder.mkdir()
    (folder / "mill.example.txt").write_text(MILL, "utf-8")
    return folder


def written(root: Path) -> list[str]:
    """Return the names of the rule files in the folder ``rules``."""
    return sorted(path.name for path in (root / "rules" / "publishers" / "xx").glob("*"))


def test_a_site_config_becomes_a_rule_that_works(run: Run, configs: Path) -> None:
    """The rule file is loaded with ``--rules`` and cleans a page of its host."""
    ran = run("rules", "import-ftr", configs / "mill.example.txt", "-o", "rules")
    assert (ran.status, ran.err) == (0, "")
    RuleSet(["rules"]).check()
    Path("page.html").write_text(PAGE, "utf-8")
    page = ("page.html", "--url", "https://mill.example/ferry")
    cleaned = run("clean", *page, "--rules", "rules", "--removed")
    assert cleaned.out.startswith("The wheel turns\n")
    assert DUMP.splitlines()[1] in cleaned.out
    taken = "- newsletter (publishers/xx/mill.example.yaml:8): Letters from the weir, each Friday."
    assert taken in cleaned.out


def test_the_account_names_every_line_that_was_left(run: Run, configs: Path) -> None:
    """Each site has its line, each line that was left its own, and the sums stand at the end."""
    (configs / "river.example.txt").write_text("strip: //p[\n\nprune: no\n", "utf-8")
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 0
    assert ran.out.splitlines()[::3] == [
        "mill.example.txt: rules/publishers/xx/mill.example.yaml: 5 lines carried over, 1 not",
        "  river.example.txt:1: strip: not an XPath: Invalid expression",
        "carried over: 5 lines: body 2, title 1, strip_id_or_class 1, test_url 1",
    ]
    assert "  mill.example.txt:6: tidy: " in ran.out
    assert "river.example.txt: nothing in it that a rule file can say\n" in ran.out
    assert "  river.example.txt:3: prune: " in ran.out
    assert "2 site configs, 1 rule files\n" in ran.out
    assert "not carried over: 3 lines: tidy 1, strip 1, prune 1\n" in ran.out
    assert written(configs.parent) == ["mill.example.yaml"]


def test_a_rule_file_that_exists_is_left_as_it_is(run: Run, configs: Path) -> None:
    """Without --force nothing is replaced, and the status says so; with it the file is new."""
    target = Path("rules/publishers/xx/mill.example.yaml")
    target.parent.mkdir(parents=True)
    mine = "outlet: Mill Gazette\nmatch: {hosts: [mill.example]}\n"
    target.write_text(mine, "utf-8")
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 1
    assert ran.err == f"{target}: it exists already, and is left as it is: --force replaces it\n"
    assert target.read_text("utf-8") == mine
    assert run("rules", "import-ftr", configs, "-o", "rules", "--force").status == 0
    assert "//article" in target.read_text("utf-8")


def test_one_rule_is_made_of_the_two_configs_of_a_host(run: Run, configs: Path) -> None:
    """The config of the host goes before the one of its subdomains, wherever they are named."""
    (configs / ".mill.example.txt").write_text("body: //main\nparser: x\n", "utf-8")
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 0
    assert ran.out.startswith("mill.example.txt, .mill.example.txt: ")
    assert "  .mill.example.txt:2: parser: " in ran.out
    (rule,) = (rule for rule in RuleSet(["rules"]) if rule.rank)
    assert rule.data.body[0] == '//div[@id="story"]'
    assert rule.data.body[2].startswith("(//main)[not(")


def test_faulty_files_do_not_cost_the_others(run: Run, configs: Path) -> None:
    """Each file that fails has one line on standard error; the others are written; status 1."""
    (configs / "notes.txt").write_text("strip: //p\n", "utf-8")
    (configs / "big.example.txt").write_bytes(b"#" * 1_000_001)
    (configs / "long.example.txt").write_text(
        "".join(f"strip_id_or_class: {'x' * 1_000}{at}\n" for at in range(600)), "utf-8"
    )
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 1
    assert written(configs.parent) == ["mill.example.yaml"]
    big, notes, long = ran.err.splitlines()
    assert (
        big
        == f"{configs}/big.example.txt: it has more than 1,000,000 bytes, which no site config has"
    )
    assert "notes.txt: the name is no host" in notes
    assert "long.example.yaml: not written: " in long


@pytest.mark.parametrize("data", [b"", b"# nothing\r\n", b"\x00\xff\xfe", b"test_url: x\n"])
def test_a_config_without_rules_is_no_failure(run: Run, configs: Path, data: bytes) -> None:
    """Empty files, comments and gibberish are said to hold nothing; no file is written for them."""
    (configs / "mill.example.txt").write_bytes(data)
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 0
    assert "mill.example.txt: nothing in it that a rule file can say\n" in ran.out
    assert not Path("rules").exists()


def test_the_config_of_all_sites_is_left(run: Run, configs: Path) -> None:
    """global.txt is no failure: its lines are listed."""
    (configs / "global.txt").write_text("strip_id_or_class: ads\n", "utf-8")
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 0
    assert "  global.txt:1: strip_id_or_class: global.txt is for all sites" in ran.out
    assert written(configs.parent) == ["mill.example.yaml"]


def test_another_encoding_is_said(run: Run, configs: Path) -> None:
    """A config that is not UTF-8 is read, and the account says as what."""
    (configs / "mill.example.txt").write_bytes("strip: //p[@id='Mühle']".encode("latin-1"))
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert (ran.status, "not UTF-8, read as windows-1252" in ran.out) == (0, True)
    assert "Mühle" in Path("rules/publishers/xx/mill.example.yaml").read_text("utf-8")


def test_a_publisher_that_is_known_already_is_said(run: Run, configs: Path) -> None:
    """Where a shipped rule file is for the host too, the account names it."""
    (configs / "www.japannews.yomiuri.co.jp.txt").write_text("strip: //footer\n", "utf-8")
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert "  japannews.yomiuri.co.jp: publishers/jp/the-japan-news.yaml, which" in ran.out


def test_a_folder_of_rules_that_does_not_load_is_said(run: Run, configs: Path) -> None:
    """What stands in the folder beside the new files is checked with them."""
    mine = Path("rules/publishers/us/mill.yaml")
    mine.parent.mkdir(parents=True)
    mine.write_text("match: {hosts: [mill.example]}\n", "utf-8")
    ran = run("rules", "import-ftr", configs, "-o", "rules")
    assert ran.status == 1
    assert "mill.example is already a host of" in ran.err
    assert "1 rule files" in ran.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("none", "-o", "rules"), "none"),
        (("empty", "-o", "rules"), "no .txt file"),
        (("configs",), "--output"),
        (("configs", "-o", "configs/mill.example.txt"), "file"),
    ],
)
def test_wrong_usage(run: Run, configs: Path, words: tuple[str, ...], says: str) -> None:
    """What cannot be meant ends with status 2 and says what is wrong, before anything is written."""
    (configs.parent / "empty").mkdir()
    ran = run("rules", "import-ftr", *words)
    assert (ran.status, says in ran.err) == (2, True)
    assert not Path("rules").exists()
