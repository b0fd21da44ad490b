"""Adjusting p-values for how many were looked at.

For m p-values in ascending order p(1) <= ... <= p(m):

- Bonferroni: ``min(1, m p)``; holds the chance of any false finding.
- Holm (1979): ``max over j <= i of min(1, (m - j + 1) p(j))``; the same promise, never weaker than
  Bonferroni.
- Benjamini and Hochberg (1995): ``min over j >= i of min(1, m p(j) / j)``; holds the expected share of false
  findings among the findings, for independent or positively dependent tests.

As R's ``p.adjust``. A missing p-value (``nan``) stays missing and does not count.
Not for p-values of tests that were chosen after looking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from alongside.evaluation.estimators.results import CannotEstimate, FloatArray

Method = Literal["none", "bonferroni", "holm", "bh"]


def adjust(p: Sequence[float] | FloatArray, method: Method) -> FloatArray:
    """Adjusted p-values in the order given. Raises ``CannotEstimate`` for a value outside 0 to 1."""
    given = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(given)
    values = given[known]
    if bool(((values < 0) | (values > 1)).any()):
        raise CannotEstimate("A p-value lies outside 0 to 1.")
    adjusted = given.copy()
    adjusted[known] = _adjusted(values, method)
    return adjusted


def _adjusted(p: FloatArray, method: Method) -> FloatArray:
    m = p.size
    if method == "none" or m == 0:
        return p
    if method == "bonferroni":
        return np.minimum(1.0, m * p)
    order = np.argsort(p, kind="stable")
    ranks = np.arange(1, m + 1)
    if method == "holm":
        steps = np.maximum.accumulate((m - ranks + 1) * p[order])
    elif method == "bh":
        steps = np.minimum.accumulate((m * p[order] / ranks)[::-1])[::-1]
    else:
        raise CannotEstimate(f"There is no adjustment called {method!r}.")
    adjusted = np.empty(m)
    adjusted[order] = np.minimum(1.0, steps)
    return adjusted
