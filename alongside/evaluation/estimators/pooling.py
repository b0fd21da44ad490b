"""Rubin's rules: one answer from several completed tables.

With m estimates q_j and covariances U_j: ``Q = mean q``, ``U = mean U_j``, ``B = var q`` (m - 1), total ``T
= U + (1 + 1/m) B`` (Rubin 1987). For each parameter ``riv = (1+1/m) B/U``, ``lambda = (1+1/m) B/T`` (at
least 1e-4, as mice), and the degrees of freedom of Barnard and Rubin (1999): ``1/df = 1/df_old + 1/df_obs``,
``df_old = (m-1)/lambda2``, ``df_obs = (v+1)/(v+3) v (1-lambda)`` with v those of the complete table.
Fraction of missing information ``(riv + 2/(df+3))/(1 + riv)``.

Several parameters at once (k of them, does a block add anything?):

- **D1** (Li, Raghunathan and Rubin 1991): ``r = (1+1/m) tr(B U^-1)/k``, ``F = Q'U^-1 Q / (k (1+r))`` on k
  and v degrees of freedom, v after Reiter (2007) where the complete table's are finite and ``t = k(m-1) >
  4``; as ``mice::D1``. His are a series in 1/(v* - 4(1+a)), v* what is left of the complete table's degrees
  of freedom, and say nothing where that is not above 0 (few clusters): there they are those of one parameter
  with the missing information ``r/(1+r)``, so that of k = 1 the test is that of the coefficient. It takes
  missing information to be spread evenly over the k parameters;
- **D2** (Li, Meng, Raghunathan and Rubin 1991) from the m Wald statistics d_j alone: ``r = (1+1/m) var(sqrt
  d)``, ``F = (mean d / k - (m+1)/(m-1) r)/(1+r)`` on k and ``k^(-3/m) (m-1)(1+1/r)^2``. Weaker than D1; for
  comparison.

R2 is pooled through Fisher's z of its root (Harel 2009; mice's ``pool.r.squared``): ``tanh(mean atanh R)^2``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alongside.evaluation.estimators.coefficients import INTERCEPT, coefficients
from alongside.evaluation.estimators.distributions import f_upper
from alongside.evaluation.estimators.results import (
    Block,
    Blocks,
    CannotEstimate,
    FloatArray,
    Pooled,
    PooledBlock,
    Test,
)

# mice takes no less, so that a fully observed parameter has finite degrees of freedom.
LEAST_LAMBDA = 1e-4


def pool(
    terms: Sequence[str],
    estimates: FloatArray,
    covariances: FloatArray,
    *,
    df_complete: float | FloatArray = math.inf,
    level: float = 0.95,
) -> Pooled:
    """Rubin's rules over ``estimates`` (m, k) and ``covariances`` (m, k, k).

    ``df_complete`` are the degrees of freedom of one completed table, of each parameter (k,) where they
    differ. Raises ``CannotEstimate`` for m < 2.
    """
    m = estimates.shape[0]
    if m < 2:
        raise CannotEstimate("Pooling needs at least two completed tables.")
    mean, within = estimates.mean(axis=0), covariances.mean(axis=0)
    between = np.cov(estimates, rowvar=False, ddof=1).reshape(within.shape)
    total = within + (1 + 1 / m) * between
    riv = (1 + 1 / m) * np.diag(between) / np.diag(within)
    df = _barnard_rubin(
        np.maximum((1 + 1 / m) * np.diag(between) / np.diag(total), LEAST_LAMBDA), m, df_complete
    )
    return Pooled(
        terms=tuple(terms),
        estimates=mean,
        covariance=total,
        within=within,
        between=between,
        df=df,
        riv=riv,
        fmi=(riv + 2 / (df + 3)) / (1 + riv),
        coefficients=coefficients(terms, mean, np.sqrt(np.diag(total)), df, level=level),
        imputations=m,
    )


def _barnard_rubin(share: FloatArray, m: int, df_complete: float | FloatArray) -> FloatArray:
    old = (m - 1) / share**2
    complete = np.broadcast_to(np.asarray(df_complete, dtype=np.float64), share.shape)
    finite = np.where(np.isinf(complete), 1.0, complete)
    observed = (finite + 1) / (finite + 3) * finite * (1 - share)
    return np.asarray(np.where(np.isinf(complete), old, old * observed / (old + observed)), dtype=np.float64)


def d1(estimates: FloatArray, covariances: FloatArray, *, df_complete: float = math.inf) -> Test:
    """That all k parameters are 0; ``estimates`` (m, k), ``covariances`` (m, k, k)."""
    m, k = estimates.shape
    if m < 2:
        raise CannotEstimate("Pooling needs at least two completed tables.")
    mean, within = estimates.mean(axis=0), covariances.mean(axis=0)
    between = np.cov(estimates, rowvar=False, ddof=1).reshape(k, k)
    inverse = np.linalg.inv(within)
    r = (1 + 1 / m) * float(np.trace(between @ inverse)) / k
    statistic = float(mean @ inverse @ mean) / (k * (1 + r))
    df = _d1_df(r, m, k, df_complete)
    return Test("D1", statistic, k, df, f_upper(statistic, k, df))


def _d1_df(r: float, m: int, k: int, df_complete: float) -> float:
    t = k * (m - 1)
    if r == 0:
        return df_complete
    if t <= 4:
        return t * (1 + 1 / k) * (1 + 1 / r) ** 2 / 2
    if math.isinf(df_complete):
        return 4 + (t - 4) * (1 + (1 - 2 / t) / r) ** 2
    # Reiter (2007), in the terms of mitml.
    a = r * t / (t - 2)
    v = (df_complete + 1) / (df_complete + 3) * df_complete
    c0, c1, c2 = 1 / (t - 4), v - 2 * (1 + a), v - 4 * (1 + a)
    if c2 <= 0:
        return float(_barnard_rubin(np.array([max(r / (1 + r), LEAST_LAMBDA)]), m, df_complete)[0])
    z = 1 / c2
    z += c0 * (a**2 * c1 / ((1 + a) ** 2 * c2))
    z += c0 * (8 * a**2 * c1 / ((1 + a) * c2**2) + 4 * a**2 / ((1 + a) * c2))
    z += c0 * (4 * a**2 / (c2 * c1) + 16 * a**2 * c1 / c2**3)
    z += c0 * (8 * a**2 / c2**2)
    return 4 + 1 / z


def d2(wald: FloatArray, k: int) -> Test:
    """From the m Wald statistics (chi-square, k parameters) of the completed tables."""
    m = wald.size
    if m < 2:
        raise CannotEstimate("Pooling needs at least two completed tables.")
    r = (1 + 1 / m) * float(np.sqrt(wald).var(ddof=1))
    statistic = max(0.0, (float(wald.mean()) / k - (m + 1) / (m - 1) * r) / (1 + r))
    df = math.inf if r == 0 else k ** (-3 / m) * (m - 1) * (1 + 1 / r) ** 2
    return Test("D2", statistic, k, df, f_upper(statistic, k, df))


def pool_r2(r2: FloatArray) -> float:
    """R2 (m,) through Fisher's z. Raises ``CannotEstimate`` where one is 1."""
    if bool((r2 >= 1).any()):
        raise CannotEstimate("An R2 of 1 cannot be pooled.")
    return math.tanh(float(np.arctanh(np.sqrt(np.maximum(r2, 0))).mean())) ** 2


def pool_blocks(fits: Sequence[Blocks]) -> tuple[PooledBlock, ...]:
    """The same nested blocks fitted to m completed tables.

    Raises ``CannotEstimate`` where the tables kept different predictors.
    """
    if len({fit.blocks[-1].predictors for fit in fits}) != 1:
        raise CannotEstimate("A predictor was dropped in some of the completed tables but not in all.")
    found: list[PooledBlock] = []
    for number, first in enumerate(fits[0].blocks):
        one = _pool_block([fit.blocks[number] for fit in fits], fits[0].level)
        before = found[-1].r2 if found else 0.0
        found.append(replace(one, name=first.name, delta_r2=one.r2 - before))
    return tuple(found)


def _pool_block(fits: Sequence[Block], level: float) -> PooledBlock:
    first = fits[0]
    estimates = np.stack([fit.estimates for fit in fits])
    covariances = np.stack([fit.covariance for fit in fits])
    # Under robust errors a completed table has fewer degrees of freedom than rows less terms.
    df = np.array([[one.df for one in fit.coefficients] for fit in fits]).mean(axis=0)
    pooled = pool((INTERCEPT, *first.predictors), estimates, covariances, df_complete=df, level=level)
    betas = [
        float(np.mean([fit.coefficients[i].beta or 0.0 for fit in fits])) for i in range(len(pooled.terms))
    ]
    standardised = tuple(
        one if i == 0 else replace(one, beta=betas[i]) for i, one in enumerate(pooled.coefficients)
    )
    rows = np.arange(len(first.predictors) - first.df1 + 1, len(first.predictors) + 1)
    test = second = None
    # Too few clusters to test as many terms together: no completed table can, and neither can all of them.
    if first.df1 and all(fit.no_robust is None for fit in fits):
        part, spread = estimates[:, rows], covariances[:, rows[:, None], rows]
        robust = [fit.robust.df2 for fit in fits if fit.robust is not None]
        test = d1(part, spread, df_complete=float(np.mean(robust)) if robust else first.df2)
        wald = np.array([q @ np.linalg.solve(u, q) for q, u in zip(part, spread, strict=True)])
        second = d2(wald, first.df1)
    r2 = pool_r2(np.array([fit.r2 for fit in fits]))
    return PooledBlock(
        name=first.name,
        added=first.added,
        predictors=first.predictors,
        n=first.n,
        r2=r2,
        r2_adjusted=1 - (1 - r2) * (first.n - 1) / first.df2,
        delta_r2=r2,
        test=test,
        d2=second,
        coefficients=replace(pooled, coefficients=standardised),
    )
