"""*The person who wanted to be rung and was, by someone who knew*: Joan on her phone, Priya at her desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from alongside.base import ids
from alongside.care.understanding.actions import draft, story
from alongside.care.understanding.rules.content import Content
from tests.care.plan.going.cast import agreed
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 12


@pytest.fixture
def told(clinic: Clinic) -> str:
    """Joan has told what matters to her, and a walk is agreed; the address of her talk."""
    agreed(clinic)
    words = Content("Walking my grandson to school again.")
    draft.save(
        partnership=clinic.partnership,
        section="matters",
        content=words,
        revision=0,
        window=ids.uuid7(),
        by=clinic.joan,
    )
    story.share(partnership=clinic.partnership, by=clinic.joan)
    return f"/p/{clinic.partnership.pk}/talk"


class Hand:
    """Counts what a professional presses, follows and chooses."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def follow(self, name: str) -> None:
        self.clicks += 1
        follow(self.page, name)

    def press(self, name: str) -> None:
        self.clicks += 1
        press(self.page, name)

    def choose(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_label(name, exact=True).check()


def _asks(joan: Page, talk: str) -> None:
    joan.goto(f"{talk}/")
    follow(joan, "Please ring me")
    heading(joan, "Please ring me")
    expect(joan.get_by_text("If it cannot wait, ring us on 0113 496 0101.")).to_be_visible()
    joan.get_by_label("What is it about?").fill("The stairs")
    joan.get_by_label("Who else may pick up").fill("My husband. Say nothing to him.")
    joan.get_by_label("Leave no message").check()
    press(joan, "Please ring me")
    promised = re.compile("Somebody rings you .* at the latest")
    expect(joan.get_by_role("heading", level=1, name=promised)).to_be_visible()
    look(joan)
    joan.goto("/")
    expect(
        joan.get_by_role("heading", name=re.compile("Somebody rings you .* at the latest"))
    ).to_be_visible()


def _rings(priya: Hand) -> None:
    """From the page of the call. At whatever hour the test runs, a reason is given where one is asked for."""
    why = priya.page.get_by_label("Why now?")
    if why.count():
        why.fill("She asked for today.")
    priya.press("I ring now")
    expect(priya.page.get_by_role("heading", name="You are ringing now")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_joan_wanted_to_be_rung_and_was_by_someone_who_knew(window: Window, told: str, scripts: bool) -> None:
    joan = window("joan", scripts=scripts)
    _asks(joan, told)

    page = window("priya", scripts=scripts, size=DESK)
    priya = Hand(page)
    priya.follow("People to ring")
    heading(page, "People to ring")
    expect(page.get_by_text("Asked to be rung: The stairs")).to_be_visible()
    priya.follow("Ring Joan Archer")
    heading(page, "Joan Archer")
    for known in (
        "Walking my grandson to school again.",
        "The walk to the park",
        "My husband. Say nothing to him.",
    ):
        expect(page.get_by_text(known).first).to_be_visible()
    _rings(priya)
    look(page)
    expect(page.get_by_label("I left a message")).to_have_count(0)
    priya.choose("No answer")
    priya.press("Write it down")
    expect(page.get_by_text(re.compile("To be rung again"))).to_be_visible()
    joan.goto(f"{told}/calls/")
    expect(joan.get_by_role("heading", name=re.compile("Priya Shah tries again"))).to_be_visible()

    _rings(priya)
    priya.choose("We spoke")
    page.get_by_label("What you both said, in a line or two").fill("Stairs one at a time. It is the knee.")
    priya.choose("I promised something")
    page.get_by_label("What did you promise").fill("Send you the sheet with the stairs.")
    page.get_by_label("By which day, or on which?").select_option(index=3)
    priya.clicks += 1
    priya.press("Write it down")
    expect(page.get_by_text(re.compile("^Spoke"))).to_be_visible()
    look(page)
    assert priya.clicks <= MOST_CLICKS, priya.clicks

    joan.goto("/")
    expect(joan.get_by_text("Send you the sheet with the stairs.")).to_be_visible()
    expect(joan.get_by_role("heading", name=re.compile("rings you"))).to_have_count(0)
    joan.goto(f"{told}/calls/")
    joan.get_by_role("link", name=re.compile("^Spoke")).click()
    expect(joan.get_by_text("Stairs one at a time. It is the knee.")).to_be_visible()
    look(joan)
