"""Hostile inputs, ours beside trafilatura and newspaper4k, and what twice the input costs.

    python benchmarks/hostile.py [--output docs/reliability.md]

Each case of ``hostile_cases/`` runs in a process of its own with 20 seconds of CPU time and 3 GB. Then
pages and dumps of some shapes are doubled three times: cost per byte must not grow. What the document has
under "Longer runs" was written by hand and stays.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click
from rich.progress import track

import report
from alone import READERS, Forks, Verdict
from hostile_cases import Case, cases
from normalizer import NormalizerError, normalize
from stories import dump, page

Verdicts = Mapping[str, Mapping[str, Verdict]]

#: Shapes of inputs, each a function of how many pieces it has.
SHAPES: Mapping[str, Callable[[int], str]] = {
    "paragraphs": lambda n: page(after="<p>The lake is calm.</p>" * n),
    "links in a list": lambda n: page(before="<li><a href=/a>A town</a>" * n),
    "other headings": lambda n: page(after="".join(f"<h2>Heading {i}</h2>" for i in range(n))),
    "rows of a table": lambda n: page(after=f"<table>{'<tr><td>1<td>2' * n}</table>"),
    "nested elements": lambda n: page(after="<div>" * n),
    "paragraphs 1,900 levels deep": lambda n: page(after="<div>" * 1900 + "<p>x</p>" * n),
    "attributes of one element": lambda n: page(
        after="<i " + " ".join(f"a{i}=1" for i in range(n)) + ">x</i>"
    ),
    "titles": lambda n: page(before="<h1>Old ferry returns to the lake</h1>" * n),
    "combining marks": lambda n: page(after="<p>a" + "\u0301\u0328" * n),
    "words of a paragraph": lambda n: page(after=f"<p>{'The lake is calm. ' * n}</p>"),
    "datelines in one paragraph": lambda n: page(after="<p>" + "LONDON, Jan. 5 (Reuters) - " * n),
    "JSON-LD objects": lambda n: page(
        head=f'<script type="application/ld+json">[{"{}," * n}0]</script>'
    ),
    "lines of a dump": lambda n: dump(after="".join(f"Line {i} is done.\n" for i in range(n))),
    "one line of a dump": lambda n: dump(after="word " * n),
}
_FIRST, _DOUBLINGS = 5_000, 3
_BY_HAND, _BEHIND = "## Longer runs\n", "\n## All cases\n"


@click.command(context_settings={"show_default": True})
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("docs/reliability.md"),
    help="Write the document there.",
)
def main(*, output: Path) -> None:
    """Run all cases with all readers, measure the doublings, and write the document."""
    screen = report.console(stderr=True)
    listed = cases()
    verdicts: dict[str, dict[str, Verdict]] = {}
    for reader in READERS:
        with Forks(reader) as forks:
            verdicts[reader] = {
                case.name: forks.run(case.name)
                for case in track(listed, reader, console=screen, disable=not screen.is_terminal)
            }
    by_hand = longer_runs(output.read_text(encoding="utf-8")) if output.exists() else ""
    text = document(listed, verdicts, list(doublings()), by_hand=by_hand)
    output.write_text(text, encoding="utf-8")
    for reader, found in verdicts.items():
        screen.print(f"{reader}: {sum(one.is_good for one in found.values())} of {len(listed)}")


def doublings() -> Iterator[tuple[str, list[float]]]:
    """Yield shapes with the CPU seconds of each size."""
    normalize(page())
    for name, shape in SHAPES.items():
        taken = []
        for doubling in range(_DOUBLINGS + 1):
            data = shape(_FIRST << doubling)
            start = time.process_time()
            try:
                normalize(data)
            except NormalizerError:
                break
            taken.append(time.process_time() - start)
        yield name, taken


def longer_runs(document: str) -> str:
    """Return the part of an earlier document that was written by hand."""
    return document.partition(_BY_HAND)[2].partition(_BEHIND)[0].strip()


def document(
    listed: Sequence[Case],
    verdicts: Verdicts,
    doubled: Sequence[tuple[str, list[float]]],
    *,
    by_hand: str,
) -> str:
    """Return the document as Markdown, with what was written by hand in its place."""
    return "\n\n".join(
        (
            "# Reliability",
            "What becomes of inputs that were made to break readers of pages. Each stands for itself: a "
            "process of its own, 20 seconds of CPU time, 3 GB. A reader survives where the invented "
            "story that stands in plain sight comes out whole, or, where there is none, where it ends "
            "without a crash: with a text, with nothing, or with an error of its own. Written by "
            "`make hostile`; the cases are in `benchmarks/hostile_cases/`. Peers are run as in "
            "`benchmarks/peers.py`: they are given the bytes and the address. They read neither the "
            "Content-Type, which decides on some charsets, nor dumps, which they do not claim to read.",
            _rows(("kind", "cases", *verdicts), _by_group(listed, verdicts)),
            "## How those ended that did not survive",
            _rows(("end", *verdicts), _ends(verdicts)),
            "lost: the story is not whole. crash: an exception on a page with a story. time: more than 20 "
            "seconds.",
            "## Twice the input",
            f"CPU seconds for {_FIRST:,} pieces and for twice as many, three times over. Linear cost "
            "doubles from column to column.",
            _rows(
                ("shape", *(f"{_FIRST << one:,}" for one in range(_DOUBLINGS + 1))),
                (
                    (
                        name,
                        *(f"{taken:.2f}" for taken in some),
                        *[""] * (_DOUBLINGS + 1 - len(some)),
                    )
                    for name, some in doubled
                ),
            ),
            _BY_HAND.strip(),
            by_hand,
            _BEHIND.strip(),
            _rows(
                ("kind", "case", *verdicts),
                (
                    (
                        case.group,
                        case.name.encode("unicode_escape").decode().replace("|", r"\|"),
                        *(found[case.name].end for found in verdicts.values()),
                    )
                    for case in listed
                ),
            ),
            "",
        )
    )


def _by_group(listed: Sequence[Case], verdicts: Verdicts) -> Iterator[tuple[str, ...]]:
    groups = dict.fromkeys(case.group for case in listed)
    for group in (*groups, "all"):
        names = [case.name for case in listed if group in (case.group, "all")]
        survived = (sum(found[name].is_good for name in names) for found in verdicts.values())
        yield group, str(len(names)), *map(str, survived)


def _ends(verdicts: Verdicts) -> Iterator[tuple[str, ...]]:
    counts = [
        Counter(one.end for one in found.values() if not one.is_good) for found in verdicts.values()
    ]
    for end in sorted({end for some in counts for end in some}):
        yield end, *(str(some[end]) for some in counts)


def _rows(headers: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(row)} |" for row in (headers, ["---"] * len(headers), *rows))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
