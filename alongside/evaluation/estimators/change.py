"""Change of the same people between two occasions.

With differences d = after - before of n people, all with both:

- paired t (Student 1908): ``t = mean(d) / (sd(d) / sqrt n)``, n - 1 degrees of freedom, with its interval;
- ``d_z = mean(d) / sd(d)``, which is the standardised response mean (Liang 1990);
- ``d_av = mean(d) / sqrt((var_before + var_after) / 2)`` (Cumming 2012, with the root of the mean variance);
- effect size by the baseline: ``mean(d) / sd_before`` (Glass's kind; Kazis 1989).

**Reliable change** (Jacobson and Truax 1991) at reliability r: ``SEM = sd_before sqrt(1 - r)``, ``SE of
difference = sqrt(2) SEM``; somebody has reliably changed where ``|d| > z SE`` with z the two-sided normal
quantile (1.96).

**Beyond the minimal important change**: ``d >= mic`` in the scale's better direction, with Wilson's interval.

None of these says why anybody changed: people come when they are at their worst, and drift back by
themselves.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from alongside.evaluation.estimators.distributions import normal_quantile, t_quantile, t_two_sided
from alongside.evaluation.estimators.results import (
    CannotEstimate,
    Change,
    FloatArray,
    Interval,
    ReliableChange,
    Share,
    Test,
)
from alongside.evaluation.estimators.shares import wilson

Better = Literal["higher", "lower"]


def _pairs(before: FloatArray, after: FloatArray, least: int) -> tuple[FloatArray, FloatArray]:
    if before.shape != after.shape:
        raise CannotEstimate("Before and after are not about the same people.")
    both = ~(np.isnan(before) | np.isnan(after))
    if int(both.sum()) < least:
        raise CannotEstimate(f"Fewer than {least} people have both occasions.")
    return before[both], after[both]


def paired_change(before: FloatArray, after: FloatArray, *, level: float = 0.95) -> Change:
    """Change of those with both occasions; (people,) each, ``nan`` where missing.

    Raises ``CannotEstimate`` for fewer than two pairs, and where nobody's change differs from anybody's.
    """
    first, second = _pairs(before, after, 2)
    n = first.size
    change = second - first
    sds = float(first.std(ddof=1)), float(second.std(ddof=1))
    return change_of(
        n,
        means=(float(first.mean()), float(second.mean())),
        sds=sds,
        change=(float(change.mean()), float(change.std(ddof=1))),
        correlation=math.nan if 0 in sds else float(np.corrcoef(first, second)[0, 1]),
        level=level,
    )


def change_of(
    n: int,
    *,
    means: tuple[float, float],
    sds: tuple[float, float],
    change: tuple[float, float],
    correlation: float,
    level: float = 0.95,
) -> Change:
    """The same from the means and standard deviations of before and after, and of the change itself."""
    mean, sd = change
    if sd == 0:
        raise CannotEstimate("Everybody changed by the same amount: there is nothing to test.")
    if sds[0] == 0:
        raise CannotEstimate("Everybody was the same before: there is no effect size.")
    se = sd / math.sqrt(n)
    half = float(t_quantile(level, n - 1)) * se
    t = mean / se
    return Change(
        n=n,
        mean_before=means[0],
        sd_before=sds[0],
        mean_after=means[1],
        sd_after=sds[1],
        correlation=correlation,
        mean_change=Interval(mean, mean - half, mean + half, level, "paired t"),
        sd_change=sd,
        t=Test("paired t", t, None, n - 1, float(t_two_sided(t, n - 1))),
        d_z=mean / sd,
        d_av=mean / math.sqrt((sds[0] ** 2 + sds[1] ** 2) / 2),
        effect_size=mean / sds[0],
    )


def reliable_change(
    before: FloatArray,
    after: FloatArray,
    *,
    reliability: float,
    better: Better,
    sd_before: float | None = None,
    level: float = 0.95,
) -> ReliableChange:
    """Who changed by more than measurement error explains. ``sd_before`` is that of the pairs unless given.

    Raises ``CannotEstimate`` where reliability is not within 0 to 1 (1 excluded) or there are fewer than two
    pairs.
    """
    if not 0 <= reliability < 1:
        raise CannotEstimate(
            f"A reliability of {reliability} makes no threshold: it must be at least 0 and under 1."
        )
    first, second = _pairs(before, after, 2)
    sd = float(first.std(ddof=1)) if sd_before is None else sd_before
    if sd <= 0:
        raise CannotEstimate("Everybody was the same before: there is no threshold.")
    sem = sd * math.sqrt(1 - reliability)
    z = normal_quantile(level)
    indices = _towards(better) * (second - first) / (math.sqrt(2) * sem)
    up, down = int((indices > z).sum()), int((indices < -z).sum())
    return ReliableChange(
        n=first.size,
        reliability=reliability,
        standard_error=sem,
        threshold=z * math.sqrt(2) * sem,
        better=up,
        worse=down,
        same=first.size - up - down,
        indices=indices,
    )


def share_beyond(
    before: FloatArray, after: FloatArray, *, important: float, better: Better, level: float = 0.95
) -> Share:
    """How many got better by at least ``important`` (in the scale's units, above 0)."""
    if important <= 0:
        raise CannotEstimate("A minimal important change is above 0.")
    first, second = _pairs(before, after, 1)
    gained = _towards(better) * (second - first)
    # 5.5 typed as a sum of tenths must still count as 5.5.
    return wilson(int((gained >= important * (1 - 1e-12)).sum()), first.size, level=level)


def _towards(better: Better) -> int:
    return 1 if better == "higher" else -1
