"""Visits in the person's own calendar, read back by another library than the one that wrote them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from alongside.base import ids
from alongside.care.communication import own_calendar
from alongside.care.communication.actions import calendar_key, visit
from alongside.care.communication.actions.visit import Where
from alongside.care.communication.models import CalendarKey
from alongside.care.communication.rules.calendar_file import Window, read
from alongside.care.communication.rules.calendar_writing import Out, write
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import Way
from tests.care.communication.visiting import NEXT_TUESDAY, on, planned
from tests.conftest import Clinic

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland")


def open_to_all(clinic: Clinic) -> None:
    """Joan said that nobody else sees her telephone or mail."""
    Way.objects.create(
        service=clinic.service, partnership=clinic.partnership, version=1, said=["seen_by_others"],
        channels=["here"], seen_by_others="nobody", contact="welcome", support="some", gp="ask_me_first",
        say="varies", by=clinic.joan,
    )  # fmt: skip


def other_side(content: bytes):
    """The calendar as another library reads it."""
    return vobject.readOne(content.decode())


def instant(value) -> datetime:
    return value.astimezone(UTC)


# --- what other libraries read -----------------------------------------------------------------------


@trying(max_examples=40)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 3 * 365 * 24 * 60),
    st.integers(5, 600),
)
def test_whenever_a_visit_is_another_library_reads_the_same_instants(
    zone: str, at: int, minutes: int
) -> None:
    starts = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    made = Out(
        ids.uuid7(),
        3,
        starts,
        starts + timedelta(minutes=minutes),
        True,
        False,
        starts,
        "Visit",
        "Room 4; left",
        "a\nb",
    )
    content = write([made], zone=ZoneInfo(zone), name="Clinic", maker="Alongside")
    found = other_side(content).vevent
    assert instant(found.dtstart.value) == starts
    assert instant(found.dtend.value) == made.ends_at
    assert (found.location.value, found.description.value) == ("Room 4; left", "a\nb")
    window = Window(starts - timedelta(days=1), starts + timedelta(days=1))
    (again,) = read(content, zone=ZoneInfo("UTC"), window=window).entries
    assert (again.starts_at, again.ends_at, again.sequence) == (starts, made.ends_at, 3)


@pytest.mark.parametrize(
    "at", ["2026-10-25T00:30", "2026-10-25T01:30", "2026-03-29T00:59", "2026-03-29T01:00"]
)
def test_in_the_hours_when_the_clocks_change_no_visit_is_an_hour_off(at: str) -> None:
    starts = datetime.fromisoformat(at).replace(tzinfo=UTC)
    out = Out(ids.uuid7(), 0, starts, starts + timedelta(minutes=30), True, False, starts, "Visit")
    content = write([out], zone=ZoneInfo("Europe/London"), name="", maker="x")
    assert instant(other_side(content).vevent.dtstart.value) == starts


def test_a_day_without_a_time_is_a_whole_day() -> None:
    starts = datetime(2027, 7, 5, 23, tzinfo=UTC)
    out = Out(ids.uuid7(), 0, starts, starts + timedelta(days=1), False, False, starts, "Visit")
    found = other_side(write([out], zone=ZoneInfo("Europe/London"), name="", maker="x")).vevent
    assert found.dtstart.value.isoformat() == "2027-07-06"


# --- her private address -----------------------------------------------------------------------------


@pytest.fixture
def address(clinic: Clinic, thursday: datetime) -> str:
    open_to_all(clinic)
    return (
        f"/calendar/{own_calendar.key_of(calendar_key.make(partnership=clinic.partnership, by=clinic.joan))}/"
    )


def test_a_calendar_follows_a_visit_that_is_moved_and_called_off_under_one_key(
    clinic: Clinic, address: str
) -> None:
    row = planned(clinic)
    first = other_side(Client().get(address).content).vevent
    assert first.summary.value == "Visit: Priya"
    assert first.location.value == "Room 4"
    assert first.status.value == "CONFIRMED"
    visit.change(
        visit=row,
        when=on(NEXT_TUESDAY + timedelta(days=1)),
        where=Where(place="Room 5"),
        professional=clinic.priya,
        by=clinic.priya,
    )
    second = other_side(Client().get(address).content).vevent
    assert second.uid.value == first.uid.value
    assert int(second.sequence.value) > int(first.sequence.value)
    assert instant(second.dtstart.value) == NEXT_TUESDAY + timedelta(days=1)
    visit.cancel(visit=row, by=clinic.priya)
    third = other_side(Client().get(address).content).vevent
    assert (third.uid.value, third.status.value) == (first.uid.value, "CANCELLED")
    assert int(third.sequence.value) > int(second.sequence.value)


def test_where_somebody_else_may_see_it_the_calendar_says_nothing(
    clinic: Clinic, thursday: datetime, as_
) -> None:
    row = planned(clinic)  # Joan has not said who sees her telephone
    key = own_calendar.key_of(calendar_key.make(partnership=clinic.partnership, by=clinic.joan))
    for answer in (
        Client().get(f"/calendar/{key}/"),
        as_("joan").get(f"/p/{clinic.partnership.pk}/talk/visits/{row.pk}/date.ics"),
    ):
        text = answer.content.decode()
        assert other_side(answer.content).vevent.summary.value == "Appointment"
        for word in ("Priya", "physio", "Clinic", "Pain", "Room", "Alongside", "0113", "visit", "Joan"):
            assert word.lower() not in text.lower()
        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert answer.headers["Cache-Control"] == "no-store"
        assert "visit" not in answer.headers["Content-Disposition"]


def test_a_wrong_an_old_and_a_revoked_key_lead_to_the_same_nothing(clinic: Clinic, address: str) -> None:
    good = Client().get(address)
    assert good.status_code == 200
    assert not good.cookies
    key = address.split("/")[2]
    swapped = key[:-1] + ("0" if key[-1] != "0" else "1")
    assert re.fullmatch(r"[0-9a-f]{32}-[0-9a-f]{40}", key), "160 bits that nobody guesses"
    for wrong in (swapped, "x", f"{ids.uuid7().hex}-{'0' * 40}", key.partition("-")[0]):
        assert Client().get(f"/calendar/{wrong}/").status_code == 404
    newer = calendar_key.make(partnership=clinic.partnership, by=clinic.joan)
    assert Client().get(address).status_code == 404
    assert Client().get(f"/calendar/{own_calendar.key_of(newer)}/").status_code == 200
    calendar_key.revoke(partnership=clinic.partnership, by=clinic.joan)
    assert Client().get(f"/calendar/{own_calendar.key_of(newer)}/").status_code == 404
    assert CalendarKey.objects.filter(revoked_at=None).count() == 0


def test_an_address_is_the_persons_own_to_make(clinic: Clinic, thursday: datetime, as_) -> None:
    for by in (clinic.priya, clinic.sam):
        with pytest.raises(Refused):
            calendar_key.make(partnership=clinic.partnership, by=by)
    joan, path = as_("joan"), f"/p/{clinic.partnership.pk}/talk/visits/calendar/"
    page = joan.post(path, {"what": "new"}, follow=True).text
    row = CalendarKey.objects.get()
    assert own_calendar.key_of(row) in page
    assert "No calendar has asked" in page
    Client().get(f"/calendar/{own_calendar.key_of(row)}/")
    assert "A calendar asked for it last" in joan.get(path).text
    assert own_calendar.key_of(row) not in joan.post(path, {"what": "off"}, follow=True).text


def test_a_machine_that_tries_keys_is_slowed_down(clinic: Clinic, address: str, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "calendar": "3/m/ip"}
    assert [Client().get("/calendar/x/").status_code for _try in range(4)] == [404, 404, 404, 429]
    assert Client().get(address).status_code == 429, "whoever has the key waits as well"
