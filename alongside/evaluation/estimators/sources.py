"""Where numbers come from: one interface, filled from memory here, from DuckDB in :mod:`.duck`.

A linear model needs of its rows only sums. They are taken in two steps, both defined here so that another
engine (Spark SQL) can fill the same protocol and be held equal by the same test:

1. **Moments**. Of n complete rows with columns x_1..x_k: the means m, and an upper triangular *root* R (k,
k) with
   ``R'R = sum (x - m)(x - m)'``. Centred first: taking n m m' from raw squares would lose the digits that
   matter where a column is large against its spread (Chan, Golub and LeVeque 1983).
2. **Scores**. With the predictors' root R_p (kept columns only), ``z = R_p^-T (x - m)`` and ``u = (1/sqrt n,
z)`` are
   orthonormal over the rows (``sum u u' = 1``). The basis is triangular, so the model of the first p_b
   predictors uses the first p_b of z, and nested models share one pass: the residual ``e_b = (y - mean y) -
   sum_{j <= p_b} g_j z_j`` with g the outcome's column of the root, the leverage ``h_b = 1/n + sum_{j <=
   p_b} z_j^2``. Summed are ``(e/(1-h))^2 u u'`` over rows (HC3), ``s_g s_g'`` over clusters with ``s_g =
   sum_{i in g} e_i u_i`` (CR1), and by cluster ``K_g = sum_{i in g} u u'`` with s_g (CR2).

Rows that lack any value asked for (or the cluster) are left out, and counted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.estimators.results import CannotEstimate, FloatArray

# A column is a mixture of those before it where what is left of its length is under this share of it: R's
# lm().
QR_TOLERANCE = 1e-7
# Sums of squares know lengths to half their digits: no share of a centred length under this is seen.
SUMS_RESOLUTION = 1e-5


@dataclass(frozen=True)
class Moments:
    """Means (k,) and centred root (k, k) of n complete rows, in the order of ``names``."""

    names: tuple[str, ...]
    n: int
    left_out: int
    means: FloatArray
    root: FloatArray
    resolution: float = 0.0


@dataclass(frozen=True)
class Basis:
    """Nested linear models in one orthonormal basis (see the module's second step)."""

    predictors: tuple[str, ...]
    outcome: str
    cluster: str | None
    n: int
    means: FloatArray  # (p,) of the predictors
    outcome_mean: float
    root: FloatArray  # (p, p) upper triangular
    outcome_root: FloatArray  # (p,): g
    residual: float  # length of what the largest model leaves of the outcome
    sizes: tuple[int, ...]  # p_b of each model, ascending
    # What else a row must have to count: predictors that were dropped may lack where those kept do not.
    also: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Everything that a row must have: predictors, outcome (at ``len(predictors)``), what was dropped."""
        return (*self.predictors, self.outcome, *self.also)

    @cached_property
    def inverse(self) -> FloatArray:
        """R^-1 (p, p): ``z = (x - m) R^-1`` for a row vector."""
        inverse = np.asarray(np.linalg.solve(self.root, np.eye(len(self.predictors))), dtype=np.float64)
        return np.triu(inverse)


@dataclass(frozen=True)
class ClusterSums:
    """By cluster: ``gram`` (G, 1+p, 1+p) of the largest model, ``scores`` one (G, 1+p_b) a model."""

    gram: FloatArray
    scores: tuple[FloatArray, ...]


class Source(Protocol):
    """What an estimator may ask of a table. All methods use the rows that are complete in what is named."""

    def moments(self, names: Sequence[str], cluster: str | None = None) -> Moments:
        """Of the columns, in their order."""
        ...

    def row_meat(self, basis: Basis) -> list[FloatArray]:
        """HC3's middle, one (1+p_b, 1+p_b) for each model; ``nan`` where a row's leverage is 1."""
        ...

    def cluster_meat(self, basis: Basis) -> tuple[int, list[FloatArray]]:
        """How many clusters; the sum of ``s_g s_g'``, one (1+p_b, 1+p_b) for each model."""
        ...

    def cluster_sums(self, basis: Basis, most: int) -> ClusterSums:
        """Refuses more than ``most`` clusters."""
        ...


# A row whose leverage is nearer to 1 than this decides a coefficient by itself.
ROOM = 1e-10
TOO_MANY_CLUSTERS = (
    "CR2 errors are for few clusters ({most:,} at most). With more, CR1 says the same to many digits."
)


class Arrays:
    """A table in memory: ``columns`` name -> (rows,) float, ``clusters`` name -> (rows,) of anything, None
    missing.
    """

    def __init__(
        self, columns: Mapping[str, FloatArray], clusters: Mapping[str, NDArray[Any]] | None = None
    ) -> None:
        self.columns = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
        self.clusters = {name: np.asarray(values) for name, values in (clusters or {}).items()}
        lengths = {values.shape for values in (*self.columns.values(), *self.clusters.values())}
        if len(lengths) > 1 or any(len(shape) != 1 for shape in lengths):
            raise ValueError(f"Columns of different shapes: {sorted(lengths)}.")
        self._codes: dict[str, tuple[NDArray[np.intp], NDArray[np.bool_]]] = {}

    @property
    def rows(self) -> int:
        return int(next(iter(self.columns.values())).size)

    def complete(self, names: Sequence[str], cluster: str | None = None) -> NDArray[np.bool_]:
        """Which rows (rows,) have all of these as finite numbers, and the cluster."""
        there = np.ones(self.rows, dtype=np.bool_)
        for name in names:
            there &= np.isfinite(self.columns[name])
        if cluster is not None:
            there &= self.codes(cluster)[1]
        return there

    def matrix(self, names: Sequence[str], there: NDArray[np.bool_]) -> FloatArray:
        """(complete rows, names)."""
        matrix = np.empty((int(there.sum()), len(names)))
        for column, name in enumerate(names):
            matrix[:, column] = self.columns[name][there]
        return matrix

    def codes(self, cluster: str) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Each row's cluster as a whole number from 0, and which rows have one."""
        if cluster not in self._codes:
            values = self.clusters[cluster]
            if values.dtype.kind == "f":
                known = np.isfinite(values)
            elif values.dtype.kind == "O":
                known = np.array([not missing(value) for value in values], dtype=np.bool_)
                values = np.array([str(value) for value in values])
            else:
                known = np.ones(values.size, dtype=np.bool_)
            codes = np.full(values.size, -1, dtype=np.intp)
            codes[known] = np.unique(values[known], return_inverse=True)[1]
            self._codes[cluster] = codes, known
        return self._codes[cluster]

    def moments(self, names: Sequence[str], cluster: str | None = None) -> Moments:
        there = self.complete(names, cluster)
        n = int(there.sum())
        if n < 2:
            raise CannotEstimate(f"Only {n} rows have all of {', '.join(names)}.")
        data = self.matrix(names, there)
        means = data.mean(axis=0)
        means += (data - means).mean(axis=0)  # what rounding left
        root = triangular(data - means)
        if root.shape[0] < len(names):  # fewer rows than columns
            root = np.vstack([root, np.zeros((len(names) - root.shape[0], len(names)))])
        return Moments(tuple(names), n, self.rows - n, means, root)

    def basis_rows(self, basis: Basis) -> tuple[FloatArray, list[FloatArray], NDArray[np.intp] | None]:
        """u (n, 1+p), the residuals of each model (n,), the clusters' codes (n,)."""
        there = self.complete(basis.needed, basis.cluster)
        z = (self.matrix(basis.predictors, there) - basis.means) @ basis.inverse
        u = np.column_stack([np.full(basis.n, 1 / math.sqrt(basis.n)), z])
        centred = self.columns[basis.outcome][there] - basis.outcome_mean
        residuals = [centred - z[:, :size] @ basis.outcome_root[:size] for size in basis.sizes]
        codes = None
        if basis.cluster is not None:
            codes = np.unique(self.codes(basis.cluster)[0][there], return_inverse=True)[1]
        return u, residuals, codes

    def row_meat(self, basis: Basis) -> list[FloatArray]:
        u, residuals, _ = self.basis_rows(basis)
        meats = []
        for size, residual in zip(basis.sizes, residuals, strict=True):
            used = u[:, : size + 1]
            room = 1 - np.einsum("ij,ij->i", used, used)
            if bool((room < ROOM).any()):
                meats.append(np.full((size + 1, size + 1), np.nan))
                continue
            weighted = used * (residual / room)[:, None]
            meats.append(weighted.T @ weighted)
        return meats

    def _scores(self, basis: Basis) -> tuple[FloatArray, list[FloatArray], NDArray[np.intp], int]:
        u, residuals, codes = self.basis_rows(basis)
        if codes is None:
            raise ValueError("No cluster was named.")
        groups = int(np.max(codes)) + 1
        scores = []
        for size, residual in zip(basis.sizes, residuals, strict=True):
            each = u[:, : size + 1] * residual[:, None]
            scores.append(by_group(each, codes, groups))
        return u, scores, codes, groups

    def cluster_meat(self, basis: Basis) -> tuple[int, list[FloatArray]]:
        _, scores, _, groups = self._scores(basis)
        return groups, [score.T @ score for score in scores]

    def cluster_sums(self, basis: Basis, most: int) -> ClusterSums:
        u, scores, codes, groups = self._scores(basis)
        if groups > most:
            raise CannotEstimate(TOO_MANY_CLUSTERS.format(most=most))
        order = np.argsort(codes, kind="stable")
        edges = np.searchsorted(codes[order], np.arange(groups + 1))
        blocks = [u[order[low:high]] for low, high in pairwise(edges)]
        return ClusterSums(np.stack([rows.T @ rows for rows in blocks]), tuple(scores))


def by_group(values: FloatArray, codes: NDArray[np.intp], groups: int) -> FloatArray:
    """Sums of the rows (n, k) by group, numbered from 0: (groups, k)."""
    return np.column_stack([np.bincount(codes, weights=column, minlength=groups) for column in values.T])


def triangular(data: FloatArray) -> FloatArray:
    """R of the QR decomposition of a tall matrix (n, k), in slices of rows and then of their Rs.

    As exact as in one piece (Demmel et al. 2012), and not slowed down by threads that wait for each other.
    """
    k = data.shape[1]
    rows = max(256, 4 * k)
    while data.shape[0] > 4 * rows and k:
        slices = -(-data.shape[0] // rows)
        padded = np.zeros((slices * rows, k))
        padded[: data.shape[0]] = data
        roots = np.asarray(np.linalg.qr(padded.reshape(slices, rows, k), mode="r"), dtype=np.float64)
        data = roots.reshape(-1, k)
    return np.asarray(np.linalg.qr(data, mode="r"), dtype=np.float64)


def missing(value: object) -> bool:
    """None, or a number that is none."""
    return value is None or (isinstance(value, float) and math.isnan(value))
