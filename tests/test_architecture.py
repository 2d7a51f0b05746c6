"""Who may import whom, read from the source: the layout of the package, held by a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "normalizer"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
#: What anything may use: plain values and helpers.
BASE = {"elements", "errors", "model", "settings", "spans", "text"}
#: What a part may import beside its own modules. Parts that stages run: repairs, fields.
ALLOWED = {
    "errors": set(),
    "elements": set(),
    "spans": {"elements"},
    "text": set(),
    # Article.to_markdown() is a method of the model; how it writes is not the model's matter.
    "model": {"elements", "markdown", "spans"},
    "settings": {"model"},
    "markdown": {"model", "text"},
    "flat": {"elements"},
    "rest": {"elements", "model"},
    "repaired": {"model", "spans"},
    "repairs": {"model", "text"},
    "dump": {"model", "ruleset", "text"},
    "chooser": BASE | {"rest"},
    "fields": {"elements", "model", "repairs", "text"},
    "ruleset": BASE,
    "stages": BASE | {"repaired", "rest", "ruleset"},
    "pipeline": BASE | {"rest", "ruleset", "stages"},
    "api": BASE | {"pipeline", "ruleset"},
    "": BASE | {"api", "ruleset"},
    "drafting": BASE | {"api", "pipeline", "ruleset"},
    "extras": {"errors"},
    "rows": {"errors", "model"},
    "made_by": {"api"},
    "engines": BASE | {"api", "extras", "made_by", "rows"},
    "batch": BASE | {"api", "engines", "extras", "made_by", "rows"},
    "cli": BASE | {"", "api", "batch", "drafting", "markdown", "ruleset"},
    "__main__": {"cli"},
}
#: The modules that run parts which others of their part may not.
RUNS = {
    "stages.repair": {"repairs"},
    "stages.parse": {"flat"},
    "stages.assemble": {"fields"},
    "stages.segment": {"dump"},
    # The extractor reads the damaged page: its answer is mended to be found in our blocks.
    "stages.choose": {"chooser", "repairs"},
    # A model of one's own is looked at before the first page.
    "api": {"chooser"},
    "stages.metadata": {"fields"},
    # What a rewrite entry writes must not be damage that is mended again.
    "ruleset.compile": {"repairs"},
}
#: Libraries that one part alone knows; elsewhere they would be a second way to do the same.
OWNED = {
    "trafilatura": {"stages"},
    "ftfy": {"repairs"},
    "click": {"cli"},
    "rich": {"cli"},
    "urllib3": {"cli"},
    "yaml": {"ruleset"},
    "re2": {"ruleset"},
    "ahocorasick_rs": {"ruleset"},
    "fastwarc": {"batch"},
    "pebble": {"batch"},
    "pyarrow": {"batch", "engines"},
    "ray": {"engines"},
    "pyspark": {"engines"},
    "datatrove": {"engines"},
    "datasets": {"engines"},
    "resiliparse": {"stages"},
}


def imports(name: str) -> Iterator[str]:
    """Yield the dotted names that a module imports, at its top or inside functions."""
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: a relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                is_module = full.removeprefix("normalizer.") in MODULES
                yield full if is_module else str(node.module)


def own_imports(name: str) -> set[str]:
    """Return the package's modules that a module imports, named from the package on."""
    return {
        target.removeprefix("normalizer").removeprefix(".")
        for target in imports(name)
        if target.split(".")[0] == "normalizer"
    }


def part(name: str) -> str:
    """Return the file or folder of the package that a module is, or stands in."""
    return name.removeprefix("__init__").split(".")[0]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_its_part_may(name: str) -> None:
    """Values flow one way: no part knows who runs it."""
    allowed = ALLOWED[part(name)] | RUNS.get(name, set()) | {part(name)}
    assert {part(target) for target in own_imports(name)} <= allowed


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("stages.")])
def test_a_stage_imports_no_other_stage(name: str) -> None:
    """What a stage needs of another reaches it as a value, through the pipeline."""
    assert not {target for target in own_imports(name) if part(target) == "stages"}


def test_only_the_pipeline_imports_stages() -> None:
    """The order of the stages is known in one place; a draft looks at the page as it is segmented."""
    users = {name for name in MODULES if "stages" in map(part, own_imports(name))}
    assert users - {"stages"} == {"pipeline"}


def test_nothing_imports_the_command_line() -> None:
    """The library works without a terminal, and without what the command line needs."""
    users = {part(name) for name in MODULES if "cli" in map(part, own_imports(name))}
    assert users <= {"cli", "__main__"}


@pytest.mark.parametrize("library", OWNED)
def test_a_library_is_known_to_one_part(library: str) -> None:
    """A library behind one part can be replaced there."""
    users = {
        part(name)
        for name in MODULES
        if library in {target.split(".")[0] for target in imports(name)}
    }
    assert users <= OWNED[library]
