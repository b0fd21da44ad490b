"""What cannot be estimated is refused in words, never answered with a number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.change import paired_change, reliable_change, share_beyond
from alongside.evaluation.estimators.imputation import Variable, impute
from alongside.evaluation.estimators.leaving import logistic, staying_weights, weighted_fit
from alongside.evaluation.estimators.mixed import fit_mixed
from alongside.evaluation.estimators.multiplicity import adjust
from alongside.evaluation.estimators.omega import mcdonald_omega
from alongside.evaluation.estimators.pooling import pool, pool_blocks, pool_r2
from alongside.evaluation.estimators.results import CannotEstimate
from alongside.evaluation.estimators.scales import cronbach_alpha, item_total
from alongside.evaluation.estimators.shares import standardised_difference, wilson
from alongside.evaluation.estimators.sources import Arrays

x = np.array([1.0, 2, 4, 3, 7, 5, 9, 8])
y = np.array([2.0, 1, 5, 3, 6, 8, 7, 9])
flat = np.ones(8)
gone = np.full(8, np.nan)
half = np.array([0.0, 1, 0, 1, 0, 1, 0, 1])
split = (x > 4.5).astype(float)
table = Arrays(
    {"x": x, "y": y, "flat": flat, "gone": gone, "both": 2 * x - y, "half": half, "split": split},
    {
        "one": np.zeros(8, dtype=int),
        "two": np.arange(8) // 4,
        "each": np.arange(8),
        "pair": np.arange(8) // 2,
    },
)


def linear(**changes: object) -> Callable[[], object]:
    plan = {"outcome": "y", "blocks": [("first", ["x"])], **changes}
    return lambda: fit_blocks(table, **plan)


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "constant outcome": (linear(outcome="flat"), "flat is the same in every row"),
    "nobody complete": (linear(blocks=[("first", ["gone"])]), "Only 0 rows"),
    "outcome among its predictors": (linear(blocks=[("a", ["y"])]), "cannot predict itself"),
    "entered twice": (linear(blocks=[("a", ["x"]), ("b", ["x"])]), "Entered twice: x"),
    "outcome made of predictors": (linear(outcome="both", blocks=[("a", ["x", "y"])]), "exactly a mixture"),
    "no cluster": (linear(errors="CR2"), "need a cluster"),
    "unknown errors": (linear(errors="HC0"), "no errors called"),
    "perfect separation": (lambda: logistic(table, outcome="split", predictors=["x"]), "perfectly"),
    "everybody stayed": (lambda: staying_weights(table, stayed="flat", predictors=["x"]), "both 0 and 1"),
    "a weight of 0": (
        lambda: weighted_fit(table, outcome="y", predictors=["x"], weights=half), "weight is 0 or less",
    ),
    "a weighted model of what does not vary": (
        lambda: weighted_fit(table, outcome="flat", predictors=["x"], weights=x), "flat is the same",
    ),
    "one row a person": (
        lambda: fit_mixed(table, outcome="y", predictors=["x"], person="each"), "somebody with two rows",
    ),
    "one person": (lambda: fit_mixed(table, outcome="y", predictors=["x"], person="one"), "needs two people"),
    "a slope of nothing": (
        lambda: fit_mixed(table, outcome="y", predictors=["x"], person="two", slope="flat"),
        "nobody has a slope",
    ),
    "slopes from two rows a person": (
        lambda: fit_mixed(table, outcome="y", predictors=[], person="pair", slope="x"),
        "8 answers of 4 people are too few for a slope",
    ),
    "one professional": (
        lambda: fit_mixed(table, outcome="y", predictors=["x"], person="two", within="one"), "one of the one",
    ),
    "no change at all": (lambda: paired_change(x, x + 2), "same amount"),
    "one pair": (lambda: paired_change(x[:1], y[:1]), "Fewer than 2 people"),
    "perfect reliability": (
        lambda: reliable_change(x, y, reliability=1.0, better="higher"), "at least 0 and under 1",
    ),
    "no important change": (lambda: share_beyond(x, y, important=0, better="higher"), "above 0"),
    "share of nobody": (lambda: wilson(0, 0), "no share"),
    "a p-value of 2": (lambda: adjust([0.1, 2.0], "holm"), "outside 0 to 1"),
    "one item": (lambda: cronbach_alpha(x[:, None]), "at least 2 items"),
    "an item to be reversed": (lambda: cronbach_alpha(np.column_stack([x, -x])), "reversed"),
    "an item without spread": (
        lambda: item_total(np.column_stack([x, flat, y]), ["a", "b", "c"]), "same answer to b",
    ),
    "omega of two": (lambda: mcdonald_omega(np.column_stack([x, y]), seed=1), "at least 3 items"),
    "omega without spread": (lambda: mcdonald_omega(np.column_stack([x, y, flat]), seed=1), "same answer"),
    "nobody left": (lambda: standardised_difference("x", x, np.zeros(8, dtype=bool)), "nobody to compare"),
    "sides that do not vary": (
        lambda: standardised_difference("x", 3 * split, split == 1), "neither side varies",
    ),
    "nothing to impute from": (
        lambda: impute([Variable("x", x), Variable("gone", gone)], seed=1), "too few different",
    ),
    "an unknown predictor": (lambda: impute([Variable("x", x, predictors=("z",))], seed=1), "from z"),
    "one table pooled": (lambda: pool(["x"], np.ones((1, 1)), np.ones((1, 1, 1))), "at least two"),
    "an R2 of 1": (lambda: pool_r2(np.array([0.5, 1.0])), "cannot be pooled"),
    "tables that kept different predictors": (
        lambda: pool_blocks([fit_blocks(table, outcome="y", blocks=[("a", [x])]) for x in ("x", "half")]),
        "in some of the completed tables",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_says_why_there_is_no_answer(name: str) -> None:
    ask, reason = REFUSED[name]
    with pytest.raises(CannotEstimate, match=reason):
        ask()


def test_a_block_of_dropped_predictors_has_no_test_and_adds_nothing() -> None:
    found = fit_blocks(table, outcome="y", blocks=[("first", ["x"]), ("nothing", ["flat"])], errors="HC3")
    last = found.blocks[1]
    assert (last.added, last.df1, last.f_change, last.p, last.robust, last.delta_r2) == (
        (),
        0,
        None,
        None,
        None,
        0.0,
    )
    assert last.r2 == found.blocks[0].r2


@pytest.mark.parametrize("errors", ["CR1", "CR2"])
def test_too_few_clusters_to_test_a_step_leave_the_rest_of_it_standing(errors) -> None:
    nest = [("a", ["x", "half"])]
    block = fit_blocks(table, outcome="y", blocks=nest, errors=errors, cluster="two").blocks[0]
    assert block.robust is None
    assert block.no_robust == "2 clusters cannot test 2 terms together."
    assert block.f_change is not None
    assert all(np.isfinite(one.se) for one in block.coefficients)


def test_no_variance_between_people_is_said_to_be_singular() -> None:
    random = np.random.default_rng(5)
    people = np.repeat(np.arange(30), 4)
    y = random.normal(size=120)
    for person in range(30):  # everybody has the same mean
        y[people == person] -= y[people == person].mean()
    found = fit_mixed(Arrays({"y": y}, {"person": people}), outcome="y", predictors=[], person="person")
    assert found.singular
    assert found.random[0].covariance[0, 0] == pytest.approx(0, abs=1e-6)
