"""The calendar of a service keeps its promises: nobody is told that something is read when nobody reads."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.base.services.rules.calendar import (
    HORIZON,
    WEEKDAYS,
    Closure,
    HoursInvalid,
    OpeningHours,
    ReadingKind,
    Span,
    describe_reading,
    is_open,
    next_reading,
    next_working_morning,
    opening_hours,
    working_days_after,
)

LONDON = ZoneInfo("Europe/London")
OFFICE = opening_hours({day: ["09:00-12:30", "13:30-17:00"] for day in WEEKDAYS[:5]})
SHUT = opening_hours({})

ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Europe/London",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Cairo",
            "UTC",
            "Asia/Kolkata",
        )
    ]
)
MINUTES = st.integers(0, 24 * 60)


@st.composite
def weeks(draw: st.DrawFn) -> OpeningHours:
    days = []
    for _ in WEEKDAYS:
        edges = sorted(draw(st.lists(MINUTES, max_size=4, unique=True)))
        pairs = zip(edges[0::2], edges[1::2], strict=False)
        days.append(tuple(Span(_time(opens), _time(closes)) for opens, closes in pairs))
    return OpeningHours(tuple(days))


@st.composite
def closures(draw: st.DrawFn) -> list[Closure]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))
        found.append(Closure(first, first + dt.timedelta(days=draw(st.integers(0, 40))), "closed"))
    return found


# Half of the moments lie in the nights on which some clock of the zones above changes.
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CHANGES = st.sampled_from(
    [dt.datetime(2026, month, day, tzinfo=dt.UTC) for month, day in ((3, 29), (10, 25), (4, 24), (4, 4))]
)
INSTANTS = st.one_of(
    st.integers(0, 700 * 24 * 60).map(lambda minutes: START + dt.timedelta(minutes=minutes)),
    st.builds(lambda day, minutes: day + dt.timedelta(minutes=minutes), CHANGES, st.integers(-1440, 2880)),
)


def _time(minutes: int) -> dt.time:
    return dt.time(minutes // 60 % 24, minutes % 60)


def london(year: int, month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON, fold=fold)


def utc(year: int, month: int, day: int, hour: int) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


@settings(max_examples=300)
@given(weeks(), closures(), ZONES, INSTANTS)
def test_a_reading_is_never_before_the_sending_and_always_while_the_service_is_open(
    hours: OpeningHours, closed: list[Closure], tz: ZoneInfo, at: dt.datetime
) -> None:
    reading = next_reading(hours, closed, tz, at)
    if reading is None:
        return
    assert at <= reading <= at + HORIZON
    assert is_open(hours, closed, tz, reading)
    assert reading.tzinfo is tz
    assert not any(closure.first <= reading.date() <= closure.last for closure in closed)


@settings(max_examples=300)
@given(weeks(), closures(), ZONES, INSTANTS)
def test_a_reading_lies_in_a_span_of_the_table_as_the_wall_clock_shows_it(
    hours: OpeningHours, closed: list[Closure], tz: ZoneInfo, at: dt.datetime
) -> None:
    """Checked against the table itself. A span that runs over the hour that is repeated is one opening, so
    the clock may show an earlier time in its second half; only there is the reading excused from the wall
    clock.
    """
    reading = next_reading(hours, closed, tz, at)
    if reading is None:
        return
    wall = reading.time()
    spans = hours.on(reading.date())
    shown = any(span.opens <= wall and (wall < span.closes or span.closes == dt.time(0)) for span in spans)
    repeated = reading.fold == 1
    assert shown or repeated


@settings(max_examples=300)
@given(weeks(), closures(), ZONES, INSTANTS, st.integers(0, 7 * 24 * 60))
def test_what_is_sent_later_is_never_read_earlier(
    hours: OpeningHours, closed: list[Closure], tz: ZoneInfo, at: dt.datetime, minutes: int
) -> None:
    first = next_reading(hours, closed, tz, at)
    second = next_reading(hours, closed, tz, at + dt.timedelta(minutes=minutes))
    if first is not None and second is not None:
        assert first <= second


@settings(max_examples=200)
@given(weeks(), closures(), ZONES, INSTANTS)
def test_open_means_read_at_once_and_shut_means_read_later(
    hours: OpeningHours, closed: list[Closure], tz: ZoneInfo, at: dt.datetime
) -> None:
    reading = next_reading(hours, closed, tz, at)
    # In one zone: two instants in two zones are never equal in an hour that the clock goes through twice.
    at_once = reading is not None and reading.astimezone(dt.UTC) == at.astimezone(dt.UTC)
    assert is_open(hours, closed, tz, at) == at_once


@settings(max_examples=150)
@given(weeks(), closures(), ZONES, INSTANTS)
@example(OFFICE, [], LONDON, dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC))
def test_no_opening_is_passed_over(
    hours: OpeningHours, closed: list[Closure], tz: ZoneInfo, at: dt.datetime
) -> None:
    """Every quarter of an hour until the reading (or for five days) is looked at by itself: the service is
    open at none of them.
    """
    reading = next_reading(hours, closed, tz, at)
    until = min(reading or at + HORIZON, at + dt.timedelta(days=5))
    moment = at
    while moment < until:
        assert not is_open(hours, closed, tz, moment)
        moment += dt.timedelta(minutes=15)


def test_a_message_of_friday_evening_is_read_on_monday_at_nine() -> None:
    at = london(2026, 11, 20, 18)
    reading = next_reading(OFFICE, [], LONDON, at)
    assert reading == london(2026, 11, 23, 9)
    told = describe_reading(reading, [], LONDON, at)
    assert (told.kind, told.weekday, told.time) == (ReadingKind.WEEKDAY, 0, dt.time(9))


def test_a_message_at_the_moment_of_closing_is_not_called_read() -> None:
    assert is_open(OFFICE, [], LONDON, london(2026, 11, 23, 16, 59))
    assert not is_open(OFFICE, [], LONDON, london(2026, 11, 23, 17))
    assert next_reading(OFFICE, [], LONDON, london(2026, 11, 23, 17)) == london(2026, 11, 24, 9)


@pytest.mark.parametrize(
    "at, kind",
    [
        (london(2026, 11, 23, 10), ReadingKind.NOW),
        (london(2026, 11, 23, 12, 45), ReadingKind.LATER_TODAY),
        (london(2026, 11, 23, 7), ReadingKind.LATER_TODAY),
        (london(2026, 11, 23, 20), ReadingKind.TOMORROW),
        (london(2026, 11, 21, 10), ReadingKind.WEEKDAY),
        (london(2026, 12, 23, 20), ReadingKind.DATE),
    ],
)
def test_how_far_ahead_a_reading_lies_is_told_by_the_service_clock(
    at: dt.datetime, kind: ReadingKind
) -> None:
    holiday = [Closure(dt.date(2026, 12, 24), dt.date(2027, 1, 3), "Winter holidays")]
    told = describe_reading(next_reading(OFFICE, holiday, LONDON, at), holiday, LONDON, at)
    assert told.kind is kind
    assert told.closure == ("Winter holidays" if kind is ReadingKind.DATE else "")


def test_a_sender_in_another_time_zone_is_told_the_service_time() -> None:
    at = dt.datetime(2026, 11, 23, 22, tzinfo=ZoneInfo("America/New_York"))  # Tuesday, 3:00 in London
    told = describe_reading(next_reading(OFFICE, [], LONDON, at), [], LONDON, at)
    assert (told.kind, told.date, told.time) == (ReadingKind.LATER_TODAY, dt.date(2026, 11, 24), dt.time(9))


def test_the_clocks_going_forward_does_not_move_monday_morning() -> None:
    assert next_reading(OFFICE, [], LONDON, london(2026, 3, 28, 23)) == utc(2026, 3, 30, 8)


def test_the_clocks_going_back_does_not_move_monday_morning() -> None:
    assert next_reading(OFFICE, [], LONDON, london(2026, 10, 24, 23)) == utc(2026, 10, 26, 9)


def test_an_opening_in_the_hour_that_is_skipped_begins_at_the_change() -> None:
    hours = opening_hours({"sunday": ["01:30-03:00"]})
    assert next_reading(hours, [], LONDON, london(2026, 3, 28, 23)) == utc(2026, 3, 29, 1)
    assert not is_open(hours, [], LONDON, dt.datetime(2026, 3, 29, 0, 59, 59, tzinfo=dt.UTC))


def test_an_opening_wholly_in_the_hour_that_is_skipped_does_not_happen() -> None:
    hours = opening_hours({"sunday": ["01:10-01:50"]})
    assert next_reading(hours, [], LONDON, london(2026, 3, 28, 23)) == london(2026, 4, 5, 1, 10)


def test_an_opening_in_the_hour_that_is_repeated_happens_once() -> None:
    hours = opening_hours({"sunday": ["01:10-01:50"]})
    assert is_open(hours, [], LONDON, london(2026, 10, 25, 1, 20, fold=0))
    assert not is_open(hours, [], LONDON, london(2026, 10, 25, 1, 20, fold=1))


def test_a_service_that_never_opens_says_that_nobody_reads() -> None:
    at = london(2026, 11, 23, 10)
    assert next_reading(SHUT, [], LONDON, at) is None
    assert next_working_morning(SHUT, [], LONDON, at) is None
    assert describe_reading(None, [], LONDON, at).kind is ReadingKind.NOBODY


def test_a_closure_longer_than_sixty_days_says_that_nobody_reads_and_why() -> None:
    at = london(2026, 11, 23, 10)
    long = [Closure(dt.date(2026, 11, 23), dt.date(2027, 1, 22), "We are moving house")]
    assert next_reading(OFFICE, long, LONDON, at) is None
    assert describe_reading(None, long, LONDON, at).closure == "We are moving house"


def test_a_closure_just_short_of_sixty_days_is_waited_for() -> None:
    short = [Closure(dt.date(2026, 11, 23), dt.date(2027, 1, 21), "We are moving house")]
    assert next_reading(OFFICE, short, LONDON, london(2026, 11, 23, 10)) == london(2027, 1, 22, 9)


def test_an_owner_rings_on_the_next_working_morning_even_when_the_service_is_open() -> None:
    assert next_working_morning(OFFICE, [], LONDON, london(2026, 11, 20, 10)) == london(2026, 11, 23, 9)
    assert next_working_morning(OFFICE, [], LONDON, london(2026, 11, 23, 6)) == london(2026, 11, 24, 9)


def test_working_days_leave_out_weekends_and_closures() -> None:
    holiday = [Closure(dt.date(2026, 11, 24), dt.date(2026, 11, 24), "Training")]
    assert working_days_after(OFFICE, holiday, dt.date(2026, 11, 20), 1) == dt.date(2026, 11, 23)
    assert working_days_after(OFFICE, holiday, dt.date(2026, 11, 20), 2) == dt.date(2026, 11, 25)
    assert working_days_after(SHUT, [], dt.date(2026, 11, 20), 1) is None


def test_working_days_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        working_days_after(OFFICE, [], dt.date(2026, 11, 20), 0)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_reading(OFFICE, [], LONDON, london(2026, 11, 23, 10).replace(tzinfo=None))


def test_a_day_may_end_at_midnight_and_the_next_begin_there() -> None:
    hours = opening_hours({"friday": ["22:00-24:00"], "saturday": ["00:00-02:00"]})
    assert is_open(hours, [], LONDON, london(2026, 11, 20, 23, 59))
    assert is_open(hours, [], LONDON, london(2026, 11, 21, 0))
    assert not is_open(hours, [], LONDON, london(2026, 11, 21, 2))


@given(weeks())
def test_the_weekly_table_survives_being_stored(hours: OpeningHours) -> None:
    assert opening_hours(dict(hours.as_plain())) == hours


def test_every_fault_of_a_weekly_table_is_named_at_once() -> None:
    with pytest.raises(HoursInvalid) as refused:
        opening_hours(
            {
                "monday": ["9 to 5"],
                "tuesday": ["17:00-09:00"],
                "wednesday": ["09:00-12:00", "11:00-15:00"],
                "thursday": ["09:00-25:00"],
                "friday": "09:00-17:00",
                "caturday": ["09:00-17:00"],
            }
        )
    places = [problem.place for problem in refused.value.problems]
    assert sorted(places) == ["caturday", "friday", "monday", "thursday", "tuesday", "wednesday"]


def test_a_closure_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="end on or after"):
        Closure(dt.date(2026, 12, 2), dt.date(2026, 12, 1), "")
