"""When enough has been screened: how sure it is that most of what is relevant was found.

The test is Callaghan & Müller-Hansen's (2020, Systematic Reviews 9:273). Suppose that fewer than
``target`` of all relevant records were found; then the records not yet screened hold at least so many
relevant ones. Take what was screened last, as if it had been drawn at random from all that was left
then: how likely are so few relevant ones in it? As a ranking brings relevant records forward, they are
rarer among those screened last than at random when few are left, and commoner when many are left. The
smallest of these chances over all ways to cut *last* is ``p``.

It assumes decisions in the order in which they were taken, that the ranking is no worse than chance, and
it looks many times at the same data: check it with a random sample of the rest (``recall_at_least``),
which assumes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import hypergeom

from alongside.evidence.sampling import CONFIDENCE, TARGET, check


@dataclass(frozen=True, slots=True)
class Stopping:
    """``p``: how likely what was seen is if fewer than ``target`` of the relevant records were found.

    ``enough``: p is below 1 − confidence. ``last``: over how many records screened last that is. ``word``:
    *nothing found*, *not yet*, *nearly* (p below three times the limit), *enough*, *all screened*.
    """

    p: float
    target: float
    confidence: float
    enough: bool
    word: str
    screened: int
    relevant: int
    total: int
    last: int

    @property
    def sure(self) -> float:
        """1 − p: how sure it is that the target is reached."""
        return 1.0 - self.p


def stopping(
    decisions: Sequence[bool], total: int, *, target: float = TARGET, confidence: float = CONFIDENCE
) -> Stopping:
    """Whether to stop: ``decisions`` in the order taken (relevant or not), of ``total`` records.

    Raises ValueError for shares outside 0 to 1, or more decisions than records.
    """
    check(target, confidence)
    if len(decisions) > total:
        raise ValueError("there are more decisions than records")
    screened, relevant = len(decisions), sum(decisions)
    p, last = 1.0, 0
    if screened == total:
        return Stopping(0.0, target, confidence, True, "all screened", screened, relevant, total, screened)
    if relevant:
        p, last = smallest(np.asarray(decisions, dtype=np.int64), total, target)
    limit = 1 - confidence
    word = (
        "enough" if p < limit else "nearly" if p < 3 * limit else "not yet" if relevant else "nothing found"
    )
    return Stopping(p, target, confidence, p < limit, word, screened, relevant, total, last)


def smallest(
    decisions: np.ndarray[tuple[int], np.dtype[np.int64]], total: int, target: float
) -> tuple[float, int]:
    """The smallest chance over all ways to cut *last*, and where it was cut."""
    backwards = decisions[::-1]
    drawn = np.arange(1, len(backwards) + 1)
    seen_in_drawn = np.cumsum(backwards)
    found = int(seen_in_drawn[-1])
    urn = total - len(backwards) + drawn
    # The fewest relevant records that the urn held, if the target was missed.
    least = np.floor(found / target + 1e-9).astype(np.int64) + 1 - (found - seen_in_drawn)
    chances = np.where(least > urn, 0.0, hypergeom.cdf(seen_in_drawn, urn, np.minimum(least, urn), drawn))
    at = int(np.argmin(chances))
    return float(min(1.0, chances[at])), int(drawn[at])
