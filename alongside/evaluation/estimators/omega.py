"""McDonald's omega: how much of a scale's spread is the one thing its items share.

*Which omega*: omega total (McDonald 1999) of a model with **one factor**, fitted by minimum residuals
(Harman and Jones 1966) to the items' **correlations**, as R's ``psych::omega(nfactors = 1)`` and
``psych::fa(fm = "minres")``. Loadings l minimise ``f = sum over i < j of (r_ij - l_i l_j)^2``; uniqueness is
``1 - l2``; and with R the correlations

    omega = (sum R - sum (1 - l2)) / sum R.

It belongs to the sum of *standardised* items. Gradient ``-2 E l`` with ``E = R - l l'`` off the diagonal,
Hessian ``2 l_i l_j - 2 E_ij`` off and ``2 sum_(j != i) l_j^2`` on the diagonal: a few sweeps that solve one
loading at a time, then Newton's steps.

The interval is a percentile bootstrap over people (Efron 1979), seeded. Samples in which the fit does not
converge or a loading passes 1 are left out, and how many were used is told.

Not for a scale of two items (any two loadings with the same product fit), nor for one that measures several
things.
"""

from __future__ import annotations

import numpy as np

from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, Interval, Omega
from alongside.evaluation.estimators.scales import complete_items

SWEEPS, NEWTON, FLAT = 30, 30, 1e-11


def mcdonald_omega(items: FloatArray, *, seed: int, replicates: int = 1000, level: float = 0.95) -> Omega:
    """Omega of ``items`` (people, items >= 3), already reversed where they must be; people with every item.

    Raises ``CannotEstimate`` where an item does not vary, one factor does not fit, or fewer than nine in ten
    bootstrap samples can be fitted.
    """
    complete = complete_items(items, 3)
    if bool((np.ptp(complete, axis=0) == 0).any()):
        raise CannotEstimate("Everybody gave the same answer to one of the items.")
    estimate, loadings = omega_and_loadings(np.asarray(np.corrcoef(complete, rowvar=False)))
    again = _resampled(complete, replicates, seed)
    many, converged = minres(again)
    if replicates and converged.mean() < 0.9:
        raise CannotEstimate("One factor does not describe these items in enough bootstrap samples.")
    spread = omega_of(again, many)[converged]
    low, high = np.quantile(spread, [0.5 - level / 2, 0.5 + level / 2]) if replicates else (np.nan, np.nan)
    return Omega(
        omega=Interval(estimate, float(low), float(high), level, "percentile bootstrap over people"),
        loadings=loadings,
        uniqueness=1 - loadings**2,
        replicates=int(converged.sum()),
        seed=seed,
    )


def omega_and_loadings(correlations: FloatArray) -> tuple[float, FloatArray]:
    """Omega and the loadings (k,) of one correlation matrix (k, k). Raises ``CannotEstimate``."""
    loadings, fine = minres(correlations[None])
    if not fine[0]:
        raise CannotEstimate(
            "One factor does not describe these items (a loading passes 1, or none was found)."
        )
    return float(omega_of(correlations[None], loadings)[0]), loadings[0]


def omega_of(correlations: FloatArray, loadings: FloatArray) -> FloatArray:
    """(b,) from (b, k, k) and (b, k)."""
    total = correlations.sum(axis=(1, 2))
    return np.asarray((total - (1 - loadings**2).sum(axis=1)) / total, dtype=np.float64)


def _resampled(complete: FloatArray, replicates: int, seed: int) -> FloatArray:
    """Correlations (replicates, k, k) of people drawn with replacement; ``nan`` where an item does not
    vary.
    """
    n, k = complete.shape
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=replicates) / n
    centred = complete - complete.mean(axis=0)
    means = draws @ centred
    products = (draws @ np.einsum("ni,nj->nij", centred, centred).reshape(n, k * k)).reshape(-1, k, k)
    covariance = products - np.einsum("bi,bj->bij", means, means)
    scale = np.sqrt(np.maximum(np.einsum("bii->bi", covariance), 0))
    scale[scale < 1e-12] = np.nan
    return np.asarray(covariance / np.einsum("bi,bj->bij", scale, scale), dtype=np.float64)


def minres(correlations: FloatArray) -> tuple[FloatArray, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """One-factor loadings (b, k) of correlation matrices (b, k, k), and which were found with all loadings
    under 1.
    """
    whole = np.asarray(np.isfinite(correlations).all(axis=(1, 2)))
    k = correlations.shape[1]
    off = np.where(whole[:, None, None], correlations, np.eye(k)) * (1 - np.eye(k))
    # Start at the first principal axis, on the scale of the correlations.
    values, vectors = np.linalg.eigh(off + np.eye(k))
    loadings = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:], 0)) * 0.9
    for _ in range(SWEEPS):
        for i in range(k):
            others = (loadings**2).sum(axis=1) - loadings[:, i] ** 2
            loadings[:, i] = np.einsum("bj,bj->b", off[:, i], loadings) / np.maximum(others, 1e-12)
    for _ in range(NEWTON):
        gradient, hessian = _slopes(off, loadings)
        if np.abs(gradient[whole]).max(initial=0) < FLAT / 100:
            break
        loadings = loadings - np.linalg.solve(hessian + 1e-14 * np.eye(k), gradient[:, :, None])[:, :, 0]
    gradient, hessian = _slopes(off, loadings)
    least = np.linalg.eigvalsh(np.nan_to_num(hessian))[:, 0]
    fine = whole & (np.abs(gradient).max(axis=1) < FLAT) & (least > 0) & ((loadings**2).max(axis=1) < 1)
    signs = np.where(loadings.sum(axis=1) < 0, -1.0, 1.0)
    return loadings * signs[:, None], np.asarray(fine)


def _slopes(off: FloatArray, loadings: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Gradient (b, k) and Hessian (b, k, k) of f."""
    k = off.shape[1]
    outer = np.einsum("bi,bj->bij", loadings, loadings) * (1 - np.eye(k))
    left = off - outer
    gradient = -2 * np.einsum("bij,bj->bi", left, loadings)
    diagonal = (loadings**2).sum(axis=1, keepdims=True) - loadings**2
    hessian = 2 * outer - 2 * left + 2 * diagonal[:, :, None] * np.eye(k)
    return gradient, hessian
