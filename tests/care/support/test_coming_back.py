"""*I need to come back*: through the screen, to who knows them, and nothing is told again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.access import attention
from alongside.care.access.actions import coming_back, screening
from alongside.care.access.actions.coming_back import Said
from alongside.care.access.models import ComingBack, NewOrWorse
from alongside.care.partnership import figures
from alongside.care.partnership.actions import ending
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Meeting, Partnership, TeamMembership
from tests.care.access.walk import QUESTIONS, run_of

State = Partnership.State


@pytest.fixture
def away(thursday, clinic) -> Partnership:
    ending.leave_open(partnership=clinic.partnership, by=clinic.joan)
    return clinic.partnership


def screened(clinic, partnership: Partnership, **answers: str) -> None:
    run = run_of(clinic.service, **answers)
    screening.join(run_ids=[run.pk], partnership=partnership, by=clinic.joan)


def on_list(kind: str):
    return AttentionItem.objects.filter(kind=kind, closed_at=None)


def test_the_screen_stands_before_coming_back(away, clinic):
    with pytest.raises(coming_back.NotScreened):
        coming_back.come_back(partnership=away, said=Said(), by=clinic.joan)
    screened(clinic, away)
    with clock.frozen(clock.now() + timedelta(hours=13)), pytest.raises(coming_back.NotScreened):
        coming_back.come_back(partnership=away, said=Said(), by=clinic.joan)
    assert not ComingBack.objects.exists()


def test_it_goes_to_who_knows_her_with_a_clock_and_counts_once(away, clinic):
    screened(clinic, away)
    said = Said(["pain", "nonsense"], "Stairs again.", ["ring"])
    row = coming_back.come_back(partnership=away, said=said, by=clinic.joan)
    assert coming_back.come_back(partnership=away, said=Said(), by=clinic.joan) == row
    assert (row.changed, row.wants) == (["pain"], ["ring"])
    item = on_list(attention.CAME_BACK).get()
    assert item.owner == clinic.priya
    assert item.due_at == row.answer_by == datetime(2026, 11, 17, tzinfo=UTC), "two working days: Monday ends"
    away.refresh_from_db()
    assert away.state == State.ACTIVE
    assert figures.kept(away) == figures.rebuilt(away)


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "lena", "sam", "stranger"])
def test_nobody_comes_back_for_her(away, clinic, who):
    screened(clinic, away)
    with pytest.raises(Refused):
        coming_back.come_back(partnership=away, said=Said(), by=clinic.everyone[who])


def test_who_is_under_way_has_nothing_to_come_back_from(thursday, clinic, as_):
    screened(clinic, clinic.partnership)
    with pytest.raises(coming_back.NotAway):
        coming_back.come_back(partnership=clinic.partnership, said=Said(), by=clinic.joan)
    page = as_("joan").get(reverse("support:come-back", args=[clinic.partnership.pk])).text
    assert "you never left" in page


def test_whose_contact_has_left_meanwhile_waits_for_a_new_one_on_somebodys_list(away, clinic):
    ending.end(partnership=away, by=clinic.joan)
    seat = TeamMembership.objects.get(account=clinic.priya)
    teams.leave(seat=seat, by=clinic.lena, inbox_owner=clinic.okafor)
    away = Partnership.objects.select_related("service", "team").get(pk=away.pk)
    screened(clinic, away)
    coming_back.come_back(partnership=away, said=Said(), by=clinic.joan)
    assert Partnership.objects.get(pk=away.pk).state == State.WAITING
    assert {each.owner for each in on_list(attention.CAME_BACK) | on_list(WAITING)} == {clinic.okafor}


def test_she_walks_the_whole_way_and_sees_where_it_stands(away, clinic, as_):
    joan, key = as_("joan"), [away.pk]
    here = reverse("support:come-back", args=key)
    say = reverse("support:come-back-say", args=key)
    assert joan.get(say).url == here, "the questions come first"
    joan.post(reverse("access:new-or-worse", args=key), {"then": "come-back"})
    for question in QUESTIONS:
        answer = joan.post(reverse("access:worse-question", args=[away.pk, question]), {"answer": "no"})
    assert say in joan.get(answer.url).text
    joan.post(say, {"changed": ["sleep"], "words": "I am up at four.", "wants": ["meet"]})
    page = joan.get(here).text
    assert "Priya has it, and answers you by Monday 16 November." in page
    assert "I am up at four." in page
    assert "You came back" in joan.get("/").text
    priya = as_("priya")
    theirs = priya.get(here).text
    assert "I am up at four." in theirs
    assert "They were told: an answer by Monday 16 November." in theirs
    assert "I would like to see somebody" in theirs
    row = ComingBack.objects.get()
    sent = {"how": "rang", "words": "We look at your nights on Friday."}
    priya.post(reverse("support:come-back-heard", args=[away.pk, row.pk]), sent)
    assert "We look at your nights on Friday." in joan.get(here).text
    assert not on_list(attention.CAME_BACK).exists()
    assert Meeting.objects.get().professional == clinic.priya


def test_what_the_screen_flags_is_told_at_once_and_coming_back_stays_possible(away, clinic, as_):
    joan, key = as_("joan"), [away.pk]
    joan.post(reverse("access:new-or-worse", args=key), {"then": "come-back"})
    joan.post(reverse("access:worse-question", args=[away.pk, QUESTIONS[0]]), {"answer": "yes"})
    assert NewOrWorse.objects.filter(partnership=away).exists()
    advice = joan.get(reverse("access:worse-advice", args=key)).text
    assert "We have not told anyone. Please ring now." in advice
    assert reverse("support:come-back-say", args=key) in advice
    joan.post(reverse("support:come-back-say", args=key), {})
    assert on_list(attention.CAME_BACK).exists()
    assert on_list(attention.WERE_YOU_SEEN).exists()
