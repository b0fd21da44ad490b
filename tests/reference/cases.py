"""What is compared with R: each case makes pairs of numbers, ours and R's.

Estimators are called through their modules, so that a mutation of a module is seen here
(:mod:`.test_mutations`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from alongside.evaluation.estimators import (
    blocks,
    categories,
    change,
    diagnostics,
    leaving,
    mixed,
    multiplicity,
    omega,
    pooling,
    scales,
    shares,
)
from alongside.evaluation.estimators.results import ERRORS, Errors
from alongside.evaluation.estimators.sources import Arrays
from alongside.evaluation.study import evaluate
from tests.reference.compare import HERE, Pair, arrays, columns_of, frozen, pairs, table

PLAN = [
    ("about them", ["age", "sex", "one"]),
    ("pain", ["pain", "months"]),
    ("partnership", ["partnership", "confidence"]),
]
LAST = ["age", "sex", "pain", "partnership", "confidence"]
SQUARES = ("r2", "r2_adjusted", "delta_r2", "f_change", "df1", "df2", "p", "f2", "f2_change", "sigma")


def nested_blocks() -> Iterator[Pair]:
    """Every R2, F, coefficient, error, degree of freedom and p-value of the plan, under all four errors."""
    reference = frozen("blocks")
    for errors in ERRORS:
        yield from _with(errors, reference)


def _with(errors: Errors, reference: dict) -> Iterator[Pair]:
    found = blocks.fit_blocks(
        arrays("cohort", "professional"), outcome="manage", blocks=PLAN, errors=errors, cluster="professional"
    )
    assert [(one.term, one.reason, one.given) for one in found.dropped] == [
        ("one", "constant", ()), ("months", "collinear", ("age",)),
    ]  # fmt: skip
    yield from pairs("n", found.n, reference["n"])
    for block, theirs in zip(found.blocks, reference["blocks"], strict=True):
        assert ["(Intercept)", *block.predictors] == theirs["kept"]
        for name in SQUARES:
            yield from pairs(f"{block.name} {name}", getattr(block, name), theirs[name])
        ours = columns_of(block.coefficients, "estimate", "se", "p", "df", "ci_low", "ci_high", "beta")
        label, robust = f"{block.name} {errors}", theirs[errors]
        yield from pairs(f"{label} estimate", ours["estimate"], theirs["estimate"])
        yield from pairs(f"{label} beta", ours["beta"][1:], theirs["beta"])
        yield from pairs(f"{label} se", ours["se"], robust["se"])
        yield from pairs(f"{label} p", ours["p"], robust["p"])
        if errors == "classical":
            yield from pairs(f"{label} low", ours["ci_low"], robust["low"])
            yield from pairs(f"{label} high", ours["ci_high"], robust["high"])
            continue
        assert block.robust is not None
        yield from pairs(f"{label} F", block.robust.statistic, robust["f"])
        yield from pairs(f"{label} F's p", block.robust.p, robust["f_p"])
        if errors == "CR2":
            yield from pairs(f"{label} df", ours["df"], robust["df"])
            yield from pairs(f"{label} F's df", block.robust.df2, robust["df2"])


def row_by_row() -> Iterator[Pair]:
    """Diagnostics."""
    theirs = frozen("blocks")["diagnostics"]
    cohort = arrays("cohort", "professional")
    found = diagnostics.diagnose(cohort, outcome="manage", predictors=LAST)
    for name, ours in (
        ("vif", found.vif), ("hat", found.leverage), ("rstandard", found.studentised),
        ("rstudent", found.deleted), ("cook", found.cook),
    ):  # fmt: skip
        yield from pairs(name, ours, theirs[name])


def scale() -> Iterator[Pair]:
    """Alpha and its intervals, items, omega (R's own optimum; psych stops within 1e-6 of it)."""
    theirs, cohort = frozen("scales"), table("cohort")
    names = [f"item{i}" for i in range(1, 8)]
    items = np.column_stack([cohort[name] for name in names])
    feldt = scales.cronbach_alpha(items)
    yield from pairs("alpha", feldt.estimate, theirs["alpha_psych"])
    yield from pairs("Feldt", [feldt.low, feldt.high], theirs["feldt_psych"])
    wide = scales.cronbach_alpha(items, method="duhachek")
    yield from pairs("Duhachek", [wide.low, wide.high], theirs["duhachek"])
    each = columns_of(scales.item_total(items, names), "rest_correlation", "alpha_without")
    yield from pairs("rest", each["rest_correlation"], theirs["rest"])
    yield from pairs("without", each["alpha_without"], theirs["without"])
    found = omega.mcdonald_omega(items, seed=1, replicates=0)
    yield from pairs("omega", found.omega.estimate, theirs["omega"])
    yield from pairs("loadings", found.loadings, theirs["loadings"])
    yield from pairs("omega of psych", found.omega.estimate, theirs["omega_psych"], 1e-7)
    yield from pairs("loadings of psych", found.loadings, theirs["loadings_psych"], 1e-6)


def change_and_leaving() -> Iterator[Pair]:
    """Paired change, reliable change, shares, standardised differences, adjusted p-values."""
    theirs, cohort = frozen("scales"), table("cohort")
    before, after = cohort["manage"], cohort["manage_3m"]
    found, its = change.paired_change(before, after), theirs["change"]
    for name, ours in (
        ("n", found.n), ("mean", found.mean_change.estimate), ("sd", found.sd_change),
        ("t", found.t.statistic), ("df", found.t.df2), ("p", found.t.p),
        ("low", found.mean_change.low), ("high", found.mean_change.high), ("d_z", found.d_z),
        ("d_av", found.d_av), ("effect_size", found.effect_size), ("correlation", found.correlation),
    ):  # fmt: skip
        yield from pairs(f"change {name}", ours, its[name])
    reliable = change.reliable_change(before, after, reliability=0.84, better="higher")
    for name in ("threshold", "better", "worse"):
        yield from pairs(f"reliable {name}", getattr(reliable, name), theirs["reliable"][name])
    beyond = change.share_beyond(before, after, important=5, better="higher")
    for name, ours in (("count", beyond.count), ("low", beyond.share.low), ("high", beyond.share.high)):
        yield from pairs(f"beyond {name}", ours, theirs["beyond"][name])
    left = cohort["stayed"] == 0
    for name in ("age", "pain", "sex"):
        apart = shares.standardised_difference(name, cohort[name], left)
        yield from pairs(f"apart {name}", apart.difference, theirs["apart"][name])
    bands = np.digitize(cohort["age"], [40, 60], right=True)
    apart = shares.standardised_difference_of_categories("band", [str(band) for band in bands], left)
    yield from pairs("apart band", apart.difference, theirs["apart"]["band"])
    for method in ("holm", "bh", "bonferroni"):
        adjusted = multiplicity.adjust(theirs["adjusted"]["p"], method)
        yield from pairs(method, adjusted, theirs["adjusted"][method])


def whole_plans() -> Iterator[Pair]:
    """Messy files through whole plans: each number that R made of the same file by its own means."""
    theirs = frozen("plans")
    for name in ("clinic", "odd"):
        found = evaluate(HERE / "plans" / name / "plan.toml", HERE / "plans" / name / "data.csv")
        for one in theirs[name]:
            ours = at(found, one["at"].split("/"))
            if isinstance(one["is"], str):
                assert ours == one["is"], one["at"]
                continue
            yield Pair(f"{name} {one['at']}", math.nan if ours is None else ours, one["is"], one["near"])


def at(found: Any, path: Sequence[str]) -> Any:
    """What stands at a place of ``results.json``."""
    for part in path:
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


def staying() -> Iterator[Pair]:
    """The logistic model, its weights, the weighted model."""
    theirs, cohort = frozen("leaving"), arrays("cohort", "professional")
    weights = leaving.staying_weights(cohort, stayed="stayed", predictors=["age", "sex", "pain"])
    model = weights.model
    yield from pairs("logistic", model.estimates, theirs["estimate"])
    yield from pairs("logistic se", np.sqrt(np.diag(model.covariance)), theirs["se"])
    yield from pairs("log likelihood", model.log_likelihood, theirs["log_likelihood"])
    yield from pairs("weights", weights.weights[~np.isnan(weights.weights)], theirs["weights"])
    yield from pairs("effective n", weights.effective_n, theirs["effective_n"])
    for cluster, errors in ((None, "hc3"), ("professional", "cr1")):
        found = leaving.weighted_fit(
            cohort,
            outcome="manage_3m",
            predictors=["age", "pain", "partnership"],
            weights=weights.weights,
            cluster=cluster,
        )
        yield from pairs("weighted", found.estimates, theirs["weighted"]["estimate"])
        yield from pairs(errors, [one.se for one in found.coefficients], theirs["weighted"][errors])
        yield from pairs("weighted R2", found.r2, theirs["weighted"]["r2"])
        if cluster is None:
            yield from pairs("weighted p", [one.p for one in found.coefficients], theirs["weighted"]["p"])


def pooled() -> Iterator[Pair]:
    """mice's completed tables, pooled."""
    theirs, sets = frozen("pooling"), table("completed")
    fits = []
    for number in range(1, int(sets[".imp"].max()) + 1):
        rows = sets[".imp"] == number
        completed = Arrays({name: values[rows] for name, values in sets.items() if name != ".imp"})
        nest = [("small", ["age", "sex", "pain"]), ("large", ["partnership", "confidence"])]
        fits.append(blocks.fit_blocks(completed, outcome="manage_3m", blocks=nest))
    small, large = pooling.pool_blocks(fits)
    found = columns_of(large.coefficients.coefficients, "estimate", "se", "df", "p", "ci_low", "ci_high")
    for name, ours in found.items():
        yield from pairs(name, ours, theirs[name.removeprefix("ci_")])
    yield from pairs("riv", large.coefficients.riv, theirs["riv"])
    yield from pairs("fmi", large.coefficients.fmi, theirs["fmi"])
    for name, test in (("d1", large.test), ("d2", large.d2)):
        assert test is not None
        yield from pairs(name, [test.statistic, test.df1, test.df2, test.p], theirs[name])
    yield from pairs("r2", large.r2, theirs["r2"])
    yield from pairs("delta r2", large.delta_r2, theirs["r2"] - theirs["r2_small"])
    yield from pairs("r2 small", small.r2, theirs["r2_small"])


MODELS: dict[str, dict[str, str]] = {
    "intercept": {},
    "slope": {"slope": "day"},
    "nested": {"within": "professional"},
    "nested_slope": {"slope": "day", "within": "professional"},
}
REML = 1e-5  # R's own optimisers differ by this


def reml() -> Iterator[Pair]:
    """Four mixed models; the criterion is compared apart, since ours may be lower."""
    reference, long = frozen("mixed"), arrays("long", "person", "professional")
    for name, levels in MODELS.items():
        found = mixed.fit_mixed(
            long, outcome="score", predictors=["day", "severe", "joined", "sleep"], person="person", **levels
        )
        theirs = reference[name]
        yield from pairs(f"{name} n", found.n, theirs["n"])
        yield from pairs(f"{name} estimate", found.estimates, theirs["estimate"], REML)
        yield from pairs(f"{name} se", [one.se for one in found.coefficients], theirs["se"], REML)
        yield from pairs(f"{name} sigma", found.residual_sd, theirs["sigma"], REML)
        for effect, variance in zip(found.random, theirs["random"].values(), strict=True):
            ours = effect.covariance.ravel()
            yield from pairs(
                f"{name} {effect.level}", ours, variance if isinstance(variance, list) else [variance], REML
            )
        yield from pairs(f"{name} criterion", found.criterion, theirs["criterion"], 1e-10)


def proportional_odds() -> Iterator[Pair]:
    """The ordinal model behind imputation, without its penalty, against polr (within 1e-6 of it)."""
    theirs, cohort = frozen("categories"), table("cohort")
    x = np.column_stack(
        [(cohort[name] - cohort[name].mean()) / cohort[name].std(ddof=1) for name in ("age", "partnership")]
    )
    codes = np.digitize(cohort["manage"], [45, 55, 65])
    cuts, slopes = categories.fit_ordinal(x[None], codes, np.ones((1, codes.size)), penalty=0.0)
    yield from pairs("cuts", cuts[0], theirs["cuts"], 1e-6)
    yield from pairs("slopes", slopes[0], theirs["slopes"], 1e-6)


CASES: dict[str, Callable[[], Iterator[Pair]]] = {
    case.__name__: case
    for case in (
        nested_blocks, row_by_row, scale, change_and_leaving, staying, pooled, reml, proportional_odds,
        whole_plans,
    )
}  # fmt: skip
