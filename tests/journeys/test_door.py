"""A stranger comes in by the door, in a real browser at 360 px: with JavaScript, and without.

And somebody whose answers mean *now* sees the number to ring, once, and comes back.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from playwright.sync_api import Dialog, Page, expect

from alongside.care.understanding.models import Draft
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import look
from tests.journeys.steps import QUESTIONS, code_for, go_on, say_no

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(window: Window, request: pytest.FixtureRequest) -> Page:
    return window(scripts=request.param, at="/door/")


def test_a_stranger_comes_in_and_sees_their_own_pages(page: Page, server: str) -> None:
    page.get_by_text("Polski", exact=True).click()
    expect(page.get_by_text("Powiedz: „Polish”")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("link", name="Begin").click()
    say_no(page, len(QUESTIONS))
    expect(page.get_by_text("That does not mean that nothing is wrong.")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    for label, value in (("Day", "27"), ("Month", "3"), ("Year", "1971")):
        page.get_by_label(label, exact=True).fill(value)
    go_on(page)
    page.get_by_label("Yes, or someone could").check()
    go_on(page)
    page.get_by_label("Your full name").fill("Ada Quill")
    page.get_by_label("Your e-mail address").fill("ada@people.example")
    go_on(page)
    page.get_by_label("The code", exact=True).fill(code_for("ada@people.example"))
    go_on(page)
    page.get_by_label("Send an e-mail").check()
    go_on(page)
    page.get_by_label("None unless I ask").check()
    go_on(page)
    for _page in ("say", "needs"):
        page.get_by_role("button", name="Ask me later").click()
    expect(page.get_by_text("None unless I ask")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Send my referral to the team").click()
    expect(page.get_by_role("heading", name="Sent")).to_be_visible()
    page.get_by_role("button", name="Open my pages now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ada Quill")
    expect(page.get_by_role("link", name="Something new or worse")).to_be_visible()


def test_who_must_go_to_hospital_sees_the_number_at_once_and_comes_back(page: Page, server: str) -> None:
    page.goto(f"{server}/door/safety/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("I am not sure").check()
    go_on(page)
    expect(page.get_by_role("heading", name="Go to A&E now")).to_be_visible()
    expect(page.get_by_role("link", name="Ring 999")).to_have_attribute("href", "tel:999")
    expect(page.get_by_text("We have not told anyone. Please ring now.")).to_be_visible()
    look(page)
    page.goto(f"{server}/door/born/")
    expect(page).to_have_url(f"{server}/door/advice/")
    page.get_by_role("button", name="I rang, or I was seen. Go on").click()
    say_no(page, len(QUESTIONS) - 1)
    expect(page.get_by_role("heading", name="Thank you for coming back")).to_be_visible()


@pytest.fixture
def weather(settings: LazySettings, server: str) -> str:
    """A page to leave for that needs nobody else's server."""
    settings.LEAVE_FOR = f"{server}/display/"
    return settings.LEAVE_FOR


def asked_until(page: Page, address: str, seen: Callable[[], bool]) -> bool:
    """The page is gone before its last request has arrived: asks until it has, and not for ever."""
    for _try in range(100):
        page.goto(address)
        if seen():
            return True
    return False


def test_leaving_at_once_leads_away_from_here_and_the_door_knows_nothing(
    page: Page, server: str, weather: str
) -> None:
    page.goto(f"{server}/door/safety/")
    page.get_by_role("link", name="Begin").click()
    say_no(page, 1)
    page.goto(f"{server}/door/")
    expect(page.get_by_role("link", name="Go on where I was")).to_be_visible()
    page.get_by_role("button", name="Leave this page").click()
    expect(page).to_have_url(weather)
    go_on_where_i_was = page.get_by_role("link", name="Go on where I was")
    assert asked_until(page, f"{server}/door/", lambda: go_on_where_i_was.count() == 0)
    expect(page.get_by_role("link", name="Begin")).to_be_visible()


def test_leaving_in_the_middle_of_a_sentence_keeps_it_asks_nothing_and_signs_out(
    window: Window, clinic: Clinic, server: str, weather: str
) -> None:
    joan = window("joan", at=f"/p/{clinic.partnership.pk}/story/part/day/")
    asked: list[str] = []

    def asks(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    joan.on("dialog", asks)
    joan.get_by_role("textbox").first.press_sequentially("He is in the kitch")
    for _ in range(3):
        joan.keyboard.press("Escape")
    expect(joan).to_have_url(weather)
    assert asked == []
    assert asked_until(joan, f"{server}/", lambda: joan.url == f"{server}/door/")
    kept = Draft.objects.get(partnership=clinic.partnership, section="day")
    assert kept.content["text"] == "He is in the kitch"
