"""Priya's diary brings a visit, Joan prepares it in her order, and afterwards both say what was said.

*They did not listen* and *I forgot half of it on the way home* is what people said: here it is written down
in plain words, put right by the person, and told at home in their own.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from playwright.sync_api import Page, expect

from alongside.base import clock
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.models import Visit
from tests.care.communication.diary import calendar, event
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, PHONE, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = ("Why it is worse at night", "Can I swim?", "My knee")


def _tomorrow() -> datetime:
    there = clock.now().astimezone(ZoneInfo("Europe/London")) + timedelta(days=1)
    return there.replace(hour=10, minute=15, second=0, microsecond=0)


def _priya_brings_her_diary(priya: Page, folder: Path) -> None:
    heading(priya, "Visits")
    press(priya, "Show the code")
    code = priya.locator(".code").inner_text()
    follow(priya, "Your diary: files and feeds")
    heading(priya, "Diary")
    follow(priya, "Bring a file")
    heading(priya, "Bring a file")
    start = f"DTSTART;TZID=GMT Standard Time:{_tomorrow():%Y%m%dT%H%M%S}"
    file = folder / "diary.ics"
    file.write_bytes(
        calendar(event("a", "LOCATION:Room 4", summary=f"Physio {code}", start=start), event("b"))
    )
    priya.get_by_label("The calendar file").set_input_files(file)
    press(priya, "Read it")
    expect(priya.get_by_text("1 new visit, 0 moved, 0 called off")).to_be_visible()
    look(priya)


def _joan_writes_her_list(joan: Page) -> None:
    joan.goto("/")
    expect(joan.get_by_role("heading", name="You see Priya tomorrow at 10:15")).to_be_visible()
    look(joan)
    follow(joan, "Write my list")
    for line in LINES:
        joan.get_by_label("What do you want to talk about?").fill(line)
        press(joan, "Put it on my list")
        expect(joan.locator(".agenda-lines").get_by_text(line, exact=True)).to_be_visible()
    joan.get_by_role("button", name=re.compile(rf"^Up\b.*{LINES[2]}")).click()
    expect(joan.locator(".agenda-lines > li").nth(1)).to_contain_text(LINES[2])
    look(joan)


def _joan_puts_it_in_her_calendar(joan: Page) -> None:
    joan.goto("/")
    follow(joan, "See the visit")
    heading(joan, "You see Priya")
    with joan.expect_download() as downloaded:
        joan.get_by_role("link", name="Put it in my calendar").click()
    found = vobject.readOne(Path(downloaded.value.path()).read_text(encoding="utf-8")).vevent
    assert found.dtstart.value.astimezone(ZoneInfo("Europe/London")) == _tomorrow()
    assert found.summary.value == "Appointment", "somebody else may see her telephone"


def _they_meet(clinic: Clinic) -> None:
    """A day goes by."""
    row = Visit.objects.get()
    at = clock.now() - timedelta(hours=1)
    with clock.frozen(at):
        visits.change(
            visit=row,
            when=visits.When(at - timedelta(minutes=30), at),
            where=visits.Where(place="Room 4"),
            professional=clinic.priya,
            by=clinic.priya,
        )


def _priya_writes_what_was_said(priya: Page, address: str) -> None:
    priya.goto(address)
    follow(priya, "Write what was said")
    heading(priya, "What was said")
    for line in LINES[:2]:
        priya.get_by_label(f"Joan: {line}").check()
    priya.get_by_label("What you decided").fill("Swim once a week.")
    priya.get_by_label("What you will do").fill("Send you the times of the pool.")
    day = clock.now() + timedelta(days=7)
    promise = priya.get_by_role("group", name="By which day?").first
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        promise.get_by_label(part).fill(str(value))
    press(priya, "Show it to them")
    expect(priya.get_by_text("Joan has not answered yet")).to_be_visible()
    look(priya)


def _joan_says_not_quite(joan: Page) -> None:
    joan.goto("/")
    expect(joan.get_by_role("heading", name="Is this what we said?")).to_be_visible()
    follow(joan, "Read it")
    heading(joan, "Your visit with Priya")
    expect(joan.get_by_text("Send you the times of the pool.")).to_be_visible()
    follow(joan, "Not quite")
    heading(joan, "Not quite")
    joan.get_by_label("What is not quite right?").fill("Twice a week, if I can.")
    press(joan, "Send it")
    heading(joan, "Your visit with Priya")


def _priya_puts_it_right(priya: Page, address: str) -> None:
    priya.goto(address)
    expect(priya.get_by_text("Twice a week, if I can.")).to_be_visible()
    follow(priya, "Put the words right")
    heading(priya, "Put it right")
    priya.get_by_label("What you decided").fill("Swim twice a week, if you can.")
    press(priya, "Show it to them")
    expect(priya.get_by_text("Joan has not answered yet")).to_be_visible()


def _joan_says_that_is_right_and_tells_it_at_home(joan: Page) -> None:
    joan.reload()
    press(joan, "That’s right")
    expect(joan.get_by_text("You both say: that’s right")).to_be_visible()
    look(joan)
    follow(joan, "Say it in my words")
    heading(joan, "How would you tell it at home?")
    joan.get_by_label("Yes", exact=True).check(force=True)
    joan.get_by_label("How would you tell someone at home?").fill("I swim, and it will not harm my back.")
    press(joan, "Send it")
    expect(joan.get_by_text("I swim, and it will not harm my back.")).to_be_visible()
    follow(joan, "Visits")
    heading(joan, "Visits")
    expect(joan.get_by_text(LINES[2])).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "bare"])
def test_a_visit_from_the_diary_to_the_kitchen_table(
    window: Window, clinic: Clinic, tmp_path: Path, scripts: bool
) -> None:
    priya = window("priya", size=DESK, at=f"/p/{clinic.partnership.pk}/talk/visits/")
    joan = window("joan", size=PHONE, scripts=scripts)
    _priya_brings_her_diary(priya, tmp_path)
    _joan_writes_her_list(joan)
    _joan_puts_it_in_her_calendar(joan)
    address = f"/p/{clinic.partnership.pk}/talk/visits/{Visit.objects.get().pk}/"
    _they_meet(clinic)
    _priya_writes_what_was_said(priya, address)
    _joan_says_not_quite(joan)
    _priya_puts_it_right(priya, address)
    _joan_says_that_is_right_and_tells_it_at_home(joan)
