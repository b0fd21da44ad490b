"""Joan and Priya agree on a goal, word by word, and decide something together: two windows.

*They did not ask me what I wanted* is what people said of their care; here they are asked, and heard.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from alongside.base import ids
from alongside.care.understanding.actions import draft, story
from alongside.care.understanding.rules.content import Content
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, PHONE, hidden_focus, look
from tests.journeys.steps import follow, heading, press, rate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MATTERS = "I want to fetch my grandson from school."


@pytest.fixture(autouse=True)
def _told(clinic: Clinic) -> None:
    """Joan has told what matters to her, and shared it."""
    draft.save(
        partnership=clinic.partnership,
        section="matters",
        content=Content(MATTERS),
        revision=0,
        window=ids.uuid7(),
        by=clinic.joan,
    )
    story.share(partnership=clinic.partnership, by=clinic.joan)


def _one_tap_grows_a_goal(joan: Page) -> None:
    follow(joan, "Agreed")
    heading(joan, "What we agreed")
    follow(joan, "Name a goal")
    heading(joan, "Name a goal")
    joan.get_by_role("link", name=MATTERS).click()
    expect(joan.get_by_label("What would you like to do or have?")).to_have_value(MATTERS)
    rate(joan, "How near are you to it now?", "2")
    look(joan)
    press(joan, "Propose it")
    heading(joan, "A goal")
    expect(joan.get_by_text("Priya has not answered yet.")).to_be_visible()
    expect(joan.get_by_text("2 of 8 on the way")).to_be_visible()


def _priya_changes_the_words(priya: Page) -> None:
    follow(priya, "Agreed")
    heading(priya, "What we agreed")
    expect(priya.get_by_role("heading", name="Waits for you")).to_be_visible()
    follow(priya, MATTERS)
    heading(priya, "A goal")
    follow(priya, "Change the words")
    heading(priya, "Change the words")
    priya.get_by_label("The goal").fill("Fetch my grandson from school once a week, on a Friday.")
    press(priya, "Send the new words")
    expect(priya.get_by_text("Say why: your reason stands beside it.").first).to_be_visible()
    look(priya)
    priya.get_by_label("Why you write this").fill("One day a week leaves room for a bad one.")
    press(priya, "Send the new words")
    expect(priya.get_by_text("Joan has not answered yet.")).to_be_visible()
    look(priya)


def _joan_reads_them_again_and_agrees(joan: Page) -> None:
    joan.reload()
    expect(joan.get_by_text("Priya changed the words. It counts when you say yes too.")).to_be_visible()
    expect(joan.get_by_text("One day a week leaves room for a bad one.").first).to_be_visible()
    joan.get_by_text("Earlier words, and what changed").click()
    expect(joan.locator("ins", has_text="once a week")).to_be_visible()
    look(joan)
    press(joan, "Yes, I agree")
    expect(joan.get_by_text("Agreed. Both of you have said yes.")).to_be_visible()
    look(joan)


def _a_not_now_is_respected(joan: Page, priya: Page) -> None:
    follow(priya, "Agreed")
    follow(priya, "Name a goal")
    priya.get_by_label("The goal").fill("Join the pool class.")
    priya.get_by_label("Why you write this").fill("Water carries you.")
    press(priya, "Propose it")
    follow(joan, "Agreed")
    joan.get_by_role("link", name="Join the pool class.").first.click()
    press(joan, "Not now")
    expect(joan.get_by_text("You said: not now. That is fine.")).to_be_visible()
    look(joan)
    follow(joan, "Agreed")
    expect(joan.get_by_role("heading", name="Not now")).to_be_visible()
    expect(joan.get_by_role("heading", name="Waits for you")).to_have_count(0)
    look(joan)
    priya.reload()
    expect(priya.get_by_text("Joan said: not now.")).to_be_visible()


def _they_decide_something(joan: Page, priya: Page) -> None:
    follow(joan, "Decide something")
    heading(joan, "What is there to decide?")
    joan.get_by_label("What is there to decide?").fill("Should I have the injection?")
    joan.get_by_label("What matters to you in this?").fill("I must drive on Mondays.")
    joan.get_by_role("radio", name="We decide together.").check(force=True)
    press(joan, "Open it")
    heading(joan, "A decision")
    for ready in ("Wait and see", "None of these"):
        expect(joan.get_by_role("heading", name=ready)).to_be_visible()
    follow(priya, "Agreed")
    priya.get_by_role("link", name="Should I have the injection?").first.click()
    follow(priya, "Give your view, with its reason")
    look(priya)
    priya.get_by_role("radio", name="Wait and see").check(force=True)
    priya.get_by_label("Why", exact=True).fill("It is for pain down the leg, and yours is in the back.")
    press(priya, "Send it")
    heading(priya, "A decision")
    joan.reload()
    expect(joan.get_by_text("It is for pain down the leg")).to_be_visible()
    look(joan)
    press(joan, "I understand")
    expect(joan.get_by_text("That is not yet a yes.")).to_be_visible()
    follow(joan, "Say what I would choose")
    look(joan)
    joan.get_by_role("radio", name="Wait and see").check(force=True)
    press(joan, "Say what I would choose")
    expect(joan.get_by_text("Priya has not answered yet. Nothing is decided.")).to_be_visible()
    priya.reload()
    press(priya, "Yes, I agree")
    expect(priya.get_by_text("Decided by both on")).to_be_visible()
    look(priya)
    joan.reload()
    expect(joan.get_by_text("Decided by both on")).to_be_visible()
    look(joan)


@pytest.mark.parametrize(
    "scripts, size",
    [
        pytest.param(True, PHONE, id="phone"),
        pytest.param(False, PHONE, id="phone without JavaScript", marks=pytest.mark.slow),
    ],
)
def test_what_joan_wants_becomes_what_both_agreed(window: Window, scripts: bool, size) -> None:
    joan = window("joan", scripts=scripts, size=size)
    priya = window("priya", scripts=scripts, size=DESK)
    priya.goto(joan.url)
    priya.get_by_role("link", name="Joan").first.click()
    _one_tap_grows_a_goal(joan)
    _priya_changes_the_words(priya)
    _joan_reads_them_again_and_agrees(joan)
    _a_not_now_is_respected(joan, priya)
    _they_decide_something(joan, priya)


def test_with_the_keyboard_alone_joan_proposes_and_sees_where_she_is(window: Window, clinic: Clinic) -> None:
    joan = window("joan", at=f"/p/{clinic.partnership.pk}/together/goal/new/?from=story:matters.1")
    reached: list[str] = []
    for _step in range(60):
        joan.keyboard.press("Tab")
        assert hidden_focus(joan) == ""
        reached.append(str(joan.evaluate("document.activeElement.textContent.trim()")))
        if reached[-1] == "Propose it":
            break
    assert reached[-1] == "Propose it", reached
    joan.keyboard.press("Enter")
    heading(joan, "A goal")
