"""A passkey in a real browser: added, used instead of any code, used as the second step, taken away.

The device is Chromium's own virtual authenticator, on ``localhost``, under the real security policy.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

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


@pytest.fixture(scope="module", autouse=True)
def _a_browser_beside_the_database() -> Iterator[None]:
    """Playwright's loop runs in this thread; the database is used between its calls, never within."""
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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    yield page
    context.close()


def device(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """A phone's own authenticator; ``verifies`` says whether the finger is the right one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_in_by_code(page: Page, address: str, email: str) -> None:
    page.goto(address + reverse("account_login"))
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code").wait_for()
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)
    assert code
    page.get_by_label("The code").fill(code.group())
    page.get_by_role("button", name="Sign in").click()


def add_passkey(page: Page, address: str) -> None:
    page.goto(address + reverse("mfa_add_webauthn"))
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spare codes")


def sign_out(page: Page, address: str) -> None:
    page.goto(address + reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_professional_adds_a_passkey_and_signs_in_with_nothing_else(
    clinic: Clinic, page: Page, address: str, settings: Any
) -> None:
    settings.PROFESSIONALS_NEED_SECOND_FACTOR = True
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
    device(page)
    sign_in_by_code(page, address, "priya@clinic.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step, once")
    add_passkey(page, address)
    sign_out(page, address)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(address + reverse("account_index"))
    expect(page.get_by_text("1 passkey")).to_be_visible()  # and no second step was asked for
    assert broken == []


def test_after_a_code_the_passkey_is_the_second_step(clinic: Clinic, page: Page, address: str) -> None:
    device(page)
    sign_in_by_code(page, address, "joan@people.example")
    add_passkey(page, address)
    sign_out(page, address)
    sign_in_by_code(page, address, "joan@people.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(address + reverse("account_index"))
    expect(page.get_by_text("1 passkey")).to_be_visible()


def test_the_wrong_finger_signs_nobody_in_and_the_page_says_so(
    clinic: Clinic, page: Page, address: str
) -> None:
    session, key = device(page)
    sign_in_by_code(page, address, "joan@people.example")
    add_passkey(page, address)
    sign_out(page, address)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible()
    page.goto(address + reverse("account_index"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_passkey_is_renamed_and_taken_away(clinic: Clinic, page: Page, address: str) -> None:
    device(page)
    sign_in_by_code(page, address, "joan@people.example")
    add_passkey(page, address)
    page.goto(address + reverse("mfa_list_webauthn"))
    page.get_by_role("link", name="Change its name My phone").click()
    page.get_by_label("A name for it").fill("Blue phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Blue phone").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("That passkey no longer works here.")).to_be_visible()
    assert not Authenticator.objects.filter(user=clinic.joan).exists()
