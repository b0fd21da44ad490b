"""*The one who did not want to be contacted, and was not*: Sam, a real mail server, and three months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from alongside.base import clock
from alongside.base.record import chores, deliveries, mail
from alongside.base.record.models import Delivery
from alongside.care.access.actions import new_or_worse
from alongside.care.communication.actions import message
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.actions.visit import When, Where
from alongside.care.communication.models import Message
from alongside.care.communication.rules.words import Written
from alongside.care.measures.actions import occasion
from alongside.care.measures.models import Occasion
from alongside.care.partnership import reminding
from alongside.care.partnership.actions import reminder
from alongside.care.partnership.rules.schedules import Every, Rhythm
from tests.base.record.mailbox import Mailbox
from tests.care.partnership.leaving import WELCOME, a_real_server, says
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, PHONE, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THREE_MONTHS = 92


@pytest.fixture
def mailbox(settings: LazySettings) -> Iterator[Mailbox]:
    with a_real_server(settings) as mailbox:
        yield mailbox


@pytest.fixture
def began() -> datetime:
    """Three months ago, at ten in the morning: what time brings has been brought when the browser looks."""
    ago = clock.now() - timedelta(days=THREE_MONTHS + 1)
    return ago.replace(hour=10, minute=0, second=0, microsecond=0)


def _worker(at: datetime) -> None:
    """What the worker does at that instant: its chores, its looks, the post."""
    with clock.frozen(at):
        chores.do_all()
        reminding.send_due()
        deliveries.work_off(mail.send)


def _writes(clinic: Clinic, words: str, at: datetime) -> None:
    with clock.frozen(at):
        message.begin(partnership=clinic.sams, written=Written(words), by=clinic.noor)


def _life_before(clinic: Clinic, began: datetime) -> None:
    """Sam likes e-mail, is reminded of his plan every day, and is to rate again after three months."""
    with clock.frozen(began):
        says(clinic.sams, **WELCOME)
        daily = Rhythm(Every.WEEK, began.date(), time(9), frozenset(range(7)))
        reminder.remind(partnership=clinic.sams, cue="plan", rhythm=daily, by=clinic.sam)
        for first in occasion.open_baseline(partnership=clinic.sams, by=clinic.sam):
            due = began + timedelta(days=90)
            Occasion.objects.create(
                service=clinic.service, partnership=clinic.sams, key=first.key, kind="three-months",
                instrument=first.instrument, opens_at=due, due_at=due, closes_at=None,
            )  # fmt: skip


def _three_months_pass(clinic: Clinic, began: datetime) -> None:
    """Noor writes again, plans a visit and moves it; every day the worker does what it does."""
    half = timedelta(minutes=30)
    where = Where(place="Room 2")
    with clock.frozen(began + timedelta(days=2)):
        starts = began + timedelta(days=30)
        visit = visits.plan(
            partnership=clinic.sams, when=When(starts, starts + half), where=where,
            professional=clinic.noor, by=clinic.noor,
        )  # fmt: skip
    for day in range(1, THREE_MONTHS):
        if day == 20:
            _writes(clinic, "How are you getting on?", began + timedelta(days=day))
        if day == 25:
            with clock.frozen(began + timedelta(days=day)):
                starts = began + timedelta(days=40)
                visits.change(
                    visit=visit, when=When(starts, starts + half), where=where,
                    professional=clinic.noor, by=clinic.noor,
                )  # fmt: skip
        for hour in (0, 3):
            _worker(began + timedelta(days=day, hours=hour))


def _do_not_contact_me(sam: Page) -> None:
    follow(sam, "My way")
    heading(sam, "My way")
    sam.get_by_role("link", name="Change May we get in touch first?").or_(
        sam.locator("a[href$='/way/contact/']")
    ).first.click()
    sam.get_by_label("Do not contact me").check()
    look(sam)
    press(sam, "Save")
    heading(sam, "My way")


def test_who_did_not_want_to_be_contacted_was_not(
    window: Window, clinic: Clinic, mailbox: Mailbox, began: datetime
) -> None:
    _life_before(clinic, began)
    _writes(clinic, "Welcome. I am here for you.", began)
    _worker(began)
    assert len(mailbox.letters) == 1, "the server is there, and he was told as he wished"

    # Another is promised; before it leaves he says that he wants none.
    _writes(clinic, "One more thing.", began + timedelta(minutes=1))
    sam = window("sam", size=PHONE)
    _do_not_contact_me(sam)
    _worker(began + timedelta(minutes=2))
    _three_months_pass(clinic, began)
    assert len(mailbox.letters) == 1, [letter["Subject"] for letter in mailbox.letters]
    assert set(Delivery.objects.exclude(sent_at__isnull=False).values_list("state", flat=True)) == {
        "withheld"
    }

    # The team sees that it was withheld, and why; and whom they have before them.
    noor = window("noor", size=DESK, at=f"/p/{clinic.sams.pk}/deliveries/")
    heading(noor, "What was sent")
    expect(noor.get_by_text("Withheld: they asked not to be contacted.").first).to_be_visible()
    expect(noor.get_by_text("Do not contact them first.").first).to_be_visible()

    # Sam sees everything when he signs in, in his own time.
    sam.goto("/")
    look(sam)
    for words in ("One more thing.", "How are you getting on?"):
        thread = Message.objects.get(text=words).thread_id
        sam.goto(f"/p/{clinic.sams.pk}/talk/{thread}/")
        expect(sam.get_by_text(words).first).to_be_visible()
    sam.goto(f"/p/{clinic.sams.pk}/way/")
    follow(sam, "What we sent you")
    heading(sam, "What we sent you")
    expect(sam.get_by_text("Not sent, because you asked us not to contact you.").first).to_be_visible()
    expect(sam.get_by_text("A reminder: Rating again, after three months")).to_be_visible()
    expect(sam.get_by_text("A reminder: Our plan, and how it goes")).to_be_visible()
    follow(sam, "Reminders")
    heading(sam, "Reminders")
    for page in ("plan", "where"):
        sam.goto(f"/p/{clinic.sams.pk}/reminders/{page}/")
        expect(sam.get_by_role("button", name="Save")).to_be_visible()
        look(sam)
    sam.goto(f"/p/{clinic.sams.pk}/reminders/")
    expect(sam.get_by_text("You asked us not to e-mail you.")).to_be_visible()
    press(sam, "Stop all reminders")
    expect(sam.get_by_text("No reminders, as you asked")).to_be_visible()
    look(sam)


def test_for_his_safety_a_professional_rings_and_says_why(
    window: Window, clinic: Clinic, mailbox: Mailbox
) -> None:
    says(clinic.sams, channels=["phone"], contact="do_not_contact", seen_by_others="nobody")
    new_or_worse.tell(partnership=clinic.sams, words="My leg is numb since yesterday.", by=clinic.sam)
    noor = window("noor", size=DESK, at=f"/p/{clinic.sams.pk}/talk/ring/")
    expect(noor.get_by_text("For their safety only: you decide each time.").first).to_be_visible()
    look(noor)
    noor.get_by_role("textbox").first.fill("The numb leg")
    press(noor, "Put it on my calls")
    press(noor, "I ring now")
    expect(noor.get_by_text("Say why you ring all the same.").first).to_be_visible()
    noor.get_by_label("Why").last.fill("A new numb leg could be an emergency.")
    press(noor, "I ring now")
    expect(noor.get_by_role("heading", name="You are ringing now")).to_be_visible()
    look(noor)
    sam = window("sam", at=f"/p/{clinic.sams.pk}/talk/calls/")
    heading(sam, "Calls")
    _worker(clock.now() + timedelta(minutes=1))
    assert mailbox.letters == []
