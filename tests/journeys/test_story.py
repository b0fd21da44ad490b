"""Joan tells it once, Priya writes back what she heard, and they come to see it the same way.

In a real browser, on a phone and on a desk, with JavaScript and without. Every page on the way is looked
at by axe, and none may scroll sideways.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from alongside.base.accounts.models import Account
from tests.conftest import Clinic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)

Window = Callable[..., Page]


@pytest.fixture
def server(clinic: Clinic, live_server) -> str:
    """A real server with the cast in its database."""
    return str(live_server.url)


@pytest.fixture
def sessions(server: str, clinic: Clinic) -> dict[str, str]:
    """A signed-in session each; signing in has its own journey."""

    def session(account: Account) -> str:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return next(iter(client.cookies.values())).value

    return {"joan": session(clinic.joan), "priya": session(clinic.priya)}


@pytest.fixture
def browser(server: str, sessions: dict[str, str]) -> Iterator[Browser]:
    named = (os.environ.get("CHROMIUM"), "chromium", "google-chrome")
    found = next((path for name in named if name and (path := shutil.which(name))), None)
    assert found, "journeys need Chromium: install Debian's package chromium, or set CHROMIUM"
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser, server: str, sessions: dict[str, str], clinic: Clinic) -> Window:
    """``window("joan")`` opens her story; every page it comes to is looked at by ``look``."""
    names = {"joan": "alongside_session", "priya": "alongside_session"}

    def open_(who: str, *, scripts: bool = True, size: ViewportSize = PHONE) -> Page:
        context = browser.new_context(
            base_url=server,
            java_script_enabled=scripts,
            viewport=size,
            bypass_csp=scripts,
        )
        context.add_cookies([{"name": names[who], "value": sessions[who], "url": server}])
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"/p/{clinic.partnership.pk}/story/")
        return page

    return open_


def look(page: Page, *, scripts: bool = True) -> None:
    """What axe finds on this page is nothing, and it does not scroll sideways."""
    if not scripts:
        return
    assert AXE.is_file(), "axe-core is missing: run npm ci"
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{page.url} scrolls sideways by {width} px"
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
    assert found == [], page.url


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()


@pytest.mark.parametrize(
    "scripts, size",
    [(True, PHONE), (False, PHONE), (True, DESK)],
    ids=["phone", "phone without JavaScript", "desk"],
)
def test_joan_tells_it_once_and_is_understood(window: Window, scripts: bool, size: ViewportSize) -> None:
    joan = window("joan", scripts=scripts, size=size)
    heading(joan, "My story")
    look(joan, scripts=scripts)
    joan.get_by_text("When I see what you write back").click()
    joan.get_by_label("At any time").check()
    joan.get_by_role("button", name="Save", exact=True).click()
    tells(joan, scripts)
    shares(joan, scripts)

    priya = window("priya", scripts=scripts, size=size)
    heading(priya, "Joan’s story")
    expect(priya.get_by_text("Being thought lazy is worse than the pain.")).to_be_visible()
    expect(priya.get_by_text("Medicines: we may have misunderstood each other")).to_be_visible()
    look(priya, scripts=scripts)
    writes_back(priya, "You are tired of being thought lazy.", scripts)

    joan.get_by_role("link", name="My story", exact=True).first.click()
    expect(joan.get_by_text(re.compile("Priya Shah, physiotherapist read version 1"))).to_be_visible()
    expect(joan.get_by_text("You are tired of being thought lazy.")).to_be_visible()
    look(joan, scripts=scripts)
    joan.get_by_role("link", name="Not quite").click()
    heading(joan, "What we heard")
    look(joan, scripts=scripts)
    joan.get_by_label("What is not quite right?").fill("It is not being believed.")
    joan.get_by_role("button", name="Not quite").click()
    expect(joan.get_by_text("Priya Shah will write back once more.")).to_be_visible()

    priya.reload()
    expect(priya.get_by_text("It is not being believed.")).to_be_visible()
    writes_back(priya, "Not being believed is the worst of it.", scripts)

    joan.get_by_role("link", name="My story", exact=True).first.click()
    joan.get_by_role("button", name="That’s right").click()
    expect(joan.get_by_text("You both see it the same way now.")).to_be_visible()
    look(joan, scripts=scripts)

    copies(priya, scripts)


def tells(joan: Page, scripts: bool) -> None:
    joan.get_by_role("link", name="What matters to me").click()
    heading(joan, "What matters to me")
    look(joan, scripts=scripts)
    joan.get_by_label("What matters most to you?").fill("Being thought lazy is worse than the pain.")
    joan.get_by_role("button", name="Save", exact=True).click()
    expect(joan.get_by_text("Saved. Your team cannot read it until you share it.")).to_be_visible()
    joan.get_by_role("link", name="My medicines").click()
    heading(joan, "My medicines")
    look(joan, scripts=scripts)
    joan.get_by_label("Too much").check()
    joan.get_by_label("What do your medicines do to you?").fill("They fog me.")
    joan.get_by_role("button", name="Save and go on").click()
    heading(joan, "Other pain")
    look(joan, scripts=scripts)
    joan.get_by_label("Left knee").check()
    joan.get_by_role("button", name="Save", exact=True).click()


def shares(joan: Page, scripts: bool) -> None:
    joan.get_by_role("link", name="Look at it, then share").click()
    heading(joan, "Share with my team")
    expect(joan.get_by_text("They fog me.")).to_be_visible()
    expect(joan.get_by_text(re.compile("Left knee"))).to_be_visible()
    look(joan, scripts=scripts)
    joan.get_by_role("button", name="Share with my team").click()
    expect(joan.get_by_text("Sent.")).to_be_visible()
    expect(joan.get_by_text("Nobody has read version 1 yet.")).to_be_visible()


def writes_back(priya: Page, words: str, scripts: bool) -> None:
    priya.get_by_role("link", name="Write back what you heard").click()
    heading(priya, "Write back what you heard")
    look(priya, scripts=scripts)
    priya.get_by_label("What I heard").fill(words)
    priya.get_by_role("button", name="Send to Joan").click()
    expect(priya.get_by_text("Sent. Joan can read it now.")).to_be_visible()


def copies(priya: Page, scripts: bool) -> None:
    priya.reload()
    priya.get_by_role("link", name="Copy for the notes").click()
    heading(priya, "A copy for the notes")
    copy = priya.get_by_label("The copy").input_value()
    assert "Not being believed is the worst of it." in copy
    assert "that's right" in copy
    look(priya, scripts=scripts)
    with priya.expect_download() as download:
        priya.get_by_role("link", name="Save as a file").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").rstrip() == copy.rstrip()


def test_what_joan_writes_is_kept_while_she_writes_it(window: Window) -> None:
    joan = window("joan")
    joan.get_by_role("link", name="What a day is like").click()
    joan.get_by_label("What is a normal day like for you?").fill("I am up at five.")
    expect(joan.get_by_text(re.compile("Saved "))).to_be_visible()
    joan.reload()
    expect(joan.get_by_label("What is a normal day like for you?")).to_have_value("I am up at five.")


def test_two_windows_lose_nothing(window: Window) -> None:
    phone, laptop = window("joan"), window("joan", size=DESK)
    for page in (phone, laptop):
        page.get_by_role("link", name="What a day is like").click()
    phone.get_by_label("What is a normal day like for you?").fill("On the phone.")
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_text("Saved.")).to_be_visible()
    laptop.get_by_label("What is a normal day like for you?").fill("On the laptop.")
    laptop.get_by_role("button", name="Save", exact=True).click()
    expect(laptop.get_by_text("You wrote in two windows")).to_be_visible()
    expect(laptop.get_by_text("On the phone.")).to_be_visible()
    expect(laptop.get_by_text("On the laptop.")).to_be_visible()
    look(laptop)
    laptop.get_by_role("button", name="Keep both, one after the other").click()
    expect(laptop.get_by_label("What is a normal day like for you?")).to_have_value(
        "On the phone.\n\nOn the laptop."
    )


def test_priya_types_what_joan_says_on_the_telephone_and_reads_it_back(window: Window) -> None:
    priya = window("priya")
    expect(priya.get_by_text("Nothing shared yet")).to_be_visible()
    look(priya)
    priya.get_by_role("link", name="Type what Joan says").click()
    heading(priya, "Type what Joan says")
    look(priya)
    priya.get_by_role("link", name="What matters to me").click()
    priya.get_by_label("What matters most to you?").fill("My allotment.")
    priya.get_by_role("button", name="Save", exact=True).click()
    priya.get_by_role("link", name="Read it back and share").click()
    heading(priya, "Share what Joan said")
    look(priya)
    priya.get_by_label("On the telephone").check()
    priya.get_by_role("button", name="Share with the team").click()
    expect(priya.get_by_role("alert")).to_contain_text("Read it back to them first")
    look(priya)
    priya.get_by_label("I read it back and they said it is right").check()
    priya.get_by_role("button", name="Share with the team").click()
    expect(
        priya.get_by_text("Joan said this on the telephone. Typed and read back by Priya Shah")
    ).to_be_visible()


def test_having_to_tell_it_again_is_one_tap_and_can_be_taken_back(window: Window) -> None:
    joan = window("joan")
    joan.get_by_role("button", name="I had to tell it again").click()
    heading(joan, "Thank you")
    look(joan)
    joan.get_by_role("button", name="I pressed it by mistake").click()
    expect(joan.get_by_text("Taken back. We do not count it.")).to_be_visible()
