"""Tails and quantiles of the normal, t and F distributions.

Straight from ``scipy.special``: the same numbers as ``scipy.stats`` gives, whose import takes longer than a
small evaluation. t with infinite degrees of freedom is the normal distribution.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from alongside.evaluation.estimators.results import FloatArray


def normal_quantile(level: float) -> float:
    """z for a two-sided interval of ``level``: 1.96 for 0.95."""
    return float(special.ndtri(0.5 + level / 2))


def t_two_sided(t: FloatArray | float, df: FloatArray | float) -> FloatArray:
    """Both tails beyond t."""
    degrees = np.asarray(df, dtype=np.float64)
    below = -np.abs(np.asarray(t, dtype=np.float64))
    finite = np.where(np.isinf(degrees), 1.0, degrees)
    tail = np.where(np.isinf(degrees), special.ndtr(below), special.stdtr(finite, below))
    return np.asarray(2 * tail, dtype=np.float64)


def t_quantile(level: float, df: FloatArray | float) -> FloatArray:
    """t for a two-sided interval of ``level``."""
    degrees = np.asarray(df, dtype=np.float64)
    finite = np.where(np.isinf(degrees), 1.0, degrees)
    upper = 0.5 + level / 2
    found = np.where(np.isinf(degrees), special.ndtri(upper), special.stdtrit(finite, upper))
    return np.asarray(found, dtype=np.float64)


def f_upper(f: float, df1: float, df2: float) -> float:
    """The tail beyond f; ``df2`` may be infinite."""
    if np.isinf(df2):
        return float(special.chdtrc(df1, df1 * f))
    return float(special.fdtrc(df1, df2, f))


def f_quantile(p: float, df1: float, df2: float) -> float:
    """F with ``p`` below it."""
    return float(special.fdtri(df1, df2, p))
