"""A stranger comes in by the door, in a real browser at 360 px: with JavaScript, and without.

And somebody whose answers mean *now* sees the number to ring, once, and comes back.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect, sync_playwright

from alongside.care.access.rules.screen_definition import safety_screen
from tests.conftest import Clinic, make_clinic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
QUESTIONS = safety_screen().questions


@pytest.fixture(scope="module", autouse=True)
def _a_browser_beside_the_database() -> Iterator[None]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE", "")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert path, "no Chromium: install Debian's package chromium, or set CHROMIUM"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *root])
        yield browser
        browser.close()


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    cache.clear()
    return make_clinic()


@pytest.fixture
def address(live_server: Any) -> str:
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=request.param)
    page = context.new_page()
    yield page
    context.close()


def never_scrolls_sideways(page: Page) -> None:
    box = page.locator("html").bounding_box()
    assert box is not None
    assert box["width"] <= 360


def go_on(page: Page) -> None:
    never_scrolls_sideways(page)
    page.get_by_role("button", name="Go on", exact=True).click()


def say_no(page: Page, count: int) -> None:
    for _question in range(count):
        page.get_by_label("No", exact=True).check()
        go_on(page)


def test_a_stranger_comes_in_and_sees_their_own_pages(page: Page, clinic: Clinic, address: str) -> None:
    page.goto(f"{address}/door/")
    expect(page.get_by_text("Powiedz: „Polish”")).to_be_visible()
    never_scrolls_sideways(page)
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
    found = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert found
    page.get_by_label("The code", exact=True).fill(found.group())
    go_on(page)
    page.get_by_label("Send an e-mail").check()
    go_on(page)
    page.get_by_label("None unless I ask").check()
    go_on(page)
    for _page in ("say", "needs"):
        page.get_by_role("button", name="Ask me later").click()
    expect(page.get_by_text("None unless I ask")).to_be_visible()
    never_scrolls_sideways(page)
    page.get_by_role("button", name="Send my referral to the team").click()
    expect(page.get_by_role("heading", name="Sent")).to_be_visible()
    page.get_by_role("button", name="Open my pages now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ada Quill")
    expect(page.get_by_role("link", name="Something new or worse")).to_be_visible()


def test_who_must_go_to_hospital_sees_the_number_at_once_and_comes_back(
    page: Page, clinic: Clinic, address: str
) -> None:
    page.goto(f"{address}/door/safety/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("I am not sure").check()
    go_on(page)
    expect(page.get_by_role("heading", name="Go to A&E now")).to_be_visible()
    expect(page.get_by_role("link", name="Ring 999")).to_have_attribute("href", "tel:999")
    expect(page.get_by_text("We have not told anyone. Please ring now.")).to_be_visible()
    never_scrolls_sideways(page)
    page.goto(f"{address}/door/born/")
    expect(page).to_have_url(f"{address}/door/advice/")
    page.get_by_role("button", name="I rang, or I was seen. Go on").click()
    say_no(page, len(QUESTIONS) - 1)
    expect(page.get_by_role("heading", name="Thank you for coming back")).to_be_visible()


def test_leaving_at_once_leads_away_from_here(page: Page, clinic: Clinic, address: str) -> None:
    page.goto(f"{address}/door/")
    leave = page.get_by_role("link", name="Leave this page")
    expect(leave).to_be_visible()
    href = leave.get_attribute("href") or ""
    assert href.startswith("https://")
    assert "localhost" not in href
