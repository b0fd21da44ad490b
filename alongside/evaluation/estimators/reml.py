"""The restricted likelihood of a mixed model from sums by person, and its least value.

The mathematics is in :mod:`.mixed`. Here A = [U e] has k = p + 2 columns for p predictors: the orthonormal
basis of the intercept and the predictors, and the least-squares residual, so ``A'A = diag(1, ..., 1, RSS)``.
Two ways to hold the sums:

- *by pattern*: people with the same ``K = Z'Z`` (the same number of rows, or the same times) share ``B = L
  (I + L'K L)^-1 L'``, and ``sum_i T_i'B T_i`` needs only ``sum_i T_i x T_i`` of each pattern;
- *by person*, where professionals add a level, or patterns are as many as people.

The criterion is computed in complex arithmetic too, so its gradient is exact (complex step: Squire and Trapp
1998); Newton's steps use a Hessian from differences of that gradient, made positive, and are halved until
they lead down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.estimators.results import FloatArray

Number = NDArray[Any]  # real, or complex on the way to a derivative
# A step that promises less than ``FLAT`` of the criterion is the last: it ends far nearer than that.
STEPS, HALVINGS, FLAT = 60, 40, 1e-8


@dataclass(frozen=True)
class ByPattern:
    """``gram`` (S, q, q), how many people ``counts`` (S,), ``products`` (S q q, k k)."""

    n: int
    groups: int
    rss: float
    gram: FloatArray
    counts: FloatArray
    products: FloatArray

    @property
    def effects(self) -> int:
        return int(self.gram.shape[1])

    @property
    def most_rows(self) -> float:
        return float(np.max(self.gram[:, 0, 0]))

    @property
    def start(self) -> FloatArray:
        return _start(self.effects, nested=False)

    def weighted(self, parameters: Number) -> tuple[Number, Any]:
        """``A'M^-1 A`` (k, k) and ``log|M|``."""
        shared, logs = _shared(self.gram, triangle(parameters, self.effects))
        k = math.isqrt(self.products.shape[1])
        flat = shared.reshape(-1)
        taken = flat.real @ self.products
        if np.iscomplexobj(flat):
            taken = taken + 1j * (flat.imag @ self.products)
        return _whole(k, self.rss) - taken.reshape(k, k), (self.counts * logs).sum()


@dataclass(frozen=True)
class ByPerson:
    """``gram`` (G, q, q), ``cross`` (G, q, k); ``professional`` (G,) from 0, or None without that level."""

    n: int
    rss: float
    gram: FloatArray
    cross: FloatArray
    professional: NDArray[np.intp] | None

    @property
    def groups(self) -> int:
        return int(self.gram.shape[0])

    @property
    def effects(self) -> int:
        return int(self.gram.shape[1])

    @property
    def most_rows(self) -> float:
        return float(np.max(self.gram[:, 0, 0]))

    @property
    def start(self) -> FloatArray:
        return _start(self.effects, nested=self.professional is not None)

    def weighted(self, parameters: Number) -> tuple[Number, Any]:
        """``A'M^-1 A`` (k, k) and ``log|M|``."""
        shared, logs = _shared(self.gram, triangle(parameters, self.effects))
        taken = np.einsum("gab,gbk->gak", shared, self.cross)
        left = _whole(self.cross.shape[2], self.rss) - np.einsum("gak,gaj->kj", self.cross, taken)
        log = logs.sum()
        if self.professional is None:
            return left, log
        own = self.cross[:, 0] - np.einsum("ga,gak->gk", self.gram[:, 0], taken)
        weight = self.gram[:, 0, 0] - np.einsum("ga,gab,gb->g", self.gram[:, 0], shared, self.gram[:, 0])
        order = np.argsort(self.professional, kind="stable")
        edges = np.flatnonzero(np.r_[True, np.diff(self.professional[order]) > 0])
        b, w = np.add.reduceat(own[order], edges), np.add.reduceat(weight[order], edges)
        square = parameters[-1] ** 2
        left = left - np.einsum("gk,gj,g->kj", b, b, square / (1 + square * w))
        return left, log + np.log(1 + square * w).sum()


Sums = ByPattern | ByPerson


def _start(effects: int, *, nested: bool) -> FloatArray:
    own = [1.0] if effects == 1 else [1.0, 0.0, 1.0]
    return np.array([*own, 1.0] if nested else own)


def triangle(parameters: Number, effects: int) -> Number:
    """L (q, q) of the first parameters."""
    if effects == 1:
        return parameters[:1].reshape(1, 1)
    zero = parameters[0] * 0
    return np.array([[parameters[0], zero], [parameters[1], parameters[2]]])


def _whole(k: int, rss: float) -> FloatArray:
    diagonal = np.ones(k)
    diagonal[-1] = rss
    return np.diag(diagonal)


def _shared(gram: FloatArray, lower: Number) -> tuple[Number, Number]:
    """``L (I + L'K L)^-1 L'`` (s, q, q) and ``log|I + L'K L|`` (s,)."""
    if lower.shape[0] == 1:
        square = lower[0, 0] ** 2
        inner = 1 + square * gram[:, 0, 0]
        return (square / inner)[:, None, None], np.log(inner)
    (one, _), (two, three) = lower
    first, cross, second = gram[:, 0, 0], gram[:, 0, 1], gram[:, 1, 1]
    # I + L'K L, its inverse, and L times that times L', entry by entry.
    a = 1 + one * (first * one + cross * two) + two * (cross * one + second * two)
    b = three * (cross * one + second * two)
    d = 1 + three * second * three
    determinant = a * d - b * b
    own, other, joint = d / determinant, a / determinant, -b / determinant
    shared = np.empty(gram.shape, dtype=own.dtype)
    shared[:, 0, 0] = one * one * own
    shared[:, 0, 1] = shared[:, 1, 0] = one * (two * own + three * joint)
    shared[:, 1, 1] = two * two * own + 2 * two * three * joint + three * three * other
    return shared, np.log(determinant)


def profiled(sums: Sums, parameters: Number, logdet: float) -> Any:
    """The criterion at the parameters; ``logdet`` is that of the predictors' own basis
    (:func:`.mixed.fit_mixed`).
    """
    left, log = sums.weighted(parameters)
    p = left.shape[0] - 1
    sign, size = np.linalg.slogdet(left[:p, :p])
    inner = size + (1j * np.angle(sign) if np.iscomplexobj(left) else 0.0)
    rest = left[p, p] - left[p, :p] @ np.linalg.solve(left[:p, :p], left[:p, p])
    df = sums.n - p
    return log + inner + logdet + df * (1 + np.log(2 * math.pi * rest / df))


@dataclass(frozen=True)
class Fit:
    """Where the criterion is least."""

    parameters: FloatArray
    criterion: float
    converged: bool


def minimise(sums: Sums, logdet: float) -> Fit:
    """From two starting points, the lower; lmer starts at the first."""

    def value(parameters: Number) -> Any:
        return profiled(sums, parameters, logdet)

    starts = [sums.start] if sums.start.size == 1 else [sums.start, sums.start * 0.3]
    return min((_descend(value, start) for start in starts), key=lambda fit: fit.criterion)


def _gradient(value: Callable[[Number], Any], at: FloatArray) -> FloatArray:
    found = np.empty(at.size)
    for i in range(at.size):
        step = at.astype(np.complex128)
        step[i] += 1e-30j
        found[i] = value(step).imag / 1e-30
    return found


def _hessian(value: Callable[[Number], Any], at: FloatArray) -> FloatArray:
    rows = []
    for i in range(at.size):
        apart = 1e-5 * max(1.0, abs(float(at[i])))
        up, down = at.copy(), at.copy()
        up[i] += apart
        down[i] -= apart
        rows.append((_gradient(value, up) - _gradient(value, down)) / (2 * apart))
    hessian = np.array(rows)
    return (hessian + hessian.T) / 2


def _descend(value: Callable[[Number], Any], start: FloatArray) -> Fit:
    at, least = start.copy(), float(value(start))
    for _ in range(STEPS):
        gradient = _gradient(value, at)
        values, vectors = np.linalg.eigh(_hessian(value, at))
        safe = np.maximum(np.abs(values), 1e-8 * max(1.0, float(np.abs(values).max())))
        step = -vectors @ ((vectors.T @ gradient) / safe)
        drop = -float(gradient @ step)
        last = drop < FLAT
        at, lower = _halved(value, at, step, least)
        if last or lower >= least:  # where nothing is lower, rounding is all that is left
            return Fit(at, min(lower, least), last or drop < 1e-6)
        least = lower
    return Fit(at, least, False)


def _halved(
    value: Callable[[Number], Any], at: FloatArray, step: FloatArray, least: float
) -> tuple[FloatArray, float]:
    share = min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
    for _ in range(HALVINGS):
        here = float(value(at + share * step))
        if here < least:
            return at + share * step, here
        share /= 2
    return at, least
