"""Two reviewers, in two browsers, go from a file to a flow; each sees only what is theirs to see.

On a desk and on a phone, with JavaScript and without, by keys where there are keys. Every page on the way is
looked at by axe, and none may scroll sideways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record, SourceRecord
from alongside.evidence.report.counts import counts
from alongside.evidence.screening.models import Decision, Ranking
from alongside.evidence.synthesis.models import Synthesis
from tests.evidence.real_data import real_data
from tests.evidence.web import account, ris, work
from tests.journeys import looks
from tests.journeys.conftest import new_window, sign_in
from tests.journeys.looks import DESK, PHONE, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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
    file = folder / "SkeletalMuscleRelaxants.ris"  # a name that must break on a phone
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
def test_two_reviewers_take_a_real_export_to_a_flow(windows) -> None:
    """The decisions are those of the file. Each takes the first by keys; the rest go through the same
    pages, with the same cookies and forms, as the browser sends them, while a worker ranks and merges."""
    file = real_data("screening", "SkeletalMuscleRelaxants.csv")
    ruth = windows(account("Ruth Adler", professional=True), scripts=True, size=DESK)
    home = begins(ruth)
    ruth.goto(f"{home}files/")
    ruth.get_by_label("The file").set_input_files(file)
    ruth.get_by_label("Where is it from?").fill("Drug class, 2006")
    press(ruth, "Bring it in")
    expect(ruth.get_by_text("We have the file")).to_be_visible()
    work()
    ruth.goto(f"{home}members/")
    ruth.get_by_label("Their e-mail address").fill("eli@university.example")
    ruth.get_by_label("Their name").fill("Eli Marks")
    press(ruth, "Bring them in")
    expect(ruth.get_by_text("They are in.")).to_be_visible()
    eli = windows(Account.objects.get(email="eli@university.example"), scripts=True, size=DESK)
    doubts_answered(ruth, home)

    label = dict(SourceRecord.objects.values_list("record", "raw"))
    brought = len(label)
    standing = set(Record.objects.filter(merged_into=None).values_list("pk", flat=True))
    for who in (ruth, eli):
        decides(who, home, "title", {pk for pk in standing if said(label[pk], "label_abstract_screening")})
    let_in = Record.objects.filter(title_state="in", merged_into=None)
    assert let_in.count() == sum(said(label[pk], "label_abstract_screening") for pk in standing)
    let_in.update(got="got")
    for who in (ruth, eli):
        decides(who, home, "text", {pk for pk in standing if said(label[pk], "label_included")})
    ruth.goto(f"{home}report/")
    heading(ruth, "Report")
    assessed, studies = let_in.count(), sum(said(label[pk], "label_included") for pk in standing)
    shown = {
        "databases": brought, "duplicates": brought - len(standing), "screened": len(standing),
        "assessed": assessed, "text-out": assessed - studies, "studies": studies, "title-open": 0,
    }  # fmt: skip
    assert counts(Synthesis.objects.get()).of.items() >= shown.items()
    for what in ("databases", "screened", "assessed", "studies"):
        expect(ruth.locator(f'a[href$="report/records/{what}/"]').first).to_be_visible()
    assert Ranking.objects.exists(), "the order was learned on the way"
    assert Decision.objects.filter(ended_at=None).count() == 2 * (len(standing) + assessed)


def said(raw: dict[str, list[str]], column: str) -> bool:
    return raw[column][0].strip() == "1"


def doubts_answered(page: Page, home: str) -> None:
    """Each pair that the software was not sure of, answered on its page: they are different."""
    for _each in range(100):
        page.goto(f"{home}duplicates/")
        pair = page.locator("ul.rows a[href*='/duplicates/']").first
        if not pair.count():
            return
        pair.click()
        press(page, "Different (D)")


BY_HAND = 5
ONCE = re.compile(
    r'<form method="post" data-once class="stack".*?'
    r'name="csrfmiddlewaretoken" value="(\w+)".*?name="once" value="([^"]+)"',
    re.DOTALL,
)
REASON = re.compile(r'name="reasons" value="([^"]+)"')


def decides(page: Page, home: str, stage: str, let_in: set[UUID]) -> None:
    """One record after the other: a few by keys, then by the requests that the buttons make."""
    page.goto(f"{home}screening/{stage}/next/")
    for _each in range(BY_HAND):
        if "/done/" in page.url:
            return
        before = page.url
        if record_in(page.url) not in let_in:
            page.keyboard.press("1")
        page.keyboard.press("i" if record_in(page.url) in let_in else "e")
        page.wait_for_url(elsewhere(before))
    shown = page.request.get(f"{home}screening/{stage}/next/")
    for at in range(10_000):
        if "/done/" in shown.url:
            return
        text = shown.text()
        found = ONCE.search(text)
        assert found, shown.status
        form = {"csrfmiddlewaretoken": found[1], "once": found[2], "verdict": "in"}
        if record_in(shown.url) not in let_in:
            form |= {"verdict": "out", "reasons": REASON.findall(text)[0]}
        shown = page.request.post(shown.url, form=form, headers={"Referer": shown.url})
        if at % 200 == 20:
            work()
    raise AssertionError("it never ended")


def record_in(url: str) -> UUID:
    return UUID(url.partition("#")[0].rstrip("/").rpartition("/")[2])
