"""Nested linear regression: does the next block of predictors add anything?

For an outcome y and predictors X_b of block b (all entered so far) over the same n complete rows, least
squares with an intercept: ``beta = (X'X)^-1 X'y``, computed through the triangular root of :mod:`.sources`.
With p_b predictors kept:

- ``R2 = 1 - RSS_b / TSS``; adjusted ``1 - (1 - R2)(n - 1)/(n - p_b - 1)``; ``delta R2 = R2_b - R2_(b-1)``;
- F-change ``= (delta R2 / q) / ((1 - R2_b)/(n - p_b - 1))`` on q = p_b - p_(b-1) and n - p_b - 1 degrees of
  freedom, which is R's ``anova`` of two models with the larger one's own error;
- Cohen's (1988) ``f2 = R2/(1 - R2)`` and of the step ``delta R2/(1 - R2_b)``;
- standardised ``beta_j = b_j sd(x_j)/sd(y)``.

Errors of the coefficients (M = (X'X)^-1, e residuals, h leverages):

- *classical*: ``sigma2 M``, t on n - p - 1;
- *HC3* (MacKinnon and White 1985): ``M sum (e/(1-h))^2 x x' M``, t on n - p - 1; Wald F(q, n - p - 1);
- *CR1*: ``G/(G-1) M sum_g s_g s_g' M``, t on G - 1; Wald F(q, G - 1). As clubSandwich's CR1; Stata
  multiplies further by (n-1)/(n-p-1);
- *CR2* with Satterthwaite degrees of freedom and Hotelling's T2 approximation (:mod:`.cr2`).

An association is no effect: what is not in the model may make both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alongside.evaluation.estimators.coefficients import INTERCEPT, coefficients
from alongside.evaluation.estimators.cr2 import MOST_CLUSTERS, Cr2, cr2, hotelling
from alongside.evaluation.estimators.design import Kept, keep, root_of
from alongside.evaluation.estimators.distributions import f_upper
from alongside.evaluation.estimators.duck import SMALL, DuckTable
from alongside.evaluation.estimators.results import (
    ERRORS,
    Block,
    Blocks,
    CannotEstimate,
    Coefficient,
    Dropped,
    Errors,
    FloatArray,
    Model,
    Test,
)
from alongside.evaluation.estimators.sources import Arrays, Basis, Moments, Source

# Residuals shorter than this share of the outcome are rounding: the outcome was among its predictors.
PERFECT = 1e-12
LEVERAGE_OF_ONE = "One row decides a coefficient by itself, so HC3 errors do not exist."
# Robust errors of several terms whose correlations have an eigenvalue under this say nothing together.
SINGULAR = 1e-12
TOO_FEW = "The clusters are too few to test these terms together."


def fit_blocks(
    source: Source,
    *,
    outcome: str,
    blocks: Sequence[tuple[str, Sequence[str]]],
    errors: Errors = "classical",
    cluster: str | None = None,
    level: float = 0.95,
) -> Blocks:
    """Nested regression of ``outcome`` on blocks of (name, predictors added), all on the same complete rows.

    Where ``cluster`` is named, rows without one are left out whatever the errors. Raises ``CannotEstimate``
    where the outcome is constant or exactly a mixture of predictors, or there are too few rows or clusters.
    """
    entered = [term for _, added in blocks for term in added]
    _check(outcome, entered, errors, cluster)
    if isinstance(source, DuckTable) and source.rows <= SMALL:
        source = source.loaded([*entered, outcome], [] if cluster is None else [cluster])
    moments = source.moments([*entered, outcome], cluster)
    kept = keep(moments, len(entered))
    basis = basis_of(moments, kept, [len(added) for _, added in blocks], cluster)
    meats = _Errors(source, basis, errors)
    fitted: list[Block] = []
    for number, (name, added) in enumerate(blocks):
        stay = tuple(term for term in added if term in basis.predictors)
        before = fitted[-1].r2 if fitted else 0.0
        fitted.append(_block(_Step(basis, number, name, stay, before), meats, level))
    return Blocks(
        outcome=outcome,
        n=moments.n,
        left_out=moments.left_out,
        errors=errors,
        clusters=meats.clusters,
        level=level,
        blocks=tuple(fitted),
        dropped=dropped(kept, blocks),
    )


def fit_model(
    source: Arrays,
    *,
    outcome: str,
    predictors: Sequence[str],
    errors: Errors = "classical",
    cluster: str | None = None,
) -> Model:
    """The last of nested models by itself, with no tests: for what is fitted hundreds of times.

    Raises ``CannotEstimate`` as :func:`fit_blocks` does.
    """
    _check(outcome, predictors, errors, cluster)
    basis = linear_basis(source, outcome=outcome, predictors=predictors, cluster=cluster)
    meats, step = _Errors(source, basis, errors), _Step(basis, 0, "", basis.predictors, 0.0)
    return Model(
        terms=(INTERCEPT, *basis.predictors),
        estimates=step.estimates,
        covariance=meats.covariance(step),
        df=meats.df(step),
    )


def linear_basis(
    source: Source, *, outcome: str, predictors: Sequence[str], cluster: str | None = None
) -> Basis:
    """The orthonormal basis of one linear model with an intercept, dropped predictors left out."""
    _check(outcome, predictors, "classical", None)
    moments = source.moments([*predictors, outcome], cluster)
    return basis_of(moments, keep(moments, len(predictors)), [len(predictors)], cluster)


def _check(outcome: str, entered: Sequence[str], errors: Errors, cluster: str | None) -> None:
    if errors not in ERRORS:
        raise CannotEstimate(f"There are no errors called {errors!r}.")
    if errors in {"CR1", "CR2"} and cluster is None:
        raise CannotEstimate(f"{errors} errors need a cluster.")
    twice = sorted({term for term in entered if entered.count(term) > 1})
    if twice:
        raise CannotEstimate(f"Entered twice: {', '.join(twice)}.")
    if outcome in entered:
        raise CannotEstimate(f"{outcome} cannot predict itself.")


def basis_of(moments: Moments, kept: Kept, added: Sequence[int], cluster: str | None) -> Basis:
    """Nested models' basis; the moments' last column is the outcome, ``added`` how many each block
    entered.
    """
    p, last = len(kept.columns), len(moments.names) - 1
    outcome = moments.names[last]
    length = math.sqrt(float((moments.root[:, last] ** 2).sum()))
    if length <= PERFECT * abs(moments.means[last]) * math.sqrt(moments.n) or length == 0:
        raise CannotEstimate(f"{outcome} is the same in every row.")
    if moments.n - p - 1 < 1:
        raise CannotEstimate(f"{moments.n} rows are too few for {p} predictors and an intercept.")
    root = root_of(moments.root, (*kept.columns, last))
    if root[p, p] <= math.sqrt(PERFECT) * length:
        raise CannotEstimate(f"{outcome} is exactly a mixture of its predictors.")
    ends = np.cumsum(added)
    sizes = tuple(sum(1 for column in kept.columns if column < end) for end in ends)
    return Basis(
        predictors=tuple(moments.names[column] for column in kept.columns),
        outcome=outcome,
        cluster=cluster,
        n=moments.n,
        means=moments.means[list(kept.columns)],
        outcome_mean=float(moments.means[last]),
        root=root[:p, :p],
        outcome_root=root[:p, p],
        residual=float(root[p, p]),
        sizes=sizes,
        also=tuple(name for i, name in enumerate(moments.names[:last]) if i not in kept.columns),
    )


def dropped(kept: Kept, blocks: Sequence[tuple[str, Sequence[str]]]) -> tuple[Dropped, ...]:
    """What was left out and why, in the order entered."""
    terms = [(term, name) for name, added in blocks for term in added]
    found = {column: Dropped(*terms[column], "constant") for column in kept.constant}
    for column, mixture in kept.mixtures.items():
        found[column] = Dropped(*terms[column], "collinear", tuple(terms[other][0] for other in mixture))
    return tuple(found[column] for column in sorted(found))


@dataclass(frozen=True)
class _Step:
    """One model of the nest. In the basis u: deltas are the coefficients, T turns them into the intercept
    and slopes.
    """

    basis: Basis
    number: int
    name: str
    added: tuple[str, ...]
    r2_before: float

    @property
    def size(self) -> int:
        return self.basis.sizes[self.number]

    @property
    def before(self) -> int:
        return self.basis.sizes[self.number - 1] if self.number else 0

    @property
    def df(self) -> int:
        return self.basis.n - self.size - 1

    @cached_property
    def tss(self) -> float:
        return float((self.basis.outcome_root**2).sum()) + self.basis.residual**2

    @cached_property
    def rss(self) -> float:
        return float((self.basis.outcome_root[self.size :] ** 2).sum()) + self.basis.residual**2

    @cached_property
    def turn(self) -> FloatArray:
        """T (1+p, 1+p): coefficients = T (sqrt(n) mean y, g)."""
        return turn(self.basis, self.size)

    @cached_property
    def estimates(self) -> FloatArray:
        start = math.sqrt(self.basis.n) * self.basis.outcome_mean
        found: FloatArray = self.turn @ np.concatenate([[start], self.basis.outcome_root[: self.size]])
        return found


def turn(basis: Basis, size: int) -> FloatArray:
    """T (1+p, 1+p) of the model of the first ``size`` predictors: intercept and slopes from the basis's
    coefficients.
    """
    inverse: FloatArray = basis.inverse[:size, :size]
    turned = np.zeros((size + 1, size + 1))
    turned[0, 0] = 1 / math.sqrt(basis.n)
    turned[0, 1:] = -basis.means[:size] @ inverse
    turned[1:, 1:] = inverse
    return turned


class _Errors:
    """The covariance and the tests' degrees of freedom of every model, by the chosen errors."""

    def __init__(self, source: Source, basis: Basis, errors: Errors) -> None:
        self.errors = errors
        self.clusters: int | None = None
        self._meats: list[FloatArray] = []
        self._cr2: list[Cr2] = []
        # Why there are no errors, where there are none. What needs none (R2, F-change) is told all the same.
        self.missing = LEVERAGE_OF_ONE
        try:
            self._sum_up(source, basis)
        except CannotEstimate as why:
            self.missing = str(why)
            self._cr2 = []
            self._meats = [np.full((size + 1, size + 1), np.nan) for size in basis.sizes]

    def _sum_up(self, source: Source, basis: Basis) -> None:
        if self.errors == "HC3":
            self._meats = source.row_meat(basis)
        elif self.errors == "CR1":
            self.clusters, meats = source.cluster_meat(basis)
            self._require_clusters()
            self._meats = [meat * (self.clusters / (self.clusters - 1)) for meat in meats]
        elif self.errors == "CR2":
            sums = source.cluster_sums(basis, MOST_CLUSTERS)
            self.clusters = sums.gram.shape[0]
            self._require_clusters()
            self._cr2 = [cr2(sums, model) for model in range(len(basis.sizes))]
            self._meats = [one.meat for one in self._cr2]

    def _require_clusters(self) -> None:
        if self.clusters is None or self.clusters < 2:
            raise CannotEstimate("All rows are in one cluster, so there are no cluster-robust errors.")

    def covariance(self, step: _Step) -> FloatArray:
        if self.errors == "classical":
            return step.rss / step.df * (step.turn @ step.turn.T)
        both: FloatArray = step.turn @ self._meats[step.number] @ step.turn.T
        return (both + both.T) / 2

    def df(self, step: _Step) -> FloatArray:
        """(1+p,) degrees of freedom of each coefficient's t."""
        if self._cr2:
            return self._cr2[step.number].df(step.turn)
        df = step.df if self.clusters is None else self.clusters - 1
        return np.full(step.size + 1, float(df))

    def test(self, step: _Step) -> Test | None:
        """Wald's test of the terms that the step added, or None for classical errors.

        It is asked of the basis: that the last coefficients are 0 and that those of the last columns of the
        basis are is the same hypothesis with the same statistic, and the columns of the basis are not nearly
        mixtures of one another.
        """
        rows = np.arange(step.before + 1, step.size + 1)
        if self.errors == "classical" or not rows.size:
            return None
        meat = self._meats[step.number]
        if not bool(np.isfinite(meat).all()):
            raise CannotEstimate(self.missing)
        q = rows.size
        if self.clusters is not None and q >= self.clusters:
            raise CannotEstimate(f"{self.clusters} clusters cannot test {q} terms together.")
        wald = _wald(step.basis.outcome_root[step.before : step.size], meat[np.ix_(rows, rows)])
        if self.errors == "CR2":
            return hotelling(self._cr2[step.number], np.eye(step.size + 1)[rows], wald)
        df = float(step.df if self.clusters is None else self.clusters - 1)
        return Test(f"Wald F, {self.errors}", wald / q, q, df, f_upper(wald / q, q, df))


def _wald(estimates: FloatArray, covariance: FloatArray) -> float:
    scale = np.sqrt(np.diag(covariance))
    if bool((scale <= 0).any()):
        raise CannotEstimate("A robust error is 0: too few clusters say anything about a term.")
    correlations = covariance / np.outer(scale, scale)
    if np.linalg.eigvalsh(correlations)[0] < SINGULAR:
        raise CannotEstimate(TOO_FEW)
    return float((estimates / scale) @ np.linalg.solve(correlations, estimates / scale))


def _block(step: _Step, errors: _Errors, level: float) -> Block:
    covariance = errors.covariance(step)
    estimates = step.estimates
    r2 = 1 - step.rss / step.tss
    # From the basis itself, not as a difference of two numbers near each other.
    delta = float((step.basis.outcome_root[step.before : step.size] ** 2).sum()) / step.tss
    q, unexplained = step.size - step.before, step.rss / step.tss
    f = None if q == 0 else (delta / q) / (unexplained / step.df)
    robust, why = None, None
    try:
        robust = errors.test(step)
    except CannotEstimate as reason:
        why = str(reason)
    return Block(
        name=step.name,
        added=step.added,
        predictors=step.basis.predictors[: step.size],
        n=step.basis.n,
        r2=r2,
        r2_adjusted=1 - unexplained * (step.basis.n - 1) / step.df,
        delta_r2=delta,
        f_change=f,
        df1=q,
        df2=step.df,
        p=None if f is None else f_upper(f, q, step.df),
        f2=r2 / unexplained,
        f2_change=delta / unexplained,
        sigma=math.sqrt(step.rss / step.df),
        robust=robust,
        no_robust=why,
        coefficients=_coefficients(step, estimates, covariance, errors.df(step), level),
        estimates=estimates,
        covariance=covariance,
    )


def _coefficients(
    step: _Step, estimates: FloatArray, covariance: FloatArray, df: FloatArray, level: float
) -> tuple[Coefficient, ...]:
    lengths = np.linalg.norm(step.basis.root[:, : step.size], axis=0)
    betas = estimates[1:] * lengths / math.sqrt(step.tss)
    terms = (INTERCEPT, *step.basis.predictors[: step.size])
    found = coefficients(terms, estimates, np.sqrt(np.diag(covariance)), df, level=level)
    return tuple(
        one if number == 0 else replace(one, beta=float(betas[number - 1]))
        for number, one in enumerate(found)
    )
