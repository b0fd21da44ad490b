"""*Erase my record*: Joan asks, the lead of the clinic answers, and nobody finds her any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from alongside.care.partnership.models import Partnership
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import look
from tests.journeys.steps import follow, heading, press, sign_in_by_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def installation(settings, tmp_path: Path) -> None:
    """A folder of its own for the file that says what was erased."""
    settings.ENVIRONMENT = type("Here", (), {"home": tmp_path})()


def joan_asks(joan: Page) -> None:
    follow(joan, "My way")
    follow(joan, "Erase my record")
    heading(joan, "Erase my record")
    press(joan, "Ask us to erase it")
    expect(joan.get_by_role("heading", name="You have asked us")).to_be_visible()
    look(joan)


def the_lead_opens_it(lena: Page, clinic: Clinic) -> None:
    """What cannot be taken back is shown only to who has just shown who they are."""
    follow(lena, "Keeping and erasing")
    heading(lena, "Keeping and erasing")
    lena.get_by_role("link", name="Answer Joan Archer").click()
    look(lena)
    press(lena, "Sign in again")
    sign_in_by_code(lena, clinic.lena.email or "")
    heading(lena, "Joan Archer")


def the_lead_answers(lena: Page) -> None:
    press(lena, "That is my decision")
    expect(lena.get_by_text("This field is required.").first).to_be_visible()
    look(lena)
    lena.get_by_label("Erase it: they asked").check()
    press(lena, "That is my decision")
    expect(lena.get_by_text("Tick this to erase the record.").first).to_be_visible()
    expect(lena.get_by_label("Erase it: they asked")).to_be_checked()
    look(lena)
    lena.get_by_label("I know that what is erased cannot be brought back.").check()
    press(lena, "That is my decision")
    expect(lena.get_by_text("The record is erased.")).to_be_visible()
    heading(lena, "Keeping and erasing")
    expect(lena.get_by_text("Joan Archer")).to_have_count(0)


def test_joan_asks_and_the_lead_erases_her_record(window: Window, clinic: Clinic) -> None:
    joan = window("joan")
    joan_asks(joan)
    lena = window("lena")
    lena.goto("/clinic/")
    the_lead_opens_it(lena, clinic)
    the_lead_answers(lena)
    assert not Partnership.objects.filter(pk=clinic.partnership.pk).exists()
    # Her own window knows nobody any more, and says how to come in.
    joan.goto("/")
    expect(joan.get_by_role("link", name="My way")).to_have_count(0)
    look(joan)
    priya = window("priya")
    priya.goto("/people/")
    expect(priya.get_by_text("Joan Archer")).to_have_count(0)
