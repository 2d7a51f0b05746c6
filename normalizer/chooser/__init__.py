"""The body chooser: which blocks of a page, or lines of a dump, are its story, by models of our own.

A page: observe (one pass over the blocks) → features (arrays). A dump: lines → arrays. Both: forest
(arrays) → Judged
"""

from normalizer.chooser.judge import DumpJudge, Judge, Judged, PageJudge
from normalizer.chooser.weights import dump_judge, page_judge

__all__ = ["DumpJudge", "Judge", "Judged", "PageJudge", "dump_judge", "page_judge"]
