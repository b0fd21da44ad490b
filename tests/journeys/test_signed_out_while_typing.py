"""The session ends in the middle of a sentence: the sentence is there, and is saved after signing in."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from alongside.care.understanding.models import Draft
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import look
from tests.journeys.steps import heading, press, sign_in_by_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "The mornings are the worst.\nI wait until nobody looks, and <b>then</b> I stand up."


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_typed_when_the_session_ended_is_saved_after_signing_in(
    window: Window, clinic: Clinic, scripts: bool
) -> None:
    joan = window("joan", scripts=scripts, at=f"/p/{clinic.partnership.pk}/story/part/day/")
    Session.objects.all().delete()
    joan.get_by_role("textbox").first.fill(WORDS)
    press(joan, "Save")
    heading(joan, "You were signed out")
    expect(joan.get_by_text("I wait until nobody looks")).to_be_visible()
    with joan.context.expect_page() as opened:
        joan.get_by_role("link", name="Sign in again, in a new window").click()
    sign_in_by_code(opened.value, clinic.joan.email or "")
    expect(opened.value.get_by_role("heading", level=1, name="What a day is like")).to_be_visible()
    # Signing in makes the form's token a new one: one press more, and nothing typed again.
    press(joan, "Send what I typed")
    expect(joan.get_by_role("heading", level=1, name="Please send it once more")).to_be_visible()
    look(joan)
    press(joan, "Send what I typed")
    expect(joan.get_by_text("Saved.").first).to_be_visible()
    kept = Draft.objects.get(partnership=clinic.partnership, section="day").content["text"]
    assert kept.replace("\r\n", "\n") == WORDS
