"""Shares with Wilson's interval, and how different two groups are.

**Wilson (1927)** for x of n at normal quantile z: centre ``(p + z2/2n) / (1 + z2/n)``, half-width
``z sqrt(p(1-p)/n + z2/4n2) / (1 + z2/n)``, with z2 = z*z; as R's ``prop.test(correct = FALSE)``. It holds
its level near 0 and 1, where the interval of textbooks leaves the scale.

**Standardised difference** (Austin 2009) of a continuous variable: ``(mean_left - mean_stayed) /
sqrt((var_left + var_stayed) / 2)``, variances with n - 1; of a yes-or-no, the same with p(1 - p) as
variance. Of k > 2 categories (Yang and Dalton 2012): ``sqrt(d' S^-1 d)`` with d the differences in share of
categories 2..k and S the mean of the two multinomial covariances; it has no sign. It does not depend on n,
so it describes; it tests nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.estimators.distributions import normal_quantile
from alongside.evaluation.estimators.results import CannotEstimate, Difference, FloatArray, Interval, Share


def wilson(count: int, n: int, *, level: float = 0.95) -> Share:
    """``count`` of ``n`` with Wilson's interval. Raises ``CannotEstimate`` where n is 0 or count is not
    within it.
    """
    if n < 1 or not 0 <= count <= n:
        raise CannotEstimate(f"{count} of {n} is no share.")
    z = normal_quantile(level)
    p, square = count / n, z * z / n
    centre = (p + square / 2) / (1 + square)
    half = z * math.sqrt(p * (1 - p) / n + square / (4 * n)) / (1 + square)
    low = 0.0 if count == 0 else centre - half
    high = 1.0 if count == n else centre + half
    return Share(count, n, Interval(p, low, high, level, "Wilson"))


def standardised_difference(variable: str, values: FloatArray, left: NDArray[np.bool_]) -> Difference:
    """Leavers against stayers on a number or a yes-or-no (0, 1). Missing values are left out.

    ``values`` and ``left`` are (rows,). Raises ``CannotEstimate`` where a side has nobody, or neither side
    varies but the sides differ.
    """
    known = ~np.isnan(values)
    gone, here = values[known & left], values[known & ~left]
    if gone.size < 1 or here.size < 1:
        raise CannotEstimate(f"{variable}: nobody to compare on one of the two sides.")
    binary = bool(np.isin(values[known], (0.0, 1.0)).all())
    if not binary and min(gone.size, here.size) < 2:
        raise CannotEstimate(f"{variable}: fewer than two people on one of the two sides.")
    sides = [
        (side.size, float(side.mean()), 0.0 if binary else float(side.var(ddof=1))) for side in (gone, here)
    ]
    return difference_of(variable, sides, binary=binary)


def difference_of(variable: str, sides: Sequence[tuple[int, float, float]], *, binary: bool) -> Difference:
    """The same from (people, mean, variance) of those who left, and of those who stayed."""
    variances = [mean * (1 - mean) if binary else variance for _, mean, variance in sides]
    return Difference(
        variable, sides[0][0], sides[1][0], _ratio(variable, sides[0][1] - sides[1][1], variances)
    )


def _ratio(variable: str, apart: float, variances: Sequence[float]) -> float:
    pooled = math.sqrt(sum(variances) / 2)
    if pooled == 0:
        if apart == 0:
            return 0.0
        raise CannotEstimate(f"{variable}: neither side varies, so their distance has no unit.")
    return float(apart) / pooled


def standardised_difference_of_categories(
    variable: str, codes: Sequence[object] | NDArray[np.object_], left: NDArray[np.bool_]
) -> Difference:
    """Leavers against stayers on categories (``None`` is missing). Unsigned for more than two.

    Categories are compared in the order in which they sort as text; of two, the second's share is compared.
    """
    known = np.array([code is not None for code in codes])
    names = np.array([str(code) for code in codes], dtype=object)
    levels = sorted(set(names[known]))
    sides = [names[known & left], names[known & ~left]]
    if min(side.size for side in sides) < 1:
        raise CannotEstimate(f"{variable}: nobody to compare on one of the two sides.")
    return difference_of_counts(
        variable, [[int((side == level).sum()) for level in levels] for side in sides]
    )


def difference_of_counts(variable: str, sides: Sequence[Sequence[int]]) -> Difference:
    """The same from how many are at each level among those who left, and among those who stayed."""
    counts = (sum(sides[0]), sum(sides[1]))
    if min(counts) < 1:
        raise CannotEstimate(f"{variable}: nobody to compare on one of the two sides.")
    shares = [np.array(side[1:]) / many for side, many in zip(sides, counts, strict=True)]
    apart = shares[0] - shares[1]
    if not np.any(apart):
        return Difference(variable, *counts, 0.0)
    if len(sides[0]) == 2:
        variances = [float(p[0] * (1 - p[0])) for p in shares]
        return Difference(variable, *counts, _ratio(variable, float(apart[0]), variances))
    spread = sum(np.diag(p) - np.outer(p, p) for p in shares) / 2
    distance = float(apart @ np.linalg.pinv(spread, hermitian=True) @ apart)
    return Difference(variable, *counts, math.sqrt(max(distance, 0.0)))
