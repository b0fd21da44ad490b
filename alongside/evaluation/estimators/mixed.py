"""Linear mixed models by restricted maximum likelihood (REML): occasions within people within professionals.

``y = X b + Z u + e`` with ``e ~ N(0, s2 I)``; each person has a random intercept, or an intercept and a
slope with an unstructured covariance ``s2 L L'`` (L lower triangular, 2 x 2); a professional may add a
random intercept ``s2 c2``. With ``M = I + sum of Z L L' Z'`` over the levels, the profiled criterion (-2 log
restricted likelihood; Bates et al. 2015, eq. 42, lmer's REMLcrit) is

    log|M| + log|X'M^-1 X| + (n - p) (1 + log(2 pi r2 / (n - p))),
    r2 = y'M^-1 y - y'M^-1 X (X'M^-1 X)^-1 X'M^-1 y,

p counting the intercept; ``s2 = r2/(n - p)`` and ``Cov b = s2 (X'M^-1 X)^-1``. It needs sums by person only.
With A = [U e], U the orthonormal basis of X (:mod:`.sources`) and e the least-squares residual, so that
nothing large is subtracted, person i gives ``K_i = Z_i'Z_i`` and ``T_i = Z_i'A_i``, and with ``C_i = (I +
L'K_i L)^-1``

    A'M^-1 A = A'A - sum_i (L'T_i)' C_i (L'T_i),   log|M| = - sum_i log|C_i|;

a professional k adds, from ``w_k = 1'M_k^-1 1`` and ``b_k = A'M_k^-1 1`` of their people,
``- c2 b_k b_k'/(1 + c2 w_k)`` and ``log(1 + c2 w_k)``. With random intercepts alone people with equally many
rows share C_i, so ``sum_i T_i'T_i`` by number of rows is enough: DuckDB computes that, and memory stays flat.

The minimum is found over (L, c) by :mod:`.reml`. The slope's variable is standardised on the way and turned
back. Coefficients are tested by Wald against the normal distribution (for few people this is too sure of
itself). Missing occasions may depend on what was observed (missing at random), on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.estimators.blocks import basis_of, dropped, turn
from alongside.evaluation.estimators.coefficients import INTERCEPT, coefficients
from alongside.evaluation.estimators.design import keep
from alongside.evaluation.estimators.duck import SMALL, DuckTable
from alongside.evaluation.estimators.reml import ByPattern, ByPerson, Fit, Sums, minimise, triangle
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, Mixed, RandomEffect
from alongside.evaluation.estimators.sources import Arrays, Basis, by_group

# A standard deviation under this share of the residual's is taken to be 0, and the fit to be singular.
NOTHING = 1e-4
# How many numbers the sums by pattern may take.
MOST_NUMBERS = 20_000_000
TOO_FEW_ROWS = (
    "{n} answers of {groups} people are too few for a slope of each person: it cannot be told from what "
    "differs from answer to answer. That needs more than two answers a person."
)


@dataclass(frozen=True)
class _Levels:
    """Who is in what: the person of each row, the professional of each person, and the slope's variable."""

    person: str
    slope: str | None
    within: str | None


def fit_mixed(
    source: Arrays | DuckTable,
    *,
    outcome: str,
    predictors: Sequence[str],
    person: str,
    slope: str | None = None,
    within: str | None = None,
    level: float = 0.95,
) -> Mixed:
    """``outcome`` on ``predictors`` (an intercept is added), a row an occasion, a random intercept for each
    ``person``.

    ``slope`` is a column whose effect varies by person; ``within`` a cluster that people are in
    (professional): a person with two professionals counts as one person with each. Rows that lack anything
    named are left out. From DuckDB, a random intercept alone is worked out there; other models read the
    columns into memory.

    Raises ``CannotEstimate`` where nobody has two rows or there is one group only (of ``within`` too);
    and, as lmer, where rows are no more than two a person and a slope is asked for.
    """
    levels = _Levels(person, slope, within)
    entered = list(predictors)
    needed = [*entered, outcome, *([slope] if slope and slope not in entered else [])]
    clusters = [person, *([within] if within else [])]
    if isinstance(source, DuckTable) and (slope or within or source.rows <= SMALL):
        source = source.loaded(needed, clusters)
    all_rows = source.rows
    if isinstance(source, Arrays):
        source = _people(source, needed, levels)
    moments = source.moments([*entered, outcome], person)
    kept = keep(moments, len(entered))
    basis = basis_of(moments, kept, [len(entered)], person)
    line = np.eye(2)
    if isinstance(source, DuckTable):
        sums: Sums = _by_size(source, basis)
    else:
        sums, line = _by_person(source, basis, levels)
    if sums.groups < 2 or sums.most_rows < 2:
        raise CannotEstimate(f"A mixed model of {outcome} needs two people, and somebody with two rows.")
    if slope is not None and basis.n <= 2 * sums.groups:
        raise CannotEstimate(TOO_FEW_ROWS.format(n=basis.n, groups=sums.groups))
    logdet = math.log(basis.n) + 2 * float(np.log(np.diag(basis.root)).sum())
    found = _mixed(basis, minimise(sums, logdet), sums, line, levels, level=level)
    return replace(found, left_out=all_rows - basis.n, dropped=dropped(kept, [("", entered)]))


def _people(source: Arrays, needed: Sequence[str], levels: _Levels) -> Arrays:
    """The complete rows, their people numbered within professionals."""
    there = source.complete(needed, levels.person)
    people = source.codes(levels.person)[0]
    clusters: dict[str, NDArray[np.intp]] = {}
    if levels.within is not None:
        there &= source.codes(levels.within)[1]
        professionals = source.codes(levels.within)[0]
        clusters[levels.within] = professionals[there]
        people = professionals * (int(np.max(people, initial=0)) + 1) + people
    clusters[levels.person] = people[there]
    return Arrays({name: source.columns[name][there] for name in needed}, clusters)


def _by_size(table: DuckTable, basis: Basis) -> ByPattern:
    sizes, counts, products = table.group_moments(basis)
    return ByPattern(
        n=basis.n,
        groups=int(counts.sum()),
        rss=basis.residual**2,
        gram=sizes[:, None, None],
        counts=counts,
        products=products.reshape(products.shape[0], -1),
    )


def _by_person(source: Arrays, basis: Basis, levels: _Levels) -> tuple[Sums, FloatArray]:
    """The sums, and S (2, 2): effects of (1, t) from those of (1, standardised t)."""
    u, residuals, codes = source.basis_rows(basis)
    if codes is None:
        raise ValueError("The basis has no person.")
    z, line = np.ones((basis.n, 1)), np.eye(2)
    if levels.slope is not None:
        t = source.columns[levels.slope]
        centre, scale = float(t.mean()), float(t.std())
        if scale <= 1e-12 * max(1.0, abs(centre)):
            raise CannotEstimate(f"{levels.slope} is the same in every row, so nobody has a slope.")
        z = np.column_stack([z, (t - centre) / scale])
        line = np.array([[1.0, -centre / scale], [0.0, 1 / scale]])
    whole = np.column_stack([u, residuals[-1]])
    groups, q, k = int(np.max(codes)) + 1, z.shape[1], whole.shape[1]
    gram = by_group(np.einsum("na,nb->nab", z, z).reshape(-1, q * q), codes, groups).reshape(-1, q, q)
    cross = by_group(np.einsum("na,nk->nak", z, whole).reshape(-1, q * k), codes, groups).reshape(-1, q, k)
    rss = basis.residual**2
    if levels.within is not None:
        if np.ptp(source.clusters[levels.within]) == 0:
            raise CannotEstimate(f"All rows are in one of the {levels.within}: leave that out of the model.")
        professional = np.empty(groups, dtype=np.intp)
        professional[codes] = np.unique(source.clusters[levels.within], return_inverse=True)[1]
        return ByPerson(basis.n, rss, gram, cross, professional), line
    patterns, which = np.unique(gram.round(9).reshape(groups, -1), axis=0, return_inverse=True)
    if patterns.shape[0] * (q * k) ** 2 > MOST_NUMBERS:
        return ByPerson(basis.n, rss, gram, cross, None), line
    return _patterns(basis, gram, cross, which.reshape(-1), patterns.shape[0]), line


def _patterns(
    basis: Basis, gram: FloatArray, cross: FloatArray, which: NDArray[np.intp], many: int
) -> ByPattern:
    _, q, k = cross.shape
    flat = cross.reshape(-1, q * k)
    products = np.zeros((many, q * k, q * k))
    order = np.argsort(which, kind="stable")
    edges = np.searchsorted(which[order], np.arange(many + 1))
    for pattern in range(many):
        rows = flat[order[edges[pattern] : edges[pattern + 1]]]
        products[pattern] = rows.T @ rows
    # From (pattern, effect, column, effect, column) to (pattern effect effect, column column).
    sorted_ = products.reshape(many, q, k, q, k).transpose(0, 1, 3, 2, 4)
    counts = np.diff(edges).astype(np.float64)
    return ByPattern(
        n=basis.n,
        groups=flat.shape[0],
        rss=basis.residual**2,
        gram=gram[order[edges[:-1]]],
        counts=counts,
        products=sorted_.reshape(many * q * q, k * k),
    )


def _mixed(basis: Basis, fit: Fit, sums: Sums, line: FloatArray, levels: _Levels, *, level: float) -> Mixed:
    left = np.asarray(sums.weighted(fit.parameters)[0])
    p = left.shape[0] - 1
    inverse = np.linalg.inv(left[:p, :p])
    change = inverse @ left[:p, p]
    s2 = float(left[p, p] - left[p, :p] @ change) / (basis.n - p)
    start = np.concatenate([[math.sqrt(basis.n) * basis.outcome_mean], basis.outcome_root])
    turned = turn(basis, len(basis.predictors))
    covariance = s2 * turned @ inverse @ turned.T
    estimates = turned @ (start + change)
    terms = (INTERCEPT, *basis.predictors)
    random = _random(fit, sums, line, levels, s2)
    variances = [float(effect.covariance[0, 0]) for effect in random]
    own = triangle(fit.parameters, sums.effects)
    roots = np.abs(np.diag(own)) if levels.within is None else np.abs([*np.diag(own), fit.parameters[-1]])
    return Mixed(
        terms=terms,
        n=basis.n,
        left_out=0,
        estimates=estimates,
        covariance=(covariance + covariance.T) / 2,
        coefficients=coefficients(
            terms, estimates, np.sqrt(np.diag(covariance)), np.full(p, math.inf), level=level
        ),
        random=random,
        residual_sd=math.sqrt(s2),
        criterion=fit.criterion,
        icc=sum(variances) / (sum(variances) + s2) if levels.slope is None else None,
        singular=bool((roots < NOTHING).any()),
        converged=fit.converged,
        dropped=(),
    )


def _random(fit: Fit, sums: Sums, line: FloatArray, levels: _Levels, s2: float) -> tuple[RandomEffect, ...]:
    lower = np.asarray(triangle(fit.parameters, sums.effects), dtype=np.float64)
    own = s2 * lower @ lower.T
    names: tuple[str, ...] = (INTERCEPT,)
    if levels.slope is not None:
        own, names = line @ own @ line.T, (INTERCEPT, levels.slope)
    found = [RandomEffect(levels.person, sums.groups, names, own)]
    if levels.within is not None and isinstance(sums, ByPerson) and sums.professional is not None:
        clinics = int(np.max(sums.professional)) + 1
        above = np.array([[s2 * float(fit.parameters[-1]) ** 2]])
        found.append(RandomEffect(levels.within, clinics, (INTERCEPT,), above))
    return tuple(found)
