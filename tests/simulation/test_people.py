"""Who the invented people are: the study's counts, the same for the same seed, nobody real, no two alike."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from alongside.base.pages.figures.body_regions import REGIONS
from alongside.care.measures.rules.occasions import plan
from alongside.care.understanding.rules.sections import story
from alongside.simulation import diary
from alongside.simulation.cast import cast
from alongside.simulation.people import OWN, invent
from alongside.simulation.steps import Do, Life
from alongside.simulation.words import bank

LONDON = ZoneInfo("Europe/London")
# A Friday, a weekend, a Monday, and both changes of the clock.
DAYS = [date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23), date(2027, 3, 29), date(2026, 10, 26)]


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    return list(invent(2018, 147))


def story_of(life: Life) -> tuple[str, ...]:
    return tuple(text for step in life.doing(Do.TELLS) for text in step.said.values())


def test_there_are_the_studys_147_and_103_of_them_come_back(lives: list[Life]) -> None:
    assert len(lives) == 147
    assert sum(life.comes_back for life in lives) == 103


def test_all_147_answer_at_baseline(lives: list[Life]) -> None:
    for life in lives:
        sides = [step for step in life.doing(Do.RATES) if step.facts["side"] == "person"]
        assert sides[0].facts["occasion"] == "baseline"


@pytest.mark.parametrize("count", [1, 14, 100, 147, 300])
def test_as_many_come_as_were_asked_for_and_seven_in_ten_come_back(count: int) -> None:
    there = list(invent(7, count))
    assert [life.number for life in there] == list(range(count))
    full = count - count % 147
    assert sum(life.comes_back for life in there[:full]) == full // 147 * 103


def test_the_same_seed_gives_the_same_people() -> None:
    assert list(invent(5, 60)) == list(invent(5, 60))


def test_another_seed_gives_other_people_but_the_same_cast() -> None:
    first, second = list(invent(5, 60)), list(invent(6, 60))
    size = len(cast())
    assert first[:size] == second[:size]
    assert all(one != other for one, other in zip(first[size:], second[size:], strict=True))


def test_no_two_tell_the_same_story(lives: list[Life]) -> None:
    told = [story_of(life) for life in lives if any(life.doing(Do.TELLS))]
    assert len(set(told)) == len(told)
    assert len({life.full_name for life in lives}) > 130


def test_those_who_share_steps_speak_for_themselves() -> None:
    there = list(invent(2018, 60, own=20, first_shared=14))
    shared = [life for life in there if life.number != life.like]
    assert len(shared) == 40
    for life in shared:
        other = there[life.like]
        assert [step.do for step in life.steps] == [step.do for step in other.steps]
        assert life.full_name != other.full_name or story_of(life) != story_of(other)
        assert life.later_by != other.later_by
        assert life.later_by.total_seconds() < 15 * 60


def test_nobody_says_one_thing_twice(lives: list[Life]) -> None:
    """What is said twice could not be told apart when a life is told from another's rows."""
    for life in lives[len(cast()) :]:
        words = [word for word in life.words() if word]
        assert len(set(words)) == len(words), life.number


@pytest.mark.parametrize("until", DAYS)
def test_steps_follow_each_other_and_end_before_the_day(lives: list[Life], until: date) -> None:
    midnight = datetime(until.year, until.month, until.day, tzinfo=LONDON)
    for life in lives:
        at = [step.at(until, LONDON) for step in life.steps]
        assert all(first < then for first, then in pairwise(at)), life.number
        assert at[-1] < midnight, life.number


@pytest.mark.parametrize("until", DAYS)
def test_the_clinic_acts_in_working_hours_only(lives: list[Life], until: date) -> None:
    for life in lives:
        for step in life.steps:
            at = step.at(until, LONDON)
            if step.by:
                assert at.weekday() < 5
                assert 9 <= at.hour < 17


def test_three_months_are_as_long_as_the_plan_says() -> None:
    assert plan().three_months.due_after_days == diary.DUE_AFTER


def test_whoever_does_not_come_back_is_called_up_when_it_is_time(lives: list[Life]) -> None:
    for life in lives:
        baseline = next(step for step in life.doing(Do.RATES))
        if not life.comes_back and baseline.days > diary.DUE_AFTER + 1:
            assert any(life.doing(Do.IS_CALLED_UP)), life.number


def test_stories_use_the_sections_choices_and_places_that_there_are(lives: list[Life]) -> None:
    sections = {section.id for section in story().sections}
    places = {region.id for region in REGIONS}
    for life in lives:
        for step in life.doing(Do.TELLS, Do.DRAFTS):
            assert set(step.said) <= sections
            assert set(step.facts.get("regions", ())) <= places
            assert step.facts.get("amount", "") in {"", *story().choices}
        for step in life.doing(Do.TELLS_AGAIN):
            assert step.facts["place"] in {"", *story().places}


def test_every_section_is_told_by_somebody(lives: list[Life]) -> None:
    told = {name for life in lives for step in life.doing(Do.TELLS) for name in step.said}
    assert told == {section.id for section in story().sections}


def test_nobody_can_be_reached_for_real(lives: list[Life]) -> None:
    written = bank("clinic")
    team = [*written["professional"], written["lead"]]
    for address in [life.email for life in lives if life.email] + [each["email"] for each in team]:
        assert re.fullmatch(r"[a-z0-9.-]+@[a-z]+\.example", address), address
    for phone in [life.phone for life in lives] + [written["phone"]]:
        assert re.fullmatch(r"07700 900\d{3}|0113 496 0\d{3}", phone), phone


def test_people_are_of_all_ages(lives: list[Life]) -> None:
    ages = [life.age_days / 365.25 for life in lives]
    assert min(ages) >= 19
    assert max(ages) < 86
    assert sum(age < 40 for age in ages) > 20
    assert sum(age > 65 for age in ages) > 10


def test_the_cast_shows_each_situation() -> None:
    lines = " ".join(life.line for life in cast())
    for situation in (
        "waits for Joan’s answer",
        "not quite",
        "time to talk",
        "too much",
        "very differently",
        "no named contact",
        "something is new",
        "no advice",
        "read it back",
        "interpreter",
        "three months have come",
        "looks at her phone",
        "tell it all again",
        "no difference",
    ):
        assert situation in lines


def test_a_slot_is_never_left_open(lives: list[Life]) -> None:
    for life in lives:
        for word in life.words():
            assert not re.search(r"[{}]|  ", word), word


def test_lives_of_their_own_come_in_whole_blocks() -> None:
    assert OWN % 147 == 0
