"""A stranger comes in by the door, in a real browser at 360 px: with JavaScript, and without.

And somebody whose answers mean *now* sees the number to ring, once, and comes back.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

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


def test_leaving_at_once_leads_away_from_here(page: Page, server: str) -> None:
    leave = page.get_by_role("link", name="Leave this page")
    expect(leave).to_be_visible()
    href = leave.get_attribute("href") or ""
    assert href.startswith("https://")
    assert "localhost" not in href
