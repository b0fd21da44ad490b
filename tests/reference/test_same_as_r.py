"""Our numbers are R's."""

from __future__ import annotations

import pytest

from alongside.evaluation.estimators.mixed import fit_mixed
from tests.reference.cases import CASES, MODELS
from tests.reference.compare import arrays, frozen


@pytest.mark.parametrize("name", CASES)
def test_every_number_is_that_of_r(name: str) -> None:
    found = list(CASES[name]())
    assert len(found) >= 5
    assert [pair for pair in found if not pair.same] == []


@pytest.mark.parametrize("name", CASES)
def test_no_tolerance_would_let_a_flipped_sign_pass(name: str) -> None:
    for pair in CASES[name]():
        if pair.theirs:
            assert not type(pair)(pair.name, -pair.ours, pair.theirs, pair.tolerance).same


@pytest.mark.parametrize("name", MODELS)
def test_restricted_likelihood_is_no_worse_than_that_of_lmer(name: str) -> None:
    found = fit_mixed(
        arrays("long", "person", "professional"),
        outcome="score",
        predictors=["day", "severe", "joined", "sleep"],
        person="person",
        **MODELS[name],
    )
    assert found.converged
    assert not found.singular
    assert found.criterion <= frozen("mixed")[name]["criterion"] + 1e-8
