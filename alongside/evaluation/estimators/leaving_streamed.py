"""Weights for those who left, and the model they weigh, of more people than are held in memory.

The twin of :mod:`.leaving`, from sums in DuckDB; a test holds the two equal.

**Staying**: each Newton step is one pass that sums ``X'WX`` and ``X'(y - p)`` (W = p (1 - p), X
standardised). The weights are an expression of the table, worked out where they are needed and never kept.

**Weighted model**: with the orthonormal columns z of the unweighted model (:mod:`.sources`), t = (1, z), one
pass sums ``G = sum w t t'``, ``v = sum w t y``; with ``G = L L'``, ``u = L^-1 t``, ``b = G^-1 v``,
``e = y - t'b``, ``h = w u'u`` the next sums HC3's ``(w e/(1-h))^2 u u'``, or ``s_g s_g'`` over clusters with
``s_g = sum w e u``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alongside.evaluation.estimators.blocks import basis_of
from alongside.evaluation.estimators.coefficients import INTERCEPT, coefficients
from alongside.evaluation.estimators.design import keep
from alongside.evaluation.estimators.duck import PART, STATE, DuckTable, combine, number
from alongside.evaluation.estimators.leaving import Climb, climb
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, Weighted
from alongside.evaluation.estimators.sources import Basis

WEIGHT = "the weight of having stayed"


@dataclass(frozen=True)
class StreamedWeights:
    """Stabilised weights as a column of ``table``, called ``WEIGHT``; NULL for those who left."""

    table: DuckTable
    estimates: FloatArray  # (1 + p,), of the predictors as they are
    effective_n: float
    largest: float
    left_out: int


def _pairs(size: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(size) for j in range(i, size)]


def _symmetric(values: Sequence[float], size: int) -> FloatArray:
    found = np.zeros((size, size))
    for value, (i, j) in zip(values, _pairs(size), strict=True):
        found[i, j] = found[j, i] = value
    return found


def staying_weights(table: DuckTable, *, stayed: str, predictors: Sequence[str]) -> StreamedWeights:
    """Weights from a logistic model of ``stayed`` (0, 1). Raises ``CannotEstimate`` as in memory."""
    rows = table.complete([stayed, *predictors], {})
    n, mean, other = table.one(
        f"SELECT count(*), avg(c0), count(*) FILTER (WHERE c0 NOT IN (0, 1)) FROM {rows}"
    )
    if other or not n or mean in (0, 1):
        raise CannotEstimate(f"{stayed} must be both 0 and 1 among the rows, and nothing else.")
    kept: tuple[int, ...] = ()
    means, spreads = np.zeros(0), np.ones(0)
    if predictors:
        moments = table.moments([*predictors, stayed])
        kept = keep(moments, len(predictors)).columns
        means = moments.means[list(kept)]
        spreads = np.linalg.norm(moments.root[:, list(kept)], axis=0) / math.sqrt(moments.n)
    size = len(kept) + 1
    x = ["1e0", *(f"((c{1 + c} - {number(means[i])}) / {number(spreads[i])})" for i, c in enumerate(kept))]
    listed = ", ".join(f"{text} AS x{i}" for i, text in enumerate(x))
    held = f"(SELECT c0 AS y, {listed} FROM {rows})"

    def at(beta: FloatArray) -> Climb:
        inner = f"SELECT *, {combine('x', beta, size)} AS eta FROM {held}"
        middle = f"SELECT *, 1e0 / (1e0 + exp(-eta)) AS p FROM ({inner})"
        sums = [f"sum(p * (1 - p) * x{i} * x{j})" for i, j in _pairs(size)]
        sums += [f"sum((y - p) * x{i})" for i in range(size)]
        sums += ["max(p * (1 - p))", "max(abs(eta))"]
        sums.append("sum(y * eta - greatest(eta, 0) - ln(1e0 + exp(-abs(eta))))")
        found = table.one(f"SELECT {', '.join(sums)} FROM ({middle})")
        whole = len(_pairs(size))
        score = np.array(found[whole : whole + size])
        return Climb(_symmetric(found[:whole], size), score, *(float(one) for one in found[whole + size :]))

    beta, _, _ = climb(at, float(mean), size, stayed)
    slopes = beta[1:] / spreads
    estimates = np.concatenate([[beta[0] - float(means @ slopes)], slopes])
    chosen = [table.expression(predictors[c]) for c in kept]
    terms = [
        f"{number(beta[1 + i])} * ((CAST({text} AS DOUBLE) - {number(means[i])}) / {number(spreads[i])})"
        for i, text in enumerate(chosen)
    ]
    eta = " + ".join([number(beta[0]), *terms])
    # Who lacks any predictor, a dropped one too, was not modelled and has no weight.
    known = " + ".join(f"CAST({table.expression(name)} AS DOUBLE)" for name in predictors) or "0e0"
    weight = (
        f"(CASE WHEN {table.expression(stayed)} = 1 AND isfinite({known}) "
        f"THEN {number(mean)} * (1e0 + exp(-({eta}))) END)"
    )
    weighted = table.with_column(WEIGHT, weight)
    total, squares, largest = table.one(
        f"SELECT sum(c0), sum(c0 * c0), max(c0) FROM {weighted.complete([WEIGHT], {})}"
    )
    return StreamedWeights(weighted, estimates, total**2 / squares, largest, table.rows - int(n))


def weighted_fit(
    weights: StreamedWeights,
    *,
    outcome: str,
    predictors: Sequence[str],
    cluster: str | None = None,
    level: float = 0.95,
) -> Weighted:
    """Weighted least squares with robust errors. Raises ``CannotEstimate`` as in memory."""
    table = weights.table
    moments = _of_the_weighted(table).moments([*predictors, outcome], cluster)
    kept = keep(moments, len(predictors))
    basis = basis_of(moments, kept, [len(predictors)], cluster)
    dropped = [name for name in predictors if name not in basis.predictors]
    rows = _rows(table, basis, dropped, cluster)
    size = len(basis.predictors) + 1
    t = ["1e0", *(f"z{j}" for j in range(size - 1))]
    sums = [f"sum(w * {t[i]} * {t[j]})" for i, j in _pairs(size)] + [f"sum(w * {one} * y)" for one in t]
    found = table.one(f"SELECT count(*), {', '.join(sums)}, sum(w * y * y) FROM {rows}")
    gram = _symmetric(found[1 : 1 + len(_pairs(size))], size)
    with_y = np.array(found[1 + len(_pairs(size)) : -1])
    lower = np.linalg.cholesky(gram)
    b = np.asarray(np.linalg.solve(gram, with_y), dtype=np.float64)
    turned = np.linalg.inv(lower)
    meat, df, errors, left = _meat(_Fitted(table, rows, int(found[0]), b, turned, cluster))
    spread = found[-1] - with_y[0] ** 2 / gram[0, 0]
    back = np.zeros((size, size))
    back[0, 0] = 1.0
    back[1:, 1:] = basis.inverse
    back[0, 1:] = -basis.means @ basis.inverse
    estimates = back @ b
    estimates[0] += basis.outcome_mean
    covariance = back @ turned.T @ meat @ turned @ back.T
    terms = (INTERCEPT, *basis.predictors)
    return Weighted(
        n=int(found[0]),
        coefficients=coefficients(
            terms, estimates, np.sqrt(np.diag(covariance)), np.full(size, df), level=level
        ),
        estimates=estimates,
        covariance=covariance,
        r2=1 - left / spread,
        errors=errors,
    )


def _of_the_weighted(table: DuckTable) -> DuckTable:
    """The table of those who have a weight."""
    there = f"(SELECT * FROM {table.relation} WHERE {table.expression(WEIGHT)} IS NOT NULL)"
    return table.over(there)


def _rows(table: DuckTable, basis: Basis, dropped: Sequence[str], cluster: str | None) -> str:
    """SQL of z0.., the outcome y about its mean, the weight w, and the cluster g."""
    p = len(basis.predictors)
    group = "" if cluster is None else ", g"
    rows = table.complete(
        [*basis.predictors, basis.outcome, WEIGHT, *dropped], {} if cluster is None else {"g": cluster}
    )
    centres = enumerate([*basis.means, basis.outcome_mean])
    centred = ", ".join(f"c{i} - {number(centre)} AS d{i}" for i, centre in centres)
    z = "".join(f"{combine('d', basis.inverse[:, j], j + 1)} AS z{j}, " for j in range(p))
    return f"(SELECT {z}d{p} AS y, w{group} FROM (SELECT {centred}, c{p + 1} AS w{group} FROM {rows}))"


@dataclass(frozen=True)
class _Fitted:
    """A weighted model in t = (1, z)."""

    table: DuckTable
    rows: str
    n: int
    b: FloatArray
    turned: FloatArray  # L^-1
    cluster: str | None


def _meat(fit: _Fitted) -> tuple[FloatArray, float, str, float]:
    """The middle in u (size, size), df, what it is called, and ``sum w e^2``."""
    b, turned, size = fit.b, fit.turned, fit.b.size
    u = [
        " + ".join([number(turned[j, 0]), *(f"{number(turned[j, i])} * z{i - 1}" for i in range(1, j + 1))])
        for j in range(size)
    ]
    e = " - ".join(["y", number(b[0]), *(f"{number(b[i])} * z{i - 1}" for i in range(1, size))])
    group = "" if fit.cluster is None else ", g"
    named = ", ".join(f"{one} AS u{j}" for j, one in enumerate(u))
    inner = f"SELECT w, {e} AS e, {named}{group} FROM {fit.rows}"
    squares = " + ".join(f"u{j} * u{j}" for j in range(size))
    if fit.cluster is not None:
        return _cluster_meat(fit.table, inner, size)
    said = f"SELECT *, 1 - w * ({squares}) AS room FROM ({inner})"
    scaled = "(w * e / greatest(room, 1e-12)) * (w * e / greatest(room, 1e-12))"
    sums = ", ".join(f"sum({scaled} * u{i} * u{j})" for i, j in _pairs(size))
    least, left, *found = fit.table.one(f"SELECT min(room), sum(w * e * e), {sums} FROM ({said})")
    if least < 1e-10:
        raise CannotEstimate("One row decides a coefficient by itself, so HC3 errors do not exist.")
    return _symmetric(found, size), float(fit.n - size), "HC3", left


def _cluster_meat(table: DuckTable, inner: str, size: int) -> tuple[FloatArray, float, str, float]:
    """Clusters by their hash in parts, so that their sums fit in memory however many there are."""
    clusters = table.one(f"SELECT approx_count_distinct(g) FROM ({inner})")[0]
    parts = max(1, math.ceil(clusters * (size + 1) * STATE / PART))
    sums = ", ".join(f"sum(w * e * u{j}) AS s{j}" for j in range(size))
    # A part may hold no cluster at all.
    squares = ", ".join(f"coalesce(sum(s{i} * s{j}), 0)" for i, j in _pairs(size))
    added = np.zeros(2 + len(_pairs(size)))
    for part in range(parts):
        some = f"({inner}) WHERE hash(g) % {parts} = {part}" if parts > 1 else f"({inner})"
        by = f"SELECT sum(w * e * e) AS left_over, {sums} FROM {some} GROUP BY g"
        found = table.one(f"SELECT count(*), coalesce(sum(left_over), 0), {squares} FROM ({by})")
        added += np.array(found, dtype=np.float64)
    many = int(added[0])
    if many < 2:
        raise CannotEstimate("All rows are in one cluster, so there are no cluster-robust errors.")
    meat = _symmetric(added[2:].tolist(), size) * (many / (many - 1))
    return meat, float(many - 1), "CR1", float(added[1])
