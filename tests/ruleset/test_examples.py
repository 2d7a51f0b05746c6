"""The runner of examples: it finds what is wrong, and says where."""

from __future__ import annotations

from normalizer import Normalizer
from normalizer.ruleset.examples import run_entries, run_examples
from normalizer.ruleset.fragments import Fragments
from normalizer.ruleset.loader import Rule, parse_rule

from .conftest import Overlay

FILE = r"""outlet: Mill Gazette
match: {hosts: [mill.example]}
strip:
  - {line: Print, as: share, strips: [Print, Reprint], keeps: [Printers, Print]}
  - {select: .box, as: related, strips: ['<p class=box>a</p>', '<p>b</p>', '<!-- c -->'], keeps: ['<p>']}
  - {head: 'Lunz:', as: dateline, strips: ['Lunz: a'], keeps: ['At Lunz: a', 'Lunz: b']}
  - {tail: 'By Ana', as: byline, strips: ['a By Ana'], keeps: ['By Ana, a']}
  - {from: 'More.*', until: end, as: related, strips: ['More news'], keeps: ['No more']}
versions:
  - valid_until: 2020-12-31
    strip:
      - {line: Press, as: share, strips: [Pressed]}
  - valid_until: 2010-12-31
    body: [p]
examples:
  - name: good
    input: The wheel turns again, two winters after the flood.
    url: https://mill.example/1
    expect:
      outlet: Mill Gazette
      title: null
      text: |
        The wheel turns again, two winters after the flood.
  - name: bad
    input: The wheel turns again, two winters after the flood.
    expect:
      outlet: Mill Gazette
      text: The wheel turns
  - name: refused
    input: The wheel turns.
    crawled: next spring
    expect: {title: null}
"""


def rule() -> Rule:
    """Return the file as a rule."""
    return parse_rule(FILE.encode(), file="mill.yaml")


def test_entries_that_take_too_little_or_too_much() -> None:
    """Each text that is not taken or kept as the file says is a failure with its line."""
    failures = list(run_entries(rule(), Fragments()))
    assert [(one.where, one.what, one.got) for one in failures] == [
        ("mill.yaml:4", "strips: 'Reprint'", "kept"),
        ("mill.yaml:4", "keeps: 'Print'", "taken"),
        ("mill.yaml:5", "strips: '<p>b</p>'", "kept"),
        ("mill.yaml:5", "strips: '<!-- c -->'", "kept"),
        ("mill.yaml:6", "keeps: 'Lunz: b'", "taken"),
        ("mill.yaml:12", "strips: 'Pressed'", "kept"),
    ]


def test_examples_that_come_out_otherwise(overlay: Overlay) -> None:
    """A field that differs, or an input that is refused, is a failure with line, wish and result."""
    normalizer = Normalizer(overlay({"mill": FILE}))
    failures = list(run_examples(rule(), normalizer.normalize))
    assert [(one.where, one.what) for one in failures] == [
        ("mill.yaml:27", "outlet of bad"),
        ("mill.yaml:28", "text of bad"),
        ("mill.yaml:32", "input of refused"),
    ]
    assert (failures[0].expected, failures[0].got) == ("'Mill Gazette'", "None")
    assert "next spring" in failures[2].got
    assert str(failures[1]).startswith("mill.yaml:28: text of bad\n  expected: 'The wheel turns'\n")
