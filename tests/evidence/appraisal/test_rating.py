"""The rule of the review's table, as written; and what we say where it is silent."""

from __future__ import annotations

from itertools import product

import pytest

from alongside.evidence.appraisal.rules.rating import (
    ORDER,
    Count,
    Rating,
    checklists,
    every_count,
    rate,
)

TEN = checklists()["ten-questions"]


def rating(yes: int, cannot_tell: int, no: int) -> Rating:
    return rate(TEN, Count(yes, cannot_tell, no)).rating


@pytest.mark.parametrize(
    "count, rating",
    [
        ((10, 0, 0), Rating.HIGH),
        ((9, 1, 0), Rating.HIGH),
        ((8, 2, 0), Rating.MEDIUM),
        ((7, 3, 0), Rating.MEDIUM),
        ((9, 0, 1), Rating.MEDIUM),
        ((6, 3, 1), Rating.MEDIUM),
        ((8, 0, 2), Rating.LOW),
        ((0, 0, 10), Rating.LOW),
        ((6, 4, 0), Rating.LOW),
        ((0, 10, 0), Rating.LOW),
    ],
)
def test_the_table_is_implemented_as_it_is_written(count: tuple[int, int, int], rating: Rating) -> None:
    rated = rate(TEN, Count(*count))
    assert rated.rating is rating
    assert rated.by_rule


def test_the_table_defines_24_of_the_66_counts() -> None:
    rated = [rate(TEN, count) for count in every_count(10)]
    assert len(rated) == 66
    assert sum(one.by_rule for one in rated) == 24


@pytest.mark.parametrize("count", [(5, 4, 1), (7, 1, 2), (0, 1, 9), (0, 9, 1)])
def test_what_the_table_leaves_open_is_low_and_says_that_it_is_ours(count: tuple[int, int, int]) -> None:
    rated = rate(TEN, Count(*count))
    assert rated.rating is Rating.LOW
    assert not rated.by_rule


def test_low_is_the_only_extension_that_never_rewards_a_worse_answer() -> None:
    """Each open count can be reached from one that the table calls low by making answers worse."""

    def worse(one: Count, other: Count) -> bool:
        """Whether ``one`` arises from ``other`` by worse answers: fewer yes, more no."""
        return one.yes <= other.yes and one.no >= other.no

    lows = [count for count in every_count(10) if rate(TEN, count) == (rate(TEN, Count(0, 0, 10)))]
    for count in every_count(10):
        if not rate(TEN, count).by_rule:
            assert any(worse(count, low) for low in lows), count


def test_a_worse_answer_earns_a_better_rating_only_where_the_table_itself_says_so() -> None:
    """Every count and every way in which one answer can be worse; our own ratings never do it."""

    def worse(one: Count) -> list[Count]:
        yes, cannot_tell, no = one.yes, one.cannot_tell, one.no
        less_clear = [Count(yes - 1, cannot_tell + 1, no)] if yes else []
        from_yes = [Count(yes - 1, cannot_tell, no + 1)] if yes else []
        return less_clear + from_yes + ([Count(yes, cannot_tell - 1, no + 1)] if cannot_tell else [])

    rewarded = [
        (before, after)
        for before in every_count(10)
        for after in worse(before)
        if ORDER.index(rate(TEN, after).rating) < ORDER.index(rate(TEN, before).rating)
    ]
    assert rewarded == [(Count(6, 4, 0), Count(6, 3, 1))]
    assert all(rate(TEN, count).by_rule for count in rewarded[0])


@pytest.mark.parametrize("count", [(9, 0, 0), (11, 0, 0), (11, 0, -1)])
def test_a_count_that_is_not_of_ten_answers_is_refused(count: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not a count"):
        rate(TEN, Count(*count))


def test_every_way_to_answer_has_a_rating() -> None:
    for combination in product(range(11), repeat=2):
        yes, no = combination
        if yes + no <= 10:
            assert rating(yes, 10 - yes - no, no) in ORDER
