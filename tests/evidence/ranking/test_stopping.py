"""When to stop: never sooner than its promise allows, and the sample of the rest is exact."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from alongside.evidence.ranking.stopping import stopping
from alongside.evidence.sampling import recall_at_least, sample_needed, sample_of_rest, so_few


def test_nothing_found_gives_no_reason_to_stop() -> None:
    found = stopping([False] * 50, 100)
    assert (found.p, found.enough, found.word) == (1.0, False, "nothing found")


def test_a_long_run_without_anything_relevant_is_enough_and_a_short_one_is_not() -> None:
    early = [True, True, False, True] * 10
    assert not stopping([*early, *[False] * 20], 1000).enough
    long = stopping([*early, *[False] * 800], 1000)
    assert long.enough
    assert long.word == "enough"
    assert long.sure > 0.95


def test_the_chance_is_that_of_drawing_without_putting_back() -> None:
    """Counted by hand: 10 relevant found at once, then 60 of the 90 others, target 95 %: one more is left,
    at least."""
    found = stopping([*[True] * 10, *[False] * 60], 100)
    # Fewer than 95 % means 11 relevant records or more. Over the last 60: 1 of the 90 is relevant and not
    # drawn.
    assert found.p == pytest.approx(1 - 60 / 90)
    assert found.last == 60


def test_all_screened_is_enough() -> None:
    assert stopping([True, False], 2).word == "all screened"


@pytest.mark.parametrize("wrong", [{"target": 0.0}, {"target": 1.1}, {"confidence": 1.0}])
def test_shares_outside_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="target"):
        stopping([True], 10, **wrong)
    with pytest.raises(ValueError, match="more decisions"):
        stopping([True] * 3, 2)


@settings(max_examples=60)
@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(1, 300))
def test_one_more_irrelevant_record_never_makes_it_less_sure(decisions: list[bool], more: int) -> None:
    total = len(decisions) + 1 + more
    before, after = stopping(decisions, total), stopping([*decisions, False], total)
    assert 0 <= after.p <= before.p + 1e-9
    assert stopping(decisions, total, target=0.8).p <= before.p + 1e-9


@given(st.integers(0, 50), st.integers(1, 400), st.data())
def test_the_sample_of_the_rest_bounds_the_recall_and_a_larger_one_bounds_it_closer(
    found: int, rest: int, data: st.DataObject
) -> None:
    small = data.draw(st.integers(0, rest))
    large = data.draw(st.integers(small, rest))
    one = recall_at_least(found=found, rest=rest, sampled=small, relevant_in_sample=0)
    two = recall_at_least(found=found, rest=rest, sampled=large, relevant_in_sample=0)
    assert 0 <= one <= two <= 1
    assert recall_at_least(found=found, rest=rest, sampled=rest, relevant_in_sample=0) == 1


@given(st.integers(1, 50), st.integers(1, 400))
def test_the_sample_that_is_needed_is_the_smallest_that_suffices(found: int, rest: int) -> None:
    needed = sample_needed(found=found, rest=rest)
    assert recall_at_least(found=found, rest=rest, sampled=needed, relevant_in_sample=0) >= 0.95
    if needed:
        assert recall_at_least(found=found, rest=rest, sampled=needed - 1, relevant_in_sample=0) < 0.95


def test_the_same_seed_draws_the_same_sample() -> None:
    rest = list(range(100, 200))
    assert sample_of_rest(rest, 10, 3) == sample_of_rest(rest, 10, 3) != sample_of_rest(rest, 10, 4)
    assert set(sample_of_rest(rest, 10, 3)) <= set(rest)
    assert sample_of_rest(rest, 500, 3) == rest


@given(st.integers(1, 5000), st.data())
def test_the_chance_of_so_few_is_scipys(rest: int, data: st.DataObject) -> None:
    relevant, sampled = data.draw(st.integers(0, rest)), data.draw(st.integers(0, rest))
    seen = data.draw(st.integers(0, sampled))
    assert so_few(seen, rest, relevant, sampled) == pytest.approx(
        hypergeom.cdf(seen, rest, relevant, sampled), rel=1e-6, abs=1e-9
    )


@pytest.mark.slow
@pytest.mark.parametrize("strength", [0.0, 1.0, 3.0])
def test_in_simulated_screenings_the_promise_is_kept(strength: float) -> None:
    """Rankings from useless to good; stopped at the first *enough* when looked at after every twenty records.

    The test looks many times at one screening, which its authors accept. So with a useless ranking at least
    85 % of the screenings must reach the target; with a real one as many as it says.
    """
    reached = 0
    runs = 150
    for run in range(runs):
        chance = random.Random(run)
        labels = [chance.random() < 0.05 for _ in range(1000)]
        order = sorted(range(1000), key=lambda at: -strength * labels[at] - chance.gauss(0, 1))
        decisions = [labels[at] for at in order]
        stop = next((at for at in range(20, 1001, 20) if stopping(decisions[:at], 1000).enough), 1000)
        found, everything = sum(decisions[:stop]), sum(labels)
        reached += found >= 0.95 * everything or not everything
    assert reached / runs >= (0.95 if strength >= 1 else 0.85)


@pytest.mark.slow
def test_the_bound_from_a_sample_holds_as_often_as_it_says() -> None:
    chance = random.Random(5)
    held = 0
    runs = 2000
    for _ in range(runs):
        rest, left, found = 400, chance.randint(0, 12), 60
        relevant = set(chance.sample(range(rest), left))
        seen = sum(at in relevant for at in sample_of_rest(range(rest), 120, chance.randint(0, 10**9)))
        bound = recall_at_least(found=found, rest=rest, sampled=120, relevant_in_sample=seen)
        held += bound <= (found + seen) / (found + left) + 1e-12
    assert held / runs >= 0.95 - 2 * math.sqrt(0.95 * 0.05 / runs)
