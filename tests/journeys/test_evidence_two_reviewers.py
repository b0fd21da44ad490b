"""Two reviewers, in two browsers, go from a file to a flow; each sees only what is theirs to see.

On a desk and on a phone, with JavaScript and without, by keys where there are keys. Every page on the way is
looked at by axe, and none may scroll sideways.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.screening.models import Decision
from alongside.evidence.synthesis.models import Synthesis
from tests.evidence.web import account, ris, work
from tests.journeys import looks
from tests.journeys.conftest import new_window, sign_in
from tests.journeys.looks import DESK, PHONE, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REAL = Path(os.environ.get("ALONGSIDE_REAL_DATA", "/nowhere")) / "screening" / "SkeletalMuscleRelaxants.csv"
TITLES = ["Waving in clinics", "Rats that wave", "Waving by the sea", "A letter about waves"]

PAGES = (
    *("", "protocol/", "members/", "files/", "records/", "duplicates/", "duplicates/merged/", "screening/"),
    *("studies/", "matrix/", "history/", "screening/title/mine/"),
)


@pytest.fixture
def windows(browser: Browser, server: str) -> Iterator[object]:
    opened: list[BrowserContext] = []

    def new(scripts: bool, size: ViewportSize) -> BrowserContext:
        opened.append(new_window(browser, server, scripts=scripts, size=size))
        return opened[-1]

    def open_(who: Account, *, scripts: bool, size: ViewportSize) -> Page:
        context = new(scripts, size)
        if not scripts:
            looks.mirror(context, new(True, size))
        sign_in(context, server, who)
        return context.new_page()

    yield open_
    for context in opened:
        context.close()


@pytest.mark.parametrize(
    "scripts, size",
    [
        pytest.param(True, DESK, id="desk with keys"),
        pytest.param(False, PHONE, id="phone without JavaScript", marks=pytest.mark.slow),
    ],
)
def test_two_reviewers_take_a_file_to_a_flow(
    windows, tmp_path: Path, scripts: bool, size: ViewportSize
) -> None:
    ruth = windows(account("Ruth Adler", professional=True), scripts=scripts, size=size)
    home = begins(ruth)
    brings_in(ruth, home, tmp_path)
    ruth.goto(f"{home}members/")
    ruth.get_by_label("Their e-mail address").fill("eli@university.example")
    ruth.get_by_label("Their name").fill("Eli Marks")
    press(ruth, "Bring them in")
    expect(ruth.get_by_text("They are in.")).to_be_visible()
    look(ruth)
    eli = windows(Account.objects.get(email="eli@university.example"), scripts=scripts, size=size)

    screens(ruth, home, "title", keys=scripts)
    eli.goto(f"{home}screening/title/next/")
    expect(eli.locator("#main")).not_to_contain_text("Ruth Adler")
    screens(eli, home, "title", keys=scripts, differently="Waving by the sea")

    ruth.goto(f"{home}screening/title/conflicts/")
    heading(ruth, "Conflicts")
    follow(ruth, "Waving by the sea")
    expect(ruth.get_by_text("Eli Marks")).to_be_visible()
    look(ruth)
    ruth.get_by_role("button", name=re.compile("^Include")).click()
    expect(ruth.get_by_text("Settled.")).to_be_visible()

    ruth.goto(f"{home}full-texts/")
    look(ruth)
    for _each in range(2):
        ruth.get_by_role("button", name="Got", exact=True).last.click()
    Record.objects.filter(title_state="in").update(got="got")
    for who in (ruth, eli):
        screens(who, home, "text", keys=scripts)

    ruth.goto(f"{home}report/")
    heading(ruth, "Report")
    ruth.get_by_role("link", name="studies included").last.click()
    expect(ruth.get_by_role("heading", level=1, name="Studies included")).to_be_visible()
    expect(ruth.get_by_role("link", name="Waving in clinics")).to_be_visible()
    look(ruth)
    for page in PAGES:
        ruth.goto(f"{home}{page}")
        look(ruth)


def begins(page: Page) -> str:
    page.goto("/evidence/syntheses/begin/")
    look(page)
    page.get_by_label("What is it called?").fill("Waving and pain")
    page.get_by_label("What do you want to find out?").fill("Does waving help?")
    press(page, "Begin")
    heading(page, "Write the protocol")
    page.get_by_label("What must be so").fill("Waving")
    page.get_by_label("What must not be so").fill("Animals\nLetters")
    page.get_by_label("Words to mark as wanted").fill("waving")
    press(page, "Save as the next version")
    heading(page, "Protocol")
    return f"/evidence/s/{Synthesis.objects.get().pk}/"


def brings_in(page: Page, home: str, folder: Path) -> None:
    file = folder / "export.ris"
    file.write_bytes(ris(TITLES))
    page.goto(f"{home}files/")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_label("Where is it from?").fill("Medline")
    press(page, "Bring it in")
    expect(page.get_by_text("We have the file")).to_be_visible()
    work()
    page.reload()
    expect(page.get_by_text("4 records")).to_be_visible()
    look(page)


def elsewhere(before: str) -> Callable[[str], bool]:
    return lambda url: url != before


def screens(page: Page, home: str, stage: str, *, keys: bool, differently: str = "") -> None:
    """Decide about everything that comes: by keys where there are any, else by the buttons."""
    page.goto(f"{home}screening/{stage}/next/")
    for _each in range(20):
        title = page.get_by_role("heading", level=1).inner_text()
        if title == "Nothing needs you here now":
            look(page)
            return
        look(page)
        out = ("Rats" in title or "letter" in title) != (title == differently)
        before = page.url
        if keys:
            if out:
                page.keyboard.press("1")
            page.keyboard.press("e" if out else "i")
        else:
            if out:
                page.get_by_label("Animals").check()
            page.get_by_role("button", name=re.compile("^Exclude" if out else "^Include")).click()
        page.wait_for_url(elsewhere(before))
    raise AssertionError("it never ended")


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_file(), reason="ALONGSIDE_REAL_DATA does not name the folder of real exports")
def test_two_reviewers_take_a_real_export_to_a_flow(windows) -> None:
    """The decisions come from the file; the pages are asked as a browser asks, a few of them by hand."""
    ruth = windows(account("Ruth Adler", professional=True), scripts=True, size=DESK)
    home = begins(ruth)
    ruth.goto(f"{home}files/")
    ruth.get_by_label("The file").set_input_files(REAL)
    ruth.get_by_label("Where is it from?").fill("Drug class, 2006")
    press(ruth, "Bring it in")
    work()
    ruth.goto(f"{home}members/")
    ruth.get_by_label("Their e-mail address").fill("eli@university.example")
    ruth.get_by_label("Their name").fill("Eli Marks")
    press(ruth, "Bring them in")
    eli = windows(Account.objects.get(email="eli@university.example"), scripts=True, size=DESK)
    with REAL.open(encoding="utf-8", newline="") as file:
        wanted = {row["title"]: row for row in csv.DictReader(file)}
    for who in (ruth, eli):
        decides(
            who, home, "title", {t for t, row in wanted.items() if row["label_abstract_screening"] == "1"}
        )
    Record.objects.filter(title_state="in").update(got="got")
    for who in (ruth, eli):
        decides(who, home, "text", labelled(wanted, "label_included"))
    ruth.goto(f"{home}report/")
    heading(ruth, "Report")
    shown = {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").inner_text()
        for row in ruth.get_by_role("row").all()[1:]
    }
    assert shown["records from databases"] == str(len(wanted))
    assert shown["full texts assessed"] == "34"
    assert shown["studies included"] == "9"
    assert Decision.objects.filter(ended_at=None).count() == 2 * (len(wanted) + 34)


def labelled(rows: dict[str, dict[str, str]], column: str) -> set[str]:
    return {title for title, row in rows.items() if row[column] == "1"}


def decides(page: Page, home: str, stage: str, let_in: set[str]) -> None:
    """One record after the other, through the real pages, by the request that the button makes."""
    page.goto(f"{home}screening/{stage}/next/")
    while "/done/" not in page.url:
        title = page.get_by_role("heading", level=1).inner_text()
        if title in let_in:
            page.keyboard.press("i")
        else:
            page.keyboard.press("1")
            page.keyboard.press("e")
        page.wait_for_load_state()
