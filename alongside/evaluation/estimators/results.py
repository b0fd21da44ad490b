"""What the estimators give back. Frozen; arrays are float64 and not to be written to.

Shapes are given as (rows, columns). A probability is 0 to 1, an interval has the level it was asked for, and
a number that does not exist (the standardised slope of a constant, the p-value of nothing) is ``None``,
never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Errors = Literal["classical", "HC3", "CR1", "CR2"]
ERRORS: tuple[Errors, ...] = ("classical", "HC3", "CR1", "CR2")


class CannotEstimate(ValueError):
    """The numbers do not determine what was asked for; the message says which and why."""


# --- any estimate -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval, in the units of the estimate."""

    estimate: float
    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True)
class Test:
    """A statistic with its reference distribution: F(df1, df2), or t(df2) where ``df1`` is None."""

    __test__ = False  # pytest: this is not a test

    method: str
    statistic: float
    df1: float | None
    df2: float
    p: float


@dataclass(frozen=True)
class Coefficient:
    """One slope. ``df`` is that of t; infinite where the reference is the normal distribution."""

    term: str
    estimate: float
    beta: float | None  # estimate x SD(term) / SD(outcome); None for the intercept
    se: float
    statistic: float
    df: float
    p: float
    ci_low: float
    ci_high: float


# --- nested linear blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dropped:
    """A predictor that was left out, and why. ``given`` is what it is a mixture of, where it is collinear."""

    term: str
    block: str
    reason: Literal["constant", "collinear"]
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One block of nested regression. F-change is the classical one; ``robust`` says it under the chosen
    errors.

    ``f2`` is the whole block's R2 / (1 - R2), ``f2_change`` Cohen's f2 of the step: delta R2 / (1 - R2).
    A step that added nothing has no test: ``f_change``, ``p`` and ``robust`` are None and ``df1`` is 0.
    """

    name: str
    added: tuple[str, ...]  # entered here and kept
    predictors: tuple[str, ...]  # all that are in, in order
    n: int
    r2: float
    r2_adjusted: float
    delta_r2: float
    f_change: float | None
    df1: int
    df2: int
    p: float | None
    f2: float
    f2_change: float
    sigma: float  # residual standard deviation, in the outcome's units
    robust: Test | None
    coefficients: tuple[Coefficient, ...]
    estimates: FloatArray  # (1 + predictors), the intercept first, as ``coefficients``
    covariance: FloatArray  # (1 + predictors, 1 + predictors), of the chosen errors
    no_robust: str | None = (
        None  # why there is no ``robust`` though errors are (too few clusters for so many terms)
    )


@dataclass(frozen=True)
class Model:
    """One linear model with nothing tested: arrays (terms,) and (terms, terms), the intercept first."""

    terms: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray
    df: FloatArray


@dataclass(frozen=True)
class Blocks:
    """Nested blocks of one outcome, all on the same rows."""

    outcome: str
    n: int
    left_out: int  # rows that lack the outcome, a predictor or the cluster
    errors: Errors
    clusters: int | None
    level: float
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class Diagnostics:
    """Row by row and term by term, of one linear model. Arrays have one value a row used, in the order of
    ``rows``.
    """

    terms: tuple[str, ...]
    vif: FloatArray  # (terms,)
    rows: NDArray[np.intp]  # which rows of the table were used
    fitted: FloatArray
    residual: FloatArray
    studentised: FloatArray  # internally
    deleted: FloatArray  # externally: t(n - p - 2)
    leverage: FloatArray
    cook: FloatArray


@dataclass(frozen=True)
class Trust:
    """What a reader is told of the diagnostics: the largest, how many, and points for the pictures."""

    terms: tuple[str, ...]
    vif: FloatArray  # (terms,)
    largest_leverage: float
    high_leverage: int  # rows beyond 3 (p + 1) / n
    largest_cook: float | None  # None where no row has one
    influential: int  # rows beyond 4 / n
    fitted: FloatArray  # of every row of few, of an even choice of many; so the rest
    residual: FloatArray
    leverage: FloatArray
    cook: FloatArray
    studentised: FloatArray  # in their order


# --- scales -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemTotal:
    """One item of a scale: its own mean and SD, its correlation with the rest, alpha without it."""

    item: str
    mean: float
    sd: float
    rest_correlation: float
    alpha_without: float | None  # None for a scale of two items


@dataclass(frozen=True)
class FloorCeiling:
    """How many stand at the ends of the scale."""

    n: int
    at_floor: int
    at_ceiling: int
    floor: Interval
    ceiling: Interval


@dataclass(frozen=True)
class Omega:
    """McDonald's omega total of one factor, with what it was made of."""

    omega: Interval
    loadings: FloatArray  # (items,), standardised, the scale's direction positive
    uniqueness: FloatArray  # (items,)
    replicates: int  # bootstrap samples that converged
    seed: int


# --- change -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """Paired change, after less before, in the scale's units; effect sizes in standard deviations."""

    n: int
    mean_before: float
    sd_before: float
    mean_after: float
    sd_after: float
    correlation: float
    mean_change: Interval
    sd_change: float
    t: Test
    d_z: float  # mean change / SD of change: the standardised response mean
    d_av: float  # mean change / root of the mean variance
    effect_size: float  # mean change / SD before (Glass's kind)


@dataclass(frozen=True)
class ReliableChange:
    """Jacobson and Truax. ``threshold`` is in the scale's units; better and worse follow the scale's
    direction.
    """

    n: int
    reliability: float
    standard_error: float  # of measurement
    threshold: float
    better: int
    worse: int
    same: int
    indices: FloatArray  # (n,), change / SE of difference, positive is better


@dataclass(frozen=True)
class Share:
    """A count out of n with Wilson's interval."""

    count: int
    n: int
    share: Interval


# --- who left -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """Leavers against stayers on one variable, in pooled standard deviations; positive where leavers have
    more.
    """

    variable: str
    n_left: int
    n_stayed: int
    difference: float


# --- imputation and pooling ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trace:
    """Means and SDs of the imputed values, for pictures of convergence. (iterations, imputations) each."""

    variable: str
    mean: FloatArray
    sd: FloatArray


@dataclass(frozen=True)
class Imputed:
    """Completed tables from chained equations, with what is needed to repeat and to judge them."""

    variables: tuple[str, ...]
    tables: FloatArray  # (imputations, rows, variables)
    missing: NDArray[np.bool_]  # (rows, variables)
    methods: tuple[str, ...]  # of each variable; "" where nothing was missing
    order: tuple[str, ...]
    iterations: int
    seed: int
    traces: tuple[Trace, ...]

    @property
    def imputations(self) -> int:
        return int(self.tables.shape[0])


@dataclass(frozen=True)
class Pooled:
    """Rubin's rules for several parameters at once. Arrays are (terms,) and (terms, terms)."""

    terms: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray  # total
    within: FloatArray
    between: FloatArray
    df: FloatArray  # Barnard and Rubin
    riv: FloatArray  # relative increase in variance
    fmi: FloatArray  # fraction of missing information
    coefficients: tuple[Coefficient, ...]
    imputations: int


@dataclass(frozen=True)
class PooledBlock:
    """One block over imputations."""

    name: str
    added: tuple[str, ...]
    predictors: tuple[str, ...]
    n: int
    r2: float  # pooled through Fisher's z of R
    r2_adjusted: float
    delta_r2: float
    test: Test | None  # D1
    d2: Test | None
    coefficients: Pooled


# --- leaving, weights, tipping point ------------------------------------------------------------------------


@dataclass(frozen=True)
class Logistic:
    """A logistic regression by maximum likelihood."""

    terms: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray
    fitted: FloatArray  # (rows,), probabilities
    log_likelihood: float
    iterations: int


@dataclass(frozen=True)
class Weights:
    """Stabilised inverse-probability-of-staying weights, for those who stayed; ``nan`` for those who left."""

    weights: FloatArray  # (rows,)
    model: Logistic
    effective_n: float  # Kish: (sum w)^2 / sum w^2
    largest: float
    left_out: int  # rows that lack a predictor of staying


@dataclass(frozen=True)
class Weighted:
    """A weighted linear model with robust errors."""

    n: int
    coefficients: tuple[Coefficient, ...]
    estimates: FloatArray
    covariance: FloatArray
    r2: float
    errors: str


@dataclass(frozen=True)
class TippingPoint:
    """How far those who left would have to differ before the conclusion changes.

    ``deltas`` in the outcome's units were added to imputed values; ``pooled`` is the watched term at each;
    ``tips_at`` is the delta nearest to 0 at which p crosses ``alpha``, by linear interpolation, or None in
    the range.
    """

    term: str
    deltas: FloatArray
    pooled: tuple[Coefficient, ...]
    alpha: float
    tips_at: float | None


# --- mixed models -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RandomEffect:
    """One level's random effects: their standard deviations and correlations."""

    level: str
    groups: int
    names: tuple[str, ...]
    covariance: FloatArray  # (names, names)


@dataclass(frozen=True)
class Mixed:
    """A linear mixed model by REML. ``criterion`` is -2 log restricted likelihood, as lmer's REMLcrit."""

    terms: tuple[str, ...]
    n: int
    left_out: int
    estimates: FloatArray
    covariance: FloatArray
    coefficients: tuple[Coefficient, ...]  # Wald, against the normal distribution
    random: tuple[RandomEffect, ...]
    residual_sd: float
    criterion: float
    icc: float | None  # share of the groups' variance, where the model has intercepts only
    singular: bool  # a variance is at 0, or a correlation at 1
    converged: bool
    dropped: tuple[Dropped, ...]
