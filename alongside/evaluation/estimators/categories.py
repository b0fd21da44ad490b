"""Draws of yes-or-no, ordered and unordered categories, for chained equations. m chains are fitted side by
side.

- *Logistic*: ``P(1) = expit(X g)`` by Newton over the rows and, for each predictor, four made-up rows (its
  mean -+ 1 SD, once with 1 and once with 0) that share a weight of (p + 1)/(number of them): White, Daniel
  and Royston (2010). Drawn: ``g ~ N(g_hat, I^-1)``.
- *Proportional odds*: ``P(y <= c) = expit(t_c - X g)`` (McCullagh 1980), maximum likelihood on bootstrap
  weights w (multinomial over rows) less ``PENALTY/2 |g|^2``; with u = t_c - X g and l = t_(c-1) - X g, ``p =
  F(u) - F(l)``, f = F(1 - F), ``f' = f(1 - 2F)``, score ``w (f(u) A_u - f(l) A_l)/p`` and its derivative,
  A_u, A_l the rows of (cut-points, -X).
- *Multinomial*: ``P(y = c) ~ exp(X g_c)``, g_0 = 0, maximum likelihood on the same weights and penalty.

The penalty (on standardised predictors) is small against any real sample; it keeps separated data finite.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from alongside.evaluation.estimators.results import FloatArray

Codes = NDArray[np.intp]
PENALTY, STEPS, STILL, FARTHEST = 1e-3, 50, 1e-8, 4.0


def _expit(x: FloatArray) -> FloatArray:
    return np.asarray(special.expit(x), dtype=np.float64)


def _moved(gradient: FloatArray, information: FloatArray) -> FloatArray:
    """Newton's step (m, p), no longer than ``FARTHEST`` in any direction."""
    step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
    longest = np.abs(step).max(axis=1, keepdims=True)
    return np.asarray(step * np.minimum(1.0, FARTHEST / np.maximum(longest, 1e-300)), dtype=np.float64)


def draw_yes_no(seen: FloatArray, gone: FloatArray, y: FloatArray, random: np.random.Generator) -> FloatArray:
    """0 or 1 for the gaps (m, gaps), from X of the observed (m, n, p) and of the gaps, y (n,) of 0 and 1."""
    m, _, p = seen.shape
    extra, answers, weight = _made_up(seen)
    x = np.concatenate([seen, extra], axis=1)
    target = np.concatenate([y, answers])
    weights = np.concatenate([np.ones(y.size), np.full(answers.size, weight)])
    beta = np.zeros((m, p))
    information = np.zeros((m, p, p))
    ridge = 1e-8 * y.size * np.eye(p)
    for _ in range(STEPS):
        chance = _expit(np.matmul(x, beta[:, :, None])[:, :, 0])
        spread = weights * chance * (1 - chance)
        information = np.matmul(x.transpose(0, 2, 1) * spread[:, None, :], x) + ridge
        gradient = np.matmul(x.transpose(0, 2, 1), (weights * (target - chance))[:, :, None])[:, :, 0]
        step = _moved(gradient, information)
        beta = beta + step
        if float(np.abs(step).max(initial=0.0)) < STILL:
            break
    # With I = L L', L'^-1 e has covariance I^-1, also where predictors are mixtures of each other.
    lower = np.linalg.cholesky(information)
    noise = np.linalg.solve(lower.transpose(0, 2, 1), random.standard_normal((m, p, 1)))[:, :, 0]
    drawn = beta + noise
    chance = _expit(np.matmul(gone, drawn[:, :, None])[:, :, 0])
    return (random.random(chance.shape) < chance).astype(np.float64)


def _made_up(seen: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """White, Daniel and Royston's rows (m, 4 (p-1), p), their answers and their weight."""
    m, _, p = seen.shape
    mean, spread = seen.mean(axis=1), seen.std(axis=1)
    rows, answers = [], []
    for column in range(1, p):
        for sign in (-1.0, 1.0):
            for answer in (0.0, 1.0):
                row = mean.copy()
                row[:, column] += sign * spread[:, column]
                rows.append(row)
                answers.append(answer)
    if not rows:
        return np.zeros((m, 0, p)), np.zeros(0), 0.0
    return np.stack(rows, axis=1), np.array(answers), p / len(rows)


def _bootstrap(m: int, codes: Codes, levels: int, random: np.random.Generator) -> FloatArray:
    """Weights (m, n) of a bootstrap over rows; a trace of every category stays in."""
    n = codes.size
    weights = random.multinomial(n, np.full(n, 1 / n), size=m).astype(np.float64)
    for level in range(levels):
        rows = codes == level
        lost = weights[:, rows].sum(axis=1) == 0
        weights[np.ix_(lost, rows)] = 0.5 / rows.sum()
    return weights


def draw_ordinal(seen: FloatArray, gone: FloatArray, codes: Codes, random: np.random.Generator) -> Codes:
    """Codes for the gaps (m, gaps), from X of the observed (m, n, p) and of the gaps, codes (n,) from 0."""
    m, levels = seen.shape[0], int(np.max(codes)) + 1
    weights = _bootstrap(m, codes, levels, random)
    cuts, slopes = fit_ordinal(seen[:, :, 1:], codes, weights)
    below = _expit(cuts[:, None, :] - np.matmul(gone[:, :, 1:], slopes[:, :, None]))
    return np.asarray((random.random(below.shape[:2])[:, :, None] > below).sum(axis=2), dtype=np.intp)


def fit_ordinal(
    x: FloatArray, codes: Codes, weights: FloatArray, penalty: float = PENALTY
) -> tuple[FloatArray, FloatArray]:
    """Cut-points (m, levels - 1) and slopes (m, p) from x (m, n, p) without intercept, codes (n,), weights
    (m, n).
    """
    m, n, p = x.shape
    cut = int(np.max(codes))
    upper = np.zeros((n, cut))
    lower = np.zeros((n, cut))
    top, bottom = codes == cut, codes == 0
    upper[np.flatnonzero(~top), codes[~top]] = 1
    lower[np.flatnonzero(~bottom), codes[~bottom] - 1] = 1
    above = np.concatenate([np.repeat(upper[None], m, axis=0), -x * ~top[:, None]], axis=2)
    under = np.concatenate([np.repeat(lower[None], m, axis=0), -x * ~bottom[:, None]], axis=2)
    shares = np.stack([(weights * (codes <= c)).sum(axis=1) for c in range(cut)], axis=1)
    start = special.logit(np.clip(shares / weights.sum(axis=1, keepdims=True), 1e-6, 1 - 1e-6))
    found = np.concatenate([np.asarray(start), np.zeros((m, p))], axis=1)
    ridge = np.concatenate([np.full(cut, 1e-9), np.full(p, penalty)])
    for _ in range(STEPS):
        gradient, information = _ordinal_slopes(above, under, found, weights, top=top, bottom=bottom)
        step = _moved(gradient - ridge * found, information + np.diag(ridge))
        # A step that would put cut-points out of order is shortened.
        for _ in range(30):
            crossed = (np.diff((found + step)[:, :cut], axis=1) <= 0).any(axis=1)
            if not crossed.any():
                break
            step[crossed] /= 2
        found = found + step
        if float(np.abs(step).max()) < STILL:
            break
    return found[:, :cut], found[:, cut:]


def _ordinal_slopes(
    above: FloatArray,
    under: FloatArray,
    found: FloatArray,
    weights: FloatArray,
    *,
    top: NDArray[np.bool_],
    bottom: NDArray[np.bool_],
) -> tuple[FloatArray, FloatArray]:
    """Score (m, k) and observed information (m, k, k)."""
    high = np.where(top, 1.0, _expit(np.matmul(above, found[:, :, None])[:, :, 0]))
    low = np.where(bottom, 0.0, _expit(np.matmul(under, found[:, :, None])[:, :, 0]))
    chance = np.maximum(high - low, 1e-300)
    dense, thin = high * (1 - high), low * (1 - low)
    a, b = dense / chance, thin / chance
    gradient = np.matmul(above.transpose(0, 2, 1), (weights * a)[:, :, None])[:, :, 0]
    gradient -= np.matmul(under.transpose(0, 2, 1), (weights * b)[:, :, None])[:, :, 0]
    first = weights * (a**2 - a * (1 - 2 * high))
    second = weights * (b**2 + b * (1 - 2 * low))
    both = np.matmul(above.transpose(0, 2, 1) * (weights * a * b)[:, None, :], under)
    information = np.matmul(above.transpose(0, 2, 1) * first[:, None, :], above)
    information += np.matmul(under.transpose(0, 2, 1) * second[:, None, :], under)
    information -= both + both.transpose(0, 2, 1)
    return gradient, information


def draw_multinomial(seen: FloatArray, gone: FloatArray, codes: Codes, random: np.random.Generator) -> Codes:
    """As :func:`draw_ordinal`, for categories without order."""
    m, levels = seen.shape[0], int(np.max(codes)) + 1
    slopes = fit_multinomial(seen, codes, _bootstrap(m, codes, levels, random))
    chance = _softmax(gone, slopes)
    return np.asarray(
        (random.random(chance.shape[:2])[:, :, None] > chance.cumsum(axis=2)[:, :, :-1]).sum(axis=2),
        dtype=np.intp,
    )


def _softmax(x: FloatArray, slopes: FloatArray) -> FloatArray:
    """Chances (m, n, levels) from x (m, n, p) and slopes (m, levels - 1, p)."""
    scores = np.matmul(x, slopes.transpose(0, 2, 1))
    whole = np.concatenate([np.zeros((*scores.shape[:2], 1)), scores], axis=2)
    powers = np.exp(whole - whole.max(axis=2, keepdims=True))
    return np.asarray(powers / powers.sum(axis=2, keepdims=True), dtype=np.float64)


def fit_multinomial(x: FloatArray, codes: Codes, weights: FloatArray, penalty: float = PENALTY) -> FloatArray:
    """Slopes (m, levels - 1, p) against category 0, from x (m, n, p) with its intercept, codes (n,), weights
    (m, n).
    """
    m, _, p = x.shape
    others = int(np.max(codes))
    target = (codes[:, None] == np.arange(1, others + 1)).astype(np.float64)
    slopes = np.zeros((m, others, p))
    ridge = np.tile(np.concatenate([[1e-9], np.full(p - 1, penalty)]), others)
    for _ in range(STEPS):
        chance = _softmax(x, slopes)[:, :, 1:]
        gradient = np.einsum("mn,mnc,mnp->mcp", weights, target - chance, x).reshape(m, -1)
        information = np.zeros((m, others, p, others, p))
        for c in range(others):
            for d in range(c, others):
                spread = weights * chance[:, :, c] * ((c == d) - chance[:, :, d])
                part = np.matmul(x.transpose(0, 2, 1) * spread[:, None, :], x)
                information[:, c, :, d] = part
                information[:, d, :, c] = part
        whole = information.reshape(m, others * p, others * p) + np.diag(ridge)
        step = _moved(gradient - ridge * slopes.reshape(m, -1), whole)
        slopes = slopes + step.reshape(slopes.shape)
        if float(np.abs(step).max()) < STILL:
            break
    return slopes
