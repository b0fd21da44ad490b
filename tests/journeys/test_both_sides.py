"""Joan and Priya rate the same things without seeing each other's answers, and talk about what differs.

Two windows of a real browser, on a phone and on a desk, with JavaScript and without.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from alongside.care.measures.actions import instrument
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, PHONE, look
from tests.journeys.steps import heading, rate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "instrument"


@pytest.fixture
def open_(window: Window, clinic: Clinic):
    """``open_("joan")`` opens her story in a window of hers."""
    return lambda who, **how: window(who, at=f"/p/{clinic.partnership.pk}/story/", **how)


@pytest.fixture(autouse=True)
def _somebody_elses_check(clinic: Clinic) -> None:
    instrument.add(
        questionnaire=(EXAMPLE / "QUESTIONNAIRE.json").read_bytes(),
        scoring=(EXAMPLE / "SCORING.toml").read_bytes(),
        by=None,
    )


def _joan_answers(joan: Page) -> None:
    """Joan answers, stops half way, and comes back to what she had."""
    joan.get_by_role("link", name="Checks", exact=True).click()
    heading(joan, "How are things with you?")
    joan.get_by_role("link", name="How are you getting on?").click()
    rate(joan, "On a bad day", "2")
    look(joan)
    joan.get_by_role("button", name="Save and come back later").click()
    heading(joan, "How are things with you?")
    joan.get_by_role("link", name="How are you getting on?").click()
    bad_day = joan.get_by_role("group", name=re.compile("On a bad day"))
    expect(bad_day.get_by_role("radio", name=re.compile("^2"))).to_be_checked()
    words = joan.locator("details", has_text="Add a few words").nth(1)
    words.locator("summary").click()
    words.get_by_role("textbox").fill("I stop altogether.")
    rate(joan, "How well do you sleep?", "2")
    joan.get_by_role("button", name="Send my answers").click()
    expect(joan.get_by_text("Thank you. We have your answers.")).to_be_visible()
    expect(joan.get_by_text("Nobody watches these between visits.")).to_be_visible()
    look(joan)


def _priya_answers_without_seeing(priya: Page) -> None:
    """Priya sees that Joan has answered, and nothing of what."""
    priya.get_by_role("link", name="Checks", exact=True).click()
    look(priya)
    priya.get_by_role("link", name="How are you getting on?").first.click()
    expect(priya.get_by_text("I stop altogether.")).to_have_count(0)
    expect(priya.get_by_text("You do not see what Joan answers before yours is in")).to_be_visible()
    look(priya)
    rate(priya, "on a bad day", "7")
    rate(priya, "how well do you sleep?", "2")
    priya.get_by_role("button", name="Send my answers").click()
    priya.get_by_role("link", name="See how we each see it").click()


def _both_read_it(joan: Page, priya: Page) -> None:
    """Both read the same page, each by their own names."""
    heading(priya, "How we each see it")
    expect(priya.get_by_text("You had not understood this. Worth talking about.")).to_be_visible()
    expect(priya.get_by_text("I stop altogether.")).to_be_visible()
    look(priya)
    joan.get_by_role("link", name="Both sides", exact=True).first.click()
    expect(joan.get_by_text("Priya had not understood this. Worth talking about.")).to_be_visible()
    expect(joan.get_by_role("heading", name="We both see this is hard")).to_be_visible()
    look(joan)
    _the_ends_stay_under_their_numbers(priya)


def _the_ends_stay_under_their_numbers(page: Page) -> None:
    """In a language that runs the other way the drawing is not turned round, and so its ends are not."""
    page.evaluate("document.documentElement.dir = 'rtl'")
    ends = page.locator(".both-ends").first
    low, high = ends.locator("span").first.bounding_box(), ends.locator("span").last.bounding_box()
    assert low is not None
    assert high is not None
    assert low["x"] < high["x"]
    page.evaluate("document.documentElement.dir = 'ltr'")


def _they_talk_and_settle_it(joan: Page, priya: Page) -> None:
    """They talk, Priya writes what they found, and it is settled when Joan says so too."""
    joan.get_by_role("button", name="Talk about it at the next visit").click()
    expect(joan.get_by_text("To talk about at the next visit.")).to_be_visible()
    priya.reload()
    priya.get_by_role("link", name="We have talked: say what we found").click()
    look(priya)
    priya.get_by_role("button", name="Send it").click()
    expect(priya.get_by_text("Write what you found.").first).to_be_visible()
    priya.get_by_role("textbox").fill("It is the fear of making it worse.")
    priya.get_by_role("button", name="Send it").click()
    expect(priya.get_by_text("It is settled when they say so too.")).to_be_visible()
    joan.reload()
    joan.get_by_role("button", name="Yes, that is what we found").click()
    expect(joan.get_by_text("Settled by both of you")).to_be_visible()
    look(joan)


@pytest.mark.parametrize(
    "scripts, size",
    [(True, PHONE), (False, PHONE), (True, DESK)],
    ids=["phone", "phone without JavaScript", "desk"],
)
def test_both_rate_and_come_to_see_what_the_other_sees(open_, scripts, size) -> None:
    joan, priya = open_("joan", scripts=scripts, size=size), open_("priya", scripts=scripts, size=DESK)
    _joan_answers(joan)
    _priya_answers_without_seeing(priya)
    _both_read_it(joan, priya)
    _they_talk_and_settle_it(joan, priya)


@pytest.mark.parametrize(
    "scripts",
    [True, pytest.param(False, marks=pytest.mark.slow)],
    ids=["with JavaScript", "without JavaScript"],
)
def test_a_questionnaire_that_someone_else_wrote_is_asked_and_answered(open_, scripts) -> None:
    priya = open_("priya", scripts=scripts, size=DESK)
    priya.get_by_role("link", name="Checks", exact=True).click()
    priya.get_by_text("Ask for a check").click()
    priya.get_by_label("Which check?").select_option(label="Your week of sleep")
    priya.get_by_role("button", name="Ask", exact=True).click()
    expect(priya.get_by_text("Joan finds it among their checks.")).to_be_visible()

    joan = open_("joan", scripts=scripts)
    joan.get_by_role("link", name="Checks", exact=True).click()
    joan.get_by_role("link", name=re.compile("Your week of sleep")).click()
    look(joan)
    joan.get_by_label("About how many hours did you sleep on most nights?").fill("5,5")
    joan.get_by_role("radio", name="Very hard").check(force=True)
    rate(joan, "On how many of the 7 nights", "4")
    if not scripts:
        joan.get_by_role("button", name="Continue").click()

    # One answer opened a further question, with scripts at once; an answer that was not offered is as good.
    expect(joan.get_by_text("opens a further question")).to_be_visible()
    joan.get_by_role("checkbox", name="Pain").check(force=True)
    joan.get_by_role("checkbox", name="Something else").check(force=True)
    joan.get_by_role("button", name="Continue").click()
    expect(joan.get_by_text("Please write what it is").first).to_be_visible()
    look(joan)
    joan.get_by_label("If it is something else, what is it?").fill("The dog next door")
    joan.get_by_role("button", name="Continue").click()

    look(joan)
    joan.get_by_role("group", name="Since when").get_by_label("Day").fill("31")
    joan.get_by_label("Month").fill("2")
    joan.get_by_label("Year").fill("2026")
    joan.get_by_role("button", name=re.compile("^(Continue|Send my answers)$")).click()
    expect(joan.get_by_text("Please write a day").first).to_be_visible()
    joan.get_by_label("Month").fill("3")
    joan.get_by_role("button", name=re.compile("^(Continue|Send my answers)$")).click()
    expect(joan.get_by_text("Thank you. We have your answers.")).to_be_visible()
    expect(joan.get_by_text("The dog next door")).to_be_visible()
    look(joan)
