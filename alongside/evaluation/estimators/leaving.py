"""Who left before the end, and weights that stand in for them.

**Staying** is a logistic regression ``log(p/(1-p)) = X g`` by maximum likelihood (Newton; Fisher's
information as in R's glm).
**Stabilised weights** (Robins, Hernan and Brumback 2000) for those who stayed: ``w = P(stayed) / P(stayed |
x)``; their mean is near 1. Somebody like those who left counts for more. They make up for leaving that
depends on x, and on nothing else; large weights mean that few speak for many (``effective_n`` is Kish's
``(sum w)^2 / sum w^2``).

**Weighted model**: ``b = (X'WX)^-1 X'Wy`` with errors that allow for it: ``M sum (w e/(1-h))^2 x x' M``, ``M
= (X'WX)^-1``, h the weighted leverage (HC3, as R's ``sandwich::vcovHC`` of a weighted lm), t on n - p - 1;
or summed over clusters with G/(G-1) (CR1), t on G - 1. The weights are taken as known, which makes the
intervals a little too wide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from alongside.evaluation.estimators.coefficients import INTERCEPT, coefficients
from alongside.evaluation.estimators.design import keep
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, Logistic, Weighted, Weights
from alongside.evaluation.estimators.sources import Arrays, by_group

STEPS = 50


def logistic(source: Arrays, *, outcome: str, predictors: Sequence[str]) -> Logistic:
    """P(outcome = 1) by the predictors over complete rows; an intercept is added, collinear predictors are
    dropped.

    ``fitted`` has one value a row of the table, ``nan`` where a predictor is missing. Raises
    ``CannotEstimate`` where the outcome is not of 0 and 1 or does not vary, or the predictors tell it
    perfectly.
    """
    there = source.complete([outcome, *predictors])
    y = source.columns[outcome][there]
    if not bool(np.isin(y, (0.0, 1.0)).all()) or y.size == 0 or float(np.ptp(y)) == 0:
        raise CannotEstimate(f"{outcome} must be both 0 and 1 among the rows, and nothing else.")
    kept: tuple[str, ...] = ()
    if predictors:
        moments = source.moments([*predictors, outcome])
        kept = tuple(predictors[column] for column in keep(moments, len(predictors)).columns)
    means, spreads = np.zeros(len(kept)), np.ones(len(kept))
    x = np.ones((y.size, 1))
    if kept:
        raw = source.matrix(kept, there)
        means, spreads = raw.mean(axis=0), raw.std(axis=0)
        x = np.column_stack([x, (raw - means) / spreads])
    found = _newton(x, y, outcome)
    back = np.diag(np.concatenate([[1.0], 1 / spreads]))
    back[0, 1:] = -means / spreads
    fitted = np.full(source.rows, math.nan)
    fitted[there] = found.fitted
    return replace(
        found,
        terms=(INTERCEPT, *kept),
        estimates=back @ found.estimates,
        covariance=back @ found.covariance @ back.T,
        fitted=fitted,
    )


@dataclass(frozen=True)
class Climb:
    """What Newton's next step needs of the rows at a ``beta``: sums, so that they may stay where they are."""

    information: FloatArray  # X'WX, W = p (1 - p)
    score: FloatArray  # X'(y - p)
    largest_weight: float
    farthest: float  # the largest |X beta|
    log_likelihood: float


def _newton(x: FloatArray, y: FloatArray, outcome: str) -> Logistic:
    def at(beta: FloatArray) -> Climb:
        along = np.asarray(x @ beta, dtype=np.float64)
        p = np.asarray(special.expit(along), dtype=np.float64)
        weight = p * (1 - p)
        fine = np.asarray(special.xlogy(y, p) + special.xlog1py(1 - y, -p)).sum(axis=0)
        information = (x * weight[:, None]).T @ x
        score = np.asarray(x.T @ (y - p), dtype=np.float64)
        return Climb(information, score, float(np.max(weight)), float(np.max(np.abs(along))), float(fine))

    beta, last, step = climb(at, float(y.mean()), x.shape[1], outcome)
    covariance = np.asarray(np.linalg.inv(last.information), dtype=np.float64)
    p = np.asarray(special.expit(x @ beta), dtype=np.float64)
    return Logistic((), beta, covariance, p, last.log_likelihood, step)


def climb(
    at: Callable[[FloatArray], Climb], mean: float, size: int, outcome: str
) -> tuple[FloatArray, Climb, int]:
    """Newton from the outcome's mean to the top: where it is, the sums at the last step, how many steps."""
    beta = np.zeros(size)
    beta[0] = special.logit(mean)
    for step in range(1, STEPS + 1):
        here = at(beta)
        if here.largest_weight < 1e-10 or np.linalg.cond(here.information) > 1e14:
            break
        move = np.linalg.solve(here.information, here.score)
        beta = beta + move * min(1.0, 5.0 / max(float(np.abs(move).max()), 1e-300))
        if float(np.abs(move).max()) < 1e-12 * max(1.0, float(np.abs(beta).max())):
            if here.farthest > 30:
                break
            return beta, here, step
    raise CannotEstimate(
        f"The predictors tell {outcome} perfectly for some rows, so their odds have no limit."
    )


def staying_weights(source: Arrays, *, stayed: str, predictors: Sequence[str]) -> Weights:
    """Stabilised weights from a logistic model of ``stayed`` (0, 1)."""
    model = logistic(source, outcome=stayed, predictors=predictors)
    modelled = ~np.isnan(model.fitted)
    here = modelled & (source.columns[stayed] == 1)
    weights = np.full(source.rows, math.nan)
    weights[here] = here.sum() / modelled.sum() / model.fitted[here]
    used = weights[here]
    return Weights(
        weights=weights,
        model=model,
        effective_n=float(used.sum() ** 2 / (used**2).sum()),
        largest=float(used.max(axis=0)),
        left_out=int((~modelled).sum()),
    )


def weighted_fit(
    source: Arrays,
    *,
    outcome: str,
    predictors: Sequence[str],
    weights: FloatArray,
    cluster: str | None = None,
    level: float = 0.95,
) -> Weighted:
    """Weighted least squares with robust errors; ``weights`` (rows,), ``nan`` leaves a row out.

    Raises ``CannotEstimate`` for weights of 0 or less, too few rows or clusters, or a row of leverage 1.
    """
    there = source.complete([outcome, *predictors], cluster) & np.isfinite(weights)
    rows = {name: source.columns[name][there] for name in (outcome, *predictors)}
    groups = None if cluster is None else np.unique(source.codes(cluster)[0][there], return_inverse=True)[1]
    w, y = weights[there], rows[outcome]
    if bool((w <= 0).any()):
        raise CannotEstimate("A weight is 0 or less.")
    if y.size == 0 or float(np.ptp(y)) == 0:
        raise CannotEstimate(f"{outcome} is the same in every row.")
    moments = Arrays(rows).moments([*predictors, outcome])
    kept = tuple(predictors[column] for column in keep(moments, len(predictors)).columns)
    if y.size <= len(kept) + 1:
        raise CannotEstimate(f"{y.size} rows are too few for {len(kept)} predictors and an intercept.")
    x = np.column_stack([np.ones(y.size), *(rows[name] for name in kept)])
    root = np.asarray(np.linalg.qr(x * np.sqrt(w)[:, None], mode="r"), dtype=np.float64)
    whitened = np.asarray(np.linalg.solve(root.T, x.T).T, dtype=np.float64)  # rows x R^-1
    beta = np.asarray(np.linalg.solve(root, whitened.T @ (w * y)), dtype=np.float64)
    residual = y - x @ beta
    meat, df, errors = _weighted_meat(whitened, w, residual, groups)
    inverse = np.linalg.inv(root)
    covariance = inverse @ meat @ inverse.T
    spread = float((w * (y - np.average(y, weights=w)) ** 2).sum())
    terms = (INTERCEPT, *kept)
    return Weighted(
        n=y.size,
        coefficients=coefficients(
            terms, beta, np.sqrt(np.diag(covariance)), np.full(len(terms), df), level=level
        ),
        estimates=beta,
        covariance=covariance,
        r2=1 - float((w * residual**2).sum()) / spread,
        errors=errors,
    )


def _weighted_meat(
    whitened: FloatArray, w: FloatArray, residual: FloatArray, groups: NDArray[np.intp] | None
) -> tuple[FloatArray, float, str]:
    scores = whitened * (w * residual)[:, None]
    if groups is not None:
        many = int(np.max(groups)) + 1
        if many < 2:
            raise CannotEstimate("All rows are in one cluster, so there are no cluster-robust errors.")
        sums = by_group(scores, groups, many)
        return sums.T @ sums * (many / (many - 1)), float(many - 1), "CR1"
    room = 1 - w * (whitened**2).sum(axis=1)
    if bool((room < 1e-10).any()):
        raise CannotEstimate("One row decides a coefficient by itself, so HC3 errors do not exist.")
    scores = scores / room[:, None]
    return scores.T @ scores, float(w.size - whitened.shape[1]), "HC3"
