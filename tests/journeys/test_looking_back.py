"""Three months later: did it make a difference, how do they go on; and a page for her employer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.care.plan.going.cast import agreed
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_they_look_back_and_the_door_stays_open(window: Window, clinic: Clinic, scripts: bool) -> None:
    agreed(clinic)
    here = f"/p/{clinic.partnership.pk}/review/"
    priya = window("priya", scripts=scripts, size=DESK, at=here)
    heading(priya, "Looking back")
    press(priya, "Look back now")
    expect(priya.get_by_text("They are asked first")).to_be_visible()

    joan = window("joan", scripts=scripts, at="/")
    follow(joan, "Look back")
    heading(joan, "Looking back")
    expect(joan.get_by_text("What has changed")).to_have_count(0)
    press(joan, "Say it")
    look(joan)
    expect(joan.get_by_text("Choose the answer that is closest.").first).to_be_visible()
    joan.get_by_label("Yes, some").check()
    joan.get_by_label("What is different now, good or bad?").fill("I walk to the shop again.")
    press(joan, "Say it")
    heading(joan, "Looking back")
    press(joan, "Keep it")
    expect(joan.get_by_text("It stays as it is.")).to_be_visible()

    priya.goto(priya.url)
    expect(priya.get_by_text("I walk to the shop again.")).to_be_visible()
    priya.get_by_label("What you see, in plain words").fill("You kept the walk on the worst days.")
    press(priya, "Say it")
    heading(priya, "Looking back")
    priya.get_by_label("Stop here for now, with the door open").check()
    press(priya, "Ask them")

    joan.goto("/")
    expect(joan.get_by_role("heading", name="How shall we go on?")).to_be_visible()
    follow(joan, "Look back")
    expect(joan.get_by_text("You kept the walk on the worst days.")).to_be_visible()
    look(joan)
    press(joan, "Yes, let us do that")
    heading(joan, "How you come back")
    expect(joan.get_by_text("Nothing is planned, and you are not gone.")).to_be_visible()
    follow(joan, "I need to come back")
    look(joan)


def test_she_need_not_explain_it_all_again_at_work(window: Window, clinic: Clinic) -> None:
    agreed(clinic)
    here = f"/p/{clinic.partnership.pk}/understood/"
    joan = window("joan", at=here)
    heading(joan, "What we have understood")
    follow(joan, "Choose the lines")
    heading(joan, "Choose the lines")
    joan.get_by_label("Someone at work").check()
    joan.get_by_label("On our plan").check()
    press(joan, "Make the page")
    heading(joan, "What we have understood")
    expect(joan.get_by_text("The clinic has not confirmed it.")).to_be_visible()

    priya = window("priya", size=DESK, at=here)
    follow(priya, "Read and confirm")
    heading(priya, "What we have understood")
    press(priya, "Yes, put my name to it")
    joan.goto(joan.url)
    expect(joan.get_by_text("Confirmed", exact=True)).to_be_visible()
    joan.emulate_media(media="print")
    expect(joan.get_by_role("button", name="Take it back")).to_be_hidden()
