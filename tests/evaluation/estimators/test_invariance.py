"""What must not change an answer does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.change import paired_change, reliable_change, share_beyond
from alongside.evaluation.estimators.mixed import fit_mixed
from alongside.evaluation.estimators.multiplicity import adjust
from alongside.evaluation.estimators.omega import mcdonald_omega
from alongside.evaluation.estimators.results import ERRORS
from alongside.evaluation.estimators.scales import cronbach_alpha
from alongside.evaluation.estimators.shares import standardised_difference, wilson
from alongside.evaluation.estimators.sources import Arrays
from tests.evaluation.estimators.people import people

scales = st.floats(0.01, 100).flatmap(lambda size: st.sampled_from([size, -size]))
shifts = st.floats(-1000, 1000)
NEST = [("first", ["x0", "x1"]), ("second", ["x2", "x4"])]


@settings(max_examples=25)
@given(seed=st.integers(0, 1000), scale=scales, shift=shifts, errors=st.sampled_from(ERRORS))
def test_units_of_a_predictor_and_order_of_rows_change_no_conclusion(seed, scale, shift, errors) -> None:
    source = people(seed, n=120, groups=14, away=3.0)
    order = np.random.default_rng(seed).permutation(source.rows)
    columns = {name: values[order] for name, values in source.columns.items()}
    columns["x1"] = columns["x1"] * scale + shift
    moved = Arrays(columns, {name: values[order] for name, values in source.clusters.items()})
    one, other = (
        fit_blocks(each, outcome="y", blocks=NEST, errors=errors, cluster="professional")
        for each in (source, moved)
    )
    for ours, theirs in zip(one.blocks, other.blocks, strict=True):
        assert ours.r2 == pytest.approx(theirs.r2, rel=1e-7)
        assert ours.f_change == pytest.approx(theirs.f_change, rel=1e-6)
        for left, right in zip(ours.coefficients[1:], theirs.coefficients[1:], strict=True):
            size = scale if left.term == "x1" else 1.0
            assert left.estimate == pytest.approx(right.estimate * size, rel=1e-6)
            assert left.beta == pytest.approx(right.beta * np.sign(size), rel=1e-6)
            assert (left.p, left.df) == pytest.approx((right.p, right.df), rel=1e-5)


@settings(max_examples=10)
@given(seed=st.integers(0, 1000), scale=st.floats(0.1, 50), shift=shifts)
def test_a_mixed_model_of_slopes_does_not_depend_on_where_time_begins(seed, scale, shift) -> None:
    random = np.random.default_rng(seed)
    person, day = np.repeat(np.arange(40), 4), np.tile([0.0, 1, 2, 3], 40)
    own = random.normal(size=(40, 2)) * [3, 1]
    y = 10 + own[person, 0] + (0.5 + own[person, 1]) * day + random.normal(size=160)
    fits = [
        fit_mixed(
            Arrays({"day": t, "y": y}, {"person": person}),
            outcome="y",
            predictors=["day"],
            person="person",
            slope="day",
        )
        for t in (day, day * scale + shift)
    ]
    assert fits[0].residual_sd == pytest.approx(fits[1].residual_sd, rel=1e-5)
    assert fits[0].coefficients[1].estimate == pytest.approx(
        fits[1].coefficients[1].estimate * scale, rel=1e-4, abs=1e-6
    )
    slopes = [fit.random[0].covariance[1, 1] for fit in fits]
    assert slopes[0] == pytest.approx(slopes[1] * scale**2, rel=1e-3)


@settings(max_examples=30)
@given(seed=st.integers(0, 1000), scale=st.floats(0.1, 50), shift=shifts)
def test_units_of_a_scale_change_neither_reliability_nor_effect_sizes(seed, scale, shift) -> None:
    random = np.random.default_rng(seed)
    trait = random.normal(size=80)
    items = trait[:, None] + random.normal(size=(80, 5))
    moved = items * scale + shift
    assert cronbach_alpha(items).estimate == pytest.approx(cronbach_alpha(moved).estimate, rel=1e-8)
    one, other = (mcdonald_omega(each, seed=1, replicates=0) for each in (items, moved))
    assert one.omega.estimate == pytest.approx(other.omega.estimate, rel=1e-8)
    before, after = items.sum(axis=1), items.sum(axis=1) + random.normal(size=80) + 0.5
    first, second = (
        paired_change(a, b) for a, b in ((before, after), (before * scale + shift, after * scale + shift))
    )
    assert (first.d_z, first.d_av, first.effect_size, first.t.p) == pytest.approx(
        (second.d_z, second.d_av, second.effect_size, second.t.p), rel=1e-6
    )
    left = random.random(80) < 0.4
    left[:2] = True, False
    left[2:4] = True, False
    assert standardised_difference("s", before, left).difference == pytest.approx(
        standardised_difference("s", before * scale + shift, left).difference, rel=1e-6
    )


@settings(max_examples=60)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_values_are_ordered_and_never_smaller(p) -> None:
    plain, bh, holm, bonferroni = (adjust(p, method) for method in ("none", "bh", "holm", "bonferroni"))
    for less, more in ((plain, bh), (bh, holm), (holm, bonferroni)):
        assert (less <= more + 1e-12).all()
    assert (bonferroni <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(holm[order]) >= 0).all()


@settings(max_examples=60)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval_and_mirrors(pair) -> None:
    count, n = pair
    one, other = wilson(count, n).share, wilson(n - count, n).share
    assert 0 <= one.low <= one.estimate <= one.high <= 1
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


def test_the_better_direction_turns_who_got_better() -> None:
    before, after = np.array([10.0, 10, 12, 14, 20]), np.array([20.0, 10, 4, 14, 19])
    up, down = (
        reliable_change(before, after, reliability=0.9, better=better) for better in ("higher", "lower")
    )
    assert (up.better, up.worse, up.same) == (down.worse, down.better, down.same) == (1, 1, 3)
    assert share_beyond(before, after, important=8, better="lower").count == 1
