"""Joan tells it once, Priya writes back what she heard, and they come to see it the same way.

In a real browser, on a phone and on a desk, with JavaScript and without. Every page on the way is looked
at by axe, and none may scroll sideways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, PHONE, look
from tests.journeys.steps import heading, write_back

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

At = Callable[..., Page]


@pytest.fixture
def story(window: Window, clinic: Clinic) -> At:
    """``story("joan")`` opens Joan's story in a window of Joan's, ``story("priya")`` the same for Priya."""

    def open_(who: str, **how) -> Page:
        return window(who, at=f"/p/{clinic.partnership.pk}/story/", **how)

    return open_


@pytest.mark.parametrize(
    "scripts, size",
    [(True, PHONE), (False, PHONE), (True, DESK)],
    ids=["phone", "phone without JavaScript", "desk"],
)
def test_joan_tells_it_once_and_is_understood(story: At, scripts: bool, size: ViewportSize) -> None:
    joan = story("joan", scripts=scripts, size=size)
    heading(joan, "My story")
    joan.get_by_text("When I see what you write back").click()
    joan.get_by_label("At any time").check()
    joan.get_by_role("button", name="Save", exact=True).click()
    tells(joan)
    shares(joan)

    priya = story("priya", scripts=scripts, size=size)
    heading(priya, "Joan’s story")
    expect(priya.get_by_text("Being thought lazy is worse than the pain.")).to_be_visible()
    expect(priya.get_by_text("Medicines: we may have misunderstood each other")).to_be_visible()
    look(priya)
    write_back(priya, "You are tired of being thought lazy.", to="Joan")

    joan.get_by_role("link", name="My story", exact=True).first.click()
    expect(joan.get_by_text(re.compile("Priya Shah, physiotherapist read version 1"))).to_be_visible()
    expect(joan.get_by_text("You are tired of being thought lazy.")).to_be_visible()
    look(joan)
    joan.get_by_role("link", name="Not quite").click()
    heading(joan, "What we heard")
    joan.get_by_label("What is not quite right?").fill("It is not being believed.")
    joan.get_by_role("button", name="Not quite").click()
    expect(joan.get_by_text("Priya Shah will write back once more.")).to_be_visible()

    priya.reload()
    expect(priya.get_by_text("It is not being believed.")).to_be_visible()
    write_back(priya, "Not being believed is the worst of it.", to="Joan")

    joan.get_by_role("link", name="My story", exact=True).first.click()
    joan.get_by_role("button", name="That’s right").click()
    expect(joan.get_by_text("You both see it the same way now.")).to_be_visible()
    look(joan)

    copies(priya)


def tells(joan: Page) -> None:
    joan.get_by_role("link", name="What matters to me").click()
    heading(joan, "What matters to me")
    joan.get_by_label("What matters most to you?").fill("Being thought lazy is worse than the pain.")
    joan.get_by_role("button", name="Save", exact=True).click()
    expect(joan.get_by_text("Saved. Your team cannot read it until you share it.")).to_be_visible()
    joan.get_by_role("link", name="My medicines").click()
    heading(joan, "My medicines")
    joan.get_by_label("Too much").check()
    joan.get_by_label("What do your medicines do to you?").fill("They fog me.")
    joan.get_by_role("button", name="Save and go on").click()
    heading(joan, "Other pain")
    joan.get_by_label("Left knee").check()
    joan.get_by_role("button", name="Save", exact=True).click()


def shares(joan: Page) -> None:
    joan.get_by_role("link", name="Look at it, then share").click()
    heading(joan, "Share with my team")
    expect(joan.get_by_text("They fog me.")).to_be_visible()
    expect(joan.get_by_text(re.compile("Left knee"))).to_be_visible()
    look(joan)
    joan.get_by_role("button", name="Share with my team").click()
    expect(joan.get_by_text("Sent.")).to_be_visible()
    expect(joan.get_by_text("Nobody has read version 1 yet.")).to_be_visible()


def copies(priya: Page) -> None:
    priya.reload()
    priya.get_by_role("link", name="Copy for the notes").click()
    heading(priya, "A copy for the notes")
    copy = priya.get_by_label("The copy").input_value()
    assert "Not being believed is the worst of it." in copy
    assert "that's right" in copy
    look(priya)
    with priya.expect_download() as download:
        priya.get_by_role("link", name="Save as a file").click()
    # The same words: the file folds its lines, where the page leaves that to its reader.
    assert Path(download.value.path()).read_text(encoding="utf-8").split() == copy.split()


def test_what_joan_writes_is_kept_while_she_writes_it(story: At) -> None:
    joan = story("joan")
    joan.get_by_role("link", name="What a day is like").click()
    joan.get_by_label("What is a normal day like for you?").fill("I am up at five.")
    expect(joan.get_by_text(re.compile("Saved "))).to_be_visible()
    joan.reload()
    expect(joan.get_by_label("What is a normal day like for you?")).to_have_value("I am up at five.")


def test_two_windows_lose_nothing(story: At) -> None:
    phone, laptop = story("joan"), story("joan", size=DESK)
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


def test_priya_types_what_joan_says_on_the_telephone_and_reads_it_back(story: At) -> None:
    priya = story("priya")
    expect(priya.get_by_text("Nothing shared yet")).to_be_visible()
    look(priya)
    priya.get_by_role("link", name="Type what Joan says").click()
    heading(priya, "Type what Joan says")
    priya.get_by_role("link", name="What matters to me").click()
    priya.get_by_label("What matters most to you?").fill("My allotment.")
    priya.get_by_role("button", name="Save", exact=True).click()
    priya.get_by_role("link", name="Read it back and share").click()
    heading(priya, "Share what Joan said")
    priya.get_by_label("On the telephone").check()
    priya.get_by_role("button", name="Share with the team").click()
    expect(priya.get_by_role("alert")).to_contain_text("Read it back to them first")
    look(priya)
    priya.get_by_label("I read it back and they said it is right").check()
    priya.get_by_role("button", name="Share with the team").click()
    expect(
        priya.get_by_text("Joan said this on the telephone. Typed and read back by Priya Shah")
    ).to_be_visible()


def test_having_to_tell_it_again_is_one_tap_and_can_be_taken_back(story: At) -> None:
    joan = story("joan")
    joan.get_by_role("button", name="I had to tell it again").click()
    heading(joan, "Thank you")
    joan.get_by_role("button", name="I pressed it by mistake").click()
    expect(joan.get_by_text("Taken back. We do not count it.")).to_be_visible()
