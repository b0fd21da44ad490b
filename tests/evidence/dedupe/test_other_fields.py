"""Exports of other fields: what their authors also wrote stays a work of its own; another hand does not."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from alongside.evidence.dedupe import find_duplicates
from alongside.evidence.importing import SourceRecord
from tests.evidence.dedupe.other_fields import HANDS, PLACES, REPORTS, UNLIKE, WORKS, WRITINGS

#: Of two errors at once, in records without any identifier.
MERGED = 0.97


def merged(one: SourceRecord, two: SourceRecord) -> bool:
    return bool(find_duplicates([replace(one, id="one"), replace(two, id="two")]).merged)


@pytest.mark.parametrize("title", REPORTS)
def test_another_report_with_the_very_abstract_stays_apart(title: str) -> None:
    for one in WORKS:
        for place in PLACES:
            other = place(replace(one, title=title.format(one.title)))
            for mine in (one, replace(one, pages="", issue="")):
                assert not merged(mine, other), (mine, other)


def test_another_kind_of_writing_under_the_same_title_stays_apart() -> None:
    for one in WORKS:
        for other in (make(one) for make in WRITINGS):
            for mine in (one, replace(one, pages="", issue="")):
                assert not merged(mine, other), (mine, other)


def test_two_trials_that_are_registered_apart_stay_apart() -> None:
    one = replace(WORKS[0], pages="", volume="", issue="")
    other = replace(one, abstract=one.abstract.replace("NCT01546234", "NCT02999999"))
    assert merged(one, replace(one, abstract=one.abstract.replace("NCT01546234", "NCT 01546234")))
    assert not merged(one, other)


@pytest.mark.parametrize("mine, theirs", UNLIKE)
def test_titles_that_differ_by_a_sign_an_order_or_a_syllable_stay_apart(mine: str, theirs: str) -> None:
    """Also as posters that share the page and the identifier of their supplement."""
    places = (*PLACES[:4], lambda one: replace(one, pages="S12", doi="10.1000/supplement"))
    for one in WORKS:
        for place in places:
            first, second = (place(replace(one, title=f"{one.title} and {said}")) for said in (mine, theirs))
            assert not merged(first, second), (first, second)
            assert merged(first, first), first


def test_the_same_work_in_two_other_hands_is_one_or_somebody_is_asked() -> None:
    found = [
        find_duplicates([replace(first, id="one"), replace(second, id="two")])
        for one in WORKS
        for x, y in combinations(HANDS, 2)
        for first, second in ((one, HANDS[y](HANDS[x](one))), (HANDS[x](one), HANDS[y](one)))
    ]
    assert all(each.merged or each.doubtful for each in found)
    assert sum(bool(each.merged) for each in found) >= MERGED * len(found)
