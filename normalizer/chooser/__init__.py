"""The body chooser: which blocks of a page are its story, by a model of our own.

observe (one pass over the blocks) → features (arrays) → forest (arrays) → Judged
"""

from normalizer.chooser.judge import Judge, Judged
from normalizer.chooser.weights import shipped_judge

__all__ = ["Judge", "Judged", "shipped_judge"]
