"""A synthesis with the keyboard alone: by single keys where they are wanted, and without them.

The focus is never lost: after a decision it is at the record that came, after a row was answered in that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.models import Synthesis
from tests.evidence import web
from tests.journeys.conftest import new_window, sign_in
from tests.journeys.keyboard import begins, enter, tab, to
from tests.journeys.looks import DESK, PHONE, look, mirror
from tests.journeys.steps import heading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = ["Waving in clinics", "Rats that wave", "Waving by the sea"]
FOCUSED = "document.activeElement.id"


@pytest.fixture
def ruth(transactional_db: None) -> Account:
    return web.account("Ruth Adler", professional=True)


@pytest.fixture(params=[pytest.param((True, DESK), id="desk")])
def page(request, browser: Browser, server: str, ruth: Account) -> Iterator[Page]:
    scripts, size = request.param
    context = new_window(browser, server, scripts=scripts, size=size)
    beside = new_window(browser, server, size=size)
    if not scripts:
        mirror(context, beside)
    sign_in(context, server, ruth)
    yield context.new_page()
    beside.close()
    context.close()


def at_record(page: Page, title: str) -> None:
    """At this record, with the focus past what every page begins with."""
    expect(page).to_have_title(re.compile(f"^{title} · "))
    page.wait_for_load_state()
    assert page.evaluate(FOCUSED) == "main"


def by_tab(page: Page, name: str) -> None:
    """From the record to this button, in few steps, and press it."""
    for _step in range(12):
        if tab(page).startswith(name):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} is further than twelve steps from the record")


def key(page: Page, *keys: str) -> None:
    with page.expect_navigation():
        for each in keys:
            page.keyboard.press(each)


def test_deciding_by_tab_and_by_single_keys_never_loses_the_place(page: Page, ruth: Account) -> None:
    synthesis = web.begun(ruth, needed=1)
    web.bring_in(synthesis, web.ris(TITLES), ruth)
    home = f"/evidence/s/{synthesis.pk}/"
    page.goto(home)
    begins(page, "Waving and pain")
    enter(page, "Screen titles and abstracts")
    at_record(page, "Waving in clinics")
    by_tab(page, "Include")
    at_record(page, "Rats that wave")
    expect(page.get_by_text("Last: include. Waving in clinics")).to_be_visible()

    page.keyboard.press("?")
    expect(page.get_by_text("takes back my last decision")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("takes back my last decision")).to_be_hidden()
    key(page, "1", "e")
    at_record(page, "Waving by the sea")
    key(page, "z")
    at_record(page, "Rats that wave")
    expect(page.get_by_role("status")).to_contain_text("Taken back")

    to(page, "Single keys decide")
    page.keyboard.press("Space")
    before = page.url
    for each in ("i", "e", "u", "z", "1", "?"):
        page.keyboard.press(each)
    assert page.url == before
    assert page.locator(":checked").count() == 0, "turned off, no key does anything"
    page.keyboard.press("Space")
    key(page, "1", "e")
    key(page, "i")
    expect(page.get_by_role("heading", level=1, name="Nothing needs you here now")).to_be_visible()
    look(page)
    key(page, "z")
    at_record(page, "Waving by the sea")
    key(page, "i")
    what_is_typed_is_only_typed(page, f"{home}full-texts/")
    what_is_wrong_takes_the_focus(page, home)


def what_is_typed_is_only_typed(page: Page, address: str) -> None:
    page.goto(address)
    to(page, "Why not, or where it is")
    page.keyboard.type("eiuz1? the library")
    key(page, "Enter")
    first = Record.objects.get(title="Waving in clinics")
    assert (first.got, first.got_note) == ("sought", "eiuz1? the library"), "Enter says nothing untrue"
    assert page.evaluate(FOCUSED) == f"r{first.number}"
    by_tab(page, "Got")
    assert page.evaluate(FOCUSED) == f"r{first.number}"
    expect(page.locator(":focus")).to_contain_text("got")
    look(page)


def what_is_wrong_takes_the_focus(page: Page, home: str) -> None:
    """On full text a reason is needed: what is missing is heard first, and the keys go on from there."""
    page.goto(f"{home}screening/text/next/")
    at_record(page, "Waving in clinics")
    key(page, "e")
    expect(page.get_by_role("alert")).to_be_focused()
    key(page, "1", "e")
    expect(page.get_by_role("heading", level=1, name="Nothing needs you here now")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [pytest.param((True, DESK), id="desk"), pytest.param((False, PHONE), id="phone without JavaScript")],
    indirect=True,
)
def test_a_whole_synthesis_with_the_keyboard_alone(page: Page, tmp_path: Path) -> None:
    home = begun(page)
    brought_in(page, home, tmp_path)
    screened(page, home)
    enter(page, "Got")
    enter(page, "Got")
    page.goto(f"{home}screening/text/next/")
    by_tab(page, "Include")
    by_tab(page, "Include")
    appraised(page, home)
    charted(page, home)
    page.goto(f"{home}report/")
    begins(page, "Report")
    enter(page, "studies included")
    begins(page, "Studies included")
    expect(page.locator(".count")).to_contain_text("2")


def begun(page: Page) -> str:
    page.goto("/evidence/syntheses/")
    begins(page, "Syntheses")
    enter(page, "Begin a synthesis")
    to(page, "What is it called?")
    page.keyboard.type("Waving")
    to(page, "What do you want to find out?")
    page.keyboard.type("Does waving help?")
    enter(page, "Begin")
    heading(page, "Write the protocol")
    to(page, "What must not be so")
    page.keyboard.type("Animals")
    to(page, "Words to mark as wanted")
    page.keyboard.type("sea")
    to(page, "How many look at each record")
    page.keyboard.press("Control+A")
    page.keyboard.type("1")
    enter(page, "Save as the next version")
    heading(page, "Protocol")
    return f"/evidence/s/{Synthesis.objects.get().pk}/"


def brought_in(page: Page, home: str, folder: Path) -> None:
    file = folder / "waving.ris"
    file.write_bytes(web.ris(TITLES))
    page.goto(home)
    enter(page, "Bring in files")
    to(page, "The file")
    page.locator(":focus").set_input_files(file)  # the file is chosen in a window that is not ours
    to(page, "Where is it from?")
    page.keyboard.type("Medline")
    enter(page, "Bring it in")
    web.work()


def screened(page: Page, home: str) -> None:
    """Three records; the second is left out, taken back, and left out again."""
    page.goto(f"{home}screening/title/next/")
    by_tab(page, "Include")
    for again in (True, False):
        to(page, "Animals")
        page.keyboard.press("Space")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_have_text("sea")
        if again:
            enter(page, "Take back my last decision")
            expect(page.get_by_role("status")).to_contain_text("Taken back")
    by_tab(page, "Include")
    heading(page, "Nothing needs you here now")
    enter(page, "Get the full texts")
    expect(page.locator(".count")).to_contain_text("2")


def appraised(page: Page, home: str) -> None:
    page.goto(f"{home}studies/")
    enter(page, "Appraise")
    for _question in range(10):
        assert tab(page)
        while page.evaluate("document.activeElement.type") != "radio":
            assert tab(page)
        page.keyboard.press("Space")
    enter(page, "Keep my answers")
    expect(page.get_by_text("Kept.")).to_be_visible()


def charted(page: Page, home: str) -> None:
    """Two themes, a cell, an arrow."""
    for theme in ("Trust", "Goals"):
        page.goto(f"{home}matrix/")
        to(page, "A new theme")
        page.keyboard.type(theme)
        enter(page, "Add it")
    enter(page, "Author0 1980")
    begins(page, "Waving in clinics")
    to(page, "Trust")
    page.keyboard.press("Space")
    enter(page, "Save")
    expect(page.locator(".matrix .here")).to_have_count(1)
    page.goto(f"{home}model/")
    to(page, "From")
    page.keyboard.type("Trust")
    to(page, "To")
    page.keyboard.type("Goals")
    enter(page, "Go on")
    heading(page, "From Trust to Goals")
    to(page, "helps")
    page.keyboard.press("Space")
    to(page, "What the studies say")
    page.keyboard.type("Who trusts sets goals.")
    enter(page, "Keep the arrow")
    expect(page.get_by_text("The arrow is drawn.")).to_be_visible()
