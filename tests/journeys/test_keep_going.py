"""*The exercise was too hard*, *a bad day*, and *it got worse*: Joan on her phone, Priya at her desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from alongside.care.plan.rules.step import Part, StepWords
from tests.care.plan.going.cast import agreed
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import heading, press, rate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(clinic: Clinic) -> str:
    """The address of Joan's plan: a walk, and what she does on a bad day."""
    agreed(clinic)
    agreed(clinic, StepWords(what="Ten minutes with a hot water bottle"), Part.FLARE_UP)
    return f"/p/{clinic.partnership.pk}/plan"


def _yesterday_in_full(joan: Page) -> None:
    """What she thought about yesterday's walk; nothing comes of one day."""
    joan.get_by_role("link", name="It is about yesterday").click()
    heading(joan, "How did it go yesterday?")
    joan.get_by_text("Say more, only if you like").click()
    joan.get_by_role("group", name="How hard was it?").get_by_label("Too hard").check()
    rate(joan, "How strong was the pain", "5")
    joan.get_by_label("A word, if you like").fill("Slow, but I saw the ducks.")
    look(joan)
    press(joan, "Save")
    heading(joan, "Kept. Thank you.")
    expect(joan.get_by_text("Nobody watches your check-ins between visits.")).to_be_visible()
    expect(joan.get_by_role("button", name="Yes, ease it")).to_have_count(0)


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["scripts", "no-scripts"]
)
def test_the_exercise_was_too_hard(window: Window, plan: str, scripts: bool) -> None:
    joan = window("joan", scripts=scripts, at=f"{plan}/check-in/")
    heading(joan, "How did it go today?")
    _yesterday_in_full(joan)
    joan.goto(f"{plan}/check-in/")
    press(joan, "A bit")
    heading(joan, "Kept. Thank you.")
    press(joan, "Too hard")
    expect(joan.get_by_text("Make it 10 minutes instead of 15 minutes?")).to_be_visible()
    joan.get_by_text("Why?", exact=True).first.click()
    expect(joan.get_by_text("Because you said “too hard” twice")).to_be_visible()
    look(joan)
    press(joan, "Yes, ease it")
    expect(joan.get_by_text("Done. Your plan has changed from today.")).to_be_visible()
    heading(joan, "How it goes")
    expect(joan.get_by_text("The walk to the park was eased to 10 minutes")).to_be_visible()
    joan.goto(f"{plan}/check-in/")
    expect(joan.get_by_text("The walk to the park: 10 minutes")).to_be_visible()

    priya = window("priya", scripts=scripts, size=DESK, at=f"{plan}/going/")
    heading(priya, "How it goes")
    expect(priya.get_by_text(re.compile("Said “too hard” twice"))).to_be_visible()
    expect(priya.get_by_text("was eased to 10 minutes")).to_be_visible()
    expect(priya.get_by_text("Slow, but I saw the ducks.")).to_be_visible()


def test_a_bad_day(window: Window, plan: str) -> None:
    joan = window("joan", at=f"{plan}/check-in/")
    press(joan, "It is a bad day")
    heading(joan, "A bad day")
    expect(joan.get_by_text("We ask you nothing until the end of")).to_be_visible()
    expect(joan.get_by_text("Ten minutes with a hot water bottle")).to_be_visible()
    expect(joan.get_by_text("Samaritans").first).to_be_visible()
    press(joan, "Please ring me")
    expect(joan.get_by_text("Your team is asked to ring you.")).to_be_visible()
    look(joan)

    priya = window("priya", size=DESK)
    expect(priya.get_by_text("Has a bad day and asks you to ring")).to_be_visible()

    press(joan, "Take it back: ask me again")
    joan.goto(f"{plan}/bad-day/")
    expect(joan.get_by_text("We ask you nothing until")).to_have_count(0)


def test_it_got_worse_and_the_step_rests_until_a_professional_says_go_on(window: Window, plan: str) -> None:
    joan = window("joan", at=f"{plan}/check-in/")
    joan.get_by_text("Say more, only if you like").click()
    joan.get_by_label("It got worse after this").check()
    press(joan, "Save")
    heading(joan, "Kept. Thank you.")
    paused = joan.get_by_role("region", name="We have paused this: The walk to the park")
    expect(paused.get_by_text("Ask Priya Shah before you go on with it.")).to_be_visible()
    expect(paused.get_by_role("link", name="Something new or worse")).to_be_visible()
    joan.goto(f"{plan}/check-in/")
    expect(joan.get_by_text("Nothing to check in about yet")).to_be_visible()
