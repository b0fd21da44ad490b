"""The one who came back after five weeks and did not start again; and what her GP was told, and when not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from alongside.base import clock
from alongside.care.access.actions import follow_up
from alongside.care.access.rules.follow_up import AtEnd, months_after
from alongside.care.partnership.rules.agreement import Answer
from tests.care.plan.going.cast import agreed
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press, say_no

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIVE_WEEKS = timedelta(weeks=5)


def agree_to_an_open_door(clinic: Clinic) -> date:
    """Both agreed, five weeks ago."""
    with clock.frozen(clock.now() - FIVE_WEEKS):
        agreed(clinic)
        until = months_after(clock.today(clinic.service.time_zone), 6)
        terms = follow_up.Terms(until, ["worse"], AtEnd.RING)
        words = follow_up.propose(partnership=clinic.partnership, terms=terms, by=clinic.priya)
        follow_up.answer(wording=words, says=Answer.YES, by=clinic.joan)
    return until


def test_they_agree_how_she_comes_back(window: Window, clinic: Clinic) -> None:
    priya = window("priya", size=DESK, at=f"/p/{clinic.partnership.pk}/follow-up/")
    heading(priya, "How Joan comes back")
    follow(priya, "An open door")
    heading(priya, "An open door")
    priya.get_by_label("My pain is worse, or I can do less").check()
    priya.get_by_label("Before it ends we ring, and talk about what comes next.").check()
    press(priya, "Ask them")
    heading(priya, "How Joan comes back")

    joan = window("joan", at="/")
    expect(joan.get_by_role("heading", name="How shall you come back?")).to_be_visible()
    look(joan)
    follow(joan, "Read it and answer")
    heading(joan, "How you come back")
    press(joan, "Yes, let us do that")
    expect(joan.get_by_role("heading", name="Agreed by both of you")).to_be_visible()
    look(joan)
    joan.goto("/")
    expect(joan.get_by_role("link", name="I need to come back")).to_be_visible()


def test_she_came_back_after_five_weeks_and_did_not_start_again(window: Window, clinic: Clinic) -> None:
    agree_to_an_open_door(clinic)
    here = f"/p/{clinic.partnership.pk}/come-back/"
    joan = window("joan", at="/")
    follow(joan, "I need to come back")
    heading(joan, "I need to come back")
    expect(joan.get_by_text("Still here. Nothing to tell again.")).to_be_visible()
    press(joan, "Begin the questions")
    say_no(joan)
    look(joan)
    follow(joan, "Go on")
    heading(joan, "Tell us what has changed")
    joan.get_by_label("Sleep", exact=True).check()
    joan.get_by_label("In your own words").fill("I am up at four, every night.")
    joan.get_by_label("Please ring me").check()
    press(joan, "Send it to my team")
    heading(joan, "You came back")
    expect(joan.get_by_text("Priya has it, and answers you by").first).to_be_visible()

    priya = window("priya", size=DESK, at="/")
    expect(priya.get_by_text("Came back, and hopes to hear from you").first).to_be_visible()
    look(priya)
    priya.goto(here)
    heading(priya, "Joan came back")
    expect(priya.get_by_text("I am up at four, every night.")).to_be_visible()
    expect(priya.get_by_text("On the plan:")).to_be_visible()
    expect(priya.get_by_text("My pain is worse, or I can do less")).to_be_visible()
    priya.get_by_label("We spoke on the telephone").check()
    priya.get_by_label("What you say to them").fill("We look at your nights on Friday.")
    press(priya, "Write down, and let them read it")
    expect(priya.get_by_role("heading", level=1, name="Joan Archer")).to_be_visible()
    joan.goto(here)
    expect(joan.get_by_text("We look at your nights on Friday.")).to_be_visible()
    look(joan)


def test_her_gp_is_told_nothing_until_she_says_so(window: Window, clinic: Clinic) -> None:
    agreed(clinic)
    here = f"/p/{clinic.partnership.pk}"

    def drafted() -> None:
        priya = window("priya", size=DESK, at=f"{here}/letters/")
        heading(priya, "Letters to their GP")
        follow(priya, "Draft a letter")
        heading(priya, "Draft a letter to the GP")
        priya.get_by_label("We agreed on a plan").check()
        press(priya, "Let them read it")
        heading(priya, "A letter to their GP")
        expect(priya.get_by_text("As plain text")).to_have_count(0)

    drafted()
    joan = window("joan", at="/")
    follow(joan, "Read the letter")
    heading(joan, "A letter to your GP")
    press(joan, "Not this time")
    expect(joan.get_by_text("Not this time").first).to_be_visible()
    look(joan)

    drafted()
    joan.goto("/")
    follow(joan, "Read the letter")
    heading(joan, "A letter to your GP")
    press(joan, "Yes, it may go to my GP")
    expect(joan.get_by_role("link", name="On paper (PDF)")).to_be_visible()
    look(joan)
    priya = window("priya", size=DESK, at=f"{here}/letters/")
    priya.get_by_role("link", name="Read it").first.click()
    heading(priya, "A letter to their GP")
    with priya.expect_download() as taken:
        priya.get_by_role("link", name="As plain text").click()
    assert "Joan Archer" in taken.value.path().read_text(encoding="utf-8")
    press(priya, "It has gone to the GP")
    expect(priya.get_by_text("Handed over", exact=True)).to_be_visible()
