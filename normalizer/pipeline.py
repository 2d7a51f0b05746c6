"""The only module that knows the order of the stages.

decode → parse → segment → repair → identify → rewrite → locate → strip → choose → name → settle
→ metadata → assemble
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from normalizer.errors import LimitError
from normalizer.model import (
    Article,
    BodyBlock,
    Clues,
    Found,
    Head,
    Kind,
    Location,
    Page,
    Problem,
    Removal,
    Repair,
    Ruled,
    Segmented,
)
from normalizer.rest import Rest, Stripped
from normalizer.ruleset.compile import SourceKey
from normalizer.ruleset.index import RuleSet
from normalizer.ruleset.sources import bears, read_first
from normalizer.settings import Settings
from normalizer.stages.assemble import Account, assemble
from normalizer.stages.choose import Chosen, choose
from normalizer.stages.decode import decode
from normalizer.stages.identify import Identified, identify
from normalizer.stages.locate import locate
from normalizer.stages.metadata import read_metadata
from normalizer.stages.name import CHOOSER, name
from normalizer.stages.parse import parse
from normalizer.stages.repair import repair
from normalizer.stages.rewrite import rewrite
from normalizer.stages.segment import segment
from normalizer.stages.strip import strip

#: Share of the likely story of which a file's strips are looked at a second time.
_NOTABLE = 0.2


@dataclass(frozen=True, slots=True)
class Draft:
    """A page once its body is known: what is left of each block, and what became of the others."""

    segmented: Segmented
    location: Location
    identified: Identified
    rests: tuple[Rest, ...]
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...]
    extractor: str
    confidence: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """An Article with what it was made of.

    ``naming`` are the sources of removals that only say what a block is which the chooser rejected.
    """

    article: Article
    page: Page
    segmented: Segmented
    location: Location
    naming: frozenset[str]


def run(
    data: bytes | str,
    *,
    url: str | None,
    content_type: str | None,
    crawled: dt.datetime | None,
    rules: RuleSet,
    settings: Settings,
) -> Article:
    """Return the Article of one input; raises InputError or LimitError."""
    return examine(
        data, url=url, content_type=content_type, crawled=crawled, rules=rules, settings=settings
    ).article


def examine(
    data: bytes | str,
    *,
    url: str | None,
    content_type: str | None,
    crawled: dt.datetime | None,
    rules: RuleSet,
    settings: Settings,
) -> Examined:
    """Return what ``run`` returns, with what it was made of, for those who write rules by it."""
    decoded = decode(data, content_type=content_type, settings=settings)
    page = parse(decoded, url=url, crawled=crawled, settings=settings)
    segmented = segment(page, crawl_header=rules.crawl_header)
    _refuse_long(segmented, settings)
    draft = clean(page, segmented, rules, settings)
    draft = settle(page, draft, rules, settings)
    clues = Clues(
        page=page,
        blocks=draft.segmented.blocks,
        location=draft.location,
        removed=draft.removals,
        ruled=_ruled(page, draft),
    )
    body = tuple(
        BodyBlock(rest.block.index, rest.block.role, rest.text, rest.block.level)
        for rest in draft.rests
        if rest.pieces
    )
    account = Account(
        body,
        tuple(sorted(draft.removals, key=lambda removal: (removal.block, removal.start))),
        draft.repairs,
        draft.extractor,
        draft.confidence,
        draft.problems,
    )
    layers = (*(file.layer for file in draft.identified.files), rules.shared)
    named = (entry.source for layer in layers for entry in layer.naming.entries)
    return Examined(
        assemble(page, account, read_metadata(clues), ruled=clues.ruled),
        page,
        draft.segmented,
        draft.location,
        frozenset((*named, CHOOSER)),
    )


def _refuse_long(segmented: Segmented, settings: Settings) -> None:
    blocks = len(segmented.blocks)
    if blocks > settings.max_blocks:
        raise LimitError(
            limit="max_blocks", allowed=settings.max_blocks, value=blocks, unit="blocks"
        )
    size = sum(len(block.text) for block in segmented.blocks)
    if size > settings.max_text:
        raise LimitError(
            limit="max_text", allowed=settings.max_text, value=size, unit="characters of text"
        )


def clean(page: Page, segmented: Segmented, rules: RuleSet, settings: Settings) -> Draft:
    """Return the draft of a page after one pass over its blocks."""
    segmented, repairs = repair(segmented)
    identified = identify(page, segmented.blocks, rules=rules)
    location = locate(page, segmented.blocks)
    rewritten = rewrite(segmented, location, identified.files, settings=settings)
    segmented = rewritten.segmented
    if rewritten.repairs:
        location = locate(page, segmented.blocks)
    layers = (*(file.layer for file in identified.files), rules.shared)
    stripped = strip(page, segmented, location, layers=layers, settings=settings)
    if page.tree is not None and _takes_much(stripped, identified, location):
        # The location may hold more than the story: what the chooser makes of the page without
        # these files is what they must not gut.
        bare = strip(page, segmented, location, layers=(rules.shared,), settings=settings)
        story = choose(
            page, segmented, bare, location, settings=settings, rewritten=rewritten.line
        ).body
        likely = replace(location, body=story & location.body or location.body)
        stripped = strip(page, segmented, likely, layers=layers, settings=settings)
    chosen = choose(
        page,
        segmented,
        stripped,
        location,
        files=identified.files,
        settings=settings,
        rewritten=rewritten.line,
    )
    body = _completed(chosen, stripped, identified, location)
    rejected = [rest for rest in stripped.rests if rest.pieces and rest.block.index not in body]
    named = name(
        segmented,
        rejected,
        body=body,
        known=chosen.known,
        removals=stripped.removals,
        layers=layers,
    )
    rests = tuple(
        rest if rest.block.index in body else structs.replace(rest, pieces=(), text="")
        for rest in stripped.rests
    )
    return Draft(
        segmented=segmented,
        location=location,
        identified=identified,
        rests=rests,
        removals=(*stripped.removals, *named),
        repairs=(*repairs, *rewritten.repairs),
        extractor=chosen.extractor,
        confidence=chosen.confidence,
        problems=(
            *identified.problems,
            *rewritten.problems,
            *stripped.problems,
            *chosen.problems,
        ),
    )


def _completed(
    chosen: Chosen, stripped: Stripped, identified: Identified, location: Location
) -> frozenset[int]:
    """Return the body with the deck above it, and with what a rule would have taken inside it."""
    body, publisher = chosen.body, identified.publisher
    # A publisher's own body says what belongs to it; a platform's does not know its sites' decks.
    if body and not (chosen.extractor == "rule" and publisher and publisher.body):
        body |= {at for at in location.decks if max(location.titles, default=-1) < at < min(body)}
    if body and stripped.held:
        body |= {at for at in stripped.held if min(body) < at < max(body)}
    return body


def _takes_much(stripped: Stripped, identified: Identified, location: Location) -> bool:
    """Return whether the files of publisher and platforms take a notable part of the likely story."""
    sources = {
        entry.source
        for file in identified.files
        for entry in (*file.layer.elements.entries, *file.layer.text.entries)
    }
    likely = [rest.block for rest in stripped.rests if rest.block.index in location.body]
    taken = sum(
        len(removal.text)
        for removal in stripped.removals
        if removal.source in sources and removal.block in location.body
    )
    return taken > _NOTABLE * sum(len(block.text) for block in likely)


def settle(page: Page, draft: Draft, rules: RuleSet, settings: Settings) -> Draft:
    """Return the draft with its text read again as a dump, until nothing more is taken from it.

    This makes law 2 hold by construction: what the text alone shows to be boilerplate is removed
    whether it came as a page or as its own output.
    """
    reread = 0
    for _ in range(settings.max_passes):
        standing = [rest for rest in draft.rests if rest.pieces]
        text = "\n\n".join(rest.text for rest in standing)
        if reread and reread + len(text) > settings.max_reread:
            break
        reread += len(text)
        dump = Page(Kind.DUMP, text, None, Head(), page.url)
        again = clean(dump, segment(dump, crawl_header=rules.crawl_header), rules, settings)
        if not again.removals and not again.repairs:
            return draft
        origins = _origins(standing, again)
        draft = _with_removals(_with_repairs(draft, again, origins), again, origins)
    message = (
        "the text still changes after many passes: see Settings(max_passes=…) and (max_reread=…)"
    )
    return replace(draft, problems=(*draft.problems, Problem("unsettled", message)))


#: For each block of a second pass: the block it is the rest of, and its offset in that rest.
_Origins = list[tuple[int, int]]


def _with_repairs(draft: Draft, again: Draft, origins: _Origins) -> Draft:
    """Return ``draft`` with the repairs that ``again`` made on its text."""
    rests = {rest.block.index: rest for rest in draft.rests}
    removals, repairs = draft.removals, list(draft.repairs)
    for made in again.repairs:
        index, offset = origins[made.block]
        mended = rests[index].mended(offset + made.start, made.before, made.after)
        if mended is None:
            continue
        for at, before, after in mended.changes:
            shift = len(after) - len(before)
            removals = tuple(
                structs.replace(one, start=one.start + shift, end=one.end + shift)
                if one.block == index and one.start > at
                else one
                for one in removals
            )
            repairs.append(Repair(index, at, before, after, made.repair))
        rests[index] = mended.rest
    blocks = tuple(rest.block for rest in rests.values())
    return replace(
        draft,
        segmented=replace(draft.segmented, blocks=blocks),
        rests=tuple(rests.values()),
        removals=removals,
        repairs=tuple(repairs),
    )


def _with_removals(draft: Draft, again: Draft, origins: _Origins) -> Draft:
    """Return ``draft`` with the removals that ``again`` made on its text, once that is mended."""
    rests = {rest.block.index: rest for rest in draft.rests}
    removals: list[Removal] = []
    for removal in again.removals:
        index, offset = origins[removal.block]
        pieces = rests[index].pieces_of(offset + removal.start, offset + removal.end)
        removals.extend(
            rests[index].removals(pieces, removal.category, removal.source, removal.captured)
        )
    for removal in removals:
        rest = rests[removal.block]
        rests[removal.block] = rest.without_piece(removal.start, removal.end)
    return replace(draft, rests=tuple(rests.values()), removals=(*draft.removals, *removals))


def _origins(standing: Sequence[Rest], again: Draft) -> _Origins:
    """Return for each block of ``again`` which block it came from and where it began in its rest.

    One line is one block, but for a crawler's header at the very beginning, which is cut off.
    """
    blocks = again.segmented.blocks
    surplus = len(blocks) - len(standing)
    origins = [(rest.block.index, 0) for rest in standing]
    if surplus:
        origins.insert(1, (standing[0].block.index, len(blocks[0].text) + 1))
    return origins


def _ruled(page: Page, draft: Draft) -> Ruled:
    """Return what the rules in force know of the fields, their sources already read on this page.

    The publisher's sources go before those of platforms.
    """
    files = draft.identified.files
    publisher = draft.identified.publisher
    data = publisher.data if publisher else None
    blocks = draft.segmented.blocks

    def every(key: SourceKey, group: str) -> Found[tuple[str, ...]] | None:
        sources = [source for file in files for source in file.sources.get(key, ())]
        return read_first(sources, page, blocks, group)

    def first(key: SourceKey, group: str) -> Found[str] | None:
        found = every(key, group)
        return Found(found.value[0], found.evidence) if found else None

    return Ruled(
        publisher=publisher.id if publisher else None,
        known_by=draft.identified.known_by,
        imprint=None if publisher else draft.identified.imprint,
        outlet=data.outlet if data else None,
        language=data.language if data else None,
        timezone=data.timezone if data else None,
        date_order=data.dates.order if data and data.dates else None,
        title_suffixes=data.title_suffixes if data else (),
        title=first(SourceKey.TITLE, "title"),
        date=first(SourceKey.DATE, "date"),
        modified=first(SourceKey.MODIFIED, "modified"),
        authors=every(SourceKey.AUTHORS, "author"),
        section=first(SourceKey.SECTION, "section"),
        tags=every(SourceKey.TAGS, "tag"),
        image=first(SourceKey.IMAGE, "image"),
        has_paywall=any(
            bears(source, page, blocks)
            for file in files
            for source in file.sources.get(SourceKey.PAYWALL, ())
        ),
    )
