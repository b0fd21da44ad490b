"""Reminders fall where people expect them, in their own zone, over both changes of the clocks, never twice.

The second reckoning is ``dateutil.rrule`` for the days; the instants are found by walking through every
minute of the day, which knows nothing of folds and gaps but what the clock on the wall shows.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import WEEKLY, rrule  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.care.partnership.rules.schedules import Every, Rhythm, after_weeks, in_window, is_on, next_due

ZONES = [
    "Europe/London", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana",
    "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca",
]  # fmt: skip
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2035, 1, 1))
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES).map(ZoneInfo)
LONDON = ZoneInfo("Europe/London")


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    every = draw(st.sampled_from([Every.WEEK, Every.FORTNIGHT]))
    first = draw(DAYS)
    lasts = draw(st.none() | st.integers(0, 200))
    return Rhythm(
        every,
        first,
        draw(TIMES),
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        None if lasts is None else first + dt.timedelta(days=lasts),
    )


def by_rrule(rhythm: Rhythm, until: dt.date) -> list[dt.date]:
    """The days, as another program counts them."""
    last = until if rhythm.until_on is None else min(until, rhythm.until_on)
    rule = rrule(
        WEEKLY,
        dtstart=dt.datetime.combine(rhythm.first_on, dt.time()),
        interval=2 if rhythm.every is Every.FORTNIGHT else 1,
        byweekday=sorted(rhythm.weekdays),
        wkst=0,
        until=dt.datetime.combine(last, dt.time(23)),
    )
    return [each.date() for each in rule]


def by_walking(day: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime | None:
    """The first minute of ``day`` at which the clock on the wall shows ``at``, or is past it."""
    minute = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(hours=16)
    end = minute + dt.timedelta(hours=50)
    while minute < end:
        local = minute.astimezone(zone)
        if local.date() == day and local.time() >= at:
            return minute
        minute += dt.timedelta(minutes=1)
    return None


@given(rhythms(), st.integers(0, 400))
def test_the_days_are_those_that_another_calendar_counts(rhythm: Rhythm, span: int) -> None:
    until = rhythm.first_on + dt.timedelta(days=span)
    days = [rhythm.first_on + dt.timedelta(days=each) for each in range(span + 1)]
    assert [day for day in days if is_on(rhythm, day)] == by_rrule(rhythm, until)


@settings(max_examples=60)
@given(DAYS, TIMES, zones)
def test_the_instant_is_the_first_minute_at_which_the_wall_clock_shows_it(
    day: dt.date, at: dt.time, zone: ZoneInfo
) -> None:
    start = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(days=2)
    due = next_due(Rhythm(Every.ONCE, day, at), zone, last_on=None, now=start)
    walked = by_walking(day, at, zone)
    assert (due.at if due else None) == walked


@settings(max_examples=60)
@given(rhythms(), st.lists(zones, min_size=1, max_size=4), st.lists(st.integers(1, 200), min_size=1))
def test_no_day_comes_twice_whoever_moves_wherever_and_however_late_anybody_looks(
    rhythm: Rhythm, wheres: list[ZoneInfo], late: list[int]
) -> None:
    """Dealt with one after the other, hours late, while the person travels from zone to zone."""
    now = dt.datetime.combine(rhythm.first_on, dt.time(), dt.UTC) - dt.timedelta(days=2)
    last_on, dealt, instants = None, [], []
    for turn, hours in enumerate(late):
        due = next_due(rhythm, wheres[turn % len(wheres)], last_on=last_on, now=now)
        if due is None:
            break
        assert due.at >= now
        assert is_on(rhythm, due.on)
        dealt.append(due.on)
        instants.append(due.at)
        last_on, now = due.on, due.at + dt.timedelta(hours=hours)
    assert dealt == sorted(set(dealt))
    assert instants == sorted(set(instants))


@given(rhythms(), zones)
def test_none_is_left_out_where_each_is_dealt_with_at_once(rhythm: Rhythm, zone: ZoneInfo) -> None:
    now = dt.datetime.combine(rhythm.first_on, dt.time(), dt.UTC) - dt.timedelta(days=2)
    last_on: dt.date | None = None
    dealt: list[dt.date] = []
    while len(dealt) < 6 and (due := next_due(rhythm, zone, last_on=last_on, now=now)) is not None:
        dealt.append(due.on)
        last_on, now = due.on, due.at
    expected = [
        day
        for day in by_rrule(rhythm, rhythm.first_on + dt.timedelta(days=120))
        if (zone.key, day) != ("Pacific/Apia", dt.date(2011, 12, 30))  # a day that never was
    ]
    assert dealt == expected[:6]


@pytest.mark.parametrize("day, at, utc", [
    # Spring: 01:00 to 02:00 is skipped. The hour that does not come is the change itself.
    (dt.date(2027, 3, 28), dt.time(0, 59), dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC)),
    (dt.date(2027, 3, 28), dt.time(1, 30), dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC)),
    (dt.date(2027, 3, 28), dt.time(2, 0), dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC)),
    # Autumn: 01:00 to 02:00 comes twice. The first is meant.
    (dt.date(2027, 10, 31), dt.time(1, 30), dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)),
    (dt.date(2027, 10, 31), dt.time(2, 0), dt.datetime(2027, 10, 31, 2, 0, tzinfo=dt.UTC)),
])  # fmt: skip
def test_both_changes_of_the_clocks(day: dt.date, at: dt.time, utc: dt.datetime) -> None:
    daily = Rhythm(Every.WEEK, day - dt.timedelta(days=3), at, frozenset(range(7)))
    due = next_due(daily, LONDON, last_on=day - dt.timedelta(days=1), now=utc - dt.timedelta(hours=20))
    assert due is not None
    assert (due.on, due.at) == (day, utc)
    following = next_due(daily, LONDON, last_on=due.on, now=due.at)
    assert following is not None
    assert following.on == day + dt.timedelta(days=1)


def test_nine_in_the_morning_stays_nine_in_the_morning() -> None:
    daily = Rhythm(Every.WEEK, dt.date(2027, 3, 20), dt.time(9), frozenset(range(7)))
    now, last = dt.datetime(2027, 3, 20, tzinfo=dt.UTC), None
    for _ in range(20):
        due = next_due(daily, LONDON, last_on=last, now=now)
        assert due is not None
        assert due.at.astimezone(LONDON).time() == dt.time(9)
        last, now = due.on, due.at


def test_what_was_missed_is_not_made_up_for() -> None:
    daily = Rhythm(Every.WEEK, dt.date(2027, 1, 1), dt.time(9), frozenset(range(7)))
    now = dt.datetime(2027, 1, 20, 12, tzinfo=dt.UTC)
    due = next_due(daily, LONDON, last_on=dt.date(2027, 1, 2), now=now)
    assert due is not None
    assert due.on == dt.date(2027, 1, 21)


def test_weeks_after_something_is_the_same_day_of_the_week() -> None:
    rhythm = after_weeks(dt.date(2027, 2, 1), 12, dt.time(9))
    assert (rhythm.first_on, rhythm.first_on.weekday()) == (dt.date(2027, 4, 26), 0)


def test_once_comes_once_and_what_is_over_never() -> None:
    once = Rhythm(Every.ONCE, dt.date(2027, 1, 5), dt.time(9))
    before = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    due = next_due(once, LONDON, last_on=None, now=before)
    assert due is not None
    assert next_due(once, LONDON, last_on=due.on, now=due.at) is None
    over = Rhythm(Every.WEEK, dt.date(2027, 1, 1), dt.time(9), frozenset({0}), dt.date(2027, 1, 3))
    assert next_due(over, LONDON, last_on=None, now=before) is None


@pytest.mark.parametrize("wrong", [
    {"every": Every.WEEK, "weekdays": frozenset()},
    {"every": Every.WEEK, "weekdays": frozenset({7})},
    {"every": Every.ONCE, "at": dt.time(9, tzinfo=dt.UTC)},
])  # fmt: skip
def test_what_is_no_rhythm_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"rhythm|weekday"):
        Rhythm(**{"first_on": dt.date(2027, 1, 1), "at": dt.time(9), **wrong})


@given(st.integers(1_420_000_000, 2_050_000_000).map(lambda at: dt.datetime.fromtimestamp(at, dt.UTC)), zones)
def test_news_come_by_day_and_never_more_than_a_night_later(at: dt.datetime, zone: ZoneInfo) -> None:
    found = in_window(at, zone, dt.time(8), dt.time(20))
    assert dt.time(8) <= found.astimezone(zone).time() < dt.time(20)
    assert dt.timedelta(0) <= found - at <= dt.timedelta(hours=38)  # Apia left out a whole day once
    if dt.time(8) <= at.astimezone(zone).time() < dt.time(20):
        assert found == at
