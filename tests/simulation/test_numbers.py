"""What was put in can be found again."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.simulation import numbers
from alongside.simulation.numbers import MANAGING, Person


def slopes(people: list[Person]) -> tuple[float, float]:
    """Least squares of managing on partnership and pain, by the normal equations of two predictors."""
    y = [numbers.managing_score(person) for person in people]
    a = [numbers.partnership_score(person) for person in people]
    b = [person.pain["week"] for person in people]
    aa, bb, ab = statistics.variance(a), statistics.variance(b), statistics.covariance(a, b)
    ay, by = statistics.covariance(a, y), statistics.covariance(b, y)
    below = aa * bb - ab * ab
    return (ay * bb - by * ab) / below, (by * aa - ay * ab) / below


@pytest.fixture(scope="module")
def drawn() -> list[numbers.Numbers]:
    return [numbers.draw(random.Random(f"association:{number}")) for number in range(4_000)]


@pytest.mark.parametrize("occasion", ["baseline", "three_months"])
def test_the_association_put_in_is_recovered(drawn: list[numbers.Numbers], occasion: str) -> None:
    partnership, pain = slopes([getattr(each, occasion) for each in drawn])
    # Rounding and the ends of the scale take a little off; a flipped sign or a doubled slope does not pass.
    assert partnership == pytest.approx(numbers.PARTNERSHIP_SLOPE, abs=0.05)
    assert pain == pytest.approx(numbers.PAIN_SLOPE, abs=0.25)


def test_in_standard_deviations_partnership_is_about_a_half(drawn: list[numbers.Numbers]) -> None:
    people = [each.baseline for each in drawn]
    partnership, _pain = slopes(people)
    spread = statistics.stdev(map(numbers.partnership_score, people)) / statistics.stdev(
        map(numbers.managing_score, people)
    )
    assert 0.4 < partnership * spread < 0.6


def test_who_stays_felt_more_of_a_partnership_and_had_less_pain(drawn: list[numbers.Numbers]) -> None:
    by_stay = sorted(drawn, key=lambda each: each.stays)
    gone, stayed = by_stay[:1200], by_stay[1200:]

    def mean(of: list[numbers.Numbers], item: str) -> float:
        return statistics.mean(each.baseline.pain[item] for each in of)

    assert mean(gone, "week") > mean(stayed, "week")
    assert statistics.mean(numbers.partnership_score(each.baseline) for each in gone) < statistics.mean(
        numbers.partnership_score(each.baseline) for each in stayed
    )


def test_some_professionals_had_clearly_not_understood(drawn: list[numbers.Numbers]) -> None:
    far = sum(
        any(abs(each.saw_baseline.managing[item] - each.baseline.managing[item]) > 3 for item in MANAGING)
        for each in drawn
    )
    assert 0.1 < far / len(drawn) < 0.35


@given(st.floats(-20, 90), st.integers(0, 2**32))
def test_a_sum_is_shared_out_exactly_and_within_the_scale(total: float, seed: int) -> None:
    shared = numbers.share_out(random.Random(seed), total, MANAGING)
    assert set(shared) == set(MANAGING)
    assert all(0 <= value <= 8 for value in shared.values())
    assert sum(shared.values()) == min(max(round(total), 0), 56)
