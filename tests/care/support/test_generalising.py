"""Nobody can be found in a table: whatever is left, at least k people share."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from alongside.care.support.rules.generalising import OTHERS, age_bands, common, hidden

K = st.integers(2, 8)


@given(st.lists(st.none() | st.integers(16, 100), max_size=60), K)
def test_every_age_band_has_k_people(ages, k):
    bands = age_bands(ages, k)
    assert all(count >= k for band, count in Counter(bands).items() if band is not None)
    for age, band in zip(ages, bands, strict=True):
        if band is not None:
            low, high = map(int, band.split(" to "))
            assert low <= age <= high


@given(st.lists(st.none() | st.sampled_from("abcdefg"), max_size=60), K)
def test_every_category_has_k_people(values, k):
    left = common(values, k)
    assert all(count >= k for value, count in Counter(left).items() if value is not None)
    assert all(new in (old, OTHERS, None) for old, new in zip(values, left, strict=True))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=60), K)
def test_every_combination_that_is_left_has_k_people_and_so_have_those_that_are_not(rows, k):
    hide = hidden(rows, k)
    left = Counter(row for row, hid in zip(rows, hide, strict=True) if not hid)
    assert all(count >= k for count in left.values())
    assert sum(hide) == 0 or sum(hide) >= k or not left
