"""Multiple imputation by chained equations, for values missing at random.

Every variable with gaps is modelled on the others in turn, its gaps drawn anew from that model, round after
round (van Buuren and Groothuis-Oudshoorn 2011), each completed table on its own chain. Gaps start as draws
from what was observed. Variables are visited from the fewest gaps to the most. Models, with X the predictors
(an intercept added, each standardised over all rows, categories, ordered ones too, as 0/1 a level) and y the
observed values:

- *normal*: Bayesian linear regression (Rubin 1987, p. 167): ``s2 = RSS/chi2(n - p)``, ``b ~ N(b_hat, s2 V)``,
  ``V = (X'X + 1e-5 diag(X'X))^-1`` as mice; draws ``X b + s e``.
- *number*: predictive mean matching (Little 1988; mice's type 1): one of the five observed whose ``X b_hat``
  is nearest to the gap's ``X b`` gives its value, so that what is imputed has been observed. It cannot
  reach beyond that: where nearly everybody at one end of a scale is missing, *normal* is the better choice.
- *yes_no*: logistic regression; ``g ~ N(g_hat, V)``; few made-up rows of small weight keep perfect
  prediction away (White, Daniel and Royston 2010).
- *ordinal*: proportional odds ``P(y <= c) = expit(t_c - X g)``; *category*: multinomial. Both are fitted to a
  bootstrap sample of the rows for each draw, so that the model's own uncertainty is in; their penalised fits
  are in :mod:`.categories`.

The same variables, seed and settings give the same tables. ``traces`` are for a look at convergence: chains
should mix and show no trend. Nothing here can tell whether values are missing at random; :mod:`.tipping`
asks what if not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.estimators.categories import draw_multinomial, draw_ordinal, draw_yes_no
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, Imputed, Trace

Kind = Literal["number", "normal", "yes_no", "ordinal", "category"]
METHODS: dict[Kind, str] = {
    "number": "predictive mean matching",
    "normal": "Bayesian linear regression",
    "yes_no": "logistic regression",
    "ordinal": "proportional odds",
    "category": "multinomial regression",
}
DONORS, RIDGE = 5, 1e-5


@dataclass(frozen=True)
class Variable:
    """One column: ``values`` (rows,), ``nan`` missing. Ordinals and categories are codes; yes_no is 0 or 1.

    ``predictors`` are the variables its gaps are modelled on: all the others where None.
    """

    name: str
    values: FloatArray
    kind: Kind = "number"
    predictors: tuple[str, ...] | None = None


def impute(
    variables: Sequence[Variable], *, imputations: int = 20, iterations: int = 10, seed: int
) -> Imputed:
    """Completed tables. Raises ``CannotEstimate`` where a variable with gaps has too little to learn from."""
    _check(variables, imputations, iterations)
    values = np.column_stack([one.values for one in variables])
    missing = ~np.isfinite(values)
    chain = _Chain(variables, values, missing, np.random.default_rng(seed), imputations)
    order = [int(j) for j in np.argsort(missing.sum(axis=0), kind="stable") if missing[:, j].any()]
    means = np.full((len(order), iterations, imputations), np.nan)
    sds = means.copy()
    for iteration in range(iterations):
        for place, j in enumerate(order):
            chain.visit(j)
            drawn = chain.tables[:, missing[:, j], j]
            means[place, iteration], sds[place, iteration] = drawn.mean(axis=1), drawn.std(axis=1)
    return Imputed(
        variables=tuple(one.name for one in variables),
        tables=chain.tables,
        missing=missing,
        methods=tuple(METHODS[one.kind] if missing[:, j].any() else "" for j, one in enumerate(variables)),
        order=tuple(variables[j].name for j in order),
        iterations=iterations,
        seed=seed,
        traces=tuple(Trace(variables[j].name, means[i], sds[i]) for i, j in enumerate(order)),
    )


def _check(variables: Sequence[Variable], imputations: int, iterations: int) -> None:
    if imputations < 1 or iterations < 1:
        raise CannotEstimate("At least one imputation and one iteration are needed.")
    names = {one.name for one in variables}
    for one in variables:
        observed = one.values[np.isfinite(one.values)]
        unknown = sorted(set(one.predictors or ()) - names)
        if unknown:
            raise CannotEstimate(
                f"{one.name} is to be imputed from {', '.join(unknown)}, which is not there."
            )
        if observed.size == one.values.size:
            continue
        if observed.size < 5 or np.unique(observed).size < 2:
            raise CannotEstimate(f"{one.name} has too few different values to impute from.")
        if one.kind == "yes_no" and not bool(np.isin(observed, (0.0, 1.0)).all()):
            raise CannotEstimate(f"{one.name} is not 0 or 1 throughout.")


class _Chain:
    """All chains side by side: ``tables`` (m, rows, variables), gaps filled."""

    def __init__(
        self,
        variables: Sequence[Variable],
        values: FloatArray,
        missing: NDArray[np.bool_],
        random: np.random.Generator,
        imputations: int,
    ) -> None:
        self.variables, self.missing, self.random = variables, missing, random
        self.tables = np.repeat(values[None], imputations, axis=0)
        self.levels = [np.unique(values[~missing[:, j], j]) for j in range(values.shape[1])]
        for j in range(values.shape[1]):
            gaps = missing[:, j]
            if gaps.any():
                observed = values[~gaps, j]
                self.tables[:, gaps, j] = random.choice(observed, size=(imputations, int(gaps.sum())))

    def design(self, j: int) -> FloatArray:
        """X (m, rows, 1 + p): standardised, constants left out by being 0."""
        wanted = self.variables[j].predictors
        columns = [np.ones(self.tables.shape[:2])]
        for other, one in enumerate(self.variables):
            if other == j or (wanted is not None and one.name not in wanted):
                continue
            data = self.tables[:, :, other]
            if one.kind in {"category", "ordinal"}:  # as a model after it may enter them
                columns += [(data == level).astype(np.float64) for level in self.levels[other][1:]]
            else:
                columns.append(data)
        x = np.stack(columns, axis=2)
        centred = x[:, :, 1:] - x[:, :, 1:].mean(axis=1, keepdims=True)
        spread = centred.std(axis=1, keepdims=True)
        x[:, :, 1:] = np.where(spread > 0, centred / np.where(spread > 0, spread, 1.0), 0.0)
        return x

    def visit(self, j: int) -> None:
        gaps = self.missing[:, j]
        x = self.design(j)
        seen, gone, y = x[:, ~gaps], x[:, gaps], self.tables[0, ~gaps, j]
        kind = self.variables[j].kind
        if kind in {"number", "normal"}:
            drawn = _draw_numbers(seen, gone, y, self.random, match=kind == "number")
        elif kind == "yes_no":
            drawn = draw_yes_no(seen, gone, y, self.random)
        else:
            codes = np.searchsorted(self.levels[j], y)
            draw = draw_ordinal if kind == "ordinal" else draw_multinomial
            drawn = self.levels[j][draw(seen, gone, codes, self.random)]
        self.tables[:, gaps, j] = drawn


def _draw_numbers(
    seen: FloatArray, gone: FloatArray, y: FloatArray, random: np.random.Generator, *, match: bool
) -> FloatArray:
    """(m, gaps) from X of the observed (m, n, p) and of the gaps (m, gaps, p), y (n,)."""
    m, n, p = seen.shape
    products = np.matmul(seen.transpose(0, 2, 1), seen)
    diagonal = np.einsum("mpp->mp", products)
    ridge = RIDGE * np.where(diagonal > 0, diagonal, 1.0)
    v = np.linalg.inv(products + ridge[:, :, None] * np.eye(p))
    estimate = np.matmul(v, np.matmul(seen.transpose(0, 2, 1), y)[:, :, None])[:, :, 0]
    fitted = np.matmul(seen, estimate[:, :, None])[:, :, 0]
    rss = ((y - fitted) ** 2).sum(axis=1)
    sigma = np.sqrt(rss / random.chisquare(max(n - p, 1), size=m))
    lower = np.linalg.cholesky((v + v.transpose(0, 2, 1)) / 2)
    noise = np.matmul(lower, random.standard_normal((m, p, 1)))[:, :, 0]
    drawn = np.matmul(gone, (estimate + sigma[:, None] * noise)[:, :, None])[:, :, 0]
    if not match:
        return np.asarray(drawn + sigma[:, None] * random.standard_normal(drawn.shape), dtype=np.float64)
    return np.stack([_matched(fitted[i], drawn[i], y, random) for i in range(m)])


def _matched(
    fitted: FloatArray, wanted: FloatArray, y: FloatArray, random: np.random.Generator
) -> FloatArray:
    """For each wanted mean, the value of one of the nearest observed, drawn at random; ties in random
    order.
    """
    n = y.size
    donors = min(DONORS, n)
    shuffled = random.permutation(n)
    order = shuffled[np.argsort(fitted[shuffled], kind="stable")]
    ranked = fitted[order]
    # The nearest five are five neighbours in rank, somewhere in a window of twice as many about the gap's
    # own place.
    place = np.searchsorted(ranked, wanted)
    window = place[:, None] + np.arange(-donors, donors)
    inside = (window >= 0) & (window < n)
    candidates = np.clip(window, 0, n - 1)
    distance = np.where(inside, np.abs(ranked[candidates] - wanted[:, None]), np.inf)
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :donors]
    chosen = nearest[np.arange(wanted.size), random.integers(donors, size=wanted.size)]
    return np.asarray(y[order[candidates[np.arange(wanted.size), chosen]]], dtype=np.float64)
