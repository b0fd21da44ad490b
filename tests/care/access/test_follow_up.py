"""How somebody comes back when nothing is planned: agreed by both, and nothing ends by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.access import attention
from alongside.care.access.actions import follow_up
from alongside.care.access.actions.follow_up import Terms
from alongside.care.access.models import FollowUp, FollowUpWording
from alongside.care.access.rules.follow_up import AtEnd, months_after
from alongside.care.partnership import agreeing, figures
from alongside.care.partnership.actions import attention as items
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Meeting, Partnership
from alongside.care.partnership.rules.agreement import Answer, Standing

State = Partnership.State


def terms(clinic, months: int = 6, **more) -> Terms:
    today = clock.today(clinic.service.time_zone)
    return Terms(months_after(today, months), ["worse", "plan"], AtEnd.RING, **more)


@pytest.fixture
def agreed(thursday, clinic) -> FollowUp:
    """Both agreed on half a year."""
    words = follow_up.propose(
        partnership=clinic.partnership, terms=terms(clinic, watch_for="My foot."), by=clinic.priya
    )
    assert follow_up.answer(wording=words, says=Answer.YES, by=clinic.joan) is Standing.AGREED
    clinic.partnership.refresh_from_db()
    return FollowUp.objects.get()


def on_list(kind: str):
    return AttentionItem.objects.filter(kind=kind, closed_at=None)


def state(clinic) -> str:
    return Partnership.objects.get(pk=clinic.partnership.pk).state


def test_the_door_stands_open_only_when_both_have_said_yes(thursday, clinic):
    words = follow_up.propose(partnership=clinic.partnership, terms=terms(clinic), by=clinic.joan)
    assert state(clinic) == State.ACTIVE
    assert on_list(attention.FOLLOW_UP_PROPOSED).get().owner == clinic.priya
    assert figures.kept(clinic.partnership)["follow_up_until"] is None
    follow_up.answer(wording=words, says=Answer.YES, by=clinic.priya)
    assert state(clinic) == State.OPEN_DOOR
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)
    assert figures.kept(clinic.partnership)["follow_up_until"] == words.until_on
    assert not on_list(attention.FOLLOW_UP_PROPOSED).exists()


@pytest.mark.parametrize("who", ["okafor", "noor", "lena", "sam", "stranger"])
def test_nobody_else_agrees_on_it(clinic, who):
    with pytest.raises(Refused):
        follow_up.propose(partnership=clinic.partnership, terms=terms(clinic), by=clinic.everyone[who])


def test_a_day_that_is_past_or_beyond_the_longest_window_is_refused(thursday, clinic):
    for months in (-1, 0, 13):
        with pytest.raises(follow_up.NotADay):
            follow_up.propose(partnership=clinic.partnership, terms=terms(clinic, months), by=clinic.joan)


def test_newer_words_are_read_before_anything_is_agreed(thursday, clinic):
    older = follow_up.propose(partnership=clinic.partnership, terms=terms(clinic, 3), by=clinic.priya)
    follow_up.propose(partnership=clinic.partnership, terms=terms(clinic, 12), by=clinic.priya)
    with pytest.raises(agreeing.Changed):
        follow_up.answer(wording=older, says=Answer.YES, by=clinic.joan)
    assert state(clinic) == State.ACTIVE


def test_it_is_extended_by_both_and_stays_as_it_was_until_then(agreed, clinic):
    longer = follow_up.propose(partnership=clinic.partnership, terms=terms(clinic, 12), by=clinic.joan)
    assert figures.kept(clinic.partnership)["follow_up_until"] == agreed.until_on
    follow_up.answer(wording=longer, says=Answer.YES, by=clinic.priya)
    assert figures.kept(clinic.partnership)["follow_up_until"] == longer.until_on


def test_before_its_end_somebody_is_asked_once_and_the_person_hears_of_it(agreed, clinic):
    with clock.frozen(clock.now() + timedelta(days=100)):
        assert follow_up.call_up() == 0, "it is early"
    with clock.frozen(clock.now() + timedelta(days=160)):
        assert follow_up.call_up() == 1
        assert follow_up.call_up() == 0, "a chore may run twice"
        item = on_list(attention.FOLLOW_UP_ENDS).get()
        assert item.owner == clinic.priya


def test_nothing_ends_by_itself_a_year_later_the_door_is_still_open(agreed, clinic):
    with clock.frozen(clock.now() + timedelta(days=365)):
        follow_up.call_up()
        assert state(clinic) == State.OPEN_DOOR
        item = on_list(attention.FOLLOW_UP_ENDS).get()
        with pytest.raises(items.EndsByDoing):
            items.close(item=item, outcome=AttentionItem.Outcome.DONE, by=clinic.priya)
        AttentionItem.objects.filter(pk=item.pk).update(closed_at=clock.now())
        assert follow_up.call_up() == 1, "whoever crosses it off without talking is asked again"


def test_the_end_is_a_conversation_and_it_counts_as_a_meeting(agreed, clinic):
    with clock.frozen(clock.now() + timedelta(days=170)):
        follow_up.call_up()
        follow_up.talked(follow_up=agreed, how=Meeting.How.TELEPHONE, by=clinic.priya)
        assert not on_list(attention.FOLLOW_UP_ENDS).exists()
        assert follow_up.call_up() == 0
        assert Meeting.objects.get().professional == clinic.priya
        assert state(clinic) == State.OPEN_DOOR, "talking ends nothing either"
        with pytest.raises(Refused):
            follow_up.talked(follow_up=agreed, how=None, by=clinic.joan)


def test_a_page_left_open_does_not_agree_a_second_time_nor_forget_that_they_talked(agreed, clinic):
    agreed = FollowUp.objects.select_related("agreed__partnership__service").get(pk=agreed.pk)
    follow_up.talked(follow_up=agreed, how=None, by=clinic.priya)
    for by, says in ((clinic.priya, Answer.YES), (clinic.joan, Answer.DIFFERENT)):
        with pytest.raises(agreeing.Changed):
            follow_up.answer(wording=agreed.agreed, says=says, by=by)
    agreed.refresh_from_db()
    assert agreed.talked_at is not None
    assert agreed.agreed.agreed_at is not None


def test_it_is_turned_into_fixed_reviews_by_both(agreed, clinic):
    day = months_after(clock.today(clinic.service.time_zone), 3)
    words = follow_up.propose_reviews(partnership=clinic.partnership, review_on=day, by=clinic.priya)
    assert state(clinic) == State.OPEN_DOOR
    follow_up.answer(wording=words, says=Answer.YES, by=clinic.joan)
    assert state(clinic) == State.ACTIVE
    assert FollowUp.objects.get().review_on == day
    assert figures.kept(clinic.partnership)["follow_up_until"] is None


def test_it_ends_by_both_only(agreed, clinic):
    words = follow_up.propose_end(partnership=clinic.partnership, by=clinic.priya)
    assert follow_up.answer(wording=words, says=Answer.DIFFERENT, by=clinic.joan) is Standing.DIFFERENT
    assert state(clinic) == State.OPEN_DOOR
    assert on_list(attention.FOLLOW_UP_PROPOSED).get().owner == clinic.priya
    words = follow_up.propose_end(partnership=clinic.partnership, by=clinic.joan)
    follow_up.answer(wording=words, says=Answer.YES, by=clinic.priya)
    assert state(clinic) == State.ENDED
    with pytest.raises(follow_up.NotNow):
        follow_up.propose(partnership=clinic.partnership, terms=terms(clinic), by=clinic.joan)


def test_the_page_says_it_to_each_side_and_asks_whom_it_waits_for(thursday, clinic, as_):
    here = reverse("access:follow-up", args=[clinic.partnership.pk])
    joan, priya = as_("joan"), as_("priya")
    sent = {
        "months": "6",
        "conditions": ["flare"],
        "at_end": "meet",
        "watch_for": "My foot.",
        "note": "Ring.",
    }
    priya.post(reverse("access:follow-up-propose", args=[clinic.partnership.pk, "open"]), sent)
    assert "How shall you come back?" in joan.get("/").text
    assert "you are not gone" not in joan.get(here).text, "nothing is agreed, and they are under way"
    page = joan.get(here).text
    assert "The door stands open until 12 May 2027." in page
    assert "Before it ends we meet, and talk about what comes next. Nothing ends by itself." in page
    assert "My foot." in page
    assert "Yes, let us do that" not in priya.get(here).text
    words = FollowUpWording.objects.get()
    joan.post(reverse("access:follow-up-answer", args=[clinic.partnership.pk, words.pk]), {"says": "yes"})
    assert "Agreed by both" in priya.get(here).text
    assert "Nothing is planned, and you are not gone. This is what you both agreed." in joan.get(here).text
    assert "it stands open until 12 May 2027" in joan.get("/").text
    assert (
        "The door stands open until 12 May 2027"
        in priya.get(reverse("support:overview", args=[clinic.partnership.pk])).text
    )
