"""Clean text with title, date and outlet out of news pages and plain-text dumps of them.

>>> from normalizer import normalize
>>> normalize("<h1>Rain</h1><p>It rained all day in the valley, and the river rose.</p>").outcome
<Outcome.ARTICLE: 'article'>
"""

from normalizer.api import Input, Normalizer, normalize
from normalizer.errors import BatchError, InputError, LimitError, NormalizerError, RuleError
from normalizer.model import (
    Article,
    BodyBlock,
    Category,
    Evidence,
    Fields,
    Kind,
    Outcome,
    Problem,
    Removal,
    Repair,
    Role,
)
from normalizer.ruleset.index import RuleSet
from normalizer.settings import Extractor, Settings

__all__ = [
    "Article",
    "BatchError",
    "BodyBlock",
    "Category",
    "Evidence",
    "Extractor",
    "Fields",
    "Input",
    "InputError",
    "Kind",
    "LimitError",
    "Normalizer",
    "NormalizerError",
    "Outcome",
    "Problem",
    "Removal",
    "Repair",
    "Role",
    "RuleError",
    "RuleSet",
    "Settings",
    "normalize",
]
