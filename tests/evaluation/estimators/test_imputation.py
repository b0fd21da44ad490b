"""Chained equations, what is pooled from them, and how they are asked what if."""

from __future__ import annotations

import numpy as np
import pytest

from alongside.evaluation.estimators.blocks import fit_blocks, fit_model
from alongside.evaluation.estimators.imputation import Variable, impute
from alongside.evaluation.estimators.pooling import pool, pool_blocks
from alongside.evaluation.estimators.results import Block, CannotEstimate, Imputed, Model
from alongside.evaluation.estimators.sources import Arrays
from alongside.evaluation.estimators.tipping import tipping_point

ROWS = 300


def clinic(seed: int = 3) -> list[Variable]:
    random = np.random.default_rng(seed)
    pain = random.normal(6, 2, ROWS)
    confidence = 40 - 2 * pain + random.normal(0, 4, ROWS)
    after = 20 + 0.8 * confidence + random.normal(0, 4, ROWS)
    works = (confidence + random.normal(0, 4, ROWS) > 28).astype(float)
    band = np.digitize(confidence + random.logistic(0, 2, ROWS), [24.0, 30.0, 34.0]).astype(float)
    route = np.where(pain > 6, random.choice([0, 2], ROWS), 1).astype(float)
    lost = lambda values, share: np.where(random.random(ROWS) < share, np.nan, values)  # noqa: E731
    gone = random.random(ROWS) < 1 / (1 + np.exp(-(pain - 7)))  # whoever hurts more leaves more often
    return [
        Variable("pain", pain),
        Variable("confidence", lost(confidence, 0.1)),
        Variable("after", np.where(gone, np.nan, after), "normal"),
        Variable("works", lost(works, 0.15), "yes_no"),
        Variable("band", lost(band, 0.15), "ordinal"),
        Variable("route", lost(route, 0.15), "category"),
    ]


@pytest.fixture(scope="module")
def imputed() -> Imputed:
    return impute(clinic(), imputations=12, iterations=6, seed=9)


def test_the_same_seed_gives_the_same_tables_and_another_gives_others(imputed: Imputed) -> None:
    np.testing.assert_array_equal(
        imputed.tables, impute(clinic(), imputations=12, iterations=6, seed=9).tables
    )
    assert not np.array_equal(imputed.tables, impute(clinic(), imputations=12, iterations=6, seed=10).tables)


def test_what_was_observed_stays_and_every_gap_is_filled_with_something_possible(imputed: Imputed) -> None:
    for j, variable in enumerate(clinic()):
        known = ~imputed.missing[:, j]
        assert (imputed.tables[:, known, j] == variable.values[known]).all()
        assert np.isfinite(imputed.tables[:, :, j]).all()
        if variable.kind != "normal":
            assert set(np.unique(imputed.tables[:, :, j])) <= set(np.unique(variable.values[known]))
    assert imputed.methods[0] == ""
    assert imputed.methods[1] == "predictive mean matching"


def test_traces_follow_the_imputed_values(imputed: Imputed) -> None:
    assert [trace.variable for trace in imputed.traces] == list(imputed.order)
    last = imputed.traces[-1]
    j = imputed.variables.index(last.variable)
    drawn = imputed.tables[:, imputed.missing[:, j], j]
    np.testing.assert_allclose(last.mean[-1], drawn.mean(axis=1))
    assert last.mean.shape == (6, 12)


def test_imputed_values_follow_what_the_others_say(imputed: Imputed) -> None:
    """Means of the gaps, by what was known: within what chance allows, and on the right side of the
    observed.
    """
    names = imputed.variables
    mean = imputed.tables.mean(axis=0)
    gaps, pain = imputed.missing, mean[:, 0]
    after = names.index("after")
    assert mean[gaps[:, after], after].mean() < mean[~gaps[:, after], after].mean() - 1
    route = names.index("route")
    ones = (imputed.tables[:, :, route] == 1).mean(axis=0)
    assert ones[gaps[:, route] & (pain < 5)].mean() > 0.8
    assert ones[gaps[:, route] & (pain > 7)].mean() < 0.2
    for name in ("works", "band"):
        j, confidence = names.index(name), mean[:, names.index("confidence")]
        high, low = gaps[:, j] & (confidence > 31), gaps[:, j] & (confidence < 25)
        assert mean[high, j].mean() > mean[low, j].mean() + 0.3


def test_an_ordered_category_predicts_level_by_level_not_along_a_line() -> None:
    """A model that enters its levels one by one would find less between them than there is."""
    random = np.random.default_rng(4)
    band = random.integers(0, 3, ROWS).astype(float)
    y = np.where(band == 1, 8.0, 2.0) + random.normal(0, 0.5, ROWS)
    gone = random.random(ROWS) < 0.4
    found = impute([Variable("band", band, "ordinal"), Variable("y", np.where(gone, np.nan, y))], seed=1)
    for level, mean in ((0, 2.0), (1, 8.0), (2, 2.0)):
        drawn = found.tables[:, gone & (band == level), 1]
        assert drawn.mean() == pytest.approx(mean, abs=0.3)


def test_separated_answers_are_imputed_without_infinite_odds() -> None:
    x = np.linspace(-2, 2, 60)
    y = (x > 0).astype(float)
    y[::7] = np.nan
    found = impute([Variable("x", x), Variable("y", y, "yes_no")], imputations=10, seed=1)
    assert np.isin(found.tables[:, :, 1], (0.0, 1.0)).all()


def test_predictors_that_say_the_same_do_no_harm() -> None:
    people = clinic()
    pain = people[0].values
    doubled = [*people, Variable("pain again", 2 * pain + 1), Variable("always", np.ones(ROWS))]
    found = impute(doubled, imputations=3, iterations=3, seed=2)
    assert np.isfinite(found.tables).all()
    after = found.tables[:, found.missing[:, 2], 2]
    assert abs(after.mean() - people[2].values[~found.missing[:, 2]].mean()) < 10


def last_block(table: dict) -> Block:
    nest = [("all", ["pain", "confidence"])]
    return fit_blocks(Arrays(dict(table)), outcome="after", blocks=nest).blocks[-1]


def model(table: dict, errors: str = "classical") -> Model:
    source = Arrays(dict(table), {"professional": np.arange(ROWS) % 8})
    cluster = "professional" if errors.startswith("CR") else None
    return fit_model(
        source, outcome="after", predictors=["pain", "confidence"], errors=errors, cluster=cluster
    )


def test_a_delta_moves_only_what_was_imputed_and_may_tip_the_conclusion(imputed: Imputed) -> None:
    found = tipping_point(imputed, outcome="after", term="pain", fit=model, deltas=[0, 4, -12, -4])
    assert list(found.deltas) == [-12, -4, 0, 4]
    plain = [last_block(dict(zip(imputed.variables, table.T, strict=True))) for table in imputed.tables]
    direct = pool(
        ["(intercept)", "pain", "confidence"],
        np.stack([block.estimates for block in plain]),
        np.stack([block.covariance for block in plain]),
        df_complete=plain[0].df2,
    )
    assert found.pooled[2] == direct.coefficients[1]
    # Those in pain left more often: the lower those who left are taken to be, the more pain goes with it.
    slopes = [one.estimate for one in found.pooled]
    assert slopes == sorted(slopes)
    assert found.tips_at is None or -12 <= found.tips_at <= 4
    assert found.pooled[0].p < 0.05 < found.pooled[2].p
    assert found.tips_at is not None


@pytest.mark.parametrize("errors", ["classical", "HC3", "CR1", "CR2"])
def test_what_three_fits_say_of_every_delta_is_what_a_fit_at_each_says(imputed: Imputed, errors: str) -> None:
    deltas = [-12.0, -5.0, -0.3, 0.0, 2.0, 7.0]
    found = tipping_point(
        imputed, outcome="after", term="pain", fit=lambda table: model(table, errors), deltas=deltas
    )
    column = imputed.variables.index("after")
    for delta, one in zip(deltas, found.pooled, strict=True):
        moved = imputed.tables.copy()
        moved[:, :, column] += delta * imputed.missing[:, column]
        fits = [model(dict(zip(imputed.variables, table.T, strict=True)), errors) for table in moved]
        direct = pool(
            fits[0].terms,
            np.stack([fit.estimates for fit in fits]),
            np.stack([fit.covariance for fit in fits]),
            df_complete=np.stack([fit.df for fit in fits]).mean(axis=0),
        ).coefficients[1]
        for name in ("estimate", "se", "df", "p", "ci_low", "ci_high"):
            assert getattr(one, name) == pytest.approx(getattr(direct, name), rel=1e-11), name


def test_pooling_under_few_clusters_keeps_their_few_degrees_of_freedom(imputed: Imputed) -> None:
    clusters = {"professional": np.arange(ROWS) % 8}
    nest = [("all", ["pain", "confidence"])]
    fits = [
        fit_blocks(
            Arrays(dict(zip(imputed.variables, table.T, strict=True)), clusters),
            outcome="after", blocks=nest, errors="CR2", cluster="professional",
        )
        for table in imputed.tables
    ]  # fmt: skip
    block = pool_blocks(fits)[0]
    alone = [max(fit.blocks[0].coefficients[i].df for fit in fits) for i in range(3)]
    assert all(one.df < most for one, most in zip(block.coefficients.coefficients, alone, strict=True))
    assert block.test is not None
    assert block.test.df2 < 8


@pytest.mark.parametrize("clusters", [4, 5, 8])
def test_with_few_clusters_the_pooled_test_of_one_term_is_that_of_its_coefficient(
    imputed: Imputed, clusters: int
) -> None:
    """Reiter's degrees of freedom were below 0 there, and the test had no p."""
    belong = {"professional": np.random.default_rng(1).integers(0, clusters, ROWS)}
    nest = [("pain", ["pain"]), ("confidence", ["confidence"])]
    fits = [
        fit_blocks(
            Arrays(dict(zip(imputed.variables, table.T, strict=True)), belong),
            outcome="after", blocks=nest, errors="CR2", cluster="professional",
        )
        for table in imputed.tables
    ]  # fmt: skip
    for block in pool_blocks(fits):
        one = block.coefficients.coefficients[-1]
        assert block.test is not None
        assert block.test.df2 > 0
        assert block.test.p == pytest.approx(one.p, rel=0.05)


def test_where_no_completed_table_can_test_a_block_the_pooled_ones_do_not_either(imputed: Imputed) -> None:
    clusters = {"professional": np.arange(ROWS) % 2}
    fits = [
        fit_blocks(
            Arrays(dict(zip(imputed.variables, table.T, strict=True)), clusters),
            outcome="after", blocks=[("all", ["pain", "confidence"])], errors="CR1", cluster="professional",
        )
        for table in imputed.tables
    ]  # fmt: skip
    block = pool_blocks(fits)[0]
    assert (block.test, block.d2) == (None, None)
    assert all(np.isfinite(one.se) for one in block.coefficients.coefficients)


def test_nothing_tips_where_nothing_was_imputed(imputed: Imputed) -> None:
    with pytest.raises(CannotEstimate, match="Nothing of pain"):
        tipping_point(imputed, outcome="pain", term="pain", fit=model, deltas=[0.0])
