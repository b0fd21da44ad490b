"""De-duplicating: certain duplicates merged, doubtful pairs for a person, related records linked."""

from __future__ import annotations

from alongside.evidence.dedupe.best import Chosen, best_of
from alongside.evidence.dedupe.differing import FieldDifference, differences
from alongside.evidence.dedupe.finding import Duplicates, Merge, Pair, find_duplicates

__all__ = [
    "Chosen",
    "Duplicates",
    "FieldDifference",
    "Merge",
    "Pair",
    "best_of",
    "differences",
    "find_duplicates",
]
