"""Estimates with their errors, turned into t, p and intervals.

``t = b / se`` on df degrees of freedom (the normal distribution where df is infinite), two-sided p, and the
interval ``b -+ t(level, df) se``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alongside.evaluation.estimators.distributions import t_quantile, t_two_sided
from alongside.evaluation.estimators.results import Coefficient, FloatArray

INTERCEPT = "(intercept)"


def coefficients(
    terms: Sequence[str], estimates: FloatArray, errors: FloatArray, df: FloatArray, *, level: float
) -> tuple[Coefficient, ...]:
    """One for each term; all arrays (terms,). ``beta`` is left None."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = estimates / errors
    p = t_two_sided(t, df)
    half = t_quantile(level, df) * errors
    return tuple(
        Coefficient(
            term=term,
            estimate=float(estimates[i]),
            beta=None,
            se=float(errors[i]),
            statistic=float(t[i]),
            df=float(df[i]),
            p=float(p[i]),
            ci_low=float(estimates[i] - half[i]),
            ci_high=float(estimates[i] + half[i]),
        )
        for i, term in enumerate(terms)
    )
