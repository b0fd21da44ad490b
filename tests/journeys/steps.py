"""What people do on the way, in a line each."""

from __future__ import annotations

import re

from django.core import mail
from playwright.sync_api import Page, expect

from alongside.care.access.rules.screen_definition import safety_screen
from tests.journeys.looks import look

QUESTIONS = safety_screen().questions


def heading(page: Page, text: str) -> None:
    """Wait for the page with this first heading, and look at it."""
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()
    look(page)


def follow(page: Page, name: str) -> None:
    """Follow a link, the first of that name, to where it leads."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def code_for(address: str) -> str:
    """The newest code in the real mailbox of ``address``."""
    letters = [letter for letter in mail.outbox if address in letter.to]
    assert letters, f"no e-mail for {address}"
    found = re.search(r"\b\d{4}-\d{4}\b", str(letters[-1].body))
    assert found, letters[-1].body
    return found.group()


def sign_in_by_code(page: Page, address: str) -> None:
    """From the page *Sign in*."""
    page.get_by_label("Your e-mail address").fill(address)
    press(page, "Send me a code")
    expect(page.get_by_role("heading", level=1, name="Look at your e-mail")).to_be_visible()
    page.get_by_label("The code", exact=True).fill(code_for(address))
    press(page, "Sign in")


def go_on(page: Page) -> None:
    look(page)
    press(page, "Go on")


def say_no(page: Page, count: int = len(QUESTIONS)) -> None:
    """Answer the next ``count`` safety questions with no."""
    for _question in range(count):
        page.get_by_label("No", exact=True).check()
        go_on(page)


def write_back(professional: Page, words: str, *, to: str) -> None:
    follow(professional, "Write back what you heard")
    heading(professional, "Write back what you heard")
    professional.get_by_label("What I heard").fill(words)
    press(professional, f"Send to {to}")
    expect(professional.get_by_text(f"Sent. {to} can read it now.")).to_be_visible()


def rate(page: Page, question: str, answer: str) -> None:
    """Choose a point of a scale, as a finger does."""
    group = page.get_by_role("group", name=re.compile(re.escape(question), re.IGNORECASE))
    group.get_by_role("radio", name=re.compile(rf"^{re.escape(answer)}\b")).check(force=True)
