"""Agreement, against worked examples in print."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.evidence.agreement import cohen, fleiss, pabak, wilson

# Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 3rd edition, table 18.1: two raters'
# diagnoses of
# 100 people. Printed there: observed .89, expected .66, κ .68; its standard error for intervals follows
# from their (18.15).
DIAGNOSES = ((75, 1, 4), (5, 4, 1), (0, 0, 10))

# Fleiss' κ: 14 raters, 10 subjects, 5 categories; the worked example of the encyclopaedia's article on it:
# κ = 0.210.
SUBJECTS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip


def spread(table: tuple[tuple[int, ...], ...]) -> tuple[list[int], list[int]]:
    pairs = [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return [row for row, _ in pairs], [column for _, column in pairs]


def test_cohens_kappa_is_that_of_the_printed_example() -> None:
    found = cohen(*spread(DIAGNOSES))
    assert found.observed == pytest.approx(0.89)
    assert found.expected == pytest.approx(0.66)
    assert found.value == pytest.approx(0.676470588, abs=1e-9)
    assert found.low is not None
    assert found.high is not None
    # The standard error is 0.088 to three places.
    assert (found.high - found.low) / 2 / 1.959963985 == pytest.approx(0.0877, abs=5e-4)


def test_cohens_error_is_that_of_the_delta_method() -> None:
    """The printed formula against derivatives taken numerically of κ as a function of the nine shares."""
    shares = [count / 100 for row in DIAGNOSES for count in row]

    def kappa(cells: list[float]) -> float:
        whole = sum(cells)
        cells = [cell / whole for cell in cells]
        rows = [sum(cells[3 * one : 3 * one + 3]) for one in range(3)]
        columns = [sum(cells[one::3]) for one in range(3)]
        expected = sum(row * column for row, column in zip(rows, columns, strict=True))
        return (sum(cells[::4]) - expected) / (1 - expected)

    step = 1e-6
    slopes = []
    for at in range(9):
        more, less = shares.copy(), shares.copy()
        more[at] += step
        less[at] -= step
        slopes.append((kappa(more) - kappa(less)) / (2 * step))
    middle = sum(share * slope for share, slope in zip(shares, slopes, strict=True))
    variance = sum(share * (slope - middle) ** 2 for share, slope in zip(shares, slopes, strict=True)) / 100
    found = cohen(*spread(DIAGNOSES))
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 / 1.959963985 == pytest.approx(math.sqrt(variance), rel=1e-4)


def test_fleiss_kappa_is_that_of_the_printed_example() -> None:
    ratings = [[at for at, count in enumerate(counts) for _ in range(count)] for counts in SUBJECTS]
    found = fleiss(ratings)
    assert found.observed == pytest.approx(0.378, abs=5e-4)
    assert found.expected == pytest.approx(0.213, abs=5e-4)
    assert found.value == pytest.approx(0.210, abs=5e-4)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.21 < found.high


def test_many_exclusions_lower_kappa_and_not_the_adjusted_one() -> None:
    first = ["in"] * 2 + ["out"] * 97 + ["in"]
    second = ["in"] * 2 + ["out"] * 96 + ["in", "out"]
    plain, adjusted = cohen(first, second), pabak(first, second)
    assert plain.value is not None
    assert adjusted.value is not None
    assert plain.value == pytest.approx(0.656, abs=1e-3)
    assert adjusted.value == pytest.approx(2 * 0.98 - 1)
    assert adjusted.low is not None
    assert adjusted.low < adjusted.value


def test_nothing_but_one_category_gives_no_kappa_and_says_so() -> None:
    found = cohen(["out"] * 5, ["out"] * 5)
    assert found.value is None
    assert found.observed == 1
    assert fleiss([["out", "out"]] * 4).value is None


@pytest.mark.parametrize("wrong", [([], []), (["in"], ["in", "out"])])
def test_lists_that_do_not_fit_are_refused(wrong: tuple[list[str], list[str]]) -> None:
    with pytest.raises(ValueError, match="same records"):
        cohen(*wrong)
    with pytest.raises(ValueError, match="same records"):
        pabak(*wrong)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=60))
def test_who_is_called_first_does_not_matter_nor_what_categories_are_called(
    pairs: list[tuple[str, str]],
) -> None:
    first, second = [one for one, _ in pairs], [two for _, two in pairs]
    one, two = cohen(first, second), cohen(second, first)
    assert one.value == pytest.approx(two.value) if one.value is not None else two.value is None
    renamed = cohen([ord(letter) for letter in first], [ord(letter) for letter in second])
    assert renamed == one
    if one.value is not None and one.low is not None and one.high is not None:
        assert -1 <= one.low <= one.value <= one.high <= 1


@given(st.integers(1, 200), st.floats(0, 1))
def test_wilsons_interval_holds_the_share(many: int, part: float) -> None:
    hits = round(many * part)
    low, high = wilson(hits, many)
    assert 0 <= low <= hits / many + 1e-12
    assert hits / many - 1e-12 <= high <= 1
