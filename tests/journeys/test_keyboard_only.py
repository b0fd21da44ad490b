"""The whole way with the keyboard alone: signing in, writing, sharing, answering, rating.

After every Tab whatever has the focus is on the screen, looks focused, and nothing lies over it: the button
at the foot of a small screen neither.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.care.understanding.actions import reflection, story
from alongside.care.understanding.models import StoryVersion
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.keyboard import begins, enter, to
from tests.journeys.looks import DESK, PHONE, hidden_focus
from tests.journeys.steps import code_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITTEN = "Being thought lazy is worse than the pain."
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def signs_in(page: Page) -> None:
    begins(page, "Sign in")
    to(page, "Your e-mail address")
    page.keyboard.type("joan@people.example")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    begins(page, "Look at your e-mail")
    to(page, "The code")
    page.keyboard.type(code_for("joan@people.example"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joan")


def writes(page: Page) -> None:
    enter(page, "My story")
    begins(page, "My story")
    enter(page, "What matters to me")
    begins(page, "What matters to me")
    to(page, "What matters most to you?")
    page.keyboard.type(WRITTEN)
    enter(page, "Save")
    expect(page.get_by_text("Saved. Your team cannot read it until you share it.")).to_be_visible()


def marks_where_it_hurts(page: Page) -> None:
    enter(page, "My story")
    begins(page, "My story")
    enter(page, "Other pain")
    begins(page, "Other pain")
    to(page, "Left knee")
    page.keyboard.press("Space")
    expect(page.get_by_label("Left knee")).to_be_checked()
    enter(page, "Save")


def shares(page: Page) -> None:
    enter(page, "My story")
    begins(page, "My story")
    enter(page, "Look at it, then share")
    begins(page, "Share with my team")
    enter(page, "Share with my team")
    expect(page.get_by_text("Nobody has read version 1 yet.")).to_be_visible()


def priya_writes_back(clinic: Clinic, words: str) -> None:
    """Priya's part is not the matter here."""
    version = StoryVersion.objects.get(partnership=clinic.partnership)
    reflection.choose_release(partnership=clinic.partnership, any_time=True, by=clinic.joan)
    story.read(version=version, by=clinic.priya)
    reflection.write_back(version=version, text=words, by=clinic.priya)


def answers(page: Page, clinic: Clinic) -> None:
    priya_writes_back(clinic, "It is the pain that is worst.")
    enter(page, "Today")
    begins(page, "Joan")
    enter(page, "Not quite")
    begins(page, "What we heard")
    to(page, "What is not quite right?")
    page.keyboard.type("It is not being believed.")
    enter(page, "Not quite")
    expect(page.get_by_text("Priya Shah will write back once more.")).to_be_visible()
    priya_writes_back(clinic, "It is not being believed.")
    enter(page, "Today")
    begins(page, "Joan")
    enter(page, "That’s right")
    expect(page.get_by_text("You both see it the same way now.")).to_be_visible()


def rates(page: Page) -> None:
    enter(page, "Checks")
    begins(page, "How are things with you?")
    enter(page, "How are you getting on?")
    begins(page, "How are you getting on?")
    to(page, "0")  # the first scale of the page; arrows go along it
    for _point in range(3):
        page.keyboard.press("ArrowRight")
    assert not hidden_focus(page)
    first = page.get_by_role("group").filter(has=page.locator(":focus"))
    expect(first.get_by_role("radio", name="3", exact=True)).to_be_checked()
    enter(page, "Send my answers")
    expect(page.get_by_text("Thank you. We have your answers.")).to_be_visible()


@SIZES
def test_joan_goes_the_whole_way_with_the_keyboard_alone(window: Window, clinic: Clinic, size) -> None:
    page = window(at=reverse("account_login"), size=size)
    signs_in(page)
    writes(page)
    marks_where_it_hurts(page)
    shares(page)
    answers(page, clinic)
    rates(page)


def test_every_question_of_the_door_is_answered_with_space_and_enter(window: Window) -> None:
    page = window(at="/door/")
    begins(page, "You can come in here")
    enter(page, "Begin")
    enter(page, "Begin")
    to(page, "Yes")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    enter(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 2")
