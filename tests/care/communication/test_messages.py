"""Never a message without an owner: to whom it goes, who read it, how it ends, and what was promised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from alongside.base import clock
from alongside.base.ids import uuid7
from alongside.base.record.models import Delivery, Event
from alongside.care.access.actions import way
from alongside.care.communication import message_attention as kinds
from alongside.care.communication.actions import absence, answering, message, waiting
from alongside.care.communication.models import Message, Wait
from alongside.care.communication.rules.conversation import MOST_MESSAGE
from alongside.care.communication.rules.words import Written
from alongside.care.partnership import figures
from alongside.care.partnership.actions import attention, ending
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Partnership, Team, TeamMembership
from tests.care.communication.talking import ASKED, SATURDAY, again, asks, away, wait_of, writes

pytestmark = pytest.mark.usefixtures("thursday")


def _kept_as_rebuilt(partnership: Partnership) -> None:
    assert figures.kept(partnership) == figures.rebuilt(partnership)


# --- an owner, always --------------------------------------------------------------------------------


def test_what_joan_writes_is_her_contacts_at_once_with_the_promises_clock(clinic):
    thread = asks(clinic)
    wait = wait_of(thread)
    assert wait.item.owner == clinic.priya
    assert wait.item.kind == "message-waits"
    assert wait.item.about == thread.pk
    # Thursday 10:30: two working days are Monday, when the clinic closes at five.
    assert wait.due_at == wait.item.due_at == datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
    row = figures.kept(clinic.partnership)
    assert row["messages_wait_for_team"] == 1
    assert row["oldest_message_at"] == wait.since
    _kept_as_rebuilt(clinic.partnership)


@pytest.mark.parametrize("who", ["sam", "noor", "lena", "stranger"])
def test_nobody_else_writes_in_it_or_reads_it(clinic, who):
    thread = asks(clinic)
    by = clinic.everyone[who]
    for refused in (
        lambda: message.begin(partnership=clinic.partnership, written=Written("Hello"), by=by),
        lambda: message.reply(thread=thread, written=Written("Hello"), by=by),
        lambda: message.read(thread=thread, by=by),
        lambda: waiting.take(wait=wait_of(thread), from_=clinic.priya, by=by),
        lambda: waiting.hand_over(wait=wait_of(thread), from_=clinic.priya, to=by, why="So.", by=by),
        lambda: waiting.no_answer_needed(wait=wait_of(thread), how=Wait.How.THANKS, messages=1, by=by),
    ):
        with pytest.raises(Refused):
            refused()
    assert Message.objects.count() == 1


def test_the_database_takes_no_wait_without_an_item_and_no_item_without_an_owner(clinic):
    wait = wait_of(asks(clinic))
    with pytest.raises(IntegrityError), transaction.atomic():
        Wait.objects.filter(pk=wait.pk).update(item=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        AttentionItem.objects.filter(pk=wait.item_id).update(owner=None)


def test_who_waits_for_an_answer_is_not_crossed_off_a_list_or_put_off(clinic):
    item = wait_of(asks(clinic)).item
    for outcome in (AttentionItem.Outcome.DONE, AttentionItem.Outcome.NOT_USEFUL):
        with pytest.raises(attention.EndsByDoing):
            attention.close(item=item, outcome=outcome, by=clinic.priya)
    with pytest.raises(attention.EndsByDoing):
        attention.snooze(item=item, until=clock.now() + timedelta(days=7), by=clinic.priya)
    item.refresh_from_db()
    assert item.closed_at is None


def test_when_priya_hands_the_partnership_over_or_leaves_what_waits_goes_along(clinic):
    wait = wait_of(asks(clinic))
    partnerships.hand_over(partnership=clinic.partnership, to=clinic.okafor, by=clinic.priya)
    assert wait_of(wait.thread).item.owner == clinic.okafor
    partnerships.hand_over(partnership=clinic.partnership, to=clinic.priya, by=clinic.okafor)
    seat = TeamMembership.objects.get(account=clinic.priya, team=clinic.team)
    teams.leave(seat=seat, by=clinic.lena, inbox_owner=clinic.okafor)
    assert wait_of(wait.thread).item.owner == clinic.okafor


def test_without_a_contact_it_is_the_inbox_owners_then_a_colleagues_then_the_leads(clinic):
    clinic.partnership.memberships.update(until_at=clock.now())
    assert wait_of(asks(clinic)).item.owner == clinic.priya  # her seat was first: she owns the inbox
    Team.objects.filter(pk=clinic.team.pk).update(inbox_owner=None)
    TeamMembership.objects.filter(account=clinic.priya).update(until_at=clock.now())
    assert wait_of(asks(clinic)).item.owner == clinic.okafor
    TeamMembership.objects.filter(account=clinic.okafor).update(until_at=clock.now())
    assert wait_of(asks(clinic)).item.owner == clinic.lena


def test_where_the_clinic_has_nobody_at_all_nothing_is_sent_into_the_void(clinic):
    clinic.partnership.memberships.update(until_at=clock.now())
    Team.objects.filter(pk=clinic.team.pk).update(inbox_owner=None)
    TeamMembership.objects.update(until_at=clock.now())
    clinic.service.roles.update(until_at=clock.now())
    with pytest.raises(message.NobodyReads):
        asks(clinic)
    assert not Message.objects.exists()


def test_who_has_ended_can_still_write_and_the_teams_inbox_has_it(clinic):
    ending.end(partnership=clinic.partnership, by=clinic.priya)
    Team.objects.filter(pk=clinic.team.pk).update(inbox_owner=clinic.okafor)
    assert wait_of(asks(clinic)).item.owner == clinic.okafor


# --- away --------------------------------------------------------------------------------------------


def test_while_priya_is_away_okafor_has_what_waits_and_what_comes_in(clinic):
    before = asks(clinic)
    away(clinic, clinic.priya, clinic.okafor)
    assert wait_of(before).item.owner == clinic.okafor
    assert wait_of(asks(clinic, "One more thing.")).item.owner == clinic.okafor
    told = Event.objects.get(kind="message.stood-in")
    assert told.subject == clinic.partnership.pk
    _kept_as_rebuilt(clinic.partnership)


def test_an_absence_that_begins_later_hands_on_when_its_day_comes_and_once(clinic):
    thread = asks(clinic)
    absence.say(
        service=clinic.service,
        account=clinic.priya,
        stand_in=clinic.okafor,
        from_on=SATURDAY.date(),
        until_on=SATURDAY.date(),
        by=clinic.priya,
    )
    assert absence.hand_on_what_is_due() == 0
    assert wait_of(thread).item.owner == clinic.priya
    with clock.frozen(SATURDAY):
        assert absence.hand_on_what_is_due() == 1
        assert absence.hand_on_what_is_due() == 0
        assert wait_of(thread).item.owner == clinic.okafor


def test_who_is_back_gets_what_comes_in_again(clinic):
    gone = away(clinic, clinic.priya, clinic.okafor)
    absence.take_back(absence=gone, by=clinic.priya)
    assert wait_of(asks(clinic)).item.owner == clinic.priya


@pytest.mark.parametrize(
    "stand_in, first, last, by, refused",
    [
        ("priya", 0, 1, "priya", absence.CannotStandIn),  # oneself
        ("noor", 0, 1, "priya", absence.CannotStandIn),  # of another team: could not read it
        ("okafor", -1, 1, "priya", absence.NotDays),
        ("okafor", 2, 1, "priya", absence.NotDays),
        ("okafor", 0, 400, "priya", absence.NotDays),
        ("okafor", 0, 1, "okafor", absence.NotAllowed),  # for somebody else
    ],
)
def test_an_absence_that_would_leave_people_unread_is_refused(clinic, stand_in, first, last, by, refused):
    today = clock.today(clinic.service.time_zone)
    with pytest.raises(refused):
        absence.say(
            service=clinic.service,
            account=clinic.priya,
            stand_in=clinic.everyone[stand_in],
            from_on=today + timedelta(days=first),
            until_on=today + timedelta(days=last),
            by=clinic.everyone[by],
        )


# --- answered, handed over, or no answer needed -----------------------------------------------------


def test_an_answer_ends_the_wait_is_measured_and_told_by_one_neutral_e_mail(clinic):
    thread = asks(clinic)
    way.set_way(partnership=clinic.partnership, answers={"channels": ["email"]}, by=clinic.joan)
    with clock.frozen(clock.now() + timedelta(hours=3)):
        writes(thread, clinic.okafor, "Heavy is all right. Sharp is not.")
        writes(thread, clinic.okafor, "Ring if it goes numb.")
    wait = Wait.objects.get(thread=thread)
    assert (wait.how, wait.ended_by, wait.working_minutes, wait.within) == (
        "answered",
        clinic.okafor,
        180,
        True,
    )
    assert not AttentionItem.objects.filter(kind="message-waits", closed_at=None).exists()
    assert figures.kept(clinic.partnership)["messages_new_to_person"] == 2
    sent = Delivery.objects.filter(template="new-message")
    assert [one.state for one in sent] == [Delivery.State.DUE]  # one, until she has looked
    assert not sent[0].facts
    _kept_as_rebuilt(clinic.partnership)


def test_an_answer_after_the_promise_is_counted_as_that(clinic):
    thread = asks(clinic)
    with clock.frozen(datetime(2026, 11, 18, 9, 0, tzinfo=UTC)):
        writes(thread, clinic.priya, "I am sorry that this took so long.")
    wait = Wait.objects.get(thread=thread)
    assert wait.within is False
    assert wait.working_minutes == (6.5 + 8 + 8 + 8) * 60


def test_who_asked_not_to_be_contacted_is_sent_nothing_and_reads_it_here(clinic):
    way.set_way(
        partnership=clinic.partnership,
        answers={"channels": ["email"], "contact": "do_not_contact"},
        by=clinic.joan,
    )
    writes(asks(clinic), clinic.priya, "Come by any day.")
    (held_back,) = Delivery.objects.filter(template="new-message")
    assert held_back.state == Delivery.State.WITHHELD


def test_reading_is_told_to_the_other_side_once_and_opens_nothing(clinic):
    thread = asks(clinic)
    assert message.read(thread=thread, by=clinic.joan) == 0
    assert message.read(thread=thread, by=clinic.okafor) == 1
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert message.read(thread=thread, by=clinic.priya) == 0
    first = Message.objects.get()
    assert (first.read_by, first.read_at) == (clinic.okafor, clock.now())
    assert wait_of(thread).item.owner == clinic.priya  # read is not answered
    writes(thread, clinic.priya, "Yes.")
    assert message.read(thread=thread, by=clinic.joan) == 1
    assert figures.kept(clinic.partnership)["messages_new_to_person"] == 0
    _kept_as_rebuilt(clinic.partnership)


def test_a_hand_over_says_why_and_whose_it_is_from_then_on(clinic):
    thread = asks(clinic)
    waiting.hand_over(
        wait=wait_of(thread),
        from_=clinic.priya,
        to=clinic.okafor,
        why="A question of tablets.",
        by=clinic.priya,
    )
    assert wait_of(thread).item.owner == clinic.okafor
    writes(thread, clinic.okafor, "Half of it is fine.")
    writes(thread, clinic.joan, "And in the evening?")
    assert wait_of(thread).item.owner == clinic.okafor  # the conversation is his
    assert wait_of(asks(clinic, "Something else.")).item.owner == clinic.priya


def test_a_hand_over_without_a_reason_or_to_who_may_not_read_it_is_refused(clinic):
    wait = wait_of(asks(clinic))
    for why in ("", "  \n ", "x" * 201):
        with pytest.raises(waiting.NoReason):
            waiting.hand_over(wait=wait, from_=clinic.priya, to=clinic.okafor, why=why, by=clinic.priya)
    for to in (clinic.noor, clinic.lena, clinic.joan, clinic.sam):
        with pytest.raises(waiting.CannotRead):
            waiting.hand_over(wait=wait, from_=clinic.priya, to=to, why="So.", by=clinic.priya)
    assert wait_of(wait.thread).item.owner == clinic.priya


def test_no_answer_needed_has_a_reason_and_never_hides_what_came_after_it_was_read(clinic):
    thread = asks(clinic, "Thank you, that helped.")
    wait = wait_of(thread)
    with pytest.raises(ValueError, match="an answer is written"):
        waiting.no_answer_needed(wait=wait, how=Wait.How.ANSWERED, messages=1, by=clinic.priya)
    writes(thread, clinic.joan, "Or did it? It hurts again.")
    with pytest.raises(waiting.NotYours):
        waiting.no_answer_needed(wait=wait, how=Wait.How.THANKS, messages=1, by=clinic.priya)
    waiting.no_answer_needed(wait=wait, how=Wait.How.RUNG, messages=2, by=clinic.priya)
    assert Wait.objects.get().how == "rung"
    writes(thread, clinic.joan, "One thing we forgot.")
    assert wait_of(thread).item.owner == clinic.priya  # it waits again
    _kept_as_rebuilt(clinic.partnership)


# --- heard -------------------------------------------------------------------------------------------


def test_joan_says_that_what_was_understood_is_right_and_nothing_waits(clinic):
    thread = asks(clinic)
    heard = writes(thread, clinic.priya, "You walk, and your leg is heavy.", understood=True)
    message.answer(message=heard, said=Message.Answer.RIGHT, by=clinic.joan)
    assert not Wait.objects.filter(ended_at=None).exists()
    with pytest.raises(message.NotNow):
        message.answer(message=heard, said=Message.Answer.NOT_QUITE, by=clinic.joan)


def test_not_quite_waits_for_an_answer_as_a_message_does(clinic):
    thread = asks(clinic)
    heard = writes(thread, clinic.priya, "Your leg hurts.", understood=True)
    message.answer(message=heard, said=Message.Answer.NOT_QUITE, why="Heavy, not hurting.", by=clinic.joan)
    assert wait_of(thread).item.owner == clinic.priya
    assert Message.objects.get(pk=heard.pk).why == "Heavy, not hurting."
    _kept_as_rebuilt(clinic.partnership)


def test_only_the_person_says_whether_they_were_understood_and_only_where_they_were_asked(clinic):
    thread = asks(clinic)
    heard = writes(thread, clinic.priya, "Your leg hurts.", understood=True)
    for who in ("priya", "okafor", "sam"):
        with pytest.raises(Refused):
            message.answer(message=heard, said=Message.Answer.RIGHT, by=clinic.everyone[who])
    plain = writes(thread, clinic.priya, "See you on Monday.")
    with pytest.raises(message.NotNow):
        message.answer(message=plain, said=Message.Answer.RIGHT, by=clinic.joan)
    assert not writes(thread, clinic.joan, "I understood.", understood=True).understood


# --- words -------------------------------------------------------------------------------------------


def test_words_that_do_not_fit_are_refused_and_never_cut(clinic):
    for text in ("", " \n ", "x" * (MOST_MESSAGE + 1), "x" * 10_000):
        with pytest.raises(message.NoWords):
            asks(clinic, text)
    assert asks(clinic, "x" * MOST_MESSAGE).messages == 1


def test_the_same_form_twice_is_one_message_and_changed_words_are_another(clinic):
    window = uuid7()
    one, two, other = (
        message.begin(partnership=clinic.partnership, written=Written(text), window=window, by=clinic.joan)
        for text in (ASKED, ASKED, "Changed my mind.")
    )
    assert one == two
    assert other != one
    assert Message.objects.count() == 2


def test_the_same_words_from_a_page_that_back_has_brought_again_are_sent_once(clinic):
    """*Back* asks the server anew: the form has another key, and the browser fills in the old words."""

    def sends(text: str) -> Message:
        written = Written(text)
        return message.begin(partnership=clinic.partnership, written=written, window=uuid7(), by=clinic.joan)

    first = sends(ASKED)
    assert sends(ASKED) == first
    assert AttentionItem.objects.filter(kind=kinds.MESSAGE_WAITS).count() == 1
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert sends(ASKED) != first, "an hour later they mean it"


def test_a_professional_who_has_not_read_the_newest_is_told_before_anything_is_sent(clinic):
    thread = asks(clinic)
    writes(thread, clinic.joan, "It is numb now.")
    with pytest.raises(message.Newer):
        message.reply(thread=thread, written=Written("All good."), seen=1, by=clinic.priya)
    assert again(thread).messages == 2
    message.reply(thread=thread, written=Written("Ring us now."), seen=2, by=clinic.priya)
    assert again(thread).messages == 3


# --- the promise ------------------------------------------------------------------------------------


def test_the_lead_chooses_the_promise_and_what_waits_keeps_the_one_it_was_given(clinic):
    first = wait_of(asks(clinic))
    answering.choose(service=clinic.service, working_days=1, by=clinic.lena)
    assert wait_of(asks(clinic, "And now?")).due_at == datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
    assert wait_of(first.thread).due_at == first.due_at
    with pytest.raises(PermissionDenied):
        answering.choose(service=clinic.service, working_days=5, by=clinic.priya)
    for days in (0, 11):
        with pytest.raises(ValueError, match=str(days)):
            answering.choose(service=clinic.service, working_days=days, by=clinic.lena)
