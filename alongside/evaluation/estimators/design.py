"""Which predictors a linear model can keep, decided in the order in which they were given.

As R's ``lm`` (``dqrdc2``, limited pivoting): going through the columns in order, one is dropped where what
is left of it after the intercept and the columns kept so far is shorter than 1e-7 of its own length. Sums of
squares hold a length to half their digits, so from them it is also dropped under 1e-5 of its centred length.
The earlier of two that say the same stays. A column that the intercept alone explains is called *constant*,
any other *collinear*, with the columns it is a mixture of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.evaluation.estimators.results import FloatArray
from alongside.evaluation.estimators.sources import QR_TOLERANCE, Moments


@dataclass(frozen=True)
class Kept:
    """``columns`` are positions that stay; ``constant`` and ``mixtures`` say why the others do not."""

    columns: tuple[int, ...]
    constant: tuple[int, ...]
    mixtures: dict[int, tuple[int, ...]]  # column -> what it is a mixture of


def keep(moments: Moments, predictors: int) -> Kept:
    """Decide over the first ``predictors`` columns of the moments."""
    root = moments.root
    lengths = np.sqrt((root**2).sum(axis=0) + moments.n * moments.means**2)
    kept: list[int] = []
    constant: list[int] = []
    mixtures: dict[int, tuple[int, ...]] = {}
    basis = np.zeros((root.shape[0], 0))  # orthonormal columns spanning the kept
    for column in range(predictors):
        vector = root[:, column]
        own = float(np.linalg.norm(vector))
        if own <= QR_TOLERANCE * lengths[column]:
            constant.append(column)
            continue
        left = vector - basis @ (basis.T @ vector)
        left -= basis @ (basis.T @ left)  # once more: twice is enough (Kahan)
        length = float(np.linalg.norm(left))
        if length <= max(QR_TOLERANCE * lengths[column], moments.resolution * own):
            mixtures[column] = _mixture(root[:, kept], vector, kept)
            continue
        kept.append(column)
        basis = np.column_stack([basis, left / length])
    return Kept(tuple(kept), tuple(constant), mixtures)


def _mixture(columns: FloatArray, vector: FloatArray, names: list[int]) -> tuple[int, ...]:
    shares = np.linalg.lstsq(columns, vector, rcond=None)[0]
    sizes = np.abs(shares) * np.linalg.norm(columns, axis=0)
    return tuple(names[i] for i in np.flatnonzero(sizes > 1e-6 * np.linalg.norm(vector)))


def root_of(root: FloatArray, columns: tuple[int, ...]) -> FloatArray:
    """The upper triangular root (k, k) of some columns of a root, its diagonal positive."""
    smaller = np.asarray(np.linalg.qr(root[:, list(columns)], mode="r"), dtype=np.float64)
    signs = np.sign(np.diag(smaller))
    signs[signs == 0] = 1.0
    return smaller * signs[:, None]


def root_of_sums(sums: FloatArray) -> FloatArray:
    """An upper triangular root of centred sums of squares and products (k, k), which may lack full rank.

    Cholesky in the given order on the scale of correlations. A pivot that rounding alone could have left
    (under 1e-12) makes a row of zeros: what the column has beyond those before it is taken to be nothing.
    """
    k = sums.shape[0]
    scale = np.sqrt(np.diag(sums))
    scale[scale == 0] = 1.0
    left = sums / np.outer(scale, scale)
    root = np.zeros((k, k))
    for j in range(k):
        pivot = left[j, j]
        if pivot <= 1e-12:
            continue
        root[j, j:] = left[j, j:] / np.sqrt(pivot)
        left = left - np.outer(root[j], root[j])
    return root * scale
