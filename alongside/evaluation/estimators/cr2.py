"""Cluster-robust errors for few clusters: CR2, Satterthwaite's degrees of freedom, Hotelling's T2.

Bell and McCaffrey (2002), Pustejovsky and Tipton (2018), as R's clubSandwich with an identity working
covariance. In the orthonormal basis u of :mod:`.sources` the hat matrix between clusters g and h is ``U_g
U_h'``, and with the eigenvalues ``K_g = U_g'U_g = Q diag(l) Q'`` (0 <= l <= 1) everything follows from the
clusters' sums alone:

- the adjustment ``A_g = (I - U_g U_g')^(-1/2)`` gives ``U_g'A_g e_g = Q diag((1-l)^(-1/2)) Q' s_g``, and CR2
  sums the squares of these adjusted scores; where 1 - l is under 1e-12 the generalised inverse takes 0, as
  clubSandwich;
- with ``T_g = U_g'A_g U_g = Q diag(l (1-l)^(-1/2)) Q'`` and ``D_g = U_g'A_g^2 U_g = Q diag(l/(1-l)) Q'``,
  the working covariance of contrasts C (in basis coordinates) between clusters is ``P_gh = [g=h] C D_g C' -
  C T_g T_h C'``;
- Satterthwaite for one contrast: ``df = (sum_g P_gg)^2 / sum_gh P_gh^2``;
- for q contrasts, with ``Omega = sum_g P_gg`` and ``B_gh = Omega^(-1/2) P_gh Omega^(-1/2)``:
  ``eta = q(q+1) / sum_st sum_gh (B_gh[s,t] B_gh[t,s] + B_gh[s,s] B_gh[t,t])``, and ``F = (eta-q+1)/(eta q)
  W`` on q and ``eta - q + 1`` degrees of freedom (test HTZ), W being Wald's statistic.

The double sums are taken through p x p matrices, so time and memory grow with the clusters, not with their
pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from alongside.evaluation.estimators.distributions import f_upper
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, Test
from alongside.evaluation.estimators.sources import ClusterSums

MOST_CLUSTERS = 50_000


@dataclass(frozen=True)
class Cr2:
    """``meat`` (k, k) in basis coordinates; ``spread`` T_g and ``square`` D_g (G, k, k) for the tests."""

    meat: FloatArray
    spread: FloatArray
    square: FloatArray

    def df(self, contrasts: FloatArray) -> FloatArray:
        """Satterthwaite's degrees of freedom of each row of ``contrasts`` (c, k): (c,)."""
        across = np.einsum("gij,cj->cgi", self.spread, contrasts)
        own = np.einsum("ci,gij,cj->cg", contrasts, self.square, contrasts)
        lengths = (across**2).sum(axis=2)
        trace = (own - lengths).sum(axis=1)
        joint = np.einsum("cgi,cgj->cij", across, across)
        squares = (own**2 - 2 * own * lengths).sum(axis=1) + (joint**2).sum(axis=(1, 2))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(trace**2 / squares, dtype=np.float64)


def cr2(sums: ClusterSums, model: int) -> Cr2:
    """Of one model of a nest, from its clusters' sums."""
    scores = sums.scores[model]
    k = scores.shape[1]
    values, vectors = np.linalg.eigh(sums.gram[:, :k, :k])
    room = 1 - values
    there = room > 1e-12
    half = np.where(there, 1 / np.sqrt(np.where(there, room, 1.0)), 0.0)
    turned = np.einsum("gji,gj->gi", vectors, scores)
    adjusted = np.einsum("gij,gj->gi", vectors, half * turned)
    spread = np.einsum("gij,gj,gkj->gik", vectors, values * half, vectors)
    square = np.einsum("gij,gj,gkj->gik", vectors, values * half**2, vectors)
    return Cr2(adjusted.T @ adjusted, spread, square)


def hotelling(one: Cr2, contrasts: FloatArray, wald: float) -> Test:
    """Test HTZ of the rows of ``contrasts`` (q, k) together, given Wald's statistic.

    Raises ``CannotEstimate`` where the clusters are too few for so many contrasts.
    """
    q = contrasts.shape[0]
    across = np.einsum("ci,gij->gcj", contrasts, one.spread)
    own = np.einsum("ci,gij,dj->gcd", contrasts, one.square, contrasts)
    omega = own.sum(axis=0) - np.einsum("gci,gdi->cd", across, across)
    values, vectors = np.linalg.eigh(omega)
    if values[0] <= 1e-12 * values[-1]:
        raise CannotEstimate(f"Too few clusters to test {q} terms together.")
    root = (vectors / np.sqrt(values)) @ vectors.T
    across = np.einsum("cd,gdi->gci", root, across)
    own = np.einsum("cs,gst,td->gcd", root, own, root)
    eta = q * (q + 1) / _total_variance(across, own)
    df = eta - q + 1
    if df <= 0:
        raise CannotEstimate(f"Too few clusters to test {q} terms together.")
    statistic = df / (eta * q) * wald
    return Test("Hotelling T2 (HTZ), CR2", statistic, q, df, f_upper(statistic, q, df))


def _total_variance(across: FloatArray, own: FloatArray) -> float:
    """``sum_st sum_gh B_gh[s,t] B_gh[t,s] + B_gh[s,s] B_gh[t,t]`` with ``B_gh = [g=h] own_g - across_g
    across_h'``.
    """
    q = own.shape[1]
    total = 0.0
    inner = np.einsum("gsi,gti->gst", across, across)
    for s in range(q):
        for t in range(q):
            joint = np.einsum("gi,gj->ij", across[:, s], across[:, t])
            total += float((own[:, s, t] ** 2 - 2 * own[:, s, t] * inner[:, s, t]).sum())
            total += float((joint * joint.T).sum())
            total += float((own[:, s, s] * own[:, t, t]).sum())
            total -= float((own[:, s, s] * inner[:, t, t] + own[:, t, t] * inner[:, s, s]).sum())
            total += float((joint**2).sum())
    if not math.isfinite(total) or total <= 0:
        raise CannotEstimate("Too few clusters for this test.")
    return total
