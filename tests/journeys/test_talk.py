"""The message that had an owner: Joan writes on a Saturday, Priya is away, and Okafor answers."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from alongside.base import clock
from alongside.care.communication.actions import absence
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = "My leg is heavy after the walk. Is that all right?"
HEARD = "Your leg is heavy after you walk, and you would like to know whether to go on."


@pytest.fixture
def days(clinic: Clinic) -> dict[str, str]:
    """It is a weekend: the clinic opens the day after tomorrow. Priya is away, and Dr Okafor stands in."""
    today = clock.today(clinic.service.time_zone)
    later = [today + timedelta(days=number) for number in range(12)]
    clinic.service.opening_hours = {str(day): [["09:00", "17:00"]] for day in range(7)}
    weekend = {"first": today.isoformat(), "last": later[1].isoformat(), "reason": "weekend"}
    clinic.service.closures = [weekend]
    clinic.service.save()
    absence.say(
        service=clinic.service,
        account=clinic.priya,
        stand_in=clinic.okafor,
        from_on=today,
        until_on=later[9],
        by=clinic.priya,
    )
    return {"open": f"{later[2]:%A}", "back": _day(later[9]), "promised": _day(later[3])}


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"


def _joan_writes(joan: Page, days: dict[str, str]) -> None:
    follow(joan, "Talk")
    heading(joan, "Talk")
    follow(joan, "Write a message")
    heading(joan, "Write to your team")
    expect(joan.get_by_text(f"Nobody reads this before {days['open']} 9:00.")).to_be_visible()
    away = f"Priya Shah is away until {days['back']}. Dr Chidi Okafor reads it instead."
    expect(joan.get_by_text(away)).to_be_visible()
    expect(joan.get_by_text("Samaritans").first).to_be_visible()
    joan.get_by_label("What is it about?").select_option("The pain")
    joan.get_by_label("What you want to say").fill(ASKED)
    press(joan, "Send")
    heading(joan, "The pain")
    expect(joan.get_by_text(f"Dr Chidi Okafor answers by {days['promised']}.")).to_be_visible()
    expect(joan.get_by_text("Not read yet")).to_be_visible()


def _okafor_answers(okafor: Page, days: dict[str, str]) -> None:
    follow(okafor, "Inbox")
    heading(okafor, "Inbox")
    expect(okafor.get_by_text(f"answer by {days['promised']}")).to_be_visible()
    follow(okafor, "Joan Archer")
    heading(okafor, "The pain")
    expect(okafor.get_by_text(ASKED)).to_be_visible()
    okafor.get_by_label("What you want to say to Joan").fill(HEARD)
    okafor.get_by_label(re.compile("This says what I understood")).check()
    press(okafor, "Send")
    expect(okafor.get_by_text("Sent. Joan can read it now.")).to_be_visible()
    look(okafor)
    follow(okafor, "Inbox")
    heading(okafor, "Inbox")
    expect(okafor.get_by_text("Nothing waits for you here.")).to_be_visible()


def test_the_message_that_had_an_owner(window: Window, days: dict[str, str]) -> None:
    joan = window("joan")
    _joan_writes(joan, days)
    _okafor_answers(window("okafor", size=DESK), days)
    joan.goto("/")
    expect(joan.get_by_role("heading", name="Dr Chidi Okafor answered you")).to_be_visible()
    look(joan)
    follow(joan, "Read it")
    heading(joan, "The pain")
    expect(joan.get_by_text("Read by Dr Chidi Okafor")).to_be_visible()
    expect(joan.get_by_text("What we understood. Is it right?")).to_be_visible()
    press(joan, "That is right")
    expect(joan.get_by_text("Thank you. You both see it the same way now.")).to_be_visible()
    look(joan)


def test_without_scripts_a_begun_message_waits_to_be_sent(window: Window, clinic: Clinic) -> None:
    joan = window("joan", scripts=False, at=f"/p/{clinic.partnership.pk}/talk/new/")
    joan.get_by_label("What you want to say").fill(ASKED)
    press(joan, "Save, and send later")
    heading(joan, "Talk")
    follow(joan, "Go on writing")
    expect(joan.get_by_label("What you want to say")).to_have_value(ASKED)
    press(joan, "Send")
    expect(joan.get_by_text("Not read yet")).to_be_visible()
