"""*Please ring me*: promised, owned, rung, tried again, and never dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.base import clock
from alongside.base.record.models import Delivery, Event
from alongside.care.communication import call_attention as kinds
from alongside.care.communication.actions import call as asking
from alongside.care.communication.actions import call_list, call_try, call_work
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.rules.call_ringing import Objection
from alongside.care.partnership.actions import attention, reminder
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Meeting, Promise
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.plan.actions import bad_day
from tests.care.communication.call_cast import (
    ANY,
    REACHABLE,
    ask,
    at,
    clock_of,
    open_items,
    ring,
    same_figures,
    set_way,
)
from tests.conftest import THURSDAY, Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
Outcome = CallTry.Outcome


# --- the person asks -----------------------------------------------------------------------------------


def test_who_asks_is_told_at_once_by_when_and_somebody_owns_it(clinic: Clinic) -> None:
    call = ask(clinic)
    assert clock_of(call.latest_at) == "Fri 13 17:00"
    item = open_items(clinic)[kinds.CALL_DUE]
    assert (item.owner, item.harm, item.due_at) == (clinic.priya, AttentionItem.Harm.PROMISE, call.latest_at)
    clinic.partnership.figures.refresh_from_db()
    assert (clinic.partnership.figures.calls_open, clinic.partnership.figures.next_call_at) == (
        1,
        call.next_at,
    )
    assert same_figures(clinic)


def test_on_a_friday_night_it_is_monday_and_never_sooner_than_we_can(clinic: Clinic) -> None:
    with at(days=1, hours=12):
        assert clock_of(ask(clinic).latest_at) == "Mon 16 17:00"


def test_the_days_and_times_that_suit_decide_when(clinic: Clinic) -> None:
    mornings = replace(ANY, parts=("morning",))
    call = ask(clinic, mornings)
    assert clock_of(call.latest_at) == "Fri 13 12:00"
    call = asking.change(call=call, asked=replace(ANY, days=(1,), parts=("afternoon",)), by=clinic.joan)
    assert clock_of(call.latest_at) == "Tue 17 17:00"
    call = asking.change(call=call, asked=replace(ANY, parts=("evening",)), by=clinic.joan)
    assert (clock_of(call.latest_at), call.suits) == ("Fri 13 17:00", False), (
        "we are not there in the evening"
    )
    assert same_figures(clinic)


def test_in_the_morning_is_her_morning_wherever_she_is(clinic: Clinic, as_) -> None:
    reminder.set_zone(partnership=clinic.partnership, zone="America/New_York", by=clinic.joan)
    call = ask(clinic, replace(ANY, parts=("morning",)))
    assert clock_of(call.latest_at) == "Fri 13 17:00", "twelve o’clock there"
    assert call.suits
    with at(days=1, hours=-1), pytest.raises(call_try.WhyNow) as refused:  # half past four at night there
        call_try.begin(call=call, by=clinic.priya)
    assert refused.value.against == (Objection.OUTSIDE_HOURS,)
    with at(days=1, hours=3):
        call = ring(call, clinic.priya, Outcome.NO_ANSWER)
    assert clock_of(call.again_at) >= "Fri 13 13:00"
    key = clinic.partnership.pk
    assert "by the clock in London (Europe)" in as_("joan").get(f"/p/{key}/talk/calls/{call.pk}/").text
    assert "They are in New York (America). It is 5:30 there now." in as_("priya").get(f"/p/{key}/way/").text
    reminder.set_zone(partnership=clinic.partnership, zone="", by=clinic.joan)
    assert "by the clock in London" not in as_("joan").get(f"/p/{key}/talk/calls/{call.pk}/").text


def test_asked_twice_it_is_one_call(clinic: Clinic) -> None:
    assert ask(clinic) == ask(clinic, replace(ANY, what_about="Again"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.create(
            service=clinic.service, partnership=clinic.partnership, origin=Call.Origin.ASKED,
            purpose=Purpose.REPLY, opened_by=clinic.joan, owner=clinic.priya,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "sam", "lena", "stranger"])
def test_to_ask_to_change_and_to_take_back_is_the_persons_alone(clinic: Clinic, who: str) -> None:
    call, other = ask(clinic), clinic.everyone[who]
    with pytest.raises(Refused):
        asking.ask(partnership=clinic.partnership, asked=ANY, by=other)
    with pytest.raises(Refused):
        asking.change(call=call, asked=ANY, by=other)
    with pytest.raises(Refused):
        asking.take_back(call=call, by=other)


@pytest.mark.parametrize("who", ["joan", "noor", "sam", "lena", "stranger"])
def test_to_work_on_a_call_is_the_teams_alone(clinic: Clinic, who: str) -> None:
    call, other = ask(clinic), clinic.everyone[who]
    begun = call_try.begin(call=call, by=clinic.priya)
    window = (THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=1, hours=2))
    for act in (
        lambda: call_work.start(partnership=clinic.partnership, by=other),
        lambda: call_work.take(call=call, by=other),
        lambda: call_work.hand_over(call=call, to=clinic.okafor, by=other),
        lambda: call_work.promise(call=call, window=window, by=other),
        lambda: call_work.decide(call=call, why="No.", by=other),
        lambda: call_work.interpreter_booked(call=call, by=other),
        lambda: call_try.begin(call=call, by=other),
        lambda: call_try.say(tried=begun, outcome=Outcome.SPOKE, by=other),
        lambda: call_try.wrote(call=call, by=other),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(call_work.NotTheirs):
        call_work.hand_over(call=call, to=other, by=clinic.priya)


def test_taken_back_nobody_rings_and_nothing_is_left_on_a_list(clinic: Clinic) -> None:
    call = asking.take_back(call=ask(clinic), by=clinic.joan)
    assert (call.is_open, call.how_ended) == (False, Call.Ended.TAKEN_BACK)
    assert open_items(clinic) == {}
    with pytest.raises(asking.keeping.Over):
        call_try.begin(call=call, by=clinic.priya)
    assert same_figures(clinic)


def test_who_wants_no_contact_may_ask_all_the_same_and_is_rung_without_a_reason(clinic: Clinic) -> None:
    set_way(clinic, contact="do_not_contact", channels=["here"])
    call = ask(clinic)
    assert ring(call, clinic.priya, Outcome.SPOKE).how_ended == Call.Ended.SPOKE


def test_interpreter_and_voicemail_travel_along_from_my_way(clinic: Clinic) -> None:
    set_way(clinic, needs=["interpreter"], language="Urdu", seen_by_others="someone")
    call = ask(clinic)
    assert call.interpreter == Call.Interpreter.NEEDED
    assert call_work.interpreter_booked(call=call, by=clinic.priya).interpreter == Call.Interpreter.BOOKED
    mine = call_work.start(partnership=clinic.partnership, by=clinic.priya)
    assert mine.voicemail == Call.Voicemail.NOTHING


# --- a professional takes, hands over, promises --------------------------------------------------------


def test_who_takes_it_has_it_and_the_other_is_told_who(clinic: Clinic) -> None:
    call = ask(clinic)
    call_work.take(call=call, by=clinic.okafor)
    for act in (call_work.take, call_try.begin):
        with pytest.raises(call_work.SomebodyHasIt) as told:
            act(call=call, by=clinic.priya)
        assert told.value.who == clinic.okafor
    call = call_work.take(call=call, by=clinic.priya, instead_of=clinic.okafor.pk)
    assert (call.owner, open_items(clinic)[kinds.CALL_DUE].owner) == (clinic.priya, clinic.priya)


def test_handed_over_it_is_on_the_others_list(clinic: Clinic) -> None:
    call = call_work.hand_over(call=ask(clinic), to=clinic.okafor, by=clinic.priya)
    assert (call.owner, call.taken_at) == (clinic.okafor, None)
    assert open_items(clinic)[kinds.CALL_DUE].owner == clinic.okafor


def test_a_promised_window_is_told_to_the_person_and_stands_until_they_change_the_times(
    clinic: Clinic,
) -> None:
    set_way(clinic, channels=["email"])
    morning = THURSDAY.replace(day=13, hour=10, minute=0)
    window = (morning, morning + timedelta(hours=2))
    call = call_work.promise(call=ask(clinic), window=window, by=clinic.priya)
    assert (call.next_at, call.owner) == (window[1], clinic.priya)
    assert Delivery.objects.filter(state=Delivery.State.DUE).count() == 1
    item = open_items(clinic)[kinds.CALL_DUE]
    assert (item.due_at, clock_of(item.wakes_at)) == (window[1], "Fri 13 00:00")
    call = asking.change(call=call, asked=replace(ANY, what_about="My back"), by=clinic.joan)
    assert call.from_at == morning
    call = asking.change(call=call, asked=replace(ANY, days=(2,)), by=clinic.joan)
    assert (call.from_at, clock_of(call.next_at)) == (None, "Wed 18 17:00")
    assert same_figures(clinic)


@pytest.mark.parametrize("starts, ends", [(-3, -1), (2, 1), (1, 7), (24 * 60, 24 * 60 + 1)])
def test_what_is_no_window_is_not_promised(clinic: Clinic, starts: float, ends: float) -> None:
    window = (THURSDAY + timedelta(hours=starts), THURSDAY + timedelta(hours=ends))
    with pytest.raises(call_work.NotAWindow):
        call_work.promise(call=ask(clinic), window=window, by=clinic.priya)


# --- ringing -------------------------------------------------------------------------------------------


def test_spoken_is_the_end_and_counts_as_a_meeting(clinic: Clinic) -> None:
    call = ring(ask(clinic), clinic.priya, Outcome.SPOKE, note="The stairs are hard.")
    assert call.how_ended == Call.Ended.SPOKE
    meeting = Meeting.objects.get()
    assert (meeting.professional, meeting.how, meeting.about) == (clinic.priya, "telephone", call.pk)
    assert open_items(clinic) == {}
    assert same_figures(clinic)


def test_what_was_promised_on_the_telephone_is_a_promise_with_its_day(clinic: Clinic) -> None:
    then = call_try.Then(CallTry.Next.PROMISE, "Send the bus pass form.", THURSDAY.date() + timedelta(days=4))
    ring(ask(clinic), clinic.priya, Outcome.SPOKE, then=then)
    assert (Promise.objects.get().text, Promise.objects.get().promised_by) == (
        "Send the bus pass form.",
        clinic.priya,
    )


def test_another_call_that_was_agreed_is_on_the_list_with_its_window(clinic: Clinic) -> None:
    start = THURSDAY + timedelta(days=7)
    then = call_try.Then(
        CallTry.Next.ANOTHER_CALL, "How the walk went", None, (start, start + timedelta(hours=2))
    )
    ring(ask(clinic), clinic.priya, Outcome.SPOKE, then=then)
    (call,) = Call.objects.open()
    assert (call.what_about, call.from_at, call.purpose) == ("How the walk went", start, Purpose.REPLY)
    assert same_figures(clinic)


def test_no_answer_is_tried_again_by_the_rule_then_somebody_writes_and_it_is_never_dropped(
    clinic: Clinic,
) -> None:
    call = ask(clinic)
    told = []
    for after in ({}, {"hours": 3}, {"days": 1}):
        with at(**after):
            call = ring(call, clinic.priya, Outcome.NO_ANSWER)
            told.append((call.stage, clock_of(call.again_at), clock_of(call.next_at)))
            assert open_items(clinic)[kinds.CALL_DUE].due_at == call.next_at
            assert same_figures(clinic)
    assert told == [
        ("ring", "Thu 12 12:30", "Thu 12 17:00"),
        ("ring", "Fri 13 09:00", "Fri 13 12:00"),
        ("write", "", "Mon 16 17:00"),
    ]
    with at(days=1, hours=1):
        call = call_try.wrote(call=call, by=clinic.priya, note="When can we reach you?")
        assert (call.stage, clock_of(call.next_at)) == ("wait", "Fri 20 17:00")
    with at(days=60):
        assert Call.objects.open().get().next_at < clock.now(), "overdue, and still there"
        assert kinds.CALL_DUE in open_items(clinic)
        call = asking.change(call=call, asked=replace(ANY, phone="0113 496 0999"), by=clinic.joan)
        assert (call.stage, call.tried) == ("ring", 0), "another number: it begins again"


def test_tried_again_only_in_the_hours_that_suit_them(clinic: Clinic) -> None:
    call = ask(clinic, replace(ANY, parts=("morning",)))
    call = ring(call, clinic.priya, Outcome.NO_ANSWER)
    assert (clock_of(call.again_at), clock_of(call.next_at)) == ("Fri 13 09:00", "Fri 13 12:00")


def test_a_message_only_where_one_may_be_left(clinic: Clinic) -> None:
    call = ask(clinic, replace(ANY, voicemail=Call.Voicemail.NOTHING))
    begun = call_try.begin(call=call, by=clinic.priya)
    with pytest.raises(call_try.NotAllowed):
        call_try.say(tried=begun, outcome=Outcome.MESSAGE_LEFT, by=clinic.priya)
    asking.change(call=call, asked=ANY, by=clinic.joan)
    assert call_try.say(tried=begun, outcome=Outcome.MESSAGE_LEFT, by=clinic.priya).tried == 1
    with at(hours=3):  # she says that somebody else listens, after she allowed it
        set_way(clinic, seen_by_others="someone")
        again = call_try.begin(call=call, by=clinic.priya)
        with pytest.raises(call_try.NotAllowed):
            call_try.say(tried=again, outcome=Outcome.MESSAGE_LEFT, by=clinic.priya)


def test_a_wrong_number_is_not_rung_again_but_asked_for(clinic: Clinic) -> None:
    call = ring(ask(clinic), clinic.priya, Outcome.WRONG_NUMBER)
    assert (call.stage, bool(call.number_wrong_at), call.is_open) == ("write", True, True)
    call = asking.change(call=call, asked=replace(ANY, phone="0113 496 0777"), by=clinic.joan)
    assert (call.stage, call.number_wrong_at) == ("ring", None)


def test_who_asks_to_be_left_alone_is_and_can_ask_again(clinic: Clinic) -> None:
    call = ring(ask(clinic), clinic.priya, Outcome.LEFT_ALONE)
    assert (call.how_ended, open_items(clinic)) == (Call.Ended.LEFT_ALONE, {})
    assert ask(clinic) != call


def test_a_decision_needs_a_reason_which_the_person_reads(clinic: Clinic) -> None:
    call = ask(clinic)
    with pytest.raises(ValueError, match="reason"):
        call_work.decide(call=call, why="  ", by=clinic.priya)
    call = call_work.decide(call=call, why="We met this morning.", by=clinic.priya)
    assert (call.how_ended, call.why) == (Call.Ended.DECIDED, "We met this morning.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(why="")


def test_outside_their_hours_a_reason_is_asked_for_and_kept(clinic: Clinic) -> None:
    set_way(clinic, **REACHABLE, hours=["weekday_afternoon"])
    call = ask(clinic)
    with pytest.raises(call_try.WhyNow) as told:
        call_try.begin(call=call, by=clinic.priya)
    assert told.value.against == (call_try.Objection.OUTSIDE_HOURS,)
    begun = call_try.begin(call=call, by=clinic.priya, why_now="Her scan cannot wait.")
    assert begun.why_now == "Her scan cannot wait."
    assert Event.objects.filter(kind="call.begun").get().facts["against"] == "outside-hours"
    with at(hours=3):
        call_try.say(tried=begun, outcome=Outcome.NOT_RUNG, by=clinic.priya)
        assert call_try.begin(call=call, by=clinic.priya).why_now == "", "now it suits"


@pytest.mark.parametrize(
    "said", [{"contact": "do_not_contact"}, {"contact": "only_replies"}, {"channels": ["email"]}]
)
def test_a_call_of_ours_against_their_wish_needs_a_reason(clinic: Clinic, said: dict[str, object]) -> None:
    set_way(clinic, **said)
    call = call_work.start(partnership=clinic.partnership, by=clinic.priya)
    with pytest.raises(call_try.WhyNow):
        call_try.begin(call=call, by=clinic.priya)


def test_on_a_bad_day_our_routine_calls_rest_and_hers_never(clinic: Clinic) -> None:
    set_way(clinic, **REACHABLE)
    ours, hers = call_work.start(partnership=clinic.partnership, by=clinic.priya), ask(clinic)
    bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    with pytest.raises(call_try.WhyNow) as told:
        call_try.begin(call=Call.objects.get(pk=ours.pk), by=clinic.priya)
    assert told.value.against == (call_try.Objection.BAD_DAY,)
    ring(Call.objects.get(pk=hers.pk), clinic.priya, Outcome.SPOKE)
    assert not Call.objects.open().exists(), "who was spoken to need not be asked how they are"


def test_begun_and_never_written_down_it_is_still_there(clinic: Clinic) -> None:
    call = ask(clinic)
    begun = call_try.begin(call=call, by=clinic.priya)
    assert call_try.begin(call=call, by=clinic.priya) == begun, "the same try"
    assert Call.objects.open().get() == call
    with pytest.raises(call_try.Settled):
        call_try.say(tried=begun, outcome=Outcome.SPOKE, by=clinic.okafor)
    call_work.take(call=call, by=clinic.okafor, instead_of=clinic.priya.pk)
    other = call_try.begin(call=call, by=clinic.okafor)
    begun.refresh_from_db()
    assert (begun.outcome, other.by) == (Outcome.NOT_RUNG, clinic.okafor)


def test_taken_back_while_it_rings_what_was_said_is_still_written_down(clinic: Clinic) -> None:
    call = ask(clinic)
    begun = call_try.begin(call=call, by=clinic.priya)
    asking.take_back(call=call, by=clinic.joan)
    call = call_try.say(tried=begun, outcome=Outcome.SPOKE, by=clinic.priya)
    assert (call.how_ended, Meeting.objects.count()) == (Call.Ended.TAKEN_BACK, 1)


def test_what_came_of_it_is_written_down_once(clinic: Clinic) -> None:
    begun = call_try.begin(call=ask(clinic), by=clinic.priya)
    call_try.say(tried=begun, outcome=Outcome.NO_ANSWER, by=clinic.priya)
    with pytest.raises(call_try.Settled):
        call_try.say(tried=begun, outcome=Outcome.NO_ANSWER, by=clinic.priya)
    assert Call.objects.get().tried == 1


def test_an_item_that_was_waved_away_or_left_behind_comes_back(clinic: Clinic) -> None:
    call = ask(clinic)
    assert call_list.keep_on_the_list() == 0
    item = open_items(clinic)[kinds.CALL_DUE]
    with pytest.raises(attention.EndsByDoing):
        attention.close(item=item, outcome=AttentionItem.Outcome.DONE, by=clinic.priya)
    attention.overtake(partnership=clinic.partnership, kind=kinds.CALL_DUE, by=clinic.priya)
    assert call_list.keep_on_the_list() == 1
    assert open_items(clinic)[kinds.CALL_DUE].owner == clinic.priya
    AttentionItem.objects.update(owner=clinic.okafor)
    Call.objects.update(owner=clinic.noor)
    assert call_list.keep_on_the_list() == 1
    call.refresh_from_db()
    assert call.owner == open_items(clinic)[kinds.CALL_DUE].owner == clinic.priya
    assert same_figures(clinic)
