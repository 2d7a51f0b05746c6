"""Pages of one publisher → a first rule file for it, checked on the pages it was made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import UNSET
from msgspec.structs import replace

from normalizer.api import Normalizer
from normalizer.drafting.body import find_body
from normalizer.drafting.dumps import filler_dump, find_line_strips, find_signature
from normalizer.drafting.example import make_example
from normalizer.drafting.filler import PARAGRAPHS
from normalizer.drafting.proof import with_example, without_faults
from normalizer.drafting.samples import Sample
from normalizer.drafting.site import Site, find_site
from normalizer.drafting.sources import find_sources
from normalizer.drafting.strips import find_strips
from normalizer.drafting.writing import to_yaml
from normalizer.errors import InputError
from normalizer.model import Evidence, Kind
from normalizer.ruleset.model import Example, Expect, MatchOn, RuleFile

#: An outlet of which the normalizer is less sure is made of the host.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule file to begin with: where it belongs, what it says, and what its author should know.

    ``id`` is as ``publishers/jp/the-japan-news``; ``notes`` are sentences: what was left out and why.
    """

    id: str
    rule: RuleFile
    text: str
    notes: tuple[str, ...]


def draft(samples: Sequence[Sample], *, today: dt.date, normalizer: Normalizer) -> Draft:
    """Return a rule file as far as the samples tell what belongs into it.

    It loads, its example comes out, and on the samples it causes no problem, gives the same title,
    date, authors and section as without it, and about the same story; what would not is left out.

    Raises InputError where there is nothing to learn from: no story, pages of several publishers.
    """
    if len({sample.page.kind for sample in samples}) > 1:
        raise InputError(
            "some are pages and some are dumps: draft from pages, add the dumps by hand"
        )
    for sample in samples:
        if not sample.article.blocks:
            raise InputError(f"{sample.name}: no story is found here: give pages of one story each")
    samples, twins = _different(samples)
    site = find_site(samples)
    is_dumps = samples[0].page.kind is Kind.DUMP
    rule = _of_dumps(site, samples) if is_dumps else _of_pages(site, samples)
    rule = replace(rule, outlet=site.outlet, language=site.language, seen=_seen(samples, today))
    rule, left_out = without_faults(rule, site.rule_id, samples, normalizer)
    examples = _dump_examples(rule, samples) if is_dumps else _page_examples(rule, samples)
    rule = with_example(rule, site.rule_id, examples, normalizer)
    text = to_yaml(rule, dict(_comments(rule, samples)))
    return Draft(site.rule_id, rule, text, (*twins, *_known(site, samples), *left_out))


def _different(samples: Sequence[Sample]) -> tuple[Sequence[Sample], tuple[str, ...]]:
    """Return one sample of each story, and a sentence about each of the others."""
    first: dict[str, Sample] = {}
    twins: list[str] = []
    for sample in samples:
        known = first.setdefault(sample.article.fingerprint, sample)
        if known is not sample:
            twins.append(f"left out: {sample.name} tells the same story as {known.name}")
    return list(first.values()), tuple(twins)


def _known(site: Site, samples: Sequence[Sample]) -> Iterator[str]:
    """Yield a sentence about each file that is in force on these pages already."""
    for known in dict.fromkeys(sample.article.publisher for sample in samples):
        if known == site.rule_id:
            yield f"these pages have a file already, which this one replaces: {known}"
        elif known:
            yield f"these pages have a file already: {known}; keep one of the two"


def _of_pages(site: Site, samples: Sequence[Sample]) -> RuleFile:
    """Return what the pages tell.

    One page alone gives no body: what else its element holds shows on others. On 44 pages of
    publishers with several, a body drafted from another page alone cost .011 of the word F1.
    """
    if site.host is None and not site.names:
        raise InputError("these pages do not say what site they are of: give --url for each")
    body = find_body(samples)
    rule = RuleFile(
        match=MatchOn(hosts=_one(site.host), site_names=site.names),
        body=body if len(samples) > 1 else (),
        strip=find_strips(samples, body[-1]) if body else (),
    )
    return replace(rule, **find_sources(samples))


def _of_dumps(site: Site, samples: Sequence[Sample]) -> RuleFile:
    signature = find_signature(samples, site.outlet)
    if site.host is None and signature is None:
        raise InputError(
            "no line that tells the site stands in all of these dumps: give more than one, of "
            "different stories, or --url for each"
        )
    return RuleFile(
        match=MatchOn(hosts=_one(site.host), signature=signature), strip=find_line_strips(samples)
    )


def _page_examples(rule: RuleFile, samples: Sequence[Sample]) -> Iterator[Example]:
    """Yield examples, the plainest last."""
    yield make_example(rule, samples[0])
    yield make_example(rule, samples[0], with_fields=False)


def _dump_examples(rule: RuleFile, samples: Sequence[Sample]) -> Iterator[Example]:
    yield Example(
        name="a dump of filler between the lines of the site",
        input=filler_dump(samples),
        expect=Expect(outlet=rule.outlet or UNSET, text="\n\n".join(PARAGRAPHS)),
    )


def _seen(samples: Sequence[Sample], today: dt.date) -> str:
    what = "dump" if samples[0].page.kind is Kind.DUMP else "page"
    return f"{len(samples)} {what}{'s' if len(samples) > 1 else ''}, {today.isoformat()}"


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _comments(rule: RuleFile, samples: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    """Yield what to look at next, each with the key above which it stands."""
    yield "", "Drafted by `normalizer rules new`: docs/add-a-publisher.md says what to do with it."
    if len(samples) < 2:
        yield "seen", "One story alone: draft from two to tell what is the site's."
    if not rule.outlet:
        yield "outlet", "outlet: what its readers call it"
    elif all(_is_guess(sample.article.fields.outlet) for sample in samples):
        yield "outlet", "A guess by the address: is it what its readers call it?"
    is_page = samples[0].page.kind is Kind.HTML
    for key in ("title", "date") if is_page else ():
        if not getattr(rule, key):
            yield key, f"{key}: nothing gives it on all pages; the normalizer looks for it itself"
    if is_page and not rule.body:
        held = (
            f"body: [{', '.join(find_body(samples))}] holds this story; does it hold others alone?"
        )
        nothing = "body: no lasting name holds the story on all pages; the chooser finds it"
        yield "body", held if len(samples) < 2 and find_body(samples) else nothing
    if rule.strip:
        yield "strip", "Look at each: is it boilerplate on every page, and rightly named?"


def _is_guess(evidence: Evidence | None) -> bool:
    return evidence is None or evidence.confidence < _SURE
