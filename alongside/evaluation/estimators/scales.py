"""Do the items of a scale hang together, and do people sit at its ends?

Over n people with all k items, C the items' covariance matrix (n - 1):

- Cronbach's (1951) ``alpha = k/(k-1) (1 - tr C / sum C)``;
- its interval after Feldt (1965), exact for normal, parallel items: ``1 - (1-alpha) F(1 -+ a/2; n-1,
  (n-1)(k-1))``; or after Duhachek and Iacobucci (2004), for large n without parallel items: alpha -+ z
  sqrt(Q/n) with ``Q = 2k2/((k-1)^2 (sum C)^3) (sum C (tr C2 + tr2 C) - 2 tr C sum C2)``. Both as in R's
  psych;
- each item's correlation with the sum of the *other* items, and alpha without it;
- how many score the least and the most that the scale can give. Above 15% is often called a floor or ceiling
  effect (Terwee 2007).

Alpha assumes that items measure one thing equally well; it rises with the number of items. See :mod:`.omega`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from alongside.evaluation.estimators.distributions import f_quantile, normal_quantile
from alongside.evaluation.estimators.results import (
    CannotEstimate,
    FloatArray,
    FloorCeiling,
    Interval,
    ItemTotal,
)
from alongside.evaluation.estimators.shares import wilson


def complete_items(items: FloatArray, least: int) -> FloatArray:
    """(people with every item, items). Raises ``CannotEstimate`` for fewer than ``least`` items or three
    people.
    """
    if items.ndim != 2 or items.shape[1] < least:
        raise CannotEstimate(f"A scale needs at least {least} items for this.")
    complete = items[~np.isnan(items).any(axis=1)]
    if complete.shape[0] < 3:
        raise CannotEstimate("Fewer than three people answered every item.")
    return complete


def _alpha(covariance: FloatArray) -> float:
    k, total = covariance.shape[0], float(covariance.sum())
    if total <= 0:
        raise CannotEstimate("The items cancel each other out: is one of them to be reversed?")
    return float(k / (k - 1) * (1 - float(np.trace(covariance)) / total))


def cronbach_alpha(
    items: FloatArray, *, method: Literal["feldt", "duhachek"] = "feldt", level: float = 0.95
) -> Interval:
    """Alpha of ``items`` (people, items), already reversed where they must be; people with every item."""
    complete = complete_items(items, 2)
    n = complete.shape[0]
    covariance = np.cov(complete, rowvar=False)
    alpha = _alpha(covariance)
    if method == "duhachek":
        half = normal_quantile(level) * math.sqrt(_duhachek(covariance) / n)
        return Interval(alpha, alpha - half, alpha + half, level, "Duhachek and Iacobucci")
    return alpha_of(covariance, n, level=level)


def alpha_of(covariance: FloatArray, n: int, *, level: float = 0.95) -> Interval:
    """Alpha with Feldt's interval from the items' covariances (k, k) over n people with every item."""
    alpha, k = _alpha(covariance), covariance.shape[0]
    low, high = (
        1 - (1 - alpha) * f_quantile(q, n - 1, (n - 1) * (k - 1)) for q in (0.5 + level / 2, 0.5 - level / 2)
    )
    return Interval(alpha, low, high, level, "Feldt")


def _duhachek(covariance: FloatArray) -> float:
    k = covariance.shape[0]
    square = covariance @ covariance
    total, trace = float(covariance.sum()), float(np.trace(covariance))
    inner = total * (float(np.trace(square)) + trace**2) - 2 * trace * float(square.sum())
    return float(2 * k**2 / ((k - 1) ** 2 * total**3) * inner)


def item_total(items: FloatArray, names: Sequence[str]) -> tuple[ItemTotal, ...]:
    """Each item against the rest; ``items`` (people, items), people with every item."""
    complete = complete_items(items, 2)
    return items_of(complete.mean(axis=0), np.cov(complete, rowvar=False), names)


def items_of(means: FloatArray, covariance: FloatArray, names: Sequence[str]) -> tuple[ItemTotal, ...]:
    """The same from the items' means (k,) and covariances (k, k)."""
    found = []
    for i, name in enumerate(names):
        rest = np.delete(np.arange(len(names)), i)
        others = covariance[np.ix_(rest, rest)]
        spread = math.sqrt(float(covariance[i, i]) * float(others.sum()))
        if spread == 0:
            raise CannotEstimate(f"Everybody gave the same answer to {name}, or to all the others.")
        found.append(
            ItemTotal(
                item=name,
                mean=float(means[i]),
                sd=math.sqrt(float(covariance[i, i])),
                rest_correlation=float(covariance[i, rest].sum()) / spread,
                alpha_without=_alpha(others) if len(rest) > 1 else None,
            )
        )
    return tuple(found)


def floor_ceiling(scores: FloatArray, *, low: float, high: float, level: float = 0.95) -> FloorCeiling:
    """How many of the scores that are there equal the scale's least and most, with Wilson's intervals."""
    known = scores[~np.isnan(scores)]
    # A mean of items may miss the end by rounding.
    reach = 1e-9 * max(abs(low), abs(high), 1.0)
    bottom, top = int((known <= low + reach).sum()), int((known >= high - reach).sum())
    return FloorCeiling(
        n=known.size,
        at_floor=bottom,
        at_ceiling=top,
        floor=wilson(bottom, known.size, level=level).share,
        ceiling=wilson(top, known.size, level=level).share,
    )
