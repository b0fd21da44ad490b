"""How often one met the same professional: the field's indices, computed by hand and by their laws."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.partnership.rules.continuity import FEWEST, Band, band, coc, distribution, upc

COUNTS = st.lists(st.integers(0, 12), max_size=6)


@pytest.mark.parametrize(
    "counts, usual, index",
    [
        ([4, 1], Fraction(4, 5), Fraction(3, 5)),  # (16 + 1 - 5) / 20
        ([5], 1, 1),
        ([1, 1, 1], Fraction(1, 3), 0),
        ([2, 2], Fraction(1, 2), Fraction(1, 3)),  # (4 + 4 - 4) / 12
        ([3, 2, 1], Fraction(1, 2), Fraction(4, 15)),  # (9 + 4 + 1 - 6) / 30
    ],
)
def test_computed_by_hand(counts, usual, index):
    assert upc(counts) == usual
    assert coc(counts) == index


@given(COUNTS)
def test_the_index_is_the_chance_that_two_meetings_were_with_the_same(counts):
    drawn = [who for who, n in enumerate(counts) for _ in range(n)]
    if len(drawn) < FEWEST:
        assert upc(counts) is None
        assert coc(counts) is None
        return
    pairs = list(combinations(drawn, 2))
    assert coc(counts) == Fraction(sum(a == b for a, b in pairs), len(pairs))


@given(COUNTS)
def test_both_lie_between_nothing_and_one_and_order_does_not_matter(counts):
    share, index = upc(counts), coc(counts)
    if share is None or index is None:
        return
    assert 0 <= index <= share <= 1
    assert (index == 1) == (share == 1)
    assert coc(sorted(counts)) == index
    assert upc([*counts, 0]) == share


def test_one_more_with_the_usual_one_never_lowers_the_share():
    assert upc([4, 2]) <= upc([5, 2])
    assert coc([4, 2]) <= coc([5, 2])


def test_the_distribution_counts_everybody_once_and_leaves_out_who_met_once():
    found = distribution([[4, 1], [2], [1], [1, 1], [3, 2, 2], []])
    assert found.people == 4
    assert found.bands == {Band.ALWAYS: 1, Band.MOSTLY: 1, Band.HALF: 1, Band.LESS: 1}
    assert sum(found.bands.values()) == found.people
    assert found.mean_coc == (Fraction(3, 5) + 1 + 0 + Fraction(5, 21)) / 4


def test_of_nobody_nothing_is_said():
    assert distribution([]).mean_coc is None


def test_the_bands_meet_without_a_gap():
    assert band(Fraction(3, 4)) is Band.MOSTLY
    assert band(Fraction(1, 2)) is Band.HALF
    assert band(Fraction(49, 100)) is Band.LESS


def test_a_count_below_nothing_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        upc([3, -1])
