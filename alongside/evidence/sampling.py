"""A random sample of what nobody has looked at, and what it proves. Exact, and pure Python: pages use it.

However the others were found, a sample drawn at random from the rest bounds how many relevant records the
rest can hold; so it checks a stopping rule, which has to assume something.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Final

TARGET: Final = 0.95
CONFIDENCE: Final = 0.95


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
        if so_few(seen, rest, middle, sampled) > limit:
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


def so_few(seen: int, rest: int, relevant: int, sampled: int) -> float:
    """How likely a sample holds ``seen`` or fewer of the ``relevant`` among the ``rest``."""
    every = _ways(rest, sampled)
    fewest = max(0, sampled - (rest - relevant))
    chances = (
        math.exp(_ways(relevant, found) + _ways(rest - relevant, sampled - found) - every)
        for found in range(fewest, min(seen, relevant, sampled) + 1)
    )
    return min(1.0, math.fsum(chances))


def _ways(of: int, drawn: int) -> float:
    """The logarithm of how many ways there are to draw so many."""
    return math.lgamma(of + 1) - math.lgamma(drawn + 1) - math.lgamma(of - drawn + 1)


def check(target: float, confidence: float) -> None:
    """Raises ValueError where a share is none."""
    if not 0 < target <= 1 or not 0 < confidence < 1:
        raise ValueError("a target is between 0 and 1, a confidence below 1")
