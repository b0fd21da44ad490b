"""When a call suits, by when it is promised, and what speaks against ringing: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.services.rules.calendar import Closure, opening_hours
from alongside.care.communication.rules.call_definition import DEFINITIONS, call_rules, read_calls
from alongside.care.communication.rules.call_ringing import Objection, may_leave_message, objections
from alongside.care.communication.rules.call_times import (
    Clinic,
    PartOfDay,
    Suits,
    next_try,
    promised_by,
    stretches,
    suits_at,
)
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.partnership.rules.preferences import (
    Channel,
    Hours,
    MayContact,
    Preferences,
    Purpose,
)

LONDON = ZoneInfo("Europe/London")
RULES = call_rules()
SHIPPED = (resources.files(DEFINITIONS) / "calls.toml").read_bytes()
WEEK = opening_hours(
    {day: ["09:00-12:30", "13:30-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
)
CLINIC = Clinic(WEEK, (), LONDON)

instants = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
FIRST = date(2026, 1, 1)


def _closed(spans: list[tuple[int, int]]) -> tuple[Closure, ...]:
    return tuple(
        Closure(FIRST + timedelta(days=ahead), FIRST + timedelta(days=ahead + days), "")
        for ahead, days in spans
    )


closures = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 9)), max_size=4).map(_closed)
suits = st.builds(
    Suits.of, st.lists(st.integers(0, 6), max_size=3), st.lists(st.sampled_from([*PartOfDay]), max_size=3)
)


@given(instants, suits, closures)
def test_what_is_promised_lies_ahead_inside_the_hours_and_the_times_they_gave(at, suits, closed) -> None:
    clinic = Clinic(WEEK, closed, LONDON)
    latest = promised_by(at, suits, RULES.bands, clinic, working_days=1, notice=timedelta(hours=1), ahead=28)
    assert latest.at is not None
    assert latest.at > at
    day = clinic.day_of(latest.at)
    assert not any(each.covers(day) for each in closed)
    assert WEEK.on(day)
    if latest.suits:
        assert latest.at in {end for _start, end in stretches(suits, RULES.bands, clinic, day)}
        assert suits_at(suits, RULES.bands, LONDON, latest.at - timedelta(minutes=1))


@given(instants, suits, closures)
def test_it_is_tried_again_only_while_the_clinic_is_there_and_never_before_the_pause(
    at, suits, closed
) -> None:
    clinic = Clinic(WEEK, closed, LONDON)
    found = next_try(at, suits, RULES.bands, clinic, ahead=28)
    assert found is not None
    found, until = found
    assert at <= found < until
    day = clinic.day_of(found)
    assert any(start <= found < end for start, end in stretches(Suits(), RULES.bands, clinic, day))
    fits = [
        one
        for ahead in range(29)
        for one in stretches(suits, RULES.bands, clinic, clinic.day_of(at) + timedelta(ahead))
        if one[1] > at
    ]
    assert suits_at(suits, RULES.bands, LONDON, found) or not fits


@pytest.mark.parametrize(
    "day, utc", [(date(2026, 3, 27), 9), (date(2026, 3, 30), 8), (date(2026, 10, 26), 9)]
)
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_change_of_the_clocks(day: date, utc: int) -> None:
    (start, _end), *_rest = stretches(Suits(), RULES.bands, CLINIC, day)
    assert start == datetime.combine(day, time(utc), UTC)


NEW_YORK, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
zones = st.sampled_from([LONDON, NEW_YORK, TOKYO, ZoneInfo("Australia/Lord_Howe")])


def test_in_the_morning_is_the_morning_where_they_are_on_both_sides_of_a_change_of_the_clocks() -> None:
    mornings = replace(Suits.of([], ["morning"]), zone=NEW_YORK)
    clinic = Clinic(
        opening_hours({key: ["09:00-17:00"] for key in ("thursday", "friday", "monday")}), (), LONDON
    )
    for day, utc in ((date(2026, 3, 6), 13), (date(2026, 3, 12), 12), (date(2026, 3, 30), 12)):
        (one,) = stretches(mornings, RULES.bands, clinic, day)
        assert one[0] == datetime.combine(day, time(utc), UTC)
        assert one[0].astimezone(NEW_YORK).hour == 8
    assert stretches(mornings, RULES.bands, replace(clinic, zone=TOKYO), date(2026, 3, 12)) == []


@given(instants, suits, zones)
def test_nobody_is_rung_in_their_own_night_where_any_hour_of_their_day_is_the_clinics_too(
    at, suits, zone
) -> None:
    suits = replace(suits, zone=zone)
    found = next_try(at, suits, RULES.bands, CLINIC, ahead=28)
    assert found is not None
    by_day = Suits(zone=zone)
    can_be = any(
        stretches(by_day, RULES.bands, CLINIC, CLINIC.day_of(at) + timedelta(more)) for more in range(1, 28)
    )
    assert suits_at(by_day, RULES.bands, LONDON, found[0]) or not can_be


def test_nobody_is_rung_at_night_and_my_way_is_read_as_it_was_said() -> None:
    night = datetime(2026, 11, 12, 3, tzinfo=UTC)
    assert not suits_at(Suits(), RULES.bands, LONDON, night)
    said = Suits.in_hours(frozenset({Hours.WEEKDAY_MORNING, Hours.WEEKEND}))
    assert (0, PartOfDay.MORNING) in said.pairs
    assert (0, PartOfDay.AFTERNOON) not in said.pairs
    assert (6, PartOfDay.AFTERNOON) in said.pairs


def test_too_little_notice_is_no_promise() -> None:
    late = datetime(2026, 11, 12, 16, 30, tzinfo=UTC)  # a Thursday; only Thursday afternoons suit
    thursdays = Suits.of([3], ["afternoon"])
    found = promised_by(
        late, thursdays, RULES.bands, CLINIC, working_days=1, notice=timedelta(hours=1), ahead=28
    )
    assert found.at == datetime(2026, 11, 19, 17, tzinfo=UTC)


def test_a_clinic_that_never_opens_promises_nothing() -> None:
    never = Clinic(opening_hours({}), (), LONDON)
    at = datetime(2026, 11, 12, 10, tzinfo=UTC)
    assert (
        promised_by(at, Suits(), RULES.bands, never, working_days=1, notice=timedelta(0), ahead=28).at is None
    )
    assert next_try(at, Suits(), RULES.bands, never, ahead=28) is None


LEFT_ALONE = Preferences(contact=MayContact.DO_NOT_CONTACT, channels=(Channel.HERE,))


@pytest.mark.parametrize(
    "preferences, purpose, quiet, against",
    [
        (LEFT_ALONE, Purpose.REPLY, True, ()),
        (LEFT_ALONE, Purpose.URGENT, True, (Objection.DO_NOT_CONTACT,)),
        (LEFT_ALONE, Purpose.ROUTINE, True,
         (Objection.DO_NOT_CONTACT, Objection.NOT_BY_TELEPHONE, Objection.BAD_DAY)),
        (Preferences(contact=MayContact.ONLY_REPLIES, channels=(Channel.PHONE,)), Purpose.ROUTINE, False,
         (Objection.ONLY_REPLIES,)),
        (Preferences(channels=(Channel.PHONE,)), Purpose.ROUTINE, False, ()),
    ],
)  # fmt: skip
def test_what_speaks_against_ringing(preferences, purpose, quiet, against) -> None:
    found = objections(preferences, purpose=purpose, said_how=True, in_hours=True, quiet=quiet)
    assert found == against
    outside = objections(preferences, purpose=purpose, said_how=True, in_hours=False, quiet=quiet)
    assert outside == (*against, Objection.OUTSIDE_HOURS), "a wrong hour speaks against every call"


def test_the_stricter_word_decides_about_a_message_and_the_newer_one() -> None:
    for said_nothing, protected, newer, may in (
        (True, False, False, False),
        (False, False, True, True),
        (False, True, True, False),
        (False, True, False, True),
    ):
        found = may_leave_message(said_nothing=said_nothing, protected=protected, way_is_newer=newer)
        assert found is may


@pytest.mark.parametrize(
    "old, new, said",
    [
        (b"working_days = 1 ", b"working_days = 0 ", "promise.working_days"),
        (b"after_minutes = 120", b"after_minuts = 120", "again[0].after_minuts"),
        (b'afternoon = ["12:00", "17:00"]', b'afternoon = ["12:00", "27:00"]', "parts.afternoon"),
        (b'evening = ["17:00", "20:00"]', b'evening = ["07:00", "08:00"]', "follow each other"),
        (b"[window]", b"[window", "line"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place_and_reason(old: bytes, new: bytes, said: str) -> None:
    assert old in SHIPPED
    with pytest.raises(Refusals) as refused:
        read_calls(SHIPPED.replace(old, new, 1))
    assert said in str(refused.value)


def test_a_rule_that_is_changed_is_obeyed_and_nobody_clinical_has_checked_it_yet() -> None:
    assert RULES.signed.checked_by == ""
    assert [RULES.pause_after(tried) for tried in (1, 2, 3)] == [
        timedelta(hours=2),
        timedelta(hours=18),
        None,
    ]
    changed = read_calls(SHIPPED.replace(b"after_minutes = 120", b"after_minutes = 30", 1))
    assert changed.pause_after(1) == timedelta(minutes=30)
