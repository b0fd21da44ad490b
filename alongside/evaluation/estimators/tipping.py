"""How different would those who left have to be before the conclusion changes? A delta-adjusted tipping
point.

Chained equations take those who left to be like those who stayed, given what is known of both. To see how
much hangs on that, a constant d is added to every *imputed* value of the outcome, the model fitted and
pooled again, for a range of d (Rubin 1987; Cro et al. 2020). The conclusion tips where the watched term's
p-value crosses alpha; whether that d is credible is for people who know the clinic to say. The crossing
nearest to 0 is interpolated linearly in p between neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from alongside.evaluation.estimators.pooling import pool
from alongside.evaluation.estimators.results import (
    Block,
    CannotEstimate,
    Coefficient,
    FloatArray,
    Imputed,
    TippingPoint,
)

Table = Mapping[str, FloatArray]


def tipping_point(
    imputed: Imputed,
    *,
    outcome: str,
    term: str,
    fit: Callable[[Table], Block],
    deltas: Sequence[float],
    level: float = 0.95,
) -> TippingPoint:
    """``fit`` makes the last block of one completed table (name -> (rows,)); ``deltas`` are in the outcome's
    units. The conclusion tips where p crosses ``1 - level``, so that it and the intervals of ``level`` agree.

    Raises ``CannotEstimate`` where the outcome was not imputed or the term is not in the model.
    """
    column = imputed.variables.index(outcome)
    gaps = imputed.missing[:, column]
    if not bool(gaps.any()):
        raise CannotEstimate(f"Nothing of {outcome} was imputed, so nothing can tip.")
    alpha = round(1 - level, 12)
    ordered = np.sort(np.asarray(deltas, dtype=np.float64))
    pooled = tuple(_at(imputed, column, float(delta), term=term, fit=fit, level=level) for delta in ordered)
    p = np.array([one.p for one in pooled])
    return TippingPoint(
        term=term, deltas=ordered, pooled=pooled, alpha=alpha, tips_at=_crossing(ordered, p - alpha)
    )


def _at(
    imputed: Imputed,
    column: int,
    delta: float,
    *,
    term: str,
    fit: Callable[[Table], Block],
    level: float,
) -> Coefficient:
    blocks = []
    for table in imputed.tables:
        columns = {name: table[:, i] for i, name in enumerate(imputed.variables)}
        shifted = table[:, column] + delta * imputed.missing[:, column]
        blocks.append(fit({**columns, imputed.variables[column]: shifted}))
    terms = [one.term for one in blocks[0].coefficients]
    if term not in terms:
        raise CannotEstimate(f"{term} is not in the model.")
    estimates = np.stack([block.estimates for block in blocks])
    covariances = np.stack([block.covariance for block in blocks])
    df = np.array([[one.df for one in block.coefficients] for block in blocks]).mean(axis=0)
    found = pool(terms, estimates, covariances, df_complete=df, level=level)
    return found.coefficients[terms.index(term)]


def _crossing(deltas: FloatArray, above: FloatArray) -> float | None:
    crossings = []
    for i in range(deltas.size - 1):
        if above[i] * above[i + 1] < 0 or above[i] == 0:
            share = above[i] / (above[i] - above[i + 1]) if above[i] != 0 else 0.0
            crossings.append(float(deltas[i] + share * (deltas[i + 1] - deltas[i])))
    return min(crossings, key=abs) if crossings else None
