"""The person's today: one to three things, the most important first, and nothing asked on a bad day."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.involvement.actions import decision
from alongside.care.partnership.actions import ending, promise
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.actions import bad_day
from alongside.care.plan.actions import step as steps
from alongside.care.plan.rules.step import StepWords
from alongside.care.support import today
from alongside.care.support.actions import review as reviews


def cards(clinic) -> list[str]:
    partnership = Partnership.objects.select_related("figures", "service").get(pk=clinic.partnership.pk)
    return [card.title for card in today.page(partnership)["cards"]]


@pytest.fixture
def walk(clinic):
    wording = steps.propose(
        partnership=clinic.partnership, words=StepWords(what="Walk to the corner"), by=clinic.joan
    )
    steps.answer(wording=wording, says=Answer.YES, by=clinic.priya, seen=wording.number)
    return wording.step


def test_never_more_than_three(clinic, walk):
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    assert len(cards(clinic)) <= today.MOST


def test_an_answer_that_somebody_waits_for_comes_before_new_work(clinic, walk):
    steps.propose(partnership=clinic.partnership, words=StepWords(what="Breathe out slowly"), by=clinic.priya)
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    shown = cards(clinic)
    assert "proposes a step" in shown[0]
    assert shown[1] == "Has this made a difference to you?"
    assert "How did it go today?" in shown[2]


def test_on_a_bad_day_nothing_is_asked(clinic, as_, walk):
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    assert cards(clinic) == ["We ask you nothing for now"]
    page = as_("joan").get("/").text
    said = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    assert "We ask you nothing for now" in said
    assert "?" not in said
    # What a bad day may need stays: the page to show in hospital, and the way back.
    for name in ("support:understood", "access:follow-up"):
        assert reverse(name, args=[clinic.partnership.pk]) in page
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert "Has this made a difference to you?" in cards(clinic)


def test_with_the_door_open_coming_back_is_one_tap(clinic, as_):
    ending.leave_open(partnership=clinic.partnership, by=clinic.joan)
    page = as_("joan").get("/").content.decode()
    assert "I need to come back" in page
    assert reverse("support:come-back", args=[clinic.partnership.pk]) in page
    ending.resume(partnership=clinic.partnership, by=clinic.joan)
    assert "I need to come back" not in as_("joan").get("/").content.decode()


def test_what_was_promised_stands_there_with_its_day(clinic, as_):
    day = clock.today(clinic.service.time_zone) + timedelta(days=2)
    promise.make(partnership=clinic.partnership, text="Ask about a bus pass.", due_on=day, by=clinic.priya)
    assert "Ask about a bus pass." in as_("joan").get("/").content.decode()


def test_however_much_waits_the_check_in_is_one_tap_away(clinic, as_, walk):
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    promise.make(partnership=clinic.partnership, text="Ring.", due_on=clock.now().date(), by=clinic.priya)
    steps.propose(partnership=clinic.partnership, words=StepWords(what="Breathe out slowly"), by=clinic.priya)
    for question in ("Which bed?", "Which chair?"):
        decision.open_decision(partnership=clinic.partnership, question=question, by=clinic.priya)
    href = reverse("plan:check-in", args=[clinic.partnership.pk])
    assert "How did it go today?" not in cards(clinic)
    assert f'href="{href}"' in as_("joan").get("/").content.decode()


def test_without_a_step_to_ask_about_no_check_in_is_offered(clinic, as_):
    steps.propose(partnership=clinic.partnership, words=StepWords(what="Breathe out slowly"), by=clinic.priya)
    assert "/plan/check-in/" not in as_("joan").get("/").content.decode()


def test_who_only_leads_the_clinic_is_led_to_its_figures_and_to_no_page_that_is_not_theirs(clinic, as_):
    lena = as_("lena")
    assert reverse("support:clinic") in lena.get("/").content.decode().split("<main")[1]
    people = lena.get(reverse("support:people")).content.decode()
    assert reverse("door:for-someone") not in people
    assert reverse("door:for-someone") in as_("priya").get(reverse("support:people")).content.decode()
