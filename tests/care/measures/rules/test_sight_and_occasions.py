"""Who may read what, over every case; when an occasion is due; how questions lie on pages."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.library import shipped
from alongside.care.measures.rules.occasions import OccasionKind, plan, read_plan, window_of
from alongside.care.measures.rules.paging import pages_of
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.sides import Audience, Reader
from alongside.care.measures.rules.sight import Side, Sight, sight
from tests.care.measures.rules.builders import choice, item, questionnaire, whole

BOOLS = (False, True)
NAMES = [
    "answered_by",
    "sent",
    "mine",
    "i_am",
    "both_in",
    "two_sided",
    "persons_choice",
    "audience",
    "reader",
]
CASES: list[dict[str, Any]] = [
    dict(zip(NAMES, case, strict=True))
    for case in itertools.product(Side, BOOLS, BOOLS, Side, BOOLS, BOOLS, BOOLS, Audience, Reader)
]


def test_nobody_reads_the_other_sides_answers_before_both_are_in():
    for case in CASES:
        if case["answered_by"] is not case["i_am"] and case["two_sided"] and not case["both_in"]:
            may = sight(**case)
            assert case["mine"] or may is not Sight.ALL, case


def test_nobody_reads_a_draft_but_its_author():
    for case in CASES:
        if not case["sent"] and not case["mine"]:
            assert sight(**case) is Sight.NOT_SENT


def test_a_rating_of_the_partnership_is_read_only_by_whom_the_person_chose():
    allowed = {(Audience.CONTACT, Reader.CONTACT), (Audience.SOMEONE_ELSE, Reader.SOMEONE_ELSE_CHOSEN)}
    for case in CASES:
        theirs = case["answered_by"] is Side.PERSON and case["i_am"] is Side.PROFESSIONAL
        if theirs and case["persons_choice"] and case["sent"] and not case["mine"]:
            chosen = (case["audience"], case["reader"]) in allowed
            assert chosen or sight(**case) is Sight.PERSONS_CHOICE


def test_pain_is_read_at_once():
    for case in CASES:
        pain = case["answered_by"] is Side.PERSON and not case["two_sided"] and not case["persons_choice"]
        if pain and case["sent"]:
            assert sight(**case) is Sight.ALL


def test_the_person_always_reads_their_own():
    for case in CASES:
        if case["answered_by"] is case["i_am"] is Side.PERSON and case["sent"]:
            assert sight(**case) is Sight.ALL


START = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)


def test_three_months_is_ninety_days_with_three_weeks_on_either_side():
    window = window_of(plan(), OccasionKind.THREE_MONTHS, START)
    assert window.due == START + timedelta(days=90)
    assert window.opens == START + timedelta(days=69)
    assert window.closes == START + timedelta(days=111)
    assert window.holds(window.due)
    assert not window.holds(window.opens - timedelta(seconds=1))


def test_a_baseline_is_due_at_once_and_a_check_asked_for_never_closes():
    assert window_of(plan(), OccasionKind.BASELINE, START).due == START
    assert window_of(plan(), OccasionKind.OTHER, START).closes is None


def test_what_is_planned_is_shipped_and_what_counts_has_two_sides():
    library = shipped()
    assert set(plan().planned) == set(library.instruments)
    assert all(library.two_sided.of(key) for key in plan().counting)
    assert "partnership-check" in plan().persons_choice


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"id = 'x'",
        b"nonsense = [",
        b"\xff",
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_reasons(spoilt):
    with pytest.raises(Refusals):
        read_plan(spoilt)


def test_our_own_checks_fit_on_one_page_each():
    for instrument in shipped().instruments.values():
        assert len(pages_of(instrument.questionnaire)) == 1


@given(st.lists(st.sampled_from(["short", "text", "group", "display"]), min_size=1, max_size=12))
def test_every_item_lies_on_exactly_one_page_and_in_order(kinds):
    items = []
    for at, kind in enumerate(kinds):
        if kind == "group":
            inner = [whole(f"{at}.{n}") for n in range(at % 11 + 1)]
            items.append({"linkId": str(at), "type": "group", "text": "Group", "item": inner})
        elif kind == "short":
            items.append(choice(str(at), "yes", "no"))
        else:
            items.append(item(str(at), kind))
    asked = questionnaire(*items, item("last"))
    laid = [each.link_id for page in pages_of(asked) for each in page]
    assert laid == [each.link_id for each in asked.walk()]
