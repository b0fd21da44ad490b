"""What has no closed form keeps its promises: over many invented clinics, within Monte Carlo error."""

from __future__ import annotations

import random

import numpy as np
import pytest

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.imputation import Variable, impute
from alongside.evaluation.estimators.leaving import staying_weights, weighted_fit
from alongside.evaluation.estimators.mixed import fit_mixed
from alongside.evaluation.estimators.omega import mcdonald_omega
from alongside.evaluation.estimators.pooling import pool_blocks
from alongside.evaluation.estimators.sources import Arrays
from alongside.simulation import numbers

pytestmark = pytest.mark.slow


def error(share: float, runs: int) -> float:
    """Three Monte Carlo standard errors."""
    return 3 * float(np.sqrt(share * (1 - share) / runs))


def test_with_few_clusters_cr2_keeps_its_size_where_cr1_does_not() -> None:
    """Ten professionals of unequal lists, a predictor that belongs to the professional, no effect of it."""
    random, runs = np.random.default_rng(1), 2000
    lists = [3, 4, 5, 6, 8, 10, 14, 20, 30, 40]
    clusters = np.repeat(np.arange(10), lists)
    wrong = {"CR1": 0, "CR2": 0}
    together = 0
    for _ in range(runs):
        own = random.normal(size=(10, 2))[clusters]
        y = random.normal(size=10)[clusters] + random.normal(size=140)
        source = Arrays({"a": own[:, 0], "b": own[:, 1], "y": y}, {"professional": clusters})
        for errors in ("CR1", "CR2"):
            found = fit_blocks(
                source, outcome="y", blocks=[("one", ["a", "b"])], errors=errors, cluster="professional"
            )
            wrong[errors] += found.blocks[0].coefficients[1].p < 0.05
            if errors == "CR2" and found.blocks[0].robust is not None:
                together += found.blocks[0].robust.p < 0.05
    assert wrong["CR2"] / runs <= 0.05 + error(0.05, runs) + 0.01  # Satterthwaite is an approximation
    assert wrong["CR1"] / runs > 0.09
    assert together / runs <= 0.05 + error(0.05, runs)


@pytest.mark.parametrize("kind, strength", [("number", 0.7), ("normal", 1.5)])
def test_multiple_imputation_covers_the_truth_and_complete_cases_are_biased(kind, strength) -> None:
    """Whoever has more at half-time is missing more often at the end: at random, given what was observed.

    Where nearly everybody at one end is missing (1.5) matching has nobody there to borrow from: it covers in
    83% of clinics then, and mice's does in 81%.
    """
    random, runs, n = np.random.default_rng(2), 300, 200
    covered, imputed, complete = 0, [], []
    for run in range(runs):
        x = random.normal(size=n)
        middle = 0.6 * x + random.normal(size=n)
        y = 0.5 * x + middle + random.normal(size=n)  # on x alone the slope is 1.1
        gone = random.random(n) < 1 / (1 + np.exp(1.0 - strength * middle))
        seen = np.where(gone, np.nan, y)
        variables = [Variable("x", x), Variable("middle", middle), Variable("y", seen, kind)]
        tables = impute(variables, imputations=10, iterations=3, seed=run).tables
        nest = [("one", ["x"])]
        fits = [fit_blocks(Arrays({"x": t[:, 0], "y": t[:, 2]}), outcome="y", blocks=nest) for t in tables]
        pooled = pool_blocks(fits)[0].coefficients.coefficients[1]
        imputed.append(pooled.estimate)
        covered += pooled.ci_low <= 1.1 <= pooled.ci_high
        plain = fit_blocks(Arrays({"x": x, "y": seen}), outcome="y", blocks=nest).blocks[0].coefficients[1]
        complete.append(plain.estimate)
    assert abs(covered / runs - 0.95) <= error(0.95, runs) + 0.015
    away = [abs(np.mean(found) - 1.1) for found in (imputed, complete)]
    assert away[0] < 0.02 + 3 * np.std(imputed) / np.sqrt(runs)
    assert away[0] < away[1]


def test_weights_for_leaving_bring_back_the_mean_of_everybody() -> None:
    random, runs, n = np.random.default_rng(3), 400, 250
    plain, weighted, covered = [], [], 0
    for _ in range(runs):
        x = random.normal(size=n)
        y = 10 + 2 * x + random.normal(size=n)
        stayed = (random.random(n) < 1 / (1 + np.exp(-0.5 - x))).astype(float)
        source = Arrays({"x": x, "y": np.where(stayed == 1, y, np.nan), "stayed": stayed})
        weights = staying_weights(source, stayed="stayed", predictors=["x"]).weights
        found = weighted_fit(source, outcome="y", predictors=[], weights=weights).coefficients[0]
        weighted.append(found.estimate)
        plain.append(np.nanmean(source.columns["y"]))
        covered += found.ci_low <= 10 <= found.ci_high
    assert abs(np.mean(weighted) - 10) < 3 * np.std(weighted) / np.sqrt(runs) + 0.05
    assert np.mean(plain) > 10.4
    assert covered / runs >= 0.93 - error(0.95, runs)


def test_reml_finds_variances_without_bias_in_people_within_professionals() -> None:
    random, runs = np.random.default_rng(4), 150
    found = []
    person = np.repeat(np.arange(120), 4)
    professional = person // 10
    for _ in range(runs):
        y = (
            3 * random.normal(size=12)[professional]
            + 2 * random.normal(size=120)[person]
            + random.normal(size=480)
        )
        source = Arrays({"y": y}, {"person": person, "professional": professional})
        fit = fit_mixed(source, outcome="y", predictors=[], person="person", within="professional")
        found.append([effect.covariance[0, 0] for effect in fit.random] + [fit.residual_sd**2])
    spread = np.std(found, axis=0) / np.sqrt(runs)
    assert (np.abs(np.mean(found, axis=0) - [4, 9, 1]) < 3 * spread).all()


def test_the_bootstrap_interval_of_omega_covers_it() -> None:
    random, runs = np.random.default_rng(5), 300
    loadings = np.array([0.5, 0.6, 0.7, 0.8, 0.65])
    truth = 1 - (1 - loadings**2).sum() / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    covered = 0
    for run in range(runs):
        trait = random.normal(size=(150, 1))
        items = trait * loadings + random.normal(size=(150, 5)) * np.sqrt(1 - loadings**2)
        found = mcdonald_omega(items, seed=run, replicates=400).omega
        covered += found.low <= truth <= found.high
    assert 0.90 <= covered / runs <= 0.985


def test_the_association_that_the_demo_puts_in_comes_out_again_over_a_thousand_seeds() -> None:
    """147 people at baseline, as `make demo SEED=` draws them: managing on partnership and pain."""
    seeds, people = 1_000, 147
    slopes, covered = [], 0
    for seed in range(seeds):
        drawn = [numbers.draw(random.Random(f"{seed}:numbers:{number}")).baseline for number in range(people)]
        source = Arrays(
            {
                "partnership": np.array([numbers.partnership_score(each) for each in drawn]),
                "pain": np.array([each.pain["week"] for each in drawn]),
                "managing": np.array([numbers.managing_score(each) for each in drawn]),
            }
        )
        found = fit_blocks(
            source, outcome="managing", blocks=[("both", ["partnership", "pain"])], errors="HC3"
        )
        one = {each.term: each for each in found.blocks[0].coefficients}
        slopes.append([one["partnership"].estimate, one["pain"].estimate])
        covered += one["partnership"].ci_low <= numbers.PARTNERSHIP_SLOPE <= one["partnership"].ci_high
    mean = np.mean(slopes, axis=0)
    # Whole numbers and the ends of the scale take a little off what was put in: some hundredths.
    assert mean[0] == pytest.approx(numbers.PARTNERSHIP_SLOPE, rel=0.02)
    assert mean[1] == pytest.approx(numbers.PAIN_SLOPE, rel=0.03)
    assert abs(covered / seeds - 0.95) <= error(0.95, seeds)
