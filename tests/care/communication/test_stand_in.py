"""While a professional is away, nothing that cannot wait is on a list that nobody looks at."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.access import attention as access_kinds
from alongside.care.communication.actions import absence, call_work, stand_in
from alongside.care.communication.message_events import SAW_TO_IT
from alongside.care.communication.models import Call
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem, TeamMembership
from alongside.care.plan import going_attention as going
from alongside.care.plan.actions import bad_day
from tests.care.communication.call_cast import ask, same_figures
from tests.care.communication.talking import away
from tests.conftest import Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
Harm = AttentionItem.Harm


def owner_of(kind: str) -> str:
    return AttentionItem.objects.select_related("owner").get(kind=kind).owner.name


def item(clinic: Clinic, kind: str, harm: AttentionItem.Harm, **more: object) -> AttentionItem:
    return attention.open_item(partnership=clinic.partnership, kind=kind, harm=harm, by=None, **more)


def test_a_red_flag_and_a_bad_day_while_priya_is_away_reach_okafor_at_once(
    clinic: Clinic,
) -> None:
    away(clinic, clinic.priya, clinic.okafor)
    flag = item(clinic, access_kinds.WERE_YOU_SEEN, Harm.DANGER)
    assert flag.owner == clinic.okafor
    row = bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    bad_day.please_ring(bad_day=row, by=clinic.joan)
    assert {owner_of(access_kinds.WERE_YOU_SEEN), owner_of(going.PLEASE_RING)} == {clinic.okafor.name}
    assert stand_in.see_to_what_cannot_wait() == 0, "nothing is left for the worker's hour"
    said = Event.objects.filter(kind=SAW_TO_IT.name, subject=clinic.partnership.pk)
    assert {str(event.facts["to"]) for event in said} == {str(clinic.okafor.pk)}


def test_what_came_in_before_she_left_goes_within_the_hour_of_her_first_day_away(clinic: Clinic) -> None:
    tomorrow = clock.today(clinic.service.time_zone) + timedelta(days=1)
    absence.say(
        service=clinic.service,
        account=clinic.priya,
        stand_in=clinic.okafor,
        from_on=tomorrow,
        until_on=tomorrow + timedelta(days=7),
        by=clinic.priya,
    )
    assert item(clinic, access_kinds.WERE_YOU_SEEN, Harm.DANGER).owner == clinic.priya
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert stand_in.see_to_what_cannot_wait() == 1
    assert owner_of(access_kinds.WERE_YOU_SEEN) == clinic.okafor.name


def test_what_can_wait_until_she_is_back_stays_hers_until_it_becomes_worse(clinic: Clinic) -> None:
    away(clinic, clinic.priya, clinic.okafor)
    item(clinic, going.EASE_TALK, Harm.UNDERSTANDING)
    item(clinic, access_kinds.FOLLOW_UP_ENDS, Harm.PROMISE, due_at=clock.now() + timedelta(days=30))
    assert {owner_of(going.EASE_TALK), owner_of(access_kinds.FOLLOW_UP_ENDS)} == {clinic.priya.name}
    assert item(clinic, going.EASE_TALK, Harm.WORSE).owner == clinic.okafor
    assert AttentionItem.objects.filter(kind=going.EASE_TALK).count() == 1


def test_what_waits_already_goes_at_once_and_what_can_wait_until_she_is_back_stays(clinic: Clinic) -> None:
    now = clock.now()
    item(clinic, access_kinds.WERE_YOU_SEEN, Harm.DANGER)
    item(clinic, going.EASE_TALK, Harm.UNDERSTANDING)
    item(clinic, access_kinds.FOLLOW_UP_ENDS, Harm.PROMISE, due_at=now + timedelta(days=30))
    item(clinic, access_kinds.CAME_BACK, Harm.PROMISE, due_at=now + timedelta(days=1))
    away(clinic, clinic.priya, clinic.okafor)
    rows = AttentionItem.objects.filter(partnership=clinic.partnership, closed_at=None)
    owners = {row.kind: row.owner for row in rows.select_related("owner")}
    assert owners == {
        access_kinds.WERE_YOU_SEEN: clinic.okafor,
        access_kinds.CAME_BACK: clinic.okafor,
        going.EASE_TALK: clinic.priya,
        access_kinds.FOLLOW_UP_ENDS: clinic.priya,
    }


def test_a_call_that_was_promised_is_made_by_who_stands_in_and_her_own_choice_is_left(clinic: Clinic) -> None:
    call = ask(clinic)
    assert call.owner == clinic.priya
    gone = away(clinic, clinic.priya, clinic.okafor)
    call.refresh_from_db()
    assert (call.owner, call.taken_at) == (clinic.okafor, None)
    assert AttentionItem.objects.get(about=call.pk).owner == clinic.okafor
    assert same_figures(clinic)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        call_work.take(call=call, by=clinic.priya)
        assert stand_in.see_to_what_cannot_wait() == 0, "she took it herself, although she is away"
    assert Call.objects.get().owner == clinic.priya
    absence.take_back(absence=gone, by=clinic.priya)
    item(clinic, access_kinds.WERE_YOU_SEEN, Harm.DANGER)
    assert stand_in.see_to_what_cannot_wait() == 0
    assert owner_of(access_kinds.WERE_YOU_SEEN) == clinic.priya.name


def test_where_who_stands_in_has_left_it_is_never_given_to_who_may_not_see_it(clinic: Clinic) -> None:
    away(clinic, clinic.priya, clinic.okafor)
    TeamMembership.objects.filter(account=clinic.okafor).update(until_at=clock.now())
    item(clinic, access_kinds.WERE_YOU_SEEN, Harm.DANGER)
    assert stand_in.see_to_what_cannot_wait() == 0
    assert owner_of(access_kinds.WERE_YOU_SEEN) == clinic.priya.name
