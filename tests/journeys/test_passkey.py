"""A passkey in a real browser: added, used instead of any code, used as the second step, taken away.

The device is Chromium's own virtual authenticator, on ``localhost``, under the real security policy.
"""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import CDPSession, Page, expect

from tests.conftest import Clinic
from tests.journeys import steps
from tests.journeys.conftest import Window
from tests.journeys.looks import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(window: Window) -> Page:
    return window(at=reverse("account_login"))


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


def sign_in_by_code(page: Page, email: str) -> None:
    page.goto(reverse("account_login"))
    steps.sign_in_by_code(page, email)


def add_passkey(page: Page) -> None:
    page.goto(reverse("mfa_add_webauthn"))
    look(page)
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spare codes")
    look(page)


def sign_out(page: Page) -> None:
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_professional_adds_a_passkey_and_signs_in_with_nothing_else(
    clinic: Clinic, page: Page, settings: Any
) -> None:
    settings.PROFESSIONALS_NEED_SECOND_FACTOR = True
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
    device(page)
    sign_in_by_code(page, "priya@clinic.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step, once")
    add_passkey(page)
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("account_index"))
    expect(page.get_by_text("1 passkey")).to_be_visible()  # and no second step was asked for
    assert broken == []


def test_after_a_code_the_passkey_is_the_second_step(clinic: Clinic, page: Page) -> None:
    device(page)
    sign_in_by_code(page, "joan@people.example")
    add_passkey(page)
    sign_out(page)
    sign_in_by_code(page, "joan@people.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("account_index"))
    expect(page.get_by_text("1 passkey")).to_be_visible()


def test_the_wrong_finger_signs_nobody_in_and_the_page_says_so(clinic: Clinic, page: Page) -> None:
    session, key = device(page)
    sign_in_by_code(page, "joan@people.example")
    add_passkey(page)
    sign_out(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible()
    page.goto(reverse("account_index"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_passkey_is_renamed_and_taken_away(clinic: Clinic, page: Page) -> None:
    device(page)
    sign_in_by_code(page, "joan@people.example")
    add_passkey(page)
    page.goto(reverse("mfa_list_webauthn"))
    page.get_by_role("link", name="Change its name My phone").click()
    page.get_by_label("A name for it").fill("Blue phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Blue phone").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("That passkey no longer works here.")).to_be_visible()
    assert not Authenticator.objects.filter(user=clinic.joan).exists()
