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

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import hypergeom

TARGET: Final = 0.95
CONFIDENCE: Final = 0.95


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


def sample_of_rest(rest: Sequence[int], size: int, seed: int) -> list[int]:
    """``size`` of the records not screened, drawn at random; all where there are fewer. The seed makes it
    again."""
    chance = random.Random(seed)  # noqa: S311 - to be drawn again, not to be secret
    return sorted(chance.sample(list(rest), min(size, len(rest))))


def recall_at_least(
    *, found: int, rest: int, sampled: int, relevant_in_sample: int, confidence: float = CONFIDENCE
) -> float:
    """Which part of all relevant records is found at least, with ``confidence``, after a random sample of
    the rest.

    ``found`` relevant ones are known, those in the sample not counted; ``rest`` is how many were not
    screened when
    the sample was drawn. Exact: the most relevant records in the rest that would still give so few in the
    sample
    more often than 1 − confidence. 1 where nothing was relevant anywhere.
    """
    check(1.0, confidence)
    if not 0 <= relevant_in_sample <= sampled <= rest:
        raise ValueError("the sample is part of the rest, and its relevant ones are part of it")
    most = most_in_rest(rest, sampled, relevant_in_sample, 1 - confidence)
    known = found + relevant_in_sample
    return known / (found + most) if found + most else 1.0


def most_in_rest(rest: int, sampled: int, seen: int, limit: float) -> int:
    """The largest number of relevant records in the rest that is not refuted by the sample."""
    low, high = seen, rest - (sampled - seen)
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeom.cdf(seen, rest, middle, sampled) > limit:
            low = middle
        else:
            high = middle - 1
    return low


def sample_needed(*, found: int, rest: int, target: float = TARGET, confidence: float = CONFIDENCE) -> int:
    """How many of the rest to draw so that, if none of them is relevant, the target is reached with
    ``confidence``."""
    check(target, confidence)
    low, high = 0, rest
    while low < high:
        middle = (low + high) // 2
        sure = recall_at_least(
            found=found, rest=rest, sampled=middle, relevant_in_sample=0, confidence=confidence
        )
        if sure >= target:
            high = middle
        else:
            low = middle + 1
    return low


def check(target: float, confidence: float) -> None:
    if not 0 < target <= 1 or not 0 < confidence < 1:
        raise ValueError("a target is between 0 and 1, a confidence below 1")
