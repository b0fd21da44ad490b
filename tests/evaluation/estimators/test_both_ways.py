"""In memory and inside DuckDB: one answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from alongside.evaluation.estimators import blocks, duck, leaving, leaving_streamed, mixed
from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.diagnostics import diagnose, trust, trust_streamed
from alongside.evaluation.estimators.mixed import fit_mixed
from alongside.evaluation.estimators.results import ERRORS, Blocks, Errors
from alongside.evaluation.estimators.sources import Arrays
from tests.evaluation.estimators.people import in_duckdb, people

NEST = [("first", ["x0", "x1", "flat"]), ("second", ["x2", "same", "x3"]), ("third", ["x4"])]
NEAR = 1e-10


@pytest.fixture(scope="module")
def pair() -> tuple:
    source = people()
    return source, in_duckdb(source)


@pytest.fixture
def streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tables too stay in DuckDB."""
    monkeypatch.setattr(blocks, "SMALL", 0)
    monkeypatch.setattr(mixed, "SMALL", 0)


def assert_the_same(one: Blocks, other: Blocks) -> None:
    assert (one.n, one.left_out, one.clusters, one.dropped) == (
        other.n,
        other.left_out,
        other.clusters,
        other.dropped,
    )
    for ours, theirs in zip(one.blocks, other.blocks, strict=True):
        assert ours.predictors == theirs.predictors
        np.testing.assert_allclose(ours.estimates, theirs.estimates, rtol=NEAR)
        np.testing.assert_allclose(
            ours.covariance, theirs.covariance, rtol=NEAR, atol=NEAR * np.abs(ours.covariance).max()
        )
        for name in ("r2", "r2_adjusted", "delta_r2", "f_change", "p", "sigma"):
            assert getattr(ours, name) == pytest.approx(getattr(theirs, name), rel=NEAR)
        for left, right in zip(ours.coefficients, theirs.coefficients, strict=True):
            assert (left.se, left.df, left.beta or 0) == pytest.approx(
                (right.se, right.df, right.beta or 0), rel=NEAR
            )
        if ours.robust and theirs.robust:
            assert ours.robust.statistic == pytest.approx(theirs.robust.statistic, rel=1e-9)
            assert ours.robust.df2 == pytest.approx(theirs.robust.df2, rel=1e-9)


@pytest.mark.parametrize("errors", ERRORS)
def test_blocks_from_sums_in_duckdb_are_those_from_rows(pair: tuple, streamed: None, errors: Errors) -> None:
    found = [
        fit_blocks(source, outcome="y", blocks=NEST, errors=errors, cluster="professional") for source in pair
    ]
    assert_the_same(*found)
    assert [(one.term, one.reason, one.given) for one in found[1].dropped] == [
        ("flat", "constant", ()), ("same", "collinear", ("x0", "x1")),
    ]  # fmt: skip


def test_clusters_as_many_as_people_are_worked_off_in_parts(
    pair: tuple, streamed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "PART", 20_000)
    found = [fit_blocks(source, outcome="y", blocks=NEST, errors="CR1", cluster="person") for source in pair]
    assert_the_same(*found)
    assert found[0].clusters == 150
    left = pair[1].connection.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchone()
    assert left == (0,)  # nothing of the copy stays


def test_a_small_table_is_simply_read(pair: tuple) -> None:
    found = [fit_blocks(source, outcome="y", blocks=NEST, errors="HC3") for source in pair]
    for ours, theirs in zip(found[0].blocks, found[1].blocks, strict=True):
        np.testing.assert_array_equal(ours.estimates, theirs.estimates)


def test_columns_may_be_expressions(pair: tuple, streamed: None) -> None:
    source, table = pair
    spelt = duck.DuckTable(
        table.connection, "people", {"twice": "2 * x0 + 1"}, {"team": "upper(professional)"}
    )
    found = fit_blocks(spelt, outcome="y", blocks=[("one", ["twice"])], errors="CR1", cluster="team")
    plain = fit_blocks(source, outcome="y", blocks=[("one", ["x0"])], errors="CR1", cluster="professional")
    assert 2 * found.blocks[0].estimates[1] == pytest.approx(plain.blocks[0].estimates[1], rel=NEAR)
    assert found.clusters == plain.clusters


def test_columns_far_from_zero_keep_their_digits(streamed: None) -> None:
    """A column at 5 million with a spread of 1: raw sums of squares would have lost everything."""
    near, far = people(away=0.0), people(away=0.0)
    for name in ("x0", "x2", "y"):
        far.columns[name] = far.columns[name] + 5e6
    nest = [("first", ["x0"]), ("second", ["x2", "x4"])]
    plain = fit_blocks(near, outcome="y", blocks=nest)
    moved = fit_blocks(in_duckdb(far), outcome="y", blocks=nest)
    for ours, theirs in zip(moved.blocks, plain.blocks, strict=True):
        np.testing.assert_allclose(
            ours.estimates[1:], theirs.estimates[1:], rtol=1e-6
        )  # what 5e6 leaves of a double
        assert ours.r2 == pytest.approx(theirs.r2, rel=1e-6)


def test_a_random_intercept_from_moments_is_that_from_rows(pair: tuple, streamed: None) -> None:
    found = [
        fit_mixed(source, outcome="y", predictors=["x0", "x1", "flat", "x3"], person="person")
        for source in pair
    ]
    assert found[0].criterion == pytest.approx(found[1].criterion, rel=NEAR)
    np.testing.assert_allclose(found[0].estimates, found[1].estimates, rtol=1e-8)
    np.testing.assert_allclose(found[0].covariance, found[1].covariance, rtol=1e-6)
    assert (found[0].n, found[0].left_out, found[0].dropped) == (
        found[1].n,
        found[1].left_out,
        found[1].dropped,
    )


@pytest.mark.parametrize("asked", [{"slope": "x1"}, {"within": "professional"}])
def test_models_that_need_rows_are_read_from_duckdb(pair: tuple, asked: dict) -> None:
    found = [fit_mixed(source, outcome="y", predictors=["x0"], person="person", **asked) for source in pair]
    assert found[0].criterion == pytest.approx(found[1].criterion, rel=NEAR)


def test_a_row_that_decides_a_coefficient_alone_has_no_hc3_errors_and_the_rest_stands(streamed: None) -> None:
    source = people()
    source.columns["alone"] = np.zeros(source.rows)
    source.columns["alone"][0] = 1.0
    nest = [("one", ["x0"]), ("two", ["alone"])]
    for one in (source, in_duckdb(source)):
        first, second = fit_blocks(one, outcome="y", blocks=nest, errors="HC3").blocks
        assert second.no_robust == "One row decides a coefficient by itself, so HC3 errors do not exist."
        assert second.robust is None
        assert all(math.isnan(each.se) and math.isnan(each.p) for each in second.coefficients)
        assert second.f_change is not None
        assert second.f_change > 0
        assert first.robust is not None
        assert first.coefficients[1].se > 0


@pytest.mark.parametrize("cluster", [None, "professional"])
def test_weights_for_those_who_left_and_what_they_weigh(
    cluster: str | None, streamed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where predictors say the same, rows have gaps, and clusters are worked off in parts."""
    table = people()
    chance = np.random.default_rng(4)
    x0 = table.columns["x0"]
    stay = (chance.random(x0.size) < 1 / (1 + np.exp(-0.8 - 0.7 * (x0 - x0.mean())))).astype(float)
    few = Arrays(table.columns | {"stayed": stay}, table.clusters)
    many = in_duckdb(few)
    staying, entered = ["x0", "x1", "same", "flat"], ["x2", "same", "x0", "x3"]
    weights = leaving.staying_weights(few, stayed="stayed", predictors=staying)
    theirs = leaving_streamed.staying_weights(many, stayed="stayed", predictors=staying)
    assert (theirs.effective_n, theirs.largest) == pytest.approx(
        (weights.effective_n, weights.largest), rel=NEAR
    )
    assert theirs.left_out == weights.left_out
    np.testing.assert_allclose(theirs.estimates, weights.model.estimates, rtol=1e-9)
    monkeypatch.setattr(leaving_streamed, "PART", 200)
    one = leaving.weighted_fit(few, outcome="y", predictors=entered, weights=weights.weights, cluster=cluster)
    other = leaving_streamed.weighted_fit(theirs, outcome="y", predictors=entered, cluster=cluster)
    assert (one.n, one.errors, one.r2) == (other.n, other.errors, pytest.approx(other.r2, rel=NEAR))
    for left, right in zip(one.coefficients, other.coefficients, strict=True):
        assert left.term == right.term
        assert (left.estimate, left.se, left.df, left.p) == pytest.approx(
            (right.estimate, right.se, right.df, right.p), rel=1e-9
        )


@pytest.mark.parametrize("cluster", [None, "professional"])
def test_leverage_cook_and_inflation_from_one_pass(cluster: str | None, streamed: None) -> None:
    table = people()
    rows = np.arange(len(table.columns["y"]), dtype=float)
    few = Arrays(table.columns | {"at": rows}, table.clusters)
    entered = ["x0", "x1", "flat", "x2", "same", "x3"]
    one = trust(diagnose(few, outcome="y", predictors=entered, cluster=cluster), pictured=10**6)
    other = trust_streamed(
        in_duckdb(few),
        outcome="y",
        predictors=entered,
        cluster=cluster,
        row="at",
        pictured=10**6,
    )
    assert (one.terms, one.high_leverage, one.influential) == (
        other.terms,
        other.high_leverage,
        other.influential,
    )
    assert one.influential > 0
    for name in (
        "vif",
        "largest_leverage",
        "largest_cook",
        "fitted",
        "residual",
        "leverage",
        "cook",
        "studentised",
    ):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-8, atol=1e-11)


@pytest.mark.parametrize("errors", ERRORS)
def test_what_was_left_out_still_counts_for_who_is_complete(errors: Errors, streamed: None) -> None:
    """A predictor that says nothing new is left out of the model. Who lacks it was left out before."""
    source = people()
    source.columns["doubled"] = 2 * source.columns["x0"]
    source.columns["doubled"][:7] = np.nan
    nest = [("one", ["x0", "doubled"]), ("two", ["x3"])]
    found = [
        fit_blocks(one, outcome="y", blocks=nest, errors=errors, cluster="professional")
        for one in (source, in_duckdb(source))
    ]
    assert_the_same(*found)
    source.columns["x0"][:7] = np.nan
    plain = fit_blocks(
        source, outcome="y", blocks=[("one", ["x0"]), ("two", ["x3"])], errors=errors, cluster="professional"
    )
    np.testing.assert_allclose(found[0].blocks[1].covariance, plain.blocks[1].covariance, rtol=NEAR)
    assert found[0].n == plain.n


@pytest.mark.parametrize("errors", ERRORS)
def test_columns_that_are_nearly_mixtures_keep_their_digits(errors: Errors, streamed: None) -> None:
    """A product with a column far from zero, as people write it: sums of squares alone know 6 digits."""
    source = people(away=0.0)
    year = 2e4 + source.columns["x1"]
    group = (source.columns["x2"] > 0).astype(float)
    source.columns |= {"year": year, "group": group, "group : year": group * year}
    source.columns["nearly"] = source.columns["x0"] + 3e-7 * source.columns["x3"]
    nest = [("one", ["x0", "year", "group"]), ("two", ["group : year", "nearly"])]
    found = [
        fit_blocks(one, outcome="y", blocks=nest, errors=errors, cluster="professional")
        for one in (source, in_duckdb(source))
    ]
    assert found[1].dropped == ()
    for ours, theirs in zip(found[0].blocks, found[1].blocks, strict=True):
        assert ours.r2 == pytest.approx(theirs.r2, rel=NEAR)
        assert ours.f_change == pytest.approx(theirs.f_change, rel=1e-8)
        np.testing.assert_allclose(ours.estimates, theirs.estimates, rtol=1e-6)
        if ours.robust and theirs.robust:
            assert ours.robust.statistic == pytest.approx(theirs.robust.statistic, rel=1e-8)
