"""A diary is read right, whatever it calls its zones; one that lies, loops or is enormous is refused."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.care.communication.rules import visit_code
from alongside.care.communication.rules.calendar_file import Entry, Reading, Window, read, window_at
from alongside.care.communication.rules.calendar_refusal import (
    MOST_BYTES,
    MOST_EVENTS,
    CalendarRefused,
    LeftOut,
    Refusal,
)
from alongside.care.communication.rules.calendar_repeats import NotFollowed, cost
from tests.care.communication.diary import HEAD, calendar, event

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 12, 10, 30, tzinfo=dt.UTC)
CODE = visit_code.drawn(lambda signs: signs[7])


def reading(*parts: str, **more) -> Reading:
    return read(calendar(*parts, **more), zone=LONDON, window=window_at(NOW))


def entries(*parts: str, **more) -> list[Entry]:
    return reading(*parts, **more).entries


def starts(*parts: str) -> list[str]:
    return [entry.starts_at.strftime("%m-%d %H:%M") for entry in entries(*parts)]


def refusal(data: bytes) -> Refusal:
    with pytest.raises(CalendarRefused) as refused:
        read(data, zone=LONDON, window=window_at(NOW))
    return refused.value.reason


# --- when it is --------------------------------------------------------------------------------------


LONG_AGO = "DTSTART:19710101T000000Z"
MANY_DAYS = ("20261117T101500Z", "20261118T101500Z", "20261118T101500Z")


@pytest.mark.parametrize(
    "start,utc",
    [
        ("DTSTART:20261117T101500Z", "11-17 10:15"),
        ("DTSTART;TZID=Europe/Berlin:20261117T101500", "11-17 09:15"),
        ("DTSTART;TZID=GMT Standard Time:20270706T101500", "07-06 09:15"),
        ('DTSTART;TZID="W. Europe Standard Time":20270706T101500', "07-06 08:15"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261117T101500", "11-17 09:15"),
        ("DTSTART:20270706T101500", "07-06 09:15"),  # no zone: by the service's clock
        ("DTSTART;VALUE=DATE:20270706", "07-05 23:00"),  # a day begins at the service's midnight
        ("DTSTART;TZID=Europe/London:20270328T013000", "03-28 01:30"),  # skipped: as the clock before it
        ("DTSTART;TZID=Europe/London:20271031T013000", "10-31 00:30"),  # twice: the first
    ],
)
def test_a_time_is_read_in_its_own_zone_on_both_sides_of_each_change(start: str, utc: str) -> None:
    window = Window(NOW, NOW + dt.timedelta(days=400))
    (found,) = read(calendar(event(start=start)), zone=LONDON, window=window).entries
    assert found.starts_at.strftime("%m-%d %H:%M") == utc


def test_a_weekly_visit_stays_at_its_hour_through_both_changes_of_the_clocks() -> None:
    window = Window(dt.datetime(2026, 3, 1, tzinfo=dt.UTC), dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    weekly = event("w", "RRULE:FREQ=WEEKLY;COUNT=35", start="DTSTART;TZID=Europe/London:20260317T101500")
    found = read(calendar(weekly), zone=LONDON, window=window).entries
    assert len(found) == 35
    assert {entry.starts_at.astimezone(LONDON).strftime("%a %H:%M") for entry in found} == {"Tue 10:15"}
    assert {entry.starts_at.hour for entry in found} == {9, 10}
    assert len({entry.key for entry in found}) == 35
    assert len({entry.series for entry in found}) == 1


OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Clinic time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0400
TZOFFSETTO:{to}
END:STANDARD
END:VTIMEZONE"""


@pytest.mark.parametrize(
    "first,then", [(("+0300", "07:15"), ("+0500", "05:15")), (("+0500", "05:15"), ("+0300", "07:15"))]
)
def test_two_calendars_that_call_their_own_zones_the_same_are_not_mixed_up(first, then) -> None:
    for to, utc in (first, then):
        found = starts(OWN_ZONE.format(to=to), event(start="DTSTART;TZID=Clinic time:20261117T101500"))
        assert found == [f"11-17 {utc}"]


def test_a_calendar_that_lies_about_a_known_zone_is_not_believed() -> None:
    lie = OWN_ZONE.format(to="+0900").replace("Clinic time", "Europe/London")
    assert starts(lie, event(start="DTSTART;TZID=Europe/London:20261117T101500")) == ["11-17 10:15"]


def test_an_unknown_zone_leaves_that_entry_out_and_no_other() -> None:
    found = reading(event("a", start="DTSTART;TZID=Nowhere:20261117T101500"), event("b"))
    assert len(found.entries) == 1
    assert found.left_out == {LeftOut.ZONE: 1}
    assert len(found.unread) == 1


# --- series, exceptions, cancellations ---------------------------------------------------------------

SERIES = event(
    "s", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/London:20261124T101500",
    start="DTSTART;TZID=Europe/London:20261117T101500",
)  # fmt: skip


def test_a_series_leaves_out_its_exceptions_and_moves_what_was_moved_under_the_same_key() -> None:
    plain_ = entries(SERIES)
    assert [e.starts_at.strftime("%m-%d") for e in plain_] == ["11-17", "12-01", "12-08"]
    moved = event(
        "s", "RECURRENCE-ID;TZID=Europe/London:20261201T101500", "SEQUENCE:1",
        start="DTSTART;TZID=Europe/London:20261202T140000",
    )  # fmt: skip
    off = event("s", "RECURRENCE-ID:20261208T101500Z", "STATUS:CANCELLED", start="DTSTART:20261208T101500Z")
    changed = entries(SERIES, moved, off)
    assert [e.starts_at.strftime("%m-%d %H:%M") for e in changed] == [
        "11-17 10:15",
        "12-02 14:00",
        "12-08 10:15",
    ]
    assert [e.cancelled for e in changed] == [False, False, True]
    assert {e.key for e in plain_} == {e.key for e in changed}


@pytest.mark.parametrize("then", ["TZID=Europe/London:20261124T101500", "VALUE=DATE-TIME:20261124T101500Z"])
def test_what_is_moved_from_one_day_on_is_every_visit_from_then_on_each_under_its_own_key(then: str) -> None:
    weekly = event("s", "RRULE:FREQ=WEEKLY;COUNT=4", start="DTSTART;TZID=Europe/London:20261117T101500")
    onward = event(
        "s", f"RECURRENCE-ID;RANGE=THISANDFUTURE;{then}", start="DTSTART;TZID=Europe/London:20261125T140000"
    )
    before, after = entries(weekly), entries(weekly, onward)
    assert [each.starts_at.strftime("%m-%d %H:%M") for each in after] == [
        *("11-17 10:15", "11-25 14:00", "12-02 14:00", "12-09 14:00")
    ]
    assert [each.key for each in after] == [each.key for each in before], "moved, and none is new"


def test_so_it_is_through_a_change_of_the_clocks() -> None:
    weekly = event("s", "RRULE:FREQ=WEEKLY;COUNT=4", start="DTSTART;TZID=Europe/London:20270316T101500")
    onward = event(
        "s",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20270323T101500Z",
        start="DTSTART;TZID=Europe/London:20270323T160000",
    )
    before, after = entries(weekly), entries(weekly, onward)
    assert [each.starts_at.strftime("%m-%d %H:%M") for each in after] == [
        *("03-16 10:15", "03-23 16:00", "03-30 15:00", "04-06 15:00")
    ]
    assert [each.key for each in after] == [each.key for each in before]


@pytest.mark.parametrize("start", ["20261025T013000", "20270328T003000"])
def test_half_an_hour_is_half_an_hour_while_the_clocks_change(start: str) -> None:
    (found,) = entries(event("d", "DURATION:PT30M", start=f"DTSTART;TZID=Europe/London:{start}"))
    assert found.ends_at - found.starts_at == dt.timedelta(minutes=30)


def test_of_the_same_entry_twice_the_newer_counts_once() -> None:
    (found,) = entries(
        event("d", "SEQUENCE:3", start="DTSTART:20261119T090000Z"),
        event("d", "SEQUENCE:1", start="DTSTART:20261117T090000Z"),
    )
    assert (found.sequence, found.starts_at.day) == (3, 19)


def test_a_calendar_sent_to_cancel_cancels() -> None:
    (found,) = entries(event(), head=(*HEAD, "METHOD:CANCEL"))
    assert found.cancelled


@pytest.mark.parametrize(
    "more,minutes",
    [(["DURATION:PT45M"], 45), (["DTEND:20261117T111500Z"], 60), ([], 30), (["DTEND:20261117T091500Z"], 30)],
)
def test_an_end_before_its_beginning_is_no_end(more: list[str], minutes: int) -> None:
    (found,) = entries(event("e", *more))
    assert found.ends_at - found.starts_at == dt.timedelta(minutes=minutes)


def test_holidays_of_two_weeks_are_nobodys_visit() -> None:
    away = event("h", "DTEND;VALUE=DATE:20261201", start="DTSTART;VALUE=DATE:20261117")
    assert entries(away) == []
    with_code = event("h", "DTEND;VALUE=DATE:20261201", start="DTSTART;VALUE=DATE:20261117", summary=CODE)
    assert reading(with_code).left_out == {LeftOut.TOO_LONG: 1}, "somebody meant it for us: say so"


# --- whose it is -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        f"SUMMARY:Physio {CODE}",
        f"DESCRIPTION:first visit\\, {CODE.lower()}\\nbring shoes",
        f"X-ALONGSIDE:{CODE.replace('-', '')}",
        f"CATEGORIES:Clinic,{CODE}",
        f"LOCATION:Room 4 ({CODE.replace('-', ' ')})",
    ],
)
def test_our_code_is_found_wherever_the_clinic_wrote_it(line: str) -> None:
    (found,) = entries(event("c", line, summary="x"))
    assert found.codes == {CODE}


@given(st.text(alphabet=visit_code.SIGNS[:31], min_size=7, max_size=7), st.data())
def test_a_slip_of_one_sign_or_a_swap_of_two_is_no_other_persons_code(
    signs: str, data: st.DataObject
) -> None:
    drawn = iter(signs)
    code = visit_code.drawn(lambda _signs: next(drawn))
    assert visit_code.found(f"see {code}.") == {code}
    body = code[3:].replace("-", "")
    at = data.draw(st.integers(0, 7))
    other = data.draw(st.sampled_from(visit_code.SIGNS[:31].replace(body[at], "")))
    slipped = body[:at] + other + body[at + 1 :]
    assert not visit_code.found(visit_code.spelled(slipped))
    if at < 7 and body[at] != body[at + 1]:
        swapped = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
        assert not visit_code.found(visit_code.spelled(swapped))


def test_guests_attachments_and_alarms_are_not_even_read() -> None:
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDESCRIPTION:" + CODE + "\r\nEND:VALARM"
    (found,) = entries(event("g", f"ATTENDEE;CN={CODE}:mailto:joan@people.example", f"ATTACH:{CODE}", alarm))
    assert found.codes == frozenset()


# --- refused, clearly --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data,why",
    [
        (b"", Refusal.NOT_A_CALENDAR),
        (b"Dear Priya,", Refusal.NOT_A_CALENDAR),
        (b"PK\x03\x04\x00\x00", Refusal.NOT_A_CALENDAR),
        (b"<!DOCTYPE html><html>Please sign in", Refusal.A_PAGE),
        (calendar(event()).decode().encode("utf-16"), Refusal.CHARSET),
        (calendar(event(summary="Caf\xe9")).decode().encode("latin-1"), Refusal.CHARSET),
        (calendar(event())[:-20], Refusal.CUT_OFF),
        (calendar("END:VEVENT"), Refusal.CUT_OFF),
        (b"BEGIN:VCALENDAR\r\n" * 3 + b"END:VCALENDAR\r\n" * 3, Refusal.NESTED),
        (calendar("BEGIN:VEVENT", event(), "END:VEVENT"), Refusal.NESTED),
        (calendar("BEGIN:VTIMEZONE\r\n" * 2 + "END:VTIMEZONE\r\n" * 2), Refusal.NESTED),
        (calendar(*["BEGIN:X"] * 9, *["END:X"] * 9), Refusal.NESTED),
        (b"BEGIN:VCALENDAR" + b" " * MOST_BYTES, Refusal.TOO_BIG),
        (calendar(*[event("u")] * (MOST_EVENTS + 1)), Refusal.TOO_MANY),
        (calendar("\r\n" * 200_001), Refusal.TOO_MANY),
        (
            calendar(*(OWN_ZONE.format(to="+0300").replace("Clinic", f"Clinic {n}") for n in range(70))),
            Refusal.ZONES,
        ),
        (
            calendar(
                OWN_ZONE.format(to="+0300").replace("TZOFFSETFROM", "RRULE:FREQ=SECONDLY\nTZOFFSETFROM")
            ),
            Refusal.ZONES,
        ),
        (calendar(event("r", "RRULE:FREQ=SECONDLY;COUNT=999999999")), Refusal.TOO_MUCH),
        (calendar(event("r", "RRULE:FREQ=MINUTELY")), Refusal.TOO_MUCH),
        (
            calendar(event("r", *["RDATE:" + ",".join([day] * 400) for day in MANY_DAYS])),
            Refusal.TOO_MUCH,
        ),
        (
            calendar(*(event(f"r{n}", "RRULE:FREQ=DAILY", start=LONG_AGO) for n in range(60))),
            Refusal.TOO_MUCH,
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Refusal) else "",
)  # fmt: skip
def test_what_lies_loops_or_is_enormous_is_refused_with_its_reason(data: bytes, why: Refusal) -> None:
    assert refusal(data) is why


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",  # begins on a Tuesday
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3",  # begins in November
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYHOUR=1,2,3,4,5",
        "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=1",
        "FREQ=DAILY;BYSETPOS=366",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;INTERVAL=2;INTERVAL=1",
        "FREQ=DAILY;UNTIL=tomorrow",
        "INTERVAL=1",
        "",
    ],
)  # fmt: skip
def test_a_rule_that_never_comes_true_or_that_nobody_follows_leaves_its_entry_out(rule: str) -> None:
    found = reading(event("r", f"RRULE:{rule}"), event("other"))
    assert len(found.entries) == 1
    assert sum(found.left_out.values()) == 1


@pytest.mark.parametrize(
    "start", ["00010101T000000Z", "99991231T235959Z", "99999999T999999Z", "20261131T100000Z", "soon"]
)
def test_absurd_dates_harm_nothing(start: str) -> None:
    found = reading(event("x", start=f"DTSTART:{start}"), event("other"))
    assert len(found.entries) == 1
    yearly = reading(event("x", "RRULE:FREQ=YEARLY", start=f"DTSTART:{start}"), event("other"))
    assert len(yearly.entries) == 1


def test_an_endless_series_is_followed_inside_the_window_only() -> None:
    found = entries(event("r", "RRULE:FREQ=DAILY", start="DTSTART:20200101T090000Z"))
    assert 425 <= len(found) <= 432


PIECES = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "UID:a",
        "DTSTART:20261117T101500Z",
        "DTSTART;TZID=Clinic time:20261117T101500",
        "DTSTART;VALUE=DATE:20261117",
        "DTEND;VALUE=DATE:20261117",
        "DURATION:-PT5M",
        "DURATION:P99999999D",
        "RRULE:FREQ=DAILY",
        "RDATE;VALUE=PERIOD:20261118T101500Z/PT1H",
        "RECURRENCE-ID:20261117T101500Z",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261117T101500Z",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "EXDATE:20261118T101500Z",
        "EXDATE;VALUE=DATE:20261118",
        "SEQUENCE:x",
        "SEQUENCE:-99999999999999999999",
        "STATUS:",
        "TZID:Clinic time",
        "TZOFFSETFROM:+9999",
        "TZOFFSETTO:-0100",
        'SUMMARY;X="a:b":y',
        "CATEGORIES:",
        f"LOCATION:{CODE}",
        " folded",
        "\tfolded",
        ":",
        ";",
        "=",
        "METHOD:",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=30), max_size=25))
@example(
    [
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTART;VALUE=DATE:20261117",
        "RRULE:FREQ=DAILY",
        "EXDATE:20261118T101500Z",
        "END:VEVENT",
    ]
)
@example(
    [
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTART:20261117T101500Z",
        "RRULE:FREQ=DAILY",
        "RECURRENCE-ID:20261117T101500Z",
        "END:VEVENT",
    ]
)
def test_whatever_a_diary_holds_it_is_read_or_refused_and_nothing_else(parts: list[str]) -> None:
    window = window_at(NOW)
    try:
        found = read(calendar(*parts), zone=LONDON, window=window)
    except CalendarRefused:
        return
    for entry in found.entries:
        assert window.has(entry.starts_at)
        assert entry.starts_at < entry.ends_at
        assert entry.starts_at.utcoffset() == dt.timedelta(0)
    assert len({entry.key for entry in found.entries}) == len(found.entries)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for content in (data, b"BEGIN:VCALENDAR\r\n" + data, calendar("BEGIN:VEVENT")[:-16] + data):
        try:
            read(content, zone=LONDON, window=window_at(NOW))
        except CalendarRefused:
            continue


@settings(max_examples=60)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 60),
    st.lists(st.sampled_from(["MO", "TU", "SU", "1MO", "-1FR", "5WE"]), max_size=3),
    st.lists(st.integers(-31, 31), max_size=2),
    st.lists(st.integers(1, 12), max_size=2),
)
def test_what_a_series_costs_is_never_less_than_what_it_brings(freq, every, weekdays, days, months) -> None:
    parts = [f"FREQ={freq}", f"INTERVAL={every}"]
    for name, values in (("BYDAY", weekdays), ("BYMONTHDAY", days), ("BYMONTH", months)):
        if values:
            parts.append(f"{name}={','.join(map(str, values))}")
    rule, window = ";".join(parts), window_at(NOW)
    try:
        paid = cost(rule, dt.date(2026, 11, 17), window.dates())
    except NotFollowed:
        return
    found = reading(event("r", f"RRULE:{rule}"))
    assert len(found.entries) <= paid.times + 1  # the first is there whatever the rule says
