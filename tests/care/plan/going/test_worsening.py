"""Check-ins that are worse for weeks put somebody on *People to ring*; the ups and downs of pain do not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from alongside.base import clock
from alongside.care.partnership.models import AttentionItem
from alongside.care.plan import going_attention as kinds
from alongside.care.plan.actions import bad_day, check_in, worsening
from alongside.care.plan.rules.checking_in import About
from alongside.care.plan.rules.easing import easing_rules
from alongside.care.plan.rules.worsening import Said, Worse, worsened
from alongside.care.support import ringing
from tests.care.partnership.leaving import says
from tests.care.plan.going.cast import agreed, on_day, open_kinds, sending
from tests.conftest import Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
RULE = easing_rules().definition.worsening
TODAY = date(2026, 11, 12)


def months(before: int, after: int, *, every: int = 3) -> list[Said]:
    """Twelve weeks of check-ins, the last four with another number."""
    days = range(0, RULE.recent_days + RULE.usual_days, every)
    return [Said(TODAY - timedelta(days=back), after if back < RULE.recent_days else before) for back in days]


def test_four_weeks_beside_the_eight_before_them() -> None:
    assert worsened(months(4, 6), TODAY, RULE) == (Worse.PAIN,)
    assert worsened(months(4, 5), TODAY, RULE) == ()
    assert worsened(months(6, 4), TODAY, RULE) == ()
    shuffled = random.Random(1).sample(months(4, 6), k=len(months(4, 6)))
    assert worsened(shuffled, TODAY, RULE) == (Worse.PAIN,)


def test_less_sure_to_keep_going_counts_as_well() -> None:
    days = [replace(each, confidence=8 if each.pain == 4 else 6) for each in months(4, 6)]
    assert worsened(days, TODAY, RULE) == (Worse.PAIN, Worse.CONFIDENCE)


def test_a_bad_week_few_check_ins_or_what_comes_later_is_no_trend() -> None:
    week = [replace(each, pain=9) if each.on > TODAY - timedelta(days=7) else each for each in months(4, 4)]
    assert worsened(week, TODAY, RULE) == ()
    assert worsened(months(4, 8, every=5), TODAY, RULE) == (), "too few to say anything"
    assert worsened(months(4, 8), TODAY - timedelta(days=RULE.recent_days), RULE) == ()


def called(people: int, *, rise: int, seed: int) -> float:
    """How many of a hundred are rung about in the last 36 weeks of a year: pain that swings by 1.5 around its
    middle from one check-in to the next, every other day, and for good higher by ``rise`` from day 120 on."""
    dice, found = random.Random(seed), 0
    for _person in range(people):
        swing, days = 0.0, []
        for number in range(0, 372, 2):
            swing = 0.4 * swing + dice.gauss(0, 1.375)
            pain = min(10, max(0, round(4 + swing + (rise if number >= 120 else 0))))
            days.append(Said(TODAY + timedelta(days=number), pain))
        looked = (TODAY + timedelta(days=number) for number in range(120, 372, 6))
        found += any(worsened(days, about, RULE) for about in looked)
    return 100 * found / people


def test_the_ups_and_downs_of_a_year_call_hardly_anybody_and_a_lasting_rise_calls_most() -> None:
    assert called(60, rise=0, seed=6) <= 12
    assert called(60, rise=3, seed=6) >= 70


# --- and what follows -------------------------------------------------------------------------------


def lived(clinic: Clinic, after: int) -> None:
    """Joan checks in every third day for twelve weeks, the last one today."""
    agreed(clinic)
    for back in range(RULE.recent_days + RULE.usual_days - 3, -1, -3):
        with on_day(-back):
            pain = after if back < RULE.recent_days else 4
            one = sending(None, pain=pain)
            check_in.send(partnership=clinic.partnership, sending=one, about=About.TODAY, by=clinic.joan)


def test_her_contact_is_asked_to_ring_once_and_with_the_reason(clinic: Clinic) -> None:
    lived(clinic, 7)
    assert (worsening.call_up(), worsening.call_up()) == (1, 0)
    item = AttentionItem.objects.get(kind=kinds.CHECK_INS_WORSE)
    assert item.owner == clinic.priya
    (person,) = ringing.people_to_ring(clinic.priya, whose="mine").people
    assert [str(ringing.REASONS[one.kind][0].why) for one in person] == [
        "Check-ins have been worse for weeks"
    ]
    AttentionItem.objects.update(closed_at=clock.now())
    assert worsening.call_up() == 0, "not again so soon"


def test_as_before_nobody_is_asked(clinic: Clinic) -> None:
    lived(clinic, 5)
    assert worsening.call_up() == 0


def test_what_nobody_said_lately_is_not_looked_at_again(clinic: Clinic) -> None:
    lived(clinic, 7)
    with clock.frozen(clock.now() + timedelta(hours=4)):
        assert worsening.call_up() == 0


@pytest.mark.parametrize(
    "said", [{"contact": "do_not_contact"}, {"contact": "only_replies"}, {"support": "none_unless_i_ask"}]
)
def test_whoever_wants_no_contact_first_is_left_alone(clinic: Clinic, said: dict[str, str]) -> None:
    lived(clinic, 7)
    says(clinic.partnership, **said)
    assert worsening.call_up() == 0
    assert kinds.CHECK_INS_WORSE not in open_kinds(clinic)


def test_on_a_bad_day_the_call_rests(clinic: Clinic) -> None:
    lived(clinic, 7)
    worsening.call_up()
    bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    found = ringing.people_to_ring(clinic.priya, whose="mine")
    assert (found.people, [one.kind for one in found.resting]) == ([], [kinds.CHECK_INS_WORSE])
