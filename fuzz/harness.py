"""Coverage-guided fuzzing: any bytes end well, in each part that reads what strangers wrote.

    python fuzz/harness.py TARGET [FOUND SEEDS] [libFuzzer's options, such as -max_total_time=60]

A target ends well where nothing but the errors it promises leaves it. It begins with what stands in
``SEEDS`` (``fuzz/seeds/TARGET``) and keeps in ``FOUND`` what reached new code. A finding is written
to a file ``crash-…`` in the current folder: it belongs into ``fuzz/seeds/`` and, mended, into a test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import atheris

with atheris.instrument_imports(include=["normalizer"]):
    from normalizer import Normalizer, NormalizerError, RuleError
    from normalizer.ruleset.loader import parse_rule
    from normalizer.ruleset.pattern import compile_pattern
    from normalizer.ruleset.selector import Selector
    from normalizer.settings import Settings
    from normalizer.stages.decode import decode

_SETTINGS = Settings()
_NORMALIZER = Normalizer()
_TYPES = (
    None,
    "text/html",
    "text/html; charset=shift_jis",
    "text/plain",
    "text/html; charset=utf-7",
)
_STORY = "<p>The ferry that links the two shores of the lake will run again from Monday.</p>" * 3


def _decode(data: bytes) -> None:
    kind = _TYPES[data[0] % len(_TYPES)] if data else None
    decoded = decode(data[1:], content_type=kind, settings=_SETTINGS)
    decoded.text.encode("utf-8")
    assert "\x00" not in decoded.text


def _page(data: bytes) -> None:
    _NORMALIZER.normalize(data, content_type="text/html").to_json()


def _deep(data: bytes) -> None:
    page = b"<html><body>" + b"<div>" * 2_100 + data
    _NORMALIZER.normalize(page, content_type="text/html; charset=utf-8").to_json()


def _dump(data: bytes) -> None:
    article = _NORMALIZER.normalize(
        data.decode("utf-8", "surrogatepass"), content_type="text/plain"
    )
    article.to_json()


def _linked(data: bytes) -> None:
    script = b'<script type="application/ld+json">' + data + b"</script>"
    _NORMALIZER.normalize(b"<html><head>" + script + _STORY.encode(), url=None).to_json()


def _rule(data: bytes) -> None:
    rule = parse_rule(data, file="fuzzed.yaml")
    for entry in rule.data.strip:
        for pattern in (entry.line, entry.head, entry.tail):
            if pattern:
                compile_pattern(pattern)


def _selector(data: bytes) -> None:
    selector = Selector(data.decode("utf-8", "replace"))
    selector.check()


TARGETS: Mapping[str, tuple[Callable[[bytes], None], tuple[type[Exception], ...]]] = {
    "decode": (_decode, (NormalizerError,)),
    "page": (_page, (NormalizerError,)),
    "deep": (_deep, (NormalizerError,)),
    "dump": (_dump, (NormalizerError, UnicodeDecodeError)),
    "linked": (_linked, (NormalizerError,)),
    "rule": (_rule, (RuleError, ValueError)),
    "selector": (_selector, (ValueError,)),
}


def main() -> None:
    """Fuzz the target that the first argument names."""
    run, allowed = TARGETS[sys.argv.pop(1)]

    def once(data: bytes) -> None:
        try:
            run(data)
        except allowed:
            pass

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
