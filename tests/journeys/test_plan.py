"""Priya and Joan make a plan: proposed, changed, agreed, on the fridge. *I could not afford a gym.*

Two windows of a real browser: Joan's a telephone without JavaScript, Priya's a desk with it.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from alongside.care.involvement.actions import matter
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.actions import step as steps
from alongside.care.plan.catalogue import with_own
from alongside.care.plan.models import PlanVersion, Step
from alongside.care.plan.rules.library import words_of
from alongside.care.plan.rules.step import Part, StepWords
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOAL = "Walk to the shop with Ella."


def _goal(clinic: Clinic) -> str:
    """Joan's goal, agreed by both; its address as a source."""
    goal = matter.propose(partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL), by=clinic.joan)
    return f"goal:{goal.pk}"


def _priya_proposes_a_walk(priya: Page, address: str) -> None:
    """Grown from Joan's goal: its words stand there and are not typed again."""
    priya.goto(f"{priya.url.rstrip('/')}/propose/?from={address}")
    heading(priya, "Propose a step")
    expect(priya.get_by_text(GOAL)).to_be_visible()
    priya.get_by_label("What?").fill("Walk after breakfast")
    priya.get_by_label("How much, each time?").fill("20 minutes")
    priya.get_by_label("How often?").select_option("7")
    priya.get_by_label("Why this?").fill("A little each day makes the shop possible.")
    priya.get_by_label("Nothing", exact=True).check(force=True)
    priya.locator("summary", has_text="More").click()
    priya.get_by_label("When to stop").fill("The pain runs below your knee.")
    look(priya)
    press(priya, "Send it to Joan")
    expect(priya.get_by_text("Sent. It is on the plan when Joan says yes too.")).to_be_visible()
    look(priya)


def _joan_changes_it(joan: Page) -> None:
    """She reads it, and says how far in her own words."""
    heading(joan, "Our plan")
    expect(joan.get_by_text("20 minutes, every day")).to_be_visible()
    expect(joan.get_by_text("Priya Shah, physiotherapist").first).to_be_visible()
    follow(joan, "Change it")
    heading(joan, "Other words for a step")
    joan.get_by_label("How much, each time?").fill("to the corner and back")
    joan.get_by_label("Why would you change it?").fill("Twenty minutes puts me to bed.")
    press(joan, "Send it to Priya")
    heading(joan, "Our plan")
    expect(joan.get_by_text("It waits for Priya.")).to_be_visible()
    assert not PlanVersion.objects.exists()  # nothing is in force yet


def _priya_says_yes(priya: Page) -> None:
    priya.reload()
    expect(priya.get_by_text("to the corner and back").first).to_be_visible()
    expect(priya.get_by_text("Twenty minutes puts me to bed.")).to_be_visible()
    look(priya)
    press(priya, "Yes, let us do this")
    expect(priya.get_by_text("You both agreed. It is on the plan.")).to_be_visible()
    heading(priya, "The plan")


def _the_gym_costs_money(priya: Page, joan: Page) -> None:
    """Nobody asked about money: the plan says so, Joan says what it costs, and it is not hers."""
    priya.goto(priya.url.rstrip("/") + "/propose/")
    priya.get_by_label("What?").fill("The back class at the gym")
    press(priya, "Send it to Joan")
    joan.reload()
    expect(joan.get_by_text("Cost: not asked yet")).to_be_visible()
    follow(joan, "Change it")
    joan.get_by_label("Something", exact=True).check(force=True)
    joan.get_by_label("What it costs, if something").fill("£32 a month. I cannot pay that.")
    joan.get_by_label("What?").fill("Back exercises at home with the leaflet")
    press(joan, "Send it to Priya")
    expect(joan.get_by_text("Costs: £32 a month. I cannot pay that.")).to_be_visible()
    look(joan)


def _on_the_fridge(joan: Page) -> None:
    follow(joan, "A sheet for the fridge")
    expect(joan.get_by_role("heading", level=1, name="Our plan")).to_be_visible()
    expect(joan.get_by_text("to the corner and back, every day")).to_be_visible()
    expect(joan.get_by_text("Joan", exact=True)).to_be_visible()
    expect(joan.get_by_text("Priya Shah", exact=True)).to_be_visible()
    expect(joan.get_by_text("0113 496 0101")).to_be_visible()
    expect(joan.get_by_text("999")).to_be_visible()
    expect(joan.get_by_text("leaflet")).to_have_count(0)  # what not both agreed on is not on paper
    assert joan.get_by_role("banner").get_by_role("link").count() == 0  # no frame around it
    look(joan)


def test_a_walk_is_agreed_in_joans_words_and_hangs_on_the_fridge(clinic: Clinic, window: Window) -> None:
    address = _goal(clinic)
    at = f"/p/{clinic.partnership.pk}/plan/"
    priya = window("priya", size=DESK, at=at)
    heading(priya, "The plan")
    _priya_proposes_a_walk(priya, address)
    joan = window("joan", scripts=False, at=at)
    _joan_changes_it(joan)
    _priya_says_yes(priya)
    _the_gym_costs_money(priya, joan)
    _on_the_fridge(joan)
    follow(joan, "Back to the plan")
    follow(joan, "Walk after breakfast")
    heading(joan, "Walk after breakfast")
    expect(joan.get_by_text(GOAL)).to_be_visible()  # where it came from
    follow(joan, "Stop, or leave for now")
    heading(joan, "Stop, or leave for now")
    press(joan, "Do it")
    expect(joan.get_by_text("Joan Archer stopped this step on")).to_be_visible()


@pytest.mark.slow
def test_a_usual_plan_fits_one_sheet_of_paper_and_a_long_one_breaks_between_steps(
    clinic: Clinic, window: Window
) -> None:
    for number in range(8):
        part = (Part.EVERYDAY, Part.EVERYDAY, Part.FEELINGS, Part.FLARE_UP)[number % 4]
        words = StepWords(
            what=f"Something we agreed on, number {number}",
            amount_words="to the corner and back",
            times_a_week=7,
            reason="A little each day makes the walk to the shop possible again, and that is what you want.",
            place="From your front door",
            stop_if="The pain runs below your knee and stays.",
        )
        wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.priya, part=part)
        steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=1)
    assert Step.objects.in_force().count() == 8
    joan = window("joan", at=f"/p/{clinic.partnership.pk}/plan/print/")
    usual = joan.pdf(prefer_css_page_size=True)
    assert usual.count(b"/Type /Page\n") == 1
    joan.goto(f"/p/{clinic.partnership.pk}/plan/print/?text=large")
    assert joan.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2, "both sides of one sheet"


@pytest.mark.slow
def test_five_steps_of_the_library_with_all_their_warnings_fit_one_page_and_in_large_text_one_sheet(
    clinic: Clinic, window: Window
) -> None:
    shipped = with_own()
    for name in ("up-each-hour", "walk-near", "bridge", "breathe-out", "half-day"):
        words = words_of(shipped.steps[name], shipped, reason="It makes the walk to the shop possible again.")
        part = Part.FLARE_UP if name == "half-day" else Part.EVERYDAY
        wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.priya, part=part)
        steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=1)
    assert Step.objects.in_force().count() == 5
    joan = window("joan", at=f"/p/{clinic.partnership.pk}/plan/print/")
    assert joan.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    joan.goto(f"/p/{clinic.partnership.pk}/plan/print/?text=large")
    assert joan.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2
