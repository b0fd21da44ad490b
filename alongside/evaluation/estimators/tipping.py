"""How different would those who left have to be before the conclusion changes? A delta-adjusted tipping
point.

Chained equations take those who left to be like those who stayed, given what is known of both. To see how
much hangs on that, a constant d is added to every *imputed* value of the outcome, the model fitted and
pooled again, for a range of d (Rubin 1987; Cro et al. 2020). The conclusion tips where the watched term's
p-value crosses alpha; whether that d is credible is for people who know the clinic to say. The crossing
nearest to 0 is interpolated linearly in p between neighbours.

No model is fitted for each d. With predictors that stay as they are, estimates are linear in the outcome,
and their covariance (of every kind here) is a sum of squares of residuals, which are linear in it too; the
degrees of freedom depend on the predictors alone. So three fits of a completed table, at d = -s, 0 and s,
say it for every d = xs exactly:

    b(d) = b_0 + x (b_s - b_-s)/2,   V(d) = V_0 + x (V_s - V_-s)/2 + x2 ((V_s + V_-s)/2 - V_0).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alongside.evaluation.estimators.pooling import pool
from alongside.evaluation.estimators.results import (
    CannotEstimate,
    Coefficient,
    FloatArray,
    Imputed,
    Model,
    TippingPoint,
)

Table = Mapping[str, FloatArray]


def tipping_point(
    imputed: Imputed,
    *,
    outcome: str,
    term: str,
    fit: Callable[[Table], Model],
    deltas: Sequence[float],
    level: float = 0.95,
) -> TippingPoint:
    """``fit`` makes the model of one completed table (name -> (rows,)), whose predictors are not made of the
    outcome; ``deltas`` are in the outcome's units. The conclusion tips where p crosses ``1 - level``, so that
    it and the intervals of ``level`` agree.

    Raises ``CannotEstimate`` where the outcome was not imputed or the term is not in the model.
    """
    column = imputed.variables.index(outcome)
    if not bool(imputed.missing[:, column].any()):
        raise CannotEstimate(f"Nothing of {outcome} was imputed, so nothing can tip.")
    alpha = round(1 - level, 12)
    ordered = np.sort(np.asarray(deltas, dtype=np.float64))
    along = _along(imputed, column, fit, float(np.abs(ordered).max()))
    if term not in along.terms:
        raise CannotEstimate(f"{term} is not in the model.")
    pooled = tuple(along.at(float(delta), term, level) for delta in ordered)
    p = np.array([one.p for one in pooled])
    return TippingPoint(
        term=term, deltas=ordered, pooled=pooled, alpha=alpha, tips_at=_crossing(ordered, p - alpha)
    )


@dataclass(frozen=True)
class _Along:
    """All completed tables' models as functions of d: ``estimates`` (2, m, k) and ``covariances`` (3, m, k,
    k) are the coefficients of 1, x, x2 in x = d / ``scale``.
    """

    terms: tuple[str, ...]
    scale: float
    estimates: FloatArray
    covariances: FloatArray
    df: FloatArray

    def at(self, delta: float, term: str, level: float) -> Coefficient:
        x = delta / self.scale if self.scale else 0.0
        estimates = self.estimates[0] + x * self.estimates[1]
        covariances = self.covariances[0] + x * self.covariances[1] + x**2 * self.covariances[2]
        found = pool(self.terms, estimates, covariances, df_complete=self.df, level=level)
        return found.coefficients[self.terms.index(term)]


def _along(imputed: Imputed, column: int, fit: Callable[[Table], Model], scale: float) -> _Along:
    below, as_is, above = (
        [fit(_shifted(imputed, number, column, d)) for number in range(imputed.imputations)]
        for d in (-scale, 0.0, scale)
    )
    b_below, b, b_above = (np.stack([one.estimates for one in models]) for models in (below, as_is, above))
    v_below, v, v_above = (np.stack([one.covariance for one in models]) for models in (below, as_is, above))
    return _Along(
        terms=as_is[0].terms,
        scale=scale,
        estimates=np.stack([b, (b_above - b_below) / 2]),
        covariances=np.stack([v, (v_above - v_below) / 2, (v_above + v_below) / 2 - v]),
        df=np.stack([one.df for one in as_is]).mean(axis=0),
    )


def _shifted(imputed: Imputed, number: int, column: int, delta: float) -> Table:
    table = imputed.tables[number]
    columns = {name: table[:, i] for i, name in enumerate(imputed.variables)}
    moved = table[:, column] + delta * imputed.missing[:, column]
    return {**columns, imputed.variables[column]: moved}


def _crossing(deltas: FloatArray, above: FloatArray) -> float | None:
    crossings = []
    for i in range(deltas.size - 1):
        if above[i] * above[i + 1] < 0 or above[i] == 0:
            share = above[i] / (above[i] - above[i + 1]) if above[i] != 0 else 0.0
            crossings.append(float(deltas[i] + share * (deltas[i + 1] - deltas[i])))
    return min(crossings, key=abs) if crossings else None
