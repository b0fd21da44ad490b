"""What fits whom: the promises that hold for everybody, and the complaints of the people in the review."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.care.plan.rules.circumstances import (
    Ability,
    Alarm,
    Area,
    Circumstances,
    Equipment,
    Fear,
    Health,
    Minutes,
    Money,
    Place,
    Rating,
    Situation,
    Stage,
    Tried,
    Want,
)
from alongside.care.plan.rules.library import Grade, Kind
from alongside.care.plan.rules.rulebook import Verdict
from alongside.care.plan.rules.tailoring import Fit, fits, order, shown_first
from tests.care.plan.rules.situations import shipped, situations

FEW = settings(max_examples=40)

ALL = Circumstances(
    minutes=Minutes.SIXTY,
    money=Money.MORE,
    standing=Ability.PLENTY,
    walking=Ability.PLENTY,
    floor=Ability.PLENTY,
    wants=frozenset(Want),
    fears=frozenset(),
    equipment=frozenset(Equipment),
    places=frozenset(Place),
    health=frozenset({Health.NOTHING}),
    never=frozenset(),
)
ABLE = Situation(
    life=ALL,
    stage=Stage.ACTION,
    alarm=Alarm.NONE,
    ratings={Rating.PAIN: 3, Rating.CONFIDENCE: 8},
)
"""Somebody for whom nearly everything fits, so that one change shows what it does."""


def by_id(situation: Situation) -> dict[str, Fit]:
    return {fit.step.id: fit for fit in fits(situation, shipped())}


def suggested(situation: Situation) -> list[Fit]:
    return [fit for fit in fits(situation, shipped()) if fit.verdict is Verdict.SUGGESTED]


# --- the complaints of the review ---------------------------------------------------------------------


@FEW
@given(situations())
def test_i_could_not_afford_a_gym_nothing_that_costs_is_suggested_to_who_has_no_money(situation):
    poor = replace(situation, life=replace(situation.life, money=Money.NONE))
    for fit in fits(poor, shipped()):
        if fit.step.cost is not Money.NONE:
            assert fit.verdict is Verdict.NOT_FOR
            assert "costs-too-much" in fit.why_not


@FEW
@given(situations(), st.sampled_from(Money))
def test_having_no_money_never_adds_a_step_that_costs(situation, before):
    rich = replace(situation, life=replace(situation.life, money=before))
    poor = replace(situation, life=replace(situation.life, money=Money.NONE))
    offered = {fit.step.id for fit in suggested(rich)}
    for fit in suggested(poor):
        assert fit.step.cost is Money.NONE
        assert fit.step.id in offered, "less money never makes a step fit better"


def test_who_can_pay_is_shown_the_gym_and_who_said_nothing_may_find_it():
    assert by_id(ABLE)["gym-start"].verdict is Verdict.SUGGESTED
    silent = replace(ABLE, life=replace(ALL, money=None))
    assert by_id(silent)["gym-start"].verdict is Verdict.POSSIBLE
    assert by_id(silent)["gym-start"].why_not == ("money-not-said",)


def test_the_exercise_was_too_hard_the_next_ones_are_smaller():
    strong = replace(ABLE, life=replace(ALL, tried={Area.STRENGTH: Tried.TOO_HARD}))
    found = by_id(strong)
    assert found["press-feet"].verdict is Verdict.SUGGESTED
    assert "smaller-this-time" in found["press-feet"].why
    for name in ("sit-to-stand", "bridge", "gym-start"):
        assert found[name].verdict is Verdict.NOT_NOW, name
        assert "was-too-hard" in found[name].why_not


def test_the_exercise_was_too_hard_for_one_thing_says_nothing_about_another():
    strong = replace(ABLE, life=replace(ALL, tried={Area.STRENGTH: Tried.TOO_HARD}))
    assert by_id(strong)["walk-near"] == by_id(ABLE)["walk-near"]


def test_i_have_no_time_what_takes_longer_every_day_is_not_offered():
    busy = replace(ABLE, life=replace(ALL, minutes=Minutes.FIVE))
    assert by_id(busy)["walk-further"].why_not == ("takes-too-long",)
    assert all(fit.step.minutes <= 5 for fit in suggested(busy) if (fit.step.dose.times_a_week or 0) > 1)


def test_they_did_not_ask_me_what_i_wanted_what_is_wanted_decides():
    asleep = replace(ABLE, life=replace(ALL, wants=frozenset({Want.SLEEP})))
    assert all(Want.SLEEP in fit.step.helps_with for fit in suggested(asleep))
    assert {Area.SLEEP} <= {fit.step.area for fit in suggested(asleep)}


# --- no advice, and no --------------------------------------------------------------------------------


@FEW
@given(situations(may_advise=st.just(False)))
def test_who_wants_no_advice_unless_they_ask_is_offered_nothing(situation):
    assert fits(situation, shipped()) == ()


@FEW
@given(situations(may_advise=st.just(True)))
def test_what_somebody_refused_or_would_never_do_is_not_offered_again(situation):
    for fit in fits(situation, shipped()):
        if fit.step.id in situation.refused or fit.step.area in (situation.life.never or ()):
            assert fit.verdict is Verdict.NOT_FOR


@FEW
@given(situations(may_advise=st.just(True)))
def test_what_stands_on_the_plan_is_not_suggested_once_more(situation):
    assert not situation.on_plan & {fit.step.id for fit in suggested(situation)}


# --- safety -------------------------------------------------------------------------------------------


@FEW
@given(situations(alarm=st.sampled_from([Alarm.OPEN, Alarm.RECENT, None])))
def test_with_something_new_or_worse_or_unknown_nothing_that_moves_the_body_is_offered(situation):
    for fit in fits(situation, shipped()):
        if fit.step.moves:
            assert fit.verdict in (Verdict.NOT_NOW, Verdict.NOT_FOR)
            assert "new-or-worse" in fit.why_not


@FEW
@given(situations(may_advise=st.just(True)), st.sampled_from([each for each in Health if each != "nothing"]))
def test_who_should_ask_first_is_never_sent_off_without(situation, condition):
    told = replace(situation, life=replace(situation.life, health=frozenset({condition})))
    for fit in fits(told, shipped()):
        if condition in fit.step.ask_first:
            assert fit.verdict.rank <= Verdict.ASK_FIRST.rank
            assert "ask-first" in fit.why_not


@FEW
@given(situations(may_advise=st.just(True)))
def test_saying_more_about_ones_health_never_makes_it_less_careful(situation):
    """Ticking a condition can only hold back; what was offered before without it is not offered more."""
    before = replace(situation, life=replace(situation.life, health=frozenset({Health.NOTHING})))
    after = replace(situation, life=replace(situation.life, health=frozenset({Health.NOTHING, Health.HEART})))
    old = {fit.step.id: fit.verdict.rank for fit in fits(before, shipped())}
    assert all(fit.verdict.rank <= old[fit.step.id] for fit in fits(after, shipped()))


def test_of_somebody_who_said_nothing_only_gentle_movement_is_possible_at_all():
    nobody = Situation(alarm=Alarm.NONE)
    for fit in fits(nobody, shipped()):
        if fit.step.moves and fit.step.grade is not Grade.GENTLE:
            assert fit.verdict.rank <= Verdict.ASK_FIRST.rank
    assert suggested(nobody) == [], "who said nothing is asked, not told"


@FEW
@given(situations(may_advise=st.just(True)), st.sampled_from(["standing", "walking", "floor"]))
def test_less_ability_never_adds_a_step(situation, ability):
    can = replace(situation, life=replace(situation.life, **{ability: Ability.PLENTY}))
    cannot = replace(situation, life=replace(situation.life, **{ability: Ability.NONE}))
    assert {fit.step.id for fit in suggested(cannot)} <= {fit.step.id for fit in suggested(can)}


# --- readiness: nothing is pressed on anybody ---------------------------------------------------------


def test_who_wants_no_change_now_is_suggested_nothing_and_may_look_at_everything():
    found = fits(replace(ABLE, stage=Stage.PRECONTEMPLATION), shipped())
    assert {fit.verdict for fit in found} <= {Verdict.POSSIBLE, Verdict.NOT_NOW}


def test_who_is_in_two_minds_is_offered_talk_and_knowledge_and_nothing_to_do():
    found = suggested(replace(ABLE, stage=Stage.CONTEMPLATION))
    assert found
    assert {fit.step.kind for fit in found} <= {Kind.TALK, Kind.LEARN}


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.RELAPSE, None])
def test_who_begins_or_begins_again_is_offered_small_things(stage):
    assert {fit.step.grade for fit in suggested(replace(ABLE, stage=stage))} == {Grade.GENTLE}


def test_who_is_well_on_the_way_is_offered_all_grades():
    assert {fit.step.grade for fit in suggested(ABLE)} == set(Grade)


# --- how it is said -----------------------------------------------------------------------------------


@FEW
@given(situations(may_advise=st.just(True)))
def test_every_verdict_has_its_reason(situation):
    for fit in fits(situation, shipped()):
        if fit.verdict is Verdict.SUGGESTED:
            assert fit.why
            assert not fit.why_not
        elif fit.verdict is not Verdict.POSSIBLE:
            assert fit.why_not


@FEW
@given(situations(may_advise=st.just(True)))
def test_free_and_near_come_first_and_the_order_is_always_the_same(situation):
    found = suggested(situation)
    costs = [list(Money).index(fit.step.cost) for fit in found]
    assert costs == sorted(costs)
    assert [order(fit) for fit in found] == sorted({order(fit) for fit in found})
    assert fits(situation, shipped()) == fits(situation, shipped())


@FEW
@given(situations(may_advise=st.just(True)), st.integers(1, 6), st.integers(1, 3))
def test_what_is_shown_first_is_little_and_of_several_kinds(situation, most, an_area):
    shown = shown_first(fits(situation, shipped()), most=most, an_area=an_area)
    areas = [fit.step.area for fit in shown]
    assert len(shown) <= most
    assert all(areas.count(area) <= an_area for area in areas)
    assert all(fit.verdict is Verdict.SUGGESTED for fit in shown)


def test_what_somebody_fears_brings_what_eases_it():
    afraid = replace(ABLE, life=replace(ALL, wants=frozenset(), fears=frozenset({Fear.HARM})))
    found = suggested(afraid)
    assert found
    assert all(Fear.HARM in fit.step.eases for fit in found)
